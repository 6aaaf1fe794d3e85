//! Where a comparison stands: both sides of one file, and who is reached by it.

use super::finding::{Finding, Judgement, Place};
use super::same::same_or_absent;
use super::service::Context;
use super::specs::Document;
use crate::tree::Node;

/// Both sides of one file.
pub(super) struct Scope<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) old: Option<&'a Document<'a>>,
    pub(super) new: Option<&'a Document<'a>>,
    /// The operations that are reached, by wire name.
    pub(super) operations: Vec<String>,
    /// Whether it is part of a request.
    pub(super) in_request: bool,
    /// Whether it is part of an answer.
    pub(super) in_answer: bool,
    pub(super) findings: Vec<Finding>,
}

/// The two sides of a value, either of which may be absent.
pub(super) type Sides<'a> = (Option<&'a Node<'a>>, Option<&'a Node<'a>>);

impl<'a> Scope<'a> {
    /// Keeps a finding.
    pub(super) fn tell(&mut self, what: &'static str, at: &str, sides: Sides<'_>, judgement: Judgement) {
        let text = |node: Option<&Node<'_>>| node.map(|node| node.to_json().to_string());
        let place = |document: Option<&Document<'_>>, node: Option<&Node<'_>>| {
            let (document, node) = (document?, node?);
            Some(Place { path: document.path.to_owned(), line: document.line(&node.span) })
        };
        let subject = self.new.or(self.old).map(Document::subject).unwrap_or_default();
        self.findings.push(Finding {
            what,
            judgement,
            subject: subject.to_owned(),
            at: at.to_owned(),
            before: text(sides.0),
            after: text(sides.1),
            old: place(self.old, sides.0),
            new: place(self.new, sides.1),
            page: self.page(sides),
            operations: self.operations.clone(),
        });
    }

    /// The page that says so: the nearest source around the new value, or around the old one.
    fn page(&self, (old, new): Sides<'_>) -> Option<String> {
        let (document, side, node) = match new {
            Some(node) => (self.new?, &self.context.new, node),
            None => (self.old?, &self.context.old, old?),
        };
        let page = side.pages?.get(document.source_of(&node.span)?)?;
        let text = |key| page.text(key).unwrap_or_default();
        Some(format!("“{}” ({}, {})", text("title"), text("locale"), text("date")))
    }

    /// Compares the value under one key, and tells what is made of a difference.
    pub(super) fn key(
        &mut self,
        what: &'static str,
        at: &str,
        key: &str,
        (old, new): (&'a Node<'a>, &'a Node<'a>),
        judge: impl FnOnce(Sides<'a>) -> Judgement,
    ) {
        let sides = (old.get(key), new.get(key));
        if !same_or_absent(sides.0, sides.1) {
            let at = if at.is_empty() { key.to_owned() } else { format!("{at}/{key}") };
            self.tell(what, &at, sides, judge(sides));
        }
    }

    /// Compares texts that stand in the generated documentation.
    pub(super) fn words(&mut self, at: &str, keys: &[&'static str], sides: (&'a Node<'a>, &'a Node<'a>)) {
        for key in keys {
            self.key(key, at, key, sides, |_| Judgement::words());
        }
    }

    /// Compares what stands in the specification alone.
    pub(super) fn silent(&mut self, at: &str, keys: &[&'static str], sides: (&'a Node<'a>, &'a Node<'a>)) {
        for key in keys {
            self.key(key, at, key, sides, |_| Judgement::silent());
        }
    }

    /// Compares where a fact was read. The page stands in the generated table, its words do not.
    pub(super) fn source(&mut self, at: &str, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
        let page = |node: &'a Node<'a>| node.get("source").and_then(|source| source.get("page"));
        let is_shown = !same_or_absent(page(old), page(new));
        let judgement = if is_shown { Judgement::words() } else { Judgement::silent() };
        self.key("source", at, "source", (old, new), |_| judgement);
    }
}

/// The path of something within something else.
pub(super) fn below(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") }
}
