//! Answers: JSON, or XML from the gateway, with a code where something is wrong.

use crate::error::{Error, Reply};
use crate::protocol::{Payload, Success, is_success, not_understood, object, reply, text};
use crate::table::Operation;
use crate::value::Map;
use bytes::Bytes;
use http::Response;
use serde_json::Value as Json;

pub(in crate::protocol) fn read(
    operation: &'static Operation,
    response: &Response<Bytes>,
) -> std::result::Result<Success, Error> {
    let request_id = request_id(response);
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

/// The request id of the gateway's header.
pub(in crate::protocol) fn request_id(response: &Response<Bytes>) -> Option<String> {
    let request_id = response.headers().get("x-acs-request-id");
    request_id.and_then(|id| id.to_str().ok()).map(str::to_owned)
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

/// The text that the server signed, which its message quotes after a colon.
pub(in crate::protocol) fn text_of_server(message: &str) -> Option<String> {
    let told = "string to sign is:";
    let at = message.to_ascii_lowercase().find(told)?;
    let text = message[at + told.len()..].trim();
    (!text.is_empty()).then(|| text.to_owned())
}
