//! Comparing tables of error codes.

use super::anchored;
use super::compare::{Comparison, Difference};
use super::finding::Change;
use super::page::ErrorRow;
use crate::tree::Node;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Compares the error codes, if the page lists any.
pub(super) fn compare(comparison: &mut Comparison<'_, '_>) {
    let subject = comparison.subject;
    if subject.stated.errors.is_empty() {
        return;
    }
    let own = subject.file.node.list("errors");
    let shared = subject.service.file.node.list("errors");
    let codes: BTreeSet<&str> = subject.stated.errors.iter().map(|row| row.code.as_str()).collect();
    for code in &codes {
        let rows: Vec<&ErrorRow> = subject.stated.errors.iter().filter(|row| row.code == *code).collect();
        let known: Vec<&Node<'_>> = own.iter().filter(|row| row.text("code") == Some(code)).collect();
        let elsewhere = |row: &ErrorRow| shared.iter().any(|known| is_row(known, row));
        let fresh: Vec<&ErrorRow> = rows
            .iter()
            .copied()
            .filter(|row| !known.iter().any(|known| is_row(known, row)) && !elsewhere(row))
            .collect();
        let gone: Vec<&Node<'_>> =
            known.iter().copied().filter(|known| !rows.iter().any(|row| is_row(known, row))).collect();
        let gone = gone.into_iter().filter(|row| anchored::is_source(row, &subject.pages)).collect();
        one_code(comparison, code, fresh, gone);
    }
    for row in own.iter().filter(|row| anchored::is_source(row, &subject.pages)) {
        if row.text("code").is_some_and(|code| !codes.contains(code)) {
            let line = subject.stated.errors.first().map_or(subject.stated.line, |row| row.line);
            removed(comparison, row, line);
        }
    }
}

/// The rows of one code: what is new and what is gone make a change of status.
fn one_code(
    comparison: &mut Comparison<'_, '_>,
    code: &str,
    mut fresh: Vec<&ErrorRow>,
    mut gone: Vec<&Node<'_>>,
) {
    while let (Some(row), Some(known)) = (fresh.first().copied(), gone.first().copied()) {
        let status = row.status.map_or(Value::Null, Value::from);
        let point = known.get("status").unwrap_or(known);
        comparison.report(Difference {
            change: Change::ErrorStatus,
            at: code.to_owned(),
            attribute: "status".to_owned(),
            before: known.get("status").map_or(Value::Null, Node::to_json),
            edit: format!("set \"status\" to {status}"),
            after: status,
            page_line: row.line,
            file: comparison.subject.file,
            spec_line: comparison.subject.file.line(&point.span),
        });
        fresh.remove(0);
        gone.remove(0);
    }
    for row in fresh {
        added(comparison, row);
    }
    let line = comparison.subject.stated.errors.iter().find(|row| row.code == code).map_or(1, |row| row.line);
    for row in gone {
        removed(comparison, row, line);
    }
}

fn added(comparison: &mut Comparison<'_, '_>, row: &ErrorRow) {
    let file = comparison.subject.file;
    let point = file.node.get("errors").map_or(0, |errors| errors.span.start);
    let page = comparison.subject.pages.first().copied().unwrap_or_default();
    let mut edit = json!({ "code": row.code, "class": "unknown", "meaning": "…", "source": page });
    if let (Some(status), Some(edit)) = (row.status, edit.as_object_mut()) {
        edit.insert("status".to_owned(), Value::from(status));
    }
    comparison.report(Difference {
        change: Change::ErrorAdded,
        at: row.code.clone(),
        attribute: "errors".to_owned(),
        before: Value::Null,
        after: row_value(row.status, &row.code),
        edit: format!("add to \"errors\": {edit}, with its class and meaning"),
        page_line: row.line,
        file,
        spec_line: file.line(&(point..point)),
    });
}

fn removed(comparison: &mut Comparison<'_, '_>, row: &Node<'_>, page_line: usize) {
    let file = comparison.subject.file;
    let code = row.text("code").unwrap_or_default();
    comparison.report(Difference {
        change: Change::ErrorRemoved,
        at: code.to_owned(),
        attribute: "errors".to_owned(),
        before: row_value(row.get("status").and_then(Node::as_int), code),
        after: Value::Null,
        edit: format!("take the row of `{code}` out of \"errors\""),
        page_line,
        file,
        spec_line: file.line(&row.span),
    });
}

fn row_value(status: Option<i64>, code: &str) -> Value {
    status.map_or_else(|| json!(code), |status| json!(format!("{status} {code}")))
}

/// Whether the rows say the same. A page that gives no status says nothing of it.
fn is_row(known: &Node<'_>, row: &ErrorRow) -> bool {
    let status = known.get("status").and_then(Node::as_int);
    known.text("code") == Some(&row.code)
        && (row.status.is_none() || status.is_none() || status == row.status)
}
