//! Reading one value into one field, item or variant.

use super::read::{How, members};
use super::{embedded, wrapped};
use crate::record::{Choice, Grow, Target};
use crate::table::{Accept, Encoding};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;

/// Reads a value into a target.
pub(super) struct Fill<'a> {
    target: Target<'a>,
    how: How,
}

impl<'a> Fill<'a> {
    pub(super) fn new(target: Target<'a>, how: How) -> Self {
        Self { target, how }
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
        let allowed = self.how.accept == Accept::ToText;
        match (self.target, allowed) {
            (Target::Text(to), true) => *to = value.to_string(),
            (Target::Word(to), true) => to.set(&value.to_string()),
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
            Target::Record(record) => match self.how.encoding {
                Encoding::Embedded { plain, text } => {
                    embedded::read(serde::Deserialize::deserialize(json)?, plain, text, record);
                }
                _ => json.deserialize_any(Self { target: Target::Record(record), ..self })?,
            },
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
            Target::Float(to) => {
                *to = value;
                Ok(())
            }
            // As text it would not be the digits that were sent: a long id would become another one.
            _ => Err(self.wrong_type("a number with a fraction or of too many digits")),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.target {
            Target::Text(to) => text.clone_into(to),
            Target::Word(to) => to.set(text),
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
            Target::List(list) if self.how.wrapper.is_some() => wrapped::read(map, list, self.how),
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

/// Reads a value of one of several kinds: picks the first that fits, and keeps what fits none.
fn choose(json: Json, choice: &mut dyn Choice, how: How) -> Result<(), serde_json::Error> {
    let variant = choice.union().variant_of(&json);
    match choice.choose(variant) {
        Some(target) => Fill { target, how }.deserialize(json),
        None => Ok(()),
    }
}

fn split<E: Error>(text: &str, separator: &str, list: &mut dyn Grow) -> Result<(), E> {
    for part in text.split(separator).filter(|part| !part.is_empty()) {
        Fill::new(list.grow(), How::PLAIN).visit_str(part)?;
    }
    Ok(())
}

fn json_text<E: Error>(text: &str, target: Target<'_>, how: How) -> Result<(), E> {
    let how = How { encoding: Encoding::Plain, ..how };
    let mut json = serde_json::Deserializer::from_str(text);
    Fill { target, how }.deserialize(&mut json).and_then(|()| json.end()).map_err(E::custom)
}
