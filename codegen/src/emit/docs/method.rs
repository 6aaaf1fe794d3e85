//! What a client method's documentation says.

use super::limits::{count, duration, sentence, sources};
use super::{Doc, code, codes, ended, prose};
use crate::model::{ErrorsKnown, Operation};
use bindery_runtime::table::{Effect, ErrorRow, Idempotency, ObjectLimit, Quota, Scope, Session};
use std::collections::BTreeMap;

/// The documentation of an operation's method.
pub(in crate::emit) fn method(operation: &Operation) -> Doc {
    let mut doc = Doc::of(sentence(&prose(&operation.title)));
    if let Some(instead) = &operation.deprecated {
        doc.paragraph(format!("Deprecated: {}", ended(&prose(instead))));
    }
    doc.prose(&operation.doc);
    doc.paragraph(effect(operation));
    doc.list(facts(operation));
    let quotas = operation.quotas.iter().map(|quota| quota.page);
    doc.paragraph(sources(quotas.chain(operation.objects.iter().map(|object| object.page))));
    doc.paragraph("# Errors");
    errors(operation, &mut doc);
    doc.paragraph("# Cancel safety");
    doc.paragraph(match operation.effect {
        Effect::Read => "A call that is dropped before it ends leaves nothing behind.",
        Effect::Write => "A call that is dropped before it ends may have been carried out.",
    });
    doc
}

fn effect(operation: &Operation) -> String {
    let repeat = match (operation.effect, operation.idempotency) {
        (Effect::Read, _) => "Only reads; may be repeated.".to_owned(),
        (Effect::Write, Idempotency::None) => "Changes state; a repeat may take effect twice.".to_owned(),
        (Effect::Write, Idempotency::Natural) => "Changes state; a repeat leaves the same state.".to_owned(),
        (Effect::Write, Idempotency::Token { parameter, window_seconds }) => format!(
            "Changes state; calls with the same {} within {} take effect once.",
            code(parameter),
            duration(window_seconds)
        ),
    };
    repeat
        + match operation.session {
            Session::None => "",
            Session::Optional => " Takes a user's session.",
            Session::Required => " Needs a user's session.",
        }
}

/// Quotas and whatever else the pages tell, one item a fact.
fn facts(operation: &Operation) -> Vec<String> {
    let mut facts: Vec<String> = operation.quotas.iter().map(quota).collect();
    facts.extend(operation.objects.iter().map(object_limit));
    facts.extend(operation.page_size.map(|most| format!("At most {} items on a page.", count(most))));
    facts.extend(
        operation.editions.iter().map(|(edition, doc)| format!("{}: {}", prose(edition), ended(&prose(doc)))),
    );
    facts.extend(
        operation.preconditions.iter().map(|doc| format!("Not checked here: {}", ended(&prose(doc)))),
    );
    facts
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
        doc.paragraph(match operation.errors_known {
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
