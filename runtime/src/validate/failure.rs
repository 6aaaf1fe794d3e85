//! Checking one value against one limit.

use super::format::has_format;
use super::items::{self, NoItems, with_items};
use super::limit::{Checker, Given};
use super::violation::{Failure, shown};
use crate::json::{formats, write_member};
use crate::table::{Check, Encoding, Format, Member, Number};
use crate::time;
use crate::value::Value;
use std::borrow::Cow;

impl Checker<'_> {
    /// Every kind of check stands here by name, so that the compiler points here when one is added.
    pub(super) fn failure(&self, check: &'static Check, given: Given<'_>) -> Option<Failure> {
        let text =
            |breaks: &dyn Fn(&str) -> bool, limit: &dyn Fn() -> String| self.text(given, breaks, limit);
        let number =
            |breaks: &dyn Fn(Number) -> bool, limit: &dyn Fn() -> String| self.number(given, breaks, limit);
        match *check {
            Check::When(..) | Check::Advice(_) => self.failure(self.applying(check)?, given),
            Check::MinLength(bound, unit) => {
                let length = self.length(given, |text| unit.length(text))?;
                at_least(bound, length, unit.word())
            }
            Check::MaxLength(bound, unit) => {
                // Text of no more bytes has no more characters, and need not be counted.
                let is_within = |text: &str| text.len() <= bound as usize;
                let length = |text: &str| if is_within(text) { text.len() } else { unit.length(text) };
                let length = self.length(given, length)?;
                at_most(bound, length, unit.word())
            }
            Check::MaxSerialized(bound) => at_most(bound, self.serialized(given), "bytes of JSON"),
            Check::Min(bound) => number(&|number| less(number, bound), &|| format!("at least {bound}")),
            Check::Max(bound) => number(&|number| less(bound, number), &|| format!("at most {bound}")),
            Check::NotNumber(refused) => {
                number(&|number| is_among(number, refused), &|| format!("not {}", list(refused)))
            }
            Check::OneOfNumbers(allowed) => {
                number(&|number| !is_among(number, allowed), &|| format!("must be one of {}", list(allowed)))
            }
            Check::BitMask(mask) => {
                number(&|number| !within(number, mask), &|| format!("only bits of {mask} (0b{mask:b})"))
            }
            Check::Pattern(pattern) => {
                text(&|text| !pattern.is_match(text), &|| format!("must match {}", pattern.source()))
            }
            Check::OneOf(allowed) => {
                text(&|text| !allowed.contains(&text), &|| format!("must be one of {}", list(allowed)))
            }
            Check::OneOfAnyCase(allowed) => {
                text(&|text| !allowed.iter().any(|one| one.eq_ignore_ascii_case(text)), &|| {
                    format!("must be one of {} in any letter case", list(allowed))
                })
            }
            Check::StartsWith(start) => {
                text(&|text| !text.starts_with(start), &|| format!("must begin with {start:?}"))
            }
            Check::NotStartsWith(start) => {
                text(&|text| text.starts_with(start), &|| format!("must not begin with {start:?}"))
            }
            Check::Contains(part) => text(&|text| !text.contains(part), &|| format!("must contain {part:?}")),
            Check::NotContains(part) => {
                text(&|text| text.contains(part), &|| format!("must not contain {part:?}"))
            }
            Check::Constant(constant) => {
                let fails = given.sent.encoded(self.member) != constant;
                fails.then(|| self.told(format!("must be {constant:?}"), given))
            }
            Check::Format(format) => self.format(format, given),
            Check::MinItems(bound) => self.counted(given, |count| at_least(bound, count, items_word(bound))),
            Check::MaxItems(bound) => self.counted(given, |count| at_most(bound, count, items_word(bound))),
            Check::Sorted => self.sorted(given),
            // A list of lists has no limits on the items of its items.
            Check::Each(_) => None,
            Check::MinAhead(bound) => self.ahead(given, "at least", bound, |ahead| ahead < i64::from(bound)),
            Check::MaxAhead(bound) => self.ahead(given, "at most", bound, |ahead| ahead > i64::from(bound)),
            Check::FileTypes(types) => self.file_type(types, given),
        }
    }

    fn told(&self, limit: impl Into<String>, given: Given<'_>) -> Failure {
        Failure::new(limit, shown(self.member, given.sent))
    }

    fn number(
        &self,
        given: Given<'_>,
        breaks: &dyn Fn(Number) -> bool,
        limit: &dyn Fn() -> String,
    ) -> Option<Failure> {
        breaks(number(given.read)?).then(|| self.told(limit(), given))
    }

    fn text(
        &self,
        given: Given<'_>,
        breaks: &dyn Fn(&str) -> bool,
        limit: &dyn Fn() -> String,
    ) -> Option<Failure> {
        breaks(&self.text_of(given.sent)?).then(|| self.told(limit(), given))
    }

    fn format(&self, format: Format, given: Given<'_>) -> Option<Failure> {
        let text = match given.sent {
            number @ (Value::Int(_) | Value::Float(_) | Value::Bool(_)) => number.to_text(),
            value => self.text_of(value)?,
        };
        (!has_format(format, &text)).then(|| self.told(format!("must be {}", format.description()), given))
    }

    /// The value as text, if text is what it is or becomes. A list that travels as one text is measured as
    /// that text, whichever way it was given.
    fn text_of<'v>(&self, value: Value<'v>) -> Option<Cow<'v, str>> {
        let becomes_text = matches!(self.member.encoding, Encoding::Joined(_) | Encoding::JsonText);
        match value {
            Value::Text(_) | Value::Json(_) => Some(value.to_text()),
            Value::List(_) | Value::Map(_) | Value::Record(_) if becomes_text => {
                Some(value.encoded(self.member))
            }
            _ => None,
        }
    }

    fn length(&self, given: Given<'_>, unit: impl Fn(&str) -> usize) -> Option<usize> {
        match given.sent {
            Value::File(file) => Some(file.bytes().len()),
            value => self.text_of(value).map(|text| unit(&text)),
        }
    }

    fn serialized(&self, given: Given<'_>) -> usize {
        let quotes_and_colon = 3;
        write_member(self.member, given.sent).len() + self.member.wire_name.len() + quotes_and_colon
    }

    fn counted(&self, given: Given<'_>, check: impl Fn(usize) -> Option<Failure>) -> Option<Failure> {
        match with_items(self.member, given.read, |items| items.count()) {
            Ok(count) => check(count),
            Err(none) => self.no_items(none, given),
        }
    }

    /// A limit on items that finds none breaks, unless another limit says the same.
    pub(super) fn no_items(&self, none: NoItems, given: Given<'_>) -> Option<Failure> {
        match none {
            NoItems::OtherKind => None,
            NoItems::NoArray if items::is_told_by_format(self.member, given.read) => None,
            NoItems::NoArray => Some(self.told("must be the JSON text of an array", given)),
        }
    }

    fn sorted(&self, given: Given<'_>) -> Option<Failure> {
        let is_sorted = with_items(self.member, given.read, |items| {
            items.map(|(_, item)| item.to_text().into_owned()).is_sorted()
        });
        match is_sorted {
            Ok(true) => None,
            Ok(false) => Some(Failure::new("items in ascending order", "other order")),
            Err(none) => self.no_items(none, given),
        }
    }

    fn ahead(
        &self,
        given: Given<'_>,
        limit: &str,
        bound: u32,
        breaks: impl Fn(i64) -> bool,
    ) -> Option<Failure> {
        let ahead = instant(self.member, given.read)?.checked_sub(self.now)?;
        breaks(ahead).then(|| Failure {
            limit: format!("{limit} {bound} seconds from now"),
            given: format!("{}, {ahead} seconds from now", shown(self.member, given.sent)),
            unit: Some("seconds"),
        })
    }

    fn file_type(&self, types: &[&str], given: Given<'_>) -> Option<Failure> {
        let Value::File(file) = given.read else {
            return None;
        };
        let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let fails = !types.iter().any(|one| one.eq_ignore_ascii_case(ending));
        fails.then(|| self.told(format!("a file of type {}", list(types)), given))
    }
}

/// The instant that a member's value tells, in seconds since 1970.
pub(super) fn instant(member: &Member, value: Value<'_>) -> Option<i64> {
    match value {
        Value::Int(millis) if formats(member).any(|format| format == Format::EpochMillis) => {
            Some(millis.div_euclid(1000))
        }
        Value::Int(seconds) => Some(seconds),
        Value::Text(text) => formats(member).find_map(|format| time::parse(format, text)),
        _ => None,
    }
}

fn items_word(count: u32) -> &'static str {
    if count == 1 { "item" } else { "items" }
}

fn at_least(bound: u32, count: usize, unit: &'static str) -> Option<Failure> {
    (count < bound as usize).then(|| Failure::counted("at least", bound, count, unit))
}

fn at_most(bound: u32, count: usize, unit: &'static str) -> Option<Failure> {
    (count > bound as usize).then(|| Failure::counted("at most", bound, count, unit))
}

fn number(value: Value<'_>) -> Option<Number> {
    match value {
        Value::Int(number) => Some(Number::Int(number)),
        Value::Float(number) => Some(Number::Float(number)),
        Value::Text(text) => text.parse().ok().map(Number::Int),
        _ => None,
    }
}

fn less(left: Number, right: Number) -> bool {
    match (left, right) {
        (Number::Int(left), Number::Int(right)) => left < right,
        (left, right) => left.as_f64() < right.as_f64(),
    }
}

fn is_among(number: Number, numbers: &[i64]) -> bool {
    numbers.iter().any(|&one| !less(number, Number::Int(one)) && !less(Number::Int(one), number))
}

fn within(number: Number, mask: u32) -> bool {
    matches!(number, Number::Int(bits) if bits >= 0 && bits & !i64::from(mask) == 0)
}

fn list<T: ToString>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
