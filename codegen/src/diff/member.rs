//! Members of a request, an answer or a type.

use super::finding::{Direction, Judgement};
use super::judge;
use super::same::{Matched, same_but};
use super::scope::{Scope, Sides, below};
use super::{limit, rename};
use crate::tree::Node;

/// What members are called that stand under a key: `parameter`, `answer member`, `member`.
fn noun(key: &str) -> &'static str {
    match key {
        "parameters" => "parameter",
        "answer" => "answer member",
        _ => "member",
    }
}

/// Compares the members under one key of a file.
pub(super) fn compare<'a>(
    scope: &mut Scope<'a>,
    key: &'static str,
    (old, new): (&'a Node<'a>, &'a Node<'a>),
) {
    let mut members = Matched::by(old.list(key), new.list(key), |member| member.text("name"));
    let kept = members.pairs();
    let renamed = members.also_alike(|old, new| same_but(old, new, &rename::OF_MEMBER));
    for (old, new) in kept {
        let at = below(key, new.text("name").unwrap_or_default());
        attributes(scope, &at, (old, new));
        let judgement = Judgement::of(Direction::Renamed).compile(is_other_field(scope, (old, new)));
        scope.key("Rust name", &at, "rust_name", (old, new), |_| judgement);
    }
    for (old, new) in renamed {
        let at = below(key, old.text("name").unwrap_or_default());
        let is_other = is_other_field(scope, (old, new));
        let judgement = Judgement::of(Direction::Renamed).compile(is_other).run_time(true);
        scope.tell(noun(key), &at, (old.get("name"), new.get("name")), judgement);
        attributes(scope, &at, (old, new));
    }
    for member in members.removed() {
        let at = below(key, member.text("name").unwrap_or_default());
        // An untyped call names a parameter as text, and is refused once there is none.
        let judgement = Judgement::of(Direction::Removed).compile(true).run_time(scope.in_request);
        scope.tell(noun(key), &at, (Some(member), None), judgement);
    }
    for member in members.added() {
        let at = below(key, member.text("name").unwrap_or_default());
        let is_needed = member.flag("required") && scope.in_request;
        scope.tell(noun(key), &at, (None, Some(member)), Judgement::of(Direction::Added).run_time(is_needed));
    }
    if members.is_reordered() {
        let sides = (old.get(key), new.get(key));
        scope.tell("order", key, sides, Judgement::words());
    }
}

fn attributes<'a>(scope: &mut Scope<'a>, at: &str, sides: (&'a Node<'a>, &'a Node<'a>)) {
    let (in_request, in_answer) = (scope.in_request, scope.in_answer);
    kind(scope, at, sides);
    scope.key("required", at, "required", sides, |(old, _)| {
        let direction = if old.is_none() { Direction::Tightened } else { Direction::Loosened };
        judge::checked(direction, in_request)
    });
    let altered = Judgement::of(Direction::Altered);
    scope.key("place", at, "place", sides, |_| altered.run_time(true));
    scope.key("encoding", at, "encoding", sides, |_| altered.run_time(true));
    scope.key("default", at, "default", sides, |sides| match sides {
        (None, Some(_)) => Judgement::of(Direction::Added),
        _ => altered.run_time(in_request),
    });
    limit::compare(scope, at, sides);
    scope.key("sensitive", at, "sensitive", sides, |_| Judgement::of(Direction::Reclassified));
    scope.key("accept", at, "accept", sides, |sides| match sides {
        (None, Some(_)) => Judgement::of(Direction::Loosened),
        (Some(_), None) => Judgement::of(Direction::Tightened).run_time(in_answer),
        _ => altered.run_time(in_answer),
    });
    scope.key("wrapper", at, "wrapper", sides, |_| altered.run_time(in_answer));
    scope.key("deprecated", at, "deprecated", sides, deprecated);
    scope.words(at, &["doc", "undocumented"], sides);
    scope.silent(at, &["example", "note"], sides);
}

/// What it means that something is, or is no longer, to be used.
pub(super) fn deprecated(sides: Sides<'_>) -> Judgement {
    match sides {
        (Some(_), Some(_)) => Judgement::words(),
        _ => Judgement::of(Direction::Reclassified),
    }
}

fn kind<'a>(scope: &mut Scope<'a>, at: &str, sides: (&'a Node<'a>, &'a Node<'a>)) {
    scope.key("type", at, "type", sides, |(old, new)| {
        let text = |node: Option<&'a Node<'a>>| node.and_then(Node::as_text).unwrap_or_default();
        type_change(text(old), text(new))
    });
}

/// What it means that a member or variant has another type.
pub(super) fn type_change(old: &str, new: &str) -> Judgement {
    let judgement = match (innermost(old), innermost(new)) {
        ("int32", "int64") => Judgement::of(Direction::Loosened),
        ("int64", "int32") => Judgement::of(Direction::Tightened).run_time(true),
        _ => Judgement::of(Direction::Altered).run_time(true),
    };
    judgement.compile(rust_type(old) != rust_type(new))
}

fn innermost(text: &str) -> &str {
    let item = text.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>'));
    item.map_or(text, innermost)
}

/// The Rust type that a type text becomes, in a form of its own: different where the Rust types are.
fn rust_type(text: &str) -> String {
    if let Some(item) = text.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("Vec<{}>", rust_type(item));
    }
    match text {
        "int32" | "int64" => "i64".to_owned(),
        map if map.starts_with("map<") => "Map".to_owned(),
        other => other.to_owned(),
    }
}

/// Whether the member is another field in Rust than it was.
fn is_other_field(scope: &Scope<'_>, (old, new): (&Node<'_>, &Node<'_>)) -> bool {
    scope.context.old.naming.field(old) != scope.context.new.naming.field(new)
}
