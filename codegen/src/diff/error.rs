//! Rows of error tables.

use super::finding::{Direction, Judgement};
use super::same::{Matched, same_but};
use super::scope::Scope;
use crate::names::code_constants;
use crate::tree::Node;
use std::collections::BTreeSet;

/// Compares the error rows of a file.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let key = |row: &'a Node<'a>| (row.count("status"), row.text("code"));
    let mut rows = Matched::by(old.list("errors"), new.list("errors"), key);
    let moved = rows.also_by(|row| row.text("code"));
    let renamed = rows.also_alike(|old, new| same_but(old, new, &["code"]));
    for (old, new) in rows.pairs() {
        changed(scope, &path(old), (old, new));
    }
    for (old, new) in moved {
        let sides = (old.get("status"), new.get("status"));
        scope.tell("error status", &path(old), sides, Judgement::of(Direction::Reclassified));
    }
    for (old, new) in renamed {
        let judgement = Judgement::of(Direction::Renamed).compile(is_gone(scope, old));
        scope.tell("error", &path(old), (old.get("code"), new.get("code")), judgement);
    }
    for row in rows.removed() {
        let judgement = Judgement::of(Direction::Removed)
            .compile(is_gone(scope, row))
            .run_time(is_repeated(row.text("class")));
        scope.tell("error", &path(row), (Some(row), None), judgement);
    }
    for row in rows.added() {
        let judgement = Judgement::of(Direction::Added).run_time(takes_a_constant(scope, row));
        scope.tell("error", &path(row), (None, Some(row)), judgement);
    }
    if rows.is_reordered() {
        scope.tell("order", "errors", (old.get("errors"), new.get("errors")), Judgement::words());
    }
}

fn path(row: &Node<'_>) -> String {
    let code = row.text("code").unwrap_or_default();
    match row.count("status") {
        Some(status) => format!("errors/{status} {code}"),
        None => format!("errors/{code}"),
    }
}

fn changed<'a>(scope: &mut Scope<'a>, at: &str, sides: (&'a Node<'a>, &'a Node<'a>)) {
    scope.key("error class", at, "class", sides, |(old, new)| {
        let is_repeated = |class: Option<&'a Node<'a>>| is_repeated(class.and_then(Node::as_text));
        Judgement::of(Direction::Reclassified).run_time(is_repeated(old) && !is_repeated(new))
    });
    scope.words(at, &["meaning", "source"], sides);
}

/// Whether a call that fails so may be attempted again, and then succeed.
fn is_repeated(class: Option<&str>) -> bool {
    matches!(class, Some("throttled" | "resign" | "server"))
}

/// Whether a constant is gone with the row: that of its code, which no row of the service has any more, or that of a
/// code whose constant was numbered because of it.
fn is_gone(scope: &Scope<'_>, row: &Node<'_>) -> bool {
    let (old, new) = (&scope.context.old.codes, &scope.context.new.codes);
    let Some(code) = row.text("code").filter(|code| !new.contains(code)) else {
        return false;
    };
    let (before, after) = (code_constants(old.iter().copied()), code_constants(new.iter().copied()));
    let names: BTreeSet<&String> = after.values().collect();
    let is_lost = |code: &str| before.get(code).is_some_and(|name| !names.contains(name));
    is_lost(code) || new.iter().any(|code| is_lost(code))
}

/// Whether the row's code gets a constant that was another code's: programs with the constant then mean this one.
fn takes_a_constant(scope: &Scope<'_>, row: &Node<'_>) -> bool {
    let (old, new) = (&scope.context.old.codes, &scope.context.new.codes);
    let Some(code) = row.text("code").filter(|code| !old.contains(code)) else {
        return false;
    };
    let (before, after) = (code_constants(old.iter().copied()), code_constants(new.iter().copied()));
    before.iter().any(|(other, name)| new.contains(other) && after.get(code) == Some(name))
}
