//! What a request was signed with, seen from the server: read from the request alone, in code that shares
//! nothing with the client's signing.

mod acs3;
mod basic;
mod hash;
mod hmac_sha1;
mod top;

use crate::form;
use crate::pairs::{self, Pairs};
use http::{header, request};
use std::fmt;

/// How a request was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// Alibaba Cloud's current one, ACS3-HMAC-SHA256, in headers.
    Acs3,
    /// Alibaba Cloud's older one, HMAC-SHA1, in a parameter.
    HmacSha1,
    /// HTTP Basic, which is no signature.
    Basic,
    /// TOP's `md5`.
    Md5,
    /// TOP's `hmac`, HMAC-MD5.
    Hmac,
    /// TOP's `hmac-sha256`.
    HmacSha256,
}

impl Scheme {
    /// The vendor's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Acs3 => "acs3",
            Scheme::HmacSha1 => "hmac-sha1",
            Scheme::Basic => "basic",
            Scheme::Md5 => "md5",
            Scheme::Hmac => "hmac",
            Scheme::HmacSha256 => "hmac-sha256",
        }
    }
}

/// A signed request, as the server sees it.
pub struct Inspected {
    /// How it was signed.
    pub scheme: Scheme,
    /// The access key id or app key that it names.
    pub id: String,
    /// The text that had to be signed, made from the request as it arrived. HTTP Basic signs none.
    pub string_to_sign: Option<String>,
    /// What the string to sign was made from, under ACS3.
    pub canonical_request: Option<String>,
    /// The nonce, where the scheme has one.
    pub nonce: Option<String>,
    /// The time of signing as it stands in the request, where the scheme has one.
    pub date: Option<String>,
    /// The security token or session, if there is one.
    pub token: Option<String>,
    /// Why no signature of this request can be right, whatever the secret.
    pub flaw: Option<&'static str>,
    given: String,
}

impl Inspected {
    /// The signature that the request bears; for HTTP Basic, which shows its secret instead, nothing.
    pub fn signature(&self) -> Option<&str> {
        (self.scheme != Scheme::Basic).then_some(self.given.as_str())
    }

    /// Whether it was signed with this secret. The comparison takes the same time wherever the difference is.
    pub fn verify(&self, secret: &str) -> bool {
        let text = self.string_to_sign.as_deref().unwrap_or_default();
        let expected = match self.scheme {
            Scheme::Acs3 => hash::lower_hex(&hash::hmac_sha256(secret, text)),
            Scheme::HmacSha1 => hash::base64(&hash::hmac_sha1(&format!("{secret}&"), text)),
            Scheme::Basic => secret.to_owned(),
            Scheme::Md5 => hash::upper_hex(&hash::md5(&format!("{secret}{text}{secret}"))),
            Scheme::Hmac => hash::upper_hex(&hash::hmac_md5(secret, text)),
            Scheme::HmacSha256 => hash::upper_hex(&hash::hmac_sha256(secret, text)),
        };
        hash::equal(&expected, &self.given) && self.flaw.is_none()
    }
}

/// Without what is or may hold a secret: signature, token and the texts with parameters.
impl fmt::Debug for Inspected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspected")
            .field("scheme", &self.scheme)
            .field("id", &self.id)
            .field("nonce", &self.nonce)
            .field("date", &self.date)
            .field("flaw", &self.flaw)
            .finish_non_exhaustive()
    }
}

/// Why a request's signature cannot be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotSigned {
    /// There is no signature of any scheme.
    Unsigned,
    /// There is one, but this part of it is absent; named as on the wire.
    Missing(&'static str),
    /// There is one, but this part of it cannot be read; named as on the wire.
    Malformed(&'static str),
}

impl fmt::Display for NotSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotSigned::Unsigned => f.write_str("the request is not signed"),
            NotSigned::Missing(part) => write!(f, "the request has no {part}"),
            NotSigned::Malformed(part) => write!(f, "{part} cannot be read"),
        }
    }
}

impl std::error::Error for NotSigned {}

/// Looks at the signature of a request. The body is the one that arrived, byte for byte.
///
/// # Errors
///
/// If there is no signature, or if a part of it is absent or cannot be read.
pub fn inspect(parts: &request::Parts, body: &[u8]) -> Result<Inspected, NotSigned> {
    let authorization = parts.headers.get(header::AUTHORIZATION);
    if let Some(value) = authorization {
        let value = value.to_str().map_err(|_| NotSigned::Malformed("Authorization"))?;
        if let Some(fields) = value.strip_prefix("ACS3-HMAC-SHA256") {
            return acs3::inspect(parts, body, fields);
        }
        if let Some((scheme, pair)) = value.split_once(' ')
            && scheme.eq_ignore_ascii_case("basic")
        {
            return basic::inspect(pair);
        }
        return Err(NotSigned::Malformed("Authorization"));
    }
    let parameters = parameters(parts, body);
    if pairs::get(&parameters, "Signature").is_some() {
        hmac_sha1::inspect(parts.method.as_str(), &parameters)
    } else if pairs::get(&parameters, "sign").is_some() {
        top::inspect(&parameters)
    } else {
        Err(NotSigned::Unsigned)
    }
}

/// The parameters of query and form. Files are not signed.
fn parameters(parts: &request::Parts, body: &[u8]) -> Pairs {
    let mut parameters = pairs::of_query(parts);
    parameters.extend(form::read(&parts.headers, body).texts);
    parameters
}

/// The value of a parameter that must be there.
fn take(parameters: &[(String, String)], name: &'static str) -> Result<String, NotSigned> {
    let value = pairs::get(parameters, name).filter(|value| !value.is_empty());
    value.map(str::to_owned).ok_or(NotSigned::Missing(name))
}
