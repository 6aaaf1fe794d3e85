//! The validator: checks a request against its table and reports every violation at once.

mod failure;
mod find;
mod format;
mod ids;
mod items;
mod kind;
mod limit;
mod rule;
mod violation;

pub use self::ids::ids;
pub use self::violation::Violation;

use self::limit::{Checker, Given};
use self::violation::Path;
use crate::json::{inside, value as json_value};
use crate::table::{Encoding, Kind, Member, Place, Shape};
use crate::time;
use crate::value::{RecordRef, Value};
use serde_json::Value as Json;
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
    validator.member(record, member, value, &Path::Root.member(member.wire_name));
    validator.violations
}

/// The required parameters whose text is empty, for a protocol that does not send empty values.
pub(crate) fn required_but_empty(record: RecordRef<'_>) -> Vec<Violation> {
    let is_missing = |(member, value): &(&'static Member, Value<'_>)| {
        member.required && matches!(value, Value::Text(text) if text.is_empty())
    };
    let missing = record.members().filter(is_missing);
    missing
        .map(|(member, _)| Violation::missing(record.shape(), member, &Path::Root.member(member.wire_name)))
        .collect()
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
                self.member(record, member, value, &path);
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

    /// Checks a value that is there. What travels as JSON text may be given as that text; then the text is
    /// what is sent and measured, and what stands in it is checked like the value itself.
    fn member(&mut self, record: RecordRef<'_>, member: &'static Member, value: Value<'_>, path: &Path<'_>) {
        let Some(text) = text_in_place(member, value) else {
            return self.value(record, member, Given::plain(value), path);
        };
        match serde_json::from_str::<Json>(text) {
            Ok(json) => {
                let given = Given { sent: value, read: json_value(member.kind, &json) };
                self.value(record, member, given, path);
            }
            Err(_) => self.wrong_kind(record, member, member.kind, value, path),
        }
    }

    fn value(&mut self, record: RecordRef<'_>, member: &'static Member, given: Given<'_>, path: &Path<'_>) {
        if !kind::is_taken(member, given.read) {
            return self.wrong_kind(record, member, member.kind, given.sent, path);
        }
        let before = self.violations.len();
        let checker = Checker { record, member, path, now: self.now };
        checker.check(given, &mut self.violations);
        let shape = record.shape();
        if items::has_empty_part(member, given.read) {
            let limit = "a joined list has no empty parts";
            self.violations.push(Violation::of_type(shape, member, path, limit, given.sent));
        }
        if member.place == Place::Path && is_no_segment(&given.sent.to_text()) {
            self.violations.push(Violation::no_segment(shape, member, given.sent, path));
        }
        // A limit on the number of items says it better.
        if member.required && items::is_empty(member, given.read) && self.violations.len() == before {
            self.violations.push(Violation::missing(shape, member, path));
        }
        self.nested(record, member, member.kind, given.read, path);
    }

    /// Checks what is inside a value: the members of objects, and the kinds of items.
    fn nested(
        &mut self,
        record: RecordRef<'_>,
        member: &'static Member,
        kind: Kind,
        value: Value<'_>,
        path: &Path<'_>,
    ) {
        let kind = inside(kind, value);
        match value {
            Value::Record(inner) => self.record(inner, path),
            Value::List(list) => {
                for (index, item) in list.present() {
                    self.item(record, member, kind, item, &path.item(index));
                }
            }
            Value::Map(map) => {
                for (key, json) in map {
                    self.item(record, member, kind, json_value(kind, json), &path.member(key));
                }
            }
            Value::Json(json) if kind::loses_digits(json) => {
                let limit = "a whole number beyond 64 bits loses digits; give it as text";
                self.violations.push(Violation::of_type(record.shape(), member, path, limit, value));
            }
            _ => {}
        }
    }

    fn item(
        &mut self,
        record: RecordRef<'_>,
        member: &'static Member,
        kind: Kind,
        value: Value<'_>,
        path: &Path<'_>,
    ) {
        if value.is_absent() || kind::fits(kind, value) {
            self.nested(record, member, kind, value, path);
        } else {
            self.wrong_kind(record, member, kind, value, path);
        }
    }

    fn wrong_kind(
        &mut self,
        record: RecordRef<'_>,
        member: &'static Member,
        kind: Kind,
        value: Value<'_>,
        path: &Path<'_>,
    ) {
        let limit = format!("must be {}", kind::describe(kind));
        self.violations.push(Violation::of_type(record.shape(), member, path, limit, value));
    }
}

/// The text that was given for an object or a list that travels as JSON text.
fn text_in_place<'a>(member: &Member, value: Value<'a>) -> Option<&'a str> {
    match (member.encoding, member.kind, value) {
        (Encoding::JsonText, Kind::List(_) | Kind::Record(_) | Kind::Map(_), Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// A segment of dots alone would be read as a step up or in place, and an empty one would change the route.
fn is_no_segment(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'.')
}
