//! ACS3-HMAC-SHA256.

use super::{Inspected, NotSigned, Scheme, hash};
use crate::pairs;
use http::{HeaderMap, request};

pub(super) fn inspect(parts: &request::Parts, body: &[u8], fields: &str) -> Result<Inspected, NotSigned> {
    let field = |name: &'static str| {
        let fields = fields.split(',').map(str::trim);
        let found = fields.filter_map(|field| field.split_once('=')).find(|(given, _)| *given == name);
        found
            .map(|(_, value)| value.to_owned())
            .filter(|value| !value.is_empty())
            .ok_or(NotSigned::Missing(name))
    };
    let id = field("Credential")?;
    let signed = field("SignedHeaders")?;
    let given = field("Signature")?;
    let headers = &parts.headers;
    let names: Vec<&str> = signed.split(';').collect();
    let body_hash = hash::lower_hex(&hash::sha256(body));
    let canonical = canonical_request(parts, &names, &signed, &body_hash);
    let flaw = flaw(headers, &names, &body_hash);
    Ok(Inspected {
        scheme: Scheme::Acs3,
        id,
        string_to_sign: Some(format!(
            "ACS3-HMAC-SHA256\n{}",
            hash::lower_hex(&hash::sha256(canonical.as_bytes()))
        )),
        canonical_request: Some(canonical),
        nonce: text(headers, "x-acs-signature-nonce"),
        date: text(headers, "x-acs-date"),
        token: text(headers, "x-acs-security-token"),
        flaw,
        given,
    })
}

fn canonical_request(parts: &request::Parts, names: &[&str], signed: &str, body_hash: &str) -> String {
    let query = pairs::of_query(parts);
    let mut lines = String::new();
    for name in names {
        lines.extend([
            name,
            ":",
            &canonical_value(&parts.headers, name),
            "
",
        ]);
    }
    format!(
        "{}\n{}\n{}\n{lines}\n{signed}\n{body_hash}",
        parts.method,
        parts.uri.path(),
        pairs::canonical(query.iter())
    )
}

/// The values of a header: trimmed, sorted and joined.
fn canonical_value(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).into_iter();
    let mut values: Vec<String> =
        values.map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).collect();
    values.sort();
    values.join(",")
}

/// What is wrong with the signing itself.
fn flaw(headers: &HeaderMap, names: &[&str], body_hash: &str) -> Option<&'static str> {
    let must_be_signed =
        |name: &&str| *name == "host" || *name == "content-type" || name.starts_with("x-acs-");
    let given = headers.keys().map(http::HeaderName::as_str);
    if given.filter(must_be_signed).any(|name| !names.contains(&name)) {
        return Some("a header that must be signed is not: host, content-type and x-acs-* must be");
    }
    if !names.is_sorted() {
        return Some("SignedHeaders is not sorted");
    }
    let stated = text(headers, "x-acs-content-sha256");
    stated.is_some_and(|stated| stated != body_hash).then_some("x-acs-content-sha256 is not the body's hash")
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(|value| value.trim().to_owned())
}
