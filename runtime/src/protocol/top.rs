//! Taobao Open Platform: one URL, parameters in a form, a signature over the decoded parameters.
//!
//! Every parameter goes into the body, the system's too, so that neither session nor signature stands in
//! a URL. An empty value is the same as none: it is neither sent nor signed.

use super::hints::{self, Complaint};
use super::multipart::Form;
use super::parameters::{self, Parameter};
use super::sealed::Speak;
use super::{Attempt, FORM, Payload, Protocol, Signed, Success, crypto};
use super::{common_headers, header_value, is_success, not_understood, object, reply, request, text};
use crate::config::Signature;
use crate::credentials::Credentials;
use crate::error::{Error, Reply, Result};
use crate::table::{Operation, Session};
use crate::time;
use crate::value::{FileRef, Map, Value};
use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;
use serde_json::Value as Json;
use std::time::{Duration, SystemTime};

/// Taobao Open Platform.
#[derive(Clone, Copy, Debug)]
pub struct Top;

impl Protocol for Top {
    fn name(&self) -> &'static str {
        "top"
    }

    fn signatures(&self) -> &'static [Signature] {
        &[Signature::TopHmacSha256, Signature::TopHmac, Signature::TopMd5]
    }

    fn drops_empty_values(&self) -> bool {
        true
    }
}

impl Speak for Top {
    fn sign(&self, attempt: &Attempt<'_>) -> Result<Signed> {
        let parameters = parameters(attempt)?;
        let text = text_to_sign(&parameters);
        let sign = sign(attempt.signature, attempt.credentials, &text);
        let mut headers = common_headers(attempt.base, 4);
        let files = files(attempt);
        let body = if files.is_empty() {
            headers.insert(CONTENT_TYPE, FORM);
            form(&parameters, &sign)
        } else {
            let (content_type, body) = form_with_files(attempt, &parameters, &sign, &files);
            headers.insert(CONTENT_TYPE, header_value(&CONTENT_TYPE, content_type)?);
            body
        };
        let url = attempt.base.path().as_bytes().to_vec();
        Ok(Signed { request: request(attempt, url, headers, body)?, string_to_sign: Some(text) })
    }

    fn read(
        &self,
        operation: &'static Operation,
        response: &Response<Bytes>,
    ) -> std::result::Result<Success, Error> {
        read(operation, response)
    }

    fn complaint(&self, error: &Error) -> Option<Complaint> {
        match (error.code(), error.sub_code()) {
            (_, Some("isv.timestamp-limit-error")) | (Some("31"), None) => Some(Complaint::Clock),
            (Some("25"), _) => Some(Complaint::Signature(None)),
            _ => None,
        }
    }

    /// A ban tells in its message for how many more seconds it lasts; it is over in the second after.
    fn wait(&self, error: &Error, now: SystemTime) -> Option<Duration> {
        let banned = error.message().and_then(seconds_of_ban).map(|seconds| seconds.saturating_add(1));
        banned.map(Duration::from_secs).or_else(|| hints::retry_after(error.headers()?, now))
    }
}

fn seconds_of_ban(message: &str) -> Option<u64> {
    let (_, rest) = message.split_once("ban will last for ")?;
    let (seconds, _) = rest.split_once(" more second")?;
    seconds.parse().ok()
}

/// Parameters of the platform itself, which a caller may not give.
const SYSTEM: [&str; 11] = [
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

fn parameters<'a>(attempt: &Attempt<'a>) -> Result<Vec<Parameter<'a>>> {
    let mut parameters = parameters::collect(attempt.record, SYSTEM.len());
    parameters.retain(|parameter| !parameter.value.is_empty());
    parameters::refuse_clashes(&parameters, &SYSTEM)?;
    parameters.extend(system_parameters(attempt)?);
    parameters::sort(&mut parameters);
    Ok(parameters)
}

fn system_parameters<'a>(attempt: &Attempt<'a>) -> Result<Vec<Parameter<'a>>> {
    let mut system = vec![
        Parameter::new("app_key", attempt.credentials.id()),
        Parameter::new("format", "json"),
        Parameter::new("method", attempt.operation.name),
        Parameter::new("sign_method", sign_method(attempt.signature)),
        Parameter::new("timestamp", time::china_seconds(attempt.now)),
        Parameter::new("v", attempt.operation.service.version),
    ];
    match (attempt.operation.session, attempt.credentials.token()) {
        (Session::Required | Session::Optional, Some(session)) => {
            system.push(Parameter::new("session", session));
        }
        (Session::Required, None) => {
            let message =
                format!("{} needs a session: give it with Credentials::with_token", attempt.operation.name);
            return Err(Error::credentials(message));
        }
        (Session::Optional, None) | (Session::None, _) => {}
    }
    Ok(system)
}

fn sign_method(signature: Signature) -> &'static str {
    match signature {
        Signature::TopMd5 => "md5",
        Signature::TopHmac => "hmac",
        _ => "hmac-sha256",
    }
}

/// Names and values, sorted by name, without separators.
fn text_to_sign(parameters: &[Parameter<'_>]) -> String {
    let length = parameters.iter().map(|parameter| parameter.name.len() + parameter.value.len()).sum();
    let mut text = String::with_capacity(length);
    for parameter in parameters {
        text.push_str(&parameter.name);
        text.push_str(&parameter.value);
    }
    text
}

/// The secret is the key of an HMAC, and wraps the text for MD5.
fn sign(signature: Signature, credentials: &Credentials, text: &str) -> String {
    let (secret, text) = (credentials.secret().as_bytes(), text.as_bytes());
    match signature {
        Signature::TopMd5 => crypto::upper_hex(&crypto::md5(&[secret, text, secret])),
        Signature::TopHmac => crypto::upper_hex(&crypto::hmac_md5(secret, text)),
        _ => crypto::upper_hex(&credentials.hmac_sha256().sign(text)),
    }
}

fn form(parameters: &[Parameter<'_>], sign: &str) -> Vec<u8> {
    let mut body = Vec::with_capacity(parameters::usual_length(parameters) + sign.len() + 6);
    parameters::encode(parameters, &mut body);
    body.extend_from_slice(b"&sign=");
    body.extend_from_slice(sign.as_bytes());
    body
}

fn files<'a>(attempt: &Attempt<'a>) -> Vec<(&'static str, FileRef<'a>)> {
    let file = |(member, value): (&'static crate::table::Member, Value<'a>)| match value {
        Value::File(file) => Some((member.wire_name, file)),
        _ => None,
    };
    attempt.record.members().filter_map(file).collect()
}

/// File contents are not signed.
fn form_with_files(
    attempt: &Attempt<'_>,
    parameters: &[Parameter<'_>],
    sign: &str,
    files: &[(&'static str, FileRef<'_>)],
) -> (String, Vec<u8>) {
    let mut form = Form::new(format!("bindery-{}", attempt.nonces.nonce()));
    for parameter in parameters {
        form.text(&parameter.name, &parameter.value);
    }
    form.text("sign", sign);
    for (name, file) in files {
        form.file(name, *file);
    }
    (form.content_type(), form.finish())
}

fn read(operation: &'static Operation, response: &Response<Bytes>) -> std::result::Result<Success, Error> {
    let mut reply = reply(response);
    let mut map = match object(response.body()) {
        Ok(map) => map,
        Err(error) => {
            return Err(not_understood(response, reply, "the answer is not a JSON object").with_source(error));
        }
    };
    let error = map.remove("error_response");
    let is_error = error.is_some();
    let wrapped = error.or_else(|| map.remove(&wrapper(operation.name)));
    let is_wrapped = wrapped.is_some();
    let payload = match wrapped {
        Some(Json::Object(payload)) => payload,
        Some(_) => return Err(not_understood(response, reply, "the answer's wrapper is not an object")),
        None => map,
    };
    if read_error(&payload, &mut reply) || is_error {
        return Err(Error::service(reply));
    }
    // Without its wrapper an answer is known by its members; any other object tells nothing of the call.
    let is_answer = is_wrapped || payload.keys().any(|name| operation.answer.index_of(name).is_some());
    if !is_success(response.status()) || !is_answer {
        return Err(not_understood(response, reply, "the answer is not in the documented form"));
    }
    let request_id = reply.request_id;
    Ok(Success { payload: Payload::Json(Json::Object(payload)), request_id })
}

/// The member that holds the answer: `tmc_messages_produce_response` for `taobao.tmc.messages.produce`.
fn wrapper(method: &str) -> String {
    let method = method.strip_prefix("taobao.").unwrap_or(method);
    format!("{}_response", method.replace('.', "_"))
}

/// Reads code and sub code; says whether there is an error.
fn read_error(map: &Map, reply: &mut Reply) -> bool {
    reply.code = text(map, "code").filter(|code| code != "0");
    reply.sub_code = text(map, "sub_code").filter(|code| !code.is_empty());
    reply.message = text(map, "sub_msg").filter(|message| !message.is_empty()).or_else(|| text(map, "msg"));
    reply.request_id = text(map, "request_id");
    reply.code.is_some() || reply.sub_code.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "docsOnlySecret0123456789abcdef";

    fn signed(signature: Signature, secret: &str, pairs: &[(&'static str, &'static str)]) -> String {
        let mut parameters: Vec<_> =
            pairs.iter().map(|(name, value)| Parameter::new(*name, *value)).collect();
        parameters::sort(&mut parameters);
        sign(signature, &Credentials::new("id", secret).unwrap(), &text_to_sign(&parameters))
    }

    /// The parameters of a vendor client's call.
    fn produce(
        messages: &'static str,
        timestamp: &'static str,
        sign_method: &'static str,
        partner_id: &'static str,
    ) -> Vec<(&'static str, &'static str)> {
        vec![
            ("app_key", "12129701"),
            ("format", "json"),
            ("messages", messages),
            ("method", "taobao.tmc.messages.produce"),
            ("partner_id", partner_id),
            ("session", "docsession01"),
            ("sign_method", sign_method),
            ("timestamp", timestamp),
            ("v", "2.0"),
        ]
    }

    #[test]
    fn signatures_agree_with_the_vendors_java_client() {
        let messages =
            r#"[{"content":"{\"tid\":7,\"note\":\"小张 a&b=c+d\"}","topic":"taobao_jds_TradeTrace"}]"#;
        let cases = [
            (Signature::TopHmacSha256, "2575226948656CEE1A3DABA13E38B3830C601F7EFC3596F07B2C4D7B124F99ED"),
            (Signature::TopHmac, "91B7674B5674902F28EEBDB6E25FB068"),
            (Signature::TopMd5, "7F2774265E4F331581F493857ABF1FA0"),
        ];
        for (signature, expected) in cases {
            let method = sign_method(signature);
            let pairs = produce(messages, "2026-11-22 13:00:28", method, "top-sdk-java-dynamicVersionNo");
            assert_eq!(signed(signature, SECRET, &pairs), expected, "{method}");
        }
    }

    #[test]
    fn signatures_agree_with_the_vendors_python_client() {
        let messages =
            r#"[{"content": "{\"tid\":7,\"note\":\"小张 a&b=c+d\"}", "topic": "taobao_jds_TradeTrace"}]"#;
        let cases = [
            (Signature::TopHmacSha256, "5457C9E580941C3A2C024BDBEBE56740F5A06D8DCFEA2617C357443400EA4621"),
            (Signature::TopMd5, "CF7F362B8BE4050B235A596E7046FA81"),
        ];
        for (signature, expected) in cases {
            let method = sign_method(signature);
            let mut pairs = produce(messages, "2026-11-22 13:00:27", method, "new_python3_sdk");
            pairs.push(("simplify", "false"));
            assert_eq!(signed(signature, SECRET, &pairs), expected, "{method}");
        }
    }

    #[test]
    fn md5_agrees_with_the_published_example() {
        let pairs = [
            ("method", "taobao.item.seller.get"),
            ("app_key", "12345678"),
            ("session", "test"),
            ("timestamp", "2016-01-01 12:00:00"),
            ("format", "json"),
            ("v", "2.0"),
            ("sign_method", "md5"),
            ("fields", "num_iid,title,nick,price,num"),
            ("num_iid", "11223344"),
        ];
        assert_eq!(signed(Signature::TopMd5, "helloworld", &pairs), "66987CB115214E59E6EC978214934FB8");
    }
}
