//! How errors are made, and what is added to them on their way to the caller.

use super::{Course, Error, ErrorKind, Inner, Reply, SendState, Source};
use crate::table::{Class, Operation};
use crate::validate::Violation;
use http::{HeaderMap, StatusCode};
use std::time::Duration;

impl Error {
    fn new(kind: ErrorKind, send_state: SendState, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            send_state,
            reply: None,
            violations: Vec::new(),
            warnings: Vec::new(),
            has_token: false,
            attempts: 0,
            was_uncertain: false,
            retry_after: None,
            explanation: None,
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

    pub(crate) fn invalid(violations: Vec<Violation>, warnings: Vec<Violation>) -> Self {
        let mut error =
            Self::new(ErrorKind::Invalid, SendState::NotSent, "the request breaks documented limits");
        error.0.violations = violations;
        error.0.warnings = warnings;
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
        // A parser's message may quote what it read.
        let shows = |source: &Source| {
            let text = format!("{source} {source:?}");
            secrets.iter().any(|secret| text.contains(secret.as_str()))
        };
        if self.0.source.as_ref().is_some_and(shows) {
            self.0.source = Some("[redacted]".into());
        }
        self
    }

    /// A rate that leaves no room for the call before its deadline.
    pub(crate) fn no_room(message: impl Into<String>, wait: Duration) -> Self {
        let mut error = Self::new(ErrorKind::Throttled, SendState::NotSent, message);
        error.0.retry_after = Some(wait);
        error
    }

    /// Says which operation was called, whose table tells what the answered code means.
    pub(crate) fn of(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        if self.0.kind == ErrorKind::Service {
            self.0.kind = match self.class() {
                Some(Class::Throttled) => ErrorKind::Throttled,
                Some(Class::Quota) => ErrorKind::Quota,
                _ => ErrorKind::Service,
            };
        }
        self
    }

    /// Says what the attempts of the call came to.
    pub(crate) fn after(mut self, course: &Course) -> Self {
        let inner = &mut self.0;
        inner.attempts = course.attempts;
        inner.was_uncertain = course.was_uncertain;
        inner.has_token = course.has_token;
        inner.warnings.clone_from(&course.warnings);
        let was_sent = course.was_unanswered || course.was_uncertain;
        let is_undone = inner.send_state == SendState::NotSent;
        let writes = inner.operation.is_some_and(Operation::writes);
        if (is_undone && was_sent) || (writes && course.was_unanswered) {
            inner.send_state = SendState::MaybeSent;
        }
        self
    }

    /// How long the service asks to wait.
    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait.or(self.0.retry_after);
        self
    }

    /// Why the service refused the signature. The text that it signed, which holds every parameter, is then not
    /// quoted any more.
    pub(crate) fn explained(mut self, explanation: String, text_of_server: &str) -> Self {
        self.0.explanation = Some(explanation);
        if let Some(reply) = &mut self.0.reply {
            reply.forget(text_of_server);
        }
        self
    }

    /// Whatever went wrong while credentials were fetched, the request itself was not sent.
    pub(crate) fn before_sending(mut self) -> Self {
        let inner = &mut self.0;
        inner.send_state = SendState::NotSent;
        if inner.kind != ErrorKind::Configuration {
            inner.kind = ErrorKind::Credentials;
        }
        self
    }

    fn with_reply(mut self, reply: Reply) -> Self {
        self.0.reply = Some(Box::new(reply));
        self
    }
}
