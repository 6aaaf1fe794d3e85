//! How a member's value is written.

use super::facts::{File, Resolved};
use super::leak;
use super::member::Room;
use crate::diagnostic::Code;
use crate::model::Protocol;
use crate::tree::Node;
use bindery_runtime::table::{Encoding, Kind};

/// The encoding of a member: its own, or that of its type.
pub(super) fn lower(node: &Node<'_>, resolved: &Resolved, room: Room, file: &mut File<'_>) -> Encoding {
    let Some(chosen) = node.get("encoding") else {
        return embedded(node, resolved, room, file);
    };
    if resolved.embedded.is_some() {
        file.report(Code::EncodingKind, &chosen.span, "the member's type has an encoding of its own already");
    }
    let encoding = match chosen.as_text() {
        Some("repeat") => Encoding::Repeat,
        Some("json-text") => Encoding::JsonText,
        Some(_) => Encoding::NumberText,
        None => Encoding::Joined(leak::text(chosen.text("joined").unwrap_or_default())),
    };
    if encoding == Encoding::Repeat && file.facts.protocol != Protocol::AlibabaRpc {
        file.report(Code::EncodingKind, &chosen.span, "only the protocol alibaba-rpc repeats parameters");
    }
    if !fits(encoding, resolved.kind) {
        let problem =
            file.report(Code::EncodingKind, &chosen.span, "a value of this type cannot be written so");
        problem.help(takes(encoding));
    }
    encoding
}

fn embedded(node: &Node<'_>, resolved: &Resolved, room: Room, file: &mut File<'_>) -> Encoding {
    if room == Room::Request && resolved.embedded.is_some() {
        let span = node.get("type").map_or_else(|| node.head(), |kind| kind.span.clone());
        file.report(Code::NotHere, &span, "an object that is embedded in text stands only in answers");
    }
    resolved.embedded.unwrap_or(Encoding::Plain)
}

fn fits(encoding: Encoding, kind: Kind) -> bool {
    let scalar = |kind| matches!(kind, Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float | Kind::Text);
    match (encoding, kind) {
        (Encoding::Repeat, Kind::List(item)) => scalar(*item) || matches!(item, Kind::Record(_)),
        (Encoding::Joined(_), Kind::List(item)) => scalar(*item),
        (
            Encoding::JsonText,
            Kind::Record(_) | Kind::List(_) | Kind::Map(_) | Kind::Json | Kind::Union(_),
        )
        | (Encoding::NumberText, Kind::Int32 | Kind::Int64 | Kind::Float)
        | (Encoding::Plain | Encoding::Embedded { .. }, _) => true,
        _ => false,
    }
}

fn takes(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Repeat => "it is for lists of text, numbers, booleans or objects",
        Encoding::Joined(_) => "it is for lists of text, numbers or booleans",
        Encoding::JsonText => "it is for objects, lists, maps and `json`",
        Encoding::NumberText => "it is for numbers",
        Encoding::Plain | Encoding::Embedded { .. } => "leave the key out",
    }
}
