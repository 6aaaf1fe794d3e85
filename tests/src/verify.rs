//! Verifies signatures as a server would, from the request alone, in code of its own.

#![allow(clippy::format_collect, reason = "plain before fast: this is the second opinion")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bindery::Prepared;
use bindery::runtime::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Whether a server that knows this secret would take the request's signature, whichever it is.
pub fn is_signed(prepared: &Prepared, id: &str, secret: &str) -> bool {
    let headers = prepared.headers();
    let authorization = headers.get("authorization").map(|value| value.to_str().expect("text"));
    let form = form(prepared);
    match authorization {
        Some(value) if value.starts_with("ACS3-HMAC-SHA256 ") => acs3(prepared, value, secret),
        Some(value) if value.starts_with("Basic ") => value[6..] == STANDARD.encode(format!("{id}:{secret}")),
        _ if form.contains_key("Signature") => hmac_sha1(prepared.method(), form, secret),
        _ if query(prepared).contains_key("Signature") => {
            prepared.body().is_empty() && hmac_sha1(prepared.method(), query(prepared), secret)
        }
        _ if form.contains_key("sign") => top(form, secret),
        _ => false,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac<M: Mac + KeyInit>(secret: &str, text: &str) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Percent-encodes character by character, as the vendor's documentation describes it.
pub fn encode(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
    let encode = |c: char| {
        if plain(c) {
            c.to_string()
        } else {
            c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
        }
    };
    text.chars().map(encode).collect()
}

/// Decodes `name=value` pairs.
pub fn decode(pairs: &str) -> BTreeMap<String, String> {
    let pairs = pairs.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').expect("a pair"))
        .map(|(name, value)| (unescape(name), unescape(value)))
        .collect()
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            let digits = std::str::from_utf8(&digits).expect("ASCII");
            bytes.push(u8::from_str_radix(digits, 16).expect("hexadecimal digits"));
        } else {
            assert_ne!(byte, b'+', "a plus is ambiguous in {text:?}");
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The query's parameters.
pub fn query(prepared: &Prepared) -> BTreeMap<String, String> {
    let url = prepared.url();
    url.split_once('?').map_or_else(BTreeMap::new, |(_, query)| decode(query))
}

/// The last part of the path, without an action after it.
pub fn last_segment(prepared: &Prepared) -> String {
    let path = canonical_path(prepared);
    let segment = path.rsplit('/').next().unwrap_or_default();
    unescape(segment.split(':').next().unwrap_or_default())
}

/// The form's parameters, where the body is a form.
pub fn form(prepared: &Prepared) -> BTreeMap<String, String> {
    let body = std::str::from_utf8(prepared.body()).unwrap_or_default();
    let content_type =
        prepared.headers().get("content-type").map_or("", |value| value.to_str().expect("text"));
    if content_type == "application/x-www-form-urlencoded" {
        return decode(body);
    }
    let Some((_, boundary)) = content_type.split_once("boundary=") else {
        return BTreeMap::new();
    };
    let text = |part: &str| {
        let (head, value) = part.split_once("\r\n\r\n")?;
        let (_, name) = head.split_once("name=\"")?;
        let is_file = head.contains("filename=");
        let value = value.strip_suffix("\r\n")?.to_owned();
        (!is_file).then(|| (name.trim_end_matches('"').to_owned(), value))
    };
    body.split(&format!("--{boundary}")).filter_map(text).collect()
}

fn canonical(parameters: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

/// The path as a server has it: split, decoded, and each part encoded again but for its colons.
fn canonical_path(prepared: &Prepared) -> String {
    let url = prepared.url();
    let (_, after_scheme) = url.split_once("://").expect("a scheme");
    let path = after_scheme.split_once('/').map_or("", |(_, path)| path);
    let path = path.split('?').next().unwrap_or_default();
    let part = |part: &str| {
        let parts: Vec<String> = part.split(':').map(|part| encode(&unescape(part))).collect();
        parts.join(":")
    };
    let parts: Vec<String> = path.split('/').map(part).collect();
    format!("/{}", parts.join("/"))
}

fn acs3(prepared: &Prepared, authorization: &str, secret: &str) -> bool {
    let field = |name: &str| {
        let (_, rest) = authorization.split_once(&format!("{name}="))?;
        Some(rest.split(',').next().unwrap_or_default().to_owned())
    };
    let signed = field("SignedHeaders").expect("signed headers");
    let hash = hex(&Sha256::digest(prepared.body()));
    let headers = prepared.headers();
    let must_be_signed = |name: &str| name == "host" || name == "content-type" || name.starts_with("x-acs-");
    let names: Vec<&str> = signed.split(';').collect();
    let all_signed =
        headers.keys().all(|name| !must_be_signed(name.as_str()) || names.contains(&name.as_str()));
    let lines: String = names.iter().map(|name| format!("{name}:{}\n", header(headers, name))).collect();
    let canonical = format!(
        "{}\n{}\n{}\n{lines}\n{signed}\n{hash}",
        prepared.method(),
        canonical_path(prepared),
        canonical(&query(prepared))
    );
    let text = format!("ACS3-HMAC-SHA256\n{}", hex(&Sha256::digest(canonical)));
    all_signed
        && names.is_sorted()
        && header(headers, "x-acs-content-sha256") == hash
        && field("Signature") == Some(hex(&mac::<Hmac<Sha256>>(secret, &text)))
}

fn header(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map_or_else(String::new, |value| value.to_str().expect("text").trim().to_owned())
}

fn hmac_sha1(method: &str, mut form: BTreeMap<String, String>, secret: &str) -> bool {
    let signature = form.remove("Signature");
    let text = format!("{method}&%2F&{}", encode(&canonical(&form)));
    signature == Some(STANDARD.encode(mac::<Hmac<sha1::Sha1>>(&format!("{secret}&"), &text)))
}

fn top(mut form: BTreeMap<String, String>, secret: &str) -> bool {
    let sign = form.remove("sign");
    let text: String = form.iter().map(|(name, value)| format!("{name}{value}")).collect();
    let expected = match form.get("sign_method").map(String::as_str) {
        Some("md5") => hex(&md5::Md5::digest(format!("{secret}{text}{secret}"))),
        Some("hmac") => hex(&mac::<Hmac<md5::Md5>>(secret, &text)),
        _ => hex(&mac::<Hmac<Sha256>>(secret, &text)),
    };
    sign == Some(expected.to_uppercase())
}
