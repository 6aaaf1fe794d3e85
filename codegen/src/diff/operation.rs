//! Operations.

use super::finding::{Direction, Judgement};
use super::same::{same, same_or_absent};
use super::scope::{Scope, Sides};
use super::{error, facts, judge, member, rule};
use crate::tree::Node;

/// Compares two readings of one operation.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, sides: (&'a Node<'a>, &'a Node<'a>)) {
    scope.words("", &["title", "doc"], sides);
    // Where there are rows, they stand in the documentation in its place.
    let has_rows = |node: &Node<'_>| !node.list("errors").is_empty();
    let is_shown = !has_rows(sides.0) || !has_rows(sides.1);
    let judgement = if is_shown { Judgement::words() } else { Judgement::silent() };
    scope.key("errors_known", "", "errors_known", sides, |_| judgement);
    http(scope, sides);
    scope.key("effect", "", "effect", sides, |(_, new)| {
        // What changes something is not repeated after a failure of which the outcome is unknown.
        let is_write = new.and_then(Node::as_text) == Some("write");
        Judgement::of(Direction::Reclassified).run_time(is_write)
    });
    idempotency(scope, sides);
    scope.key("session", "", "session", sides, session);
    scope.key("deprecated", "", "deprecated", sides, member::deprecated);
    (scope.in_request, scope.in_answer) = (true, false);
    member::compare(scope, "parameters", sides);
    rule::compare(scope, sides);
    (scope.in_request, scope.in_answer) = (false, true);
    member::compare(scope, "answer", sides);
    body_status(scope, sides);
    error::compare(scope, sides);
    facts::compare(scope, sides);
    facts::unseen(scope, sides);
}

fn http<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    for key in ["method", "base", "path", "query"] {
        let value = |node: &'a Node<'a>| node.get("http").and_then(|http| http.get(key));
        let sides = (value(old), value(new));
        if !same_or_absent(sides.0, sides.1) {
            let judgement = Judgement::of(Direction::Altered).run_time(true);
            scope.tell(key, &format!("http/{key}"), sides, judgement);
        }
    }
}

fn idempotency<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let sides = (old.get("idempotency"), new.get("idempotency"));
    let (Some(before), Some(after)) = sides else {
        return;
    };
    let has_token = |node: &Node<'_>| node.get("token").is_some();
    if !has_token(before) || !has_token(after) {
        if !same(before, after) {
            let is_less = safety(after) < safety(before);
            let judgement = Judgement::of(Direction::Reclassified).run_time(is_less);
            scope.tell("idempotency", "idempotency", sides, judgement);
        }
        return;
    }
    let (at, sides) = ("idempotency", (before, after));
    let other = Judgement::of(Direction::Altered).run_time(true);
    scope.key("idempotency token", at, "token", sides, |_| other);
    scope.key("idempotency window", at, "window_seconds", sides, |sides| match sides {
        (Some(old), Some(new)) => judge::checked(judge::upper(old, new), true),
        _ => other,
    });
    scope.key("idempotency form", at, "form", sides, |_| {
        Judgement::of(Direction::Reclassified).run_time(safety(after) < safety(before))
    });
}

/// How sure it is that a repeat does no harm, and so is made.
fn safety(node: &Node<'_>) -> u8 {
    match (node.as_text(), node.text("form")) {
        (Some("natural"), _) => 3,
        (None, Some("uuid")) => 2,
        (None, _) => 1,
        (Some(_), _) => 0,
    }
}

fn session(sides: Sides<'_>) -> Judgement {
    let word = |node: Option<&Node<'_>>| match node.and_then(Node::as_text) {
        Some("required") => 2,
        Some("optional") => 1,
        _ => 0,
    };
    match (word(sides.0), word(sides.1)) {
        // One that is no longer sent may have been what the call needed.
        (_, 0) => Judgement::of(Direction::Altered).run_time(true),
        (old, new) if old > new => Judgement::of(Direction::Loosened),
        (0, 1) => Judgement::of(Direction::Loosened),
        _ => Judgement::of(Direction::Tightened).run_time(true),
    }
}

fn body_status<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let sides = (old.get("body_status"), new.get("body_status"));
    if let (Some(before), Some(after)) = sides {
        for key in ["code", "message"] {
            let other = Judgement::of(Direction::Altered).run_time(true);
            scope.key("body status", "body_status", key, (before, after), |_| other);
        }
        scope.key("body status", "body_status", "success", (before, after), |sides| match sides {
            (Some(old), Some(new)) => judge::checked(judge::allowed(old, new), true),
            _ => Judgement::of(Direction::Altered),
        });
        return;
    }
    let judgement = match sides {
        (None, Some(_)) => Judgement::of(Direction::Added).run_time(true),
        (Some(_), None) => Judgement::of(Direction::Removed),
        _ => return,
    };
    scope.tell("body status", "body_status", sides, judgement);
}
