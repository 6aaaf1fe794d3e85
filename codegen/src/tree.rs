//! Strict JSON as a tree that knows where in the file each value stands.

mod guard;

use crate::diagnostic::{Code, Diagnostics, visible};
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Where something stands in its file, in bytes.
pub type Span = Range<usize>;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'t> {
    /// The value.
    pub value: Json<'t>,
    /// Its bytes, quotes and brackets included.
    pub span: Span,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number of 64 bits.
    Int(i64),
    /// A finite number with a fraction or an exponent.
    Float(f64),
    /// Text.
    Text(Cow<'t, str>),
    /// An array.
    List(Vec<Node<'t>>),
    /// An object, in the order of the file, without duplicate keys.
    Object(Vec<Entry<'t>>),
}

/// A key of an object and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'t> {
    /// The key.
    pub key: Cow<'t, str>,
    /// The key's bytes, quotes included.
    pub span: Span,
    /// The value.
    pub value: Node<'t>,
}

/// Reads strict JSON. What is wrong with it is reported, and then there is no tree.
pub fn parse<'t>(path: &str, text: &'t str, problems: &mut Diagnostics) -> Option<Node<'t>> {
    if !guard::passes(path, text, problems) {
        return None;
    }
    let value = match parse_to_ast(text, &CollectOptions::default(), &strict()) {
        Ok(parsed) => parsed.value,
        Err(error) => {
            let range = error.range();
            let end = range.end.max(range.start);
            let message = format!("this is not JSON: {}", lower_first(&error.kind().to_string()));
            problems.report(Code::NotJson, path, &(range.start..end), message);
            return None;
        }
    };
    let Some(value) = value else {
        problems.report(Code::NotJson, path, &(0..0), "this file is empty");
        return None;
    };
    let before = problems.len();
    let tree = Builder { path, problems }.node(value);
    (problems.len() == before).then_some(tree)
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

/// Turns the parser's tree into ours, and refuses what JSON leaves open: duplicate keys and numbers
/// that nothing can hold. The depth is bounded by then.
struct Builder<'p> {
    path: &'p str,
    problems: &'p mut Diagnostics,
}

impl Builder<'_> {
    fn node<'t>(&mut self, value: Value<'t>) -> Node<'t> {
        let range = value.range();
        let span = range.start..range.end;
        let value = match value {
            Value::StringLit(text) => Json::Text(text.value),
            Value::NumberLit(number) => self.number(number.value, &span),
            Value::BooleanLit(value) => Json::Bool(value.value),
            Value::NullKeyword(_) => Json::Null,
            Value::Array(list) => Json::List(list.elements.into_iter().map(|item| self.node(item)).collect()),
            Value::Object(object) => Json::Object(self.entries(object)),
        };
        Node { value, span }
    }

    fn number<'t>(&mut self, text: &str, span: &Span) -> Json<'t> {
        let whole = !text.contains(['.', 'e', 'E']);
        let read = if whole {
            text.parse().ok().map(Json::Int)
        } else {
            text.parse().ok().filter(|number: &f64| number.is_finite()).map(Json::Float)
        };
        read.unwrap_or_else(|| {
            let message = "this number is too large to be held exactly";
            let problem = self.problems.report(Code::BadNumber, self.path, span, message);
            problem.help("write it as text if it is an identifier");
            Json::Null
        })
    }

    fn entries<'t>(&mut self, object: Object<'t>) -> Vec<Entry<'t>> {
        let mut entries = Vec::with_capacity(object.properties.len());
        for ObjectProp { name, value, .. } in object.properties {
            let range = name.range();
            let key = match name {
                jsonc_parser::ast::ObjectPropName::String(text) => text.value,
                jsonc_parser::ast::ObjectPropName::Word(word) => Cow::Borrowed(word.value),
            };
            let span = range.start..range.end;
            entries.push(Entry { key, span, value: self.node(value) });
        }
        self.check_duplicates(&entries);
        entries
    }

    fn check_duplicates(&mut self, entries: &[Entry<'_>]) {
        let mut seen = HashSet::with_capacity(entries.len());
        for entry in entries {
            if !seen.insert(&*entry.key) {
                let message = format!("the key `{}` is there twice", visible(&entry.key));
                let problem = self.problems.report(Code::DuplicateKey, self.path, &entry.span, message);
                problem.label("the second one");
            }
        }
    }
}

/// Reading a tree whose structure has been checked: what is not there reads as nothing.
impl<'t> Node<'t> {
    /// The value under this key of an object.
    pub fn get(&self, key: &str) -> Option<&Node<'t>> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The keys and values of an object; none of anything else.
    pub fn entries(&self) -> &[Entry<'t>] {
        match &self.value {
            Json::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Node<'t>] {
        match &self.value {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_int(&self) -> Option<i64> {
        match self.value {
            Json::Int(number) => Some(number),
            _ => None,
        }
    }

    /// The whole number as a count, if it is one.
    pub fn as_count(&self) -> Option<u32> {
        self.as_int().and_then(|number| number.try_into().ok())
    }

    /// The text under this key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::as_text)
    }

    /// The count under this key.
    pub fn count(&self, key: &str) -> Option<u32> {
        self.get(key).and_then(Node::as_count)
    }

    /// Whether `true` stands under this key.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key).is_some_and(|node| node.value == Json::Bool(true))
    }

    /// The items of the list under this key.
    pub fn list(&self, key: &str) -> &[Node<'t>] {
        self.get(key).map_or(&[], Node::items)
    }

    /// The texts of the list under this key.
    pub fn texts(&self, key: &str) -> Vec<&str> {
        self.list(key).iter().filter_map(Node::as_text).collect()
    }

    /// The first character of the value: what to point at when an object lacks something.
    pub fn head(&self) -> Span {
        self.span.start..(self.span.start + 1).min(self.span.end)
    }

    /// The value for `serde_json`.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.value {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Int(number) => Value::from(*number),
            Json::Float(number) => Value::from(*number),
            Json::Text(text) => Value::String(text.clone().into_owned()),
            Json::List(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Json::Object(_) => Value::Object(self.to_map()),
        }
    }

    /// The object for `serde_json`, empty if it is none. Sorted, whatever features that crate has.
    pub fn to_map(&self) -> serde_json::Map<String, serde_json::Value> {
        let mut entries: Vec<&Entry<'_>> = self.entries().iter().collect();
        entries.sort_by(|left, right| left.key.cmp(&right.key));
        let pair = |entry: &Entry<'_>| (entry.key.clone().into_owned(), entry.value.to_json());
        entries.into_iter().map(pair).collect()
    }
}

#[cfg(test)]
mod tests;
