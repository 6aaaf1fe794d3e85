//! The generator's own judgement of a draft. What it would refuse is taken out and told, until nothing but
//! decisions is left.

use super::known::Known;
use super::left::Left;
use super::taking::Taking;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::lower::lower;
use crate::output::Output;
use crate::source::Source;
use crate::tree;

/// Operations and types with their paths.
pub(super) type Files = Vec<(String, Draft)>;

/// Takes out what would be refused. `service` makes `service.json`, with the page or without it, if it changes.
/// Gives that file, and what is to be decided; an error is a problem that no taking out ends.
pub(super) fn settle(
    files: &mut Files,
    service: impl Fn(bool) -> Option<Output>,
    known: Option<&Known<'_>>,
    left: &mut Vec<Left>,
) -> Result<(Option<Output>, Vec<Diagnostic>), String> {
    let mut has_page = true;
    loop {
        let own = service(has_page);
        let sources = sources(files, own.as_ref(), known);
        let problems = lower(&sources).err().unwrap_or_default();
        let Some(problem) = problems.iter().find(|problem| problem.code != Code::Undecided) else {
            return Ok((own, problems));
        };
        if problem.code == Code::UnusedPage && has_page {
            has_page = false;
            continue;
        }
        let taken = taken_out(files, problem);
        let taken = taken.ok_or_else(|| format!("{}: {}", problem.path, problem.message))?;
        if !taken.is_empty() {
            left.push(Left::new(0, format!("{taken} is left out: {}", problem.message)));
        }
    }
}

fn sources(files: &Files, own: Option<&Output>, known: Option<&Known<'_>>) -> Vec<Source> {
    let drafted = files.iter().map(|(path, draft)| Source::new(path, draft.file()));
    let own = own.map(|own| Source::new(&own.path, &own.text));
    let is_kept = |source: &&&Source| own.as_ref().is_none_or(|own| own.path != source.path);
    let known = known.iter().flat_map(|known| &known.sources).filter(is_kept).map(|source| (*source).clone());
    let known: Vec<Source> = known.collect();
    known.into_iter().chain(drafted).chain(own).collect()
}

/// Takes out what the problem is about, and names it; nothing to tell if its absence tells itself.
fn taken_out(files: &mut Files, problem: &Diagnostic) -> Option<String> {
    let at = files.iter().position(|(path, _)| *path == problem.path)?;
    if problem.code == Code::UnusedType {
        files.remove(at);
        return Some(String::new());
    }
    let text = files[at].1.file();
    let tree = tree::parse(&problem.path, &text, &mut Diagnostics::default())?;
    if tree.get("values").is_some() {
        // An enumeration that makes no type is text.
        let name = tree.text("type")?.to_owned();
        files.remove(at);
        for (_, draft) in files.iter_mut() {
            as_text(draft, &name);
        }
        return Some(format!("the enumeration `{name}`"));
    }
    let taken = Taking { problem }.from(&mut files[at].1, &tree)?;
    let named = tree.text("operation").or_else(|| tree.text("type")).unwrap_or_default();
    Some(format!("`{named}`: {taken}"))
}

/// Makes text of the members of a type that is no more.
fn as_text(draft: &mut Draft, name: &str) {
    match draft {
        Draft::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Draft::Text(text) if key == "type" && text == name => *value = Draft::text("string"),
                    value => as_text(value, name),
                }
            }
        }
        Draft::List(items) => items.iter_mut().for_each(|item| as_text(item, name)),
        Draft::Text(_) | Draft::True | Draft::Scalar(_) => {}
    }
}
