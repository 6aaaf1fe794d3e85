//! Checking one rule over several members.

use super::limit::instant;
use super::violation::{Path, Violation};
use crate::table::{Condition, Rule, RuleKind, Unit};
use crate::value::{ListRef, RecordRef, Value};

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
        Condition::Is(member, texts) => match record.at(member) {
            Value::Absent => false,
            value => texts.contains(&value.to_text().as_ref()),
        },
        Condition::Contains(member, texts) => match record.at(member) {
            Value::Absent => false,
            Value::List(list) => list.iter().any(|item| texts.contains(&item.to_text().as_ref())),
            value => texts.contains(&value.to_text().as_ref()),
        },
        Condition::Not(inner) => !holds(inner, record),
        Condition::All(inner) => inner.iter().all(|condition| holds(condition, record)),
        Condition::Any(inner) => inner.iter().any(|condition| holds(condition, record)),
    }
}

fn is_present(record: RecordRef<'_>, member: &str) -> bool {
    match record.at(member) {
        Value::List(list) => !list.is_empty(),
        value => !value.is_absent(),
    }
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
            let total: usize = lists.iter().map(|list| count_items(Value::Record(record), list)).sum();
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
    if let Some((first, rest)) = path.split_once('.') {
        return match record.at(first) {
            Value::Record(inner) => instant_at(inner, rest),
            _ => None,
        };
    }
    let index = record.shape().index_of(path)?;
    instant(&record.shape().members[index], record.get(index))
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
fn count_items(value: Value<'_>, path: &str) -> usize {
    let (first, rest) = match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    match (value, rest) {
        (Value::Record(record), None) => match record.at(first) {
            Value::List(list) => list.len(),
            _ => 0,
        },
        (Value::Record(record), Some(rest)) => match record.at(first) {
            Value::List(list) => list.iter().map(|item| count_items(item, rest)).sum(),
            inner => count_items(inner, rest),
        },
        _ => 0,
    }
}

fn subset(list: &str, of: &str, record: RecordRef<'_>) -> Option<(String, String)> {
    let whole = texts(record.at(of));
    let outside: Vec<String> =
        texts(record.at(list)).into_iter().filter(|item| !whole.contains(item)).collect();
    (!outside.is_empty()).then(|| (list.to_owned(), outside.join(", ")))
}

fn texts(value: Value<'_>) -> Vec<String> {
    match value {
        Value::List(list) => list.iter().map(|item| item.to_text().into_owned()).collect(),
        Value::Absent => Vec::new(),
        value => vec![value.to_text().into_owned()],
    }
}

/// Compares the kinds that the items use: the sets of present keys, keys that count as one kind being one.
fn uniform_kind(list: &str, member: &str, alike: &[&str], record: RecordRef<'_>) -> Option<(String, String)> {
    let Value::List(items) = record.at(list) else {
        return None;
    };
    let mut kinds = kinds_of(items, member, alike);
    kinds.sort_unstable();
    kinds.dedup();
    (kinds.len() > 1).then(|| (format!("{list}.{member}"), kinds.join(", ")))
}

fn kinds_of(items: ListRef<'_>, member: &str, alike: &[&str]) -> Vec<String> {
    let kind_of_key =
        |key: &str| alike.iter().find(|_| alike.contains(&key)).map_or(key, |first| *first).to_owned();
    let mut kinds = Vec::new();
    for item in items.iter() {
        let Value::Record(item) = item else { continue };
        match item.at(member) {
            Value::Absent => {}
            Value::Record(inner) => {
                let present = inner.members().filter(|(_, value)| !value.is_absent());
                kinds.extend(present.map(|(key, _)| kind_of_key(key.wire_name)));
            }
            text => kinds.push(text.to_text().into_owned()),
        }
    }
    kinds
}
