//! Idempotency tokens: what makes the attempts of a call take effect once.

use crate::clock::NonceSource;
use crate::protocol::{lower_hex, sha256};
use crate::table::{Idempotency, Operation, TokenForm};
use crate::validate;
use crate::value::{Completed, RecordRef};
use std::time::{Duration, SystemTime};

/// How long before the end of its window a token is no longer used, at least, for a request takes time to arrive.
const MARGIN: Duration = Duration::from_secs(60);

/// Whether a request carries its operation's idempotency token, and one that the service would take.
pub(crate) fn is_given(operation: &Operation, record: RecordRef<'_>, now: SystemTime) -> bool {
    let Some((index, _)) = parameter(operation) else {
        return false;
    };
    let (shape, value) = (operation.parameters, record.get(index));
    !is_empty(record, index) && validate::check_member(shape, &shape.members[index], value, now).is_empty()
}

/// The request with a token, if it lacks one that a client can make.
pub(crate) fn fill_in<'a>(
    operation: &Operation,
    record: RecordRef<'a>,
    nonces: &dyn NonceSource,
) -> Option<Completed<'a>> {
    let (index, form) = parameter(operation)?;
    let is_ours = form == TokenForm::Uuid && is_empty(record, index);
    is_ours.then(|| Completed { record, index, text: uuid(nonces) })
}

/// How long after its first use an attempt under the operation's token may begin, where it has one.
pub(crate) fn usable_for(operation: &Operation, attempt_timeout: Duration) -> Option<Duration> {
    match operation.idempotency {
        Idempotency::Token { window_seconds, .. } => {
            let window = Duration::from_secs(u64::from(window_seconds));
            Some(window.saturating_sub(attempt_timeout.max(MARGIN)))
        }
        Idempotency::None | Idempotency::Natural => None,
    }
}

fn parameter(operation: &Operation) -> Option<(usize, TokenForm)> {
    match operation.idempotency {
        Idempotency::Token { parameter, form, .. } => Some((operation.parameters.index_of(parameter)?, form)),
        Idempotency::None | Idempotency::Natural => None,
    }
}

fn is_empty(record: RecordRef<'_>, index: usize) -> bool {
    let value = record.get(index);
    value.is_absent() || value.to_text().is_empty()
}

/// A UUID of version 4. It is made from a nonce, whatever that looks like.
fn uuid(nonces: &dyn NonceSource) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&sha256(nonces.nonce().as_bytes())[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = lower_hex(&bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}
