//! Limits, conditions and encodings in words: the one place that has them.

use super::{code, codes, ended};
use crate::emit::rust::grouped;
use crate::model::Field;
use bindery_runtime::table::{Check, Condition, Encoding, Member, Number, Page, Place, Unit};

/// What a caller must know of a member's table row, a sentence each. The values of an enumeration are
/// listed at its type, and a field's own text may say what each of its values means.
pub(in crate::emit) fn sentences(member: &Member, field: &Field) -> Vec<String> {
    let is_word = field.rust.word().is_some();
    let listed = |check: &Check| is_word && is_list_of_values(check) || names_each_value(&field.doc, check);
    let checks: Vec<_> = member.limits.iter().map(|limit| limit.0).filter(|check| !listed(check)).collect();
    let mut phrases = Vec::new();
    let mut remaining = checks.as_slice();
    while let [first, others @ ..] = remaining {
        let joined = others.first().and_then(|second| range(first, second));
        remaining = if joined.is_some() { &others[1..] } else { others };
        phrases.push(joined.unwrap_or_else(|| check(first)));
    }
    phrases.extend(encoding(member.encoding));
    match member.place {
        Place::WholeBody => phrases.push("is the whole body of the request".to_owned()),
        Place::Header => phrases.push("travels in a header".to_owned()),
        Place::Ordinary | Place::Query | Place::Path | Place::Form => {}
    }
    if member.sensitive {
        phrases.push("kept out of logs and messages".to_owned());
    }
    phrases.iter().map(|phrase| sentence(phrase)).collect()
}

/// The phrase with a capital and a full stop.
pub(in crate::emit) fn sentence(phrase: &str) -> String {
    let mut sentence = ended(phrase);
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// The pages, each once: "Sources: “a” (zh, 2026-11-22), “b” (en, 2026-11-22)."
pub(in crate::emit) fn sources(pages: impl IntoIterator<Item = &'static Page>) -> String {
    let mut distinct: Vec<&Page> = Vec::new();
    for page in pages {
        if !distinct.contains(&page) {
            distinct.push(page);
        }
    }
    let titles: Vec<_> = distinct.iter().map(|page| super::prose(&page.to_string())).collect();
    match titles.as_slice() {
        [] => String::new(),
        [one] => format!("Source: {one}."),
        several => format!("Sources: {}.", several.join(", ")),
    }
}

/// A number of seconds, in the largest unit that divides it.
pub(in crate::emit) fn duration(seconds: u32) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let fits = units.into_iter().find(|(unit, _)| seconds >= *unit && seconds.is_multiple_of(*unit));
    let (unit, name) = fits.unwrap_or((1, "second"));
    match seconds / unit {
        1 => format!("1 {name}"),
        count => format!("{count} {name}s"),
    }
}

fn is_list_of_values(check: &Check) -> bool {
    match check {
        Check::OneOf(_) | Check::OneOfAnyCase(_) => true,
        Check::Each(inner) => is_list_of_values(inner),
        _ => false,
    }
}

/// Whether a text names each of several values that a check allows.
fn names_each_value(text: &str, check: &Check) -> bool {
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let names = |value: &str| !value.is_empty() && words.contains(&value);
    match check {
        Check::OneOf(values) => values.len() > 1 && values.iter().all(|value| names(value)),
        Check::OneOfNumbers(values) => {
            values.len() > 1 && values.iter().all(|value| names(&value.to_string()))
        }
        _ => false,
    }
}

/// Two bounds that read as one range.
fn range(first: &Check, second: &Check) -> Option<String> {
    Some(match (first, second) {
        (Check::MinLength(least, unit), Check::MaxLength(most, same)) if unit == same => {
            format!("{} to {}", count(*least), measure(*most, *unit))
        }
        (Check::Min(least), Check::Max(most)) => format!("from {} to {}", shown(*least), shown(*most)),
        (Check::MinItems(least), Check::MaxItems(most)) => format!("{} to {}", count(*least), items(*most)),
        (Check::MinAhead(least), Check::MaxAhead(most)) => {
            format!("{} to {} from now", duration(*least), duration(*most))
        }
        _ => return None,
    })
}

fn check(outer: &Check) -> String {
    match outer {
        Check::MinLength(length, unit) => format!("at least {}", measure(*length, *unit)),
        Check::MaxLength(length, unit) => format!("at most {}", measure(*length, *unit)),
        Check::Min(number) => format!("at least {}", shown(*number)),
        Check::Max(number) => format!("at most {}", shown(*number)),
        Check::NotNumber(numbers) => format!("not {}", these(numbers, "or")),
        Check::BitMask(mask) => format!("no bits outside {mask:#b}"),
        Check::Pattern(pattern) => format!("matches {}", code(pattern.source())),
        Check::OneOf([text]) | Check::Constant(text) => format!("always {}", code(text)),
        Check::OneOf(values) => format!("one of {}", codes(values, "and")),
        Check::OneOfAnyCase(values) => format!("one of {}, in any letter case", codes(values, "and")),
        Check::OneOfNumbers([number]) => format!("always {}", code(&number.to_string())),
        Check::OneOfNumbers(numbers) => format!("one of {}", these(numbers, "and")),
        Check::Format(format) => super::prose(format.description()),
        Check::StartsWith(text) => format!("begins with {}", code(text)),
        Check::NotStartsWith(text) => format!("does not begin with {}", code(text)),
        Check::Contains(text) => format!("contains {}", code(text)),
        Check::NotContains(text) => format!("does not contain {}", code(text)),
        Check::MinItems(number) => format!("at least {}", items(*number)),
        Check::MaxItems(number) => format!("at most {}", items(*number)),
        Check::Sorted => "items in ascending byte order".to_owned(),
        Check::Each(inner) => format!("each item {}", check(inner)),
        Check::MaxSerialized(bytes) => {
            format!("at most {} as JSON, name included", measure(*bytes, Unit::Bytes))
        }
        Check::MinAhead(seconds) => format!("at least {} from now", duration(*seconds)),
        Check::MaxAhead(seconds) => format!("at most {} from now", duration(*seconds)),
        Check::FileTypes(types) => format!("file type {}", codes(types, "or")),
        Check::When(when, inner) => format!("{} when {}", check(inner), condition(when)),
        Check::Advice(inner) => format!("{}, or the service alters or ignores the value", check(inner)),
    }
}

/// A number in a sentence.
pub(in crate::emit) fn count(number: u32) -> String {
    grouped(number.into(), ',')
}

fn shown(number: Number) -> String {
    match number {
        Number::Int(number) => grouped(number, ','),
        Number::Float(number) => number.to_string(),
    }
}

fn measure(length: u32, unit: Unit) -> String {
    let word = match (length, unit) {
        (1, Unit::Bytes) => "byte",
        (1, Unit::Chars) => "character",
        _ => unit.word(),
    };
    format!("{} {word}", count(length))
}

fn items(number: u32) -> String {
    format!("{} item{}", count(number), if number == 1 { "" } else { "s" })
}

fn these(numbers: &[i64], last: &str) -> String {
    let texts: Vec<_> = numbers.iter().map(i64::to_string).collect();
    codes(&texts.iter().map(String::as_str).collect::<Vec<_>>(), last)
}

/// A condition in words.
fn condition(outer: &Condition) -> String {
    match outer {
        Condition::Present(member) | Condition::Not(Condition::Absent(member)) => {
            format!("{} is given", code(member))
        }
        Condition::Absent(member) | Condition::Not(Condition::Present(member)) => {
            format!("{} is absent", code(member))
        }
        Condition::Is(member, values) => format!("{} is {}", code(member), codes(values, "or")),
        Condition::Not(Condition::Is(member, values)) => {
            format!("{} is not {}", code(member), codes(values, "or"))
        }
        Condition::Contains(member, values) => format!("{} contains {}", code(member), codes(values, "or")),
        Condition::Not(inner) => format!("it is not so that {}", condition(inner)),
        Condition::All(several) => several.iter().map(condition).collect::<Vec<_>>().join(" and "),
        Condition::Any(several) => several.iter().map(condition).collect::<Vec<_>>().join(" or "),
    }
}

fn encoding(encoding: Encoding) -> Option<String> {
    match encoding {
        Encoding::Joined(",") => Some("joined with commas on the wire".to_owned()),
        Encoding::Joined(separator) => Some(format!("joined with {} on the wire", code(separator))),
        Encoding::JsonText => Some("JSON text on the wire".to_owned()),
        Encoding::Plain | Encoding::Repeat | Encoding::NumberText | Encoding::Embedded { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, sentences};
    use crate::model::{Field, RustType};
    use bindery_runtime::table::{Check, Condition, Encoding, Kind, Limit, Member, Page, Unit};

    static PAGE: Page = Page { title: "t", locale: "en", date: "2026-11-22" };

    fn field(doc: &str) -> Field {
        Field {
            ident: "a".to_owned(),
            rust: RustType::Text,
            doc: doc.to_owned(),
            default: None,
            deprecated: None,
            undocumented: None,
        }
    }

    #[test]
    fn values_that_the_text_explains_are_not_listed_again() {
        const CHOICE: &[Limit] = &[Limit(Check::OneOfNumbers(&[0, 16]), &PAGE)];
        const SINGLE: &[Limit] = &[Limit(Check::OneOfNumbers(&[3]), &PAGE)];
        let told =
            |limits, doc| sentences(&Member::new("a", Kind::Int64).limits(limits), &field(doc)).join(" ");
        assert_eq!(told(CHOICE, "0 for text, 16 for a banner"), "");
        assert_eq!(told(CHOICE, "0 for text, 160 for a banner"), "One of `0` and `16`.");
        assert_eq!(told(SINGLE, "3 for a call"), "Always `3`.");
    }

    #[test]
    fn limits_read_as_sentences() {
        const LIMITS: &[Limit] = &[
            Limit(Check::MinItems(1), &PAGE),
            Limit(Check::MaxItems(1000), &PAGE),
            Limit(Check::Each(&Check::MaxLength(1, Unit::Bytes)), &PAGE),
            Limit(Check::When(&Condition::Is("T", &["A", "B"]), &Check::MaxItems(10)), &PAGE),
        ];
        let member = Member::new("a", Kind::List(&Kind::Text)).encoding(Encoding::Joined(",")).limits(LIMITS);
        assert_eq!(
            sentences(&member, &field("")).join(" "),
            "1 to 1000 items. Each item at most 1 byte. At most 10 items when `T` is `A` or `B`. \
             Joined with commas on the wire."
        );
    }

    #[test]
    fn durations_take_the_largest_unit() {
        assert_eq!([1, 90, 900, 86_400].map(duration), ["1 second", "90 seconds", "15 minutes", "1 day"]);
    }
}
