//! What was released last, for a copy of the project that does not have its history: the version, the revision, and
//! a fingerprint of what each file says.

use super::fingerprint;
use super::specs::Specs;
use super::verdict::Version;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lower;
use crate::schema;
use crate::source::Source;
use crate::tree::{Entry, Json, Node};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the file in the folder of specifications.
pub const BASELINE: &str = "baseline.json";

/// What was released last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The version.
    pub version: Version,
    /// The git revision that has these specifications, if it is known.
    pub revision: Option<String>,
    /// Fingerprints by path.
    files: BTreeMap<String, String>,
}

impl Baseline {
    /// What is released with these specifications.
    pub fn of(specs: &Specs<'_>, version: Version, revision: Option<String>) -> Self {
        let files = specs.documents().map(|file| (file.path.to_owned(), fingerprint(&file.tree)));
        Self { version, revision, files: files.collect() }
    }

    /// Reads the file.
    pub fn read(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Diagnostics::default();
        let tree = lower::read(source, &schema::BASELINE, &mut problems);
        let version = tree.as_ref().and_then(|tree| tree.get("version"));
        let read = version.and_then(Node::as_text).and_then(Version::read);
        if let (None, Some(version)) = (read, version) {
            let message = "this is no version of three numbers";
            problems.report(Code::OutOfRange, &source.path, &version.span, message);
        }
        let (Some(tree), Some(version)) = (tree, read) else {
            return Err(problems.into_sorted());
        };
        let files = tree.get("files").map_or(&[][..], Node::entries).iter();
        let files = files.filter_map(|file| Some((file.key.to_string(), file.value.as_text()?.to_owned())));
        let revision = tree.text("revision").map(str::to_owned);
        Ok(Self { version, revision, files: files.collect() })
    }

    /// The file as JSON.
    pub fn to_json(&self) -> String {
        let mut value = json!({
            "$schema": "schema/baseline.schema.json",
            "version": self.version.to_string(),
            "files": self.files,
        });
        if let Some(revision) = &self.revision {
            value["revision"] = json!(revision);
        }
        // A value made of texts can always be written.
        serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
    }

    /// The files that say something else than these specifications, or that only one side has.
    pub fn differing(&self, specs: &Specs<'_>) -> BTreeSet<String> {
        let now = Self::of(specs, self.version, None).files;
        let paths = self.files.keys().chain(now.keys()).cloned();
        paths.filter(|path| self.files.get(path) != now.get(path)).collect()
    }
}

/// The fingerprint of what a file says in the generated crate: layout, order of keys, notes and examples are nothing.
fn fingerprint(tree: &Node<'_>) -> String {
    fingerprint::of([&*generated(tree).to_json().to_string()])
}

/// The value without what stands in the specification alone.
fn generated<'t>(node: &Node<'t>) -> Node<'t> {
    const SILENT: [&str; 6] = ["$schema", "note", "example", "examples", "fixes", "anchors"];
    /// Under these stand names of the vendor's, and values that are no part of the format.
    const FREE: [&str; 5] = ["bases", "pages", "names", "query", "default"];
    let value = match &node.value {
        Json::List(items) => Json::List(items.iter().map(generated).collect()),
        Json::Object(entries) => {
            let kept = entries.iter().filter(|entry| !SILENT.contains(&&*entry.key));
            let entry = |entry: &Entry<'t>| {
                let is_free = FREE.contains(&&*entry.key);
                let value = if is_free { entry.value.clone() } else { generated(&entry.value) };
                Entry { value, ..entry.clone() }
            };
            Json::Object(kept.map(entry).collect())
        }
        other => other.clone(),
    };
    Node { value, span: node.span.clone() }
}
