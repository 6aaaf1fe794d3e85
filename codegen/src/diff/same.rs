//! What counts as the same: equality of values whatever their layout, and which item of a list became which.

use crate::tree::{Json, Node};

/// Whether two values say the same. The order of keys says nothing, that of items does.
pub(super) fn same(old: &Node<'_>, new: &Node<'_>) -> bool {
    match (&old.value, &new.value) {
        (Json::List(old), Json::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        (Json::Object(old), Json::Object(_)) => {
            old.len() == new.entries().len()
                && old.iter().all(|entry| new.get(&entry.key).is_some_and(|new| same(&entry.value, new)))
        }
        (old, new) => old == new,
    }
}

/// The same for what may not be there.
pub(super) fn same_or_absent(old: Option<&Node<'_>>, new: Option<&Node<'_>>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => same(old, new),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether two objects say the same but for these keys.
pub(super) fn same_but(old: &Node<'_>, new: &Node<'_>, but: &[&str]) -> bool {
    let rest = |node: &Node<'_>| node.entries().iter().filter(|entry| !but.contains(&&*entry.key)).count();
    rest(old) == rest(new)
        && old
            .entries()
            .iter()
            .filter(|entry| !but.contains(&&*entry.key))
            .all(|entry| new.get(&entry.key).is_some_and(|new| same(&entry.value, new)))
}

/// Which items of two lists are one another.
#[derive(Debug)]
pub(super) struct Matched<'a> {
    /// The position of each pair on both sides.
    at: Vec<(usize, usize)>,
    old: Vec<&'a Node<'a>>,
    new: Vec<&'a Node<'a>>,
}

impl<'a> Matched<'a> {
    /// Pairs items with equal keys, each once.
    pub(super) fn by<K: PartialEq>(
        old: impl IntoIterator<Item = &'a Node<'a>>,
        new: impl IntoIterator<Item = &'a Node<'a>>,
        key: impl Fn(&'a Node<'a>) -> K,
    ) -> Self {
        let mut matched = Self::of(old, new);
        matched.also_by(key);
        matched
    }

    /// Two lists of which nothing is paired yet.
    pub(super) fn of(
        old: impl IntoIterator<Item = &'a Node<'a>>,
        new: impl IntoIterator<Item = &'a Node<'a>>,
    ) -> Self {
        Self { at: Vec::new(), old: old.into_iter().collect(), new: new.into_iter().collect() }
    }

    /// Pairs what is left by another key, and gives the new pairs.
    pub(super) fn also_by<K: PartialEq>(
        &mut self,
        key: impl Fn(&'a Node<'a>) -> K,
    ) -> Vec<(&'a Node<'a>, &'a Node<'a>)> {
        let keys: Vec<K> = self.new.iter().map(|new| key(new)).collect();
        let mut taken: Vec<bool> = (0..self.new.len()).map(|at| self.is_new_paired(at)).collect();
        let mut pairs = Vec::new();
        for at in 0..self.old.len() {
            if self.is_old_paired(at) {
                continue;
            }
            let wanted = key(self.old[at]);
            let found = (0..keys.len()).find(|&other| !taken[other] && keys[other] == wanted);
            if let Some(found) = found {
                taken[found] = true;
                self.at.push((at, found));
                pairs.push((self.old[at], self.new[found]));
            }
        }
        self.at.sort_unstable();
        pairs
    }

    /// Pairs what is left where the two are alike, and gives the new pairs.
    pub(super) fn also_alike(
        &mut self,
        alike: impl Fn(&Node<'_>, &Node<'_>) -> bool,
    ) -> Vec<(&'a Node<'a>, &'a Node<'a>)> {
        let mut pairs = Vec::new();
        for old in 0..self.old.len() {
            if self.is_old_paired(old) {
                continue;
            }
            let fits = |new: &usize| !self.is_new_paired(*new) && alike(self.old[old], self.new[*new]);
            if let Some(new) = (0..self.new.len()).find(fits) {
                self.at.push((old, new));
                pairs.push((self.old[old], self.new[new]));
            }
        }
        self.at.sort_unstable();
        pairs
    }

    /// The pairs, in the order of the old list.
    pub(super) fn pairs(&self) -> Vec<(&'a Node<'a>, &'a Node<'a>)> {
        self.at.iter().map(|(old, new)| (self.old[*old], self.new[*new])).collect()
    }

    /// What only the old list has.
    pub(super) fn removed(&self) -> Vec<&'a Node<'a>> {
        (0..self.old.len()).filter(|at| !self.is_old_paired(*at)).map(|at| self.old[at]).collect()
    }

    /// What only the new list has.
    pub(super) fn added(&self) -> Vec<&'a Node<'a>> {
        (0..self.new.len()).filter(|at| !self.is_new_paired(*at)).map(|at| self.new[at]).collect()
    }

    /// Whether the pairs stand in another order.
    pub(super) fn is_reordered(&self) -> bool {
        !self.at.is_sorted_by_key(|(_, new)| *new)
    }

    fn is_old_paired(&self, at: usize) -> bool {
        self.at.iter().any(|(old, _)| *old == at)
    }

    fn is_new_paired(&self, at: usize) -> bool {
        self.at.iter().any(|(_, new)| *new == at)
    }
}
