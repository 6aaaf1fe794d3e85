//! Checking one limit.

use super::rule::holds;
use super::violation::{Failure, Path, Violation, shown};
use crate::table::{Check, Encoding, Format, Limit, Member, Number};
use crate::time;
use crate::value::{RecordRef, Value};
use serde_json::Value as Json;

pub(super) fn check(
    limit: &'static Limit,
    record: RecordRef<'_>,
    member: &'static Member,
    value: Value<'_>,
    path: &Path<'_>,
    now: i64,
) -> Option<Violation> {
    let context = Context { record, member, now };
    let failure = context.failure(&limit.0, value)?;
    Some(Violation::of_limit(limit, record.shape(), member, path, failure))
}

/// The formats that a member's limits name, whatever their conditions.
pub(super) fn formats(member: &Member) -> impl Iterator<Item = Format> {
    member.limits.iter().filter_map(|limit| match limit.0.innermost() {
        Check::Format(format) => Some(*format),
        _ => None,
    })
}

struct Context<'a> {
    record: RecordRef<'a>,
    member: &'static Member,
    now: i64,
}

impl Context<'_> {
    fn failure(&self, check: &Check, value: Value<'_>) -> Option<Failure> {
        match check {
            Check::When(condition, inner) => {
                holds(condition, self.record).then(|| self.failure(inner, value))?
            }
            Check::Advice(inner) => self.failure(inner, value),
            Check::MinLength(..) | Check::MaxLength(..) | Check::MaxSerialized(_) => {
                self.length(check, value)
            }
            Check::Min(_)
            | Check::Max(_)
            | Check::NotNumber(_)
            | Check::BitMask(_)
            | Check::OneOfNumbers(_) => self.number(check, value),
            Check::MinItems(_) | Check::MaxItems(_) | Check::Sorted => self.items(check, value),
            Check::Each(inner) => self.each(inner, value),
            Check::MinAhead(_) | Check::MaxAhead(_) => self.ahead(check, value),
            Check::FileTypes(types) => self.file_type(types, value),
            Check::Constant(constant) => {
                let fails = value.encoded(self.member) != *constant;
                fails.then(|| Failure::new(format!("must be {constant:?}"), shown(self.member, value)))
            }
            _ => self.text(check, value),
        }
    }

    fn length(&self, check: &Check, value: Value<'_>) -> Option<Failure> {
        let (bound, unit, is_max) = match *check {
            Check::MinLength(bound, unit) => (bound, unit, false),
            Check::MaxLength(bound, unit) => (bound, unit, true),
            Check::MaxSerialized(bound) => {
                let quotes_and_colon = 3;
                let length = crate::json::write(value).len() + self.member.wire_name.len() + quotes_and_colon;
                let fails = length > bound as usize;
                return fails.then(|| Failure::counted("at most", bound, length, "bytes of JSON"));
            }
            _ => return None,
        };
        let length = match value {
            Value::Text(text) => unit.length(text),
            Value::File(file) => file.bytes().len(),
            Value::List(_) | Value::Json(_) => unit.length(&value.encoded(self.member)),
            _ => return None,
        };
        match is_max {
            true if length > bound as usize => Some(Failure::counted("at most", bound, length, unit.word())),
            false if length < bound as usize => {
                Some(Failure::counted("at least", bound, length, unit.word()))
            }
            _ => None,
        }
    }

    fn number(&self, check: &Check, value: Value<'_>) -> Option<Failure> {
        let number = number(value)?;
        let limit = match *check {
            Check::Min(bound) if less(number, bound) => format!("at least {bound}"),
            Check::Max(bound) if less(bound, number) => format!("at most {bound}"),
            Check::NotNumber(refused) if is_among(number, refused) => format!("not {}", list(refused)),
            Check::OneOfNumbers(allowed) if !is_among(number, allowed) => format!("one of {}", list(allowed)),
            Check::BitMask(mask) if !within(number, mask) => format!("only bits of {mask} (0b{mask:b})"),
            _ => return None,
        };
        Some(Failure::new(limit, shown(self.member, value)))
    }

    fn text(&self, check: &Check, value: Value<'_>) -> Option<Failure> {
        let text = match value {
            Value::Int(_) | Value::Float(_) | Value::Bool(_) if !matches!(check, Check::Format(_)) => {
                return None;
            }
            Value::Absent | Value::File(_) | Value::Map(_) | Value::Record(_) | Value::List(_) => {
                return None;
            }
            value => value.to_text(),
        };
        let text = text.as_ref();
        let limit = match *check {
            Check::Pattern(pattern) if !pattern.is_match(text) => format!("must match {}", pattern.source()),
            Check::OneOf(allowed) if !allowed.contains(&text) => format!("one of {}", list(allowed)),
            Check::OneOfAnyCase(allowed) if !allowed.iter().any(|one| one.eq_ignore_ascii_case(text)) => {
                format!("one of {} in any letter case", list(allowed))
            }
            Check::StartsWith(start) if !text.starts_with(start) => format!("must begin with {start:?}"),
            Check::NotStartsWith(start) if text.starts_with(start) => {
                format!("must not begin with {start:?}")
            }
            Check::Contains(part) if !text.contains(part) => format!("must contain {part:?}"),
            Check::NotContains(part) if text.contains(part) => format!("must not contain {part:?}"),
            Check::Format(format) if !has_format(format, text) => format!("must be {}", format.description()),
            _ => return None,
        };
        Some(Failure::new(limit, shown(self.member, value)))
    }

    fn items(&self, check: &Check, value: Value<'_>) -> Option<Failure> {
        let count = self.with_items(value, |items| items.count())?;
        match *check {
            Check::MinItems(bound) if count < bound as usize => {
                Some(Failure::counted("at least", bound, count, "items"))
            }
            Check::MaxItems(bound) if count > bound as usize => {
                Some(Failure::counted("at most", bound, count, "items"))
            }
            Check::Sorted => {
                let sorted = self
                    .with_items(value, |items| items.map(|item| item.to_text().into_owned()).is_sorted())?;
                (!sorted).then(|| Failure::new("items in ascending order", "other order"))
            }
            _ => None,
        }
    }

    fn each(&self, check: &Check, value: Value<'_>) -> Option<Failure> {
        self.with_items(value, |items| {
            items.enumerate().find_map(|(index, item)| {
                let failure = self.failure(check, item)?;
                Some(Failure {
                    limit: format!("each item {}", failure.limit),
                    given: format!("{} at {index}", failure.given),
                    ..failure
                })
            })
        })?
    }

    /// Runs over the items of a list, of the parts of a joined list, or of a JSON array in text.
    fn with_items<R>(
        &self,
        value: Value<'_>,
        run: impl FnOnce(&mut dyn Iterator<Item = Value<'_>>) -> R,
    ) -> Option<R> {
        match (value, self.member.encoding) {
            (Value::List(list), _) => Some(run(&mut list.iter())),
            (Value::Text(""), Encoding::Joined(_)) => Some(run(&mut std::iter::empty())),
            (Value::Text(text), Encoding::Joined(separator)) => {
                Some(run(&mut text.split(separator).map(Value::Text)))
            }
            (Value::Text(text), _) => {
                let array: Vec<Json> = serde_json::from_str(text).ok()?;
                Some(run(&mut array.iter().map(in_json)))
            }
            (Value::Json(Json::Array(array)), _) => Some(run(&mut array.iter().map(in_json))),
            _ => None,
        }
    }

    fn ahead(&self, check: &Check, value: Value<'_>) -> Option<Failure> {
        let ahead = instant(self.member, value)?.checked_sub(self.now)?;
        let limit = match *check {
            Check::MinAhead(bound) if ahead < i64::from(bound) => {
                format!("at least {bound} seconds from now")
            }
            Check::MaxAhead(bound) if ahead > i64::from(bound) => format!("at most {bound} seconds from now"),
            _ => return None,
        };
        Some(Failure {
            limit,
            given: format!("{}, {ahead} seconds from now", shown(self.member, value)),
            unit: Some("seconds"),
        })
    }

    fn file_type(&self, types: &[&str], value: Value<'_>) -> Option<Failure> {
        let Value::File(file) = value else {
            return None;
        };
        let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let fails = !types.iter().any(|one| one.eq_ignore_ascii_case(ending));
        fails.then(|| Failure::new(format!("a file of type {}", list(types)), shown(self.member, value)))
    }
}

/// The instant that a member's value tells, in seconds since 1970.
pub(super) fn instant(member: &Member, value: Value<'_>) -> Option<i64> {
    let formats = || formats(member);
    match value {
        Value::Int(millis) if formats().any(|format| format == Format::EpochMillis) => {
            Some(millis.div_euclid(1000))
        }
        Value::Int(seconds) => Some(seconds),
        Value::Text(text) => formats().find_map(|format| time::parse(format, text)),
        _ => None,
    }
}

fn in_json(json: &Json) -> Value<'_> {
    json.as_str().map_or(Value::Json(json), Value::Text)
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

fn has_format(format: Format, text: &str) -> bool {
    match format {
        Format::Json => serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(),
        Format::JsonObject => text.trim_start().starts_with('{') && has_format(Format::Json, text),
        Format::JsonArray => text.trim_start().starts_with('[') && has_format(Format::Json, text),
        Format::Url => is_url(text, &["http", "https"]),
        Format::HttpsUrl => is_url(text, &["https"]),
        Format::UtcSeconds | Format::DateTime => time::parse(format, text).is_some(),
        Format::Time => time::is_time_of_day(text),
        Format::EpochSeconds | Format::EpochMillis | Format::Integer => text.parse::<i64>().is_ok(),
        Format::FormPairs => {
            text.split('&').all(|pair| pair.split_once('=').is_some_and(|(key, _)| !key.is_empty()))
        }
        Format::PooledId => is_pooled_id(text),
    }
}

fn is_url(text: &str, schemes: &[&str]) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let has_known_scheme = schemes.iter().any(|one| one.eq_ignore_ascii_case(scheme));
    has_known_scheme && host_end > 0 && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// `{appkey}-{uuid}`: some key, a hyphen, and 36 characters of a UUID.
fn is_pooled_id(text: &str) -> bool {
    let is_uuid = |uuid: &str| {
        let parts: Vec<&str> = uuid.split('-').collect();
        parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
            && uuid.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
    };
    match text.split_once('-') {
        Some((key, uuid)) => !key.is_empty() && is_uuid(uuid),
        None => false,
    }
}

fn list<T: ToString>(values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    texts.join(", ")
}
