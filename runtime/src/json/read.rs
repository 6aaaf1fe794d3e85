//! Reading JSON into generated types: unknown members are ignored, absent ones allowed, and a value of
//! the wrong type is an error that names the member.

use crate::record::{Choice, Field, Grow, Record, Target};
use crate::table::{Accept, Encoding, Member};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;

/// JSON text that is no JSON, or in which a member is of the wrong type.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ReadError(#[from] serde_json::Error);

/// Reads the JSON text of an object into a record.
pub fn read_record(text: &[u8], record: &mut dyn Record) -> Result<(), ReadError> {
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
struct How {
    accept: Accept,
    encoding: Encoding,
    wrapper: Option<&'static str>,
    name: &'static str,
}

impl How {
    const PLAIN: How =
        How { accept: Accept::Exact, encoding: Encoding::Plain, wrapper: None, name: "the answer" };

    fn of(member: &Member) -> Self {
        How {
            accept: member.accept,
            encoding: member.encoding,
            wrapper: member.wrapper,
            name: member.wire_name,
        }
    }
}

/// Reads a value into a field, unless it is null.
struct IntoField<'a>(&'a mut dyn Field, How);

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
        Fill { target: self.0.fill(), how: self.1 }.deserialize(json)
    }
}

/// Reads a value into a target.
struct Fill<'a> {
    target: Target<'a>,
    how: How,
}

impl<'a> Fill<'a> {
    fn new(target: Target<'a>) -> Self {
        Self { target, how: How::PLAIN }
    }

    fn wrong_type<E: Error>(&self, given: &str) -> E {
        E::custom(format_args!("`{}` is {given}, expected {}", self.how.name, self.expected()))
    }

    fn expected(&self) -> &'static str {
        match self.target {
            Target::Bool(_) => "a boolean",
            Target::Int(_) => "a whole number",
            Target::Float(_) => "a number",
            Target::Text(_) | Target::Word(_) => "text",
            Target::List(_) => "a list",
            Target::Record(_) | Target::Map(_) | Target::File(_) => "an object",
            Target::Json(_) | Target::Choice(_) => "a value",
        }
    }

    /// Takes text that the specification allows where a number or boolean belongs.
    fn number_text<E: Error>(mut self, text: &str) -> Result<(), E> {
        let read = match self.target {
            Target::Bool(ref mut to) => text.parse().map(|value| **to = value).is_ok(),
            Target::Int(ref mut to) => text.parse().map(|value| **to = value).is_ok(),
            Target::Float(ref mut to) => text.parse().map(|value| **to = value).is_ok(),
            _ => false,
        };
        if read { Ok(()) } else { Err(self.wrong_type("other text")) }
    }

    /// Takes a number or boolean where the specification allows it for text.
    fn text_of<E: Error>(self, given: &str, value: &impl ToString) -> Result<(), E> {
        let allowed =
            self.how.accept == Accept::ToText || matches!(self.how.encoding, Encoding::Embedded { .. });
        match (self.target, allowed) {
            (Target::Text(to), true) => *to = value.to_string(),
            (Target::Word(to), true) => to.set(&value.to_string()),
            (Target::Record(record), true) => embedded(&value.to_string(), self.how, record)?,
            (target, _) => return Err(Fill { target, ..self }.wrong_type(given)),
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        match self.target {
            Target::Json(to) => *to = serde::Deserialize::deserialize(json)?,
            Target::Choice(to) => {
                choose(serde::Deserialize::deserialize(json)?, to, self.how).map_err(D::Error::custom)?;
            }
            _ => json.deserialize_any(self)?,
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for `{}`", self.expected(), self.how.name)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        match self.target {
            Target::Bool(to) => *to = value,
            _ => self.text_of("a boolean", &value)?,
        }
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        match self.target {
            Target::Int(to) => *to = value,
            #[expect(
                clippy::cast_precision_loss,
                reason = "the documentation calls it a floating point number"
            )]
            Target::Float(to) => *to = value as f64,
            _ => self.text_of("a number", &value)?,
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.text_of("a number beyond 64 bits with sign", &value),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match self.target {
            Target::Float(to) => *to = value,
            _ => self.text_of("a number with a fraction", &value)?,
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.target {
            Target::Text(to) => text.clone_into(to),
            Target::Word(to) => to.set(text),
            Target::Record(to) if matches!(self.how.encoding, Encoding::Embedded { .. }) => {
                embedded(text, self.how, to)?;
            }
            Target::List(to) => match self.how.encoding {
                Encoding::Joined(separator) => return split(text, separator, to),
                Encoding::JsonText => return json_text(text, Target::List(to), self.how),
                _ => return Err(Fill { target: Target::List(to), ..self }.wrong_type("text")),
            },
            target if self.how.encoding == Encoding::JsonText => return json_text(text, target, self.how),
            target => {
                let this = Fill { target, ..self };
                let number = this.how.accept == Accept::FromText || this.how.encoding == Encoding::NumberText;
                return if number { this.number_text(text) } else { Err(this.wrong_type("text")) };
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Target::List(list) = self.target else {
            return Err(self.wrong_type("a list"));
        };
        let how = How { wrapper: None, ..self.how };
        while items.next_element_seed(Item(list, how))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self.target {
            Target::Record(record) => members(map, record),
            Target::Map(to) => {
                while let Some((key, value)) = map.next_entry()? {
                    to.insert(key, value);
                }
                Ok(())
            }
            Target::List(list) if self.how.wrapper.is_some() => unwrap(map, list, self.how),
            Target::File(file) => {
                let _: IgnoredAny =
                    serde::Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                *file = crate::value::File::default();
                Ok(())
            }
            target => Err(Fill { target, ..self }.wrong_type("an object")),
        }
    }
}

/// Reads the items of a list.
struct Item<'a>(&'a mut dyn Grow, How);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        Fill { target: self.0.grow(), how: self.1 }.deserialize(json)
    }
}

/// Reads an object's members; those that the table does not know are ignored.
fn members<'de, A: MapAccess<'de>>(mut map: A, record: &mut dyn Record) -> Result<(), A::Error> {
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

/// Reads the list inside the object around it: the member of the documented name, or the only one.
fn unwrap<'de, A: MapAccess<'de>>(mut map: A, list: &mut dyn Grow, how: How) -> Result<(), A::Error> {
    while let Some(key) = map.next_key::<String>()? {
        if Some(key.as_str()) == how.wrapper {
            let how = How { wrapper: None, ..how };
            let into = Fill { target: Target::List(&mut *list), how };
            map.next_value_seed(into)?;
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok(())
}

/// Reads a value of one of several kinds: picks the first that fits, and keeps what fits none.
fn choose(json: Json, choice: &mut dyn Choice, how: How) -> Result<(), serde_json::Error> {
    let variant = choice.union().variant_of(&json);
    match choice.choose(variant) {
        Some(target) => Fill { target, how }.deserialize(json),
        None => Ok(()),
    }
}

/// Reads text that is either the JSON of an object or one plain value, and keeps the text itself.
fn embedded<E: Error>(text: &str, how: How, record: &mut dyn Record) -> Result<(), E> {
    let Encoding::Embedded { plain, text: original } = how.encoding else {
        return Ok(());
    };
    if text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok() {
        read_record(text.as_bytes(), record).map_err(E::custom)?;
    } else {
        set_text(record, plain, text);
    }
    set_text(record, original, text);
    Ok(())
}

fn set_text(record: &mut dyn Record, name: &str, text: &str) {
    let index = record.shape().index_of(name);
    let field = index.and_then(|index| record.field_mut(index));
    if let Some(Target::Text(to)) = field.map(Field::fill) {
        text.clone_into(to);
    }
}

fn split<E: Error>(text: &str, separator: &str, list: &mut dyn Grow) -> Result<(), E> {
    for part in text.split(separator).filter(|part| !part.is_empty()) {
        Fill::new(list.grow()).visit_str(part)?;
    }
    Ok(())
}

fn json_text<E: Error>(text: &str, target: Target<'_>, how: How) -> Result<(), E> {
    let how = How { encoding: Encoding::Plain, ..how };
    let mut json = serde_json::Deserializer::from_str(text);
    Fill { target, how }.deserialize(&mut json).map_err(E::custom)
}
