//! Limits of one member.

use super::finding::{Direction, Judgement};
use super::judge;
use super::same::{Matched, same_but, same_or_absent};
use super::scope::{Scope, Sides};
use crate::schema::LimitKey;
use crate::tree::Node;

/// Compares the limits of a member.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, at: &str, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let mut limits = Matched::of(old.list("limits"), new.list("limits"));
    limits.also_alike(|old, new| same_but(old, new, &["source"]));
    limits.also_alike(|old, new| name(old) == name(new) && same_or_absent(old.get("when"), new.get("when")));
    limits.also_alike(|old, new| same_but(old, new, &["source", "when"]));
    for (old, new) in limits.pairs() {
        changed(scope, &path(at, new), (old, new));
    }
    for limit in limits.removed() {
        scope.tell("limit", &path(at, limit), (Some(limit), None), Judgement::of(Direction::Removed));
    }
    for limit in limits.added() {
        let counts = scope.in_request && !limit.flag("advice");
        let judgement = Judgement::of(Direction::Added).run_time(counts);
        scope.tell("limit", &path(at, limit), (None, Some(limit)), judgement);
    }
    if limits.is_reordered() {
        let sides = (old.get("limits"), new.get("limits"));
        scope.tell("order", &format!("{at}/limits"), sides, Judgement::words());
    }
}

/// The key that says what the limit checks.
fn name<'n>(limit: &'n Node<'_>) -> &'n str {
    let mut keys = limit.entries().iter().map(|entry| &*entry.key);
    keys.find(|key| LimitKey::of(key).is_some()).unwrap_or_default()
}

fn path(at: &str, limit: &Node<'_>) -> String {
    format!("{at}/limits/{}", name(limit))
}

fn changed<'a>(scope: &mut Scope<'a>, at: &str, sides: (&'a Node<'a>, &'a Node<'a>)) {
    let Some(key) = LimitKey::of(name(sides.1)) else {
        return;
    };
    let counts = scope.in_request && !sides.1.flag("advice");
    value(scope, at, sides, (key, counts));
    scope.key("limit unit", at, "unit", sides, |sides| judge::checked(unit(key, sides), counts));
    scope.key("letter case", at, "any_case", sides, |sides| judge::checked(freedom(sides), counts));
    scope.key("limit condition", at, "when", sides, |sides| judge::checked(freedom(sides), counts));
    let in_request = scope.in_request;
    scope.key("advice", at, "advice", sides, |sides| judge::checked(freedom(sides), in_request));
    scope.source(at, sides);
}

fn value<'a>(
    scope: &mut Scope<'a>,
    at: &str,
    sides: (&'a Node<'a>, &'a Node<'a>),
    (key, counts): (LimitKey, bool),
) {
    let name = name(sides.1);
    let (old, new) = (sides.0.get(name), sides.1.get(name));
    let (Some(before), Some(after)) = (old, new) else {
        return;
    };
    if !super::same::same(before, after) {
        scope.tell("limit", at, (old, new), judge::checked(direction(key, before, after), counts));
    }
}

/// Something that narrows a limit to fewer cases: with it the limit is looser than without.
pub(super) fn freedom(sides: Sides<'_>) -> Direction {
    match sides {
        (None, Some(_)) => Direction::Loosened,
        (Some(_), None) => Direction::Tightened,
        _ => Direction::Altered,
    }
}

fn direction(key: LimitKey, old: &Node<'_>, new: &Node<'_>) -> Direction {
    match key {
        LimitKey::MaxLength
        | LimitKey::Max
        | LimitKey::MaxItems
        | LimitKey::ItemMaxLength
        | LimitKey::MaxSerialized
        | LimitKey::MaxAheadSeconds => judge::upper(old, new),
        LimitKey::MinLength
        | LimitKey::Min
        | LimitKey::MinItems
        | LimitKey::ItemMinLength
        | LimitKey::MinAheadSeconds => judge::lower(old, new),
        LimitKey::OneOf | LimitKey::ItemOneOf | LimitKey::FileTypes => judge::allowed(old, new),
        LimitKey::Not => judge::demanded(old, new),
        LimitKey::BitMask => bits(old, new),
        LimitKey::Format => format(old, new),
        LimitKey::StartsWith => part(old, new, |longer, shorter| longer.starts_with(shorter)),
        LimitKey::Contains => part(old, new, |longer, shorter| longer.contains(shorter)),
        LimitKey::NotStartsWith => part(new, old, |longer, shorter| longer.starts_with(shorter)),
        LimitKey::NotContains | LimitKey::ItemNotContains => {
            part(new, old, |longer, shorter| longer.contains(shorter))
        }
        // Of two patterns nobody can tell which takes more; what is not sorted is no limit.
        LimitKey::Pattern | LimitKey::ItemPattern | LimitKey::Constant | LimitKey::Sorted => {
            Direction::Altered
        }
    }
}

/// Bits that may be set: fewer of them are tighter.
fn bits(old: &Node<'_>, new: &Node<'_>) -> Direction {
    let (Some(old), Some(new)) = (old.as_count(), new.as_count()) else {
        return Direction::Altered;
    };
    match (old & new == new, old & new == old) {
        (true, _) => Direction::Tightened,
        (false, true) => Direction::Loosened,
        (false, false) => Direction::Altered,
    }
}

/// Formats of which one takes less than another: JSON objects are JSON, https URLs are URLs.
fn format(old: &Node<'_>, new: &Node<'_>) -> Direction {
    let is_part = |part: &Node<'_>, whole: &Node<'_>| {
        matches!(
            (part.as_text(), whole.as_text()),
            (Some("json-object" | "json-array"), Some("json")) | (Some("https-url"), Some("url"))
        )
    };
    if is_part(new, old) {
        Direction::Tightened
    } else if is_part(old, new) {
        Direction::Loosened
    } else {
        Direction::Altered
    }
}

/// A part that the text must have: a longer one that includes it is tighter.
fn part(old: &Node<'_>, new: &Node<'_>, includes: impl Fn(&str, &str) -> bool) -> Direction {
    let (old, new) = (old.as_text().unwrap_or_default(), new.as_text().unwrap_or_default());
    if includes(new, old) {
        Direction::Tightened
    } else if includes(old, new) {
        Direction::Loosened
    } else {
        Direction::Altered
    }
}

/// No text has fewer bytes than characters, so a bound in bytes is the tighter one from above, and the looser from
/// below. A length without a unit is counted in characters.
fn unit(key: LimitKey, sides: Sides<'_>) -> Direction {
    let is_upper = matches!(key, LimitKey::MaxLength | LimitKey::ItemMaxLength);
    let is_bytes = |node: Option<&Node<'_>>| node.and_then(Node::as_text) == Some("bytes");
    match (is_bytes(sides.0), is_bytes(sides.1)) {
        (false, true) if is_upper => Direction::Tightened,
        (true, false) if !is_upper => Direction::Tightened,
        (true, true) | (false, false) => Direction::Reclassified,
        (true, false) | (false, true) => Direction::Loosened,
    }
}
