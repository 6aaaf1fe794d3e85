//! What a client method's documentation says.

use super::limits::{count, duration, sentence, sources};
use super::{Doc, code, codes, ended, prose};
use crate::emit::object;
use crate::model::{ErrorsKnown, Operation, Unread};
use bindery_runtime::table::{
    Effect, ErrorRow, Idempotency, ObjectLimit, Page, Quota, Scope, Session, TokenForm,
};
use std::collections::BTreeMap;

/// The documentation of an operation's method.
pub(in crate::emit) fn method(operation: &Operation) -> Doc {
    let mut doc = Doc::of(sentence(&prose(&operation.title)));
    if let Some(instead) = &operation.deprecated {
        doc.paragraph(format!("Deprecated: {}", ended(&prose(instead))));
    }
    doc.prose(&operation.doc);
    doc.paragraph(unread(operation));
    doc.paragraph(repeats(operation));
    doc.line(sources(pages(operation)));
    doc.list(facts(operation));
    doc.heading("Errors");
    errors(operation, &mut doc);
    doc.heading("Cancel safety");
    doc.line(match operation.effect {
        Effect::Read => "A call that is dropped before it ends leaves nothing behind.",
        Effect::Write => "A call that is dropped before it ends may have been carried out.",
    });
    doc
}

/// What no one has read about the operation, so that a caller does not take silence for freedom.
fn unread(operation: &Operation) -> String {
    let part = |part: &Unread| match part {
        Unread::Answer => "what it answers",
        Unread::Effect => "whether it changes anything",
        Unread::Errors => "its error codes",
        Unread::Limits => "its limits",
    };
    let parts: Vec<&str> = operation.unread.iter().map(part).collect();
    match parts.as_slice() {
        [] => String::new(),
        [several @ .., last] if !several.is_empty() => {
            format!("Nobody has read yet {} and {last}.", several.join(", "))
        }
        parts => format!("Nobody has read yet {}.", parts.join("")),
    }
}

/// What a call does to the service, and how often it may be made.
fn repeats(operation: &Operation) -> String {
    let quotas = operation.quotas.iter().map(|one| format!(" {}", quota(one)));
    effect(operation) + &quotas.collect::<String>()
}

fn effect(operation: &Operation) -> String {
    let repeat = match (operation.effect, operation.idempotency) {
        (Effect::Read, _) => "Only reads; may be repeated.".to_owned(),
        (Effect::Write, Idempotency::None) if operation.unread.contains(&Unread::Effect) => {
            "Counts as one that changes state; a repeat may take effect twice.".to_owned()
        }
        (Effect::Write, Idempotency::None) => "Changes state; a repeat may take effect twice.".to_owned(),
        (Effect::Write, Idempotency::Natural) => "Changes state; a repeat leaves the same state.".to_owned(),
        (Effect::Write, Idempotency::Token { parameter, window_seconds, form }) => format!(
            "Changes state; calls with the same {} within {} take effect once.{}",
            code(parameter),
            duration(window_seconds),
            match form {
                TokenForm::Uuid => " The client fills one in when none is given.",
                TokenForm::Issued => "",
            }
        ),
    };
    repeat
        + match operation.session {
            Session::None => "",
            Session::Optional => " Takes a user's session.",
            Session::Required => " Needs a user's session.",
        }
}

/// Whatever else the pages tell, one item a fact.
fn facts(operation: &Operation) -> Vec<String> {
    let mut facts: Vec<String> = operation.objects.iter().map(object_limit).collect();
    let page_size = operation.page_size.as_ref();
    facts.extend(page_size.map(|most| format!("At most {} items on a page.", count(most.fact))));
    facts.extend(operation.editions.iter().map(|edition| {
        let (name, doc) = &edition.fact;
        format!("{}: {}", prose(name), ended(&prose(doc)))
    }));
    let preconditions = operation.preconditions.iter();
    facts.extend(preconditions.map(|doc| format!("Not checked here: {}", ended(&prose(&doc.fact)))));
    facts
}

/// The pages that anything about the operation was read from, its parameters included.
fn pages(operation: &Operation) -> impl Iterator<Item = &'static Page> {
    let Operation { quotas, objects, page_size, editions, preconditions, .. } = operation;
    object::pages(&operation.request)
        .chain(quotas.iter().map(|quota| quota.page))
        .chain(objects.iter().map(|object| object.page))
        .chain(page_size.iter().map(|most| most.page))
        .chain(editions.iter().map(|edition| edition.page))
        .chain(preconditions.iter().map(|precondition| precondition.page))
        .chain(operation.errors.iter().map(|row| row.page))
}

fn quota(quota: &Quota) -> String {
    let window = match quota.window_seconds {
        1 => "a second".to_owned(),
        60 => "a minute".to_owned(),
        3_600 => "an hour".to_owned(),
        86_400 => "a day".to_owned(),
        seconds => format!("in {}", duration(seconds)),
    };
    let scope = match quota.scope {
        Scope::Account => "for one account".to_owned(),
        Scope::Application => "for one application".to_owned(),
        Scope::Address => "from one address, over all operations".to_owned(),
        Scope::Pool(pool) => format!("over all operations of the pool {}", code(pool)),
    };
    let plural = if quota.calls == 1 { "" } else { "s" };
    format!("At most {} call{plural} {window} {scope}.", count(quota.calls))
}

fn object_limit(limit: &ObjectLimit) -> String {
    let parts = [
        limit.max_calls.map(|calls| format!("at most {} calls for one", count(calls))),
        limit.lifetime_seconds.map(|seconds| format!("lives {}", duration(seconds))),
        limit.max_objects.map(|objects| format!("at most {} at one time", count(objects))),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    format!("{}: {}.", code(limit.object), parts.join("; "))
}

fn errors(operation: &Operation, doc: &mut Doc) {
    doc.list(by_status(&operation.errors));
    if operation.errors.is_empty() {
        doc.line(match operation.errors_known {
            ErrorsKnown::Unknown if operation.unread.contains(&Unread::Errors) => "Not read yet.",
            ErrorsKnown::Unknown => "No page that lists its error codes was found.",
            ErrorsKnown::Empty => "The page has a table of error codes, and it is empty.",
            ErrorsKnown::Listed => "Only those that every operation shares.",
        });
    }
}

/// The codes under each status, the rows without a status last.
fn by_status(rows: &[ErrorRow]) -> Vec<String> {
    let mut statuses: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for row in rows {
        statuses.entry(row.status.unwrap_or(u16::MAX)).or_default().push(row.code.0);
    }
    let line = |(status, texts): (u16, Vec<&str>)| match status {
        u16::MAX => codes(&texts, "and"),
        status => format!("{status}: {}", codes(&texts, "and")),
    };
    statuses.into_iter().map(line).collect()
}
