//! Unions: values of several kinds, told apart by their JSON.

use super::facts::{File, Resolved};
use super::{leak, type_text, types};
use crate::diagnostic::Code;
use crate::model::{RustType, TypeBody, UnionVariant};
use crate::tree::{Node, Span};
use bindery_runtime::table::{Check, Kind, Limit, Union, Variant};
use std::collections::HashSet;

/// A variant on its way.
struct Lowered {
    variant: Variant,
    model: UnionVariant,
    /// The limits that follow from its type.
    limits: Vec<Limit>,
    span: Span,
}

/// Lowers a union: constants first, then the other variants in the order of the file.
pub(super) fn lower(name: &str, tree: &Node<'_>, file: &mut File<'_>) -> (TypeBody, Option<Resolved>) {
    let mut seen = HashSet::new();
    let mut lowered = Vec::with_capacity(tree.list("variants").len());
    for node in tree.list("variants") {
        file.check_unique(&mut seen, node.get("name"), "variant");
        lowered.extend(variant(node, file));
    }
    let complete = lowered.len() == tree.list("variants").len();
    // Stable, so the order of the file is kept among each.
    lowered.sort_by_key(|one: &Lowered| one.variant.constant.is_none());
    check_apart(&lowered, file);
    let limits = limits(&lowered);
    let table = leak::value(Union {
        name: leak::text(name),
        variants: leak::list(lowered.iter().map(|one| one.variant).collect()),
    });
    let body = TypeBody::Union {
        table,
        table_ident: file.facts.names.shouty(name),
        variants: lowered.into_iter().map(|one| one.model).collect(),
    };
    let resolved =
        Resolved { limits, ..Resolved::plain(Kind::Union(table), RustType::Union(name.to_owned())) };
    (body, complete.then_some(resolved))
}

fn variant(node: &Node<'_>, file: &mut File<'_>) -> Option<Lowered> {
    let ident = types::variant_name(node.get("name"), file)?;
    let doc = node.text("doc").unwrap_or_default().to_owned();
    if let Some(constant) = node.get("constant") {
        return Some(Lowered {
            variant: Variant::constant(leak::text(constant.as_text()?)),
            model: UnionVariant { ident, rust: None, doc },
            limits: Vec::new(),
            span: constant.span.clone(),
        });
    }
    let kind = node.get("type")?;
    let resolved = type_text::resolve(kind, file)?;
    if matches!(resolved.kind, Kind::File | Kind::Union(_)) || resolved.embedded.is_some() {
        file.report(Code::NotHere, &kind.span, "this type cannot be a variant");
        return None;
    }
    let told_by = told_by(node, resolved.kind, file);
    Some(Lowered {
        variant: Variant::new(resolved.kind).told_by(told_by),
        model: UnionVariant { ident, rust: Some(resolved.rust), doc },
        limits: resolved.limits,
        span: kind.span.clone(),
    })
}

fn told_by(node: &Node<'_>, kind: Kind, file: &mut File<'_>) -> &'static [&'static str] {
    let Some(told_by) = node.get("told_by") else {
        return &[];
    };
    let Kind::Record(shape) = kind else {
        file.report(Code::NotHere, &told_by.span, "only an object is told by its members");
        return &[];
    };
    let mut seen = HashSet::new();
    for name in told_by.items() {
        let text = name.as_text().unwrap_or_default();
        if shape.index_of(text).is_none() {
            file.report(Code::UnknownMember, &name.span, format!("`{}` has no member `{text}`", shape.name));
        }
        file.check_unique(&mut seen, Some(name), "member");
    }
    leak::texts(told_by.items().iter().filter_map(Node::as_text))
}

/// Reports variants that are never reached, because an earlier one takes every value of theirs.
fn check_apart(variants: &[Lowered], file: &mut File<'_>) {
    for (at, one) in variants.iter().enumerate() {
        if let Some(earlier) =
            variants[..at].iter().find(|earlier| takes_all_of(&earlier.variant, &one.variant))
        {
            let message = format!(
                "`{}` is never reached: `{}` takes all of its values",
                one.model.ident, earlier.model.ident
            );
            let problem = file.report(Code::UnionVariants, &one.span, message);
            problem.help("put the more particular variant first, objects with `told_by`");
        }
    }
}

fn takes_all_of(earlier: &Variant, later: &Variant) -> bool {
    if earlier.constant.is_some() {
        return earlier.constant == later.constant;
    }
    match (earlier.kind, later.kind) {
        (Kind::Json, _)
        | (Kind::Text, Kind::Text)
        | (Kind::Bool, Kind::Bool)
        | (Kind::List(_), Kind::List(_))
        | (Kind::Float, Kind::Float | Kind::Int32 | Kind::Int64)
        | (Kind::Int32 | Kind::Int64, Kind::Int32 | Kind::Int64)
        | (Kind::Map(_), Kind::Map(_) | Kind::Record(_)) => true,
        (Kind::Record(_), Kind::Record(_) | Kind::Map(_)) => {
            earlier.told_by.is_empty() || earlier.told_by == later.told_by
        }
        _ => false,
    }
}

/// The limits that follow from the variants: a check looks only at values of its own kind, so those of
/// items stand as they are, and those of text count if every text the union takes is listed.
fn limits(variants: &[Lowered]) -> Vec<Limit> {
    let texts = variants.iter().filter(|one| one.variant.kind == Kind::Text);
    let mut constants: Vec<&'static str> = Vec::new();
    let mut listed: Option<Limit> = None;
    let mut open = false;
    for one in texts {
        match (one.variant.constant, one.limits.first()) {
            (Some(constant), _) => constants.push(constant),
            (None, Some(limit)) => listed = Some(*limit),
            (None, None) => open = true,
        }
    }
    let mut limits = Vec::new();
    if let Some(Limit(check, page)) = listed.filter(|_| !open) {
        let all = |texts: &[&'static str]| leak::list(constants.iter().chain(texts).copied().collect());
        match check {
            Check::OneOf(texts) => limits.push(Limit(Check::OneOf(all(texts)), page)),
            Check::OneOfAnyCase(texts) => limits.push(Limit(Check::OneOfAnyCase(all(texts)), page)),
            _ => {}
        }
    }
    let items = variants.iter().flat_map(|one| &one.limits);
    limits.extend(items.filter(|limit| matches!(limit.0, Check::Each(_))));
    limits
}
