//! Parameters: from the metadata's types and places to members.

use super::call::{Call, Style};
use super::draft::Draft;
use super::left_out::Reason;
use super::operation::TypeNames;
use super::place::{self, Place};
use super::rust_names::RustNames;
use super::{secret, words};
use crate::tree::Node;

/// What an operation's parameters come to.
pub(super) struct Parameters<'a> {
    /// The types that were made on the way: their names and their files.
    pub(super) types: Vec<(String, Draft)>,
    /// What was left out, by path.
    pub(super) left_out: Vec<(String, Reason)>,
    names: &'a mut TypeNames,
    operation: &'a str,
    call: &'a Call,
    /// Whether the parameter at hand has no place but the URL.
    is_in_url: bool,
}

impl<'a> Parameters<'a> {
    pub(super) fn new(operation: &'a str, call: &'a Call, names: &'a mut TypeNames) -> Self {
        Self { types: Vec::new(), left_out: Vec::new(), names, operation, call, is_in_url: false }
    }

    /// The members of one object. `path` is what stands before their names, and the last of `described` that says
    /// something of one describes it.
    pub(super) fn members(
        &mut self,
        nodes: &[Node<'_>],
        described: &[&[Node<'_>]],
        path: &str,
    ) -> Result<Vec<Draft>, Reason> {
        let mut rust_names = RustNames::default();
        let mut members = Vec::with_capacity(nodes.len());
        for node in nodes {
            let name = node.text("name").unwrap_or_default();
            let words: Vec<&Node<'_>> = described.iter().filter_map(|nodes| named(nodes, name)).collect();
            let full = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let member = if path.is_empty() {
                self.parameter(node, name, &words)
            } else {
                self.member(node, name, None, &words, &full)
            };
            match member {
                Ok(member) => {
                    members.push(match rust_names.chosen(name) {
                        Some(rust_name) => member.with("rust_name", Draft::text(rust_name)),
                        None => member,
                    });
                }
                Err(reason) if node.flag("required") => return Err(needed(full, reason)),
                Err(reason) => self.left_out.push((full, reason)),
            }
        }
        Ok(members)
    }

    /// A member with a place of its own.
    fn parameter(&mut self, node: &Node<'_>, name: &str, described: &[&Node<'_>]) -> Result<Draft, Reason> {
        let place = place::of(node, name, self.call)?;
        self.is_in_url = match self.call.style {
            Style::Rpc => !self.call.method.has_body(),
            Style::Roa => matches!(place, Some(Place::Query | Place::Path)),
        };
        self.member(node, name, place, described, name)
    }

    fn member(
        &mut self,
        node: &Node<'_>,
        name: &str,
        place: Option<Place>,
        described: &[&Node<'_>],
        path: &str,
    ) -> Result<Draft, Reason> {
        let is_secret = secret::is_told(node);
        if is_secret && self.is_in_url {
            return Err(Reason::Secret);
        }
        let Kind { text, encoding, is_told } = self.kind(node, place, described, path)?;
        let mut member = Draft::object([("name", Draft::text(name)), ("type", Draft::Text(text))]);
        if node.flag("required") || place == Some(Place::Path) {
            member = member.with("required", Draft::True);
        }
        if let Some(place) = place {
            member = member.with("place", Draft::text(place.word()));
        }
        if let Some(encoding) = encoding {
            member = member.with("encoding", Draft::text(encoding));
        }
        member = member.with("doc", Draft::Text(doc(node, described)));
        // Nobody knows what is in a value whose members are not told, so it is kept out of logs and URLs if it can be.
        if is_secret || !is_told && !self.is_in_url {
            member = member.with("sensitive", Draft::True);
        }
        if let Some(note) = note(place, encoding, is_told) {
            member = member.with("note", Draft::text(note));
        }
        Ok(member)
    }

    fn kind(
        &mut self,
        node: &Node<'_>,
        place: Option<Place>,
        described: &[&Node<'_>],
        path: &str,
    ) -> Result<Kind, Reason> {
        let told = node.text("type").unwrap_or_default();
        let is_described = !node.list("sub_parameters").is_empty();
        let kind = |text: &str, encoding: Option<&'static str>, is_told| {
            Ok(Kind { text: text.to_owned(), encoding, is_told })
        };
        match (told, place) {
            // Text is sent as it is.
            ("String", Some(Place::WholeBody)) => kind("string", None, false),
            (_, Some(Place::WholeBody)) => kind("json", None, is_described),
            ("String", _) => kind("string", None, true),
            ("Integer", _) => kind("int32", None, true),
            ("Long", _) => kind("int64", None, true),
            ("Boolean", _) => kind("bool", None, true),
            ("Float" | "Double", _) => kind("double", None, true),
            // Only text has a form in a path or header.
            (other, Some(Place::Path | Place::Header)) => Err(Reason::Unstructured(other.to_owned())),
            // Whether it is a list or an object is not told, so its members make no type.
            ("Json", _) => kind("json", Some("json-text"), is_described),
            ("RepeatList", _) if is_described => {
                let item = self.item(node, described, path)?;
                kind(&format!("list<{item}>"), Some("repeat"), true)
            }
            ("RepeatList", _) => kind("list<string>", Some("repeat"), true),
            ("Array", _) => kind("list<json>", Some("repeat"), false),
            ("Struct", _) => kind("map<json>", Some("repeat"), false),
            ("Any", _) => kind("json", Some("repeat"), false),
            (other, _) => Err(Reason::Unstructured(other.to_owned())),
        }
    }

    /// The type of a repeated object.
    fn item(&mut self, node: &Node<'_>, described: &[&Node<'_>], path: &str) -> Result<String, Reason> {
        let inner: Vec<&[Node<'_>]> = described.iter().map(|node| node.list("sub_parameters")).collect();
        let members = self.members(node.list("sub_parameters"), &inner, path)?;
        if members.is_empty() {
            return Err(Reason::Unstructured("RepeatList".to_owned()));
        }
        let name = self.names.free(&format!("{}.{path}", self.operation));
        let draft = Draft::object([
            ("$schema", Draft::text("../../schema/type.schema.json")),
            ("type", Draft::text(&name)),
            ("doc", Draft::texts([&*format!("An item of `{path}` of `{}`.", self.operation)])),
            ("members", Draft::List(members)),
        ]);
        self.types.push((name.clone(), draft));
        Ok(name)
    }
}

/// Type and encoding.
struct Kind {
    text: String,
    encoding: Option<&'static str>,
    /// Whether it is told what is in it.
    is_told: bool,
}

/// What the metadata leaves open, for whoever reads the pages.
fn note(place: Option<Place>, encoding: Option<&str>, is_told: bool) -> Option<&'static str> {
    match (place, encoding) {
        (Some(Place::WholeBody), _) if !is_told => Some("The metadata does not tell what is in the body."),
        (Some(Place::Form), _) => Some(
            "The metadata does not tell how the body is written: a form is what the vendor's command line sends.",
        ),
        (_, Some("repeat")) if !is_told => Some(
            "The metadata tells neither its members nor how it is written: the vendor's clients send parameters like these as parameters of their own.",
        ),
        _ => None,
    }
}

/// A parameter of this name.
fn named<'n, 't>(nodes: &'n [Node<'t>], name: &str) -> Option<&'n Node<'t>> {
    nodes.iter().find(|node| node.text("name") == Some(name))
}

fn needed(path: String, reason: Reason) -> Reason {
    match reason {
        // The innermost parameter is the one to tell.
        needed @ Reason::Needed(..) => needed,
        reason => Reason::Needed(path, Box::new(reason)),
    }
}

/// The first sentence of a description, and the members of a value whose type does not name them.
fn doc(node: &Node<'_>, described: &[&Node<'_>]) -> String {
    let told = described.iter().find_map(|node| words::sentence(node.text("description")?));
    let told = told.unwrap_or_else(|| "Not described.".to_owned());
    let members = node.list("sub_parameters").iter().filter_map(|node| node.text("name"));
    let members: Vec<String> = members.map(|name| format!("`{name}`")).collect();
    if members.is_empty() || node.text("type") != Some("Json") {
        return told;
    }
    format!("{told} It has the members {}.", members.join(", "))
}
