//! Comparing rates, lifetimes and the other limits of operations, by their anchors.

use super::anchored::{Places, is_read_here, look_up};
use super::compare::{Comparison, Difference, line_of};
use super::finding::Change;
use super::mend::{self, Mend};
use super::rate::{self, Rate};
use super::region::{Beside, Region};
use super::statement::{self, Bound};
use crate::tree::Node;
use serde_json::{Value, json};

/// Compares rates, lifetimes and the other limits of the operation.
pub(super) fn compare(comparison: &mut Comparison<'_, '_>) {
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
    let now = rate::per_seconds(&beside.after).filter(|now| Some(*now) != before);
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
    let region = Region::of(lines);
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
    let told = rate::rates(&told);
    let is_known = |rate: &Rate| {
        let is_quota = |quota: &Node<'_>| {
            int(quota, "calls") == Some(rate.calls) && int(quota, "per_seconds") == Some(rate.per_seconds)
        };
        quotas.iter().any(is_quota)
            || told.iter().any(|told| told.calls == rate.calls && told.per_seconds == rate.per_seconds)
    };
    let rates = rate::rates(&comparison.whole);
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
