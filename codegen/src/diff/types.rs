//! Shared types: objects, enumerations and unions.

use super::finding::{Direction, Judgement};
use super::limit::freedom;
use super::same::{Matched, same_but};
use super::scope::Scope;
use super::{judge, member, rule};
use crate::tree::Node;

/// The keys of which a type has exactly one.
const BODIES: [&str; 3] = ["members", "values", "variants"];

/// Compares two readings of one type.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, sides: (&'a Node<'a>, &'a Node<'a>)) {
    scope.words("", &["doc"], sides);
    let body = |node: &Node<'_>| BODIES.into_iter().find(|key| node.get(key).is_some());
    let (old, new) = (body(sides.0), body(sides.1));
    if old != new {
        let node = |node: &'a Node<'a>, key: Option<&str>| key.and_then(|key| node.get(key));
        let judgement = Judgement::of(Direction::Altered).compile(true).run_time(true);
        scope.tell("kind of type", "", (node(sides.0, old), node(sides.1, new)), judgement);
        return;
    }
    match new {
        Some("values") => enumeration(scope, sides),
        Some("variants") => union(scope, sides),
        _ => {
            member::compare(scope, "members", sides);
            rule::compare(scope, sides);
            let judgement = Judgement::of(Direction::Altered).run_time(scope.in_answer);
            scope.key("embedded", "", "embedded", sides, |_| judgement);
        }
    }
}

fn enumeration<'a>(scope: &mut Scope<'a>, sides: (&'a Node<'a>, &'a Node<'a>)) {
    let counts = scope.in_request && !sides.1.flag("open");
    values(scope, sides, counts);
    let in_request = scope.in_request;
    scope.key("open", "", "open", sides, |sides| judge::checked(freedom(sides), in_request));
    scope.key("letter case", "", "any_case", sides, |sides| judge::checked(freedom(sides), counts));
    scope.source("", sides);
}

fn values<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>), counts: bool) {
    let path = |value: &Node<'_>| format!("values/{}", value.text("value").unwrap_or_default());
    let mut values = Matched::by(old.list("values"), new.list("values"), |value| value.text("value"));
    let renamed = values.also_alike(|old, new| same_but(old, new, &["value"]));
    for (old, new) in values.pairs() {
        scope.words(&path(old), &["doc"], (old, new));
    }
    let context = scope.context;
    for (old, new) in renamed {
        let text = |node: &Node<'_>| node.text("value").unwrap_or_default().to_owned();
        let idents =
            (context.old.naming.names.pascal(&text(old)), context.new.naming.names.pascal(&text(new)));
        let judgement = Judgement::of(Direction::Renamed).compile(idents.0 != idents.1).run_time(true);
        scope.tell("enum value", &path(old), (old.get("value"), new.get("value")), judgement);
    }
    for value in values.removed() {
        let judgement = Judgement::of(Direction::Removed).compile(true).run_time(counts);
        scope.tell("enum value", &path(value), (Some(value), None), judgement);
    }
    for value in values.added() {
        scope.tell("enum value", &path(value), (None, Some(value)), Judgement::of(Direction::Added));
    }
    if values.is_reordered() {
        scope.tell("order", "values", (old.get("values"), new.get("values")), Judgement::words());
    }
}

fn union<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let path = |variant: &Node<'_>| format!("variants/{}", variant.text("name").unwrap_or_default());
    let mut variants =
        Matched::by(old.list("variants"), new.list("variants"), |variant| variant.text("name"));
    let renamed = variants.also_alike(|old, new| same_but(old, new, &["name"]));
    for (old, new) in variants.pairs() {
        variant(scope, &path(old), (old, new));
    }
    for (old, new) in renamed {
        let judgement = Judgement::of(Direction::Renamed).compile(true);
        scope.tell("variant", &path(old), (old.get("name"), new.get("name")), judgement);
    }
    for variant in variants.removed() {
        let judgement = Judgement::of(Direction::Removed).compile(true).run_time(true);
        scope.tell("variant", &path(variant), (Some(variant), None), judgement);
    }
    for variant in variants.added() {
        scope.tell("variant", &path(variant), (None, Some(variant)), Judgement::of(Direction::Added));
    }
    if variants.is_reordered() {
        // A decoder takes the first variant that fits.
        let judgement = Judgement::of(Direction::Altered).run_time(true);
        scope.tell("order", "variants", (old.get("variants"), new.get("variants")), judgement);
    }
}

fn variant<'a>(scope: &mut Scope<'a>, at: &str, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let altered = Judgement::of(Direction::Altered).run_time(true);
    scope.words(at, &["doc"], (old, new));
    if old.get("type").is_some() == new.get("type").is_some() {
        scope.key("constant", at, "constant", (old, new), |_| altered);
        scope.key("type", at, "type", (old, new), |sides| {
            let text = |node: Option<&'a Node<'a>>| node.and_then(Node::as_text).unwrap_or_default();
            member::type_change(text(sides.0), text(sides.1))
        });
    } else {
        let value = |node: &'a Node<'a>| node.get("type").or_else(|| node.get("constant"));
        scope.tell("type", &format!("{at}/type"), (value(old), value(new)), altered.compile(true));
    }
    scope.key("told by", at, "told_by", (old, new), |_| altered);
}
