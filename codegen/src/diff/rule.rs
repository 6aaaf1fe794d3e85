//! Rules over several members of one object.

use super::finding::{Direction, Judgement};
use super::judge;
use super::limit::freedom;
use super::same::{Matched, same, same_but};
use super::scope::Scope;
use crate::schema::RuleKey;
use crate::tree::{Json, Node};

/// Compares the rules of a file.
pub(super) fn compare<'a>(scope: &mut Scope<'a>, (old, new): (&'a Node<'a>, &'a Node<'a>)) {
    let mut rules = Matched::by(old.list("rules"), new.list("rules"), |rule| rule.text("id"));
    let kept = rules.pairs();
    let renamed = rules.also_alike(|old, new| same_but(old, new, &["id"]));
    for (old, new) in kept {
        changed(scope, &path(new), (old, new));
    }
    for (old, new) in renamed {
        // A program switches a rule off by its id.
        let judgement = Judgement::of(Direction::Renamed).run_time(scope.in_request);
        scope.tell("rule", &path(old), (old.get("id"), new.get("id")), judgement);
    }
    for rule in rules.removed() {
        scope.tell("rule", &path(rule), (Some(rule), None), Judgement::of(Direction::Removed));
    }
    for rule in rules.added() {
        let counts = scope.in_request && key(rule).is_some_and(|(key, _)| !is_advice(key));
        scope.tell("rule", &path(rule), (None, Some(rule)), Judgement::of(Direction::Added).run_time(counts));
    }
    if rules.is_reordered() {
        scope.tell("order", "rules", (old.get("rules"), new.get("rules")), Judgement::words());
    }
}

fn path(rule: &Node<'_>) -> String {
    format!("rules/{}", rule.text("id").unwrap_or_default())
}

/// What the rule demands.
fn key<'a>(rule: &'a Node<'a>) -> Option<(RuleKey, &'a Node<'a>)> {
    rule.entries().iter().find_map(|entry| Some((RuleKey::of(&entry.key)?, &entry.value)))
}

/// The rule with nothing but what it demands.
fn demand<'a>(rule: &Node<'a>) -> Node<'a> {
    let demanded = rule.entries().iter().filter(|entry| RuleKey::of(&entry.key).is_some());
    Node { value: Json::Object(demanded.cloned().collect()), span: rule.span.clone() }
}

fn is_advice(key: RuleKey) -> bool {
    matches!(key, RuleKey::Ineffective | RuleKey::Overrides)
}

fn changed<'a>(scope: &mut Scope<'a>, at: &str, sides: (&'a Node<'a>, &'a Node<'a>)) {
    let (Some((old_key, old)), Some((new_key, new))) = (key(sides.0), key(sides.1)) else {
        return;
    };
    let counts = scope.in_request && !is_advice(new_key);
    if old_key != new_key {
        let (old, new) = (demand(sides.0), demand(sides.1));
        scope.tell("rule", at, (Some(&old), Some(&new)), judge::checked(Direction::Altered, counts));
    } else if !same(old, new) {
        scope.tell("rule", at, (Some(old), Some(new)), judge::checked(direction(new_key, old, new), counts));
    }
    scope.key("rule condition", at, "when", sides, |sides| judge::checked(freedom(sides), counts));
    scope.words(at, &["doc"], sides);
    scope.source(at, sides);
}

fn direction(key: RuleKey, old: &Node<'_>, new: &Node<'_>) -> Direction {
    match key {
        RuleKey::Required | RuleKey::Forbidden | RuleKey::AtMostOne | RuleKey::AllOrNone => {
            judge::demanded(old, new)
        }
        RuleKey::AtLeastOne => judge::allowed(old, new),
        RuleKey::ExactlyOne | RuleKey::Subset | RuleKey::Ineffective | RuleKey::Overrides => {
            Direction::Altered
        }
        RuleKey::Ordering => {
            bound(old, new, "margin_seconds").map_or(Direction::Altered, |bound| match bound {
                (Some(old), Some(new)) => judge::lower(old, new),
                (None, _) => Direction::Tightened,
                (_, None) => Direction::Loosened,
            })
        }
        RuleKey::RangeSpan => most(old, new, "max_seconds"),
        RuleKey::TotalLength | RuleKey::TotalItems => most(old, new, "max"),
        RuleKey::UniformKind => match bound(old, new, "alike") {
            Some((Some(old), Some(new))) => judge::allowed(old, new),
            Some((None, _)) => Direction::Loosened,
            Some((_, None)) => Direction::Tightened,
            None => Direction::Altered,
        },
    }
}

/// A bound from above, if nothing else of the rule changed.
fn most(old: &Node<'_>, new: &Node<'_>, key: &str) -> Direction {
    match bound(old, new, key) {
        Some((Some(old), Some(new))) => judge::upper(old, new),
        _ => Direction::Altered,
    }
}

/// Both sides of one key, if nothing else changed.
fn bound<'a>(old: &'a Node<'a>, new: &'a Node<'a>, key: &str) -> Option<super::scope::Sides<'a>> {
    same_but(old, new, &[key]).then(|| (old.get(key), new.get(key)))
}
