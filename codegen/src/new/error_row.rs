//! Rows of error tables.

use super::marked::Marked;
use super::material::{clean, speaks};
use crate::draft::Draft;
use crate::drift::page::{ErrorRow, Line, Stated};
use serde_json::Value;
use std::collections::BTreeSet;

/// The error rows of a page, without those that the service has for all its operations.
pub(super) fn rows(stated: &Stated, page: &str, shared: &[(Option<i64>, &str)]) -> Vec<Draft> {
    let mut seen = BTreeSet::new();
    let is_shared = |row: &&ErrorRow| {
        let is_same = |(status, code): &(Option<i64>, &str)| {
            *code == row.code && (row.status.is_none() || status.is_none() || *status == row.status)
        };
        shared.iter().any(is_same)
    };
    let fresh = stated.errors.iter().filter(|row| !is_shared(row));
    let fresh = fresh.filter(|row| seen.insert((row.status, row.code.clone())));
    fresh.map(|row| draft(row, meaning(row, stated).as_deref(), page)).collect()
}

fn draft(row: &ErrorRow, meaning: Option<&str>, page: &str) -> Draft {
    let mut error = Marked::default();
    if let Some(status) = row.status {
        error.put("status", Draft::Scalar(Value::from(status)));
    }
    error.text("code", &row.code);
    error.text("class", "unknown");
    error.decide("class", "what would a repeat do?");
    let question = match meaning {
        Some(_) => "say it in a few words of our own",
        None => "what does it mean? The page does not say",
    };
    error.text("meaning", meaning.unwrap_or("not described"));
    error.decide("meaning", question);
    error.text("source", page);
    error.draft()
}

/// What stands behind the code, on its line or on one before the next row.
fn meaning(row: &ErrorRow, stated: &Stated) -> Option<String> {
    let from = stated.text.iter().position(|(line, text)| *line == row.line && text.contains(&row.code))?;
    let is_next =
        |line: &Line| stated.errors.iter().any(|other| other.line > row.line && other.line == line.0);
    let (_, own) = &stated.text[from];
    let behind = own.find(&row.code).map_or("", |at| &own[at + row.code.len()..]);
    let is_told = |text: &str| speaks(text).then(|| clean(&text.replace('|', " ")));
    let mut below = stated.text[from + 1..].iter().take_while(|line| !is_next(line));
    is_told(behind).or_else(|| below.find_map(|(line, text)| is_told(text).filter(|_| *line > row.line)))
}
