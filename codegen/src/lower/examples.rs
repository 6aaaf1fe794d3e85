//! Examples and defaults, checked by the runtime's own validator: what the documentation shows must
//! pass what the specification demands.

use super::facts::File;
use super::member::Room;
use super::readable::{self, Wrapping};
use super::text::{Name, check_name};
use crate::diagnostic::Code;
use crate::model::Example;
use crate::tree::{Node, Span};
use bindery_runtime::RecordRef;
use bindery_runtime::json::JsonRecord;
use bindery_runtime::table::{Accept, Encoding, Member, Shape};
use bindery_runtime::validate::{self, Violation};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

/// The moment that examples are looked at from: 2026-11-22T05:00:27Z. Never the clock, so that the
/// same specification is always right or always wrong.
const NOW: Duration = Duration::from_secs(1_795_323_627);

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + NOW
}

/// Lowers and checks the examples of an operation.
pub(super) fn lower(
    tree: &Node<'_>,
    request: &'static Shape,
    answer: &'static Shape,
    file: &mut File<'_>,
) -> Vec<Example> {
    let mut seen = HashSet::new();
    let mut examples = Vec::with_capacity(tree.list("examples").len());
    for (at, node) in tree.list("examples").iter().enumerate() {
        if let Some(name) = node.get("name") {
            check_name(file.path, &name.span, name.as_text().unwrap_or_default(), Name::Id, file.problems);
            file.check_unique(&mut seen, Some(name), "example");
            if at == 0 && name.as_text() != Some("documented") {
                let problem =
                    file.report(Code::FirstExample, &name.span, "the first example is the documented one");
                problem.help("name it `documented`, and say in `doc` if the page has none");
            }
        }
        let text = |key| node.text(key).unwrap_or_default().to_owned();
        examples.push(Example {
            name: text("name"),
            doc: text("doc"),
            request: checked_request(node.get("request"), request, file),
            answer: checked_answer(node.get("answer"), answer, file),
        });
    }
    examples
}

fn checked_request(
    node: Option<&Node<'_>>,
    shape: &'static Shape,
    file: &mut File<'_>,
) -> Map<String, Value> {
    let Some(node) = node else {
        return Map::new();
    };
    let map = node.to_map();
    if file.incomplete {
        return map;
    }
    for violation in validate::check(RecordRef::Json(JsonRecord::new(shape, &map)), now()) {
        let span = value_at(node, &violation.parameter);
        report(&violation, &span, "example", file);
    }
    map
}

fn report(violation: &Violation, span: &Span, what: &str, file: &mut File<'_>) {
    // What the service takes and alters is no reason to refuse an example of the vendor's.
    if !violation.advice {
        file.report(
            Code::ExampleRefused,
            span,
            format!("this {what} breaks its own specification: {violation}"),
        );
    }
}

/// Where the value of a parameter stands, as near as its path leads: `messages[3].content`.
fn value_at(node: &Node<'_>, parameter: &str) -> Span {
    let mut found = node;
    let first = parameter.split(", ").next().unwrap_or_default();
    for part in first.split(['.', '[']) {
        let next = match part.strip_suffix(']') {
            Some(index) => index.parse::<usize>().ok().and_then(|index| found.items().get(index)),
            None => found.get(part),
        };
        match next {
            Some(next) => found = next,
            None => break,
        }
    }
    if found.entries().is_empty() && found.items().is_empty() { found.span.clone() } else { found.head() }
}

fn checked_answer(node: Option<&Node<'_>>, shape: &'static Shape, file: &mut File<'_>) -> Option<Value> {
    let node = node?;
    if let Err(wrong) = readable::record(shape, node, Wrapping::AsItArrives)
        && !file.incomplete
    {
        file.report(Code::ExampleKind, &wrong.span, wrong.message);
    }
    Some(node.to_json())
}

/// Checks the examples and defaults of single members.
pub(super) fn check_members(shape: &'static Shape, nodes: &[&Node<'_>], room: Room, file: &mut File<'_>) {
    for (node, member) in nodes.iter().zip(shape.members) {
        for (key, what) in [("example", "example"), ("default", "default")] {
            if let Some(value) = node.get(key) {
                check_member(shape, member, value, what, room, file);
            }
        }
    }
}

fn check_member(
    shape: &'static Shape,
    member: &'static Member,
    node: &Node<'_>,
    what: &str,
    room: Room,
    file: &mut File<'_>,
) {
    // Members that only answers have are written as they arrive, which the validator does not know.
    let arrives = member.accept != Accept::Exact
        || member.wrapper.is_some()
        || matches!(member.encoding, Encoding::Embedded { .. });
    if room == Room::Answer || arrives {
        if let Err(wrong) = readable::member(member, node, Wrapping::LeftOut) {
            file.report(Code::ExampleKind, &wrong.span, wrong.message);
        }
        return;
    }
    let mut map = Map::new();
    map.insert(member.wire_name.to_owned(), node.to_json());
    let Some(at) = shape.index_of(member.wire_name) else {
        return;
    };
    let value = JsonRecord::new(shape, &map).get(at);
    for violation in validate::check_member(shape, member, value, now()) {
        report(&violation, &node.span, what, file);
    }
}
