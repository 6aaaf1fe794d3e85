//! Conditions of limits and rules.

use super::facts::File;
use super::leak;
use super::siblings::{Siblings, Way};
use crate::diagnostic::{Code, visible};
use crate::tree::{Json, Node};
use bindery_runtime::table::{Check, Condition, Kind, Member};

/// Lowers a condition. `None` if something in it is wrong, which is reported.
pub(super) fn lower(node: &Node<'_>, siblings: &Siblings, file: &mut File<'_>) -> Option<Condition> {
    if let Some(inner) = node.get("not") {
        return Some(Condition::Not(leak::value(lower(inner, siblings, file)?)));
    }
    if let Some(all) = node.get("all") {
        return Some(Condition::All(several(all, siblings, file)?));
    }
    if let Some(any) = node.get("any") {
        return Some(Condition::Any(several(any, siblings, file)?));
    }
    let name = node.get("member")?;
    let member = siblings.find(name, Way::Objects, file)?;
    let path = leak::text(name.as_text()?);
    if let Some(present) = node.get("present") {
        let is_present = present.value == Json::Bool(true);
        return Some(if is_present { Condition::Present(path) } else { Condition::Absent(path) });
    }
    let is = node.get("is");
    let values = is.or_else(|| node.get("contains"))?;
    if is.is_some() && matches!(member.kind, Kind::List(_) | Kind::Map(_) | Kind::Record(_) | Kind::File) {
        let problem = file.report(Code::Impossible, &name.span, "this member has no text form to compare");
        problem.help("ask for `contains` of a list, or for `present`");
        return None;
    }
    for value in values.items() {
        check_value(value, &member, file);
    }
    let values = leak::texts(values.items().iter().filter_map(Node::as_text));
    Some(if is.is_some() { Condition::Is(path, values) } else { Condition::Contains(path, values) })
}

fn several(node: &Node<'_>, siblings: &Siblings, file: &mut File<'_>) -> Option<&'static [Condition]> {
    let lowered: Vec<Option<Condition>> =
        node.items().iter().map(|item| lower(item, siblings, file)).collect();
    lowered.into_iter().collect::<Option<Vec<Condition>>>().map(leak::list)
}

/// Reports a value that the member can never have.
fn check_value(value: &Node<'_>, member: &Member, file: &mut File<'_>) {
    let Some(text) = value.as_text() else {
        return;
    };
    let kind = match member.kind {
        Kind::List(item) => *item,
        kind => kind,
    };
    let of_kind = match kind {
        Kind::Bool => matches!(text, "true" | "false"),
        Kind::Int32 => text.parse::<i32>().is_ok(),
        Kind::Int64 => text.parse::<i64>().is_ok(),
        _ => true,
    };
    let listed = member.limits.iter().find_map(|limit| closed(&limit.0));
    if !of_kind || listed.is_some_and(|listed| !listed.iter().any(|one| one.eq_ignore_ascii_case(text))) {
        let message = format!("`{}` is never `{}`", member.wire_name, visible(text));
        let problem = file.report(Code::Impossible, &value.span, message);
        if let Some(listed) = listed {
            problem.help(format!("it is one of {}", listed.join(", ")));
        }
    }
}

/// The only texts that a check lets pass, of the value or of its items.
fn closed(check: &Check) -> Option<&'static [&'static str]> {
    match check {
        Check::OneOf(texts) | Check::OneOfAnyCase(texts) => Some(texts),
        Check::Each(inner) => closed(inner),
        _ => None,
    }
}
