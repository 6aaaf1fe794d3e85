//! The items that limits count: of a list, of the parts of a joined list, of a JSON array in text.

use super::format::has_format;
use crate::json::{formats, is_json_text};
use crate::table::{Encoding, Format, Kind, Member};
use crate::value::Value;
use serde_json::Value as Json;

/// Why there are no items to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoItems {
    /// The value is none that has items: a union may be a list or one text.
    OtherKind,
    /// The text should hold a JSON array, and does not.
    NoArray,
}

/// Runs over the items that have a value, with their indices.
pub(super) fn with_items<R>(
    member: &Member,
    value: Value<'_>,
    run: impl FnOnce(&mut dyn Iterator<Item = (usize, Value<'_>)>) -> R,
) -> Result<R, NoItems> {
    match (value, member.encoding) {
        (Value::List(list), _) => Ok(run(&mut list.present())),
        (Value::Text(""), Encoding::Joined(_)) => Ok(run(&mut std::iter::empty())),
        (Value::Text(text), Encoding::Joined(separator)) => {
            Ok(run(&mut text.split(separator).map(Value::Text).enumerate()))
        }
        (Value::Json(Json::Array(array)), _) => Ok(run(&mut array.iter().map(in_json).enumerate())),
        (Value::Text(text), _) if holds_array(member) => match serde_json::from_str::<Vec<Json>>(text) {
            Ok(array) => Ok(run(&mut array.iter().map(in_json).enumerate())),
            Err(_) => Err(NoItems::NoArray),
        },
        (Value::Json(_), _) if is_json_text(member) => Err(NoItems::NoArray),
        _ => Err(NoItems::OtherKind),
    }
}

/// Whether text is to hold an array. A union's text is a kind of its own.
fn holds_array(member: &Member) -> bool {
    member.kind == Kind::Text
        || (matches!(member.kind, Kind::List(_)) && member.encoding == Encoding::JsonText)
}

/// Whether a limit on the format already says that the text holds no array.
pub(super) fn is_told_by_format(member: &Member, value: Value<'_>) -> bool {
    formats(member).any(|format| format == Format::JsonArray)
        && !has_format(Format::JsonArray, &value.to_text())
}

/// Whether a list has no item with a value.
pub(super) fn is_empty(member: &Member, value: Value<'_>) -> bool {
    let is_list = matches!(member.kind, Kind::List(_)) || matches!(value, Value::List(_));
    is_list && with_items(member, value, |items| items.next().is_none()) == Ok(true)
}

/// Whether a joined list has a part that is empty, or an item that would become one. The service would split
/// the text into other items than were meant.
pub(super) fn has_empty_part(member: &Member, value: Value<'_>) -> bool {
    let Encoding::Joined(_) = member.encoding else {
        return false;
    };
    let empty = |items: &mut dyn Iterator<Item = (usize, Value<'_>)>| {
        items.filter(|(_, item)| item.to_text().is_empty()).count()
    };
    with_items(member, value, empty).is_ok_and(|count| count > 0)
}

fn in_json(json: &Json) -> Value<'_> {
    json.as_str().map_or(Value::Json(json), Value::Text)
}
