//! Observability: one span for each call and one for each of its attempts, through [`tracing`].
//!
//! The names are OpenTelemetry's. Only what [`FIELDS`] lists is ever recorded: no body, no URL, no header, no
//! parameter and nothing that a service says in its own words, at no level. The spans are at level `INFO`, a
//! repeat at `DEBUG`, and a computer clock that is found to be wrong at `WARN`.
//!
//! [`tracing`]: https://docs.rs/tracing

use crate::error::Error;
use crate::table::Operation;
use bytes::Bytes;
use http::{Request, Uri};
use std::time::Duration;
use tracing::field::Empty;
use tracing::{Span, debug, info_span, warn};

/// The names of all fields that are recorded.
pub const FIELDS: [&str; 15] = [
    "bindery.attempts",
    "bindery.clock_offset_ms",
    "bindery.delay_ms",
    "error.type",
    "http.request.method",
    "http.request.resend_count",
    "http.response.status_code",
    "message",
    "otel.kind",
    "otel.name",
    "otel.status_code",
    "rpc.method",
    "rpc.system.name",
    "server.address",
    "server.port",
];

/// The span of a call.
pub(crate) fn call(operation: &Operation) -> Span {
    info_span!(
        "call",
        otel.name = %format_args!("{}/{}", operation.service.name, operation.name),
        otel.kind = "client",
        rpc.system.name = operation.service.protocol.name(),
        rpc.method = %format_args!("{}/{}", operation.service.name, operation.name),
        otel.status_code = Empty,
        error.type = Empty,
        bindery.attempts = Empty,
    )
}

/// Says that the call succeeded, as far as is known before its answer is read into a type.
pub(crate) fn call_answered(span: &Span, attempts: u32) {
    span.record("bindery.attempts", attempts);
}

/// Says that the call failed.
pub(crate) fn call_failed(span: &Span, error: &Error) {
    span.record("bindery.attempts", error.attempts());
    failed(span, error);
}

/// The span of an attempt.
pub(crate) fn attempt(request: &Request<Bytes>, attempts: u32) -> Span {
    let uri = request.uri();
    let span = info_span!(
        "attempt",
        otel.name = request.method().as_str(),
        otel.kind = "client",
        http.request.method = request.method().as_str(),
        http.request.resend_count = Empty,
        server.address = uri.host(),
        server.port = port(uri),
        http.response.status_code = Empty,
        otel.status_code = Empty,
        error.type = Empty,
    );
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
    span
}

/// Says what the attempt came to.
pub(crate) fn attempt_ended(span: &Span, status: Option<u16>, error: Option<&Error>) {
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    if let Some(error) = error {
        failed(span, error);
    }
}

fn failed(span: &Span, error: &Error) {
    span.record("otel.status_code", "ERROR").record("error.type", error.kind().as_str());
}

/// Says that the call is attempted again.
pub(crate) fn again(error: &Error, delay: Duration) {
    let delay = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
    debug!(error.type = error.kind().as_str(), bindery.delay_ms = delay, "the call is attempted again");
}

/// Says that the computer's clock is wrong.
pub(crate) fn clock_is_off(service_is_ahead: bool, by: Duration) {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    let offset = if service_is_ahead { by } else { -by };
    warn!(
        bindery.clock_offset_ms = offset,
        "this computer's clock is wrong; requests are dated by the service's clock from now on"
    );
}

fn port(uri: &Uri) -> u16 {
    let default = if uri.scheme_str() == Some("http") { 80 } else { 443 };
    uri.port_u16().unwrap_or(default)
}
