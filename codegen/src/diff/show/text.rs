//! A diff for a terminal.

use super::{Report, change, consequences, places};
use crate::diagnostic::visible;
use std::fmt::Write as _;

/// The diff, file by file, and the verdict at the end.
pub fn text(report: &Report<'_>) -> String {
    let mut text = String::new();
    for (subject, findings) in report.by_subject() {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{subject}");
        for finding in findings {
            let level = finding.level().word();
            let direction = finding.judgement.direction.word();
            let accepted = if report.accepted.has(finding) { ", accepted" } else { "" };
            let at = if finding.at.is_empty() { String::new() } else { format!(" {}", finding.at) };
            let change = change(finding);
            let _ = writeln!(text, "  {level:<5} {} {direction}{at}: {}", finding.what, visible(&change));
            if let Some(consequences) = consequences(finding) {
                let _ = writeln!(text, "        {consequences}");
            }
            let _ = writeln!(text, "        {} [{}{accepted}]", places(finding), finding.fingerprint());
            if subject.contains("/types/") && !finding.operations.is_empty() {
                let _ = writeln!(text, "        in {}", finding.operations.join(", "));
            }
        }
    }
    if let Some(formatting) = report.formatting() {
        let _ = writeln!(text, "{formatting}");
    }
    let _ = writeln!(text, "{}", report.verdict());
    text
}
