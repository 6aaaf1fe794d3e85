//! Reading a captured request: raw HTTP/1.1, or the JSON of a dry run.

use crate::failure::Failure;
use crate::input;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bindery::Map;
use bindery::runtime::http::{Request, header, request};
use bindery::runtime::serde_json::{self, Value};

/// A request as it was captured.
pub(super) struct Captured {
    pub(super) parts: request::Parts,
    pub(super) body: Vec<u8>,
    /// What was signed, where the capture tells.
    pub(super) string_to_sign: Option<String>,
}

/// More headers than any request of these services has.
const MOST_HEADERS: usize = 256;

pub(super) fn read(argument: &str) -> Result<Captured, Failure> {
    let bytes = input::bytes(argument, "the request")?;
    match serde_json::from_slice::<Map>(&bytes) {
        Ok(json) => of_json(&json),
        Err(_) => of_http(&bytes),
    }
}

fn of_json(json: &Map) -> Result<Captured, Failure> {
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let wanted = |name: &str| text(name).ok_or_else(|| refused(format!("its JSON has no {name}")));
    let headers =
        json.get("headers").and_then(Value::as_object).ok_or_else(|| refused("its JSON has no headers"))?;
    let mut builder = Request::builder().method(wanted("method")?).uri(wanted("url")?);
    for (name, value) in headers {
        builder = builder.header(name, value.as_str().unwrap_or_default());
    }
    let body = match (text("body_base64"), text("body")) {
        (Some(encoded), _) => {
            STANDARD.decode(encoded).map_err(|error| refused(format!("body_base64: {error}")))?
        }
        (None, body) => body.unwrap_or_default().as_bytes().to_vec(),
    };
    Ok(Captured { parts: parts(builder)?, body, string_to_sign: text("string_to_sign").map(str::to_owned) })
}

fn of_http(bytes: &[u8]) -> Result<Captured, Failure> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let parsed =
        head.parse(bytes).map_err(|error| refused(format!("it is neither JSON nor HTTP/1.1: {error}")))?;
    let httparse::Status::Complete(length) = parsed else {
        return Err(refused("its head does not end: there is no empty line"));
    };
    let mut builder =
        Request::builder().method(head.method.unwrap_or_default()).uri(head.path.unwrap_or_default());
    for header in &*head.headers {
        builder = builder.header(header.name, header.value);
    }
    let parts = parts(builder)?;
    let body = body(&parts, &bytes[length..])?;
    Ok(Captured { parts, body, string_to_sign: None })
}

fn parts(builder: request::Builder) -> Result<request::Parts, Failure> {
    let request = builder.body(()).map_err(|error| refused(error.to_string()))?;
    Ok(request.into_parts().0)
}

/// The body is as long as its header says; an editor may have added a line break.
fn body(parts: &request::Parts, rest: &[u8]) -> Result<Vec<u8>, Failure> {
    if parts.headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(refused(
            "its body was captured in the chunks of its transfer encoding; capture it without them",
        ));
    }
    let Some(length) = parts.headers.get(header::CONTENT_LENGTH) else {
        return Ok(rest.to_vec());
    };
    let length: Option<usize> = length.to_str().ok().and_then(|length| length.parse().ok());
    let body = length.and_then(|length| rest.get(..length));
    body.map(<[u8]>::to_vec).ok_or_else(|| {
        refused(format!("its body has {} bytes, fewer than its content-length says", rest.len()))
    })
}

fn refused(why: impl std::fmt::Display) -> Failure {
    Failure::Usage(format!("the captured request cannot be read: {why}"))
}
