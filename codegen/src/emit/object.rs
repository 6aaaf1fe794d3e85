//! Structs: the type that a caller sees, and its table.

use super::body::Body;
use super::check::rule;
use super::docs::limits::sentences;
use super::docs::{Doc, code, ended, prose};
use super::member::member;
use super::rust::ident;
use super::scope::Scope;
use super::table::Table;
use crate::model::{Field, Object, RustType};
use bindery_runtime::table::{Member, Page};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// Adds a struct with its documentation, its rules and its table.
pub(super) fn object(object: &Object, doc: &Doc, scope: &Scope<'_>, body: &mut Body) {
    if object.fields.iter().any(|field| field.rust.is_shared()) && scope.types == "types" {
        body.uses("types");
    }
    let rules = rules(object, scope, body);
    record(object, doc, &rules, scope, body);
}

/// What the rules of an object demand, a sentence each.
pub(super) fn rule_docs(object: &Object) -> impl Iterator<Item = String> {
    object.shape.rules.iter().map(|rule| prose(rule.doc))
}

/// The pages that an object's limits and rules were read from.
pub(super) fn pages(object: &Object) -> impl Iterator<Item = &'static Page> {
    let limits = object.shape.members.iter().flat_map(|member| member.limits);
    limits.map(|limit| limit.1).chain(object.shape.rules.iter().map(|rule| rule.page))
}

/// Adds the patterns of the file.
pub(super) fn patterns(scope: &Scope<'_>, body: &mut Body) {
    for (name, source) in scope.patterns() {
        body.table_items(quote!(static #name: Pattern = Pattern::new(#source);));
    }
}

/// One line: the wire name, what it is, and what a caller must know beside that.
fn field_doc(field: &Field, member: &Member) -> Doc {
    let required = if member.required { ", required" } else { "" };
    let mut line = format!("{}{required}: {}", code(member.wire_name), ended(&prose(&field.doc)));
    for fact in facts(field, member) {
        line.push(' ');
        line.push_str(&fact);
    }
    Doc::of(line)
}

/// What a caller must know beside the field's meaning: limits, default, deprecation, a sentence each.
fn facts(field: &Field, member: &Member) -> Vec<String> {
    let mut facts = sentences(member, field);
    facts.extend(field.default.as_ref().map(|value| format!("Default: {}.", code(value))));
    facts.extend(field.deprecated.as_ref().map(|instead| format!("Deprecated: {}", ended(&prose(instead)))));
    facts.extend(field.undocumented.as_ref().map(|seen| format!("Undocumented: {}", ended(&prose(seen)))));
    facts
}

/// Adds the rules and gives the expression that names them.
fn rules(object: &Object, scope: &Scope<'_>, body: &mut Body) -> TokenStream {
    if object.shape.rules.is_empty() {
        return quote!(&[]);
    }
    let name = format_ident!("{}_RULES", object.table_ident);
    let rules = object.shape.rules.iter().map(|one| rule(one, scope));
    body.table_items(quote!(const #name: &[Rule] = &[#(#rules),*];));
    quote!(#name)
}

/// Adds the struct and its table, a member at a time. What stands in answers alone has no setters.
fn record(object: &Object, doc: &Doc, rules: &TokenStream, scope: &Scope<'_>, body: &mut Body) {
    let (ident, table_ident) = (ident(&object.ident), ident(&object.table_ident));
    let title = object.shape.name;
    let mut table = Table::declaration(if scope.is_built(object) { "request" } else { "record" }, body);
    table.doc(doc);
    table.plain_row(quote!(pub struct #ident = #table_ident #title #rules;));
    for (field, row) in object.fields.iter().zip(object.shape.members) {
        table.doc(&field_doc(field, row));
        table.member_row(head(field, &scope.types), member(row, &field.rust, scope));
    }
    table.close();
}

/// A row up to its arrow: `one name: String` or `many names: String`.
fn head(field: &Field, types: &Ident) -> TokenStream {
    let name = ident(&field.ident);
    match &field.rust {
        RustType::List(item) => {
            let item = item.item(types);
            quote!(many #name: #item)
        }
        single => {
            let single = single.field(types);
            quote!(one #name: #single)
        }
    }
}
