//! What a change of specifications means for callers.
//!
//! Two trees are compared by what they say: members by name, limits by what they check, error rows by status and
//! code. Layout and the order of keys are nothing. Each difference is one [`Finding`], with its direction, whether a
//! program stops compiling, whether a call that worked may now fail, and the lines on both sides. Together they give
//! a [`Verdict`] on the version of the generated crate.

mod accepted;
mod baseline;
mod changelog;
mod error;
mod facts;
mod finding;
mod fingerprint;
mod judge;
mod limit;
mod member;
mod operation;
mod reach;
mod rename;
mod root;
mod rule;
mod same;
mod scope;
mod service;
mod show;
mod specs;
mod types;
mod verdict;

pub use self::accepted::{ACCEPTED, Accepted};
pub use self::baseline::{BASELINE, Baseline};
pub use self::changelog::changelog;
pub use self::finding::{Direction, Finding, Judgement, Level, Place};
pub use self::show::{Pane, Report, html, json, markdown, text};
pub use self::specs::Specs;
pub use self::verdict::{Verdict, Version};

use std::collections::BTreeSet;

/// All differences between two trees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// What changed, by file and in the order of the format.
    pub findings: Vec<Finding>,
    /// Files whose text differs and that say the same, by path.
    pub formatting: Vec<String>,
}

/// Compares two trees.
pub fn compare(old: &Specs<'_>, new: &Specs<'_>) -> Diff {
    let services: BTreeSet<&str> = old.services().into_iter().chain(new.services()).collect();
    let mut diff = Diff::default();
    for name in services {
        let mut compared = service::compare(name, old, new);
        diff.findings.append(&mut compared.findings);
        diff.formatting.append(&mut compared.formatting);
    }
    diff
}
