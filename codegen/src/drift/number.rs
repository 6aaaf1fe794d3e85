//! The numbers of a text, however a page writes them: `1000`, `1,000`, `1.000` and `1万` are one number,
//! and `24 小时` is as long as `1 day`.

use super::numerals::{chinese, digits, in_a_word};
use super::units::{LEAP_YEAR, MONTH, YEAR, multiplier, size, skip_blanks, starts, time, word_goes_on};

/// What a number counts, if its unit says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing that is known.
    Plain,
    /// Bytes, by this power of a thousand.
    Size(u32),
    /// A time of so many seconds.
    Time(i64),
}

/// A number of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its first character.
    pub(crate) start: usize,
    /// The character after it and its unit.
    pub(crate) end: usize,
    /// What it says without its unit.
    value: f64,
    /// What it counts.
    pub(super) unit: Unit,
}

const WORDS: [(&str, f64); 10] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("ten", 10.0),
    ("twelve", 12.0),
    ("a", 1.0),
];

impl Number {
    /// What the number may mean, the likeliest first: as seconds, or as a count.
    pub(crate) fn readings(&self, seconds: bool) -> Vec<i64> {
        let scaled = |by: f64| whole(self.value * by);
        match self.unit {
            Unit::Time(unit) if seconds => times(self.value, unit),
            Unit::Size(power) => {
                let sizes = [1024.0_f64, 1000.0].map(|base| base.powi(power.cast_signed()));
                sizes.into_iter().filter_map(scaled).collect()
            }
            Unit::Plain | Unit::Time(_) => scaled(1.0).into_iter().collect(),
        }
    }
}

/// How many seconds so many units are. Twelve months, 365 days and 366 days are each a year.
fn times(value: f64, unit: i64) -> Vec<i64> {
    let Some(seconds) = whole(value * as_float(unit)) else { return Vec::new() };
    let is_divided = |by: i64| seconds > 0 && seconds % by == 0;
    let years = match unit {
        YEAR => whole(value),
        MONTH => Some(seconds / (12 * MONTH)).filter(|_| is_divided(12 * MONTH)),
        _ if is_divided(LEAP_YEAR) => Some(seconds / LEAP_YEAR),
        _ => Some(seconds / YEAR).filter(|_| is_divided(YEAR)),
    };
    let mut readings = if unit == YEAR { Vec::new() } else { vec![seconds] };
    readings.extend(years.into_iter().flat_map(|years| [years * LEAP_YEAR, years * YEAR]));
    if readings.is_empty() { vec![seconds] } else { readings }
}

#[expect(clippy::cast_precision_loss, reason = "the units are far below 2^53")]
fn as_float(number: i64) -> f64 {
    number as f64
}

/// The whole number that this is, if it is one.
fn whole(value: f64) -> Option<i64> {
    const LARGEST: f64 = 9e15;
    if value.fract() != 0.0 || value.abs() > LARGEST {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it was just seen to be whole and in range")]
    Some(value as i64)
}

/// All numbers of a folded text, in order.
pub(crate) fn numbers(text: &[char]) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match number_at(text, at) {
            Read::Number(number) => {
                at = number.end;
                found.push(number);
            }
            Read::Skip(end) => at = end,
        }
    }
    found
}

/// What stands at a place.
enum Read {
    Number(Number),
    /// No number before this character.
    Skip(usize),
}

fn number_at(text: &[char], at: usize) -> Read {
    let before = at.checked_sub(1).and_then(|index| text.get(index)).copied();
    if text[at].is_ascii_digit() {
        let (value, end) = digits(text, at);
        let Some(value) = value.filter(|_| !in_a_word(text, at)) else { return Read::Skip(end) };
        return with_units(text, at, value, end, true);
    }
    if let Some((value, end)) = chinese(text, at) {
        return with_units(text, at, value, end, false);
    }
    if text[at] == '半' && time(text, at + 1).is_some() {
        return with_units(text, at, 0.5, at + 1, false);
    }
    let starts_word = !before.is_some_and(char::is_alphanumeric);
    let word = WORDS.iter().filter(|_| starts_word).find(|(word, _)| starts(text, at, word));
    match word {
        Some((word, value)) if !word_goes_on(text, at + word.len()) => {
            with_units(text, at, *value, at + word.len(), false)
        }
        _ => Read::Skip(at + 1),
    }
}

/// Adds what follows the digits. Numbers in words count only if they have a unit of time or thousands.
fn with_units(text: &[char], start: usize, value: f64, end: usize, in_digits: bool) -> Read {
    let (factor, after) = multiplier(text, end);
    let number = Number { start, end: after, value: value * factor, unit: Unit::Plain };
    if let Some((seconds, end)) = time(text, after) {
        if is_date(text, start, number.value, seconds) {
            return Read::Skip(end);
        }
        return Read::Number(Number { end, unit: Unit::Time(seconds), ..number });
    }
    if in_digits && let Some((power, end)) = size(text, after) {
        return Read::Number(Number { end, unit: Unit::Size(power), ..number });
    }
    // `3rd`, `2x`: a letter that is no unit makes it a name.
    let is_name = text.get(after).is_some_and(|next| next.is_ascii_alphabetic() || *next == '_');
    let is_fraction = number.value.fract() != 0.0;
    let is_word = !in_digits && number.value < 100.0 && !is_counted(text, start, after, number.value);
    if is_fraction || (in_digits && is_name) || is_word {
        return Read::Skip(after.max(start + 1));
    }
    Read::Number(number)
}

/// Whether a small number in Chinese characters counts something: `十`, `三种`, but not `一个` or `第三次`.
fn is_counted(text: &[char], start: usize, end: usize, value: f64) -> bool {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    let next = text.get(skip_blanks(text, end));
    let is_classifier = next.is_some_and(|next| "个個条條种種次项項位字件".contains(*next));
    let is_plain = text[start..end].iter().all(|digit| "零一二三四五六七八九十两百".contains(*digit));
    let is_ordinal = before.is_some_and(|before| *before == '第' || before.is_ascii_alphanumeric());
    is_plain
        && !is_ordinal
        && value >= 2.0
        && (is_classifier || value >= 10.0 && !next.is_some_and(|next| "分足全".contains(*next)))
}

/// Whether this is no length of time but a year or a day of a date.
fn is_date(text: &[char], start: usize, value: f64, seconds: i64) -> bool {
    let before = text[..start].iter().rev().find(|character| **character != ' ');
    (seconds == YEAR && value >= 1900.0) || (seconds == 86400 && before == Some(&'月'))
}

#[cfg(test)]
mod tests {
    use super::numbers;
    use crate::drift::region::fold;

    fn counts(text: &str) -> Vec<i64> {
        let text: Vec<char> = text.chars().map(fold).collect();
        numbers(&text).iter().filter_map(|number| number.readings(false).first().copied()).collect()
    }

    fn seconds(text: &str) -> Vec<Vec<i64>> {
        let text: Vec<char> = text.chars().map(fold).collect();
        numbers(&text).iter().map(|number| number.readings(true)).collect()
    }

    #[test]
    fn one_number_in_every_spelling() {
        for text in ["1000", "1,000", "1.000", "1 000", "1，000", "1'000", "１０００", "一千", "1千", "0.1万"]
        {
            assert_eq!(counts(text), [1000], "{text}");
        }
        for text in ["10000", "1万", "1 万", "10,000", "一万", "10 thousand"] {
            assert_eq!(counts(text), [10_000], "{text}");
        }
        assert_eq!(counts("64 KB, 1M"), [65536, 1_048_576]);
        assert_eq!(counts("1~10 and [1, 1000]"), [1, 10, 1, 1000]);
    }

    #[test]
    fn small_numbers_in_words_count_if_they_are_counted() {
        assert_eq!(counts("最多十个，共三种，二十条"), [10, 3, 20]);
        assert!(counts("一个，第三次，唯一，统一").is_empty());
    }

    #[test]
    fn times_are_one_time() {
        for text in [
            "24 个小时",
            "1 天",
            "24 hours",
            "1-day",
            "86,400 秒",
            "一天",
            "24 jam",
            "24h",
            "1d",
            "24 heures",
        ] {
            assert_eq!(seconds(text), [[86400]], "{text}");
        }
        for text in ["不能超过一年", "12 个月", "365 天", "366 days", "十二个月"] {
            assert!(seconds(text).iter().any(|readings| readings.contains(&31_622_400)), "{text}");
        }
        assert_eq!(seconds("半小时, 半天"), [[1800], [43200]]);
    }

    #[test]
    fn dates_are_no_times() {
        assert!(seconds("2027 年 12 月 3 日").iter().all(|readings| readings == &[12]));
    }

    #[test]
    fn names_hold_no_numbers() {
        for text in ["Base64", "ISO-8601", "v0.1.1", "media_content2", "3rd", "GID@0001", "一个", "2.5 x"] {
            assert!(counts(text).is_empty(), "{text}: {:?}", counts(text));
        }
    }
}
