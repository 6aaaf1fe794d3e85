//! A mutation oracle: every single change of many kinds is made to every real specification, one at a time, and the
//! comparison finds exactly that one, with what it means for callers.

#![expect(clippy::expect_used, reason = "what stands in the way of a test must end it")]

#[path = "diff/agreement.rs"]
mod agreement;
#[path = "diff/compiled.rs"]
mod compiled;
#[path = "diff/driver.rs"]
mod driver;
#[path = "diff/edits.rs"]
mod edits;
#[path = "diff/hostile.rs"]
mod hostile;
#[path = "diff/kinds.rs"]
mod kinds;
#[path = "diff/mutants.rs"]
mod mutants;
#[path = "diff/program.rs"]
mod program;
#[path = "diff/release.rs"]
mod release;
#[path = "diff/witness.rs"]
mod witness;

use bindery_codegen::Source;
use bindery_codegen::diff::{Diff, Specs, compare};
use kinds::Kind;
use mutants::{Mutant, mutants};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Files by path.
pub(crate) type Files = BTreeMap<String, Value>;

/// Every real specification.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut sources = Vec::new();
    collect(&root, "", &mut sources);
    sources
}

/// The small specifications that the generator is tested with, each a service: all of the format stands in them.
fn fixtures() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut sources = Vec::new();
    collect(&root, "", &mut sources);
    let shared = fs::read_to_string(root.join("service.json")).expect("text");
    let names = sources.iter().filter_map(|one| Some(one.path.split_once('/')?.0.to_owned()));
    let names: BTreeSet<String> = names.collect();
    for name in names {
        let path = format!("{name}/service.json");
        if !sources.iter().any(|one| one.path == path) {
            sources.push(Source::new(path, shared.clone()));
        }
    }
    sources
}

fn collect(root: &Path, below: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(root.join(below)).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a plain name");
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            if name != "schema" {
                collect(root, &path, sources);
            }
        } else if !below.is_empty() && entry.path().extension().is_some_and(|extension| extension == "json") {
            sources.push(Source::new(path, fs::read_to_string(entry.path()).expect("text")));
        }
    }
}

fn files(sources: &[Source]) -> Files {
    let value = |source: &Source| serde_json::from_str(&source.text).expect("JSON");
    sources.iter().map(|source| (source.path.clone(), value(source))).collect()
}

/// Files that are others now; none is gone.
pub(crate) type Changed = BTreeMap<String, Option<Value>>;

/// Compares specifications with what they are after a change.
fn differences(specs: &Specs<'_>, files: &Changed) -> Diff {
    let text = |value: &Value| serde_json::to_string_pretty(value).expect("text");
    let changed: Vec<Source> = files
        .iter()
        .filter_map(|(path, value)| Some(Source::new(path.clone(), text(value.as_ref()?))))
        .collect();
    let mut new = specs.clone();
    for (path, value) in files {
        if value.is_none() {
            new = new.without(path);
        }
    }
    for source in &changed {
        new = new.with(source).expect("a file of the format");
    }
    compare(specs, &new)
}

/// What is wrong with what was found of a mutant.
fn complaint(kind: &Kind, mutant: &Mutant<'_>, diff: &Diff) -> Option<String> {
    let [finding] = &diff.findings[..] else {
        let found: Vec<_> =
            diff.findings.iter().map(|one| (one.what, one.judgement.direction, &one.at)).collect();
        return Some(format!("{}: {} findings: {found:?}", mutant.name(), found.len()));
    };
    let expected = (
        kind.what,
        kind.direction,
        (kind.compile)(&mutant.site),
        (kind.run_time)(&mutant.site),
        &*mutant.subject,
    );
    if finding.before.is_some() && finding.before == finding.after {
        return Some(format!("{}: both sides are {:?}", mutant.name(), finding.before));
    }
    if !diff.formatting.is_empty() {
        return Some(format!("{}: layout of {:?}", mutant.name(), diff.formatting));
    }
    let judgement = finding.judgement;
    let found =
        (finding.what, judgement.direction, judgement.compile, judgement.run_time, finding.subject.as_str());
    (expected != found).then(|| format!("{}: expected {expected:?}, found {found:?}", mutant.name()))
}

/// Makes every change of these kinds in every place, and holds what is found against what was made.
fn hold(kinds: &[Kind]) {
    let sources = sources();
    let specs = Specs::read(&sources).expect("good specifications");
    let files = files(&sources);
    let (mut made, mut complaints) = (0_usize, Vec::new());
    for kind in kinds {
        let mutants = mutants(kind, &files);
        if mutants.is_empty() {
            complaints.push(format!("{} has no place in any specification", kind.name));
        }
        made += mutants.len();
        complaints
            .extend(mutants.iter().filter_map(|one| complaint(kind, one, &differences(&specs, &one.files))));
    }
    let shown = complaints.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(complaints.is_empty(), "{} of {made} mutants:\n{shown}", complaints.len());
}

/// A test for each sort of kind, so that they run side by side.
macro_rules! held {
    ($($test:ident: $kinds:ident;)*) => {
        $(#[test]
        fn $test() {
            hold(&kinds::$kinds());
        })*

        #[test]
        fn there_are_many_kinds() {
            let count: usize = [$(kinds::$kinds().len()),*].iter().sum();
            assert!(count >= 150, "{count}");
        }
    };
}

held! {
    changes_of_members_are_found: members;
    changes_of_member_texts_are_found: member_words;
    changes_of_limits_are_found: limits;
    changes_of_rules_are_found: rules;
    changes_of_errors_are_found: errors;
    changes_of_operations_are_found: operations;
    changes_of_types_are_found: types;
    changes_of_services_are_found: services;
    changes_of_whole_files_are_found: trees;
}

#[test]
fn a_tree_does_not_differ_from_itself() {
    let sources = sources();
    let specs = Specs::read(&sources).expect("good specifications");
    assert_eq!(compare(&specs, &specs), Diff::default());
}

#[test]
fn layout_and_the_order_of_keys_are_no_findings() {
    let sources = sources();
    let specs = Specs::read(&sources).expect("good specifications");
    // Written anew, every file has another layout and sorted keys.
    let text = |value: &Value| serde_json::to_string_pretty(value).expect("text");
    let rewritten: Vec<Source> =
        files(&sources).iter().map(|(path, value)| Source::new(path.clone(), text(value))).collect();
    let diff = compare(&specs, &Specs::read(&rewritten).expect("good specifications"));
    assert!(diff.findings.is_empty(), "{:#?}", diff.findings);
    assert_eq!(diff.formatting.len(), sources.len());
}
