//! Writing values as JSON.

use super::record::{inside, is_json_text, value};
use crate::record::Record;
use crate::table::{Encoding, Kind, Member, Place};
use crate::value::{Map, RecordRef, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Writes a value as compact JSON text, non-ASCII characters as they are.
pub(crate) fn write(value: Value<'_>) -> String {
    write_as(Kind::Json, value)
}

/// Writes a value of this kind. What lists and maps in JSON hold is written by the table of its kind too.
pub(crate) fn write_as(kind: Kind, value: Value<'_>) -> String {
    text(&Written { kind, value })
}

/// Writes a member's value as it stands in an object, in the member's encoding.
pub(crate) fn write_member(member: &Member, value: Value<'_>) -> String {
    text(&WrittenMember(member, value))
}

/// The JSON text of a generated value, sensitive members included.
pub fn to_json(record: &dyn Record) -> String {
    write(Value::Record(RecordRef::Typed(record)))
}

/// Serialisation into memory of values without failing parts cannot fail; if it did, nothing would be
/// written.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The JSON body of a request: the members that have no other place.
pub(crate) struct Body<'a>(pub(crate) RecordRef<'a>);

impl Body<'_> {
    pub(crate) fn to_text(&self) -> String {
        text(self)
    }
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_members(self.0, |member| member.place == Place::Ordinary, serializer)
    }
}

struct Written<'a> {
    kind: Kind,
    value: Value<'a>,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Absent => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(value),
            Value::Int(value) => serializer.serialize_i64(value),
            Value::Float(value) => serializer.serialize_f64(value),
            Value::Text(value) => serializer.serialize_str(value),
            Value::Json(value) => value.serialize(serializer),
            Value::Map(map) => self.serialize_map(map, serializer),
            Value::Record(record) => serialize_members(record, |_| true, serializer),
            Value::List(list) => {
                let kind = inside(self.kind, self.value);
                serializer.collect_seq(list.present().map(|(_, value)| Written { kind, value }))
            }
            Value::File(file) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("name", file.name)?;
                map.serialize_entry("content", &file.base64())?;
                map.end()
            }
        }
    }
}

impl Written<'_> {
    fn serialize_map<S: Serializer>(&self, map: &Map, serializer: S) -> Result<S::Ok, S::Error> {
        match inside(self.kind, self.value) {
            Kind::Json => map.serialize(serializer),
            kind => serializer
                .collect_map(map.iter().map(|(key, json)| (key, Written { kind, value: value(kind, json) }))),
        }
    }
}

/// A member's value in the member's encoding.
struct WrittenMember<'a>(&'a Member, Value<'a>);

impl Serialize for WrittenMember<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(member, value) = *self;
        match (member.encoding, value) {
            // JSON inside a string stays inside a string, however the caller gave it.
            (_, Value::Json(_)) if is_json_text(member) => serializer.serialize_str(&value.to_text()),
            (Encoding::Plain | Encoding::Repeat | Encoding::Embedded { .. }, _) => {
                Written { kind: member.kind, value }.serialize(serializer)
            }
            (Encoding::Joined(_) | Encoding::JsonText | Encoding::NumberText, _) => {
                serializer.serialize_str(&value.encoded(member))
            }
        }
    }
}

fn serialize_members<S: Serializer>(
    record: RecordRef<'_>,
    wanted: impl Fn(&Member) -> bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (member, value) in record.members() {
        if !value.is_absent() && wanted(member) {
            map.serialize_entry(member.wire_name, &WrittenMember(member, value))?;
        }
    }
    for (name, value) in record.unknown() {
        map.serialize_entry(name, value)?;
    }
    map.end()
}
