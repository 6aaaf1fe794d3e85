//! The generator's own judgement of a draft: what it would refuse is left out.

use super::Imported;
use super::left_out::{LeftOut, Reason};
use super::operation::Drafted;
use super::product::Service;
use crate::diagnostic::Diagnostic;
use crate::lower::lower;
use crate::output::Output;
use crate::source::Source;
use std::collections::BTreeMap;

/// Takes over the operations that the generator accepts, together with the service around them.
pub(super) fn accept(service: &Service<'_>, mut drafted: Vec<Drafted>, imported: &mut Imported) {
    let service = Output { path: format!("{}/service.json", service.name), text: service.draft().file() };
    // Every round takes away at least one operation.
    while !drafted.is_empty() {
        let problems = problems(&service, &drafted);
        if problems.is_empty() {
            break;
        }
        let before = drafted.len();
        drafted.retain(|operation| match problem(operation, &problems) {
            Some(problem) => {
                imported.left_out.retain(|it| it.operation != operation.name);
                imported.left_out.push(LeftOut::operation(&operation.name, problem));
                false
            }
            None => true,
        });
        if drafted.len() == before {
            refuse_all(&drafted, &problems, imported);
            return;
        }
    }
    imported.operations = drafted.len();
    if !drafted.is_empty() {
        imported.files = drafted.into_iter().flat_map(|operation| operation.files).collect();
        imported.files.insert(0, service);
    }
}

/// The first problem of each file.
fn problems(service: &Output, drafted: &[Drafted]) -> BTreeMap<String, String> {
    let files = drafted.iter().flat_map(|operation| &operation.files).chain([service]);
    let sources: Vec<Source> = files.map(|file| Source::new(&file.path, &file.text)).collect();
    let mut problems = BTreeMap::new();
    for Diagnostic { path, message, .. } in lower(&sources).err().unwrap_or_default() {
        problems.entry(path).or_insert(message);
    }
    problems
}

fn problem(operation: &Drafted, problems: &BTreeMap<String, String>) -> Option<Reason> {
    // What is wrong with a type makes its use wrong too, and its use stands first.
    let problem = operation.files.iter().rev().find_map(|file| problems.get(&file.path))?;
    Some(Reason::Refused(problem.clone()))
}

/// The service itself is refused, and with it all that it has.
fn refuse_all(drafted: &[Drafted], problems: &BTreeMap<String, String>, imported: &mut Imported) {
    let problem = problems.values().next().cloned().unwrap_or_default();
    for operation in drafted {
        imported.left_out.retain(|it| it.operation != operation.name);
        imported.left_out.push(LeftOut::operation(&operation.name, Reason::Refused(problem.clone())));
    }
}
