//! Which operations a shared type is part of, and whether of their requests or of their answers.

use super::specs::{Document, Sort};
use crate::lower::named;
use crate::tree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Who uses what, on either side.
#[derive(Debug, Default)]
pub(super) struct Reach {
    operations: BTreeSet<String>,
    types: BTreeMap<String, Users>,
}

/// The operations that a type is part of.
#[derive(Debug, Default)]
struct Users {
    requests: BTreeSet<String>,
    answers: BTreeSet<String>,
}

impl Reach {
    /// What the files of a service, old and new, use.
    pub(super) fn of<'a>(files: impl Iterator<Item = &'a Document<'a>>) -> Self {
        let mut reach = Self::default();
        let mut contains: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut operations = Vec::new();
        for file in files {
            match file.sort() {
                Sort::Operation => operations.push(file),
                Sort::Type => {
                    let inner = ["members", "variants"].into_iter().flat_map(|key| used(&file.tree, key));
                    contains.entry(file.name()).or_default().extend(inner);
                }
                Sort::Service => {}
            }
        }
        for file in operations {
            reach.operations.insert(file.name().to_owned());
            for (key, is_request) in [("parameters", true), ("answer", false)] {
                for name in closure(used(&file.tree, key), &contains) {
                    let users = reach.types.entry(name.to_owned()).or_default();
                    let users = if is_request { &mut users.requests } else { &mut users.answers };
                    users.insert(file.name().to_owned());
                }
            }
        }
        reach
    }

    /// Every operation, by wire name.
    pub(super) fn operations(&self) -> Vec<String> {
        self.operations.iter().cloned().collect()
    }

    /// The operations that a type is part of, and whether it is part of requests and of answers. One that no known
    /// operation uses may be part of both.
    pub(super) fn of_type(&self, name: &str) -> (Vec<String>, bool, bool) {
        let Some(users) = self.types.get(name) else {
            return (Vec::new(), true, true);
        };
        let all = users.requests.union(&users.answers).cloned().collect();
        (all, !users.requests.is_empty(), !users.answers.is_empty())
    }
}

/// The names of the types under this key.
fn used<'a>(tree: &'a Node<'a>, key: &str) -> impl Iterator<Item = &'a str> {
    tree.list(key).iter().filter_map(|item| named(item.text("type")?))
}

/// These types and all that they contain.
fn closure<'a>(
    first: impl Iterator<Item = &'a str>,
    contains: &BTreeMap<&'a str, BTreeSet<&'a str>>,
) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = first.collect();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(contains.get(name).into_iter().flatten());
        }
    }
    found
}
