//! Objects: the members of a request, an answer or a type, with their limits and rules.

use super::facts::File;
use super::member::{self, Room};
use super::siblings::Siblings;
use super::text::{Name, check_name};
use super::{examples, leak, limit, rule};
use crate::diagnostic::{Code, visible};
use crate::model::{Field, Object};
use crate::names::{Role, is_identifier, is_taken};
use crate::tree::Node;
use bindery_runtime::table::{Member, Rule, Shape};
use std::collections::HashMap;

/// What an object is called.
pub(super) struct Called<'a> {
    /// Its name in rule ids.
    pub(super) shape: &'a str,
    /// Its Rust type.
    pub(super) ident: String,
    /// The static with its table.
    pub(super) table_ident: String,
}

/// Lowers an object from its list of members and its rules.
pub(super) fn lower(
    called: Called<'_>,
    doc: Vec<String>,
    members: &[Node<'_>],
    rules: &[Node<'_>],
    room: Room,
    file: &mut File<'_>,
) -> Object {
    let nodes = named(members, file);
    let mut lowered = Vec::with_capacity(nodes.len());
    let mut fields = Vec::with_capacity(nodes.len());
    let mut kept = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Some((member, field)) = member::lower(node, room, file) {
            lowered.push(member);
            fields.push(field);
            kept.push(node);
        }
    }
    check_idents(&kept, &fields, file);
    let mut siblings = Siblings::new(lowered);
    let limits: Vec<_> = kept
        .iter()
        .zip(&siblings.members)
        .map(|(node, member)| limit::lower_all(node, member, &siblings, room, file))
        .collect();
    for (member, limits) in siblings.members.iter_mut().zip(limits) {
        member.limits = limits;
    }
    let rules = if file.incomplete { Vec::new() } else { rule::lower_all(rules, &siblings, file) };
    let shape = shape(called.shape, siblings.members, rules);
    examples::check_members(shape, &kept, room, file);
    Object { ident: called.ident, table_ident: called.table_ident, doc, shape, fields }
}

/// The members whose names are in order, each name once.
fn named<'n, 't>(members: &'n [Node<'t>], file: &mut File<'_>) -> Vec<&'n Node<'t>> {
    let mut seen = std::collections::HashSet::with_capacity(members.len());
    let mut named = Vec::with_capacity(members.len());
    for node in members {
        let Some((name, text)) = node.get("name").and_then(|name| Some((name, name.as_text()?))) else {
            continue;
        };
        if !check_name(file.path, &name.span, text, Name::Member, file.problems) {
            file.incomplete = true;
            continue;
        }
        if seen.insert(text) {
            named.push(node);
        } else {
            file.incomplete = true;
            file.report(Code::Duplicate, &name.span, format!("the member `{text}` is there twice"))
                .label("the second one");
        }
    }
    named
}

/// Two wire names must not become one Rust name, nor a name that is no identifier.
fn check_idents(nodes: &[&Node<'_>], fields: &[Field], file: &mut File<'_>) {
    let mut seen: HashMap<&str, &str> = HashMap::with_capacity(fields.len());
    for (node, field) in nodes.iter().zip(fields) {
        let Some(name) = node.get("rust_name").or_else(|| node.get("name")) else {
            continue;
        };
        let wire = node.text("name").unwrap_or_default();
        if !is_identifier(&field.ident) || is_taken(&field.ident, Role::Field) {
            let message = format!("`{}` cannot be the Rust name of a field", visible(&field.ident));
            file.report(Code::BadRustName, &name.span, message).help("choose another with `rust_name`");
        }
        if let Some(other) = seen.insert(&field.ident, wire) {
            let message = format!("the members `{other}` and `{wire}` are both `{}` in Rust", field.ident);
            file.report(Code::RustCollision, &name.span, message).help("give one of them a `rust_name`");
        }
    }
}

fn shape(name: &str, members: Vec<Member>, rules: Vec<Rule>) -> &'static Shape {
    leak::value(Shape::new(leak::text(name), leak::list(members), leak::list(rules)))
}
