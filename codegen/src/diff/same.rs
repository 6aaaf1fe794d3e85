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
    old: Vec<&'a Node<'a>>,
    new: Vec<&'a Node<'a>>,
    /// The position on the new side of each old item that is paired.
    became: Vec<Option<usize>>,
    /// Whether each new item is paired.
    is_taken: Vec<bool>,
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
        let (old, new): (Vec<_>, Vec<_>) = (old.into_iter().collect(), new.into_iter().collect());
        Self { became: vec![None; old.len()], is_taken: vec![false; new.len()], old, new }
    }

    /// Pairs what is left by another key, and gives the new pairs.
    pub(super) fn also_by<K: PartialEq>(
        &mut self,
        key: impl Fn(&'a Node<'a>) -> K,
    ) -> Vec<(&'a Node<'a>, &'a Node<'a>)> {
        let old: Vec<K> = self.old.iter().map(|old| key(old)).collect();
        let new: Vec<K> = self.new.iter().map(|new| key(new)).collect();
        self.pair(|at, other| old[at] == new[other])
    }

    /// Pairs what is left where the two are alike, and gives the new pairs.
    pub(super) fn also_alike(
        &mut self,
        alike: impl Fn(&Node<'_>, &Node<'_>) -> bool,
    ) -> Vec<(&'a Node<'a>, &'a Node<'a>)> {
        let (old, new) = (self.old.clone(), self.new.clone());
        self.pair(|at, other| alike(old[at], new[other]))
    }

    fn pair(&mut self, fits: impl Fn(usize, usize) -> bool) -> Vec<(&'a Node<'a>, &'a Node<'a>)> {
        let mut pairs = Vec::new();
        // In lists that changed little, what fits stands where the search begins.
        let mut begin = 0;
        for at in 0..self.old.len() {
            if self.became[at].is_some() {
                continue;
            }
            while self.is_taken.get(begin) == Some(&true) {
                begin += 1;
            }
            let found = (begin..self.new.len()).find(|other| !self.is_taken[*other] && fits(at, *other));
            if let Some(other) = found {
                (self.became[at], self.is_taken[other]) = (Some(other), true);
                pairs.push((self.old[at], self.new[other]));
            }
        }
        pairs
    }

    /// The pairs, in the order of the old list.
    pub(super) fn pairs(&self) -> Vec<(&'a Node<'a>, &'a Node<'a>)> {
        let pair =
            |(at, became): (usize, &Option<usize>)| became.map(|other| (self.old[at], self.new[other]));
        self.became.iter().enumerate().filter_map(pair).collect()
    }

    /// What only the old list has.
    pub(super) fn removed(&self) -> Vec<&'a Node<'a>> {
        let unpaired = self.old.iter().zip(&self.became).filter(|(_, became)| became.is_none());
        unpaired.map(|(old, _)| *old).collect()
    }

    /// What only the new list has.
    pub(super) fn added(&self) -> Vec<&'a Node<'a>> {
        let unpaired = self.new.iter().zip(&self.is_taken).filter(|(_, is_taken)| !**is_taken);
        unpaired.map(|(new, _)| *new).collect()
    }

    /// Whether the pairs stand in another order.
    pub(super) fn is_reordered(&self) -> bool {
        !self.became.iter().flatten().is_sorted()
    }
}
