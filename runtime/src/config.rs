//! How a client is set up.

use crate::clock::{Clock, Jitter, NonceSource, RandomJitter, RandomNonces, SystemClock};
use crate::credentials::{Credentials, CredentialsProvider, CredentialsSource};
use crate::transport::Transport;
use crate::validate::Violation;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How a client is set up: its credentials, and everything else with a default.
///
/// | setting | default |
/// | --- | --- |
/// | region, network | the service's first, unless its host depends on the region |
/// | signature | the protocol's current one |
/// | validation | [`Mode::Enforce`] |
/// | time to connect | 5 s |
/// | time for one attempt | 15 s |
/// | time for the whole call | 30 s |
/// | largest answer | 8 MiB |
/// | attempts of one call | 3, where a repeat cannot do harm |
/// | pacing | on: no faster than the documented rates |
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) credentials: CredentialsSource,
    pub(crate) region: Option<String>,
    pub(crate) network: Option<String>,
    pub(crate) endpoint: Option<EndpointUrl>,
    pub(crate) signature: Option<Signature>,
    pub(crate) validation: Validation,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) nonces: Arc<dyn NonceSource>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    pub(crate) timeouts: Timeouts,
    pub(crate) max_answer_bytes: usize,
    pub(crate) max_attempts: u32,
    pub(crate) jitter: Arc<dyn Jitter>,
    pub(crate) pacing: bool,
}

/// A URL that was not looked at yet: printed only if it cannot hold credentials, before an `@` or in a query.
#[derive(Clone)]
pub(crate) struct EndpointUrl(pub(crate) String);

impl fmt::Debug for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains(['@', '?', '#']) { f.write_str("[redacted]") } else { self.0.fmt(f) }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
}

impl Config {
    /// Everything at its default, with these credentials.
    pub fn new(credentials: Credentials) -> Self {
        Self::with_source(CredentialsSource::Static(Arc::new(credentials)))
    }

    /// Everything at its default, with credentials that are asked for before every attempt.
    pub fn with_provider(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self::with_source(CredentialsSource::Provider(provider))
    }

    fn with_source(credentials: CredentialsSource) -> Self {
        Self {
            credentials,
            region: None,
            network: None,
            endpoint: None,
            signature: None,
            validation: Validation::default(),
            clock: Arc::new(SystemClock),
            nonces: Arc::new(RandomNonces::default()),
            transport: None,
            timeouts: Timeouts {
                connect: Duration::from_secs(5),
                attempt: Duration::from_secs(15),
                total: Duration::from_secs(30),
            },
            max_answer_bytes: 8 << 20,
            max_attempts: 3,
            jitter: Arc::new(RandomJitter::default()),
            pacing: true,
        }
    }

    /// The region or zone, as the vendor names it: `cn-hangzhou`, `beijing`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The network, where a service is on several: `public`, `vpc`.
    pub fn network(mut self, network: impl Into<String>) -> Self {
        self.network = Some(network.into());
        self
    }

    /// A URL in place of the service's own, such as a proxy's or a test server's. Without a path it
    /// replaces the host alone; with one, the whole base URL. It must be https, except on this machine.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(EndpointUrl(url.into()));
        self
    }

    /// The signature, where the protocol knows several.
    pub fn signature(mut self, signature: Signature) -> Self {
        self.signature = Some(signature);
        self
    }

    /// What happens when a request breaks a documented limit.
    pub fn validation(mut self, mode: Mode) -> Self {
        self.validation.default = mode;
        self
    }

    /// What happens when a request breaks this limit or rule; the id is [`Violation::rule`]. Advice stops a call only
    /// if its own id is enforced. Building a client fails on an id that its service does not have.
    pub fn validation_of(mut self, rule: impl Into<String>, mode: Mode) -> Self {
        self.validation.by_rule.insert(rule.into(), mode);
        self
    }

    /// Another clock than the computer's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Another source of nonces.
    pub fn nonces(mut self, nonces: impl NonceSource + 'static) -> Self {
        self.nonces = Arc::new(nonces);
        self
    }

    /// Another transport than the default one.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The longest time to make a connection. A transport that was given keeps its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// The longest time for one attempt, from connecting to the end of the answer.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = timeout;
        self
    }

    /// The longest time for the whole call, credentials included.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.total = timeout;
        self
    }

    /// How often one call is attempted at most; 1 means never again. A repeat is made only where the documentation
    /// says that it may help and the operation that it cannot take effect twice.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Another source of the chance in the pauses between attempts.
    pub fn jitter(mut self, jitter: impl Jitter + 'static) -> Self {
        self.jitter = Arc::new(jitter);
        self
    }

    /// Whether calls wait for their turn under the documented rates. A client and its clones share the count, so
    /// build one client for an account, and one alone where a rate is counted by IP address. Other processes are not
    /// known of.
    pub fn pacing(mut self, on: bool) -> Self {
        self.pacing = on;
        self
    }

    /// The largest answer that is read, in bytes.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.max_answer_bytes = bytes;
        self
    }
}

/// How requests are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Signature {
    /// Alibaba Cloud's current one, ACS3-HMAC-SHA256, in headers.
    Acs3,
    /// Alibaba Cloud's older one, HMAC-SHA1, in a parameter.
    HmacSha1,
    /// HTTP Basic, which is no signature.
    Basic,
    /// TOP's `md5`.
    TopMd5,
    /// TOP's `hmac`, HMAC-MD5.
    TopHmac,
    /// TOP's `hmac-sha256`.
    TopHmacSha256,
}

impl Signature {
    /// The vendor's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Signature::Acs3 => "acs3",
            Signature::HmacSha1 => "hmac-sha1",
            Signature::Basic => "basic",
            Signature::TopMd5 => "md5",
            Signature::TopHmac => "hmac",
            Signature::TopHmacSha256 => "hmac-sha256",
        }
    }
}

/// What happens when a request breaks a documented limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The call fails before anything is sent.
    #[default]
    Enforce,
    /// The call goes on, and the violation is among its warnings.
    Warn,
    /// The limit is not looked at.
    Off,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Validation {
    default: Mode,
    by_rule: BTreeMap<String, Mode>,
}

impl Validation {
    /// Whether nothing needs to be checked.
    pub(crate) fn is_off(&self) -> bool {
        self.default == Mode::Off && self.by_rule.values().all(|mode| *mode == Mode::Off)
    }

    /// The ids of the rules that have a mode of their own.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &str> {
        self.by_rule.keys().map(String::as_str)
    }

    /// The violations that stop the call, and those that only warn. Advice stops one only where its own id is enforced.
    pub(crate) fn sort(&self, violations: Vec<Violation>) -> (Vec<Violation>, Vec<Violation>) {
        let mode = |violation: &Violation| match (self.by_rule.get(&violation.rule), self.default) {
            (Some(chosen), _) => *chosen,
            (None, Mode::Enforce) if violation.advice => Mode::Warn,
            (None, default) => default,
        };
        let looked_at = violations.into_iter().filter(|violation| mode(violation) != Mode::Off);
        looked_at.partition(|violation| mode(violation) == Mode::Enforce)
    }
}
