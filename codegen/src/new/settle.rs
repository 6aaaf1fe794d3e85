//! The generator's own judgement of a draft. What it would refuse is taken out and told, until nothing but
//! decisions is left.

use super::known::Known;
use super::left::Left;
use super::material::clean;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::lower::lower;
use crate::output::Output;
use crate::source::Source;
use crate::tree::{self, Json, Node};

/// Keys that a member, operation or row can be without.
const OPTIONAL: [&str; 8] =
    ["example", "encoding", "accept", "wrapper", "sensitive", "deprecated", "rust_name", "default"];

/// Lists of which an item can be missing.
const LISTS: [&str; 8] =
    ["limits", "errors", "quotas", "examples", "parameters", "answer", "members", "values"];

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
    let taken = Taking { problem, is_last_limit: problem.code == Code::ExampleNeeded };
    let named = tree.text("operation").or_else(|| tree.text("type")).unwrap_or_default().to_owned();
    let taken = taken.from(&mut files[at].1, &tree)?;
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

/// Taking out the smallest piece around a place.
struct Taking<'p> {
    problem: &'p Diagnostic,
    /// Whether it is the last of a member's limits that is too much.
    is_last_limit: bool,
}

impl Taking<'_> {
    /// Takes the piece out of the draft, whose text the node was read from, and names it.
    fn from(&self, draft: &mut Draft, node: &Node<'_>) -> Option<String> {
        let (Draft::Object(entries), Json::Object(nodes)) = (draft, &node.value) else { return None };
        let is_around =
            |start: usize, end: usize| start <= self.problem.span.start && self.problem.span.end <= end;
        let at = nodes.iter().position(|entry| is_around(entry.span.start, entry.value.span.end))?;
        let key = entries.get(at)?.0.clone();
        let named =
            || entry_text(node).map_or_else(|| format!("`{key}`"), |name| format!("`{key}` of `{name}`"));
        if self.is_last_limit && key == "name" {
            let limits = entries.iter().position(|(key, _)| key == "limits")?;
            if let Draft::List(limits) = &mut entries[limits].1 {
                limits.pop()?;
            }
            return Some(format!("a limit of `{}`", entry_text(node)?));
        }
        if OPTIONAL.contains(&&*key) {
            let told = named();
            entries.remove(at);
            unmark(entries, &key);
            return Some(told);
        }
        let inner = &nodes[at].value;
        let Draft::List(items) = &mut entries[at].1 else {
            return self.from(&mut entries[at].1, inner);
        };
        let item = inner.items().iter().position(|item| is_around(item.span.start, item.span.end))?;
        if let Some(told) = self.from(&mut items[item], &inner.items()[item]) {
            return Some(told);
        }
        if !LISTS.contains(&&*key) {
            return None;
        }
        let of = entry_text(&inner.items()[item]).or_else(|| entry_text(node)).unwrap_or_default();
        let told = format!("one of `{key}`, `{of}`");
        let gone = items.remove(item);
        if items.is_empty() {
            entries.remove(at);
            unmark(entries, &key);
        }
        if key == "limits" {
            mark(entries, &key, &format!("{} is left out: {}", gone.line(), self.problem.message));
        }
        Some(told)
    }
}

fn entry_text(node: &Node<'_>) -> Option<String> {
    node.text("name").or_else(|| node.text("code")).map(ToOwned::to_owned)
}

/// A limit that the page states and that cannot be written is still to be thought of.
fn mark(entries: &mut Vec<(String, Draft)>, key: &str, what: &str) {
    let what = clean(what);
    let Some((_, Draft::Object(marks))) = entries.iter_mut().find(|(key, _)| key == "decide") else {
        entries.push(("decide".to_owned(), Draft::Object(vec![(key.to_owned(), Draft::Text(what))])));
        return;
    };
    match marks.iter_mut().find(|(known, _)| known == key) {
        Some((_, Draft::Text(known))) => *known = format!("{known}; {what}"),
        _ => marks.push((key.to_owned(), Draft::Text(what))),
    }
}

/// What is not there is not to be decided.
fn unmark(entries: &mut Vec<(String, Draft)>, gone: &str) {
    let Some(at) = entries.iter().position(|(key, _)| key == "decide") else { return };
    if let Draft::Object(marks) = &mut entries[at].1 {
        marks.retain(|(key, _)| key != gone);
        if marks.is_empty() {
            entries.remove(at);
        }
    }
}
