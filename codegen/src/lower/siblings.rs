//! The members of one object while it is lowered, found by name or by path.

use super::facts::File;
use super::suggest::did_you_mean;
use crate::diagnostic::{Code, visible};
use crate::tree::Node;
use bindery_runtime::table::{Kind, Member};
use std::collections::HashMap;

/// The members of one object.
#[derive(Debug)]
pub(super) struct Siblings {
    pub(super) members: Vec<Member>,
    by_name: HashMap<&'static str, usize>,
}

/// How a path treats lists on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It cannot go into them.
    Objects,
    /// It goes into every item.
    Items,
}

impl Siblings {
    /// These members; of two with one name the first is found.
    pub(super) fn new(members: Vec<Member>) -> Self {
        let mut by_name = HashMap::with_capacity(members.len());
        for (at, member) in members.iter().enumerate() {
            by_name.entry(member.wire_name).or_insert(at);
        }
        Self { members, by_name }
    }

    /// The member of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Member> {
        self.by_name.get(name).and_then(|&at| self.members.get(at))
    }

    /// The member that the text of this node names, with dots into nested objects. One that does not
    /// exist is reported.
    pub(super) fn find(&self, node: &Node<'_>, way: Way, file: &mut File<'_>) -> Option<Member> {
        let path = node.as_text()?;
        let (first, rest) = split(path);
        let mut found = self.get(first).copied();
        let mut known: Vec<&str> = self.members.iter().map(|member| member.wire_name).collect();
        let (mut name, mut rest) = (first, rest);
        while let (Some(member), Some(path)) = (found, rest) {
            (name, rest) = split(path);
            known.clear();
            found = step(member.kind, name, way, &mut known);
        }
        if found.is_none() && !file.incomplete {
            let message = format!("there is no member `{}` here", visible(name));
            let problem = file.report(Code::UnknownMember, &node.span, message);
            if let Some(meant) = did_you_mean(name, known.into_iter()) {
                problem.help(format!("did you mean `{meant}`?"));
            }
        }
        found
    }
}

fn split(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)))
}

/// The member of this name inside a value of this kind, and all that are known there.
fn step(kind: Kind, name: &str, way: Way, known: &mut Vec<&'static str>) -> Option<Member> {
    match kind {
        Kind::Record(shape) => {
            known.extend(shape.members.iter().map(|member| member.wire_name));
            shape.index_of(name).map(|at| shape.members[at])
        }
        Kind::Union(union) => union.variants.iter().find_map(|variant| step(variant.kind, name, way, known)),
        Kind::List(item) if way == Way::Items => step(*item, name, way, known),
        _ => None,
    }
}
