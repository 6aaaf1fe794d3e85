//! Comparing the members of tables and objects.

use super::compare::{Comparison, Difference};
use super::finding::Change;
use super::kind::Kind;
use super::limits;
use super::mend::{self, Mend};
use super::page::{Members, Row};
use super::spec::{File, Member};
use super::values;
use super::words::{says_deprecated, sentences};
use crate::tree::Node;
use serde_json::{Value, json};

/// Which table a member stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The parameters.
    Request,
    /// The answer.
    Answer,
}

pub(super) fn deprecation<'a, 't>(
    at: &str,
    page_line: usize,
    file: &'a File<'t>,
    spec_line: usize,
) -> Difference<'a, 't> {
    Difference {
        change: Change::Deprecated,
        at: at.to_owned(),
        attribute: "deprecated".to_owned(),
        before: json!(false),
        after: json!(true),
        edit: "add \"deprecated\" with what to use instead".to_owned(),
        page_line,
        file,
        spec_line,
        mend: Vec::new(),
    }
}

/// Compares a table, or the members of an object, if the page lists any.
pub(super) fn compare(
    comparison: &mut Comparison<'_, '_>,
    side: Side,
    below: &str,
    known: &[Member<'_, '_>],
    listed: &Members,
) {
    if listed.rows.is_empty() && !listed.is_listed {
        return;
    }
    let at = |name: &str| if below.is_empty() { name.to_owned() } else { format!("{below}.{name}") };
    let first = listed.rows.first().map_or(comparison.subject.stated.line, |row| row.line);
    // The error that a Go result embeds is on the wire what its decoder makes of it.
    let has_error = listed.rows.iter().any(|row| row.name == "error" && row.kind == Kind::Unknown);
    for member in known {
        if let Some(row) = listed.rows.iter().find(|row| row.name == member.name()) {
            one_member(comparison, side, &at(member.name()), *member, row);
            continue;
        }
        let is_error = has_error && matches!(member.name(), "code" | "message");
        let in_path = member.node.get("place").is_some();
        if member.node.get("undocumented").is_none() && !listed.open && !is_error && !in_path {
            removed(comparison, side, &at(member.name()), *member, first);
        }
    }
    let is_new = |row: &&Row| {
        let is_known = known.iter().any(|member| member.name() == row.name);
        let is_error = row.name == "error" && row.kind == Kind::Unknown;
        !is_known && !is_error && !is_of_system(row)
    };
    for row in listed.rows.iter().filter(is_new) {
        added(comparison, side, &at(&row.name), row, known.first().map(|member| member.file));
    }
}

/// Whether every operation has the parameter, so that no specification lists it.
pub(crate) fn is_of_system(row: &Row) -> bool {
    matches!(row.name.as_str(), "Action" | "Version" | "Format" | "AccessKeyId" | "Signature" | "Timestamp")
        && row.required.is_some()
}

fn removed(
    comparison: &mut Comparison<'_, '_>,
    side: Side,
    at: &str,
    member: Member<'_, '_>,
    page_line: usize,
) {
    let name = member.name();
    let (change, list) = match side {
        Side::Request => (Change::ParameterRemoved, "parameters"),
        Side::Answer => (Change::ResponseRemoved, "answer"),
    };
    comparison.report(Difference {
        change,
        at: at.to_owned(),
        attribute: list.to_owned(),
        before: json!(member.node.text("type").unwrap_or_default()),
        after: Value::Null,
        page_line,
        file: member.file,
        spec_line: member.point("name"),
        mend: Vec::new(),
        edit: format!("take out the member `{name}`, or say under \"undocumented\" where it is seen"),
    });
}

fn added(comparison: &mut Comparison<'_, '_>, side: Side, at: &str, row: &Row, beside: Option<&File<'_>>) {
    let (change, list) = match side {
        Side::Request => (Change::ParameterAdded, "parameters"),
        Side::Answer => (Change::ResponseAdded, "answer"),
    };
    let file = beside.unwrap_or(comparison.subject.file);
    let key = if file.node.get("members").is_some() { "members" } else { list };
    let point = file.node.get(key).map_or(0, |node| node.span.start);
    let mut member = json!({ "name": row.name, "type": row.kind.spec_type(), "doc": "…" });
    if let (Some(true), Some(member)) = (row.required, member.as_object_mut()) {
        member.insert("required".to_owned(), json!(true));
    }
    comparison.report(Difference {
        change,
        at: at.to_owned(),
        attribute: list.to_owned(),
        before: Value::Null,
        after: json!(row.kind.spec_type()),
        page_line: row.line,
        file,
        spec_line: file.line(&(point..point)),
        mend: Vec::new(),
        edit: format!("add to \"{key}\": {member}"),
    });
}

fn one_member(comparison: &mut Comparison<'_, '_>, side: Side, at: &str, member: Member<'_, '_>, row: &Row) {
    let wrapper = member.node.text("wrapper");
    let inside = wrapper.and_then(|wrapper| row.children.rows.iter().find(|row| row.name == wrapper));
    let row = inside.unwrap_or(row);
    // A sample shows the object around a list, a table the list.
    let is_wrapper = wrapper.is_some() && inside.is_none() && row.text.is_empty();
    if !is_wrapper {
        kind(comparison, side, at, member, row);
    }
    if side == Side::Request {
        required(comparison, at, member, row);
        limits::of_member(comparison, at, member, row);
    }
    values::compare(comparison, at, member, row, side == Side::Request);
    if member.node.get("deprecated").is_none()
        && let Some((line, _)) = row.text.iter().find(|(_, text)| sentences(text).any(says_deprecated))
    {
        comparison.report(deprecation(at, *line, member.file, member.point("name")));
    }
    let children = comparison.subject.service.children(member);
    if !children.is_empty() {
        compare(comparison, side, at, &children, &row.children);
    }
}

fn kind(comparison: &mut Comparison<'_, '_>, side: Side, at: &str, member: Member<'_, '_>, row: &Row) {
    if comparison.subject.service.accepts(member, &row.kind) {
        return;
    }
    let change = if side == Side::Request { Change::Type } else { Change::ResponseType };
    let after = row.kind.spec_type();
    let joined = member.node.get("encoding").filter(|_| matches!(row.kind, Kind::List(_)));
    let (attribute, node, after, edit) = match joined {
        Some(encoding) => ("encoding", Some(encoding), "repeat", "say how the list travels now"),
        None => ("type", member.node.get("type"), after.as_str(), ""),
    };
    let is_built_in = joined.is_none() && !after.contains("object");
    let set = format!("set \"type\" to \"{after}\"");
    comparison.report(Difference {
        change,
        at: at.to_owned(),
        attribute: attribute.to_owned(),
        before: node.map_or(Value::Null, Node::to_json),
        edit: if edit.is_empty() { set } else { edit.to_owned() },
        after: json!(after),
        page_line: row.line,
        file: member.file,
        spec_line: member.point(attribute),
        mend: node.filter(|_| is_built_in).map(|node| mend::value(node, &json!(after))).into_iter().collect(),
    });
}

/// Writes `required` behind the type, or takes it out.
fn required_mend(member: Member<'_, '_>, stated: bool) -> Option<Mend> {
    let entry = |key: &str| member.node.entries().iter().find(|entry| entry.key == key);
    if stated {
        let entry = entry("type")?;
        return mend::beside(member.file.text, &entry.span, &entry.value.span, "\"required\": true");
    }
    let entry = entry("required")?;
    mend::without(member.file.text, &(entry.span.start..entry.value.span.end))
}

fn required(comparison: &mut Comparison<'_, '_>, at: &str, member: Member<'_, '_>, row: &Row) {
    let known = member.node.flag("required");
    let Some(stated) = row.required.filter(|stated| *stated != known) else { return };
    let edit = if stated { "add \"required\": true" } else { "take out \"required\"" };
    let difference = Difference {
        change: Change::Required,
        at: at.to_owned(),
        attribute: "required".to_owned(),
        before: json!(known),
        after: json!(stated),
        edit: edit.to_owned(),
        page_line: row.line,
        file: member.file,
        spec_line: member.point("required"),
        mend: required_mend(member, stated).into_iter().collect(),
    };
    comparison.report(difference);
}
