//! What `generate` says that it did.

use crate::files::{Plan, State};
use bindery_codegen::Model;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many files of a service are named before they are only counted.
const MOST_NAMED: usize = 10;

/// A line for each service, and one for what belongs to none, each with the files that changed below it.
pub(crate) fn summary(model: &Model, plan: &Plan) -> String {
    let mut services: BTreeMap<&str, Vec<(&str, State)>> = BTreeMap::new();
    for (path, state) in plan.states() {
        let service = path.split_once('/').map_or("", |(service, _)| service);
        services.entry(service).or_default().push((path, state));
    }
    let lines = services.into_iter().map(|(name, files)| {
        let service = model.services.iter().find(|service| service.module == name);
        let contents = service.map_or_else(String::new, |service| {
            format!("operations {}, types {}, ", service.operations.len(), service.types.len())
        });
        format!("{}: {contents}{}", if name.is_empty() { "crate" } else { name }, done(&files))
    });
    lines.collect()
}

/// How many files were written, left alone and removed, and which of them were not left alone.
fn done(files: &[(&str, State)]) -> String {
    let word = |state: &State| match state {
        State::Missing => Some("added"),
        State::Stale => Some("changed"),
        State::Extra => Some("removed"),
        State::Fresh => None,
    };
    let changed: Vec<_> =
        files.iter().filter_map(|(path, state)| Some(format!("  {} {path}\n", word(state)?))).collect();
    let removed = files.iter().filter(|(_, state)| *state == State::Extra).count();
    let (written, unchanged) = (changed.len() - removed, files.len() - changed.len());
    let mut text = format!("files written {written}, unchanged {unchanged}, removed {removed}\n");
    text.extend(changed.iter().take(MOST_NAMED).map(String::as_str));
    if changed.len() > MOST_NAMED {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "  and {} more", changed.len() - MOST_NAMED);
    }
    text
}
