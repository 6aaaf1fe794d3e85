//! The order in which types are lowered: each after the types it contains.

use super::type_text::named;
use crate::diagnostic::{Code, Diagnostics};
use crate::tree::Node;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A type's file, read.
pub(super) struct Described<'s> {
    pub(super) path: &'s str,
    pub(super) tree: Node<'s>,
    /// Whether its structure is right.
    pub(super) is_sound: bool,
}

/// The types in order. Types that contain each other are reported and left out.
pub(super) fn sorted<'a>(
    types: &'a BTreeMap<&str, Described<'_>>,
    problems: &mut Diagnostics,
) -> Vec<&'a str> {
    let mut walk =
        Walk { types, states: HashMap::new(), sorted: Vec::new(), cyclic: HashSet::new(), problems };
    for name in types.keys() {
        if !walk.states.contains_key(name) {
            walk.from(name);
        }
    }
    let Walk { mut sorted, cyclic, .. } = walk;
    sorted.retain(|name| !cyclic.contains(name));
    sorted
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Done,
}

struct Walk<'a, 'b, 's, 'p> {
    types: &'a BTreeMap<&'b str, Described<'s>>,
    states: HashMap<&'a str, State>,
    sorted: Vec<&'a str>,
    cyclic: HashSet<&'a str>,
    problems: &'p mut Diagnostics,
}

/// A type whose contained types are being walked, and how far.
struct Step<'a, 's> {
    name: &'a str,
    uses: Vec<&'a Node<'s>>,
}

impl<'a, 's> Walk<'a, '_, 's, '_> {
    /// Walks everything that is reachable from a type, without recursion: a chain of types may be long.
    fn from(&mut self, name: &'a str) {
        let mut path: Vec<Step<'a, 's>> = Vec::new();
        self.enter(name, &mut path);
        while let Some(step) = path.last_mut() {
            let Some(node) = step.uses.pop() else {
                self.states.insert(step.name, State::Done);
                self.sorted.push(step.name);
                path.pop();
                continue;
            };
            let Some(name) = node.as_text().and_then(named) else {
                continue;
            };
            match self.states.get(name) {
                Some(State::Done) => {}
                Some(State::Open) => self.cycle(name, node, &path),
                None => self.enter(name, &mut path),
            }
        }
    }

    fn enter(&mut self, name: &'a str, path: &mut Vec<Step<'a, 's>>) {
        if let Some((name, described)) = self.types.get_key_value(name) {
            self.states.insert(name, State::Open);
            path.push(Step { name, uses: uses(&described.tree) });
        }
    }

    fn cycle(&mut self, name: &'a str, node: &Node<'_>, path: &[Step<'a, 's>]) {
        let start = path.iter().position(|step| step.name == name).unwrap_or_default();
        let round: Vec<&str> = path[start..].iter().map(|step| step.name).collect();
        let Some(described) = round.last().and_then(|last| self.types.get(last)) else {
            return;
        };
        let message = format!("types contain each other: {} → {name}", round.join(" → "));
        let problem = self.problems.report(Code::CyclicType, described.path, &node.span, message);
        problem.label("here the circle closes").help("take one of them as `json`");
        self.cyclic.extend(round);
    }
}

/// The nodes in which a type names others.
fn uses<'a, 's>(tree: &'a Node<'s>) -> Vec<&'a Node<'s>> {
    let parts = tree.list("members").iter().chain(tree.list("variants"));
    let mut uses: Vec<_> = parts.filter_map(|part| part.get("type")).collect();
    uses.reverse();
    uses
}
