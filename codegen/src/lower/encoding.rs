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
    if encoding == Encoding::Repeat {
        check_repeat(node, chosen, room, file);
    }
    if !fits(encoding, resolved.kind) {
        let problem =
            file.report(Code::EncodingKind, &chosen.span, "a value of this type cannot be written so");
        problem.help(takes(encoding));
    }
    encoding
}

/// Parameters are repeated where they are named texts: all of `alibaba-rpc`, and those in query and form of
/// `alibaba-roa`. A member of a type may be part of such a parameter.
fn check_repeat(node: &Node<'_>, chosen: &Node<'_>, room: Room, file: &mut File<'_>) {
    let message = match file.facts.protocol {
        Protocol::AlibabaRpc => return,
        Protocol::AlibabaRoa if room == Room::Type => return,
        Protocol::AlibabaRoa if matches!(node.text("place"), Some("query" | "form")) => return,
        Protocol::AlibabaRoa => "alibaba-roa repeats parameters in query and form alone",
        Protocol::JpushRest | Protocol::Top => "only Alibaba Cloud repeats parameters",
    };
    file.report(Code::EncodingKind, &chosen.span, message);
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
        (Encoding::Repeat, Kind::List(item)) => {
            scalar(*item) || matches!(item, Kind::Record(_) | Kind::Map(_) | Kind::Json)
        }
        (Encoding::Joined(_), Kind::List(item)) => scalar(*item),
        (Encoding::Repeat, Kind::Record(_) | Kind::Map(_) | Kind::Json)
        | (
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
        Encoding::Repeat => "it is for lists, objects, maps and `json`",
        Encoding::Joined(_) => "it is for lists of text, numbers or booleans",
        Encoding::JsonText => "it is for objects, lists, maps and `json`",
        Encoding::NumberText => "it is for numbers",
        Encoding::Plain | Encoding::Embedded { .. } => "leave the key out",
    }
}
