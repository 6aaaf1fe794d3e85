//! `service.json`: what all operations of a service share.

use super::error;
use super::finding::{Direction, Judgement};
use super::judge;
use super::same::{Matched, same, same_but};
use super::scope::{Scope, Sides};
use crate::tree::{Entry, Json, Node};

/// Compares two readings of one service.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, sides: (&'a Node<'a>, &'a Node<'a>)) {
    let altered = Judgement::of(Direction::Altered).run_time(true);
    scope.words("", &["title", "doc"], sides);
    scope.key("version", "", "version", sides, |_| altered);
    scope.key("protocol", "", "protocol", sides, |_| altered);
    naming(scope, sides);
    environment(scope, sides);
    endpoints(scope, sides);
    pages(scope, sides);
    error::compare(scope, sides);
}

/// The keys and values of an object under this key.
fn entries<'a>(node: &'a Node<'a>, key: &str) -> &'a [Entry<'a>] {
    node.get(key).map_or(&[], Node::entries)
}

/// Tells of every key of an object under `list` whose value changed, came or went.
fn each<'a>(
    scope: &mut Scope<'a>,
    (list, at): (&str, &str),
    (old, new): (&'a Node<'a>, &'a Node<'a>),
    tell: impl Fn(&mut Scope<'a>, &str, Sides<'a>),
) {
    for entry in entries(old, list) {
        let other = new.get(list).and_then(|list| list.get(&entry.key));
        if !other.is_some_and(|other| same(&entry.value, other)) {
            tell(scope, &format!("{at}/{}", entry.key), (Some(&entry.value), other));
        }
    }
    for entry in entries(new, list) {
        if old.get(list).and_then(|list| list.get(&entry.key)).is_none() {
            tell(scope, &format!("{at}/{}", entry.key), (None, Some(&entry.value)));
        }
    }
}

/// Words with an odd spelling, and what is left out of names. They matter where a Rust name becomes another.
fn naming<'a>(scope: &mut Scope<'a>, sides: (&'a Node<'a>, &'a Node<'a>)) {
    let compile = scope.context.is_renamed;
    let judgement = Judgement { generated: compile, ..Judgement::of(Direction::Renamed).compile(compile) };
    scope.key("prefix of names", "", "strip_prefix", sides, |_| judgement);
    each(scope, ("names", "names"), sides, |scope, at, sides| {
        scope.tell("Rust spelling", at, sides, judgement);
    });
}

fn environment<'a>(scope: &mut Scope<'a>, sides: (&'a Node<'a>, &'a Node<'a>)) {
    each(scope, ("environment", "environment"), sides, |scope, at, sides| {
        let judgement = match sides {
            (None, _) => Judgement::of(Direction::Added),
            (Some(_), None) => Judgement::of(Direction::Removed).run_time(true),
            _ => Judgement::of(Direction::Altered).run_time(true),
        };
        scope.tell("environment variable", at, sides, judgement);
    });
}

fn endpoints<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let mut endpoints = Matched::of(old.list("endpoints"), new.list("endpoints"));
    endpoints.also_alike(same);
    for but in ["bases", "regions", "network"] {
        endpoints.also_alike(|old, new| same_but(old, new, &[but]));
    }
    let position = |endpoint: &'a Node<'a>, side: &'a Node<'a>| {
        side.list("endpoints").iter().position(|other| std::ptr::eq(other, endpoint)).unwrap_or_default()
    };
    let altered = Judgement::of(Direction::Altered).run_time(true);
    for (before, after) in endpoints.pairs() {
        let at = format!("endpoints/{}", position(before, old));
        scope.key("network", &at, "network", (before, after), |_| altered);
        scope.key("regions", &at, "regions", (before, after), regions);
        each(scope, ("bases", &format!("{at}/bases")), (before, after), |scope, at, sides| {
            let judgement = match sides {
                (None, _) => Judgement::of(Direction::Added),
                (_, None) => Judgement::of(Direction::Removed).run_time(true),
                _ => altered,
            };
            scope.tell("base URL", at, sides, judgement);
        });
    }
    for endpoint in endpoints.removed() {
        let at = format!("endpoints/{}", position(endpoint, old));
        scope.tell("endpoint", &at, (Some(endpoint), None), Judgement::of(Direction::Removed).run_time(true));
    }
    for endpoint in endpoints.added() {
        let at = format!("endpoints/{}", position(endpoint, new));
        scope.tell("endpoint", &at, (None, Some(endpoint)), Judgement::of(Direction::Added));
    }
    if endpoints.is_reordered() {
        // The first one is the default.
        scope.tell("order", "endpoints", (old.get("endpoints"), new.get("endpoints")), altered);
    }
}

/// No list means every region, and the first of a list is the default.
fn regions(sides: Sides<'_>) -> Judgement {
    match sides {
        (None, _) => Judgement::of(Direction::Tightened).run_time(true),
        (_, None) => Judgement::of(Direction::Loosened),
        (Some(old), Some(new)) => {
            let first = |node: &Node<'_>| node.items().first().and_then(Node::as_text).map(str::to_owned);
            let direction = judge::allowed(old, new);
            let is_other = first(old) != first(new) && direction != Direction::Tightened;
            judge::checked(if is_other { Direction::Altered } else { direction }, true)
        }
    }
}

fn pages<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let find = |side, id: &str| entries(side, "pages").iter().find(|page| page.key == id);
    let renames = scope.context.renames;
    let mut found = Vec::new();
    for entry in entries(old, "pages") {
        let at = format!("pages/{}", entry.key);
        // The page is a public static of the service's module.
        let judgement = |direction| Judgement::of(direction).compile(true);
        if let Some(page) = find(new, &entry.key) {
            scope.words(&at, &["title", "locale", "date"], (&entry.value, &page.value));
        } else if let Some(page) = renames.page(&entry.key).and_then(|id| find(new, id)) {
            scope.tell("page", &at, (Some(&id(entry)), Some(&id(page))), judgement(Direction::Renamed));
            found.push(&*page.key);
        } else {
            scope.tell("page", &at, (Some(&entry.value), None), judgement(Direction::Removed));
        }
    }
    for entry in entries(new, "pages") {
        if find(old, &entry.key).is_none() && !found.contains(&&*entry.key) {
            let at = format!("pages/{}", entry.key);
            scope.tell("page", &at, (None, Some(&entry.value)), Judgement::of(Direction::Added));
        }
    }
}

/// The id of a page as a value.
fn id<'a>(page: &Entry<'a>) -> Node<'a> {
    Node { value: Json::Text(page.key.clone()), span: page.span.clone() }
}
