//! What an operation takes: its parameters, and the types of nested objects.

use crate::failure::page_json;
use crate::limits;
use bindery::runtime::serde_json::{Value, json};
use bindery::runtime::table::{Kind, Limit, Member, Page, Place, Rule, Shape, Union};

/// The operation's parameters first, then the members of every type below them, each type once.
pub(crate) fn shapes(parameters: &'static Shape) -> Vec<&'static Shape> {
    let mut shapes = vec![parameters];
    let mut at = 0;
    while let Some(shape) = shapes.get(at) {
        for member in shape.members {
            add(member.kind, &mut shapes);
        }
        at += 1;
    }
    shapes
}

/// Adds the types that a value of this kind holds.
fn add(kind: Kind, shapes: &mut Vec<&'static Shape>) {
    match kind {
        Kind::Record(shape) => {
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
        Kind::List(inner) | Kind::Map(inner) => add(*inner, shapes),
        Kind::Union(union) => union.variants.iter().for_each(|variant| add(variant.kind, shapes)),
        Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float | Kind::Text | Kind::File | Kind::Json => {}
    }
}

/// The limits of a member in words, each with its page.
pub(crate) fn limits(member: &Member) -> impl Iterator<Item = (String, &'static Page)> {
    member.limits.iter().map(|Limit(check, page)| (limits::check(check), *page))
}

/// What is not a limit and worth knowing.
pub(crate) fn notes(member: &Member) -> impl Iterator<Item = &'static str> {
    let place = match member.place {
        Place::WholeBody => Some("the whole body of the request"),
        Place::Header => Some("travels in a header"),
        Place::Ordinary | Place::Query | Place::Path | Place::Form => None,
    };
    place.into_iter().chain(member.sensitive.then_some("kept out of messages and URLs"))
}

/// A shape for scripts: its members with their limits, and its rules.
pub(crate) fn json(shape: &'static Shape) -> Value {
    json!({
        "name": shape.name,
        "members": shape.members.iter().map(member_json).collect::<Vec<_>>(),
        "rules": shape.rules.iter().map(|rule| rule_json(shape, rule)).collect::<Vec<_>>(),
    })
}

fn member_json(member: &Member) -> Value {
    let limit = |(limit, page)| json!({ "limit": limit, "source": page_json(page) });
    json!({
        "name": member.wire_name,
        "type": kind(member.kind),
        "required": member.required,
        "sensitive": member.sensitive,
        "limits": limits(member).map(limit).collect::<Vec<_>>(),
    })
}

fn rule_json(shape: &Shape, rule: &Rule) -> Value {
    json!({ "rule": rule_id(shape, rule), "must_hold": rule.doc, "source": page_json(rule.page) })
}

/// The id of a rule, as violations name it.
pub(crate) fn rule_id(shape: &Shape, rule: &Rule) -> String {
    format!("{}.{}", shape.name, rule.id)
}

/// The type, as specifications write it.
pub(crate) fn kind(of: Kind) -> String {
    match of {
        Kind::Bool => "bool".to_owned(),
        Kind::Int32 => "int32".to_owned(),
        Kind::Int64 => "int64".to_owned(),
        Kind::Float => "double".to_owned(),
        Kind::Text => "string".to_owned(),
        Kind::File => "file".to_owned(),
        Kind::Json => "json".to_owned(),
        Kind::Map(inner) => format!("map<{}>", kind(*inner)),
        Kind::List(inner) => format!("list<{}>", kind(*inner)),
        Kind::Record(shape) => shape.name.to_owned(),
        Kind::Union(union) => variants(union),
    }
}

/// The variants of a union, as a caller writes them: `"all" or list<string>`.
fn variants(union: &Union) -> String {
    let variant = |variant: &bindery::runtime::table::Variant| {
        variant.constant.map_or_else(|| kind(variant.kind), |text| format!("{text:?}"))
    };
    union.variants.iter().map(variant).collect::<Vec<_>>().join(" or ")
}
