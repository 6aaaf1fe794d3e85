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
        let conditions = several(all, siblings, file)?;
        check_all(all.items(), conditions, file);
        return Some(Condition::All(conditions));
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

/// Reports a condition that another one beside it rules out.
fn check_all(nodes: &[Node<'_>], conditions: &[Condition], file: &mut File<'_>) {
    for (at, (node, condition)) in nodes.iter().zip(conditions).enumerate() {
        let excludes = |earlier: &Condition| excludes(earlier, condition) || excludes(condition, earlier);
        if conditions[..at].iter().any(excludes) {
            let problem =
                file.report(Code::Impossible, &node.head(), "this never holds beside another condition");
            problem.help("`all` needs each of them to hold; for one of several there is `any`");
        }
    }
}

/// Whether the second condition cannot hold where the first does.
fn excludes(condition: &Condition, other: &Condition) -> bool {
    match (*condition, *other) {
        (
            Condition::Present(member) | Condition::Is(member, _) | Condition::Contains(member, _),
            Condition::Absent(absent),
        ) => member == absent,
        (Condition::Is(member, texts), Condition::Is(same, others)) => {
            // A member may take its texts in any letter case.
            let is_other = |text: &&str| others.iter().any(|other| other.eq_ignore_ascii_case(text));
            member == same && !texts.iter().any(is_other)
        }
        (condition, Condition::Not(not)) => condition == *not,
        _ => false,
    }
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
