//! Flat rows as a tree: a table lists the members of objects below them without saying where they end.

use super::kind::Kind;
use super::page::{Members, Row};
use super::spec::{Member, Service};
use serde_json::Value;

/// Puts each row below the object that it is a member of. The page's sample and the specification say
/// where a row belongs; where both are silent it stays beside the row before.
pub(super) fn nest(
    rows: Vec<Row>,
    service: &Service<'_>,
    top: &[Member<'_, '_>],
    sample: Option<&Value>,
) -> Members {
    tree(rows, &Known { spec: Some((service, top)), sample })
}

/// The same where there is no specification yet.
pub(crate) fn nest_by_page(rows: Vec<Row>, sample: Option<&Value>) -> Members {
    tree(rows, &Known { spec: None, sample })
}

fn tree(rows: Vec<Row>, known: &Known<'_, '_>) -> Members {
    let draws_depth = rows.iter().any(|row| row.depth > 0);
    let mut tree = Members::default();
    // The way to the row before, by names.
    let mut last: Vec<String> = Vec::new();
    for mut row in rows {
        let parts = parts(&row.name);
        let (way, is_item) = if parts.names.len() > 1 || parts.has_index {
            (parts.names, parts.has_index)
        } else if draws_depth {
            let mut way: Vec<String> = last.iter().take(row.depth).cloned().collect();
            way.push(row.name.clone());
            (way, false)
        } else {
            (way_of(&row.name, &last, &tree, known), false)
        };
        row.name = way.last().cloned().unwrap_or_default();
        put(&mut tree, &way, row, is_item);
        last = way;
    }
    tree
}

struct Parts {
    names: Vec<String>,
    has_index: bool,
}

/// The parts of `List.1.Key`, without the index.
fn parts(name: &str) -> Parts {
    let is_index = |part: &str| part.chars().all(|next| next.is_ascii_digit()) || matches!(part, "N" | "n");
    let (index, names): (Vec<&str>, Vec<&str>) = name.split('.').partition(|part| is_index(part));
    Parts { names: names.into_iter().map(ToOwned::to_owned).collect(), has_index: !index.is_empty() }
}

/// What is known of the objects of a table.
struct Known<'k, 't> {
    spec: Option<(&'k Service<'t>, &'k [Member<'k, 't>])>,
    sample: Option<&'k Value>,
}

fn way_of(name: &str, last: &[String], tree: &Members, known: &Known<'_, '_>) -> Vec<String> {
    let below = |length: usize| {
        let mut way = last[..length].to_vec();
        way.push(name.to_owned());
        way
    };
    let is_open = |length: usize| length == 0 || find(tree, &last[..length]).is_some_and(is_container);
    // What a list holds is known to be an object only where the page or a specification says so.
    let is_object = |length: usize| {
        let is_told = |row: &Row| known.spec.is_some() || row.kind != Kind::List(None);
        is_open(length) && (length == 0 || find(tree, &last[..length]).is_some_and(is_told))
    };
    let is_known = |way: &Vec<String>| in_sample(known.sample, way) || in_spec(known, way);
    let free = (0..=last.len()).rev().filter(|length| find(tree, &below(*length)).is_none());
    // The type of an object may be what changed, so that it looks like none.
    let (open, closed): (Vec<usize>, Vec<usize>) = free.partition(|length| is_open(*length));
    if let Some(way) = open.into_iter().chain(closed).map(below).find(is_known) {
        return way;
    }
    if is_object(last.len()) { below(last.len()) } else { below(last.len().saturating_sub(1)) }
}

fn is_container(row: &Row) -> bool {
    match &row.kind {
        Kind::Object | Kind::List(None) => true,
        Kind::List(Some(item)) => **item == Kind::Object,
        _ => false,
    }
}

fn find<'t>(tree: &'t Members, way: &[String]) -> Option<&'t Row> {
    let (first, rest) = way.split_first()?;
    let row = tree.rows.iter().find(|row| row.name == *first)?;
    if rest.is_empty() { Some(row) } else { find(&row.children, rest) }
}

fn in_sample(sample: Option<&Value>, way: &[String]) -> bool {
    let mut value = sample;
    for name in way {
        value = value.map(first_item).and_then(|value| value.get(name));
    }
    value.is_some()
}

/// What an array holds, at whatever depth.
fn first_item(value: &Value) -> &Value {
    match value {
        Value::Array(items) => items.first().map_or(value, first_item),
        _ => value,
    }
}

fn in_spec(known: &Known<'_, '_>, way: &[String]) -> bool {
    let Some((service, top)) = known.spec else { return false };
    let mut members = top.to_vec();
    let mut wrapper: Option<Member<'_, '_>> = None;
    for (at, name) in way.iter().enumerate() {
        if let Some(member) = wrapper.take().filter(|member| member.node.text("wrapper") == Some(name)) {
            members = service.children(member);
            if at + 1 == way.len() {
                return true;
            }
            continue;
        }
        let Some(member) = members.iter().copied().find(|member| member.name() == name) else { return false };
        members = service.children(member);
        wrapper = member.node.get("wrapper").map(|_| member);
    }
    true
}

/// Puts the row where the way leads. The item of a list says more of the list itself.
fn put(tree: &mut Members, way: &[String], row: Row, is_item: bool) {
    let Some((first, rest)) = way.split_first() else { return };
    let known = tree.rows.iter().position(|known| known.name == *first);
    match known {
        Some(index) if rest.is_empty() => {
            let known = &mut tree.rows[index];
            if is_item && known.kind == Kind::List(None) {
                known.kind = Kind::List(Some(Box::new(row.kind)));
            }
            known.text.extend(row.text);
        }
        Some(index) => put(&mut tree.rows[index].children, rest, row, is_item),
        None => {
            let kind =
                if is_item && rest.is_empty() { Kind::List(Some(Box::new(row.kind))) } else { row.kind };
            let row = Row { name: way.join("."), kind, ..row };
            tree.rows.push(row);
        }
    }
}
