//! Types as they are written: `string`, `list<T>`, `map<T>`, the name of a type.

use super::facts::{File, Resolved};
use super::leak;
use super::suggest::did_you_mean;
use crate::diagnostic::{Code, visible};
use crate::model::RustType;
use crate::tree::Node;
use bindery_runtime::table::{Check, Kind, Limit};

/// Deepest nesting of lists and maps.
const MAX_DEPTH: usize = 4;

const BUILT_IN: [(&str, Kind, RustType); 7] = [
    ("bool", Kind::Bool, RustType::Bool),
    ("int32", Kind::Int32, RustType::Int),
    ("int64", Kind::Int64, RustType::Int),
    ("double", Kind::Float, RustType::Float),
    ("string", Kind::Text, RustType::Text),
    ("file", Kind::File, RustType::File),
    ("json", Kind::Json, RustType::Json),
];

/// The name of the type inside all lists and maps, or `None` if it is built in.
pub(crate) fn named(text: &str) -> Option<&str> {
    let mut inner = text;
    while let Some((_, within)) = generic(inner) {
        inner = within;
    }
    let is_built_in = BUILT_IN.iter().any(|(name, ..)| *name == inner);
    (!is_built_in).then_some(inner)
}

enum Generic {
    List,
    Map,
}

fn generic(text: &str) -> Option<(Generic, &str)> {
    let list = text.strip_prefix("list<").map(|rest| (Generic::List, rest));
    let (generic, rest) = list.or_else(|| text.strip_prefix("map<").map(|rest| (Generic::Map, rest)))?;
    Some((generic, rest.strip_suffix('>')?))
}

/// The type under `type` of a member or variant. `None` if it is wrong, which is reported.
pub(super) fn resolve(node: &Node<'_>, file: &mut File<'_>) -> Option<Resolved> {
    resolve_text(node.as_text()?, node, MAX_DEPTH, file)
}

fn resolve_text(text: &str, node: &Node<'_>, depth: usize, file: &mut File<'_>) -> Option<Resolved> {
    match generic(text) {
        Some(_) if depth == 0 => {
            file.report(Code::UnknownType, &node.span, "lists and maps are nested too deeply");
            None
        }
        Some((Generic::List, inner)) => list(resolve_text(inner, node, depth - 1, file)?, node, file),
        Some((Generic::Map, inner)) => {
            let inner = resolve_text(inner, node, depth - 1, file)?;
            no_file(&inner, node, file)?;
            Some(Resolved::plain(Kind::Map(leak::value(inner.kind)), RustType::Map))
        }
        None => match BUILT_IN.iter().find(|(name, ..)| *name == text) {
            Some((_, kind, rust)) => Some(Resolved::plain(*kind, rust.clone())),
            None => known(text, node, file),
        },
    }
}

fn list(item: Resolved, node: &Node<'_>, file: &mut File<'_>) -> Option<Resolved> {
    no_file(&item, node, file)?;
    let each = |limit: &Limit| Limit(Check::Each(leak::value(limit.0)), limit.1);
    Some(Resolved {
        kind: Kind::List(leak::value(item.kind)),
        rust: RustType::List(Box::new(item.rust)),
        limits: item.limits.iter().map(each).collect(),
        embedded: item.embedded,
    })
}

fn no_file(item: &Resolved, node: &Node<'_>, file: &mut File<'_>) -> Option<()> {
    if item.kind == Kind::File {
        file.report(Code::NotHere, &node.span, "files stand alone, not in lists or maps");
        return None;
    }
    Some(())
}

fn known(name: &str, node: &Node<'_>, file: &mut File<'_>) -> Option<Resolved> {
    let facts = file.facts;
    if let Some(known) = facts.types.get(name) {
        if !file.gathered.used_types.contains(name) {
            file.gathered.used_types.insert(name.to_owned());
        }
        return known.clone();
    }
    let message = format!("there is no type `{}`", visible(name));
    let problem = file.report(Code::UnknownType, &node.span, message);
    let names = facts.types.keys().map(String::as_str);
    let mut candidates: Vec<&str> = BUILT_IN.iter().map(|(name, ..)| *name).chain(names).collect();
    candidates.sort_unstable();
    match did_you_mean(name, candidates.into_iter()) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.help("describe it in a file of its name under types/"),
    };
    None
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_innermost_name_is_found() {
        assert_eq!(named("list<map<Thing>>"), Some("Thing"));
        assert_eq!(named("list<string>"), None);
        assert_eq!(named("list<"), Some("list<"));
        assert_eq!(named(&"list<".repeat(10_000)), Some(&*"list<".repeat(10_000)));
    }
}
