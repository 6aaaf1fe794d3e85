//! Limits: what one member's value may be.

use super::{Condition, Page};
use regex_lite::Regex;
use std::fmt;
use std::sync::OnceLock;

/// One documented limit of one member: what is checked, and where that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit(pub Check, pub &'static Page);

/// What a [`Limit`] checks.
///
/// A check looks only at values of its own kind: a length at text, a number of items at lists. So a
/// member that takes either may carry both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Check {
    /// Text or file at least this long.
    MinLength(u32, Unit),
    /// Text or file at most this long.
    MaxLength(u32, Unit),
    /// A number, or a number that travels as text, not below this.
    Min(Number),
    /// A number, or a number that travels as text, not above this.
    Max(Number),
    /// A number that is none of these.
    NotNumber(&'static [i64]),
    /// A number whose set bits all lie within this mask. Negative numbers are outside every mask.
    BitMask(u32),
    /// Text that matches the whole pattern.
    Pattern(&'static Pattern),
    /// Text that is one of these, letter for letter.
    OneOf(&'static [&'static str]),
    /// Text that is one of these in any letter case.
    OneOfAnyCase(&'static [&'static str]),
    /// A number that is one of these.
    OneOfNumbers(&'static [i64]),
    /// The text form of the value is exactly this.
    Constant(&'static str),
    /// Text in this format.
    Format(Format),
    /// Text that begins so.
    StartsWith(&'static str),
    /// Text that does not begin so.
    NotStartsWith(&'static str),
    /// Text that contains this.
    Contains(&'static str),
    /// Text that does not contain this.
    NotContains(&'static str),
    /// A list, or the parts of a joined list, of at least so many items.
    MinItems(u32),
    /// A list, or the parts of a joined list, of at most so many items.
    MaxItems(u32),
    /// The items of a list stand in ascending byte order.
    Sorted,
    /// Every item of a list passes this check.
    Each(&'static Check),
    /// The member written as JSON, `"name":value`, is at most so many bytes.
    MaxSerialized(u32),
    /// A time at least so many seconds after now.
    MinAhead(u32),
    /// A time at most so many seconds after now.
    MaxAhead(u32),
    /// A file whose name ends in one of these, without the dot, in any letter case.
    FileTypes(&'static [&'static str]),
    /// The inner check, where the condition holds.
    When(&'static Condition, &'static Check),
    /// The inner check, as advice: the service takes the value, but alters or ignores it.
    Advice(&'static Check),
}

impl Check {
    /// The check inside conditions and advice.
    pub fn innermost(&self) -> &Check {
        match self {
            Check::When(_, inner) | Check::Advice(inner) => inner.innermost(),
            check => check,
        }
    }

    /// The name of this check in a specification and in rule ids, such as `max_length`.
    pub fn name(&self) -> &'static str {
        match self {
            Check::MinLength(..) => "min_length",
            Check::MaxLength(..) => "max_length",
            Check::Min(_) => "min",
            Check::Max(_) => "max",
            Check::NotNumber(_) => "not",
            Check::BitMask(_) => "bit_mask",
            Check::Pattern(_) => "pattern",
            Check::OneOf(_) | Check::OneOfAnyCase(_) | Check::OneOfNumbers(_) => "one_of",
            Check::Constant(_) => "constant",
            Check::Format(_) => "format",
            Check::StartsWith(_) => "starts_with",
            Check::NotStartsWith(_) => "not_starts_with",
            Check::Contains(_) => "contains",
            Check::NotContains(_) => "not_contains",
            Check::MinItems(_) => "min_items",
            Check::MaxItems(_) => "max_items",
            Check::Sorted => "sorted",
            Check::Each(inner) => match inner.innermost() {
                Check::MinLength(..) => "item_min_length",
                Check::MaxLength(..) => "item_max_length",
                Check::Pattern(_) => "item_pattern",
                Check::OneOf(_) | Check::OneOfAnyCase(_) => "item_one_of",
                Check::NotContains(_) => "item_not_contains",
                _ => "item",
            },
            Check::MaxSerialized(_) => "max_serialized",
            Check::MinAhead(_) => "min_ahead_seconds",
            Check::MaxAhead(_) => "max_ahead_seconds",
            Check::FileTypes(_) => "file_types",
            Check::When(_, inner) | Check::Advice(inner) => inner.name(),
        }
    }
}

/// A bound of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
}

impl Number {
    /// The bound as a floating point number, to compare with one.
    #[expect(clippy::cast_precision_loss, reason = "bounds are small; both sides are rounded alike")]
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(number) => number as f64,
            Number::Float(number) => number,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(number) => number.fmt(f),
            Number::Float(number) => number.fmt(f),
        }
    }
}

/// What a length is counted in, as the documentation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8: a Chinese character is three.
    Bytes,
    /// Characters (Unicode scalar values): a Chinese character is one.
    Chars,
    /// The page gives a bare number. Counted in characters, the reading that refuses least.
    Unstated,
}

impl Unit {
    /// How long the text is in this unit.
    pub fn length(self, text: &str) -> usize {
        match self {
            Unit::Bytes => text.len(),
            Unit::Chars | Unit::Unstated => text.chars().count(),
        }
    }

    /// The word for this unit in messages.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Bytes => "bytes",
            Unit::Chars => "characters",
            Unit::Unstated => "characters (unit not stated)",
        }
    }
}

/// A format that text must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Any JSON text.
    Json,
    /// JSON text of an object.
    JsonObject,
    /// JSON text of an array.
    JsonArray,
    /// An absolute URL with scheme and host.
    Url,
    /// An absolute URL whose scheme is https.
    HttpsUrl,
    /// `yyyy-MM-ddTHH:mm:ssZ`, UTC.
    UtcSeconds,
    /// `yyyy-MM-dd HH:mm:ss`, China time (UTC+8), without a zone.
    DateTime,
    /// `HH:mm:ss`.
    Time,
    /// Seconds since 1970-01-01 UTC, as an integer.
    EpochSeconds,
    /// Milliseconds since 1970-01-01 UTC, as an integer.
    EpochMillis,
    /// A decimal integer that travels as text.
    Integer,
    /// `key=value` pairs joined with `&`.
    FormPairs,
    /// `{appkey}-{uuid}`, an id from the pool of JPush.
    PooledId,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: [Format; 13] = [
        Format::Json,
        Format::JsonObject,
        Format::JsonArray,
        Format::Url,
        Format::HttpsUrl,
        Format::UtcSeconds,
        Format::DateTime,
        Format::Time,
        Format::EpochSeconds,
        Format::EpochMillis,
        Format::Integer,
        Format::FormPairs,
        Format::PooledId,
    ];

    /// The name of the format in a specification.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::JsonObject => "json-object",
            Format::JsonArray => "json-array",
            Format::Url => "url",
            Format::HttpsUrl => "https-url",
            Format::UtcSeconds => "utc-seconds",
            Format::DateTime => "date-time",
            Format::Time => "time",
            Format::EpochSeconds => "epoch-seconds",
            Format::EpochMillis => "epoch-millis",
            Format::Integer => "integer",
            Format::FormPairs => "form-pairs",
            Format::PooledId => "pooled-id",
        }
    }

    /// What text in this format looks like, for messages.
    pub fn description(self) -> &'static str {
        match self {
            Format::Json => "JSON text",
            Format::JsonObject => "the JSON text of an object",
            Format::JsonArray => "the JSON text of an array",
            Format::Url => "an absolute URL",
            Format::HttpsUrl => "an absolute https URL",
            Format::UtcSeconds => "a UTC time as yyyy-MM-ddTHH:mm:ssZ",
            Format::DateTime => "a China time as yyyy-MM-dd HH:mm:ss",
            Format::Time => "a time of day as HH:mm:ss",
            Format::EpochSeconds => "a Unix time in seconds",
            Format::EpochMillis => "a Unix time in milliseconds",
            Format::Integer => "a decimal integer",
            Format::FormPairs => "key=value pairs joined with &",
            Format::PooledId => "an id of the form {appkey}-{uuid}",
        }
    }
}

/// A regular expression that the whole text must match, compiled when first used.
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern in the syntax of the `regex-lite` crate.
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The expression as it was written.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the expression can be compiled. The generator refuses one that cannot.
    ///
    /// It must be whole by itself: `a)|(?:b` would close the group that is put around it, and then match a part of
    /// the text.
    pub fn is_valid(&self) -> bool {
        Regex::new(self.source).is_ok() && self.regex().is_some()
    }

    /// Whether the whole text matches. An expression that cannot be compiled matches everything.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_none_or(|regex| regex.is_match(text))
    }

    fn regex(&self) -> Option<&Regex> {
        let compile = || Regex::new(&format!("^(?:{})$", self.source)).ok();
        self.compiled.get_or_init(compile).as_ref()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}
