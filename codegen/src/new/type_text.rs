//! Types of members, and how they are written on the wire.

use super::choice;
use super::limit;
use super::marked::Marked;
use super::material::clean;
use super::member::{Drafting, Place, Side};
use crate::draft::Draft;
use crate::drift::enumeration::listed;
use crate::drift::kind::Kind;
use crate::drift::page::Row;

impl Drafting<'_> {
    /// The type as a specification writes it, and the files that it needs.
    pub(super) fn type_of(&mut self, row: &Row, place: Place<'_>, path: &str, member: &mut Marked) -> String {
        let is_text = row.kind == Kind::Text && place.side == Side::Request;
        if is_text && let Some(name) = self.enumeration(row, path) {
            return name;
        }
        if is_text && limit::counts_items(row) {
            member.decide("type", "the page calls it text, and limits the number of its items");
            return "list<string>".to_owned();
        }
        self.kind(&row.kind, row, place, path, member)
    }

    fn enumeration(&mut self, row: &Row, path: &str) -> Option<String> {
        let page = self.page;
        self.objects.enumeration(path, |name| choice::enumeration(row, name, page))
    }

    fn kind(&mut self, kind: &Kind, row: &Row, place: Place<'_>, path: &str, member: &mut Marked) -> String {
        let is_list = matches!(row.kind, Kind::List(_));
        match kind {
            Kind::Number => {
                let is_whole = row.type_text.contains("int");
                let what = if is_whole { "how wide is" } else { "may there be a fraction in" };
                member.decide("type", &format!("{what} `{}`? The page does not say", clean(&row.type_text)));
                kind.spec_type()
            }
            Kind::File if self.protocol == "top" && place.side == Side::Request && place.is_outermost => {
                kind.spec_type()
            }
            Kind::Map => {
                member.decide("type", "what does the map hold?");
                kind.spec_type()
            }
            Kind::List(Some(item)) => {
                let item = self.kind(item, row, place, path, member);
                format!("list<{item}>")
            }
            Kind::List(None) if row.children.rows.is_empty() => {
                member.decide("type", "what does the list hold? The page does not say");
                "list<string>".to_owned()
            }
            Kind::List(None) => format!("list<{}>", self.object(row, place, path, true, member)),
            Kind::Object if !row.children.rows.is_empty() => self.object(row, place, path, is_list, member),
            Kind::Object | Kind::Unknown | Kind::File => {
                member.decide("type", &unknown(row));
                "json".to_owned()
            }
            _ => kind.spec_type(),
        }
    }
}

/// What to find out about a member whose type the page does not describe.
fn unknown(row: &Row) -> String {
    let named = match &*row.type_text {
        "" => "is it".to_owned(),
        named => format!("is `{}`", clean(named)),
    };
    let values = listed(&row.text.iter().collect::<Vec<_>>()).values;
    let told = if values.is_empty() { String::new() } else { format!("; it lists {}", values.join(", ")) };
    format!("what {named}? The page does not say{told}")
}

/// How a parameter is written, and whether that is sure.
pub(super) fn encoding(
    type_text: &str,
    row: &Row,
    place: Place<'_>,
    protocol: &str,
) -> Option<(Draft, bool)> {
    if place.side == Side::Answer || !(place.is_outermost || row.kind == Kind::Text) {
        return None;
    }
    let joined = || Draft::object([("joined", Draft::text(","))]);
    let item = type_text.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>'));
    if item.is_some() && row.kind == Kind::Text {
        return Some((joined(), false));
    }
    let is_scalar = |name: &str| matches!(name, "string" | "bool" | "int32" | "int64" | "double");
    let is_structure = type_text == "json" || type_text.starts_with("map<") || row.kind == Kind::Object;
    match (protocol, item) {
        ("jpush-rest", _) => None,
        ("top", Some(item)) if is_scalar(item) => Some((joined(), false)),
        ("top", Some(_)) => Some((Draft::text("json-text"), true)),
        (_, Some(item)) if item == "json" || item.contains('<') => Some((Draft::text("json-text"), false)),
        (_, Some(_)) => Some((Draft::text("repeat"), false)),
        ("top", None) if is_structure => Some((Draft::text("json-text"), true)),
        (_, None) if is_structure => Some((Draft::text("json-text"), false)),
        (_, None) => None,
    }
}
