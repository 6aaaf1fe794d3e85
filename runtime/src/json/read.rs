//! Reading JSON into generated types: unknown members are ignored, absent ones allowed, and a value of
//! the wrong type is an error that names the member.

use super::fill::Fill;
use crate::record::{Field, Record};
use crate::table::{Accept, Encoding, Member};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;

/// JSON text that is no JSON, or in which a member is of the wrong type.
#[derive(Debug)]
pub struct ReadError(serde_json::Error);

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        Self(error)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ReadError {}

/// Reads a generated value from JSON text as tolerantly as an answer is read: members that its type does not know are
/// ignored, and any may be absent.
///
/// # Errors
///
/// The text is no JSON object, or a member is of the wrong type.
pub fn from_json<R: Record + Default>(text: &str) -> Result<R, ReadError> {
    let mut value = R::default();
    read_record(text.as_bytes(), &mut value)?;
    Ok(value)
}

/// Reads the JSON text of an object into a record.
pub(crate) fn read_record(text: &[u8], record: &mut dyn Record) -> Result<(), ReadError> {
    let mut json = serde_json::Deserializer::from_slice(text);
    json.deserialize_map(Object(record))?;
    Ok(json.end()?)
}

/// Reads a JSON value into a record.
pub(crate) fn read_value(json: Json, record: &mut dyn Record) -> Result<(), ReadError> {
    Ok(json.deserialize_map(Object(record))?)
}

/// Reads an object, and nothing else, into a record.
struct Object<'a>(&'a mut dyn Record);

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        members(map, self.0)
    }
}

/// How one value is to be read.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) accept: Accept,
    pub(super) encoding: Encoding,
    pub(super) wrapper: Option<&'static str>,
    pub(super) name: &'static str,
}

impl How {
    pub(super) const PLAIN: How =
        How { accept: Accept::Exact, encoding: Encoding::Plain, wrapper: None, name: "the answer" };

    pub(super) fn of(member: &Member) -> Self {
        How {
            accept: member.accept,
            encoding: member.encoding,
            wrapper: member.wrapper,
            name: member.wire_name,
        }
    }
}

/// Reads a value into a field, unless it is null.
pub(super) struct IntoField<'a>(pub(super) &'a mut dyn Field, pub(super) How);

impl<'de> DeserializeSeed<'de> for IntoField<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for IntoField<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value for `{}`", self.1.name)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        Fill::new(self.0.fill(), self.1).deserialize(json)
    }
}

/// Reads an object's members; those that the table does not know are ignored.
pub(super) fn members<'de, A: MapAccess<'de>>(mut map: A, record: &mut dyn Record) -> Result<(), A::Error> {
    let shape = record.shape();
    while let Some(index) = map.next_key_seed(MemberIndex(record))? {
        match index.and_then(|index| record.field_mut(index).zip(shape.members.get(index))) {
            Some((field, member)) => map.next_value_seed(IntoField(field, How::of(member)))?,
            None => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(())
}

/// Reads a member's name as its index, without keeping the text.
struct MemberIndex<'a>(&'a dyn Record);

impl<'de> DeserializeSeed<'de> for MemberIndex<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<usize>, D::Error> {
        json.deserialize_identifier(self)
    }
}

impl Visitor<'_> for MemberIndex<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(self.0.shape().index_of(name))
    }
}
