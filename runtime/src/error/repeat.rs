//! What a repeat of a failed call would do.

use super::{Error, ErrorKind, SendState};
use crate::table::{Class, Effect, Idempotency, Operation};

impl Error {
    /// Whether a repeat of the call may succeed and cannot take effect twice.
    ///
    /// That follows from what is documented: the class of the error code, and whether the operation
    /// only reads, leaves the same state when repeated, or carries an idempotency token. An unknown code
    /// is not retryable. The client has repeated the call already, as often as it may; see
    /// [`attempts`](Self::attempts).
    ///
    /// A token guards against calls one after the other, not at the same time: after
    /// [`SendState::MaybeSent`], wait until the first call must have ended.
    pub fn is_retryable(&self) -> bool {
        let is_repeatable =
            self.0.operation.is_some_and(|operation| is_repeatable(operation, self.0.has_token));
        let was_maybe_sent = self.send_state() == SendState::MaybeSent;
        self.may_pass() && (is_repeatable || !(self.is_uncertain() || was_maybe_sent))
    }

    /// Whether the request may have taken effect although the call failed: it was sent and not answered, or the
    /// service failed while it carried out a call that changes something.
    pub fn may_have_taken_effect(&self) -> bool {
        let writes = self.0.operation.is_none_or(Operation::writes);
        writes && (self.0.was_uncertain || self.is_uncertain())
    }

    /// Whether a repeat may have another outcome.
    pub(crate) fn may_pass(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Throttled | ErrorKind::Transport | ErrorKind::Timeout => true,
            ErrorKind::Service => matches!(self.class(), Some(Class::Server | Class::Resign)),
            _ => false,
        }
    }

    /// Whether the last attempt may have taken effect: it was not answered, broke off, or the service failed.
    pub(crate) fn is_uncertain(&self) -> bool {
        match self.0.kind {
            ErrorKind::Service => match self.class() {
                Some(class) => class == Class::Server || class == Class::Unknown && self.is_failure(),
                None => self.is_failure(),
            },
            ErrorKind::Decode | ErrorKind::TooLarge => true,
            ErrorKind::Transport | ErrorKind::Timeout => self.0.send_state != SendState::NotSent,
            _ => self.0.send_state == SendState::MaybeSent,
        }
    }

    /// Whether the status says that the service failed, whatever its code means.
    fn is_failure(&self) -> bool {
        self.status().is_some_and(|status| status >= 500)
    }

    /// The class of the code; without a code, as when a gateway answers for the service, of the status.
    pub(super) fn class(&self) -> Option<Class> {
        match (self.row(), self.code(), self.status()) {
            (Some(row), ..) => Some(row.class),
            (None, None, Some(429)) => Some(Class::Throttled),
            (None, None, Some(502..=504)) => Some(Class::Server),
            _ => None,
        }
    }
}

/// Whether a call of the operation may take effect twice without harm.
pub(crate) fn is_repeatable(operation: &Operation, has_token: bool) -> bool {
    match (operation.effect, operation.idempotency) {
        (Effect::Read, _) | (_, Idempotency::Natural) => true,
        (_, Idempotency::Token { .. }) => has_token,
        (Effect::Write, Idempotency::None) => false,
    }
}
