//! Limits in words.

use bindery::runtime::table::{Check, Condition, Number, Unit};

/// What a value must be.
pub(crate) fn check(check: &Check) -> String {
    match check {
        Check::MinLength(length, unit) => format!("at least {}", measure(*length, *unit)),
        Check::MaxLength(length, unit) => format!("at most {}", measure(*length, *unit)),
        Check::Min(number) => format!("at least {}", bound(*number)),
        Check::Max(number) => format!("at most {}", bound(*number)),
        Check::NotNumber(numbers) => format!("not {}", listed(numbers, "or")),
        Check::BitMask(mask) => format!("no bits outside {mask:#b}"),
        Check::Pattern(pattern) => format!("matches {}", pattern.source()),
        Check::OneOf(texts) => format!("one of {}", listed(texts, "and")),
        Check::OneOfAnyCase(texts) => format!("one of {}, in any letter case", listed(texts, "and")),
        Check::OneOfNumbers(numbers) => format!("one of {}", listed(numbers, "and")),
        Check::Constant(text) => format!("always {text:?}"),
        Check::Format(format) => format.description().to_owned(),
        Check::StartsWith(text) => format!("begins with {text:?}"),
        Check::NotStartsWith(text) => format!("does not begin with {text:?}"),
        Check::Contains(text) => format!("contains {text:?}"),
        Check::NotContains(text) => format!("does not contain {text:?}"),
        Check::MinItems(count) => format!("at least {}", items(*count)),
        Check::MaxItems(count) => format!("at most {}", items(*count)),
        Check::Sorted => "items in ascending byte order".to_owned(),
        Check::Each(inner) => format!("each item {}", self::check(inner)),
        Check::MaxSerialized(bytes) => format!("at most {} as JSON, with its name", plural(*bytes, "byte")),
        Check::MinAhead(seconds) => format!("at least {} from now", duration(*seconds)),
        Check::MaxAhead(seconds) => format!("at most {} from now", duration(*seconds)),
        Check::FileTypes(types) => format!("file name ends in {}", listed(types, "or")),
        Check::When(when, inner) => format!("{} when {}", self::check(inner), condition(when)),
        Check::Advice(inner) => format!("{}, or the service alters or ignores it", self::check(inner)),
    }
}

/// A number of seconds, in the largest unit that divides it.
pub(crate) fn duration(seconds: u32) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let fitting = units.into_iter().find(|(unit, _)| seconds >= *unit && seconds.is_multiple_of(*unit));
    let (unit, name) = fitting.unwrap_or((1, "second"));
    plural(seconds / unit, name)
}

/// So many of something: `1,000 items`.
pub(crate) fn plural(count: u32, name: &str) -> String {
    format!("{} {name}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A number with a comma before every third digit from its end.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    let digit = |(at, digit): (usize, char)| comma(at).then_some(',').into_iter().chain([digit]);
    digits.chars().enumerate().flat_map(digit).collect()
}

fn condition(outer: &Condition) -> String {
    match outer {
        Condition::Present(member) | Condition::Not(Condition::Absent(member)) => {
            format!("{member} is given")
        }
        Condition::Absent(member) | Condition::Not(Condition::Present(member)) => {
            format!("{member} is absent")
        }
        Condition::Is(member, values) => format!("{member} is {}", listed(values, "or")),
        Condition::Not(Condition::Is(member, values)) => format!("{member} is not {}", listed(values, "or")),
        Condition::Contains(member, values) => format!("{member} contains {}", listed(values, "or")),
        Condition::Not(inner) => format!("it is not so that {}", condition(inner)),
        Condition::All(several) => several.iter().map(condition).collect::<Vec<_>>().join(" and "),
        Condition::Any(several) => several.iter().map(condition).collect::<Vec<_>>().join(" or "),
    }
}

fn bound(number: Number) -> String {
    number.to_string()
}

fn measure(length: u32, unit: Unit) -> String {
    match unit {
        Unit::Bytes => plural(length, "byte"),
        Unit::Chars => plural(length, "character"),
        Unit::Unstated => format!("{} {}", grouped(length), unit.word()),
    }
}

fn items(count: u32) -> String {
    plural(count, "item")
}

fn listed(values: &[impl ToString], last: &str) -> String {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    match texts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, others)) => format!("{} {last} {end}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_with_its_condition() {
        let limit = Check::When(
            &Condition::Not(&Condition::Is("Target", &["TAG", "ALL"])),
            &Check::Each(&Check::NotContains(",")),
        );
        assert_eq!(check(&limit), "each item does not contain \",\" when Target is not TAG or ALL");
    }

    #[test]
    fn numbers_and_durations_are_easy_to_read() {
        for (seconds, words) in
            [(1, "1 second"), (90, "90 seconds"), (900, "15 minutes"), (259_200, "3 days")]
        {
            assert_eq!(duration(seconds), words);
        }
    }
}
