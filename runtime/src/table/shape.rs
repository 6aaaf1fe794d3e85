//! Shapes: the members of a request, an answer or a nested object.

use super::{Limit, Rule};
use std::sync::OnceLock;

/// The members of one object, as the wire knows them.
#[derive(Debug)]
pub struct Shape {
    /// Name of the operation or type, the first part of every rule id.
    pub name: &'static str,
    /// The members, in the order of the specification.
    pub members: &'static [Member],
    /// Rules over several members.
    pub rules: &'static [Rule],
    /// Sorted when it is first needed: a program uses few of all tables, and the compiler would sort every one.
    order: OnceLock<Box<[usize]>>,
}

impl Shape {
    /// The table of an object.
    pub const fn new(name: &'static str, members: &'static [Member], rules: &'static [Rule]) -> Self {
        Self { name, members, rules, order: OnceLock::new() }
    }

    /// The indices of the members, sorted by wire name in byte order.
    pub fn order(&self) -> &[usize] {
        self.order.get_or_init(|| {
            let mut order: Box<[usize]> = (0..self.members.len()).collect();
            order.sort_by_key(|&at| self.members[at].wire_name);
            order
        })
    }

    /// The index of the member with this wire name.
    pub fn index_of(&self, wire_name: &str) -> Option<usize> {
        let order = self.order();
        let found = order.binary_search_by(|&at| self.members[at].wire_name.cmp(wire_name));
        found.ok().map(|at| order[at])
    }
}

impl PartialEq for Shape {
    /// Shapes are statics: one is equal to itself alone.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// One member of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// The name on the wire, misspellings included.
    pub wire_name: &'static str,
    /// What kind of value it holds.
    pub kind: Kind,
    /// Where in the request it travels.
    pub place: Place,
    /// How its value is written there.
    pub encoding: Encoding,
    /// Whether the documentation demands a value.
    pub required: bool,
    /// Whether its value is kept out of logs and messages.
    pub sensitive: bool,
    /// Other JSON types an answer may use for it.
    pub accept: Accept,
    /// In an answer, the name of the object around the list (`"results": {"result": [...]}`).
    pub wrapper: Option<&'static str>,
    /// What its value must be.
    pub limits: &'static [Limit],
}

impl Member {
    /// An optional member in its protocol's ordinary place, without limits.
    pub const fn new(wire_name: &'static str, kind: Kind) -> Self {
        Self {
            wire_name,
            kind,
            place: Place::Ordinary,
            encoding: Encoding::Plain,
            required: false,
            sensitive: false,
            accept: Accept::Exact,
            wrapper: None,
            limits: &[],
        }
    }

    /// The same member, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same member, its value kept out of logs and messages.
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// The same member, travelling elsewhere.
    pub const fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same member, written otherwise.
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// The same member, read more tolerantly.
    pub const fn accept(mut self, accept: Accept) -> Self {
        self.accept = accept;
        self
    }

    /// The same member, its list wrapped in an object.
    pub const fn wrapper(mut self, wrapper: &'static str) -> Self {
        self.wrapper = Some(wrapper);
        self
    }

    /// The same member, with limits.
    pub const fn limits(mut self, limits: &'static [Limit]) -> Self {
        self.limits = limits;
        self
    }
}

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// True or false.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number with a fraction.
    Float,
    /// Text.
    Text,
    /// A file: name and content.
    File,
    /// Any JSON value.
    Json,
    /// An object with free keys and values of one kind.
    Map(&'static Kind),
    /// An object with known members.
    Record(&'static Shape),
    /// One of several kinds.
    Union(&'static Union),
    /// A list of values of one kind.
    List(&'static Kind),
}

/// A value of one of several kinds.
#[derive(Debug, PartialEq)]
pub struct Union {
    /// Name of the type.
    pub name: &'static str,
    /// The kinds, the more particular first.
    pub variants: &'static [Variant],
}

/// One kind of a [`Union`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variant {
    /// The kind.
    pub kind: Kind,
    /// The only text this variant takes, if it is a constant.
    pub constant: Option<&'static str>,
    /// Members that tell this object from the union's other objects; empty if any will do.
    pub told_by: &'static [&'static str],
}

impl Variant {
    /// A variant of this kind.
    pub const fn new(kind: Kind) -> Self {
        Self { kind, constant: None, told_by: &[] }
    }

    /// A variant that is one text.
    pub const fn constant(text: &'static str) -> Self {
        Self { kind: Kind::Text, constant: Some(text), told_by: &[] }
    }

    /// The same variant, told from other objects by these members.
    pub const fn told_by(mut self, members: &'static [&'static str]) -> Self {
        self.told_by = members;
        self
    }
}

/// Where in the request a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where the protocol puts its parameters: query, form or JSON body.
    Ordinary,
    /// In the URL's query.
    Query,
    /// In the URL's path, for `{name}` in the operation's template.
    Path,
    /// In a header of its name.
    Header,
    /// In a form, which is then the body.
    Form,
    /// It is the whole body, byte for byte.
    WholeBody,
}

/// How a value is written in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As the protocol writes values of this kind.
    Plain,
    /// As parameters of their own: the items of a list as `Name.1`, `Name.2`, the members of an object as
    /// `Name.Key`.
    Repeat,
    /// A list as one text, joined with this.
    Joined(&'static str),
    /// As JSON text inside a string.
    JsonText,
    /// A number as text.
    NumberText,
    /// In an answer, text that is either the JSON of an object or one plain value.
    Embedded {
        /// Member that takes a plain value.
        plain: &'static str,
        /// Member that keeps the text as it came.
        text: &'static str,
    },
}

/// Which other JSON types an answer may use for a member, beyond its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// None.
    Exact,
    /// A number or boolean as text (`"1"`, `"true"`).
    FromText,
    /// Text as a number or boolean (`1`, `true`).
    ToText,
}
