//! What else a page says of an operation: rates, objects, pages of lists, editions, preconditions.

use super::finding::{Direction, Judgement};
use super::judge;
use super::same::{Matched, same, same_but};
use super::scope::{Scope, Sides};
use crate::tree::Node;
use std::cmp::Ordering;

/// Compares the facts of an operation.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, sides: (&'a Node<'a>, &'a Node<'a>)) {
    quotas(scope, sides);
    objects(scope, sides);
    page_size(scope, sides);
    said(scope, sides, ("edition", "editions", "edition"), Judgement::of(Direction::Added));
    let demand = Judgement::of(Direction::Added).run_time(true);
    said(scope, sides, ("precondition", "preconditions", "doc"), demand);
}

fn quotas<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let scope_of = |quota: &'a Node<'a>| quota.get("scope").map(|scope| scope.to_json().to_string());
    let path =
        |quota: &'a Node<'a>| format!("quotas/{}", scope_of(quota).unwrap_or_default().replace('"', ""));
    let mut quotas = Matched::of(old.list("quotas"), new.list("quotas"));
    quotas.also_alike(|old, new| same_but(old, new, &["source"]));
    quotas.also_by(scope_of);
    quotas.also_alike(|old, new| same_but(old, new, &["source", "scope"]));
    for (old, new) in quotas.pairs() {
        let at = path(old);
        if let Some(direction) = rate(old, new) {
            scope.tell("rate", &at, (Some(old), Some(new)), judge::checked(direction, true));
        }
        let other = Judgement::of(Direction::Altered).run_time(true);
        scope.key("rate scope", &at, "scope", (old, new), |_| other);
        scope.source(&at, (old, new));
    }
    for quota in quotas.removed() {
        scope.tell("rate", &path(quota), (Some(quota), None), Judgement::of(Direction::Removed));
    }
    for quota in quotas.added() {
        let judgement = Judgement::of(Direction::Added).run_time(true);
        scope.tell("rate", &path(quota), (None, Some(quota)), judgement);
    }
    if quotas.is_reordered() {
        scope.tell("order", "quotas", (old.get("quotas"), new.get("quotas")), Judgement::words());
    }
}

/// Which way a rate went: fewer calls in the same time, or as many in more, are tighter. With the same rate a shorter
/// window is, since it allows no bursts.
fn rate(old: &Node<'_>, new: &Node<'_>) -> Option<Direction> {
    let rate =
        |node: &Node<'_>| Some((u64::from(node.count("calls")?), u64::from(node.count("per_seconds")?)));
    let ((old_calls, old_window), (new_calls, new_window)) = (rate(old)?, rate(new)?);
    if (old_calls, old_window) == (new_calls, new_window) {
        return None;
    }
    let by_rate = (new_calls * old_window).cmp(&(old_calls * new_window));
    Some(match by_rate.then(new_calls.cmp(&old_calls)) {
        Ordering::Less => Direction::Tightened,
        Ordering::Greater | Ordering::Equal => Direction::Loosened,
    })
}

fn objects<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let path = |limit: &Node<'_>| format!("objects/{}", limit.text("object").unwrap_or_default());
    let mut limits = Matched::of(old.list("objects"), new.list("objects"));
    limits.also_alike(|old, new| same_but(old, new, &["source"]));
    limits.also_by(|limit| limit.text("object"));
    limits.also_alike(|old, new| same_but(old, new, &["source", "object"]));
    for (old, new) in limits.pairs() {
        let at = path(old);
        let other = Judgement::of(Direction::Reclassified);
        scope.key("object", &at, "object", (old, new), |_| other);
        for key in ["max_calls", "lifetime_seconds", "max_objects"] {
            scope.key("object limit", &at, key, (old, new), |sides| judge::checked(bound(sides), true));
        }
        scope.source(&at, (old, new));
    }
    for limit in limits.removed() {
        scope.tell("object limit", &path(limit), (Some(limit), None), Judgement::of(Direction::Removed));
    }
    for limit in limits.added() {
        let judgement = Judgement::of(Direction::Added).run_time(true);
        scope.tell("object limit", &path(limit), (None, Some(limit)), judgement);
    }
    if limits.is_reordered() {
        scope.tell("order", "objects", (old.get("objects"), new.get("objects")), Judgement::words());
    }
}

/// A bound from above that may be absent.
fn bound(sides: Sides<'_>) -> Direction {
    match sides {
        (Some(old), Some(new)) => judge::upper(old, new),
        (None, _) => Direction::Tightened,
        (Some(_), None) => Direction::Loosened,
    }
}

fn page_size<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let sides = (old.get("page_size"), new.get("page_size"));
    if let (Some(old), Some(new)) = sides {
        scope.key("page size", "page_size", "items", (old, new), |sides| judge::checked(bound(sides), true));
        scope.source("page_size", (old, new));
        return;
    }
    let judgement = match sides {
        (None, Some(_)) => Judgement::of(Direction::Added).run_time(true),
        (Some(_), None) => Judgement::of(Direction::Removed),
        _ => return,
    };
    scope.tell("page size", "page_size", sides, judgement);
}

/// Compares what is only said: things in a list that are known by the text under one key.
fn said<'a>(
    scope: &mut Scope<'a>,
    (old, new): (&'a Node<'a>, &'a Node<'a>),
    (what, list, name): (&'static str, &'static str, &'static str),
    added: Judgement,
) {
    let path = |node: &Node<'_>| format!("{list}/{}", node.text(name).unwrap_or_default());
    let mut said = Matched::of(old.list(list), new.list(list));
    said.also_alike(same);
    said.also_by(|one| one.text(name));
    // What is left on both sides is the same in other words.
    said.also_alike(|_, _| true);
    for (old, new) in said.pairs() {
        let at = path(old);
        let keys: &[&'static str] = if name == "doc" { &["doc"] } else { &["edition", "doc"] };
        scope.words(&at, keys, (old, new));
        scope.source(&at, (old, new));
    }
    for one in said.removed() {
        scope.tell(what, &path(one), (Some(one), None), Judgement::of(Direction::Removed));
    }
    for one in said.added() {
        scope.tell(what, &path(one), (None, Some(one)), added);
    }
    if said.is_reordered() {
        scope.tell("order", list, (old.get(list), new.get(list)), Judgement::words());
    }
}

/// Compares corrections and examples: they are for maintainers and tests, and are not generated.
pub(super) fn unseen<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    for (what, list, name) in [("fix", "fixes", "id"), ("example", "examples", "name")] {
        let path = |node: &Node<'_>| format!("{list}/{}", node.text(name).unwrap_or_default());
        let items = Matched::by(old.list(list), new.list(list), |one| one.text(name));
        let silent = Judgement::silent();
        for (old, new) in items.pairs().into_iter().filter(|(old, new)| !same(old, new)) {
            scope.tell(what, &path(new), (Some(old), Some(new)), silent);
        }
        for one in items.removed() {
            scope.tell(
                what,
                &path(one),
                (Some(one), None),
                Judgement { direction: Direction::Removed, ..silent },
            );
        }
        for one in items.added() {
            scope.tell(
                what,
                &path(one),
                (None, Some(one)),
                Judgement { direction: Direction::Added, ..silent },
            );
        }
        if items.is_reordered() {
            scope.tell("order", list, (old.get(list), new.get(list)), silent);
        }
    }
}
