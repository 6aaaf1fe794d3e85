//! Whether a value is of its kind.

use crate::json::is_json_text;
use crate::table::{Encoding, Kind, Member};
use crate::value::Value;
use serde_json::Value as Json;

/// Whether a member takes a value. Besides its kind that may be JSON for text that holds JSON, and the text of
/// a joined list.
pub(super) fn is_taken(member: &Member, value: Value<'_>) -> bool {
    match (member.kind, value) {
        (Kind::Text, Value::Json(_)) => is_json_text(member),
        (Kind::List(_), Value::Text(_)) => matches!(member.encoding, Encoding::Joined(_)),
        (kind, value) => fits(kind, value),
    }
}

/// Whether a value is of this kind. JSON that is not arrives as [`Value::Json`]; what is inside a value is
/// not looked at.
pub(super) fn fits(kind: Kind, value: Value<'_>) -> bool {
    match (kind, value) {
        (Kind::Int32, Value::Int(number)) => i32::try_from(number).is_ok(),
        (Kind::Float, Value::Float(number)) => number.is_finite(),
        (Kind::Union(union), value) => union.variants.iter().any(|variant| fits(variant.kind, value)),
        (Kind::Json, _)
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Int64 | Kind::Float, Value::Int(_))
        | (Kind::Text, Value::Text(_))
        | (Kind::File, Value::File(_))
        | (Kind::Record(_), Value::Record(_))
        | (Kind::List(_), Value::List(_))
        | (Kind::Map(_), Value::Map(_)) => true,
        _ => false,
    }
}

/// Whether JSON holds a whole number that does not fit 64 bits. It was made a floating point number when the
/// JSON was read, and what is sent would not be what was given.
pub(super) fn loses_digits(json: &Json) -> bool {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    match json {
        Json::Number(number) if number.is_f64() => {
            number.as_f64().is_some_and(|number| number.fract() == 0.0 && number.abs() >= TWO_TO_63)
        }
        Json::Array(items) => items.iter().any(loses_digits),
        Json::Object(map) => map.values().any(loses_digits),
        _ => false,
    }
}

/// The kind in words, for messages.
pub(super) fn describe(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "a boolean",
        Kind::Int32 => "a whole number of 32 bits",
        Kind::Int64 => "a whole number of 64 bits",
        Kind::Float => "a finite number",
        Kind::Text => "text",
        Kind::File => "a file: {\"name\", \"content\" in Base64}",
        Kind::Json => "a JSON value",
        Kind::Map(Kind::Json) | Kind::Record(_) => "an object",
        Kind::Map(_) => "an object with values of the documented type",
        Kind::Union(_) => "one of the documented kinds",
        Kind::List(_) => "a list of values of the documented type",
    }
}
