//! Which documented error a broken limit gets.

use crate::refusal::{Reason, Refusal};
use crate::wire::Asked;
use bindery::runtime::json::JsonRecord;
use bindery::runtime::table::{Operation, RuleKind, Unit};
use bindery::runtime::{RecordRef, validate};
use bindery::{Map, Violation};
use std::time::SystemTime;

/// Checks all limits and rules of an operation, as a service that keeps to its documentation would.
pub(crate) fn check(
    asked: &Asked,
    operation: &'static Operation,
    parameters: &Map,
    now: SystemTime,
) -> Result<(), Refusal> {
    let record = RecordRef::Json(JsonRecord::new(operation.parameters, parameters));
    let mut refused = Vec::new();
    for violation in validate::check(record, now) {
        if violation.advice {
            continue;
        }
        let reason = reason(operation, &violation);
        // Only some services refuse what they do not know; the others ignore it.
        if reason != Reason::UnknownParameter || refuses_unknown(asked) {
            refused.push((reason, violation));
        }
    }
    // What is absent is found before values are looked at.
    refused.sort_by_key(|(reason, _)| *reason != Reason::Missing);
    match refused.first() {
        Some((reason, violation)) => Err(asked.refuse(*reason, parameter(violation), message(violation))),
        None => Ok(()),
    }
}

/// Whether the service documents an error for parameters that it does not know.
fn refuses_unknown(asked: &Asked) -> bool {
    asked.refuse(Reason::UnknownParameter, "", "").code.is_some()
}

/// The last part of a violation's id is the name of the check or rule.
fn reason(operation: &'static Operation, violation: &Violation) -> Reason {
    let name = violation.rule.rsplit('.').next().unwrap_or_default();
    match name {
        "required" => Reason::Missing,
        "unknown" => Reason::UnknownParameter,
        "type" | "path" | "format" | "pattern" | "item_pattern" => Reason::Malformed,
        "max_length" if violation.unit == Some(Unit::Bytes.word()) => Reason::TooManyBytes,
        "max_length" => Reason::TooManyChars,
        "min_length" if violation.given == "0" => Reason::Empty,
        name => {
            let rule = operation.parameters.rules.iter().find(|rule| rule.id == name);
            rule.map_or(Reason::Invalid, |rule| match rule.kind {
                RuleKind::Required(_) | RuleKind::AtLeastOne(_) => Reason::Missing,
                RuleKind::RangeSpan { .. } => Reason::TooLongPeriod,
                RuleKind::TotalLength(_, _, Unit::Bytes) => Reason::TooManyBytes,
                RuleKind::TotalLength(..) => Reason::TooManyChars,
                _ => Reason::Invalid,
            })
        }
    }
}

/// The parameter of the request that a violation is about, or the first of them.
fn parameter(violation: &Violation) -> &str {
    violation.parameter.split([',', '.', '[']).next().unwrap_or_default()
}

fn message(violation: &Violation) -> String {
    format!("{}: {}; given {}", violation.parameter, violation.limit, violation.given)
}
