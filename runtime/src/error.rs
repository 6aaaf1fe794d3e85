//! What can go wrong with a call.

use crate::table::{Class, Code, Effect, ErrorRow, Idempotency, Operation};
use crate::validate::Violation;
use http::{HeaderMap, StatusCode};
use std::error::Error as StdError;
use std::fmt;

/// The result of a call.
pub type Result<T> = std::result::Result<T, Error>;

type Source = Box<dyn StdError + Send + Sync>;

/// A call that failed.
///
/// It tells what kind of failure it was ([`kind`](Self::kind)), whether the request may have taken effect
/// ([`send_state`](Self::send_state)) and everything that the server said: status, code, request id and
/// the start of the body. It is one pointer wide.
///
/// ```
/// # use bindery_runtime::{Error, SendState};
/// # use bindery_runtime::table::Code;
/// const THROTTLED: Code = Code("Throttling.User");
///
/// fn advice(error: &Error) -> &'static str {
///     if error.is(THROTTLED) {
///         "slow down"
///     } else if error.send_state() == SendState::MaybeSent {
///         "look whether it was carried out before sending it again"
///     } else {
///         "read the message"
///     }
/// }
/// # let error = Error::configuration("no credentials");
/// # assert_eq!(advice(&error), "read the message");
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static Operation>,
    send_state: SendState,
    reply: Option<Box<Reply>>,
    violations: Vec<Violation>,
    has_token: bool,
    source: Option<Source>,
}

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was built or called wrongly: an unknown region, an endpoint without TLS, an unknown
    /// operation.
    Configuration,
    /// No credentials could be had, or they cannot be used.
    Credentials,
    /// The request breaks documented limits; see [`Error::violations`].
    Invalid,
    /// No connection could be made.
    Connect,
    /// The call took longer than its time limit.
    Timeout,
    /// The connection failed after the request may have been sent.
    Transport,
    /// The answer was larger than the client takes.
    TooLarge,
    /// The answer is not in the form that the documentation promises.
    Decode,
    /// The service answered with an error.
    Service,
}

/// Whether a failed request reached the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SendState {
    /// Nothing was sent: the call had no effect.
    NotSent,
    /// It may have been sent, and may have taken effect.
    MaybeSent,
    /// The service answered.
    Answered,
}

/// What the server said.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) code: Option<String>,
    pub(crate) sub_code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    /// The start of the body, as text.
    body: String,
}

impl Reply {
    /// How much of the body is kept.
    const BODY_START: usize = 1024;

    /// How much of the body is looked through for secrets, so that none is cut in two and then not found.
    const LOOKED_THROUGH: usize = 64 * 1024;

    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: &[u8]) -> Self {
        let start = &body[..body.len().min(Self::LOOKED_THROUGH)];
        Self { status, headers, body: String::from_utf8_lossy(start).into_owned(), ..Self::default() }
    }

    /// Replaces secrets that the server repeats, such as the token in its own string to sign.
    fn redact(&mut self, secrets: &[String]) {
        let texts = [&mut self.code, &mut self.sub_code, &mut self.message, &mut self.request_id];
        for text in texts.into_iter().flatten().chain([&mut self.body]) {
            for secret in secrets {
                if text.contains(secret.as_str()) {
                    *text = text.replace(secret.as_str(), "[redacted]");
                }
            }
        }
    }

    /// The first bytes of the body, to the last whole character.
    fn body_start(&self) -> &str {
        let whole = |end: &usize| self.body.is_char_boundary(*end);
        let end = (0..=self.body.len().min(Self::BODY_START)).rev().find(whole).unwrap_or_default();
        &self.body[..end]
    }
}

/// Without headers, among which a proxy may repeat anything.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("sub_code", &self.sub_code)
            .field("message", &self.message)
            .field("request_id", &self.request_id)
            .field("body_start", &self.body_start())
            .finish_non_exhaustive()
    }
}

impl Error {
    fn new(kind: ErrorKind, send_state: SendState, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            send_state,
            reply: None,
            violations: Vec::new(),
            has_token: false,
            source: None,
        }))
    }

    /// A mistake in the configuration; nothing was sent.
    pub fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, SendState::NotSent, message)
    }

    /// Credentials that cannot be had or used; nothing was sent.
    pub fn credentials(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, SendState::NotSent, message)
    }

    /// A connection that could not be made; nothing was sent.
    pub fn connect(source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Connect, SendState::NotSent, "no connection could be made").with_source(source)
    }

    /// A connection that failed when the request may have been sent.
    pub fn transport(source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Transport, SendState::MaybeSent, "the connection failed").with_source(source)
    }

    /// A time limit that was passed.
    pub fn timeout(message: impl Into<String>, send_state: SendState) -> Self {
        Self::new(ErrorKind::Timeout, send_state, message)
    }

    /// An answer whose body failed after its head had arrived.
    pub fn interrupted(
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
        source: impl Into<Source>,
    ) -> Self {
        Self::new(ErrorKind::Transport, SendState::Answered, "the answer broke off")
            .with_reply(Reply::new(status, headers, body))
            .with_source(source)
    }

    /// An answer larger than the client takes.
    pub fn too_large(status: StatusCode, headers: HeaderMap, body: &[u8], limit: usize) -> Self {
        let message = format!("the answer is larger than {limit} bytes");
        Self::new(ErrorKind::TooLarge, SendState::Answered, message)
            .with_reply(Reply::new(status, headers, body))
    }

    pub(crate) fn invalid(violations: Vec<Violation>) -> Self {
        let mut error =
            Self::new(ErrorKind::Invalid, SendState::NotSent, "the request breaks documented limits");
        error.0.violations = violations;
        error
    }

    pub(crate) fn decode(message: impl Into<String>, reply: Reply) -> Self {
        Self::new(ErrorKind::Decode, SendState::Answered, message).with_reply(reply)
    }

    pub(crate) fn service(reply: Reply) -> Self {
        Self::new(ErrorKind::Service, SendState::Answered, "the service answered with an error")
            .with_reply(reply)
    }

    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Takes secrets out of what the server said.
    pub(crate) fn redacted(mut self, secrets: &[String]) -> Self {
        if let Some(reply) = &mut self.0.reply {
            reply.redact(secrets);
        }
        self
    }

    pub(crate) fn of(mut self, operation: &'static Operation, has_token: bool) -> Self {
        self.0.operation = Some(operation);
        self.0.has_token = has_token;
        self
    }

    fn with_reply(mut self, reply: Reply) -> Self {
        self.0.reply = Some(Box::new(reply));
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the request may have taken effect.
    pub fn send_state(&self) -> SendState {
        self.0.send_state
    }

    /// The wire name of the operation that was called.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.name)
    }

    /// The limits that the request breaks, all of them.
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> Option<u16> {
        self.0.reply.as_ref().map(|reply| reply.status.as_u16())
    }

    /// The error code that the service answered.
    pub fn code(&self) -> Option<&str> {
        self.0.reply.as_ref()?.code.as_deref()
    }

    /// The more particular code beside [`code`](Self::code), where the protocol has one.
    pub fn sub_code(&self) -> Option<&str> {
        self.0.reply.as_ref()?.sub_code.as_deref()
    }

    /// The message that the service answered.
    pub fn message(&self) -> Option<&str> {
        self.0.reply.as_ref()?.message.as_deref()
    }

    /// The id that the service gave the call, to quote in a support ticket.
    pub fn request_id(&self) -> Option<&str> {
        self.0.reply.as_ref()?.request_id.as_deref()
    }

    /// The HTTP headers of the answer, such as how long to wait before the next call.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.reply.as_ref().map(|reply| &reply.headers)
    }

    /// The first bytes of the answer, 1,024 at most. Bytes that are no UTF-8 are replaced.
    pub fn body_start(&self) -> Option<&str> {
        self.0.reply.as_ref().map(|reply| reply.body_start())
    }

    /// Whether the service answered this code, or one made from this template.
    pub fn is(&self, code: Code) -> bool {
        self.codes().any(|answered| code.matches(answered))
    }

    /// What stands at `%s` of the documented template that the code was made from:
    /// `Payload` for `InvalidParameter.Payload`.
    pub fn argument(&self) -> Option<&str> {
        let row = self.row()?;
        self.codes().find_map(|code| row.code.argument(code))
    }

    /// The documented row of the code that the service answered.
    pub fn row(&self) -> Option<&'static ErrorRow> {
        let operation = self.0.operation?;
        self.codes().find_map(|code| find_row(operation, code, self.status()))
    }

    /// Whether a repeat of the call may succeed and cannot take effect twice.
    ///
    /// That follows from what is documented: the class of the error code, and whether the operation
    /// only reads, leaves the same state when repeated, or carries an idempotency token. An unknown code
    /// is not retryable.
    ///
    /// A token guards against calls one after the other, not at the same time: after
    /// [`SendState::MaybeSent`], wait until the first call must have ended.
    pub fn is_retryable(&self) -> bool {
        match (self.0.kind, self.class()) {
            (ErrorKind::Connect, _) | (ErrorKind::Service, Some(Class::Throttled | Class::Resign)) => true,
            (ErrorKind::Service, Some(Class::Server)) | (ErrorKind::Transport | ErrorKind::Timeout, _) => {
                self.send_state() == SendState::NotSent || self.is_repeatable()
            }
            _ => false,
        }
    }

    /// The class of the code; without a code, as when a gateway answers for the service, of the status.
    fn class(&self) -> Option<Class> {
        match (self.row(), self.code(), self.status()) {
            (Some(row), ..) => Some(row.class),
            (None, None, Some(429)) => Some(Class::Throttled),
            (None, None, Some(502..=504)) => Some(Class::Server),
            _ => None,
        }
    }

    fn is_repeatable(&self) -> bool {
        let Some(operation) = self.0.operation else {
            return false;
        };
        match (operation.effect, operation.idempotency) {
            (Effect::Read, _) | (_, Idempotency::Natural) => true,
            (_, Idempotency::Token { .. }) => self.0.has_token,
            (Effect::Write, Idempotency::None) => false,
        }
    }

    /// The codes that were answered, the more particular first.
    fn codes(&self) -> impl Iterator<Item = &str> {
        [self.sub_code(), self.code()].into_iter().flatten()
    }
}

/// The row of a code: one of its own status before one of another, an exact code before a template.
fn find_row(operation: &Operation, code: &str, status: Option<u16>) -> Option<&'static ErrorRow> {
    let matching = || operation.error_rows().filter(|row| row.code.matches(code));
    let rank = |row: &&ErrorRow| {
        let other_status = row.status.is_some() && row.status != status;
        (row.code.is_template(), other_status)
    };
    matching().min_by_key(rank)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.0.message)?;
        if let Some(reply) = &self.0.reply {
            write!(f, ": status {}", reply.status.as_u16())?;
            for (name, value) in [
                ("code", &reply.code),
                ("sub code", &reply.sub_code),
                ("message", &reply.message),
                ("request id", &reply.request_id),
            ] {
                if let Some(value) = value {
                    write!(f, ", {name} {value:?}")?;
                }
            }
        }
        for (index, violation) in self.violations().iter().enumerate() {
            let separator = if index == 0 { ": " } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        match self.0.send_state {
            SendState::MaybeSent => f.write_str(" (the request may have taken effect)"),
            SendState::NotSent | SendState::Answered => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.operation())
            .field("message", &self.0.message)
            .field("send_state", &self.0.send_state)
            .field("reply", &self.0.reply)
            .field("violations", &self.0.violations)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
