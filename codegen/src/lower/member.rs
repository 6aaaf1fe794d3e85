//! One member: everything about it but its limits, which look at the members beside it.

use super::facts::{File, Resolved};
use super::text::{Name, check_name};
use super::{encoding, leak, type_text};
use crate::diagnostic::Code;
use crate::model::{Field, Protocol, RustType};
use crate::names;
use crate::schema::{self, ACCEPTS, PLACES};
use crate::tree::Node;
use bindery_runtime::table::{Accept, Encoding, Kind, Member, Place};

/// Where members stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// In a request.
    Request,
    /// In an answer.
    Answer,
    /// In an object, which may be part of either.
    Type,
}

/// Lowers a member with the limits that follow from its type. One of unknown type is taken as JSON.
pub(super) fn lower(node: &Node<'_>, room: Room, file: &mut File<'_>) -> Option<(Member, Field)> {
    check_room(node, room, file);
    let resolved = type_text::resolve(node.get("type")?, file).unwrap_or_else(|| {
        file.incomplete = true;
        Resolved::plain(Kind::Json, RustType::Json)
    });
    check_file(node, &resolved, room, file);
    let mut member = Member::new(leak::text(node.text("name")?), resolved.kind);
    member.place =
        node.text("place").and_then(|word| schema::meaning(&PLACES, word)).unwrap_or(Place::Ordinary);
    member.encoding = encoding::lower(node, &resolved, room, file);
    member.required = node.flag("required");
    member.sensitive = node.flag("sensitive");
    member.accept = accept(node, resolved.kind, file);
    member.wrapper = wrapper(node, resolved.kind, file);
    check_place(node, &member, file);
    if room != Room::Answer {
        member.limits = leak::list(resolved.limits);
    }
    Some((member, field(node, resolved.rust, file)))
}

fn field(node: &Node<'_>, rust: RustType, file: &mut File<'_>) -> Field {
    let own = |key| node.text(key).map(str::to_owned);
    let default = node.get("default").map(|default| default.to_json().to_string());
    Field {
        ident: ident(node, file),
        rust,
        doc: own("doc").unwrap_or_default(),
        default,
        deprecated: own("deprecated"),
        undocumented: own("undocumented"),
    }
}

fn ident(node: &Node<'_>, file: &mut File<'_>) -> String {
    if let Some(chosen) = node.get("rust_name") {
        let name = chosen.as_text().unwrap_or_default();
        check_name(file.path, &chosen.span, name, Name::Rust, file.problems);
        return names::chosen(name);
    }
    file.facts.names.field(node.text("name").unwrap_or_default())
}

/// Keys that have no meaning where the member stands.
fn check_room(node: &Node<'_>, room: Room, file: &mut File<'_>) {
    let refused: &[&str] = match room {
        Room::Request => &["accept", "wrapper"],
        Room::Answer => &["required", "place", "limits", "default"],
        Room::Type => &["place"],
    };
    let place = match room {
        Room::Request => "a parameter",
        Room::Answer => "a member of an answer",
        Room::Type => "a member of a type",
    };
    for entry in node.entries().iter().filter(|entry| refused.contains(&&*entry.key)) {
        let message = format!("`{}` has no meaning for {place}", entry.key);
        file.report(Code::NotHere, &entry.span, message);
    }
}

/// Files are sent by one protocol alone, as parts of a form.
fn check_file(node: &Node<'_>, resolved: &Resolved, room: Room, file: &mut File<'_>) {
    if resolved.kind != Kind::File {
        return;
    }
    let span = node.get("type").map_or_else(|| node.head(), |kind| kind.span.clone());
    if room != Room::Request {
        file.report(Code::NotHere, &span, "only a parameter can be a file");
    } else if file.facts.protocol != Protocol::Top {
        file.report(Code::NotHere, &span, "only the protocol top sends files");
    }
}

fn accept(node: &Node<'_>, kind: Kind, file: &mut File<'_>) -> Accept {
    let Some(word) = node.get("accept") else {
        return Accept::Exact;
    };
    let accept = word.as_text().and_then(|word| schema::meaning(&ACCEPTS, word)).unwrap_or(Accept::Exact);
    let item = innermost(kind);
    let fits = match accept {
        Accept::Exact => true,
        Accept::FromText => matches!(item, Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float),
        Accept::ToText => item == Kind::Text,
    };
    if !fits {
        let problem = file.report(Code::EncodingKind, &word.span, "this does not fit the member's type");
        problem.help("`from-text` is for numbers and booleans, `to-text` for text");
    }
    accept
}

/// What a list holds; the kind itself if it is none.
fn innermost(kind: Kind) -> Kind {
    match kind {
        Kind::List(item) => innermost(*item),
        kind => kind,
    }
}

fn wrapper(node: &Node<'_>, kind: Kind, file: &mut File<'_>) -> Option<&'static str> {
    let wrapper = node.get("wrapper")?;
    let name = wrapper.as_text()?;
    if !matches!(kind, Kind::List(_)) {
        file.report(Code::EncodingKind, &wrapper.span, "only a list has an object around it");
    }
    check_name(file.path, &wrapper.span, name, Name::Member, file.problems).then(|| leak::text(name))
}

fn check_place(node: &Node<'_>, member: &Member, file: &mut File<'_>) {
    let scalar = matches!(member.kind, Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float | Kind::Text);
    let fits = match member.place {
        Place::Ordinary => true,
        Place::Query | Place::Form => scalar || member.encoding != Encoding::Plain,
        Place::Header => scalar || matches!(member.encoding, Encoding::Joined(_)),
        Place::Path => scalar,
        Place::WholeBody => matches!(member.kind, Kind::Text | Kind::Json),
    };
    if !fits && let Some(place) = node.get("place") {
        let problem =
            file.report(Code::EncodingKind, &place.span, "a value of this type cannot travel there");
        problem.help(
            "a path, query, form or header takes text, numbers and booleans, a whole body text or JSON",
        );
    }
}
