//! Whether the example of an answer can be read by the answer's table, as tolerantly as the runtime
//! reads: unknown members are ignored, absent ones and `null` allowed.

use crate::tree::{Json, Node, Span};
use bindery_runtime::table::{Accept, Encoding, Kind, Member, Shape};

/// What cannot be read.
pub(super) struct Unreadable {
    pub(super) span: Span,
    pub(super) message: String,
}

/// Whether a list's wrapper is part of the example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// As in a whole answer.
    AsItArrives,
    /// As in the example of one member, which shows the list alone.
    LeftOut,
}

type Read = Result<(), Unreadable>;

/// Reads an object.
pub(super) fn record(shape: &Shape, node: &Node<'_>, wrapping: Wrapping) -> Read {
    if !matches!(node.value, Json::Object(_)) {
        return unreadable(node, shape.name, "an object");
    }
    for entry in node.entries() {
        if let Some(at) = shape.index_of(&entry.key) {
            member(&shape.members[at], &entry.value, wrapping)?;
        }
    }
    Ok(())
}

/// Reads the value of a member.
pub(super) fn member(member: &Member, node: &Node<'_>, wrapping: Wrapping) -> Read {
    let text = node.as_text();
    match (member.encoding, text) {
        (Encoding::Joined(_) | Encoding::Embedded { .. }, Some(_)) => return Ok(()),
        (Encoding::JsonText, Some(text)) => {
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            return if is_json { Ok(()) } else { unreadable(node, member.wire_name, "JSON text") };
        }
        (Encoding::NumberText, Some(text)) if text.parse::<f64>().is_ok() => return Ok(()),
        _ => {}
    }
    if let Some(wrapper) = member.wrapper.filter(|_| wrapping == Wrapping::AsItArrives) {
        return match (&node.value, node.get(wrapper)) {
            (Json::Null, _) => Ok(()),
            (Json::Object(_), Some(list)) => value(member.kind, list, member, Wrapping::AsItArrives),
            (Json::Object(entries), None) if entries.is_empty() => Ok(()),
            _ => unreadable(node, member.wire_name, &format!("an object with the list under `{wrapper}`")),
        };
    }
    value(member.kind, node, member, wrapping)
}

fn value(kind: Kind, node: &Node<'_>, of: &Member, wrapping: Wrapping) -> Read {
    let embedded = matches!(of.encoding, Encoding::Embedded { .. });
    let fits = match (kind, &node.value) {
        (Kind::Json, _)
        | (_, Json::Null)
        | (Kind::Bool, Json::Bool(_))
        | (Kind::Int64, Json::Int(_))
        | (Kind::Float, Json::Int(_) | Json::Float(_))
        | (Kind::Text, Json::Text(_))
        | (Kind::Map(_), Json::Object(_)) => true,
        (Kind::Int32, Json::Int(number)) => i32::try_from(*number).is_ok(),
        (Kind::Text, Json::Int(_) | Json::Float(_) | Json::Bool(_)) => of.accept == Accept::ToText,
        (Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float, Json::Text(text)) => {
            of.accept == Accept::FromText && is_text_of(kind, text)
        }
        (Kind::Record(_), Json::Text(_) | Json::Int(_) | Json::Float(_) | Json::Bool(_)) => embedded,
        (Kind::Record(shape), Json::Object(_)) => return record(shape, node, wrapping),
        (Kind::List(item), Json::List(items)) => {
            return items.iter().try_for_each(|node| value(*item, node, of, wrapping));
        }
        (Kind::Union(union), _) => {
            let fits = |variant: &bindery_runtime::table::Variant| {
                let constant = variant.constant.is_none_or(|constant| node.as_text() == Some(constant));
                constant && value(variant.kind, node, of, wrapping).is_ok()
            };
            union.variants.iter().any(fits)
        }
        _ => false,
    };
    if fits { Ok(()) } else { unreadable(node, of.wire_name, words(kind)) }
}

fn is_text_of(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Bool => text.parse::<bool>().is_ok(),
        Kind::Int32 => text.parse::<i32>().is_ok(),
        Kind::Int64 => text.parse::<i64>().is_ok(),
        _ => text.parse::<f64>().is_ok(),
    }
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "a boolean",
        Kind::Int32 => "a whole number of 32 bits",
        Kind::Int64 => "a whole number",
        Kind::Float => "a number",
        Kind::Text => "text",
        Kind::File | Kind::Map(_) | Kind::Record(_) => "an object",
        Kind::Json => "a value",
        Kind::Union(_) => "one of the documented kinds",
        Kind::List(_) => "a list",
    }
}

fn unreadable(node: &Node<'_>, name: &str, wanted: &str) -> Read {
    let span =
        if node.entries().is_empty() && node.items().is_empty() { node.span.clone() } else { node.head() };
    Err(Unreadable { span, message: format!("this example cannot be read: `{name}` takes {wanted}") })
}
