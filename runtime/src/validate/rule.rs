//! Checking one rule over several members.

use super::failure::instant;
use super::find::{Found, find, is_present, split};
use super::items::with_items;
use super::violation::{Path, REDACTED, Violation, cut};
use crate::table::{Condition, Rule, RuleKind, Unit};
use crate::value::{RecordRef, Value};

pub(super) fn check(
    rule: &'static Rule,
    record: RecordRef<'_>,
    path: &Path<'_>,
    now: i64,
) -> Option<Violation> {
    if rule.when.is_some_and(|condition| !holds(&condition, record)) {
        return None;
    }
    let (members, given) = failure(&rule.kind, record, now)?;
    Some(Violation::of_rule(rule, record.shape(), path, members, given))
}

/// Whether a condition holds for an object.
pub(super) fn holds(condition: &Condition, record: RecordRef<'_>) -> bool {
    match condition {
        Condition::Present(member) => is_present(record, member),
        Condition::Absent(member) => !is_present(record, member),
        Condition::Is(member, texts) => find(record, member).is_some_and(|found| is_one(found, texts)),
        Condition::Contains(member, texts) => find(record, member).is_some_and(|found| match found.value {
            Value::List(list) => list.present().any(|(_, item)| found.is_one_of(&item.to_text(), texts)),
            _ => is_one(found, texts),
        }),
        Condition::Not(inner) => !holds(inner, record),
        Condition::All(inner) => inner.iter().all(|condition| holds(condition, record)),
        Condition::Any(inner) => inner.iter().any(|condition| holds(condition, record)),
    }
}

fn is_one(found: Found<'_>, texts: &[&str]) -> bool {
    !found.value.is_absent() && found.is_one_of(&found.value.to_text(), texts)
}

/// The members that break the rule and what they hold; `None` if it holds.
fn failure(kind: &RuleKind, record: RecordRef<'_>, now: i64) -> Option<(String, String)> {
    let with = |members: &[&'static str], present: bool| -> Vec<&'static str> {
        let wanted = |member: &&&'static str| is_present(record, member) == present;
        members.iter().filter(wanted).copied().collect()
    };
    match *kind {
        RuleKind::Required(members) => fails(&with(members, false), "nothing"),
        RuleKind::Forbidden(members) | RuleKind::Ineffective(members) => {
            fails(&with(members, true), "a value")
        }
        RuleKind::Overrides(winner, losers) if is_present(record, winner) => {
            fails(&with(losers, true), "a value")
        }
        RuleKind::AtLeastOne(members) | RuleKind::ExactlyOne(members) if with(members, true).is_empty() => {
            fails(members, "none of them")
        }
        RuleKind::ExactlyOne(members) | RuleKind::AtMostOne(members) if with(members, true).len() > 1 => {
            fails(&with(members, true), "each of them")
        }
        RuleKind::AllOrNone(members) if !with(members, true).is_empty() => {
            fails(&with(members, false), "nothing")
        }
        RuleKind::Ordering { .. } | RuleKind::RangeSpan { .. } => times(kind, record, now),
        RuleKind::TotalLength(members, max, unit) => total_length(members, max, unit, record),
        RuleKind::TotalItems(lists, max) => {
            let total: usize = lists.iter().map(|list| count_items(record, list)).sum();
            (total > max as usize).then(|| (join(lists), format!("{total} items")))
        }
        RuleKind::Subset(list, of) => subset(list, of, record),
        RuleKind::UniformKind { list, member, alike } => uniform_kind(list, member, alike, record),
        _ => None,
    }
}

fn fails(members: &[&str], given: &str) -> Option<(String, String)> {
    (!members.is_empty()).then(|| (join(members), given.to_owned()))
}

fn join(members: &[&str]) -> String {
    members.join(", ")
}

fn times(kind: &RuleKind, record: RecordRef<'_>, now: i64) -> Option<(String, String)> {
    match *kind {
        RuleKind::Ordering { earlier, later, margin_seconds, earlier_defaults_to_now } => {
            let from = instant_at(record, earlier).or(earlier_defaults_to_now.then_some(now))?;
            let apart = instant_at(record, later)?.checked_sub(from)?;
            let margin = i64::from(margin_seconds);
            let fails = apart < margin || (margin > 0 && apart == margin);
            fails.then(|| (join(&[earlier, later]), format!("{apart} seconds between them")))
        }
        RuleKind::RangeSpan { start, end, max_seconds } => {
            let span = instant_at(record, end)?.checked_sub(instant_at(record, start)?)?;
            let fails = span > i64::from(max_seconds);
            fails.then(|| (join(&[start, end]), format!("{span} seconds")))
        }
        _ => None,
    }
}

fn instant_at(record: RecordRef<'_>, path: &str) -> Option<i64> {
    find(record, path).and_then(|found| instant(found.member, found.value))
}

fn total_length(
    members: &[&'static str],
    max: u32,
    unit: Unit,
    record: RecordRef<'_>,
) -> Option<(String, String)> {
    let total: usize = members.iter().map(|member| unit.length(&record.at(member).to_text())).sum();
    (total > max as usize).then(|| {
        let present: Vec<&str> =
            members.iter().copied().filter(|member| is_present(record, member)).collect();
        (join(&present), format!("{total} {}", unit.word()))
    })
}

/// How many items the lists at this path have, going into every item of a list on the way.
fn count_items(record: RecordRef<'_>, path: &str) -> usize {
    let (first, rest) = split(path);
    let Some(found) = find(record, first) else {
        return 0;
    };
    let inside = |value: Value<'_>, rest| match value {
        Value::Record(inner) => count_items(inner, rest),
        _ => 0,
    };
    match (rest, found.value) {
        (None, value) => with_items(found.member, value, |items| items.count()).unwrap_or(0),
        (Some(rest), Value::List(list)) => list.iter().map(|item| inside(item, rest)).sum(),
        (Some(rest), value) => inside(value, rest),
    }
}

fn subset(list: &str, of: &str, record: RecordRef<'_>) -> Option<(String, String)> {
    let (given, whole) = (find(record, list)?, find(record, of));
    let whole_texts = whole.map(|whole| texts(whole.value)).unwrap_or_default();
    let mut outside = texts(given.value);
    outside.retain(|item| !whole_texts.contains(item));
    let is_secret = given.is_secret || whole.is_some_and(|whole| whole.is_secret);
    (!outside.is_empty()).then(|| (list.to_owned(), told(&outside, is_secret)))
}

fn texts(value: Value<'_>) -> Vec<String> {
    match value {
        Value::List(list) => list.present().map(|(_, item)| item.to_text().into_owned()).collect(),
        Value::Absent => Vec::new(),
        value => vec![value.to_text().into_owned()],
    }
}

/// Values for a message: cut short, and left out where they are sensitive.
fn told(texts: &[String], is_secret: bool) -> String {
    if is_secret {
        return REDACTED.to_owned();
    }
    let text = texts.join(", ");
    let cut = cut(&text);
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("{cut}{more}")
}

/// Compares the kinds that the items use: the sets of present keys, keys that count as one kind being one.
fn uniform_kind(list: &str, member: &str, alike: &[&str], record: RecordRef<'_>) -> Option<(String, String)> {
    let found = find(record, list)?;
    let Value::List(items) = found.value else {
        return None;
    };
    let mut kinds = Kinds { alike, texts: Vec::new(), is_secret: found.is_secret };
    for (_, item) in items.present() {
        let Value::Record(item) = item else { continue };
        if let Some(found) = find(item, member) {
            kinds.add(found);
        }
    }
    kinds.texts.sort_unstable();
    kinds.texts.dedup();
    (kinds.texts.len() > 1).then(|| (format!("{list}.{member}"), told(&kinds.texts, kinds.is_secret)))
}

/// The kinds that the items of a list use.
struct Kinds<'a> {
    alike: &'a [&'a str],
    texts: Vec<String>,
    /// Whether one of the texts is not for messages. Keys always are.
    is_secret: bool,
}

impl Kinds<'_> {
    fn add(&mut self, found: Found<'_>) {
        let kind_of = |key: &'static str| match self.alike.first() {
            Some(first) if self.alike.contains(&key) => (*first).to_owned(),
            _ => key.to_owned(),
        };
        match found.value {
            Value::Absent => {}
            Value::Record(inner) => {
                let present = inner.members().filter(|(_, value)| !value.is_absent());
                self.texts.extend(present.map(|(key, _)| kind_of(key.wire_name)));
            }
            text => {
                self.texts.push(text.to_text().into_owned());
                self.is_secret |= found.is_secret;
            }
        }
    }
}
