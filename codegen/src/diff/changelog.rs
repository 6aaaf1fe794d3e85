//! The section of `CHANGELOG.md` that a change of specifications asks for.

use super::Diff;
use super::finding::{Direction, Finding, Level};
use super::show::{change, consequences};
use std::fmt::Write as _;

/// The headings, in their order.
const HEADINGS: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

/// The lines of the section, under the headings of Keep a Changelog. What callers cannot notice is not told.
pub fn changelog(diff: &Diff) -> String {
    let mut text = String::new();
    for heading in HEADINGS {
        let lines =
            diff.findings.iter().filter(|one| one.level() >= Level::Minor && self::heading(one) == heading);
        let lines: Vec<String> = lines.map(line).collect();
        if !lines.is_empty() {
            // Writing to a `String` cannot fail.
            let _ = write!(
                text,
                "{}### {heading}\n\n{}",
                if text.is_empty() { "" } else { "\n" },
                lines.concat()
            );
        }
    }
    text
}

fn heading(finding: &Finding) -> &'static str {
    match finding.judgement.direction {
        Direction::Reclassified if finding.what == "deprecated" && finding.after.is_some() => "Deprecated",
        // A limit that is new is a tighter request, not an offer.
        Direction::Added if finding.judgement.run_time => "Changed",
        Direction::Added => "Added",
        Direction::Removed if finding.judgement.compile || finding.judgement.run_time => "Removed",
        Direction::Removed
        | Direction::Tightened
        | Direction::Loosened
        | Direction::Renamed
        | Direction::Reclassified
        | Direction::Altered
        | Direction::Reworded => "Changed",
    }
}

fn line(finding: &Finding) -> String {
    let subject = finding.subject.replacen('/', " ", 1);
    let at = if finding.at.is_empty() { String::new() } else { format!(", `{}`", plain(&finding.at)) };
    let change = change(finding);
    let change = if change.is_empty() { change } else { format!(": `{}`", plain(&change)) };
    let page = finding.page.as_ref().map(|page| format!(", by {page}")).unwrap_or_default();
    let warning = consequences(finding).map(|one| format!(" **Breaking:** {one}.")).unwrap_or_default();
    let (what, direction) = (finding.what, finding.judgement.direction.word());
    format!("- `{}`{at}: {what} {direction}{change}{page}.{warning}\n", plain(&subject))
}

/// Text that fits between two backticks.
fn plain(text: &str) -> String {
    text.chars().map(|one| if one == '`' || one.is_control() { '\'' } else { one }).collect()
}
