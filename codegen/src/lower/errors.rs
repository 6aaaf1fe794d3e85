//! Rows of error tables.

use super::facts::File;
use super::leak;
use crate::diagnostic::{Code as Problem, visible};
use crate::schema::{self, CLASSES};
use crate::tree::Node;
use bindery_runtime::table::{Class, Code, ErrorRow};
use std::collections::HashSet;

/// Lowers an error table.
pub(super) fn lower(rows: &[Node<'_>], file: &mut File<'_>) -> Vec<ErrorRow> {
    let mut seen = HashSet::new();
    let mut lowered = Vec::with_capacity(rows.len());
    for row in rows {
        let (status, code) = (row.get("status"), row.get("code"));
        check_status(status, file);
        if let Some(code) = code {
            check_code(code, file);
            let status = status.and_then(Node::as_count);
            if !seen.insert((status, code.as_text())) {
                let status = status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
                let message =
                    format!("`{}` with {status} is there twice", visible(code.as_text().unwrap_or_default()));
                file.report(Problem::DuplicateError, &code.span, message).label("the second one");
            }
        }
        // A page that is not known was reported, and nothing is made of the row.
        let Some(page) = row.get("source").and_then(|source| file.page_named(source)) else {
            continue;
        };
        let class = row.text("class").and_then(|word| schema::meaning(&CLASSES, word));
        lowered.push(ErrorRow {
            status: row.count("status").and_then(|status| status.try_into().ok()),
            code: Code(leak::text(row.text("code").unwrap_or_default())),
            class: class.unwrap_or(Class::Unknown),
            meaning: leak::text(row.text("meaning").unwrap_or_default()),
            page,
        });
    }
    lowered
}

fn check_status(status: Option<&Node<'_>>, file: &mut File<'_>) {
    if let Some(status) = status.filter(|status| status.as_count().is_none_or(|status| status > 599)) {
        file.report(Problem::OutOfRange, &status.span, "an HTTP status lies between 100 and 599");
    }
}

fn check_code(code: &Node<'_>, file: &mut File<'_>) {
    let text = code.as_text().unwrap_or_default();
    if text.matches("%s").count() > 1 {
        file.report(Problem::BadName, &code.span, "a code has at most one `%s`");
    }
    if text == "%s" {
        let problem = file.report(Problem::BadName, &code.span, "this code would match every code");
        problem.help("a template has letters beside its `%s`");
    }
}
