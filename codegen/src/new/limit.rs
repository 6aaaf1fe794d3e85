//! Limits that the page states of a member, by the same reading as drift's.

use super::anchor::anchor;
use super::left::Left;
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

/// The limits of a row. What cannot be written as one is left.
pub(super) fn limits(row: &Row, type_text: &str, page: &str, left: &mut Vec<Left>) -> Vec<Draft> {
    let region = region(row);
    let mut limits: Vec<(&'static str, Draft)> = Vec::new();
    let mut values: Vec<i64> = Vec::new();
    for statement in statement::limits(&region) {
        if statement.readings.iter().any(|reading| values.contains(reading)) {
            continue;
        }
        let Some(value) = statement.readings.first().copied() else { continue };
        let key = key_of(&statement, type_text, &row.kind);
        let found = anchor(&row.text, statement.line, value, &region);
        let Some(found) = found.filter(|_| !limits.iter().any(|(known, _)| *known == key)) else {
            left.push(Left::new(
                statement.line,
                format!("`{}`: {} became no limit", row.name, words(&statement)),
            ));
            continue;
        };
        let mut limit = Draft::object([(key, Draft::Scalar(Value::from(value)))]);
        if key.ends_with("_length") {
            // The unit of a range stands behind its end.
            let end =
                found.after.trim_start_matches(|sign: char| "~-至到".contains(sign) || sign.is_ascii_digit());
            limit = limit.with("unit", Draft::text(unit(end).unwrap_or("unstated")));
        }
        values.push(value);
        limits.push((key, limit.with("source", source(page, &found.words))));
    }
    limits.into_iter().map(|(_, limit)| limit).collect()
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
