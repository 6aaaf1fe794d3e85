//! One tree of specifications, read so that it can be compared.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lower;
use crate::names::Names;
use crate::schema::{OPERATION, SERVICE, TYPE};
use crate::source::Source;
use crate::tree::{Node, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The files of one tree, by path.
#[derive(Clone, Debug, Default)]
pub struct Specs<'s> {
    documents: BTreeMap<&'s str, Rc<Document<'s>>>,
}

/// One file.
#[derive(Debug)]
pub(super) struct Document<'s> {
    pub(super) path: &'s str,
    pub(super) text: &'s str,
    pub(super) tree: Node<'s>,
    /// Where its lines end.
    line_ends: Rc<[usize]>,
}

/// What a file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Service,
    Type,
    Operation,
}

impl<'s> Specs<'s> {
    /// Reads files whose keys, words and types are those of the format. Whether they hold together is not looked
    /// at: that is what [`lower`](lower::lower) does.
    pub fn read(sources: &'s [Source]) -> Result<Self, Vec<Diagnostic>> {
        let mut specs = Self::default();
        let mut problems = Diagnostics::default();
        for source in sources {
            specs.insert(source, &mut problems);
        }
        if problems.is_empty() { Ok(specs) } else { Err(problems.into_sorted()) }
    }

    /// The same tree with one file more, or another file at its path.
    pub fn with(&self, source: &'s Source) -> Result<Self, Vec<Diagnostic>> {
        let mut specs = self.clone();
        let mut problems = Diagnostics::default();
        specs.insert(source, &mut problems);
        if problems.is_empty() { Ok(specs) } else { Err(problems.into_sorted()) }
    }

    /// The same tree without the file of this path.
    pub fn without(&self, path: &str) -> Self {
        let mut specs = self.clone();
        specs.documents.remove(path);
        specs
    }

    /// Puts a file in the place of the one at its path.
    pub(super) fn replace(&mut self, document: Document<'s>) {
        self.documents.insert(document.path, Rc::new(document));
    }

    fn insert(&mut self, source: &'s Source, problems: &mut Diagnostics) {
        let form = match sort(&source.path) {
            Sort::Service => &SERVICE,
            Sort::Type => &TYPE,
            Sort::Operation => &OPERATION,
        };
        if let Some(tree) = lower::read(source, form, problems) {
            let ends = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at);
            let document =
                Document { path: &source.path, text: &source.text, tree, line_ends: ends.collect() };
            self.documents.insert(&source.path, Rc::new(document));
        }
    }

    /// The file of this path.
    pub(super) fn document(&self, path: &str) -> Option<&Document<'s>> {
        self.documents.get(path).map(|document| &**document)
    }

    /// Every file, by path.
    pub(super) fn documents(&self) -> impl Iterator<Item = &Document<'s>> {
        self.documents.values().map(|document| &**document)
    }

    /// The services that there are files of.
    pub(super) fn services(&self) -> BTreeSet<&'s str> {
        self.documents.keys().map(|path| path.split('/').next().unwrap_or_default()).collect()
    }

    /// The files of one service.
    pub(super) fn of_service<'a>(&'a self, service: &'a str) -> impl Iterator<Item = &'a Document<'s>> {
        let is_in = move |path: &str| path.split('/').next() == Some(service);
        self.documents
            .range(service..)
            .map(|(_, document)| &**document)
            .take_while(move |one| one.path.starts_with(service))
            .filter(move |one| is_in(one.path))
    }
}

impl<'s> Document<'s> {
    /// The same file with another tree.
    pub(super) fn with(&self, tree: Node<'s>) -> Self {
        Self { tree, line_ends: Rc::clone(&self.line_ends), ..*self }
    }

    pub(super) fn sort(&self) -> Sort {
        sort(self.path)
    }

    /// The path without its ending.
    pub(super) fn subject(&self) -> &str {
        self.path.strip_suffix(".json").unwrap_or(self.path)
    }

    /// The name of the file without its ending: of an operation or type its name.
    pub(super) fn name(&self) -> &str {
        let subject = self.subject();
        subject.rsplit_once('/').map_or(subject, |(_, name)| name)
    }

    /// The page of the innermost object around these bytes that names one.
    pub(super) fn source_of(&self, span: &Span) -> Option<&str> {
        let (mut node, mut found) = (&self.tree, None);
        loop {
            found = page(node).or(found);
            let inner = node.entries().iter().map(|entry| &entry.value).chain(node.items());
            let mut around =
                inner.filter(|inner| inner.span.start <= span.start && span.end <= inner.span.end);
            match around.next() {
                Some(inner) => node = inner,
                None => return found,
            }
        }
    }

    /// The line on which something begins, from 1.
    pub(super) fn line(&self, span: &Span) -> usize {
        self.line_ends.partition_point(|end| *end < span.start) + 1
    }
}

/// The id of the page that an object names as its source.
fn page<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let source = node.get("source")?;
    source.as_text().or_else(|| source.text("page"))
}

fn sort(path: &str) -> Sort {
    let mut parts = path.rsplit('/');
    match (parts.next(), parts.next()) {
        (Some("service.json"), _) => Sort::Service,
        (_, Some("types")) => Sort::Type,
        _ => Sort::Operation,
    }
}

/// How one side of a service names things in Rust.
#[derive(Debug, Default)]
pub(super) struct Naming<'a> {
    pub(super) names: Names,
    pub(super) prefix: &'a str,
}

impl<'a> Naming<'a> {
    /// The naming that `service.json` declares; the ordinary one without it.
    pub(super) fn of(service: Option<&'a Document<'a>>) -> Self {
        let Some(service) = service else {
            return Self { names: Names::new([]), prefix: "" };
        };
        let words = service.tree.get("names").map_or(&[][..], Node::entries);
        let words = words.iter().filter_map(|word| Some((&*word.key, word.value.as_text()?)));
        Self { names: Names::new(words), prefix: service.tree.text("strip_prefix").unwrap_or_default() }
    }

    /// The field that a member becomes.
    pub(super) fn field(&self, member: &Node<'_>) -> String {
        match member.text("rust_name") {
            Some(chosen) => crate::names::chosen(chosen),
            None => self.names.field(member.text("name").unwrap_or_default()),
        }
    }

    /// The stem of the types of an operation, and its method.
    pub(super) fn operation(&self, name: &str) -> (String, String) {
        let short = name.strip_prefix(self.prefix).filter(|short| !short.is_empty()).unwrap_or(name);
        (self.names.pascal(short), self.names.module(short))
    }
}
