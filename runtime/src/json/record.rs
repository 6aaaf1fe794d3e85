//! JSON objects and arrays, looked at through a table, so that an untyped call takes the same path as
//! a typed one.

use crate::record::{Shown, debug_ref};
use crate::table::{Check, Encoding, Format, Kind, Member, Shape, Union, Variant};
use crate::value::{FileRef, ListRef, Map, RecordRef, Value};
use serde_json::Value as Json;
use std::fmt;

/// A JSON object, read through the table of its members.
#[derive(Clone, Copy)]
pub struct JsonRecord<'a> {
    shape: &'static Shape,
    map: &'a Map,
}

impl<'a> JsonRecord<'a> {
    /// Looks at a JSON object through this table.
    pub fn new(shape: &'static Shape, map: &'a Map) -> Self {
        Self { shape, map }
    }

    /// The table of its members.
    pub fn shape(self) -> &'static Shape {
        self.shape
    }

    /// The value of the member at this index of the table.
    pub fn get(self, index: usize) -> Value<'a> {
        let Some(member) = self.shape.members.get(index) else {
            return Value::Absent;
        };
        let json = self.map.get(member.wire_name);
        json.map_or(Value::Absent, |json| member_value(member, json))
    }

    pub(crate) fn unknown(self) -> impl Iterator<Item = (&'a str, &'a Json)> {
        let unknown = move |(name, _): &(&String, &Json)| self.shape.index_of(name).is_none();
        self.map.iter().filter(unknown).map(|(name, json)| (name.as_str(), json))
    }
}

impl fmt::Debug for JsonRecord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_ref(RecordRef::Json(*self), f)
    }
}

/// A JSON array whose items are of one kind.
#[derive(Clone, Copy)]
pub struct JsonList<'a> {
    kind: Kind,
    items: &'a [Json],
}

impl<'a> JsonList<'a> {
    /// How many items there are.
    pub fn len(self) -> usize {
        self.items.len()
    }

    /// Whether there are no items.
    pub fn is_empty(self) -> bool {
        self.items.is_empty()
    }

    /// The item at this index.
    pub fn get(self, index: usize) -> Value<'a> {
        match self.items.get(index) {
            None => Value::Absent,
            // Among any JSON values null is one of them.
            Some(json) if self.kind == Kind::Json => Value::Json(json),
            Some(json) => value(self.kind, json),
        }
    }
}

impl fmt::Debug for JsonList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = (0..self.len()).map(|index| Shown { kind: self.kind, value: self.get(index) });
        f.debug_list().entries(items).finish()
    }
}

/// The value of a member. A list that travels as one text may be given as that text.
fn member_value<'a>(member: &Member, json: &'a Json) -> Value<'a> {
    match (member.encoding, json) {
        (Encoding::Joined(_) | Encoding::JsonText, Json::String(text)) => Value::Text(text),
        _ => value(member.kind, json),
    }
}

/// The JSON as a value of this kind; as [`Value::Json`] if it is of another.
///
/// Numbers and booleans may be given as text, as they travel outside JSON.
pub(crate) fn value(kind: Kind, json: &Json) -> Value<'_> {
    let known = match (kind, json) {
        (_, Json::Null) => Some(Value::Absent),
        (Kind::Bool, Json::Bool(value)) => Some(Value::Bool(*value)),
        (Kind::Bool, Json::String(text)) => text.parse().ok().map(Value::Bool),
        (Kind::Int32 | Kind::Int64, Json::Number(number)) => number.as_i64().map(Value::Int),
        (Kind::Int32 | Kind::Int64, Json::String(text)) => text.parse().ok().map(Value::Int),
        (Kind::Float, Json::Number(number)) => number.as_f64().map(Value::Float),
        (Kind::Float, Json::String(text)) => text.parse().ok().map(Value::Float),
        (Kind::Text, Json::String(text)) => Some(Value::Text(text)),
        (Kind::File, Json::Object(map)) => file(map),
        (Kind::Map(_), Json::Object(map)) => Some(Value::Map(map)),
        (Kind::Record(shape), Json::Object(map)) => {
            Some(Value::Record(RecordRef::Json(JsonRecord::new(shape, map))))
        }
        (Kind::List(kind), Json::Array(items)) => {
            Some(Value::List(ListRef::Json(JsonList { kind: *kind, items })))
        }
        (Kind::Union(union), json) => union.variant_of(json).map(|at| value(union.variants[at].kind, json)),
        _ => None,
    };
    known.unwrap_or(Value::Json(json))
}

fn file(map: &Map) -> Option<Value<'_>> {
    let text = |name| map.get(name).and_then(Json::as_str);
    let (name, content) = (text("name")?, text("content")?);
    FileRef::from_base64(name, content).map(Value::File)
}

/// The kind of what a list or an object with free keys holds; any JSON where nothing is known of it.
pub(crate) fn inside(kind: Kind, value: Value<'_>) -> Kind {
    match (kind, value) {
        (Kind::List(inner), Value::List(_)) | (Kind::Map(inner), Value::Map(_)) => *inner,
        (Kind::Union(union), value) => {
            let holds = |kind: &Kind| {
                matches!((kind, value), (Kind::List(_), Value::List(_)) | (Kind::Map(_), Value::Map(_)))
            };
            let variant = union.variants.iter().map(|variant| variant.kind).find(holds);
            variant.map_or(Kind::Json, |kind| inside(kind, value))
        }
        _ => Kind::Json,
    }
}

/// The formats that a member's limits name, whatever their conditions.
pub(crate) fn formats(member: &Member) -> impl Iterator<Item = Format> {
    member.limits.iter().filter_map(|limit| match limit.0.innermost() {
        Check::Format(format) => Some(*format),
        _ => None,
    })
}

/// Whether a member holds JSON inside a string. An untyped call may give it as JSON just as well.
pub(crate) fn is_json_text(member: &Member) -> bool {
    let is_json = |format| matches!(format, Format::Json | Format::JsonObject | Format::JsonArray);
    member.kind == Kind::Text && formats(member).any(is_json)
}

impl Union {
    /// The index of the first variant that this JSON fits.
    pub fn variant_of(&self, json: &Json) -> Option<usize> {
        self.variants.iter().position(|variant| variant.fits(json))
    }
}

impl Variant {
    fn fits(&self, json: &Json) -> bool {
        match (self.kind, json) {
            (Kind::Text, Json::String(text)) => self.constant.is_none_or(|constant| constant == text),
            (Kind::Bool, Json::Bool(_))
            | (Kind::List(_), Json::Array(_))
            | (Kind::Float, Json::Number(_))
            | (Kind::Map(_), Json::Object(_))
            | (Kind::Json, _) => true,
            (Kind::Int32 | Kind::Int64, Json::Number(number)) => number.is_i64(),
            (Kind::Record(_), Json::Object(map)) => {
                self.told_by.is_empty() || self.told_by.iter().any(|name| map.contains_key(*name))
            }
            _ => false,
        }
    }
}
