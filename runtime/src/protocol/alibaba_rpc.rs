//! Alibaba Cloud RPC: parameters in the query, signed with ACS3-HMAC-SHA256 in headers or with the older
//! HMAC-SHA1 in a parameter.
//!
//! A query that no URL can hold goes into a form body, as does everything under HMAC-SHA1, where the
//! parameters include the security token, which has no place in a URL.

use super::parameters::{self, Parameter};
use super::sealed::Speak;
use super::{Attempt, FORM, Payload, Protocol, Signed, Success, crypto, percent};
use super::{
    common_headers, header_value, is_success, not_understood, object, reply, request, secret_value, text,
};
use crate::config::Signature;
use crate::error::{Error, Reply, Result};
use crate::table::Operation;
use crate::time;
use crate::value::Map;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Response;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName};
use serde_json::Value as Json;

/// Alibaba Cloud RPC.
#[derive(Clone, Copy, Debug)]
pub struct AlibabaRpc;

impl Protocol for AlibabaRpc {
    fn signatures(&self) -> &'static [Signature] {
        &[Signature::Acs3, Signature::HmacSha1]
    }
}

impl Speak for AlibabaRpc {
    fn sign(&self, attempt: &Attempt<'_>) -> Result<Signed> {
        match attempt.signature {
            Signature::HmacSha1 => hmac_sha1(attempt),
            _ => acs3(attempt),
        }
    }

    fn read(
        &self,
        operation: &'static Operation,
        response: &Response<Bytes>,
    ) -> std::result::Result<Success, Error> {
        read(operation, response)
    }
}

const ACTION: HeaderName = HeaderName::from_static("x-acs-action");
const VERSION: HeaderName = HeaderName::from_static("x-acs-version");
const DATE: HeaderName = HeaderName::from_static("x-acs-date");
const NONCE: HeaderName = HeaderName::from_static("x-acs-signature-nonce");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-acs-content-sha256");
const ACCESS_KEY_ID: HeaderName = HeaderName::from_static("x-acs-accesskey-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-acs-security-token");

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The SHA-256 of no bytes.
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The longest URL that the `http` crate takes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

fn acs3(attempt: &Attempt<'_>) -> Result<Signed> {
    let parameters = parameters::collect(attempt.record, 0);
    let place = Placed::new(attempt, &parameters);
    let headers = acs3_headers(attempt, &place)?;
    let (string_to_sign, authorization) = acs3_authorization(attempt, &place, &headers);
    let mut headers = headers;
    headers.insert(AUTHORIZATION, secret_value(&AUTHORIZATION, authorization)?);
    Ok(Signed {
        request: request(attempt.operation, place.url, headers, place.body)?,
        string_to_sign: Some(string_to_sign),
    })
}

/// URL and body with the parameters in one of them.
struct Placed {
    url: Vec<u8>,
    /// Where in the URL the path begins.
    path_at: usize,
    /// Where in the URL the query begins; at its end, if there is none.
    query_at: usize,
    body: Vec<u8>,
}

impl Placed {
    fn new(attempt: &Attempt<'_>, parameters: &[Parameter<'_>]) -> Self {
        let base = attempt.base;
        let mut url = Vec::with_capacity(base.url().len() + 2 + parameters::encoded_length(parameters));
        url.extend_from_slice(base.url().as_bytes());
        url.push(b'/');
        let path_end = url.len();
        if !parameters.is_empty() {
            url.push(b'?');
            parameters::encode(parameters, &mut url);
        }
        let mut placed =
            Self { path_at: base.path_at(), query_at: url.len().min(path_end + 1), url, body: Vec::new() };
        if placed.url.len() > LONGEST_URL {
            placed.body = placed.url.split_off(placed.query_at);
            placed.url.truncate(path_end);
            placed.query_at = path_end;
        }
        placed
    }

    fn path(&self) -> &[u8] {
        let path = &self.url[self.path_at..self.query_at];
        path.strip_suffix(b"?").unwrap_or(path)
    }

    fn query(&self) -> &[u8] {
        &self.url[self.query_at..]
    }
}

fn acs3_headers(attempt: &Attempt<'_>, place: &Placed) -> Result<HeaderMap> {
    let mut headers = common_headers(attempt.base, 12);
    headers.insert(ACTION, http::HeaderValue::from_static(attempt.operation.name));
    headers.insert(VERSION, http::HeaderValue::from_static(attempt.operation.service.version));
    headers.insert(DATE, header_value(&DATE, time::utc_seconds(attempt.now))?);
    headers.insert(NONCE, header_value(&NONCE, attempt.nonces.nonce())?);
    if place.body.is_empty() {
        headers.insert(CONTENT_SHA256, http::HeaderValue::from_static(EMPTY_SHA256));
    } else {
        let mut hash = Vec::with_capacity(64);
        crypto::lower_hex(&crypto::sha256(&place.body), &mut hash);
        headers.insert(CONTENT_SHA256, header_value(&CONTENT_SHA256, hash)?);
        headers.insert(CONTENT_TYPE, FORM);
    }
    if let Some(token) = attempt.credentials.token() {
        let id = attempt.credentials.id().to_owned();
        headers.insert(ACCESS_KEY_ID, header_value(&ACCESS_KEY_ID, id)?);
        headers.insert(SECURITY_TOKEN, secret_value(&SECURITY_TOKEN, token.to_owned())?);
    }
    Ok(headers)
}

/// Every header that may be signed, sorted by name. Those that are absent are skipped.
const SIGNED: [HeaderName; 9] = [
    CONTENT_TYPE,
    http::header::HOST,
    ACCESS_KEY_ID,
    ACTION,
    CONTENT_SHA256,
    DATE,
    SECURITY_TOKEN,
    NONCE,
    VERSION,
];

/// The string to sign and the `Authorization` header.
fn acs3_authorization(attempt: &Attempt<'_>, place: &Placed, headers: &HeaderMap) -> (String, Vec<u8>) {
    let signed_headers = signed_headers(headers);
    let canonical = canonical_request(attempt.operation, place, headers, &signed_headers);
    let mut string_to_sign = Vec::with_capacity(ALGORITHM.len() + 65);
    string_to_sign.extend_from_slice(ALGORITHM.as_bytes());
    string_to_sign.push(b'\n');
    crypto::lower_hex(&crypto::sha256(&canonical), &mut string_to_sign);
    let signature = crypto::hmac_sha256(attempt.credentials.secret().as_bytes(), &string_to_sign);

    let mut authorization = Vec::with_capacity(256);
    let parts = [
        ALGORITHM,
        " Credential=",
        attempt.credentials.id(),
        ",SignedHeaders=",
        &signed_headers,
        ",Signature=",
    ];
    for part in parts {
        authorization.extend_from_slice(part.as_bytes());
    }
    crypto::lower_hex(&signature, &mut authorization);
    (String::from_utf8_lossy(&string_to_sign).into_owned(), authorization)
}

fn signed_headers(headers: &HeaderMap) -> String {
    let mut names = String::with_capacity(128);
    for name in SIGNED.iter().filter(|name| headers.contains_key(*name)) {
        if !names.is_empty() {
            names.push(';');
        }
        names.push_str(name.as_str());
    }
    names
}

fn canonical_request(
    operation: &Operation,
    place: &Placed,
    headers: &HeaderMap,
    signed_headers: &str,
) -> Vec<u8> {
    let mut canonical = Vec::with_capacity(place.query().len() + 640);
    let lines: [&[u8]; 3] = [operation.method.as_str().as_bytes(), place.path(), place.query()];
    for line in lines {
        canonical.extend_from_slice(line);
        canonical.push(b'\n');
    }
    for name in &SIGNED {
        if let Some(value) = headers.get(name) {
            canonical.extend_from_slice(name.as_str().as_bytes());
            canonical.push(b':');
            canonical.extend_from_slice(value.as_bytes().trim_ascii());
            canonical.push(b'\n');
        }
    }
    canonical.push(b'\n');
    canonical.extend_from_slice(signed_headers.as_bytes());
    canonical.push(b'\n');
    let content_sha256 = headers.get(CONTENT_SHA256).map_or(&[][..], |value| value.as_bytes());
    canonical.extend_from_slice(content_sha256);
    canonical
}

fn hmac_sha1(attempt: &Attempt<'_>) -> Result<Signed> {
    let mut parameters = parameters::collect(attempt.record, 9);
    parameters.extend(system_parameters(attempt));
    parameters::sort(&mut parameters);

    let mut canonical = Vec::with_capacity(parameters::encoded_length(&parameters));
    parameters::encode(&parameters, &mut canonical);
    let mut string_to_sign = Vec::with_capacity(canonical.len() * 3 / 2);
    string_to_sign.extend_from_slice(attempt.operation.method.as_str().as_bytes());
    string_to_sign.extend_from_slice(b"&%2F&");
    let canonical = String::from_utf8_lossy(&canonical);
    percent::encode(&canonical, &mut string_to_sign);

    let key = format!("{}&", attempt.credentials.secret());
    let signature = STANDARD.encode(crypto::hmac_sha1(key.as_bytes(), &string_to_sign));
    let mut body = canonical.into_owned().into_bytes();
    body.extend_from_slice(b"&Signature=");
    percent::encode(&signature, &mut body);

    let mut headers = common_headers(attempt.base, 4);
    headers.insert(CONTENT_TYPE, FORM);
    let url = format!("{}/", attempt.base.url()).into_bytes();
    Ok(Signed {
        request: request(attempt.operation, url, headers, body)?,
        string_to_sign: Some(String::from_utf8_lossy(&string_to_sign).into_owned()),
    })
}

fn system_parameters<'a>(attempt: &Attempt<'a>) -> impl Iterator<Item = Parameter<'a>> {
    let token = attempt.credentials.token();
    [
        Parameter::new("AccessKeyId", attempt.credentials.id()),
        Parameter::new("Action", attempt.operation.name),
        Parameter::new("Format", "JSON"),
        Parameter::new("SignatureMethod", "HMAC-SHA1"),
        Parameter::new("SignatureNonce", attempt.nonces.nonce()),
        Parameter::new("SignatureVersion", "1.0"),
        Parameter::new("Timestamp", time::utc_seconds(attempt.now)),
        Parameter::new("Version", attempt.operation.service.version),
    ]
    .into_iter()
    .chain(token.map(|token| Parameter::new("SecurityToken", token)))
}

fn read(operation: &'static Operation, response: &Response<Bytes>) -> std::result::Result<Success, Error> {
    let request_id = response.headers().get("x-acs-request-id");
    let request_id = request_id.and_then(|id| id.to_str().ok()).map(str::to_owned);
    let body = response.body();
    let success = is_success(response.status());
    if success && !may_hide_error(operation, body) {
        let payload = Payload::Text(body.clone());
        return Ok(Success { payload, request_id });
    }
    let mut reply = reply(response);
    reply.request_id.clone_from(&request_id);
    match object(body) {
        Ok(map) if success && !hides_error(&map) => {
            Ok(Success { payload: Payload::Json(Json::Object(map)), request_id })
        }
        Ok(map) => {
            read_error(&map, &mut reply);
            Err(not_understood(response, reply, "the answer carries an error code"))
        }
        Err(_) if read_xml(body, &mut reply) => Err(Error::service(reply)),
        Err(error) => {
            Err(not_understood(response, reply, "the answer is not a JSON object").with_source(error))
        }
    }
}

/// Whether a successful answer has a member `Code` that the operation does not document.
fn may_hide_error(operation: &Operation, body: &[u8]) -> bool {
    let member = b"\"Code\"";
    operation.answer.index_of("Code").is_none() && body.windows(member.len()).any(|window| window == member)
}

fn hides_error(map: &Map) -> bool {
    let is_failure = |code: &str| !matches!(code, "200" | "OK" | "Success" | "success" | "");
    map.contains_key("Message") && text(map, "Code").is_some_and(|code| is_failure(&code))
}

fn read_error(map: &Map, reply: &mut Reply) {
    let either = |upper, lower| text(map, upper).or_else(|| text(map, lower));
    reply.code = either("Code", "code");
    reply.message = either("Message", "message");
    reply.request_id = either("RequestId", "requestId").or_else(|| reply.request_id.take());
}

/// Reads the gateway's XML form, `<Error><Code>…</Code>…</Error>`.
fn read_xml(body: &[u8], reply: &mut Reply) -> bool {
    let Ok(body) = std::str::from_utf8(body) else {
        return false;
    };
    let element = |name: &str| {
        let (_, rest) = body.split_once(&format!("<{name}>"))?;
        let (text, _) = rest.split_once(&format!("</{name}>"))?;
        Some(
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&"),
        )
    };
    if !body.contains("<Error>") {
        return false;
    }
    reply.code = element("Code");
    reply.message = element("Message");
    reply.request_id = element("RequestId").or_else(|| reply.request_id.take());
    true
}
