//! A diff as people and programs read it.

mod html;
mod json;
mod lines;
mod markdown;
mod text;

pub use self::html::{Pane, html};
pub use self::json::json;
pub use self::markdown::markdown;
pub use self::text::text;

use super::Diff;
use super::accepted::Accepted;
use super::finding::{Finding, Place};
use super::verdict::{Verdict, Version};
use serde_json::Value;

/// A diff with what is known beside it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The differences.
    pub diff: &'a Diff,
    /// What was accepted of them.
    pub accepted: &'a Accepted,
    /// The version of the crate on the old side, if it is known.
    pub version: Option<Version>,
}

impl Report<'_> {
    /// Whether something breaks that nobody has accepted.
    pub fn breaks(&self) -> bool {
        let is_breaking = |one: &&Finding| one.judgement.compile || one.judgement.run_time;
        self.diff.findings.iter().filter(is_breaking).any(|one| !self.accepted.has(one))
    }

    /// The verdict in one sentence.
    fn verdict(&self) -> String {
        let Verdict { level, reason } = self.diff.verdict();
        let next = self.version.map(|from| format!("; after {from} that is {} at least", from.after(level)));
        format!("{}: {reason}{}", level.word(), next.unwrap_or_default())
    }

    /// What changed in layout alone, in one sentence; nothing, if no file did.
    fn formatting(&self) -> Option<String> {
        match &self.diff.formatting[..] {
            [] => None,
            [one] => Some(format!("Only the layout of {one} changed.")),
            files => Some(format!("Only the layout of {} files changed: {}.", files.len(), files.join(", "))),
        }
    }

    /// The findings of each file, the ones that ask for most first.
    fn by_subject(&self) -> Vec<(&str, Vec<&Finding>)> {
        let mut subjects: Vec<(&str, Vec<&Finding>)> = Vec::new();
        for finding in &self.diff.findings {
            // What is found of one file stands together.
            match subjects.last_mut().filter(|(subject, _)| *subject == finding.subject) {
                Some((_, findings)) => findings.push(finding),
                None => subjects.push((&finding.subject, vec![finding])),
            }
        }
        for (_, findings) in &mut subjects {
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.level()));
        }
        subjects
    }
}

/// What a finding means for callers, in words; nothing, if it breaks nothing.
pub(super) fn consequences(finding: &Finding) -> Option<&'static str> {
    match (finding.judgement.compile, finding.judgement.run_time) {
        (true, true) => Some("stops compiling, and a call that worked may fail"),
        (true, false) => Some("stops compiling"),
        (false, true) => Some("a call that worked may fail"),
        (false, false) => None,
    }
}

/// From what to what, in a few words.
pub(super) fn change(finding: &Finding) -> String {
    match (&finding.before, &finding.after) {
        (Some(before), Some(after)) => format!("{} → {}", brief(before), brief(after)),
        (None, Some(value)) | (Some(value), None) => brief(value),
        (None, None) => String::new(),
    }
}

/// A value in at most some sixty characters, without what only explains it.
fn brief(json: &str) -> String {
    const MOST: usize = 60;
    let mut value: Value = serde_json::from_str(json).unwrap_or_default();
    if let Value::Object(object) = &mut value {
        for key in ["doc", "source", "note", "example", "meaning"] {
            object.remove(key);
        }
        if object.len() == 1 {
            value = object.values().next().cloned().unwrap_or_default();
        }
    }
    let text = match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Where it stands on both sides.
fn places(finding: &Finding) -> String {
    let place = |place: &Place| format!("{}:{}", place.path, place.line);
    match (&finding.old, &finding.new) {
        (Some(old), Some(new)) if old.path == new.path => format!("{} → {}", place(old), new.line),
        (Some(old), Some(new)) => format!("{} → {}", place(old), place(new)),
        (Some(old), None) => format!("{}, gone", place(old)),
        (None, Some(new)) => format!("{}, new", place(new)),
        (None, None) => String::new(),
    }
}
