//! Comparing the limits of members: by their anchors, and by what their rows state.

use super::anchored::{Places, is_read_here, look_up};
use super::compare::{Comparison, Difference};
use super::file_types;
use super::finding::Change;
use super::kind::Kind;
use super::mend::{self, Mend};
use super::page::Row;
use super::region::{Beside, Region};
use super::spec::Member;
use super::statement::{self, Bound, Measure, Statement};
use crate::tree::Node;
use serde_json::{Value, json};

/// A limit with one number: its key, which end it is, what it measures, and whether it counts seconds.
const NUMBERED: [(&str, Bound, Measure, bool); 11] = [
    ("min_length", Bound::Min, Measure::Length, false),
    ("max_length", Bound::Max, Measure::Length, false),
    ("min", Bound::Min, Measure::Value, false),
    ("max", Bound::Max, Measure::Value, false),
    ("min_items", Bound::Min, Measure::Items, false),
    ("max_items", Bound::Max, Measure::Items, false),
    ("item_min_length", Bound::Min, Measure::Length, false),
    ("item_max_length", Bound::Max, Measure::Length, false),
    ("max_serialized", Bound::Max, Measure::Length, false),
    ("min_ahead_seconds", Bound::Min, Measure::Value, true),
    ("max_ahead_seconds", Bound::Max, Measure::Value, true),
];

/// One limit of a member with its number.
struct Numbered<'a, 't> {
    limit: &'a Node<'t>,
    key: &'static str,
    bound: Bound,
    measure: Measure,
    seconds: bool,
    value: i64,
}

fn numbered<'a, 't>(member: Member<'a, 't>) -> Vec<Numbered<'a, 't>> {
    let each = member.limits().iter().flat_map(|limit| {
        NUMBERED.iter().filter_map(move |(key, bound, measure, seconds)| {
            let value = limit.get(key).and_then(Node::as_int)?;
            Some(Numbered { limit, key, bound: *bound, measure: *measure, seconds: *seconds, value })
        })
    });
    each.collect()
}

/// Compares the limits of a member.
pub(super) fn of_member(comparison: &mut Comparison<'_, '_>, at: &str, member: Member<'_, '_>, row: &Row) {
    let own = Region::of(&row.text);
    let known = numbered(member);
    let of_operation = operation_numbers(&comparison.subject.file.node);
    let mut seen: Vec<(Bound, Measure, i64)> = Vec::new();
    let mut told = false;
    for limit in &known {
        seen.push((limit.bound, limit.measure, limit.value));
        let now = one(comparison, at, member, limit, &own);
        told |= now.is_some();
        seen.extend(now.map(|now| (limit.bound, limit.measure, now)));
    }
    file_types::compare(comparison, at, member, &own);
    if !told {
        seen.extend(told_again(comparison, at, member, &known));
    }
    let is_number = matches!(member.node.text("type"), Some("int32" | "int64" | "double"));
    for mut statement in statement::limits(&own) {
        if is_number && statement.measure == Measure::Items {
            // A number that counts something is limited itself.
            statement.measure = Measure::Value;
        }
        let is_seen = |reading: &i64| {
            of_operation.contains(reading)
                || seen.iter().any(|seen| statement.says(seen.0, seen.1, *reading, seen.2))
        };
        if !statement.readings.iter().any(is_seen) {
            let first = statement.readings.first();
            seen.extend(first.map(|first| (statement.bound, statement.measure, *first)));
            stated(comparison, at, member, row, &statement);
        }
    }
}

/// Compares a limit whose anchors are on the page, and returns what the page has in place of its number.
fn one(
    comparison: &mut Comparison<'_, '_>,
    at: &str,
    member: Member<'_, '_>,
    limit: &Numbered<'_, '_>,
    own: &Region,
) -> Option<i64> {
    let regions = [own, &comparison.whole];
    let places = Places { pages: &comparison.subject.pages, regions: &regions };
    let beside = look_up(limit.limit, limit.value, limit.seconds, member.name(), &places)
        .or_else(|| reworded(comparison, limit))?;
    if let Some(unit) = other_unit(limit.limit, &beside.after) {
        let before = limit.limit.text("unit").unwrap_or_default();
        let change = Changed {
            key: "unit",
            before: json!(before),
            after: json!(unit),
            line: beside.line,
            anchors: Vec::new(),
        };
        report(comparison, at, member, Change::Limit, limit.limit, change);
    }
    let after = beside.readings.first().copied().filter(|_| !beside.readings.contains(&limit.value))?;
    let change = Changed {
        key: limit.key,
        before: json!(limit.value),
        after: json!(after),
        line: beside.line,
        anchors: mend::anchors(limit.limit, limit.value, limit.seconds, &beside.written),
    };
    report(comparison, at, member, Change::Limit, limit.limit, change);
    Some(after)
}

/// Tells of a limit that the introduction states once more, with another number than it had: the words of
/// the limit's anchors stand beside it, and no other limit of the operation has that number. Returns what it
/// states.
fn told_again(
    comparison: &mut Comparison<'_, '_>,
    at: &str,
    member: Member<'_, '_>,
    known: &[Numbered<'_, '_>],
) -> Option<(Bound, Measure, i64)> {
    let subject = comparison.subject;
    let intro = Region::of(&subject.stated.intro);
    let of_operation = operation_numbers(&subject.file.node);
    let is_known = |bound: Bound, reading: &i64| {
        of_operation.contains(reading)
            || known.iter().any(|limit| limit.bound == bound && limit.value == *reading)
    };
    let statements = statement::limits(&intro);
    for limit in known.iter().filter(|limit| is_read_here(limit.limit, &subject.pages)) {
        let anchors = limit.limit.get("source").map(|source| source.texts("anchors")).unwrap_or_default();
        let is_bare =
            |anchor: &&str| !anchor.chars().any(|next| next.is_ascii_digit()) && *anchor != member.name();
        let is_named = |line: usize| {
            anchors.iter().filter(|anchor| is_bare(anchor)).any(|anchor| intro.names_on_line(line, anchor))
        };
        let is_meant = |statement: &&Statement| {
            is_about(limit, statement)
                && !statement.is_calls
                && is_named(statement.line)
                && !statement.readings.iter().any(|reading| is_known(statement.bound, reading))
        };
        let Some(statement) = statements.iter().find(is_meant) else { continue };
        let after = *statement.readings.first()?;
        let change = Changed {
            key: limit.key,
            before: json!(limit.value),
            after: json!(after),
            line: statement.line,
            anchors: Vec::new(),
        };
        report(comparison, at, member, Change::Limit, limit.limit, change);
        return Some((limit.bound, limit.measure, after));
    }
    None
}

/// The number of a limit whose anchors are gone with its old number, if the page states just one limit of
/// its kind that the specification does not know.
fn reworded(comparison: &Comparison<'_, '_>, limit: &Numbered<'_, '_>) -> Option<Beside> {
    let subject = comparison.subject;
    if !is_read_here(limit.limit, &subject.pages) || comparison.whole.holds(limit.value, limit.seconds) {
        return None;
    }
    let intro = Region::of(&subject.stated.intro);
    let stated = statement::limits(&intro);
    let mut fitting = stated.into_iter().filter(|statement| is_about(limit, statement));
    let (statement, others) = (fitting.next()?, fitting.next());
    let is_known =
        operation_numbers(&subject.file.node).iter().any(|known| statement.readings.contains(known));
    let written = String::new();
    let found = Beside { readings: statement.readings, line: statement.line, after: String::new(), written };
    (others.is_none() && !is_known).then_some(found)
}

/// What a limit is now.
pub(super) struct Changed {
    /// Its key.
    pub(super) key: &'static str,
    pub(super) before: Value,
    pub(super) after: Value,
    /// The line of the page.
    pub(super) line: usize,
    /// The anchors as they must be with the new number.
    pub(super) anchors: Vec<Mend>,
}

/// Tells of a changed limit of a member.
pub(super) fn report(
    comparison: &mut Comparison<'_, '_>,
    at: &str,
    member: Member<'_, '_>,
    kind: Change,
    limit: &Node<'_>,
    change: Changed,
) {
    let point = limit.get(change.key).unwrap_or(limit);
    // A number whose anchors are not known would not be found again.
    let is_known = kind == Change::Limit && (change.key == "unit" || !change.anchors.is_empty());
    let value = limit.get(change.key).filter(|_| is_known).map(|node| mend::value(node, &change.after));
    let difference = Difference {
        change: kind,
        at: at.to_owned(),
        attribute: change.key.to_owned(),
        before: change.before,
        edit: format!("set \"{}\" to {}", change.key, change.after),
        after: change.after,
        page_line: change.line,
        file: member.file,
        spec_line: member.file.line(&point.span),
        mend: value.into_iter().chain(change.anchors).collect(),
    };
    comparison.report(difference);
}

/// The unit that the page has now, if it names another than the limit.
fn other_unit(limit: &Node<'_>, after: &str) -> Option<&'static str> {
    let now = unit(after)?;
    limit.text("unit").filter(|unit| *unit != now && *unit != "unstated").map(|_| now)
}

/// The unit of a length that is named behind its number.
pub(crate) fn unit(after: &str) -> Option<&'static str> {
    let after = after.trim_start_matches(['个', '個']);
    let is = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    if is(&["字节", "byte", "バイト"]) {
        Some("bytes")
    } else if is(&["字符", "char", "karakter", "文字", "汉字", "中文"]) {
        Some("chars")
    } else {
        None
    }
}

/// Tells of a limit that the page states and that no anchor led to: another number for a limit that was
/// read on the page, or one that was not stated there.
fn stated(
    comparison: &mut Comparison<'_, '_>,
    at: &str,
    member: Member<'_, '_>,
    row: &Row,
    statement: &Statement,
) {
    let Some(after) = statement.readings.first().copied() else { return };
    let known = numbered(member);
    let mut fitting = known.iter().filter(|limit| is_about(limit, statement));
    let here = fitting.clone().find(|limit| is_read_here(limit.limit, &comparison.subject.pages));
    let limit = here.or_else(|| fitting.next());
    let kind = if here.is_some() { Change::Limit } else { Change::LimitStated };
    let change = Changed {
        key: limit.map_or_else(
            || key_of(statement, member.node.text("type").unwrap_or_default(), &row.kind),
            |limit| limit.key,
        ),
        before: limit.map_or(Value::Null, |limit| json!(limit.value)),
        after: json!(after),
        line: statement.line,
        anchors: Vec::new(),
    };
    let beside = member.node.get("limits").or_else(|| member.node.get("name"));
    if let Some(point) = limit.map(|limit| limit.limit).or(beside) {
        report(comparison, at, member, kind, point, change);
    }
}

/// The numbers that limit the operation as a whole, which its parameters' rows may repeat.
fn operation_numbers(operation: &Node<'_>) -> Vec<i64> {
    let objects = operation.list("objects").iter().flat_map(|object| {
        ["max_calls", "max_objects"].into_iter().filter_map(|key| object.get(key).and_then(Node::as_int))
    });
    let items = operation.get("page_size").and_then(|size| size.get("items")).and_then(Node::as_int);
    objects.chain(items).collect()
}

fn is_about(limit: &Numbered<'_, '_>, statement: &Statement) -> bool {
    statement.is_like(limit.bound, limit.measure) && !limit.seconds
}

/// The key that says what the page states.
pub(crate) fn key_of(statement: &Statement, type_text: &str, kind: &Kind) -> &'static str {
    let is_number = matches!(type_text, "int32" | "int64" | "double");
    let is_list = type_text.starts_with("list<") || matches!(kind, Kind::List(_));
    let measure = match statement.measure {
        Measure::Value if is_list => Measure::Items,
        Measure::Value if !is_number => Measure::Length,
        measure => measure,
    };
    match (statement.bound, measure, is_list) {
        (Bound::Min, Measure::Length, true) => "item_min_length",
        (Bound::Max, Measure::Length, true) => "item_max_length",
        (Bound::Min, Measure::Length, false) => "min_length",
        (Bound::Max, Measure::Length, false) => "max_length",
        (Bound::Min, Measure::Items, _) => "min_items",
        (Bound::Max, Measure::Items, _) => "max_items",
        (Bound::Min, Measure::Value, _) => "min",
        (Bound::Max, Measure::Value, _) => "max",
    }
}
