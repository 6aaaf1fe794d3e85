//! What the services do: the state behind the calls, and the answers.

mod mpush;
mod mqtt;
mod occurrences;
mod plausible;
mod schedules;
mod tmc;
mod tokens;

pub(crate) use self::tokens::{Tokens, key as token_of};

use self::mpush::Messages;
use self::schedules::Schedules;
use crate::clock::Moment;
use crate::ids::Ids;
use crate::refusal::{Reason, Refusal};
use crate::wire::Asked;
use bindery::Map;
use bindery::runtime::serde_json::Value as Json;
use bindery::runtime::table::Operation;
use std::collections::{BTreeMap, HashMap};

/// The objects of the services.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    messages: Messages,
    /// Scheduled tasks, by application.
    schedules: HashMap<String, Schedules>,
    /// Whether MQTT clients are online. One that is not listed is not.
    pub(crate) sessions: BTreeMap<String, bool>,
}

/// One call to be carried out: it is signed, and within all limits.
pub(crate) struct Work<'a> {
    pub(crate) asked: &'a Asked,
    pub(crate) operation: &'static Operation,
    pub(crate) parameters: &'a Map,
    pub(crate) caller: &'a str,
    pub(crate) now: Moment,
    pub(crate) objects: &'a mut Objects,
    pub(crate) ids: &'a mut Ids,
}

impl Work<'_> {
    /// Carries the call out and gives the members of its answer, or leaves everything as it was.
    pub(crate) fn carry_out(mut self) -> Result<Map, Refusal> {
        match self.operation.name {
            "Push" => Ok(mpush::push(&mut self)),
            "ContinuouslyPush" => mpush::push_on(&mut self),
            "CompleteContinuouslyPush" => mpush::complete(&mut self),
            "QuerySessionByClientId" => Ok(mqtt::session(&self)),
            "BatchQuerySessionByClientIds" => Ok(mqtt::sessions(&self)),
            "taobao.tmc.messages.produce" => Ok(tmc::produce(&self)),
            "schedule.cid" => Ok(schedules::cids(&mut self)),
            "schedule.create" => schedules::create(&mut self),
            "schedule.template" => schedules::create_from_template(&mut self),
            "schedule.list" => Ok(schedules::list(&mut self)),
            "schedule.get" => schedules::get(&mut self),
            "schedule.msg_ids" => schedules::runs(&mut self),
            "schedule.update" => schedules::update(&mut self),
            "schedule.delete" => schedules::delete(&mut self),
            // Nothing of the others can be seen in a later call.
            _ => Ok(plausible::answer(&mut self)),
        }
    }

    /// The text of a parameter; empty if it is absent.
    fn text(&self, name: &str) -> &str {
        self.parameters.get(name).and_then(Json::as_str).unwrap_or_default()
    }

    fn refuse(&self, reason: Reason, parameter: &str, message: impl Into<String>) -> Refusal {
        self.asked.refuse(reason, parameter, message)
    }
}

/// The members of an answer.
fn members<const N: usize>(members: [(&str, Json); N]) -> Map {
    members.into_iter().map(|(name, json)| (name.to_owned(), json)).collect()
}
