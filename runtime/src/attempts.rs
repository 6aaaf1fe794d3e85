//! The attempts of one call: each signed anew, none after the deadline, and none that could do harm.

use crate::answer::Exchange;
use crate::client::Client;
use crate::credentials::Credentials;
use crate::error::{Course, Error, Result, SendState, is_repeatable};
use crate::protocol::{Complaint, explain_difference};
use crate::retry::{self, LONGEST_HINT, PAUSE_AFTER_SILENCE};
use crate::table::Operation;
use crate::value::RecordRef;
use crate::{ErrorKind, token, trace};
use bytes::Bytes;
use http::Request;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument as _;

/// Makes the call. From here on it is the same for every operation, so it is compiled once.
pub(crate) async fn call(
    client: &Client,
    operation: &'static Operation,
    record: RecordRef<'_>,
) -> Result<Exchange> {
    if tokio::runtime::Handle::try_current().is_err() {
        let message = "a call is made on a Tokio runtime, whose clock ends it in time; there is none here";
        return Err(Error::configuration(message).of(operation));
    }
    let span = trace::call(operation);
    let result = checked(client, operation, record).instrument(span.clone()).await;
    trace::call_ended(&span, &result);
    result
}

async fn checked(client: &Client, operation: &'static Operation, record: RecordRef<'_>) -> Result<Exchange> {
    let now = client.now();
    let warnings = client.validate(operation, record, now).map_err(|error| error.of(operation))?;
    let has_token = token::is_given(operation, record, now);
    let filled = token::fill_in(operation, record, &*client.config().nonces);
    let attempts = Attempts {
        client,
        operation,
        record: filled.as_ref().map_or(record, RecordRef::With),
        began: Instant::now(),
        deadline: after(client.config().timeouts.total),
        is_repeatable: is_repeatable(operation, has_token || filled.is_some()),
        was_redated: false,
        course: Course { has_token, warnings, ..Course::default() },
    };
    attempts.run().await
}

struct Attempts<'a> {
    client: &'a Client,
    operation: &'static Operation,
    record: RecordRef<'a>,
    began: Instant,
    deadline: Instant,
    /// Whether the request may take effect twice without harm.
    is_repeatable: bool,
    /// Whether an attempt was dated by the service's clock, which helps once or never.
    was_redated: bool,
    course: Course,
}

/// A signed request and what it was made with.
struct Ready {
    request: Request<Bytes>,
    string_to_sign: Option<String>,
    credentials: Arc<Credentials>,
    signed: SystemTime,
}

impl Attempts<'_> {
    async fn run(mut self) -> Result<Exchange> {
        let mut failed = None;
        loop {
            let ready = match self.ready().await {
                Ok(ready) => ready,
                // What the service said before tells more than that there is no time to ask it again.
                Err(error) => return Err(failed.unwrap_or(error).of(self.operation).after(&self.course)),
            };
            let signed = ready.signed;
            let error = match self.attempt(ready).await {
                Ok(exchange) => return Ok(self.succeeded(exchange)),
                Err(error) => error,
            };
            let Some(pause) = self.pause(&error, signed) else {
                return Err(error.after(&self.course));
            };
            self.course.was_unanswered |= error.send_state() == SendState::MaybeSent;
            self.course.was_uncertain |= error.is_uncertain();
            trace::again(&error, pause);
            failed = Some(error);
            sleep(pause).await;
        }
    }

    /// Waits for its turn and signs. Nothing is sent.
    async fn ready(&self) -> Result<Ready> {
        let total = self.client.config().timeouts.total;
        let late = || Error::timeout(format!("the call took longer than {total:?}"), SendState::NotSent);
        let before = async {
            self.client.pace(self.operation, self.deadline).await?;
            self.client.credentials().await
        };
        let credentials = timeout_at(self.deadline, before).await.unwrap_or_else(|_| Err(late()))?;
        let signed = self.client.now();
        let made = self.client.sign(self.operation, self.record, &credentials, signed)?;
        Ok(Ready { request: made.request, string_to_sign: made.string_to_sign, credentials, signed })
    }

    async fn attempt(&mut self, ready: Ready) -> Result<Exchange> {
        self.course.attempts += 1;
        let span = trace::attempt(&ready.request, self.course.attempts);
        let result = self.exchange(ready).instrument(span.clone()).await;
        match &result {
            Ok(exchange) => trace::attempt_ended(&span, Some(exchange.response.status().as_u16()), None),
            Err(error) => trace::attempt_ended(&span, error.status(), Some(error)),
        }
        result
    }

    async fn exchange(&self, ready: Ready) -> Result<Exchange> {
        let Ready { request, string_to_sign, credentials, .. } = ready;
        let timeouts = &self.client.config().timeouts;
        let limit = after(timeouts.attempt);
        let response = timeout_at(limit.min(self.deadline), self.client.send(request)).await;
        let response = response.unwrap_or_else(|_| {
            let message = if limit <= self.deadline {
                format!("the attempt took longer than {:?}", timeouts.attempt)
            } else {
                format!("the call took longer than {:?}", timeouts.total)
            };
            Err(Error::timeout(message, SendState::MaybeSent))
        });
        let protocol = self.operation.service.protocol;
        let read = response.and_then(|response| {
            if let Some(allowance) = protocol.allowance(response.headers()) {
                self.client.told(self.operation, allowance);
            }
            Ok((protocol.read(self.operation, &response)?, response))
        });
        match read {
            Ok((success, response)) => {
                Ok(Exchange { success, response, credentials, course: Course::default() })
            }
            Err(error) => Err(self.understood(error, string_to_sign, &credentials)),
        }
    }

    /// The error with all that can be told of it, and without secrets.
    fn understood(&self, error: Error, ours: Option<String>, credentials: &Credentials) -> Error {
        let secrets = credentials.secrets();
        let error = error.redacted(&secrets).of(self.operation);
        let protocol = self.operation.service.protocol;
        let wait = protocol.wait(&error, self.client.now());
        if let (ErrorKind::Throttled, Some(wait)) = (error.kind(), wait) {
            self.client.pause(self.operation, wait);
        }
        let error = error.with_retry_after(wait);
        match (protocol.complaint(&error), ours) {
            (Some(Complaint::Signature(Some(theirs))), Some(ours)) => {
                let ours = secrets.iter().fold(ours, |text, secret| text.replace(secret, "[redacted]"));
                error.explained(explain_difference(&ours, &theirs))
            }
            _ => error,
        }
    }

    fn succeeded(self, exchange: Exchange) -> Exchange {
        self.client.budget().earn();
        Exchange { course: self.course, ..exchange }
    }

    /// How long to wait before the next attempt, or that there is to be none.
    fn pause(&mut self, error: &Error, signed: SystemTime) -> Option<Duration> {
        let config = self.client.config();
        let complaint = self.operation.service.protocol.complaint(error);
        if complaint == Some(Complaint::Nonce) && self.course.attempts > 1 {
            // Our nonces are never the same twice: the service has seen an earlier attempt of ours.
            self.course.was_unanswered = true;
        }
        let is_harmless = self.is_repeatable || !(error.is_uncertain() || self.course.was_unanswered);
        if !error.may_pass() || !is_harmless || self.course.attempts >= config.max_attempts {
            return None;
        }
        let pause = match complaint {
            Some(Complaint::Clock) => self.redate(error, signed)?,
            Some(Complaint::Nonce) => retry::pause(self.course.attempts, true, &*config.jitter),
            _ => self.pause_after(error)?,
        };
        (self.is_in_time(pause) && self.client.budget().take()).then_some(pause)
    }

    /// No time is lost, if another date may pass.
    fn redate(&mut self, error: &Error, signed: SystemTime) -> Option<Duration> {
        let may_pass = !self.was_redated && self.client.set_clock(error.headers()?, signed);
        self.was_redated = true;
        may_pass.then_some(Duration::ZERO)
    }

    /// The pause that the service asks for, or a random one if that is longer.
    fn pause_after(&self, error: &Error) -> Option<Duration> {
        let is_throttled = error.kind() == ErrorKind::Throttled;
        let pause = retry::pause(self.course.attempts, is_throttled, &*self.client.config().jitter);
        let is_silence = error.send_state() == SendState::MaybeSent;
        let pause = if is_silence && token::usable_for(self.operation).is_some() {
            pause.max(PAUSE_AFTER_SILENCE)
        } else {
            pause
        };
        let hint = error.retry_after().unwrap_or_default();
        (hint <= LONGEST_HINT).then(|| pause.max(hint))
    }

    /// Whether an attempt after the pause is before the deadline and within the token's window.
    fn is_in_time(&self, pause: Duration) -> bool {
        let next = Instant::now() + pause;
        let in_window = token::usable_for(self.operation).is_none_or(|usable| next < self.began + usable);
        next < self.deadline && in_window
    }
}

/// The instant after this time; one that never comes, if there is none.
fn after(time: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(time).unwrap_or(now + NEVER)
}
