//! A diff as one HTML page that needs nothing beside it: findings, and texts of both sides next to each other.

use super::lines::{Row, rows};
use super::{Report, change, consequences, places};
use crate::diff::Finding;
use std::fmt::Write as _;

/// A text of both sides: a specification, a generated file, a request on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pane {
    /// What it is called.
    pub title: String,
    /// The text before the change, empty if there was none.
    pub old: String,
    /// The text after it, empty if there is none.
    pub new: String,
}

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2em;color:#222;background:#fff}\
table{border-collapse:collapse;width:100%}td,th{padding:.2em .6em;text-align:left;vertical-align:top}\
.findings td,.findings th{border-bottom:1px solid #ddd}.major{color:#a40000;font-weight:bold}\
.text{table-layout:fixed;font:12px/1.4 monospace}.text td{white-space:pre-wrap;overflow-wrap:anywhere}\
.text .number{width:4em;color:#888;text-align:right}.gone{background:#ffe3e3}.new{background:#e0f5e0}\
.skip td{color:#888;background:#f4f4f4}";

/// The page: verdict and findings, then every pane whose sides differ.
pub fn html(report: &Report<'_>, panes: &[Pane]) -> String {
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    // Nothing may be fetched or run, whatever the texts are.
    page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    // Writing to a `String` cannot fail.
    let _ = writeln!(page, "<title>What the change means</title><style>{STYLE}</style></head><body>");
    let _ = writeln!(page, "<h1>{}</h1>", escaped(&report.verdict()));
    for (subject, findings) in report.by_subject() {
        let _ = writeln!(page, "<h2>{}</h2>\n<table class=\"findings\">", escaped(subject));
        page.push_str("<tr><th>level<th>change<th>from → to<th>for callers<th>where<th>fingerprint</tr>\n");
        for finding in findings {
            page.push_str(&finding_row(report, finding));
        }
        page.push_str("</table>\n");
    }
    if let Some(formatting) = report.formatting() {
        let _ = writeln!(page, "<p>{}</p>", escaped(&formatting));
    }
    for Pane { title, old, new } in panes.iter().filter(|pane| pane.old != pane.new) {
        let _ = writeln!(page, "<h3>{}</h3>\n<table class=\"text\">", escaped(title));
        for row in rows(old, new) {
            page.push_str(&text_row(&row));
        }
        page.push_str("</table>\n");
    }
    page.push_str("</body></html>\n");
    page
}

fn finding_row(report: &Report<'_>, finding: &Finding) -> String {
    let level = finding.level().word();
    let accepted = if report.accepted.has(finding) { ", accepted" } else { "" };
    format!(
        "<tr><td class=\"{level}\">{level}<td>{} {} <code>{}</code><td><code>{}</code><td>{}<td>{}<td><code>{}</code>{accepted}</tr>\n",
        finding.what,
        finding.judgement.direction.word(),
        escaped(&finding.at),
        escaped(&change(finding)),
        consequences(finding).unwrap_or("nothing breaks"),
        escaped(&places(finding)),
        finding.fingerprint(),
    )
}

fn text_row(row: &Row<'_>) -> String {
    let side = |line: Option<(usize, &str)>, class: &str| match line {
        Some((number, text)) => {
            format!("<td class=\"number\">{number}<td class=\"{class}\">{}", escaped(text))
        }
        None => "<td class=\"number\"><td>".to_owned(),
    };
    match row {
        Row::Same(old, new) => format!("<tr>{}{}</tr>\n", side(Some(*old), ""), side(Some(*new), "")),
        Row::Other(old, new) => format!("<tr>{}{}</tr>\n", side(*old, "gone"), side(*new, "new")),
        Row::Skipped(count) => format!("<tr class=\"skip\"><td colspan=\"4\">{count} lines alike</tr>\n"),
    }
}

/// Text that is no markup, in an element or between quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Pane, html};
    use crate::diff::{Accepted, Diff, Report};

    #[test]
    fn no_text_becomes_markup() {
        let (diff, accepted) = (Diff::default(), Accepted::default());
        let report = Report { diff: &diff, accepted: &accepted, version: None };
        let pane = Pane { title: "<b>".to_owned(), old: "<script>".to_owned(), new: "a & b".to_owned() };
        let shown = html(&report, &[pane]);
        assert!(
            shown.contains("&lt;b&gt;") && shown.contains("&lt;script&gt;") && shown.contains("a &amp; b")
        );
        assert!(!shown.contains("<script") && !shown.contains("src=") && !shown.contains("href="));
    }
}
