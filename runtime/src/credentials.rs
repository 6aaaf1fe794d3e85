//! Credentials, and where they come from.

mod cached;

pub use self::cached::{CachedCredentials, CredentialsLoader, Temporary};

use crate::error::{Error, Result};
use crate::protocol::{HmacSha256, percent_encoded};
use crate::table::Environment;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use std::env::VarError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

/// What a call is signed with: an access key, an application's key and secret, or the like.
///
/// Printing it shows the id alone.
#[derive(Clone)]
pub struct Credentials {
    id: String,
    secret: SecretString,
    token: Option<SecretString>,
    /// The secret made into a key, which costs as much as signing with it; two protocols sign so.
    hmac_sha256: OnceLock<HmacSha256>,
}

impl Credentials {
    /// An id and its secret: access key id and secret, or app key and master secret.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) if either is empty or holds spaces, line
    /// breaks, or characters that are not visible ASCII, as text copied from a web page often does.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Result<Self> {
        let (id, secret) = (id.into(), secret.into());
        refuse_stray("id", &id)?;
        refuse_stray("secret", &secret)?;
        Ok(Self { id, secret: secret.into(), token: None, hmac_sha256: OnceLock::new() })
    }

    /// The same credentials with the security token of a temporary key (STS) or the session of a user.
    ///
    /// # Errors
    ///
    /// As for [`new`](Self::new).
    pub fn with_token(mut self, token: impl Into<String>) -> Result<Self> {
        let token = token.into();
        refuse_stray("token", &token)?;
        self.token = Some(token.into());
        Ok(self)
    }

    /// Credentials from environment variables of these names. An unset or empty token is none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials), naming the variable that is missing or
    /// unusable.
    pub fn from_env(names: &Environment) -> Result<Self> {
        let required = |name| read_env(name)?.ok_or_else(|| refused_env(name, "is not set"));
        let credentials = Self::new(required(names.id)?, required(names.secret)?)
            .map_err(|error| Error::credentials(format!("{} or {}: {error}", names.id, names.secret)))?;
        let token = names.token.map(read_env).transpose()?.flatten();
        match token.filter(|token| !token.is_empty()) {
            Some(token) => credentials.with_token(token),
            None => Ok(credentials),
        }
    }

    /// The id. It is not secret.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn secret(&self) -> &str {
        self.secret.expose_secret()
    }

    pub(crate) fn hmac_sha256(&self) -> &HmacSha256 {
        self.hmac_sha256.get_or_init(|| HmacSha256::new(self.secret().as_bytes()))
    }

    /// The texts that must not be printed: as they are, as a signed text holds them, percent-encoded once
    /// and twice, as JSON writers escape them, and as HTTP Basic carries them.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let mut secrets = vec![STANDARD.encode(format!("{}:{}", self.id, self.secret()))];
        for secret in [Some(self.secret()), self.token()].into_iter().flatten() {
            let once = percent_encoded(secret);
            let escaped = secret.replace('=', "\\u003d").replace('&', "\\u0026").replace('+', "\\u002b");
            let slashes = [secret.replace('/', "\\/"), escaped.replace('/', "\\/")];
            secrets.extend(slashes);
            secrets.extend([percent_encoded(&once), with_lower_hex(&once), once, escaped, secret.to_owned()]);
        }
        secrets
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(ExposeSecret::expose_secret)
    }
}

/// Percent-encoded text with its hexadecimal digits in lower case, as some servers write it.
fn with_lower_hex(encoded: &str) -> String {
    let mut digits = 0;
    let lower = |c: char| {
        let is_digit = digits > 0;
        digits = if c == '%' { 2_u8 } else { digits.saturating_sub(1) };
        if is_digit { c.to_ascii_lowercase() } else { c }
    };
    encoded.chars().map(lower).collect()
}

/// The standard library's own message would show the value.
fn read_env(name: &str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(refused_env(name, "is not Unicode text")),
    }
}

fn refused_env(name: &str, why: &str) -> Error {
    Error::credentials(format!("environment variable {name} {why}"))
}

fn refuse_stray(what: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::credentials(format!("the {what} is empty")));
    }
    match text.char_indices().find(|(_, c)| !c.is_ascii_graphic()) {
        Some((at, _)) => Err(Error::credentials(format!(
            "the {what} holds a blank or a character that is not visible ASCII, at byte {at}; copy it again without it"
        ))),
        None => Ok(()),
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A source of credentials that change, such as temporary keys. It is asked before every attempt
/// and should keep what it has until that expires, as [`CachedCredentials`] does.
pub trait CredentialsProvider: Send + Sync {
    /// The credentials to sign the next call with.
    ///
    /// # Cancel safety
    ///
    /// The future is dropped when the call that waits for it is.
    fn credentials(&self) -> BoxFuture<'_, Result<Arc<Credentials>>>;
}

/// Where a client's credentials come from.
#[derive(Clone)]
pub(crate) enum CredentialsSource {
    Static(Arc<Credentials>),
    Provider(Arc<dyn CredentialsProvider>),
}

impl CredentialsSource {
    pub(crate) async fn get(&self) -> Result<Arc<Credentials>> {
        match self {
            CredentialsSource::Static(credentials) => Ok(Arc::clone(credentials)),
            CredentialsSource::Provider(provider) => provider.credentials().await,
        }
    }
}

impl fmt::Debug for CredentialsSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CredentialsSource::Static(credentials) => credentials.fmt(f),
            CredentialsSource::Provider(_) => f.write_str("CredentialsProvider"),
        }
    }
}
