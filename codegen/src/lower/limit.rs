//! Limits of one member.

use super::facts::File;
use super::limit_kind::{self, Subject};
use super::member::Room;
use super::siblings::Siblings;
use super::{condition, contradiction, leak};
use crate::diagnostic::{Code, visible};
use crate::schema::{self, FORMATS, LimitKey, UNITS};
use crate::tree::{Json, Node, Span};
use bindery_runtime::table::{Check, Limit, Member, Number, Pattern, Unit};
use std::collections::HashSet;

/// Lowers the limits of a member, those that follow from its type first.
pub(super) fn lower_all(
    node: &Node<'_>,
    member: &Member,
    siblings: &Siblings,
    room: Room,
    file: &mut File<'_>,
) -> &'static [Limit] {
    let nodes = node.list("limits");
    if nodes.is_empty() || room == Room::Answer {
        return member.limits;
    }
    let before = file.problems.len();
    let subject = Subject::of(member, nodes);
    let mut limits = member.limits.to_vec();
    let mut placed: Vec<(Check, Span)> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some((check, span)) = check(node, file) else {
            continue;
        };
        limit_kind::check(&check, &subject, &span, file);
        let wrapped = wrap(check, node, siblings, file);
        placed.push((wrapped, span));
        if let Some(page) = file.page(node.get("source")) {
            limits.push(Limit(wrapped, page));
        }
    }
    contradiction::check(member, &placed, file);
    if file.problems.len() == before {
        check_example(node, file);
    }
    leak::list(limits)
}

/// Not every contradiction is found by looking at limits two by two. An example that passes all of them shows that
/// there is none.
fn check_example(node: &Node<'_>, file: &mut File<'_>) {
    if node.list("limits").len() > 1
        && node.get("example").is_none()
        && let Some(name) = node.get("name")
    {
        let problem = file.report(Code::ExampleNeeded, &name.span, "several limits need an example");
        problem.help("give an `example` that passes all of them");
    }
}

/// The check inside its advice and its condition.
fn wrap(check: Check, node: &Node<'_>, siblings: &Siblings, file: &mut File<'_>) -> Check {
    let check = if node.flag("advice") { Check::Advice(leak::value(check)) } else { check };
    match node.get("when") {
        Some(when) => match condition::lower(when, siblings, file) {
            Some(condition) => Check::When(leak::value(condition), leak::value(check)),
            None => check,
        },
        None => check,
    }
}

/// The one check that a limit names, and where its value stands.
fn check(node: &Node<'_>, file: &mut File<'_>) -> Option<(Check, Span)> {
    let (key, value) =
        node.entries().iter().find_map(|entry| Some((LimitKey::of(&entry.key)?, &entry.value)))?;
    let check = match key {
        LimitKey::MinLength => Check::MinLength(value.as_count()?, unit(node)),
        LimitKey::MaxLength => Check::MaxLength(value.as_count()?, unit(node)),
        LimitKey::Min => Check::Min(number(value)?),
        LimitKey::Max => Check::Max(number(value)?),
        LimitKey::Not => Check::NotNumber(numbers(value, file)),
        LimitKey::BitMask => Check::BitMask(value.as_count()?),
        LimitKey::Pattern => Check::Pattern(pattern(value, file)?),
        LimitKey::OneOf => one_of(value, node.flag("any_case"), file)?,
        LimitKey::Constant => Check::Constant(leak::text(value.as_text()?)),
        LimitKey::Format => Check::Format(schema::meaning(&FORMATS, value.as_text()?)?),
        LimitKey::StartsWith => Check::StartsWith(leak::text(value.as_text()?)),
        LimitKey::NotStartsWith => Check::NotStartsWith(leak::text(value.as_text()?)),
        LimitKey::Contains => Check::Contains(leak::text(value.as_text()?)),
        LimitKey::NotContains => Check::NotContains(leak::text(value.as_text()?)),
        LimitKey::MinItems => Check::MinItems(value.as_count()?),
        LimitKey::MaxItems => Check::MaxItems(value.as_count()?),
        LimitKey::ItemMinLength => each(Check::MinLength(value.as_count()?, unit(node))),
        LimitKey::ItemMaxLength => each(Check::MaxLength(value.as_count()?, unit(node))),
        LimitKey::ItemPattern => each(Check::Pattern(pattern(value, file)?)),
        LimitKey::ItemOneOf => each(one_of(value, node.flag("any_case"), file)?),
        LimitKey::ItemNotContains => each(Check::NotContains(leak::text(value.as_text()?))),
        LimitKey::Sorted => Check::Sorted,
        LimitKey::MaxSerialized => Check::MaxSerialized(value.as_count()?),
        LimitKey::MinAheadSeconds => Check::MinAhead(value.as_count()?),
        LimitKey::MaxAheadSeconds => Check::MaxAhead(value.as_count()?),
        LimitKey::FileTypes => Check::FileTypes(texts(value, file)),
    };
    Some((check, value.span.clone()))
}

fn each(check: Check) -> Check {
    Check::Each(leak::value(check))
}

fn unit(node: &Node<'_>) -> Unit {
    node.text("unit").and_then(|word| schema::meaning(&UNITS, word)).unwrap_or(Unit::Unstated)
}

fn number(value: &Node<'_>) -> Option<Number> {
    match value.value {
        Json::Int(number) => Some(Number::Int(number)),
        Json::Float(number) => Some(Number::Float(number)),
        _ => None,
    }
}

fn numbers(value: &Node<'_>, file: &mut File<'_>) -> &'static [i64] {
    let mut seen = HashSet::new();
    let mut numbers = Vec::with_capacity(value.items().len());
    for (item, number) in value.items().iter().filter_map(|item| Some((item, item.as_int()?))) {
        if !seen.insert(number) {
            file.report(Code::Duplicate, &item.span, format!("{number} is there twice"))
                .label("the second one");
        }
        numbers.push(number);
    }
    leak::list(numbers)
}

/// The texts of a list, each once.
pub(super) fn texts(value: &Node<'_>, file: &mut File<'_>) -> &'static [&'static str] {
    let mut seen = HashSet::new();
    for item in value.items() {
        file.check_unique(&mut seen, Some(item), "value");
    }
    leak::texts(value.items().iter().filter_map(Node::as_text))
}

/// Texts or numbers, but not both.
fn one_of(value: &Node<'_>, any_case: bool, file: &mut File<'_>) -> Option<Check> {
    let is_number = |item: &Node<'_>| item.as_int().is_some();
    let first = is_number(value.items().first()?);
    if let Some(other) = value.items().iter().find(|item| is_number(item) != first) {
        file.report(Code::WrongType, &other.span, "texts and numbers stand in one list");
        return None;
    }
    if first && any_case {
        file.report(Code::LimitKind, &value.span, "numbers have no letter case");
    }
    Some(match (first, any_case) {
        (true, _) => Check::OneOfNumbers(numbers(value, file)),
        (false, true) => Check::OneOfAnyCase(texts(value, file)),
        (false, false) => Check::OneOf(texts(value, file)),
    })
}

fn pattern(value: &Node<'_>, file: &mut File<'_>) -> Option<&'static Pattern> {
    /// Longest expression: long ones compile to large programs.
    const LONGEST: usize = 1024;
    let text = value.as_text()?;
    if let Some(known) = file.gathered.patterns.get(text) {
        return Some(known);
    }
    let pattern = Pattern::new(leak::text(text));
    if text.len() > LONGEST || !pattern.is_valid() {
        let message = format!("`{}` cannot be compiled", visible(text));
        let problem = file.report(Code::BadPattern, &value.span, message);
        problem.help("it is written in the syntax of the crate regex-lite: no look-around, no \\p{…}");
        return None;
    }
    let pattern = leak::value(pattern);
    file.gathered.patterns.insert(text.to_owned(), pattern);
    Some(pattern)
}
