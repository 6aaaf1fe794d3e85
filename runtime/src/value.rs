//! One borrowed view of every value that a request or an answer can hold.

use crate::json::{JsonList, JsonRecord};
use crate::record::{List, Record};
use crate::table::{Encoding, Member, Shape};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use std::borrow::Cow;
use std::fmt;

/// An object with free keys.
pub type Map = serde_json::Map<String, serde_json::Value>;

/// A file to upload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its name, with the ending that tells its type.
    pub name: String,
    /// Its content.
    pub content: Bytes,
}

impl File {
    /// A file of this name and content.
    pub fn new(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content: content.into() }
    }
}

/// A value, borrowed from a typed request or from JSON.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// No value.
    Absent,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(&'a str),
    /// A file.
    File(FileRef<'a>),
    /// JSON that is known no further, or that is not of the kind it should be.
    Json(&'a serde_json::Value),
    /// An object with free keys.
    Map(&'a Map),
    /// An object with known members.
    Record(RecordRef<'a>),
    /// A list.
    List(ListRef<'a>),
}

impl<'a> Value<'a> {
    /// Whether there is no value.
    pub fn is_absent(&self) -> bool {
        matches!(self, Value::Absent)
    }

    /// The value as text, as it travels outside JSON: numbers in decimal, objects and lists as JSON.
    pub fn to_text(self) -> Cow<'a, str> {
        match self {
            Value::Absent | Value::File(_) => Cow::Borrowed(""),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Int(number) => Cow::Owned(number.to_string()),
            Value::Float(number) => Cow::Owned(number.to_string()),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Json(_) | Value::Map(_) | Value::Record(_) | Value::List(_) => {
                Cow::Owned(crate::json::write(self))
            }
        }
    }

    /// The text of a member's value in the member's own encoding.
    pub(crate) fn encoded(self, member: &Member) -> Cow<'a, str> {
        match (self, member.encoding) {
            (Value::List(list), Encoding::Joined(separator)) => Cow::Owned(list.join(separator)),
            (Value::List(_) | Value::Map(_), _) => Cow::Owned(crate::json::write_as(member.kind, self)),
            _ => self.to_text(),
        }
    }
}

/// Two values are equal if they would be written alike.
impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Absent, Value::Absent) => true,
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Int(left), Value::Int(right)) => left == right,
            (Value::Float(left), Value::Float(right)) => left == right,
            (Value::Text(left), Value::Text(right)) => left == right,
            (Value::File(left), Value::File(right)) => left == right,
            (Value::Json(left), Value::Json(right)) => left == right,
            (Value::Map(left), Value::Map(right)) => left == right,
            (Value::Record(left), Value::Record(right)) => left == right,
            (Value::List(left), Value::List(right)) => left.iter().eq(right.iter()),
            _ => false,
        }
    }
}

/// A file, typed or in JSON as `{"name": "…", "content": "<Base64>"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRef<'a> {
    /// Its name.
    pub name: &'a str,
    pub(crate) content: Content<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    Bytes(&'a [u8]),
    Base64(&'a str),
}

impl<'a> FileRef<'a> {
    /// A file in JSON; `None` if its content is not Base64. It is never guessed what such text may mean.
    pub(crate) fn from_base64(name: &'a str, content: &'a str) -> Option<Self> {
        STANDARD.decode(content).ok().map(|_| Self { name, content: Content::Base64(content) })
    }

    /// Its content.
    pub fn bytes(&self) -> Cow<'a, [u8]> {
        match self.content {
            Content::Bytes(bytes) => Cow::Borrowed(bytes),
            // It was decoded once before, when the file was made.
            Content::Base64(text) => Cow::Owned(STANDARD.decode(text).unwrap_or_default()),
        }
    }

    /// Its content in Base64.
    pub fn base64(&self) -> String {
        STANDARD.encode(self.bytes())
    }
}

/// An object with known members, typed or in JSON.
#[derive(Clone, Copy)]
pub enum RecordRef<'a> {
    /// A generated struct.
    Typed(&'a dyn Record),
    /// A JSON object, read through the same table.
    Json(JsonRecord<'a>),
    /// One of the others with a member more.
    With(&'a Completed<'a>),
}

/// An object and the text of one member that it lacks.
#[derive(Debug)]
pub struct Completed<'a> {
    pub(crate) record: RecordRef<'a>,
    pub(crate) index: usize,
    pub(crate) text: String,
}

impl<'a> RecordRef<'a> {
    /// The table of its members.
    pub fn shape(self) -> &'static Shape {
        match self {
            RecordRef::Typed(record) => record.shape(),
            RecordRef::Json(record) => record.shape(),
            RecordRef::With(completed) => completed.record.shape(),
        }
    }

    /// The value of the member at this index of the table.
    pub fn get(self, index: usize) -> Value<'a> {
        match self {
            RecordRef::Typed(record) => record.field(index).map_or(Value::Absent, |field| field.value()),
            RecordRef::Json(record) => record.get(index),
            RecordRef::With(completed) if completed.index == index => Value::Text(&completed.text),
            RecordRef::With(completed) => completed.record.get(index),
        }
    }

    /// The value at a path of wire names joined with dots.
    pub fn at(self, path: &str) -> Value<'a> {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let value = self.shape().index_of(first).map_or(Value::Absent, |index| self.get(index));
        match (rest, value) {
            (None, value) => value,
            (Some(rest), Value::Record(record)) => record.at(rest),
            (Some(_), _) => Value::Absent,
        }
    }

    /// The members in the order of the table, with their values.
    pub fn members(self) -> impl Iterator<Item = (&'static Member, Value<'a>)> {
        let members = self.shape().members.iter().enumerate();
        members.map(move |(index, member)| (member, self.get(index)))
    }

    /// Members of a JSON object that the table does not know.
    pub fn unknown(self) -> impl Iterator<Item = (&'a str, &'a serde_json::Value)> {
        let json = match self {
            RecordRef::Typed(_) => None,
            RecordRef::Json(record) => Some(record),
            RecordRef::With(completed) => match completed.record {
                RecordRef::Json(record) => Some(record),
                RecordRef::Typed(_) | RecordRef::With(_) => None,
            },
        };
        json.into_iter().flat_map(JsonRecord::unknown)
    }
}

impl fmt::Debug for RecordRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::record::debug_ref(*self, f)
    }
}

impl PartialEq for RecordRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.shape() == other.shape()
            && (0..self.shape().members.len()).all(|index| self.get(index) == other.get(index))
    }
}

/// A list, typed or in JSON.
#[derive(Clone, Copy, Debug)]
pub enum ListRef<'a> {
    /// A generated list.
    Typed(&'a dyn List),
    /// A JSON array.
    Json(JsonList<'a>),
}

impl<'a> ListRef<'a> {
    /// How many items there are.
    pub fn len(self) -> usize {
        match self {
            ListRef::Typed(list) => list.len(),
            ListRef::Json(list) => list.len(),
        }
    }

    /// Whether there are no items.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The item at this index.
    pub fn get(self, index: usize) -> Value<'a> {
        match self {
            ListRef::Typed(list) => list.get(index),
            ListRef::Json(list) => list.get(index),
        }
    }

    /// The items.
    pub fn iter(self) -> impl Iterator<Item = Value<'a>> {
        (0..self.len()).map(move |index| self.get(index))
    }

    /// The items that have a value. A null in JSON is none: it is neither counted nor sent.
    pub(crate) fn present(self) -> impl Iterator<Item = (usize, Value<'a>)> {
        self.iter().enumerate().filter(|(_, item)| !item.is_absent())
    }

    fn join(self, separator: &str) -> String {
        let texts = || self.present().map(|(_, item)| item.to_text());
        let length: usize = texts().map(|text| text.len() + separator.len()).sum();
        let mut joined = String::with_capacity(length);
        for (index, text) in texts().enumerate() {
            if index > 0 {
                joined.push_str(separator);
            }
            joined.push_str(&text);
        }
        joined
    }
}
