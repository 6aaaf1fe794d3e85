//! Which way a value went: numbers, sets and texts whose order is known.

use super::finding::{Direction, Judgement};
use crate::tree::{Json, Node};
use std::cmp::Ordering;

/// A bound from above: a smaller one is tighter.
pub(super) fn upper(old: &Node<'_>, new: &Node<'_>) -> Direction {
    match compare(old, new) {
        Some(Ordering::Greater) => Direction::Tightened,
        Some(Ordering::Less) => Direction::Loosened,
        Some(Ordering::Equal) => Direction::Reworded,
        None => Direction::Altered,
    }
}

/// A bound from below: a greater one is tighter.
pub(super) fn lower(old: &Node<'_>, new: &Node<'_>) -> Direction {
    upper(new, old)
}

/// A list of what is allowed: a part of it is tighter.
pub(super) fn allowed(old: &Node<'_>, new: &Node<'_>) -> Direction {
    let within = |inner: &Node<'_>, outer: &Node<'_>| {
        inner.items().iter().all(|one| outer.items().iter().any(|other| super::same::same(one, other)))
    };
    match (within(new, old), within(old, new)) {
        (true, true) => Direction::Reworded,
        (true, false) => Direction::Tightened,
        (false, true) => Direction::Loosened,
        (false, false) => Direction::Altered,
    }
}

/// A list of what is forbidden or asked for: more of it is tighter.
pub(super) fn demanded(old: &Node<'_>, new: &Node<'_>) -> Direction {
    allowed(new, old)
}

/// The judgement of a direction where what is tighter or another may make a call fail.
pub(super) fn checked(direction: Direction, counts: bool) -> Judgement {
    let fails = matches!(direction, Direction::Tightened | Direction::Altered);
    Judgement::of(direction).run_time(fails && counts)
}

fn compare(old: &Node<'_>, new: &Node<'_>) -> Option<Ordering> {
    number(old)?.partial_cmp(&number(new)?)
}

#[expect(clippy::cast_precision_loss, reason = "bounds are small; both sides are rounded alike")]
fn number(node: &Node<'_>) -> Option<f64> {
    match node.value {
        Json::Int(number) => Some(number as f64),
        Json::Float(number) => Some(number),
        _ => None,
    }
}
