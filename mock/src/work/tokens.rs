//! Idempotency tokens: calls that carry the same one take effect once.

use crate::clock::Moment;
use bindery::Map;
use bindery::runtime::serde_json::Value as Json;
use bindery::runtime::table::{Idempotency, Operation};
use std::collections::HashMap;

/// The tokens that were used, and what was answered.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    used: HashMap<Key, (Moment, Map)>,
}

/// A token belongs to an operation and a caller.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    operation: &'static str,
    caller: String,
    token: String,
    window_seconds: u32,
}

/// The token of a call, if its operation takes one and it has one.
pub(crate) fn key(operation: &'static Operation, caller: &str, parameters: &Map) -> Option<Key> {
    let Idempotency::Token { parameter, window_seconds, .. } = operation.idempotency else {
        return None;
    };
    let token = parameters.get(parameter).and_then(Json::as_str).filter(|token| !token.is_empty())?;
    // Tokens are UUIDs, in which letter case means nothing.
    let token = token.to_ascii_lowercase();
    Some(Key { operation: operation.name, caller: caller.to_owned(), token, window_seconds })
}

impl Tokens {
    /// What was answered to the first call with this token, while the service remembers it.
    pub(crate) fn first_answer(&self, key: &Key, now: Moment) -> Option<&Map> {
        let (since, answer) = self.used.get(key)?;
        let is_remembered = now.millis - since.millis < i64::from(key.window_seconds) * 1000;
        is_remembered.then_some(answer)
    }

    pub(crate) fn remember(&mut self, key: Key, answer: &Map, now: Moment) {
        self.used.insert(key, (now, answer.clone()));
    }
}
