//! Comparing limits: those of members by their anchors and by what the page states, those of operations
//! by their anchors.

use super::anchored::{Places, is_read_here, look_up};
use super::compare::{Comparison, Difference, line_of};
use super::finding::Change;
use super::kind::Kind;
use super::mend::{self, Mend};
use super::page::{Line, Row};
use super::region::{Beside, Region};
use super::spec::Member;
use super::statement::{self, Bound, Measure, Rate, Statement};
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

fn region<'t>(lines: impl IntoIterator<Item = &'t Line>) -> Region {
    Region::new(lines.into_iter().map(|(line, text)| (*line, text.as_str())))
}

/// Compares the limits of a member.
pub(super) fn of_member(comparison: &mut Comparison<'_, '_>, at: &str, member: Member<'_, '_>, row: &Row) {
    let own = region(&row.text);
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
    file_types(comparison, at, member, &own);
    if !told {
        told_again(comparison, at, member, &known);
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
/// the limit's anchors stand beside it, and no other limit of the operation has that number.
fn told_again(
    comparison: &mut Comparison<'_, '_>,
    at: &str,
    member: Member<'_, '_>,
    known: &[Numbered<'_, '_>],
) {
    let subject = comparison.subject;
    let intro = region(&subject.stated.intro);
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
        let Some(after) = statement.readings.first() else { continue };
        let change = Changed {
            key: limit.key,
            before: json!(limit.value),
            after: json!(after),
            line: statement.line,
            anchors: Vec::new(),
        };
        report(comparison, at, member, Change::Limit, limit.limit, change);
        return;
    }
}

/// The number of a limit whose anchors are gone with its old number, if the page states just one limit of
/// its kind that the specification does not know.
fn reworded(comparison: &Comparison<'_, '_>, limit: &Numbered<'_, '_>) -> Option<Beside> {
    let subject = comparison.subject;
    if !is_read_here(limit.limit, &subject.pages) || comparison.whole.holds(limit.value, limit.seconds) {
        return None;
    }
    let intro = region(&subject.stated.intro);
    let stated = statement::limits(&intro);
    let mut fitting = stated.into_iter().filter(|statement| is_about(limit, statement));
    let (statement, others) = (fitting.next()?, fitting.next());
    let is_known =
        operation_numbers(&subject.file.node).iter().any(|known| statement.readings.contains(known));
    let written = String::new();
    let found = Beside { readings: statement.readings, line: statement.line, after: String::new(), written };
    (others.is_none() && !is_known).then_some(found)
}

struct Changed {
    key: &'static str,
    before: Value,
    after: Value,
    line: usize,
    /// The anchors as they must be with the new number.
    anchors: Vec<Mend>,
}

fn report(
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

/// Compares the list of file name endings.
fn file_types(comparison: &mut Comparison<'_, '_>, at: &str, member: Member<'_, '_>, own: &Region) {
    let Some(limit) = member.limits().iter().find(|limit| limit.get("file_types").is_some()) else { return };
    if !is_read_here(limit, &comparison.subject.pages) {
        return;
    }
    let known = limit.texts("file_types");
    let text: String = own.dense().iter().collect();
    let is_part =
        |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || matches!(next, ',' | '/' | '、');
    let listed = text.split(|next: char| !is_part(next)).map(|list| {
        list.split([',', '/', '、']).filter(|ending| (2..=5).contains(&ending.len())).collect::<Vec<_>>()
    });
    let shares =
        |list: &Vec<&str>| list.iter().filter(|ending| known.contains(ending)).count() * 2 >= known.len();
    let Some(list) = listed.into_iter().find(shares) else { return };
    if list.len() == known.len() && list.iter().all(|ending| known.contains(ending)) {
        return;
    }
    let (before, after) = (known.join(","), list.join(","));
    let anchors = limit.get("source").map_or(&[][..], |source| source.list("anchors"));
    let renamed = anchors.iter().filter_map(|anchor| {
        let text = anchor.as_text().filter(|text| text.contains(&before))?;
        Some(mend::value(anchor, &json!(text.replace(&before, &after))))
    });
    let rows = &comparison.subject.stated.parameters.rows;
    let line = rows.iter().find(|row| row.name == member.name()).map_or(1, |row| row.line);
    let anchors = renamed.collect();
    let change = Changed { key: "file_types", before: json!(known), after: json!(list), line, anchors };
    report(comparison, at, member, Change::Limit, limit, change);
}

/// Compares rates, lifetimes and the other limits of the operation.
pub(super) fn of_operation(comparison: &mut Comparison<'_, '_>) {
    let file = comparison.subject.file;
    for known in file.node.list("quotas") {
        quota(comparison, known);
    }
    for object in file.node.list("objects") {
        let name = object.text("object").unwrap_or_default();
        for (key, seconds) in [("max_calls", false), ("max_objects", false), ("lifetime_seconds", true)] {
            number(comparison, object, name, key, seconds);
        }
    }
    if let Some(size) = file.node.get("page_size") {
        number(comparison, size, "page_size", "items", false);
    }
    for rule in file.node.list("rules") {
        rule_number(comparison, rule);
    }
    window(comparison);
    fresh_rates(comparison);
}

fn rule_number(comparison: &mut Comparison<'_, '_>, rule: &Node<'_>) {
    let id = rule.text("id").unwrap_or_default();
    let keys = [
        ("range_span", "max_seconds", true),
        ("total_length", "max", false),
        ("total_items", "max", false),
        ("ordering", "margin_seconds", true),
    ];
    for (kind, key, seconds) in keys {
        let Some(value) = rule.get(kind).and_then(|inner| inner.get(key)).and_then(Node::as_int) else {
            continue;
        };
        let Some(beside) = find(comparison, rule, value, seconds) else { continue };
        let anchors = mend::anchors(rule, value, seconds, &beside.written);
        changed(
            comparison,
            id,
            key,
            rule.get(kind).and_then(|inner| inner.get(key)),
            value,
            &beside,
            anchors,
        );
    }
}

fn number(comparison: &mut Comparison<'_, '_>, owner: &Node<'_>, at: &str, key: &'static str, seconds: bool) {
    let Some(value) = owner.get(key).and_then(Node::as_int) else { return };
    let found = find(comparison, owner, value, seconds);
    let reworded = || calls(comparison, owner, value).filter(|_| key == "max_calls");
    if let Some(beside) = found.or_else(reworded) {
        let anchors = mend::anchors(owner, value, seconds, &beside.written);
        changed(comparison, at, key, owner.get(key), value, &beside, anchors);
    }
}

fn find(comparison: &Comparison<'_, '_>, owner: &Node<'_>, value: i64, seconds: bool) -> Option<Beside> {
    let regions = [&comparison.whole];
    look_up(owner, value, seconds, "", &Places { pages: &comparison.subject.pages, regions: &regions })
}

/// The number of calls that the page allows an object now, if its anchors are gone with the old number and
/// the page limits no other calls.
fn calls(comparison: &Comparison<'_, '_>, owner: &Node<'_>, value: i64) -> Option<Beside> {
    if !is_read_here(owner, &comparison.subject.pages) || comparison.whole.holds(value, false) {
        return None;
    }
    let stated = statement::limits(&comparison.whole);
    let mut fitting =
        stated.into_iter().filter(|statement| statement.is_calls && statement.bound == Bound::Max);
    let (statement, others) = (fitting.next()?, fitting.next());
    let (after, written) = (String::new(), String::new());
    let found = Beside { readings: statement.readings, line: statement.line, after, written };
    others.is_none().then_some(found)
}

fn changed(
    comparison: &mut Comparison<'_, '_>,
    at: &str,
    key: &str,
    point: Option<&Node<'_>>,
    value: i64,
    beside: &Beside,
    anchors: Vec<Mend>,
) {
    let Some(after) = beside.readings.first().copied().filter(|_| !beside.readings.contains(&value)) else {
        return;
    };
    let file = comparison.subject.file;
    // Anchors that are gone need new words, which a person chooses.
    let value_mend =
        point.filter(|_| !beside.written.is_empty()).map(|node| mend::value(node, &json!(after)));
    let difference = Difference {
        change: Change::OperationLimit,
        at: at.to_owned(),
        attribute: key.to_owned(),
        before: json!(value),
        after: json!(after),
        edit: format!("set \"{key}\" to {after}"),
        page_line: beside.line,
        file,
        spec_line: line_of(file, point),
        mend: value_mend.into_iter().chain(anchors).collect(),
    };
    comparison.report(difference);
}

/// Compares the calls of a rate, and the time in which they are counted if the calls are the same.
fn quota(comparison: &mut Comparison<'_, '_>, quota: &Node<'_>) {
    let Some(calls) = quota.get("calls").and_then(Node::as_int) else { return };
    let Some(beside) = find(comparison, quota, calls, false) else { return };
    let before = quota.get("per_seconds").and_then(Node::as_int);
    let now = statement::per_seconds(&beside.after).filter(|now| Some(*now) != before);
    let window = quota.get("per_seconds");
    if beside.readings.contains(&calls) {
        if let (Some(now), Some(before)) = (now, before) {
            let beside = Beside { readings: vec![now], ..beside };
            changed(comparison, "quotas", "per_seconds", window, before, &beside, Vec::new());
        }
        return;
    }
    let mut more = mend::anchors(quota, calls, false, &beside.written);
    more.extend(now.zip(window).map(|(now, window)| mend::value(window, &json!(now))));
    changed(comparison, "quotas", "calls", quota.get("calls"), calls, &beside, more);
}

/// Compares how long an idempotency token is remembered.
fn window(comparison: &mut Comparison<'_, '_>) {
    const CUES: [&str; 8] =
        ["有效期", "有效时间", "有效时长", "内有效", "valid for", "valid within", "validity", "berlaku"];
    let Some(idempotency) = comparison.subject.file.node.get("idempotency") else { return };
    let (Some(token), Some(window)) = (idempotency.text("token"), idempotency.get("window_seconds")) else {
        return;
    };
    let token = token.to_lowercase();
    // The page may say it of another operation, the one that gives the tokens out.
    let lines = comparison.subject.page.iter().filter(|(_, text)| text.to_lowercase().contains(&token));
    let region = region(lines);
    let beside = CUES.iter().find_map(|cue| region.time_near(cue));
    if let (Some(value), Some(beside)) = (window.as_int(), beside) {
        changed(comparison, "idempotency", "window_seconds", Some(window), value, &beside, Vec::new());
    }
}

/// Rates that the page states and no quota has.
fn fresh_rates(comparison: &mut Comparison<'_, '_>) {
    let file = comparison.subject.file;
    let quotas = file.node.list("quotas");
    let here = quotas.iter().find(|quota| is_read_here(quota, &comparison.subject.pages));
    if here.is_some_and(|quota| {
        quota
            .get("calls")
            .and_then(Node::as_int)
            .and_then(|calls| find(comparison, quota, calls, false))
            .is_some()
    }) {
        return;
    }
    let int = |quota: &Node<'_>, key: &str| quota.get(key).and_then(Node::as_int);
    // A rate that many calls share is no quota of this one, and is told in words.
    let told = Region::new(file.node.texts("doc").into_iter().map(|text| (0, text)));
    let told = statement::rates(&told);
    let is_known = |rate: &Rate| {
        let is_quota = |quota: &Node<'_>| {
            int(quota, "calls") == Some(rate.calls) && int(quota, "per_seconds") == Some(rate.per_seconds)
        };
        quotas.iter().any(is_quota)
            || told.iter().any(|told| told.calls == rate.calls && told.per_seconds == rate.per_seconds)
    };
    let rates = statement::rates(&comparison.whole);
    if rates.iter().any(is_known) {
        return;
    }
    let Some(rate) = rates.into_iter().next() else { return };
    let point = here.or_else(|| file.node.get("quotas")).or_else(|| file.node.get("operation"));
    let difference = Difference {
        change: Change::OperationLimit,
        at: "quotas".to_owned(),
        attribute: "calls".to_owned(),
        before: here.and_then(|quota| quota.get("calls")).map_or(Value::Null, Node::to_json),
        after: json!(rate.calls),
        edit: format!(
            "let \"quotas\" say {} calls in {} seconds, with the page's anchors",
            rate.calls, rate.per_seconds
        ),
        page_line: rate.line,
        file,
        spec_line: line_of(file, point),
        mend: Vec::new(),
    };
    comparison.report(difference);
}
