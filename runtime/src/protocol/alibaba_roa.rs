//! Alibaba Cloud ROA: a method and a path for each operation, parameters in path, query, headers and body, signed
//! with ACS3-HMAC-SHA256.

use super::alibaba::acs3::{self, Placed};
use super::alibaba::{self, answer};
use super::hints::Complaint;
use super::parameters::{self, Parameter};
use super::sealed::Speak;
use super::{Attempt, FORM, JSON, Payload, Protocol, Signed, Success};
use super::{header_value, is_success, path, secret_value};
use crate::config::Signature;
use crate::error::{Error, Result};
use crate::json::Body;
use crate::table::{Method, Operation, Place};
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{Response, header};
use serde_json::Value as Json;
use std::time::{Duration, SystemTime};

/// Alibaba Cloud ROA.
#[derive(Clone, Copy, Debug)]
pub struct AlibabaRoa;

impl AlibabaRoa {
    /// Whether a header of this name, in lower case, belongs to the protocol or to what carries it, so that no
    /// parameter can travel there.
    pub fn reserves(header: &str) -> bool {
        const RESERVED: [HeaderName; 16] = [
            header::ACCEPT,
            header::ACCEPT_ENCODING,
            header::AUTHORIZATION,
            header::CONNECTION,
            header::CONTENT_ENCODING,
            header::CONTENT_LENGTH,
            header::CONTENT_TYPE,
            header::COOKIE,
            header::EXPECT,
            header::HOST,
            header::PROXY_AUTHORIZATION,
            header::TE,
            header::TRAILER,
            header::TRANSFER_ENCODING,
            header::UPGRADE,
            header::USER_AGENT,
        ];
        header.starts_with("x-acs-") || RESERVED.iter().any(|name| name == header)
    }
}

impl Protocol for AlibabaRoa {
    fn name(&self) -> &'static str {
        "alibaba_roa"
    }

    fn signatures(&self) -> &'static [Signature] {
        &[Signature::Acs3]
    }
}

impl Speak for AlibabaRoa {
    fn sign(&self, attempt: &Attempt<'_>) -> Result<Signed> {
        acs3::sign(attempt, place(attempt)?)
    }

    /// An answer may be empty, or another JSON value than an object.
    fn read(
        &self,
        operation: &'static Operation,
        response: &Response<Bytes>,
    ) -> std::result::Result<Success, Error> {
        let body = response.body().trim_ascii();
        if !is_success(response.status()) || body.starts_with(b"{") {
            return answer::read(operation, response);
        }
        let payload = match serde_json::from_slice::<Json>(body) {
            _ if body.is_empty() => Payload::Empty,
            Ok(json) => Payload::Json(json),
            Err(_) => return answer::read(operation, response),
        };
        Ok(Success { payload, request_id: answer::request_id(response) })
    }

    fn complaint(&self, error: &Error) -> Option<Complaint> {
        alibaba::complaint(error)
    }

    fn wait(&self, error: &Error, now: SystemTime) -> Option<Duration> {
        alibaba::wait(error, now)
    }
}

/// What an operation's body is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Nothing,
    /// The members that have no other place, as a JSON object.
    Json,
    /// The members of a form.
    Form,
    /// One member, as it is.
    Whole,
}

impl Content {
    fn of(operation: &Operation) -> Self {
        if operation.method == Method::Get {
            return Content::Nothing;
        }
        let mut kinds = operation.parameters.members.iter().map(|member| match member.place {
            Place::Ordinary => Content::Json,
            Place::Form => Content::Form,
            Place::WholeBody => Content::Whole,
            Place::Query | Place::Path | Place::Header => Content::Nothing,
        });
        kinds.find(|content| *content != Content::Nothing).unwrap_or(Content::Nothing)
    }
}

fn place(attempt: &Attempt<'_>) -> Result<Placed> {
    let Attempt { operation, record, .. } = *attempt;
    if alibaba::holds_sensitive(record, |member| matches!(member.place, Place::Query | Place::Path)) {
        alibaba::refuse_in_url(operation)?;
    }
    let content = Content::of(operation);
    let mut url = attempt.base.path().as_bytes().to_vec();
    path::push(operation.path, record, &mut url)?;
    // What the table does not know goes where there is room for any name.
    let parameters = query(attempt, matches!(content, Content::Nothing | Content::Whole))?;
    let mut query_at = url.len();
    if !parameters.is_empty() {
        url.push(b'?');
        query_at = url.len();
        parameters::encode(&parameters, &mut url);
    }
    Ok(Placed {
        path_and_query: url,
        query_at,
        body: body(attempt, content)?,
        content_type: if content == Content::Form { FORM } else { JSON },
        headers: headers(attempt)?,
    })
}

/// The constant parameters and those that a caller gave, sorted. What is constant is sent once.
fn query<'a>(attempt: &Attempt<'a>, has_unknown: bool) -> Result<Vec<Parameter<'a>>> {
    let fixed = attempt.operation.fixed_query;
    let mut query = parameters::collect_from(attempt.record, Place::Query, has_unknown, fixed.len());
    if !fixed.is_empty() {
        query.retain(|parameter| !fixed.iter().any(|(name, _)| *name == parameter.name));
        query.extend(fixed.iter().map(|(name, value)| Parameter::new(*name, *value)));
        parameters::sort(&mut query);
    }
    parameters::refuse_clashes(&query, &[])?;
    Ok(query)
}

fn body(attempt: &Attempt<'_>, content: Content) -> Result<Vec<u8>> {
    let record = attempt.record;
    Ok(match content {
        Content::Nothing => Vec::new(),
        Content::Json => Body(record).to_text().into_bytes(),
        Content::Form => {
            let form = parameters::collect_from(record, Place::Form, true, 0);
            parameters::refuse_clashes(&form, &[])?;
            parameters::canonical_query(&form).into_bytes()
        }
        Content::Whole => {
            let mut members = record.members();
            let whole = members.find(|(member, _)| member.place == Place::WholeBody);
            whole.map(|(_, value)| value.to_text().into_owned().into_bytes()).unwrap_or_default()
        }
    })
}

/// The parameters that travel in headers.
fn headers(attempt: &Attempt<'_>) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let mut headers = Vec::new();
    for (member, value) in attempt.record.members() {
        if member.place != Place::Header || value.is_absent() {
            continue;
        }
        let name = HeaderName::from_bytes(member.wire_name.as_bytes()).map_err(|error| {
            Error::configuration(format!("{} names no header", member.wire_name)).with_source(error)
        })?;
        let text = value.encoded(member).into_owned();
        let value = if member.sensitive { secret_value(&name, text) } else { header_value(&name, text) }?;
        headers.push((name, value));
    }
    Ok(headers)
}
