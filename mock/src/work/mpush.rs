//! Mobile Push: messages that are stored, and pushed on to one group of targets after another.

use super::{Work, members};
use crate::clock::Moment;
use crate::refusal::{Reason, Refusal};
use bindery::Map;
use bindery::runtime::serde_json::Value as Json;
use bindery::runtime::table::{ObjectLimit, Operation};
use std::collections::HashMap;

/// The stored messages, by id.
pub(super) type Messages = HashMap<String, Message>;

/// A message that was stored to be pushed on.
#[derive(Debug)]
pub(super) struct Message {
    app_key: Option<i64>,
    stored: Moment,
    calls: u32,
    is_complete: bool,
}

/// The parameter that names a message.
const MESSAGE_ID: &str = "MessageId";

/// The target that stores a message instead of pushing it.
const STORE: &str = "TBD";

pub(super) fn push(work: &mut Work<'_>) -> Map {
    let id = work.ids.message();
    if work.text("Target") == STORE {
        let message = Message { app_key: app_key(work), stored: work.now, calls: 0, is_complete: false };
        work.objects.messages.insert(id.clone(), message);
    }
    members([(MESSAGE_ID, id.into())])
}

pub(super) fn push_on(work: &mut Work<'_>) -> Result<Map, Refusal> {
    let id = work.text(MESSAGE_ID).to_owned();
    let limit = limit(work.operation);
    let message = find(work, &id)?;
    let age = work.now.millis - message.stored.millis;
    let spent = match limit {
        _ if message.is_complete => Some(format!("the push of {id} is complete")),
        Some(ObjectLimit { lifetime_seconds: Some(seconds), .. }) if age >= i64::from(*seconds) * 1000 => {
            Some(format!("{id} was kept for {seconds} seconds, which are over"))
        }
        Some(ObjectLimit { max_calls: Some(calls), .. }) if message.calls >= *calls => {
            Some(format!("{id} was pushed {calls} times, which is all it can be"))
        }
        _ => None,
    };
    if let Some(spent) = spent {
        return Err(work.refuse(Reason::SpentObject, MESSAGE_ID, format!("{MESSAGE_ID}: {spent}")));
    }
    work.objects.messages.entry(id.clone()).and_modify(|message| message.calls += 1);
    Ok(members([(MESSAGE_ID, id.into())]))
}

/// A message that is complete already stays so.
pub(super) fn complete(work: &mut Work<'_>) -> Result<Map, Refusal> {
    let id = work.text(MESSAGE_ID).to_owned();
    find(work, &id)?;
    work.objects.messages.entry(id.clone()).and_modify(|message| message.is_complete = true);
    Ok(members([(MESSAGE_ID, id.into())]))
}

/// The stored message of this id, if it is one of the application's.
fn find<'a>(work: &'a Work<'_>, id: &str) -> Result<&'a Message, Refusal> {
    let found = work.objects.messages.get(id).filter(|message| message.app_key == app_key(work));
    found.ok_or_else(|| {
        let message =
            format!("{MESSAGE_ID}: no message was stored as {id:?}, by Push with the target {STORE}");
        work.refuse(Reason::NoSuchObject, MESSAGE_ID, message)
    })
}

fn app_key(work: &Work<'_>) -> Option<i64> {
    work.parameters.get("AppKey").and_then(Json::as_i64)
}

fn limit(operation: &'static Operation) -> Option<&'static ObjectLimit> {
    operation.object_limits.iter().find(|limit| limit.object == MESSAGE_ID)
}
