//! Findings that a maintainer has accepted, by fingerprint, in a file beside the specifications.

use super::Diff;
use super::finding::Finding;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lower;
use crate::schema::{Form, Key, Takes};
use crate::source::Source;
use std::collections::BTreeSet;

/// The name of the file in the folder of specifications.
pub const ACCEPTED: &str = "accepted.json";

static FILE: Form = Form {
    name: "file of accepted findings",
    doc: "Findings that a maintainer has accepted.",
    keys: &[Key::new("accepted", Takes::Some(&Takes::Object(&ENTRY)), "The findings.").required()],
    one_of: &[],
};

static ENTRY: Form = Form {
    name: "accepted finding",
    doc: "One finding and the reason why it may stand.",
    keys: &[
        Key::new("fingerprint", Takes::Text, "The finding's fingerprint.").required(),
        Key::new("why", Takes::Text, "Why it may stand.").required(),
    ],
    one_of: &[],
};

/// The findings that were accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    fingerprints: BTreeSet<String>,
}

impl Accepted {
    /// Reads the file.
    pub fn read(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Diagnostics::default();
        let tree = lower::read(source, &FILE, &mut problems);
        if !problems.is_empty() {
            return Err(problems.into_sorted());
        }
        let entries = tree.as_ref().map_or(&[][..], |tree| tree.list("accepted"));
        let fingerprints = entries.iter().filter_map(|entry| entry.text("fingerprint")).map(str::to_owned);
        Ok(Self { fingerprints: fingerprints.collect() })
    }

    /// Whether this finding was accepted.
    pub fn has(&self, finding: &Finding) -> bool {
        self.fingerprints.contains(&finding.fingerprint())
    }

    /// Fingerprints that are of no finding any more: such an entry would accept something unseen one day.
    pub fn stale(&self, diff: &Diff) -> Vec<&str> {
        let found: BTreeSet<String> = diff.findings.iter().map(Finding::fingerprint).collect();
        self.fingerprints.iter().map(String::as_str).filter(|one| !found.contains(*one)).collect()
    }
}
