//! The wire protocols: where parameters go, how they are encoded and signed, how answers are read.
//!
//! A protocol's file holds all that is known of it, signing beside encoding.

mod alibaba;
mod alibaba_roa;
mod alibaba_rpc;
mod crypto;
mod difference;
mod hints;
mod jpush_rest;
mod multipart;
mod parameters;
mod path;
mod percent;
mod top;

pub use self::alibaba_roa::AlibabaRoa;
pub use self::alibaba_rpc::AlibabaRpc;
pub use self::difference::explain_difference;
pub use self::jpush_rest::JpushRest;
pub use self::top::Top;

pub(crate) use self::crypto::{HmacSha256, lower_hex, sha256};
pub(crate) use self::hints::{Allowance, Complaint, date};
pub(crate) use self::percent::percent_encoded;

use crate::clock::NonceSource;
use crate::config::Signature;
use crate::credentials::Credentials;
use crate::endpoint::BaseUrl;
use crate::error::{Error, Reply, Result};
use crate::table::Operation;
use crate::value::RecordRef;
use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Request, Response, StatusCode};
use std::fmt;
use std::time::SystemTime;

/// How a service is spoken to.
///
/// Its methods are the runtime's own; the protocols of this crate are all there are.
pub trait Protocol: Send + Sync + fmt::Debug + sealed::Speak {
    /// Its name.
    fn name(&self) -> &'static str;

    /// The signatures it knows, the default first.
    fn signatures(&self) -> &'static [Signature];

    /// The member of an answer that holds the request id, where one does.
    fn request_id_member(&self) -> Option<&'static str> {
        None
    }

    /// Whether a parameter with an empty value is not sent, so that a required one would be missing.
    fn drops_empty_values(&self) -> bool {
        false
    }
}

pub(crate) mod sealed {
    use super::hints::{self, Allowance, Complaint};
    use super::{Attempt, Signed, Success};
    use crate::error::{Error, Result};
    use crate::table::Operation;
    use bytes::Bytes;
    use http::{HeaderMap, Response};
    use std::time::{Duration, SystemTime};

    pub trait Speak {
        /// Encodes and signs one attempt.
        fn sign(&self, attempt: &Attempt<'_>) -> Result<Signed>;

        /// Takes the answer's payload out of its envelope, or the error.
        fn read(
            &self,
            operation: &'static Operation,
            response: &Response<Bytes>,
        ) -> std::result::Result<Success, Error>;

        /// What the refusal says against the way the request was signed.
        fn complaint(&self, _error: &Error) -> Option<Complaint> {
            None
        }

        /// How long the service asks to wait.
        fn wait(&self, error: &Error, now: SystemTime) -> Option<Duration> {
            hints::retry_after(error.headers()?, now)
        }

        /// How many calls the service says are left.
        fn allowance(&self, _headers: &HeaderMap) -> Option<Allowance> {
            None
        }
    }
}

/// Everything that one attempt of a call is made from.
#[derive(Debug)]
pub struct Attempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) record: RecordRef<'a>,
    pub(crate) base: &'a BaseUrl,
    pub(crate) credentials: &'a Credentials,
    pub(crate) signature: Signature,
    pub(crate) now: SystemTime,
    pub(crate) nonces: &'a dyn NonceSource,
}

/// A signed request.
#[derive(Debug)]
pub struct Signed {
    pub(crate) request: Request<Bytes>,
    pub(crate) string_to_sign: Option<String>,
}

/// A successful answer, out of its envelope.
#[derive(Debug)]
pub struct Success {
    pub(crate) payload: Payload,
    pub(crate) request_id: Option<String>,
}

/// What a successful answer holds.
#[derive(Debug)]
pub(crate) enum Payload {
    /// Nothing.
    Empty,
    /// The JSON text of an object.
    Text(Bytes),
    /// A JSON value, already read.
    Json(serde_json::Value),
}

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Builds the request that all protocols end in.
#[inline]
fn request(
    attempt: &Attempt<'_>,
    path_and_query: Vec<u8>,
    headers: HeaderMap,
    body: impl Into<Bytes>,
) -> Result<Request<Bytes>> {
    let mut request = Request::new(body.into());
    *request.method_mut() = method(attempt.operation);
    *request.uri_mut() = attempt.base.join(path_and_query)?;
    *request.headers_mut() = headers;
    Ok(request)
}

#[inline]
fn method(operation: &Operation) -> http::Method {
    match operation.method {
        crate::table::Method::Get => http::Method::GET,
        crate::table::Method::Post => http::Method::POST,
        crate::table::Method::Put => http::Method::PUT,
        crate::table::Method::Delete => http::Method::DELETE,
        crate::table::Method::Patch => http::Method::PATCH,
    }
}

/// A header value made of text that was checked before; anything else is a mistake of the caller.
#[inline]
fn header_value(name: &HeaderName, text: impl Into<Bytes>) -> Result<HeaderValue> {
    HeaderValue::from_maybe_shared(text.into()).map_err(|error| {
        Error::configuration(format!("header {name} has a value that HTTP does not allow")).with_source(error)
    })
}

/// A header value that is kept out of logs.
#[inline]
fn secret_value(name: &HeaderName, text: impl Into<Bytes>) -> Result<HeaderValue> {
    let mut value = header_value(name, text)?;
    value.set_sensitive(true);
    Ok(value)
}

/// The headers that every request carries.
fn common_headers(base: &BaseUrl, capacity: usize) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(capacity);
    headers.insert(header::HOST, base.host_header());
    headers.insert(header::ACCEPT, JSON);
    headers
}

/// What is known of an answer before its body is understood.
fn reply(response: &Response<Bytes>) -> Reply {
    Reply::new(response.status(), response.headers().clone(), response.body())
}

/// The request id in a body that cannot be read as a whole, such as one that broke off.
pub(crate) fn find_request_id(body: &[u8]) -> Option<String> {
    let body = String::from_utf8_lossy(body);
    ["\"RequestId\"", "\"requestId\"", "\"request_id\""].iter().find_map(|name| {
        let (_, rest) = body.split_once(name)?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let (id, _) = rest.split_once('"')?;
        Some(id.to_owned())
    })
}

/// The error of an answer that is not in the documented form. A failure status speaks for itself.
fn not_understood(response: &Response<Bytes>, reply: Reply, why: &str) -> Error {
    let status = response.status();
    if status.is_client_error() || status.is_server_error() || reply.code.is_some() {
        Error::service(reply)
    } else if status.is_redirection() {
        Error::decode("the answer is a redirect, which is never followed", reply)
    } else {
        Error::decode(why, reply)
    }
}

/// The JSON object in the body, if it is one.
fn object(body: &[u8]) -> std::result::Result<crate::value::Map, serde_json::Error> {
    serde_json::from_slice(body)
}

/// The text of a JSON member that may arrive as text or as a number.
fn text(map: &crate::value::Map, name: &str) -> Option<String> {
    match map.get(name)? {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn is_success(status: StatusCode) -> bool {
    status.is_success()
}
