//! Rows of error tables.

use super::finding::{Direction, Judgement};
use super::same::{Matched, same_but};
use super::scope::Scope;
use super::service::Context;
use crate::names::code_constants;
use crate::tree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Compares the error rows of a file.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let key = |row: &'a Node<'a>| (row.count("status"), row.text("code"));
    let mut rows = Matched::by(old.list("errors"), new.list("errors"), key);
    let moved = rows.also_by(|row| row.text("code"));
    let renamed = rows.also_alike(|old, new| same_but(old, new, &["code"]));
    // Only rows that come or go say anything of constants.
    let is_other = !renamed.is_empty() || !rows.removed().is_empty() || !rows.added().is_empty();
    let constants = if is_other { Constants::of(scope.context) } else { Constants::default() };
    for (old, new) in rows.pairs() {
        changed(scope, &path(old), (old, new));
    }
    for (old, new) in moved {
        let sides = (old.get("status"), new.get("status"));
        scope.tell("error status", &path(old), sides, Judgement::of(Direction::Reclassified));
    }
    for (old, new) in renamed {
        let judgement = Judgement::of(Direction::Renamed).compile(constants.is_gone(old));
        scope.tell("error", &path(old), (old.get("code"), new.get("code")), judgement);
    }
    for row in rows.removed() {
        let judgement = Judgement::of(Direction::Removed)
            .compile(constants.is_gone(row))
            .run_time(is_repeated(row.text("class")));
        scope.tell("error", &path(row), (Some(row), None), judgement);
    }
    for row in rows.added() {
        let judgement = Judgement::of(Direction::Added).run_time(constants.is_taken_over(row));
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

/// The constants of a service's codes on both sides.
#[derive(Default)]
struct Constants<'a> {
    before: BTreeMap<&'a str, String>,
    after: BTreeMap<&'a str, String>,
    /// The names that there are afterwards.
    names: BTreeSet<String>,
    /// The names that there were of codes that stay.
    kept: BTreeSet<String>,
}

impl<'a> Constants<'a> {
    fn of(context: &Context<'a>) -> Self {
        let before = code_constants(context.old.codes.iter().copied());
        let after = code_constants(context.new.codes.iter().copied());
        let names = after.values().cloned().collect();
        let kept = before.iter().filter(|(code, _)| after.contains_key(*code)).map(|(_, name)| name.clone());
        Self { kept: kept.collect(), before, after, names }
    }

    /// Whether a constant is gone with the row: that of its code, which no row of the service has any more, or that of
    /// a code whose constant was numbered because of it.
    fn is_gone(&self, row: &Node<'_>) -> bool {
        let Some(code) = row.text("code").filter(|code| !self.after.contains_key(code)) else {
            return false;
        };
        let is_lost = |name: &String| !self.names.contains(name);
        self.before.get(code).is_some_and(is_lost) || !self.kept.is_subset(&self.names)
    }

    /// Whether the row's code gets a constant that was another code's: programs with the constant then mean this one.
    fn is_taken_over(&self, row: &Node<'_>) -> bool {
        let code = row.text("code").filter(|code| !self.before.contains_key(code));
        code.and_then(|code| self.after.get(code)).is_some_and(|name| self.kept.contains(name))
    }
}
