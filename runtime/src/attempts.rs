//! The attempts of one call: each signed anew, none after the deadline, and none that could do harm.

use crate::answer::Exchange;
use crate::client::Client;
use crate::credentials::Credentials;
use crate::error::{Course, Error, Result, SendState, is_repeatable};
use crate::protocol::{Complaint, explain_difference};
use crate::retry::{self, LONGEST_HINT, LONGEST_WORK, PAUSE_AFTER_SILENCE};
use crate::table::Operation;
use crate::value::RecordRef;
use crate::{ErrorKind, token, trace};
use bytes::Bytes;
use http::Request;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::{Instant, sleep, timeout_at};
use tracing::{Instrument as _, Span};

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
    match checked(client, operation, record).instrument(span.clone()).await {
        Ok(exchange) => {
            trace::call_answered(&span, exchange.course.attempts);
            Ok(Exchange { span, ..exchange })
        }
        Err(error) => {
            trace::call_failed(&span, &error);
            Err(error)
        }
    }
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
        attempted: Instant::now(),
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
    /// When the last attempt began.
    attempted: Instant,
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

    /// When the last attempt may begin: before the deadline, and in the window of the token once that was used.
    fn latest(&self) -> Instant {
        match token::usable_for(self.operation, self.client.config().timeouts.attempt) {
            Some(usable) if self.course.attempts > 0 => self.deadline.min(self.began + usable),
            _ => self.deadline,
        }
    }

    /// Waits for its turn and signs. Nothing is sent.
    async fn ready(&self) -> Result<Ready> {
        let total = self.client.config().timeouts.total;
        let late = || Error::timeout(format!("the call took longer than {total:?}"), SendState::NotSent);
        let before = async {
            // The turn comes last, so that slow credentials do not let calls through in a heap, and credentials are
            // asked for again, as they may have expired during the wait.
            self.client.credentials().await?;
            self.client.pace(self.operation, self.latest()).await?;
            self.client.credentials().await
        };
        let credentials = timeout_at(self.latest(), before).await.unwrap_or_else(|_| Err(late()))?;
        let signed = self.client.now();
        let made = self.client.sign(self.operation, self.record, &credentials, signed)?;
        Ok(Ready { request: made.request, string_to_sign: made.string_to_sign, credentials, signed })
    }

    async fn attempt(&mut self, ready: Ready) -> Result<Exchange> {
        self.course.attempts += 1;
        self.attempted = Instant::now();
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
                Ok(Exchange { success, response, credentials, course: Course::default(), span: Span::none() })
            }
            Err(error) => Err(self.understood(error, string_to_sign, &credentials)),
        }
    }

    /// The error with all that can be told of it, and without secrets.
    fn understood(&self, error: Error, ours: Option<String>, credentials: &Credentials) -> Error {
        let secrets = credentials.secrets();
        let protocol = self.operation.service.protocol;
        let error = match (protocol.complaint(&error), ours) {
            (Some(Complaint::Signature(Some(theirs))), Some(ours)) => {
                error.explained(difference_without(&secrets, &ours, &theirs), &theirs)
            }
            _ => error,
        };
        let error = error.redacted(&secrets).of(self.operation);
        let wait = protocol.wait(&error, self.client.now());
        if let (ErrorKind::Throttled, Some(wait)) = (error.kind(), wait) {
            self.client.pause(self.operation, wait);
        }
        error.with_retry_after(wait)
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
            self.course.was_uncertain = true;
        }
        let may_redate = complaint == Some(Complaint::Clock) && self.may_redate(error, signed);
        let is_harmless = self.is_repeatable || !(error.is_uncertain() || self.course.was_unanswered);
        if !error.may_pass() || !is_harmless || self.course.attempts >= config.max_attempts {
            return None;
        }
        let pause = match complaint {
            // No time is lost, if another date may pass.
            Some(Complaint::Clock) => may_redate.then_some(Duration::ZERO)?,
            Some(Complaint::Nonce) => retry::pause(self.course.attempts, true, &*config.jitter),
            _ => self.pause_after(error)?,
        };
        (Instant::now() + pause < self.latest() && self.client.budget().take()).then_some(pause)
    }

    /// Learns from the answer's date; says whether a request that is dated anew may pass, which helps once or never.
    fn may_redate(&mut self, error: &Error, signed: SystemTime) -> bool {
        let learnt = error.headers().is_some_and(|headers| self.client.set_clock(headers, signed));
        !std::mem::replace(&mut self.was_redated, true) && learnt
    }

    /// A random pause, after the one that the service asks for.
    fn pause_after(&self, error: &Error) -> Option<Duration> {
        let is_throttled = error.kind() == ErrorKind::Throttled;
        let pause = retry::pause(self.course.attempts, is_throttled, &*self.client.config().jitter);
        let hint = error.retry_after().unwrap_or_default();
        let pause = (hint <= LONGEST_HINT).then_some(hint + pause)?;
        let is_guarded = token::usable_for(self.operation, Duration::ZERO).is_some();
        let at_work = if is_guarded && error.is_uncertain() { self.may_be_at_work() } else { Duration::ZERO };
        Some(pause.max(at_work))
    }

    /// How long the service may still be at work on the last attempt.
    fn may_be_at_work(&self) -> Duration {
        (self.attempted + LONGEST_WORK).saturating_duration_since(Instant::now()).max(PAUSE_AFTER_SILENCE)
    }
}

/// Where the texts differ, told without the secrets in them.
fn difference_without(secrets: &[String], ours: &str, theirs: &str) -> String {
    let redacted = |text: &str| {
        secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "[redacted]"))
    };
    let (our_rest, their_rest) = (redacted(ours), redacted(theirs));
    if ours != theirs && our_rest == their_rest {
        return "the signed texts differ in how a secret is written, which is not shown".to_owned();
    }
    explain_difference(&our_rest, &their_rest)
}

/// The instant after this time; one that never comes, if there is none.
fn after(time: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(time).unwrap_or(now + NEVER)
}
