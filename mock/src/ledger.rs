//! What was accepted.

use crate::clock::Moment;
use bindery::Map;
use bindery::runtime::RecordRef;
use bindery::runtime::json::JsonRecord;
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::table::Operation;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// A call that was accepted and carried out.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The operation, and with it the service.
    pub operation: &'static Operation,
    /// Its business parameters by wire name. What travels as JSON in text is JSON here.
    pub parameters: Map,
    /// The access key id or app key of the caller.
    pub caller: String,
    /// The id that the call was given; JPush gives none on the wire.
    pub request_id: String,
    /// The nonce of the attempt, where the protocol has one.
    pub nonce: Option<String>,
    /// When it was accepted, by the clock of the mock.
    pub time: SystemTime,
    /// Whether the answer was sent whole. After a reset or an answer that broke off the caller cannot know
    /// that the call was carried out.
    pub answered: bool,
}

impl Entry {
    /// The same in JSON, as the control under `/_mock/` tells it. Sensitive parameters are not redacted.
    pub fn to_json(&self) -> Json {
        json!({
            "service": self.operation.service.name,
            "operation": self.operation.name,
            "parameters": self.parameters,
            "caller": self.caller,
            "request_id": self.request_id,
            "nonce": self.nonce,
            "time": Moment::of(self.time).to_string(),
            "answered": self.answered,
        })
    }
}

/// Sensitive parameters are redacted.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = RecordRef::Json(JsonRecord::new(self.operation.parameters, &self.parameters));
        f.debug_struct("Entry")
            .field("operation", &self.operation.name)
            .field("parameters", &parameters)
            .field("caller", &self.caller)
            .field("request_id", &self.request_id)
            .field("time", &self.time)
            .field("answered", &self.answered)
            .finish_non_exhaustive()
    }
}

/// What was accepted, in order. Its clones are one ledger.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Arc<Mutex<Vec<Entry>>>,
}

impl Ledger {
    /// Everything that was accepted.
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().clone()
    }

    /// What was accepted of one operation.
    pub fn of(&self, operation: &str) -> Vec<Entry> {
        self.lock().iter().filter(|entry| entry.operation.name == operation).cloned().collect()
    }

    /// How many calls were accepted.
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether no call was accepted.
    pub fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.lock().clear();
    }

    pub(crate) fn push(&self, entry: Entry) {
        self.lock().push(entry);
    }

    /// An entry is pushed whole or not at all, so a poisoned lock does no harm.
    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
