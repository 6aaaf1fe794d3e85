//! Operations.

use super::facts::File;
use super::http::{self, Http};
use super::member::Room;
use super::object::{self, Called};
use super::place::Files;
use super::types::doc;
use super::{errors, examples, fixes, leak, quota, service, unread};
use crate::diagnostic::{Code, Diagnostics, visible};
use crate::model::{ErrorsKnown, Object, Operation, Protocol, Type};
use crate::names::{Role, is_identifier, is_taken};
use crate::schema::{self, EFFECTS, ERRORS_KNOWN, OPERATION, SESSIONS, TOKEN_FORMS};
use crate::tree::{Node, Span};
use bindery_runtime::table::{BodyStatus, Effect, Idempotency, Session, Shape, TokenForm};
use std::collections::HashMap;

/// Lowers the operations of a service, in the order of their wire names.
pub(super) fn lower_all(
    files: &Files<'_>,
    prefix: &str,
    types: &[Type],
    file: &mut File<'_>,
) -> Vec<Operation> {
    let mut operations = Vec::with_capacity(files.operations.len());
    let mut names = Vec::with_capacity(files.operations.len());
    for (name, source) in &files.operations {
        // Each tree is dropped before the next is read, so memory holds one at a time.
        let before = file.problems.len();
        let Some((tree, is_sound)) = service::read_anyway(source, &OPERATION, file.problems) else {
            continue;
        };
        let structural = file.problems.len();
        let mut file = File {
            facts: file.facts,
            path: &source.path,
            problems: file.problems,
            gathered: file.gathered,
            incomplete: !is_sound,
        };
        let operation = lower(name, prefix, &tree, &mut file);
        if is_sound {
            operations.push(operation);
            names.push(tree.get("operation").map_or_else(|| tree.head(), |name| name.span.clone()));
        } else {
            file.problems.forget_repeats(before, structural);
        }
    }
    check_idents(types, operations.iter().zip(names), file.problems);
    operations
}

fn lower(name: &str, prefix: &str, tree: &Node<'_>, file: &mut File<'_>) -> Operation {
    let named = tree.get("operation").filter(|named| named.as_text() != Some(name));
    if let Some(named) = named {
        let message = format!("this describes another operation than its file is named for, `{name}`");
        file.report(Code::FileName, &named.span, message);
    }
    let short = name.strip_prefix(prefix).filter(|short| !short.is_empty()).unwrap_or(name);
    let stem = file.facts.names.pascal(short);
    let request = request(name, &stem, tree, file);
    let answer = answer(name, &stem, tree, file);
    let Http { method, base, path, fixed_query } = http::lower(tree, request.shape, file);
    check_protocol(tree, file);
    fixes::check(tree, file);
    let examples = examples::lower(tree, request.shape, answer.shape, file);
    Operation {
        wire_name: name.to_owned(),
        ident: file.facts.names.module(short),
        stem,
        title: tree.text("title").unwrap_or_default().to_owned(),
        doc: doc(tree),
        method,
        base,
        path,
        fixed_query,
        effect: tree.text("effect").and_then(|word| schema::meaning(&EFFECTS, word)).unwrap_or(Effect::Write),
        idempotency: idempotency(tree.get("idempotency"), request.shape, file),
        session: tree
            .text("session")
            .and_then(|word| schema::meaning(&SESSIONS, word))
            .unwrap_or(Session::None),
        body_status: body_status(tree.get("body_status"), answer.shape, file),
        request,
        answer,
        errors: errors::lower(tree.list("errors"), file),
        errors_known: errors_known(tree, file),
        unread: unread::lower(tree, file),
        quotas: quota::quotas(tree.list("quotas"), file),
        objects: quota::objects(tree.list("objects"), file),
        page_size: quota::page_size(tree.get("page_size"), file),
        editions: quota::editions(tree.list("editions"), file),
        preconditions: quota::preconditions(tree.list("preconditions"), file),
        deprecated: tree.text("deprecated").map(str::to_owned),
        examples,
        file: file.path.to_owned(),
    }
}

fn request(name: &str, stem: &str, tree: &Node<'_>, file: &mut File<'_>) -> Object {
    let called = called(name, stem, "Request", file);
    object::lower(called, Vec::new(), tree.list("parameters"), tree.list("rules"), Room::Request, file)
}

fn answer(name: &str, stem: &str, tree: &Node<'_>, file: &mut File<'_>) -> Object {
    let name = format!("{name} answer");
    let called = called(&name, stem, "Answer", file);
    object::lower(called, Vec::new(), tree.list("answer"), &[], Room::Answer, file)
}

fn called<'n>(shape: &'n str, stem: &str, ending: &str, file: &File<'_>) -> Called<'n> {
    let ident = format!("{stem}{ending}");
    Called { shape, table_ident: file.facts.names.shouty(&ident), ident }
}

/// Keys that the service's protocol would drop without a word.
fn check_protocol(tree: &Node<'_>, file: &mut File<'_>) {
    for (key, protocol, name) in
        [("session", Protocol::Top, "top"), ("body_status", Protocol::JpushRest, "jpush-rest")]
    {
        let entry = tree.entries().iter().find(|entry| entry.key == key);
        if let Some(entry) = entry.filter(|_| file.facts.protocol != protocol) {
            let message = format!("`{key}` has a meaning for the protocol {name} only");
            file.report(Code::NotHere, &entry.span, message).help("leave the key out");
        }
    }
}

/// The Rust names of operations, their requests and answers, and the types must all differ. Each operation comes with
/// the place of its name.
fn check_idents<'m>(
    types: &'m [Type],
    operations: impl Iterator<Item = (&'m Operation, Span)>,
    problems: &mut Diagnostics,
) {
    // Kind and name of what has an ident.
    let mut owners: HashMap<&str, (&str, &str)> =
        types.iter().map(|one| (&*one.ident, ("type", &*one.ident))).collect();
    for (operation, name) in operations {
        let Operation { ident, wire_name, request, answer, file, .. } = operation;
        if !is_identifier(ident) || is_taken(ident, Role::Operation) {
            let message = format!("`{}` cannot be the Rust name of an operation", visible(ident));
            let problem = problems.report(Code::BadRustName, file, &name, message);
            problem.help("spell it in `names` of service.json");
        }
        for ident in [ident, &request.ident, &answer.ident] {
            if let Some((kind, other)) = owners.insert(ident, ("operation", wire_name)) {
                let message = format!("{kind} {other} and operation {wire_name} are both `{ident}` in Rust");
                problems.report(Code::RustCollision, file, &name, message);
                break;
            }
        }
    }
}

fn idempotency(node: Option<&Node<'_>>, shape: &Shape, file: &mut File<'_>) -> Idempotency {
    let Some(node) = node else {
        return Idempotency::None;
    };
    match (node.as_text(), node.get("token")) {
        (Some("natural"), _) => Idempotency::Natural,
        (None, Some(token)) => Idempotency::Token {
            parameter: member(token, shape, "parameter", file).unwrap_or_default(),
            window_seconds: node.count("window_seconds").unwrap_or_default(),
            form: node
                .text("form")
                .and_then(|word| schema::meaning(&TOKEN_FORMS, word))
                .unwrap_or(TokenForm::Issued),
        },
        _ => Idempotency::None,
    }
}

/// The name of a member that must exist in the shape.
fn member(node: &Node<'_>, shape: &Shape, what: &str, file: &mut File<'_>) -> Option<&'static str> {
    let name = node.as_text()?;
    let found = shape.index_of(name).map(|at| shape.members[at].wire_name);
    if found.is_none() {
        file.report(Code::UnknownMember, &node.span, format!("there is no {what} `{}`", visible(name)));
    }
    found
}

fn body_status(node: Option<&Node<'_>>, answer: &Shape, file: &mut File<'_>) -> Option<BodyStatus> {
    let node = node?;
    let code = node.get("code").and_then(|code| member(code, answer, "member of the answer", file));
    let message =
        node.get("message").and_then(|message| member(message, answer, "member of the answer", file));
    Some(BodyStatus { code: code?, message: message?, success: leak::texts(node.texts("success")) })
}

/// A page that lists errors has rows, and one that lists none has none.
fn errors_known(tree: &Node<'_>, file: &mut File<'_>) -> ErrorsKnown {
    let known = tree.text("errors_known").and_then(|word| schema::meaning(&ERRORS_KNOWN, word));
    let known = known.unwrap_or(ErrorsKnown::Unknown);
    let has_rows = !tree.list("errors").is_empty();
    if known == ErrorsKnown::Empty && has_rows {
        let span: Span = tree.get("errors_known").map_or_else(|| tree.head(), |node| node.span.clone());
        file.report(Code::Contradiction, &span, "there are error rows, so the page's table is not empty");
    }
    known
}
