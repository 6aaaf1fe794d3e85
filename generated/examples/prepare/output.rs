//! What is printed.

use bindery::runtime::serde_json::{Map, Value, json};
use bindery::{Error, Prepared, Violation};
use std::io::Write as _;

/// Prints a line. A reader that stopped listening is no failure of ours.
pub(crate) fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A request as JSON: method, URL, headers, body and the text that was signed.
pub(crate) fn request(prepared: &Prepared) -> Value {
    let header = |(name, value): (&_, &_)| (ToString::to_string(name), Value::from(header_text(value)));
    let headers: Map<String, Value> = prepared.headers().iter().map(header).collect();
    json!({
        "method": prepared.method(),
        "url": prepared.url(),
        "headers": headers,
        "body": String::from_utf8_lossy(prepared.body()),
        "string_to_sign": prepared.string_to_sign(),
    })
}

fn header_text(value: &bindery::runtime::http::HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

/// Limits that a request breaks without being refused.
pub(crate) fn warnings(prepared: &Prepared) -> Value {
    json!({ "warnings": violations(prepared.warnings()) })
}

/// An error, with every limit that the request breaks.
pub(crate) fn error(error: &Error) -> Value {
    json!({
        "error": format!("{:?}", error.kind()),
        "operation": error.operation(),
        "message": error.to_string(),
        "violations": violations(error.violations()),
    })
}

fn violations(violations: &[Violation]) -> Vec<Value> {
    let violation = |violation: &Violation| {
        let source = violation
            .page
            .map(|page| json!({ "title": page.title, "locale": page.locale, "date": page.date }));
        json!({
            "parameter": violation.parameter,
            "rule": violation.rule,
            "limit": violation.limit,
            "given": violation.given,
            "unit": violation.unit,
            "advice": violation.advice,
            "source": source,
        })
    };
    violations.iter().map(violation).collect()
}
