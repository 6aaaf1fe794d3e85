//! Members of requests, answers and objects, out of the rows of a page.

use super::choice;
use super::columns::{Shown, Tables};
use super::example;
use super::left::Left;
use super::limit;
use super::marked::Marked;
use super::material::{clean, sentence, speaks};
use super::object::Objects;
use crate::draft::{Draft, RustNames, is_secret};
use crate::drift::compare::is_of_system;
use crate::drift::enumeration::listed;
use crate::drift::kind::Kind;
use crate::drift::page::Row;
use crate::drift::words::{says_deprecated, sentences};
use serde_json::Value;

/// Which table a member stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Answer,
}

/// Where the members of one object stand.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) side: Side,
    /// The names of the objects around, from the operation down.
    pub(super) path: &'p str,
    /// Whether the object is the request or answer itself.
    pub(super) is_outermost: bool,
    /// Whether the page leaves open which objects the members belong to.
    pub(super) is_flat: bool,
    /// What the page's sample has here.
    pub(super) sample: Option<&'p Value>,
}

/// What all members of a page share.
pub(super) struct Drafting<'a> {
    pub(super) protocol: &'a str,
    /// The id of the page.
    pub(super) page: &'a str,
    pub(super) tables: &'a Tables<'a>,
    pub(super) objects: Objects<'a>,
    pub(super) left: Vec<Left>,
}

impl Drafting<'_> {
    /// The members of one object.
    pub(super) fn members(&mut self, rows: &[Row], place: Place<'_>) -> Vec<Draft> {
        self.members_with(rows, place, |_| None)
    }

    /// The same, where some members travel in a place of their own.
    pub(super) fn members_with(
        &mut self,
        rows: &[Row],
        place: Place<'_>,
        travels: impl Fn(&str) -> Option<&'static str>,
    ) -> Vec<Draft> {
        let mut rust_names = RustNames::default();
        let mut members = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(reason) = left_out(row, place) {
                self.left.push(Left::new(row.line, format!("`{}` is left out: {reason}", row.name)));
                continue;
            }
            let mut member = self.member(row, place, travels(&row.name));
            if let Some(name) = rust_names.chosen(&row.name) {
                member.text("rust_name", &name);
                member.decide("rust_name", "what is it called in Rust?");
            }
            members.push(member.draft());
        }
        members
    }

    fn member(&mut self, row: &Row, place: Place<'_>, travels: Option<&'static str>) -> Marked {
        let mut member = Marked::default();
        let path = format!("{}.{}", place.path, row.name);
        member.text("name", &row.name);
        let type_text = self.type_of(row, place, &path, &mut member);
        member.text("type", &type_text);
        if place.side == Side::Request && (row.required == Some(true) || travels == Some("path")) {
            member.put("required", Draft::True);
        }
        if let Some(travels) = travels {
            member.text("place", travels);
        }
        let encoding = encoding(&type_text, row, place, self.protocol);
        if let Some((encoding, is_sure)) = encoding.clone().filter(|_| travels.is_none()) {
            member.put("encoding", encoding);
            if !is_sure {
                member.decide("encoding", "how is it written? The page does not say");
            }
        }
        self.described(row, &type_text, place, &mut member);
        self.answered(row, &type_text, place, &mut member);
        deprecated(row, &mut member);
        member
    }

    /// Description, example and limits.
    fn described(&mut self, row: &Row, type_text: &str, place: Place<'_>, member: &mut Marked) {
        let told = self.tables.told(row);
        if speaks(&told.doc) {
            member.put("doc", Draft::Text(clean(&told.doc)));
            member.decide("doc", "say it in words of our own");
        } else {
            member.text("doc", "Not described.");
            member.decide("doc", "what is it? The page does not say");
        }
        let limits = match place.side {
            Side::Request => self.limits(row, type_text),
            Side::Answer => Vec::new(),
        };
        let shown = told.example.and_then(|shown| self.shown(row, &shown, type_text, member));
        if shown.is_none() && limits.len() > 1 {
            // Several limits need an example that passes them all.
            member.put("example", Draft::value(&example::fitting(type_text, &limits)));
            member.decide("example", "the page shows none, and this one is made up to fit the limits");
        }
        if type_text == "file" {
            member.decide("limits", "which files does it take, and how large?");
        }
        let others = match place.side {
            Side::Request => limit::other_numbers(&told.doc, |readings| limit::are_in(&limits, readings)),
            Side::Answer => Vec::new(),
        };
        if !others.is_empty() {
            member.decide(
                "limits",
                &format!("the page has more numbers: {}. Is one a limit?", others.join(", ")),
            );
        }
        if !limits.is_empty() {
            member.put("limits", Draft::List(limits));
        }
        if is_secret(&row.name) {
            member.put("sensitive", Draft::True);
            member.decide("sensitive", "is it a secret, as its name sounds?");
        }
    }

    fn shown(&mut self, row: &Row, shown: &Shown, type_text: &str, member: &mut Marked) -> Option<()> {
        let Some(value) = example::value(&shown.text, type_text) else {
            let what = format!("`{}`: the example `{}` is no {type_text}", row.name, clean(&shown.text));
            self.left.push(Left::new(row.line, what));
            return None;
        };
        member.put("example", Draft::value(&value));
        if shown.is_guess {
            member.decide("example", "is it the page's? Its table was saved without columns");
        }
        Some(())
    }

    fn limits(&mut self, row: &Row, type_text: &str) -> Vec<Draft> {
        let numbers = choice::numbers(row, self.page);
        let mut limits = limit::limits(row, type_text, self.page, &mut self.left);
        limits.extend(numbers);
        limits
    }

    /// The type as a specification writes it, and the files that it needs.
    fn type_of(&mut self, row: &Row, place: Place<'_>, path: &str, member: &mut Marked) -> String {
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

    /// What only an answer tells: how it is read.
    fn answered(&self, row: &Row, type_text: &str, place: Place<'_>, member: &mut Marked) {
        if place.side == Side::Request {
            return;
        }
        if let Some((word, seen)) = example::accept(type_text, example::below(place.sample, &row.name)) {
            member.text("accept", word);
            member.decide("accept", &format!("the table says {type_text}, and the sample has {seen}"));
        }
        if self.protocol == "top" && type_text.starts_with("list<") {
            member.text("wrapper", &wrapper(&row.type_text));
            member.decide("wrapper", "the object around the list: what is it called in the page's samples?");
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

fn left_out(row: &Row, place: Place<'_>) -> Option<&'static str> {
    if place.side == Side::Request && place.is_outermost && is_of_system(row) {
        return Some("every call has it");
    }
    let is_error = row.name == "error" && row.kind == Kind::Unknown && place.side == Side::Answer;
    is_error.then_some("the error of a call is no member of its answer")
}

/// The object that TOP puts around a list: the name of what it holds, in small letters.
fn wrapper(type_text: &str) -> String {
    use heck::ToSnakeCase as _;
    type_text.trim_end_matches(['[', ']', ' ']).to_snake_case()
}

fn deprecated(row: &Row, member: &mut Marked) {
    let said =
        row.text.iter().flat_map(|(_, text)| sentences(text)).find(|sentence| says_deprecated(sentence));
    if let Some(said) = said {
        member.put("deprecated", Draft::Text(sentence(said)));
        member.decide("deprecated", "what is to be used instead?");
    }
}

/// How a parameter is written, and whether that is sure.
fn encoding(type_text: &str, row: &Row, place: Place<'_>, protocol: &str) -> Option<(Draft, bool)> {
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
