//! What was renamed, and the old files as they would be under the new names.
//!
//! A name stands in many places: that of a type in every member of it, that of a member in rules and conditions. So
//! renames are found first, and put into the old side. What differs then is more than the name.

use super::same::{Matched, same_but};
use super::specs::{Document, Sort, Specs};
use crate::schema::RuleKey;
use crate::tree::{Entry, Json, Node};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Keys that may differ between a member and the same one under another name.
pub(super) const OF_MEMBER: [&str; 4] = ["name", "rust_name", "example", "note"];

type Names = BTreeMap<String, String>;

/// The renames of one service, from old names to new ones.
#[derive(Debug, Default)]
pub(super) struct Renames {
    types: Names,
    pages: Names,
    /// Members by the path of their file.
    members: BTreeMap<String, Names>,
    /// Members of any shared type.
    nested: Names,
}

impl Renames {
    /// Finds what was renamed in a service.
    pub(super) fn find(service: &str, old: &Specs<'_>, new: &Specs<'_>) -> Self {
        let mut renames = Self::default();
        renames.find_types(service, old, new);
        for (before, after) in both(service, old, new) {
            if before.text == after.text {
                continue;
            }
            renames.find_members(before, after);
            if before.sort() == Sort::Service {
                renames.find_pages(before, after);
            }
        }
        renames
    }

    fn find_types(&mut self, service: &str, old: &Specs<'_>, new: &Specs<'_>) {
        let types = |specs: &Specs<'_>, other: &Specs<'_>| -> Vec<String> {
            let types = specs.of_service(service).filter(|file| file.sort() == Sort::Type);
            types
                .filter(|file| other.document(file.path).is_none())
                .map(|file| file.path.to_owned())
                .collect()
        };
        let mut added = types(new, old);
        for path in types(old, new) {
            let Some(gone) = old.document(&path) else {
                continue;
            };
            let alike = |other: &String| {
                new.document(other).is_some_and(|other| same_but(&gone.tree, &other.tree, &["type"]))
            };
            if let Some(at) = added.iter().position(alike) {
                let path = added.remove(at);
                let to = new.document(&path).map(|file| file.name().to_owned());
                self.types.insert(gone.name().to_owned(), to.unwrap_or_default());
            }
        }
    }

    fn find_members(&mut self, old: &Document<'_>, new: &Document<'_>) {
        for key in ["parameters", "answer", "members"] {
            let rewriting = Rewriting { renames: self, own: &Names::new() };
            let old_members: Vec<Node<'_>> =
                old.tree.list(key).iter().map(|one| rewriting.node(one)).collect();
            let mut members = Matched::by(&old_members, new.tree.list(key), |member| member.text("name"));
            for (before, after) in members.also_alike(|old, new| same_but(old, new, &OF_MEMBER)) {
                let name = |node: &Node<'_>| node.text("name").unwrap_or_default().to_owned();
                self.members.entry(old.path.to_owned()).or_default().insert(name(before), name(after));
                if old.sort() == Sort::Type {
                    self.nested.insert(name(before), name(after));
                }
            }
        }
    }

    fn find_pages(&mut self, old: &Document<'_>, new: &Document<'_>) {
        let (Some(old), Some(new)) = (old.tree.get("pages"), new.tree.get("pages")) else {
            return;
        };
        for gone in old.entries().iter().filter(|page| new.get(&page.key).is_none()) {
            let alike =
                |page: &&Entry<'_>| old.get(&page.key).is_none() && same_but(&gone.value, &page.value, &[]);
            if let Some(page) = new.entries().iter().find(alike) {
                self.pages.insert(gone.key.clone().into_owned(), page.key.clone().into_owned());
            }
        }
    }

    /// Whether anything was renamed that other files may name.
    pub(super) fn is_empty(&self) -> bool {
        self.types.is_empty() && self.pages.is_empty() && self.members.is_empty()
    }

    /// Whether this type became that one.
    pub(super) fn is_type(&self, old: &str, new: &str) -> bool {
        self.types.get(old).is_some_and(|to| to == new)
    }

    /// What this page is called now.
    pub(super) fn page(&self, old: &str) -> Option<&str> {
        self.pages.get(old).map(String::as_str)
    }

    /// The files under the new names. A member keeps its own name, so that the rename is found again.
    pub(super) fn apply<'s>(&self, service: &str, side: &Specs<'s>) -> Specs<'s> {
        let mut specs = side.clone();
        if !self.is_empty() {
            for file in side.of_service(service) {
                let tree = self.rewritten(&file.tree, file.path);
                specs.replace(file.with(tree));
            }
        }
        specs
    }

    fn rewritten<'t>(&self, node: &Node<'t>, path: &str) -> Node<'t> {
        let own = Names::new();
        let own = self.members.get(path).unwrap_or(&own);
        let mut tree = Rewriting { renames: self, own }.node(node);
        // At the root of a file stands its own name, which the rename is told by.
        if let (Json::Object(entries), Some(name)) = (&mut tree.value, node.get("type")) {
            let own = entries.iter_mut().filter(|entry| entry.key == "type");
            own.for_each(|entry| entry.value = name.clone());
        }
        tree
    }
}

/// The files that both sides have, and those whose type was renamed.
fn both<'a, 's>(
    service: &'a str,
    old: &'a Specs<'s>,
    new: &'a Specs<'s>,
) -> impl Iterator<Item = (&'a Document<'s>, &'a Document<'s>)> {
    old.of_service(service).filter_map(|file| Some((file, new.document(file.path)?)))
}

/// Puts new names into one file.
struct Rewriting<'r> {
    renames: &'r Renames,
    own: &'r Names,
}

impl Rewriting<'_> {
    fn node<'t>(&self, node: &Node<'t>) -> Node<'t> {
        let value = match &node.value {
            Json::List(items) => Json::List(items.iter().map(|item| self.node(item)).collect()),
            Json::Object(entries) => Json::Object(entries.iter().map(|entry| self.entry(entry)).collect()),
            other => other.clone(),
        };
        Node { value, span: node.span.clone() }
    }

    fn entry<'t>(&self, entry: &Entry<'t>) -> Entry<'t> {
        let value = match &*entry.key {
            "example" | "default" | "fixes" | "doc" | "note" => entry.value.clone(),
            "type" => texts(&entry.value, &|text| self.type_text(text)),
            "page" => texts(&entry.value, &|text| self.page(text)),
            "source" if entry.value.as_text().is_some() => texts(&entry.value, &|text| self.page(text)),
            "examples" => self.examples(&entry.value),
            "told_by" => texts(&entry.value, &|text| self.renames.nested.get(text).cloned()),
            "path" => texts(&entry.value, &|text| Some(self.url(text))),
            "member" | "token" | "body_status" | "embedded" => self.members(&entry.value),
            key if RuleKey::of(key).is_some() => self.members(&entry.value),
            _ => self.node(&entry.value),
        };
        Entry { key: entry.key.clone(), span: entry.span.clone(), value }
    }

    fn members<'t>(&self, node: &Node<'t>) -> Node<'t> {
        texts(node, &|text| self.way(text))
    }

    /// A member, perhaps with dots down into shared types.
    fn way(&self, text: &str) -> Option<String> {
        let mut parts = text.split('.');
        let first = parts.next()?;
        let mut way = self.own.get(first).cloned().unwrap_or_else(|| first.to_owned());
        for part in parts {
            way.push('.');
            way.push_str(self.renames.nested.get(part).map_or(part, String::as_str));
        }
        Some(way)
    }

    fn type_text(&self, text: &str) -> Option<String> {
        let name = crate::lower::named(text)?;
        let to = self.renames.types.get(name)?;
        Some(text.replace(name, to))
    }

    fn page(&self, text: &str) -> Option<String> {
        self.renames.pages.get(text).cloned()
    }

    fn url(&self, text: &str) -> String {
        let put = |url: String, (from, to): (&String, &String)| {
            url.replace(&format!("{{{from}}}"), &format!("{{{to}}}"))
        };
        self.own.iter().fold(text.to_owned(), put)
    }

    /// Examples name members as keys: those of the operation first, those of shared types below.
    fn examples<'t>(&self, node: &Node<'t>) -> Node<'t> {
        let example = |example: &Node<'t>| {
            let entries = example.entries().iter().map(|entry| match &*entry.key {
                "request" | "answer" => Entry { value: self.keys(&entry.value, self.own), ..entry.clone() },
                _ => entry.clone(),
            });
            Node { value: Json::Object(entries.collect()), span: example.span.clone() }
        };
        Node { value: Json::List(node.items().iter().map(example).collect()), span: node.span.clone() }
    }

    fn keys<'t>(&self, node: &Node<'t>, names: &Names) -> Node<'t> {
        let value = match &node.value {
            Json::List(items) => Json::List(items.iter().map(|item| self.keys(item, names)).collect()),
            Json::Object(entries) => {
                let entry = |entry: &Entry<'t>| Entry {
                    key: names
                        .get(&*entry.key)
                        .map_or_else(|| entry.key.clone(), |to| Cow::Owned(to.clone())),
                    span: entry.span.clone(),
                    value: self.keys(&entry.value, &self.renames.nested),
                };
                Json::Object(entries.iter().map(entry).collect())
            }
            other => other.clone(),
        };
        Node { value, span: node.span.clone() }
    }
}

/// The value with every text in it put through a function, where that gives another.
fn texts<'t>(node: &Node<'t>, other: &dyn Fn(&str) -> Option<String>) -> Node<'t> {
    let value = match &node.value {
        Json::Text(text) => {
            other(text).map_or_else(|| node.value.clone(), |text| Json::Text(Cow::Owned(text)))
        }
        Json::List(items) => Json::List(items.iter().map(|item| texts(item, other)).collect()),
        Json::Object(entries) => {
            let entry = |entry: &Entry<'t>| Entry { value: texts(&entry.value, other), ..entry.clone() };
            Json::Object(entries.iter().map(entry).collect())
        }
        other => other.clone(),
    };
    Node { value, span: node.span.clone() }
}
