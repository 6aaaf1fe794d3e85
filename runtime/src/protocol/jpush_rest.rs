//! JPush REST v3: paths and JSON bodies under HTTP Basic.

use super::hints::{self, Allowance};
use super::parameters::json_text;
use super::sealed::Speak;
use super::{Attempt, JSON, Payload, Protocol, Signed, Success, path, percent};
use super::{common_headers, is_success, not_understood, object, reply, request, secret_value, text};
use crate::config::Signature;
use crate::error::{Error, Reply, Result};
use crate::json::Body;
use crate::table::{BodyStatus, Operation, Place};
use crate::value::Map;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Response;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use serde_json::Value as Json;
use std::time::{Duration, SystemTime};

/// JPush REST v3.
#[derive(Clone, Copy, Debug)]
pub struct JpushRest;

impl Protocol for JpushRest {
    fn name(&self) -> &'static str {
        "jpush_rest"
    }

    fn signatures(&self) -> &'static [Signature] {
        &[Signature::Basic]
    }
}

impl Speak for JpushRest {
    fn sign(&self, attempt: &Attempt<'_>) -> Result<Signed> {
        let credentials = attempt.credentials;
        let pair = STANDARD.encode(format!("{}:{}", credentials.id(), credentials.secret()));
        let mut headers = common_headers(attempt.base, 5);
        headers.insert(AUTHORIZATION, secret_value(&AUTHORIZATION, format!("Basic {pair}"))?);
        let body = body(attempt);
        if body.is_some() {
            headers.insert(CONTENT_TYPE, JSON);
        }
        Ok(Signed {
            request: request(attempt, url(attempt)?, headers, body.unwrap_or_default())?,
            string_to_sign: None,
        })
    }

    fn read(
        &self,
        operation: &'static Operation,
        response: &Response<Bytes>,
    ) -> std::result::Result<Success, Error> {
        read(operation, response)
    }

    /// A call that was one too many waits for the next window.
    fn wait(&self, error: &Error, now: SystemTime) -> Option<Duration> {
        let headers = error.headers()?;
        let is_refused = error.status() == Some(429);
        let reset = is_refused.then(|| hints::number(headers, RESET)).flatten();
        reset.map(Duration::from_secs).or_else(|| hints::retry_after(headers, now))
    }

    /// The header with the limit has one name in the documentation and another in the vendor's clients.
    fn allowance(&self, headers: &HeaderMap) -> Option<Allowance> {
        let limit = ["x-rate-limit-limit", "x-rate-limit-quota"];
        Some(Allowance {
            limit: limit.iter().find_map(|name| hints::number(headers, name)),
            remaining: hints::number(headers, "x-rate-limit-remaining")?,
            reset: Duration::from_secs(hints::number(headers, RESET)?),
        })
    }
}

const RESET: &str = "x-rate-limit-reset";

fn url(attempt: &Attempt<'_>) -> Result<Vec<u8>> {
    let mut url = attempt.base.path().as_bytes().to_vec();
    path::push(attempt.operation.path, attempt.record, &mut url)?;
    let mut separator = b'?';
    let mut push_pair = |name: &str, value: &str| {
        url.push(separator);
        separator = b'&';
        percent::encode(name, &mut url);
        url.push(b'=');
        percent::encode(value, &mut url);
    };
    for (name, value) in attempt.operation.fixed_query {
        push_pair(name, value);
    }
    for (member, value) in attempt.record.members() {
        let is_fixed = attempt.operation.fixed_query.iter().any(|(name, _)| *name == member.wire_name);
        if member.place == Place::Query && !value.is_absent() && !is_fixed {
            push_pair(member.wire_name, &value.encoded(member));
        }
    }
    if !attempt.operation.method.has_body() {
        for (name, json) in attempt.record.unknown() {
            push_pair(name, &json_text(json));
        }
    }
    Ok(url)
}

/// The body; none for GET and DELETE.
fn body(attempt: &Attempt<'_>) -> Option<String> {
    if !attempt.operation.method.has_body() {
        return None;
    }
    let whole = attempt.record.members().find(|(member, _)| member.place == Place::WholeBody);
    Some(match whole {
        Some((_, value)) => value.to_text().into_owned(),
        None => Body(attempt.record).to_text(),
    })
}

fn read(operation: &'static Operation, response: &Response<Bytes>) -> std::result::Result<Success, Error> {
    let body = response.body();
    let success = is_success(response.status());
    if success && body.trim_ascii().is_empty() {
        // Of a change the status says that it was made. What was asked for is not in nothing.
        return if operation.writes() || operation.answer.members.is_empty() {
            Ok(answer(Payload::Empty))
        } else {
            Err(not_understood(response, reply(response), "the answer is empty"))
        };
    }
    let mut reply = reply(response);
    let map = match object(body) {
        Ok(map) => map,
        Err(error) => {
            return Err(not_understood(response, reply, "the answer is not a JSON object").with_source(error));
        }
    };
    match &operation.body_status {
        // A success is never an error, but for the operations that say so in the body.
        None if success => {}
        Some(status) if success => read_body_status(status, &map, &mut reply),
        _ => read_error(&map, &mut reply),
    }
    if reply.code.is_some() || !success {
        return Err(not_understood(response, reply, "the answer is not a success"));
    }
    Ok(answer(Payload::Json(Json::Object(map))))
}

fn answer(payload: Payload) -> Success {
    Success { payload, request_id: None }
}

/// `{"error": {"code": …, "message": …}}`.
fn read_error(map: &Map, reply: &mut Reply) {
    if let Some(Json::Object(error)) = map.get("error") {
        reply.code = text(error, "code");
        reply.message = text(error, "message");
    }
}

/// The code and message beside the members of an answer, unless they tell of success.
fn read_body_status(status: &BodyStatus, map: &Map, reply: &mut Reply) {
    let code = text(map, status.code).filter(|code| !status.success.contains(&code.as_str()));
    if code.is_some() {
        reply.code = code;
        reply.message = text(map, status.message);
    }
}
