//! What is there already of the service that a page belongs to.

use crate::diagnostic::{Code, Diagnostics};
use crate::lower::lower;
use crate::source::Source;
use crate::tree::{self, Node, Span};
use std::collections::BTreeMap;

/// A service that has specifications.
#[derive(Debug)]
pub(super) struct Known<'s> {
    /// Its files.
    pub(super) sources: Vec<&'s Source>,
    /// Its `service.json`.
    pub(super) service: &'s Source,
    /// What that says.
    pub(super) node: Node<'s>,
    /// The names of the members of each type that is an object.
    pub(super) types: BTreeMap<String, Vec<String>>,
    /// The names of its operations.
    pub(super) operations: Vec<String>,
}

impl<'s> Known<'s> {
    /// The service of this name; `None` if there is none, an error if it is wrong in itself.
    pub(super) fn read(sources: &'s [Source], name: &str) -> Result<Option<Self>, String> {
        let below = format!("{name}/");
        let sources: Vec<&Source> = sources.iter().filter(|source| source.path.starts_with(&below)).collect();
        if sources.is_empty() {
            return Ok(None);
        }
        let own: Vec<Source> = sources.iter().copied().cloned().collect();
        let problems = lower(&own).err().unwrap_or_default();
        if let Some(problem) = problems.iter().find(|problem| problem.code != Code::Undecided) {
            return Err(format!("{}: {}; run `check`", problem.path, problem.message));
        }
        let path = format!("{below}service.json");
        let service = sources.iter().copied().find(|source| source.path == path);
        let service = service.ok_or_else(|| format!("{path} is not there"))?;
        let node = parsed(service).ok_or_else(|| format!("{path} cannot be read"))?;
        let (mut types, mut operations) = (BTreeMap::new(), Vec::new());
        for node in sources.iter().filter_map(|source| parsed(source)) {
            if let Some(operation) = node.text("operation") {
                operations.push(operation.to_owned());
            } else if let Some(name) = node.text("type") {
                types.insert(name.to_owned(), names(node.list("members")));
            }
        }
        Ok(Some(Self { sources, service, node, types, operations }))
    }

    /// The protocol.
    pub(super) fn protocol(&self) -> &str {
        self.node.text("protocol").unwrap_or_default()
    }

    /// Status and code of the error rows that all operations share.
    pub(super) fn errors(&self) -> Vec<(Option<i64>, &str)> {
        let rows = self.node.list("errors").iter();
        rows.filter_map(|row| Some((row.get("status").and_then(Node::as_int), row.text("code")?))).collect()
    }

    /// The id of the page of this title.
    pub(super) fn page(&self, title: &str) -> Option<&str> {
        let pages = self.node.get("pages").map_or(&[][..], Node::entries);
        pages.iter().find(|page| page.value.text("title") == Some(title)).map(|page| &*page.key)
    }

    /// Whether a page has this id.
    pub(super) fn has_page(&self, id: &str) -> bool {
        self.node.get("pages").is_some_and(|pages| pages.get(id).is_some())
    }

    /// `service.json` with one more page, and all else as it stands.
    pub(super) fn with_page(&self, entry: &str) -> Option<String> {
        let pages = self.node.get("pages")?;
        let text = &self.service.text;
        let (at, added) = match pages.entries().last() {
            Some(last) => {
                let Span { start, .. } = last.span;
                let before = text.get(..start)?;
                let blank = &before[before.trim_end().len()..];
                (last.value.span.end, format!(",{}{entry}", if blank.is_empty() { " " } else { blank }))
            }
            None => (pages.span.start + 1, format!(" {entry} ")),
        };
        Some(format!("{}{added}{}", text.get(..at)?, text.get(at..)?))
    }
}

fn parsed(source: &Source) -> Option<Node<'_>> {
    tree::parse(&source.path, &source.text, &mut Diagnostics::default())
}

fn names(members: &[Node<'_>]) -> Vec<String> {
    members.iter().filter_map(|member| member.text("name").map(ToOwned::to_owned)).collect()
}
