//! Taking the smallest piece out of a draft that the generator would refuse.

use super::material::clean;
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::Draft;
use crate::tree::{Entry, Json, Node, Span};

/// Keys that a member, operation or row can be without.
const OPTIONAL: [&str; 7] =
    ["example", "encoding", "accept", "wrapper", "sensitive", "deprecated", "rust_name"];

/// Lists of which an item can be missing.
const LISTS: [&str; 7] = ["limits", "errors", "quotas", "examples", "parameters", "answer", "members"];

/// The keys of an object and what stands under them.
type Entries = Vec<(String, Draft)>;

/// What stands in the way.
pub(super) struct Taking<'p> {
    pub(super) problem: &'p Diagnostic,
}

impl Taking<'_> {
    /// Takes the piece around the problem out of the draft, whose text the node was read from, and names it.
    pub(super) fn from(&self, draft: &mut Draft, node: &Node<'_>) -> Option<String> {
        let (Draft::Object(entries), Json::Object(nodes)) = (draft, &node.value) else { return None };
        let around = |entry: &Entry<'_>| self.is_in(&(entry.span.start..entry.value.span.end));
        let at = nodes.iter().position(around)?;
        let key = entries.get(at)?.0.clone();
        if self.problem.code == Code::ExampleNeeded && key == "name" {
            return self.last_limit(entries, &name(node));
        }
        if OPTIONAL.contains(&&*key) {
            entries.remove(at);
            unmark(entries, &key);
            return Some(format!("`{key}` of `{}`", name(node)));
        }
        let inner = &nodes[at].value;
        match &entries[at].1 {
            Draft::List(_) => self.item(entries, at, inner, &name(node)),
            _ => self.from(&mut entries[at].1, inner),
        }
    }

    /// Takes a piece out of an item of a list, or the item itself.
    fn item(&self, entries: &mut Entries, at: usize, list: &Node<'_>, owner: &str) -> Option<String> {
        let (key, Draft::List(items)) = &mut entries[at] else { return None };
        let item = list.items().iter().position(|item| self.is_in(&item.span))?;
        let node = &list.items()[item];
        if let Some(told) = self.from(&mut items[item], node) {
            return Some(told);
        }
        let key = key.clone();
        if !LISTS.contains(&&*key) {
            return None;
        }
        let gone = items.remove(item);
        if items.is_empty() {
            entries.remove(at);
            unmark(entries, &key);
        }
        if key == "limits" {
            self.mark(entries, &gone);
        }
        let of = Some(name(node)).filter(|name| !name.is_empty()).unwrap_or_else(|| owner.to_owned());
        Some(format!("one of `{key}`, `{of}`"))
    }

    /// Several limits need an example that passes all of them; where there is none, one limit is too many.
    fn last_limit(&self, entries: &mut Entries, owner: &str) -> Option<String> {
        let limits = entries.iter_mut().find(|(key, _)| key == "limits");
        let Some((_, Draft::List(limits))) = limits else { return None };
        let gone = limits.pop()?;
        self.mark(entries, &gone);
        Some(format!("one of `limits`, `{owner}`"))
    }

    /// A limit that the page states and that cannot be written is still to be thought of.
    fn mark(&self, entries: &mut Entries, gone: &Draft) {
        let what = clean(&format!("{} is left out: {}", gone.line(), self.problem.message));
        let Some((_, Draft::Object(marks))) = entries.iter_mut().find(|(key, _)| key == "decide") else {
            entries.push(("decide".to_owned(), Draft::object([("limits", Draft::Text(what))])));
            return;
        };
        match marks.iter_mut().find(|(key, _)| key == "limits") {
            Some((_, Draft::Text(known))) => *known = format!("{known}; {what}"),
            _ => marks.push(("limits".to_owned(), Draft::Text(what))),
        }
    }

    fn is_in(&self, span: &Span) -> bool {
        span.start <= self.problem.span.start && self.problem.span.end <= span.end
    }
}

/// What a member is called, or an error row.
fn name(node: &Node<'_>) -> String {
    node.text("name").or_else(|| node.text("code")).unwrap_or_default().to_owned()
}

/// What is not there is not to be decided.
fn unmark(entries: &mut Entries, gone: &str) {
    let Some(at) = entries.iter().position(|(key, _)| key == "decide") else { return };
    if let Draft::Object(marks) = &mut entries[at].1 {
        marks.retain(|(key, _)| key != gone);
        if marks.is_empty() {
            entries.remove(at);
        }
    }
}
