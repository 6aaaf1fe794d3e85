//! The validator: checks a request against its table and reports every violation at once.

mod limit;
mod rule;
mod violation;

pub use self::violation::Violation;

use self::violation::Path;
use crate::table::{Encoding, Format, Kind, Member, Shape};
use crate::time;
use crate::value::{RecordRef, Value};
use std::time::SystemTime;

/// Checks a request. Limits that speak of now are measured from `now`.
pub fn check(record: RecordRef<'_>, now: SystemTime) -> Vec<Violation> {
    let mut validator = Validator::new(now);
    validator.record(record, &Path::Root);
    validator.violations
}

/// Checks a value as this member of an object, alone: conditions on other members do not hold.
pub fn check_member(
    shape: &'static Shape,
    member: &'static Member,
    value: Value<'_>,
    now: SystemTime,
) -> Vec<Violation> {
    let alone = crate::value::Map::new();
    let record = RecordRef::Json(crate::json::JsonRecord::new(shape, &alone));
    let mut validator = Validator::new(now);
    validator.value(record, member, value, &Path::Root.member(member.wire_name));
    validator.violations
}

struct Validator {
    /// Seconds since 1970.
    now: i64,
    violations: Vec<Violation>,
}

impl Validator {
    fn new(now: SystemTime) -> Self {
        Self { now: time::unix_seconds(now), violations: Vec::new() }
    }

    fn record(&mut self, record: RecordRef<'_>, path: &Path<'_>) {
        for (member, value) in record.members() {
            let path = path.member(member.wire_name);
            if !value.is_absent() {
                self.value(record, member, value, &path);
            } else if member.required {
                self.violations.push(Violation::missing(record.shape(), member, &path));
            }
        }
        for (name, _) in record.unknown() {
            self.violations.push(Violation::unknown(record.shape(), &path.member(name)));
        }
        for rule in record.shape().rules {
            if let Some(violation) = rule::check(rule, record, path, self.now) {
                self.violations.push(violation);
            }
        }
    }

    fn value(&mut self, record: RecordRef<'_>, member: &'static Member, value: Value<'_>, path: &Path<'_>) {
        if !is_of_kind(member, value) {
            self.violations.push(Violation::wrong_kind(record.shape(), member, value, path));
            return;
        }
        for limit in member.limits {
            if let Some(violation) = limit::check(limit, record, member, value, path, self.now) {
                self.violations.push(violation);
            }
        }
        self.nested(record, member, value, path);
    }

    fn nested(&mut self, record: RecordRef<'_>, member: &'static Member, value: Value<'_>, path: &Path<'_>) {
        match value {
            Value::Record(inner) => self.record(inner, path),
            Value::List(list) => {
                for (index, item) in list.iter().enumerate() {
                    let path = path.item(index);
                    match item {
                        Value::Record(inner) => self.record(inner, &path),
                        Value::Json(_) if !takes_any_json(member.kind) => {
                            self.violations.push(Violation::wrong_kind(record.shape(), member, item, &path));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a value is of the member's kind. Values that are not arrive as [`Value::Json`], or as text
/// where the member's list may travel as text.
fn is_of_kind(member: &Member, value: Value<'_>) -> bool {
    match (member.kind, value) {
        (Kind::Int32, Value::Int(number)) => i32::try_from(number).is_ok(),
        (Kind::Json, _)
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Int64 | Kind::Float, Value::Int(_))
        | (Kind::Text, Value::Text(_))
        | (Kind::File, Value::File(_))
        | (Kind::Record(_), Value::Record(_))
        | (Kind::List(_), Value::List(_)) => true,
        (Kind::Float, Value::Float(number)) => number.is_finite(),
        (Kind::Map(kind), Value::Map(map)) => map
            .values()
            .all(|json| !matches!(crate::json::value(*kind, json), Value::Json(_)) || *kind == Kind::Json),
        (Kind::Text, Value::Json(_)) => limit::formats(member).any(is_json),
        (Kind::List(_), Value::Text(_)) => {
            matches!(member.encoding, Encoding::Joined(_) | Encoding::JsonText)
        }
        (Kind::Union(_), value) => !matches!(value, Value::Json(_)),
        _ => false,
    }
}

fn is_json(format: Format) -> bool {
    matches!(format, Format::Json | Format::JsonObject | Format::JsonArray)
}

fn takes_any_json(kind: Kind) -> bool {
    matches!(kind, Kind::List(Kind::Json) | Kind::Json)
}
