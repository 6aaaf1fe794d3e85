//! Findings that a maintainer has accepted, by fingerprint, in a file beside the specifications.

use super::Diff;
use super::finding::Finding;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lower;
use crate::schema;
use crate::source::Source;
use std::collections::BTreeSet;

/// The name of the file in the folder of specifications.
pub const ACCEPTED: &str = "accepted.json";

/// The findings that were accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    fingerprints: BTreeSet<String>,
}

impl Accepted {
    /// Reads the file.
    pub fn read(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Diagnostics::default();
        let tree = lower::read(source, &schema::ACCEPTED, &mut problems);
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
