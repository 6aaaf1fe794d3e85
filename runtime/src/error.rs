//! What can go wrong with a call.

mod make;
mod repeat;
mod reply;
mod show;

pub(crate) use self::repeat::is_repeatable;
pub(crate) use self::reply::Reply;

use crate::table::{Code, ErrorRow, Operation};
use crate::validate::Violation;
use http::HeaderMap;
use std::error::Error as StdError;
use std::time::Duration;

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
    warnings: Vec<Violation>,
    has_token: bool,
    attempts: u32,
    /// An attempt before the last one may have taken effect.
    was_uncertain: bool,
    retry_after: Option<Duration>,
    explanation: Option<String>,
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
    /// Too many calls in too short a time: the service refused the call, or its documented rate leaves no room
    /// for it before the call's deadline. It had no effect, and may be repeated after a pause.
    Throttled,
    /// A quota, such as the day's calls, is used up: a repeat helps only once it is renewed.
    Quota,
    /// The service answered with another error.
    Service,
}

impl ErrorKind {
    /// Its name in logs and on the command line: `too_large`. It stays the same.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Configuration => "configuration",
            ErrorKind::Credentials => "credentials",
            ErrorKind::Invalid => "invalid",
            ErrorKind::Connect => "connect",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Transport => "transport",
            ErrorKind::TooLarge => "too_large",
            ErrorKind::Decode => "decode",
            ErrorKind::Throttled => "throttled",
            ErrorKind::Quota => "quota",
            ErrorKind::Service => "service",
        }
    }
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

impl Error {
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

    /// Limits that the request broke too, and that stop no call in their mode.
    pub fn warnings(&self) -> &[Violation] {
        &self.0.warnings
    }

    /// How many times the request was sent, or may have been.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long to wait before the next call, where the service or its documented rate tells.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Why the service refused the signature, found by comparing the text that it signed with ours.
    pub fn explanation(&self) -> Option<&str> {
        self.0.explanation.as_deref()
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

    /// The codes that were answered, the more particular first.
    fn codes(&self) -> impl Iterator<Item = &str> {
        [self.sub_code(), self.code()].into_iter().flatten()
    }
}

/// What the attempts of a call came to.
#[derive(Debug, Default)]
pub(crate) struct Course {
    /// How many times the request was sent, or may have been.
    pub(crate) attempts: u32,
    /// An attempt before the last one may have been sent, and was not answered.
    pub(crate) was_unanswered: bool,
    /// An attempt before the last one may have taken effect.
    pub(crate) was_uncertain: bool,
    /// The caller's request carries an idempotency token, and so may be repeated by the caller.
    pub(crate) has_token: bool,
    /// Limits that the request broke and was sent all the same.
    pub(crate) warnings: Vec<Violation>,
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

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
