//! Comparing what a page states with the specification of its operation.

use super::finding::{Change, Finding};
use super::kind::Kind;
use super::members::{self, Side, deprecation};
use super::mend::Mend;
use super::nest::nest;
use super::page::{Line, Members, Row, Stated};
use super::region::Region;
use super::spec::{self, File, Service};
use super::words::{operation_is_deprecated, sentences};
use super::{Date, Reading};
use super::{errors, operation_limits};
use crate::tree::Node;
use serde_json::Value;
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
    members::compare(&mut comparison, Side::Request, "", &parameters, &subject.stated.parameters);
    operation_limits::compare(&mut comparison);
    let answer = spec::members(subject.file, "answer");
    members::compare(&mut comparison, Side::Answer, "", &answer, &subject.stated.answer);
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

/// The line of a node that may not be there.
pub(super) fn line_of(file: &File<'_>, node: Option<&Node<'_>>) -> usize {
    node.map_or(1, |node| file.line(&node.span))
}
