//! Comparing what a page states with the specification of its operation.

use super::finding::{Change, Finding};
use super::kind::Kind;
use super::limits;
use super::mend::Mend;
use super::nest::nest;
use super::page::{Line, Members, Row, Stated};
use super::region::Region;
use super::spec::{self, File, Member, Service};
use super::words::{operation_is_deprecated, says_deprecated, sentences};
use super::{Date, Reading};
use super::{errors, mend, values};
use crate::tree::Node;
use serde_json::{Value, json};
use std::collections::HashSet;

/// An operation and what a page states of it.
#[derive(Debug)]
pub(super) struct Subject<'a, 't> {
    pub(super) service: &'a Service<'t>,
    pub(super) file: &'a File<'t>,
    /// The ids under which the page is a source.
    pub(super) pages: Vec<&'a str>,
    pub(super) stated: Stated,
    /// The whole page, which may be about others too.
    pub(super) page: &'a [Line],
}

/// The comparison of one operation.
pub(super) struct Comparison<'a, 't> {
    pub(super) subject: &'a Subject<'a, 't>,
    /// All that the page says of the operation.
    pub(super) whole: Region,
    found: Vec<Finding>,
}

/// A difference, before it is told.
pub(super) struct Difference<'a, 't> {
    pub(super) change: Change,
    pub(super) at: String,
    pub(super) attribute: String,
    pub(super) before: Value,
    pub(super) after: Value,
    pub(super) edit: String,
    pub(super) page_line: usize,
    pub(super) file: &'a File<'t>,
    pub(super) spec_line: usize,
    /// The edit, where it needs no decision.
    pub(super) mend: Vec<Mend>,
}

/// Which table a member stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Request,
    Answer,
}

/// Compares each operation. A shared type is told of once.
pub(super) fn compare(subjects: Vec<Subject<'_, '_>>) -> Reading {
    let mut told: HashSet<(String, usize, Change, String, usize, String)> = HashSet::new();
    let mut reading = Reading::default();
    for mut subject in subjects {
        arrange(&mut subject);
        let found = one(&subject);
        stamp(&subject, &found, &mut reading.dates);
        reading.findings.extend(found.into_iter().filter(|finding| {
            let name = finding.at.rsplit('.').next().unwrap_or_default().to_owned();
            let attribute = finding.attribute.clone();
            told.insert((
                finding.spec_path.clone(),
                finding.spec_line,
                finding.change,
                attribute,
                finding.page_line,
                name,
            ))
        }));
    }
    reading
}

/// Notes where the date of the page stands, unless a finding waits for a decision.
fn stamp(subject: &Subject<'_, '_>, found: &[Finding], dates: &mut Vec<Date>) {
    let [page] = subject.pages[..] else { return };
    let file = &subject.service.file;
    let date = file.node.get("pages").and_then(|pages| pages.get(page)?.get("date"));
    let Some(span) = date.map(|date| date.span.clone()) else { return };
    let is_settled = found.iter().all(|finding| !finding.mend.is_empty());
    match dates.iter_mut().find(|date| date.spec_path == file.path && date.span == span) {
        Some(date) => date.is_settled &= is_settled,
        None => dates.push(Date { spec_path: file.path.to_owned(), span, is_settled }),
    }
}

/// Puts the rows of nested objects below them, and the sample in place of a table that is not there.
fn arrange(subject: &mut Subject<'_, '_>) {
    if subject.stated.is_nested {
        return;
    }
    let service = subject.service;
    let rows = std::mem::take(&mut subject.stated.parameters.rows);
    let members = spec::members(subject.file, "parameters");
    subject.stated.parameters.rows = nest(rows, service, &members, None).rows;
    let members = spec::members(subject.file, "answer");
    let rows = std::mem::take(&mut subject.stated.answer.rows);
    let sample = subject.stated.sample.take();
    if let (true, Some((line, sample))) = (rows.is_empty(), &sample) {
        subject.stated.answer.rows = sampled(sample, *line, &subject.stated.text).rows;
    } else {
        subject.stated.answer.rows =
            nest(rows, service, &members, sample.as_ref().map(|(_, sample)| sample)).rows;
    }
    subject.stated.sample = sample;
}

/// The members that a sample shows.
pub(crate) fn sampled(sample: &Value, start: usize, text: &[Line]) -> Members {
    let Value::Object(entries) = sample else { return Members::default() };
    let row = |(name, value): (&String, &Value)| {
        let key = format!("\"{name}\"");
        let line = text
            .iter()
            .find(|(line, text)| *line >= start && text.contains(&key))
            .map_or(start, |line| line.0);
        let kind = match value {
            Value::String(_) => Kind::Text,
            Value::Bool(_) => Kind::Bool,
            Value::Number(number) if number.is_f64() => Kind::Float,
            Value::Number(_) => Kind::Number,
            Value::Array(_) => Kind::List(None),
            Value::Object(_) => Kind::Object,
            Value::Null => Kind::Unknown,
        };
        let inner = value.as_array().and_then(|items| items.first()).unwrap_or(value);
        let children = sampled(inner, line, text);
        Row {
            name: name.clone(),
            depth: 0,
            line,
            kind,
            type_text: String::new(),
            example: None,
            required: None,
            text: Vec::new(),
            children,
        }
    };
    Members { rows: entries.iter().map(row).collect(), ..Members::default() }
}

fn one(subject: &Subject<'_, '_>) -> Vec<Finding> {
    let whole = Region::new(subject.stated.text.iter().map(|(line, text)| (*line, text.as_str())));
    let mut comparison = Comparison { subject, whole, found: Vec::new() };
    deprecated(&mut comparison);
    let parameters = spec::members(subject.file, "parameters");
    members(&mut comparison, Side::Request, "", &parameters, &subject.stated.parameters);
    limits::of_operation(&mut comparison);
    let answer = spec::members(subject.file, "answer");
    members(&mut comparison, Side::Answer, "", &answer, &subject.stated.answer);
    errors::compare(&mut comparison);
    comparison.found
}

impl Comparison<'_, '_> {
    /// Tells of a difference.
    pub(super) fn report(&mut self, difference: Difference<'_, '_>) {
        let operation = self.subject.file.node.text("operation").unwrap_or_default().to_owned();
        self.found.push(Finding {
            operation,
            change: difference.change,
            at: difference.at,
            attribute: difference.attribute,
            before: difference.before,
            after: difference.after,
            page: String::new(),
            page_line: difference.page_line,
            spec_path: difference.file.path.to_owned(),
            spec_line: difference.spec_line,
            edit: difference.edit,
            mend: difference.mend,
        });
    }
}

/// Whether the page says that the operation is out of use, and the specification does not.
fn deprecated(comparison: &mut Comparison<'_, '_>) {
    let subject = comparison.subject;
    if subject.file.node.get("deprecated").is_some() {
        return;
    }
    let name = subject.file.node.text("operation").unwrap_or_default();
    let says = |text: &str| sentences(text).any(|sentence| operation_is_deprecated(sentence, name));
    let told = subject.stated.intro.iter().find(|(_, text)| says(text));
    if let Some((page_line, _)) = told {
        let point = subject.file.node.get("operation").map_or(1, |node| subject.file.line(&node.span));
        comparison.report(deprecation("", *page_line, subject.file, point));
    }
}

fn deprecation<'a, 't>(
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
fn members(
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
        members(comparison, side, at, &children, &row.children);
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

/// The line of a node that may not be there.
pub(super) fn line_of(file: &File<'_>, node: Option<&Node<'_>>) -> usize {
    node.map_or(1, |node| file.line(&node.span))
}
