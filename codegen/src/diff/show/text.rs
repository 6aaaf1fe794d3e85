//! A diff for a terminal.

use super::{Report, change, consequences, places};
use crate::diagnostic::{Style, visible};
use crate::diff::Level;
use anstyle::AnsiColor;
use std::fmt::Write as _;

/// The diff, file by file, and the verdict at the end.
pub fn text(report: &Report<'_>, style: Style) -> String {
    let mut text = String::new();
    for (subject, findings) in report.by_subject() {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{}", visible(subject));
        for finding in findings {
            let level = finding.level();
            let (colour, word) = (colour(level, style), level.word());
            let direction = finding.judgement.direction.word();
            let accepted = if report.accepted.has(finding) { ", accepted" } else { "" };
            let at = if finding.at.is_empty() { String::new() } else { format!(" {}", finding.at) };
            let (at, change) = (visible(&at), change(finding));
            let change = visible(&change);
            let _ =
                writeln!(text, "  {colour}{word:<5}{colour:#} {} {direction}{at}: {change}", finding.what);
            if let Some(consequences) = consequences(finding) {
                let _ = writeln!(text, "        {consequences}");
            }
            let places = places(finding);
            let _ = writeln!(text, "        {} [{}{accepted}]", visible(&places), finding.fingerprint());
            if subject.contains("/types/") && !finding.operations.is_empty() {
                let _ = writeln!(text, "        in {}", visible(&finding.operations.join(", ")));
            }
        }
    }
    if let Some(formatting) = report.formatting() {
        let _ = writeln!(text, "{}", visible(&formatting));
    }
    let colour = colour(report.diff.verdict().level, style);
    let _ = writeln!(text, "{colour}{}{colour:#}", report.verdict());
    text
}

/// How a level is coloured: what breaks is red.
fn colour(level: Level, style: Style) -> anstyle::Style {
    match (style, level) {
        (Style::Coloured, Level::Major) => AnsiColor::Red.on_default().bold(),
        (Style::Coloured, Level::Minor) => AnsiColor::Yellow.on_default(),
        (Style::Plain, _) | (Style::Coloured, Level::Patch | Level::None) => anstyle::Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::diagnostic::Style;
    use crate::diff::{Accepted, Diff, Direction, Finding, Judgement, Report};

    fn shown(style: Style) -> String {
        let finding = Finding {
            what: "limit",
            judgement: Judgement::of(Direction::Tightened).run_time(true),
            subject: "demo/\u{1b}[2JSend".to_owned(),
            at: "parameters/A\u{202e}B".to_owned(),
            before: Some("\"\u{1b}\"".to_owned()),
            after: None,
            old: None,
            new: None,
            page: None,
            operations: Vec::new(),
        };
        let diff = Diff { findings: vec![finding], formatting: Vec::new() };
        text(&Report { diff: &diff, accepted: &Accepted::default(), version: None }, style)
    }

    #[test]
    fn colours_are_the_only_controls() {
        assert!(!shown(Style::Plain).contains(['\u{1b}', '\u{202e}']));
        let coloured = shown(Style::Coloured);
        assert!(coloured.contains("  \u{1b}[1m\u{1b}[31mmajor\u{1b}[0m limit"), "{coloured:?}");
        let bare = coloured.replace("\u{1b}[1m\u{1b}[31m", "").replace("\u{1b}[0m", "");
        assert_eq!(bare, shown(Style::Plain));
    }
}
