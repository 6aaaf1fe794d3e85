//! A diff for a review comment.

use super::{Report, change, consequences, places};
use crate::diff::Finding;
use std::fmt::Write as _;

/// The diff as a table for each file, under the verdict.
pub fn markdown(report: &Report<'_>) -> String {
    // Writing to a `String` cannot fail.
    let mut text = format!("**{}**\n", cell(&report.verdict()));
    for (subject, findings) in report.by_subject() {
        let _ = write!(text, "\n### {}\n\n", cell(subject));
        text.push_str("| level | change | from → to | for callers | where | fingerprint |\n");
        text.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for finding in findings {
            text.push_str(&row(report, finding));
        }
    }
    if let Some(formatting) = report.formatting() {
        let _ = write!(text, "\n{}\n", cell(&formatting));
    }
    text
}

fn row(report: &Report<'_>, finding: &Finding) -> String {
    let accepted = if report.accepted.has(finding) { ", accepted" } else { "" };
    format!(
        "| {} | {} {} {} | {} | {} | {} | {}{accepted} |\n",
        finding.level().word(),
        finding.what,
        finding.judgement.direction.word(),
        code(&finding.at),
        code(&change(finding)),
        consequences(finding).unwrap_or("nothing breaks"),
        code(&places(finding)),
        finding.fingerprint(),
    )
}

/// Text as a code span that it cannot end, in a cell of a table.
fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = text.replace(['\r', '\n'], " ").replace('|', "\\|");
    let longest = text.split(|one| one != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Text that is no markup.
fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for one in text.chars() {
        if matches!(one, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            escaped.push('\\');
        }
        escaped.push(if one.is_control() { ' ' } else { one });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{cell, code};

    #[test]
    fn nothing_breaks_out_of_a_cell() {
        assert_eq!(code("a`b|c\nd"), "``a`b\\|c d``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(cell("<a|b>"), "\\<a\\|b\\>");
    }
}
