//! Limits that the page states of a member, by the same reading as drift's.

use super::anchor::{Anchor, anchor};
use super::left::Left;
use super::marked::Marked;
use crate::draft::Draft;
use crate::drift::limits::{key_of, unit};
use crate::drift::number::numbers;
use crate::drift::page::Row;
use crate::drift::region::{Region, fold};
use crate::drift::statement::{self, Bound, Measure, Statement};
use serde_json::Value;

/// Where a fact was read.
pub(super) fn source(page: &str, anchor: &str) -> Draft {
    Draft::object([("page", Draft::text(page)), ("anchors", Draft::texts([anchor]))])
}

/// What is stated of a row.
pub(super) fn statements(row: &Row) -> Vec<Statement> {
    statement::limits(&region(row))
}

/// Whether items of one text are counted, as of a list that is joined.
pub(super) fn counts_items(row: &Row) -> bool {
    statements(row).iter().any(|statement| statement.measure == Measure::Items)
}

/// The limits of a row. What cannot be written as one is left, and marked.
pub(super) fn limits(
    row: &Row,
    type_text: &str,
    page: &str,
    member: &mut Marked,
    left: &mut Vec<Left>,
) -> Vec<Draft> {
    let region = region(row);
    let mut limits: Vec<(&'static str, i64, Draft)> = Vec::new();
    for statement in statement::limits(&region) {
        let Some(value) = statement.readings.first().copied() else { continue };
        let key = key(&statement, type_text, row);
        if limits.iter().any(|(known, number, _)| (*known, *number) == (key, value)) {
            continue;
        }
        let found = anchor(&row.text, statement.line, value, &region);
        let Some(found) = found.filter(|_| !limits.iter().any(|(known, ..)| *known == key)) else {
            let what = words(&statement);
            member.decide("limits", &format!("the page also says: {what}. Of what?"));
            left.push(Left::new(statement.line, format!("`{}`: {what} became no limit", row.name)));
            continue;
        };
        limits.push((key, value, draft(key, value, &found, page)));
    }
    limits.into_iter().map(|(.., limit)| limit).collect()
}

/// The key that says what is stated. A number that counts something is limited itself.
fn key(statement: &Statement, type_text: &str, row: &Row) -> &'static str {
    let is_number = matches!(type_text, "int32" | "int64" | "double");
    match (statement.measure, statement.bound) {
        (Measure::Items, Bound::Min) if is_number => "min",
        (Measure::Items, Bound::Max) if is_number => "max",
        _ => key_of(statement, type_text, &row.kind),
    }
}

fn draft(key: &str, value: i64, found: &Anchor, page: &str) -> Draft {
    let mut limit = Draft::object([(key, Draft::Scalar(Value::from(value)))]);
    if key.ends_with("_length") {
        // The unit of a range stands behind its end.
        let is_range = |sign: char| "~-至到".contains(sign) || sign.is_ascii_digit();
        let behind = found.after.trim_start_matches(is_range);
        limit = limit.with("unit", Draft::text(unit(behind).unwrap_or("unstated")));
    }
    limit.with("source", source(page, &found.words))
}

/// The numbers of a text that are not known, as the page writes them.
pub(super) fn other_numbers(text: &str, is_known: impl Fn(&[i64]) -> bool) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let folded: Vec<char> = letters.iter().copied().map(fold).collect();
    let mut others: Vec<String> = Vec::new();
    for number in numbers(&folded).iter().filter(|number| !is_known(&number.readings(false))) {
        let written: String = letters[number.start..number.end].iter().collect();
        if !others.contains(&written) {
            others.push(written);
        }
    }
    others
}

/// Whether a limit has one of these numbers.
pub(super) fn are_in(limits: &[Draft], readings: &[i64]) -> bool {
    let is_one = |value: &Value| value.as_i64().is_some_and(|value| readings.contains(&value));
    let has_one = |limit: &Value| {
        let mut values = limit.as_object().into_iter().flat_map(serde_json::Map::values);
        values.any(|value| is_one(value) || value.as_array().is_some_and(|items| items.iter().any(is_one)))
    };
    limits.iter().any(|limit| has_one(&limit.to_value()))
}

/// A statement in words.
pub(super) fn words(statement: &Statement) -> String {
    let bound = match statement.bound {
        Bound::Min => "at least",
        Bound::Max => "at most",
    };
    let value = statement.readings.first().map_or_else(String::new, ToString::to_string);
    format!("{bound} {value}")
}

fn region(row: &Row) -> Region {
    Region::new(row.text.iter().map(|(line, text)| (*line, text.as_str())))
}
