//! Members of requests, answers and objects, out of the rows of a page.

use super::choice;
use super::columns::{Shown, Tables};
use super::example;
use super::left::Left;
use super::limit;
use super::marked::Marked;
use super::material::{clean, sentence, speaks};
use super::object::Objects;
use super::type_text::encoding;
use crate::draft::{Draft, RustNames, is_secret};
use crate::drift::kind::Kind;
use crate::drift::members::is_of_system;
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
        if let Some((encoding, is_sure)) = encoding.filter(|_| travels.is_none()) {
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
            Side::Request => self.limits(row, &told.doc, type_text, member),
            Side::Answer => Vec::new(),
        };
        let shown = told.example.and_then(|shown| self.shown(row, &shown, type_text, member));
        if shown.is_none() && limits.len() > 1 {
            // Several limits need an example that passes them all.
            member.put("example", Draft::value(&example::fitting(type_text, &limits)));
            member.decide("example", "the page shows none, and this one is made up to fit the limits");
        }
        if !limits.is_empty() {
            member.put("limits", Draft::List(limits));
        }
        if is_secret(&row.name) {
            member.put("sensitive", Draft::True);
            member.decide("sensitive", "is it a secret, as its name sounds?");
        }
    }

    /// The limits of a parameter. What else of its description could be one is marked.
    fn limits(&mut self, row: &Row, doc: &str, type_text: &str, member: &mut Marked) -> Vec<Draft> {
        let mut limits = limit::limits(row, type_text, self.page, member, &mut self.left);
        limits.extend(choice::numbers(row, self.page));
        if type_text == "file" {
            member.decide("limits", "which files does it take, and how large?");
        }
        let others = limit::other_numbers(doc, |readings| limit::are_in(&limits, readings));
        if !others.is_empty() {
            let what = format!("the page has more numbers: {}. Is one a limit?", others.join(", "));
            member.decide("limits", &what);
        }
        limits
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
