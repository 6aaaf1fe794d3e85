//! What the comparison says of the generated crate agrees with the crate that is generated: one mutant of each kind
//! that can be generated is, and its public names are held against those of before.

use crate::kinds::{self, Kind};
use crate::mutants::{Mutant, mutants};
use crate::{Files, differences, files, sources};
use bindery_codegen::diff::{Level, Specs};
use bindery_codegen::{Output, Source, generate};
use std::collections::{BTreeMap, BTreeSet};

/// Small services first, since they are generated in less time.
const SERVICES: [&str; 4] = ["mqtt", "tmc", "mpush", "jpush"];

/// Most mutants of a kind that are tried: many are no whole specifications.
const TRIED: usize = 8;

fn service(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// The service of a mutant as it is afterwards, if it can be generated.
fn generated(files: &Files, mutant: &Mutant<'_>) -> Option<Vec<Output>> {
    let name = service(&mutant.site.path);
    let mut files: Files = files
        .iter()
        .filter(|(path, _)| service(path) == name)
        .map(|(path, file)| (path.clone(), file.clone()))
        .collect();
    for (path, file) in &mutant.files {
        match file {
            Some(file) => files.insert(path.clone(), file.clone()),
            None => files.remove(path),
        };
    }
    let text = |(path, file): (&String, &serde_json::Value)| Source::new(path.clone(), file.to_string());
    generate(&files.iter().map(text).collect::<Vec<_>>()).ok()
}

/// Every public name with its type, as far as a caller can write it. A struct is declared by a macro, a field a row.
fn names(outputs: &[Output]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for output in outputs {
        let (mut within, mut is_enum, mut is_built) = (String::new(), false, false);
        let mut insert = |within: &str, name: &str| names.insert(format!("{} {within} {name}", output.path));
        for line in output.text.lines() {
            let bare = line.trim();
            let head = bare.split(" = ").next().unwrap_or_default();
            if bare.starts_with("pub enum") || bare.starts_with("pub struct") {
                (within, is_enum) = (head.to_owned(), bare.starts_with("pub enum"));
            } else if line.starts_with('}') {
                (within, is_enum) = (String::new(), false);
            }
            if line.starts_with("bindery_runtime::") {
                is_built = line.contains("::request!");
            }
            let is_variant = is_enum && line.starts_with("    ") && !bare.starts_with("//");
            let is_use = bare.starts_with("pub use");
            if is_variant || bare.starts_with("pub ") && !is_use {
                insert(&within, head);
            }
            if let Some((field, _)) = bare.split_once(" => ").filter(|_| !within.is_empty()) {
                insert(&within, field);
                if is_built {
                    insert(&within, &format!("set {field}"));
                }
            }
        }
    }
    names
}

/// What is wrong with what is said of a mutant that could be generated; nothing, if none could.
fn disagreement(
    kind: &Kind,
    (specs, files): (&Specs<'_>, &Files),
    before: &BTreeMap<&str, Vec<Output>>,
) -> Option<Result<(), String>> {
    let mut mutants = mutants(kind, files);
    let rank = |mutant: &Mutant<'_>| SERVICES.iter().position(|name| *name == service(&mutant.site.path));
    mutants.sort_by_key(rank);
    let (mutant, after) =
        mutants.iter().take(TRIED).find_map(|mutant| Some((mutant, generated(files, mutant)?)))?;
    let before = &before[service(&mutant.site.path)];
    let diff = differences(specs, mutant);
    let finding = diff.findings.first()?;
    let breaks = !names(before).is_subset(&names(&after));
    let is_same = *before == after;
    let said = (finding.judgement.compile, finding.level() == Level::None);
    let agrees = said == (breaks, is_same);
    let told = || format!("{}: said {said:?}, generated {:?}", mutant.name(), (breaks, is_same));
    Some(if agrees { Ok(()) } else { Err(told()) })
}

#[test]
fn what_is_said_agrees_with_what_is_generated() {
    let sources = sources();
    let specs = Specs::read(&sources).expect("good specifications");
    let files = files(&sources);
    let before = |name: &'static str| {
        let sources: Vec<Source> = sources.iter().filter(|one| service(&one.path) == name).cloned().collect();
        (name, generate(&sources).expect("good specifications"))
    };
    let before: BTreeMap<&str, Vec<Output>> = SERVICES.map(before).into();
    let (mut generated, mut complaints) = (0, Vec::new());
    for kind in kinds::all() {
        if let Some(outcome) = disagreement(&kind, (&specs, &files), &before) {
            generated += 1;
            complaints.extend(outcome.err());
        }
    }
    assert!(complaints.is_empty(), "{} of {generated}:\n{}", complaints.len(), complaints.join("\n"));
    assert!(generated >= 100, "{generated}");
}
