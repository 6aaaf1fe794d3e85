//! Time and nonces, which a test replaces.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// What time it is.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The time now.
    fn now(&self) -> SystemTime;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the computer's clock")]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock that stands still.
impl Clock for SystemTime {
    fn now(&self) -> SystemTime {
        *self
    }
}

/// Where nonces come from: text that is never used twice.
pub trait NonceSource: Send + Sync + fmt::Debug {
    /// The next nonce, 32 lower-case hexadecimal digits by custom.
    fn nonce(&self) -> String;
}

/// Nonces of 128 bits: a counter under two keyed hashes, whose keys the operating system made.
///
/// A process that forks after it built a client would repeat them in the child; build the client there.
#[derive(Debug)]
pub struct RandomNonces {
    keys: [RandomState; 2],
    counter: AtomicU64,
}

impl Default for RandomNonces {
    fn default() -> Self {
        Self { keys: [RandomState::new(), RandomState::new()], counter: AtomicU64::new(0) }
    }
}

impl NonceSource for RandomNonces {
    fn nonce(&self) -> String {
        let count = self.counter.fetch_add(1, Ordering::Relaxed);
        let hashes = self.keys.each_ref().map(|key| key.hash_one(count).to_be_bytes());
        crate::protocol::lower_hex(hashes.as_flattened())
    }
}

/// A nonce that is always the same.
impl NonceSource for String {
    fn nonce(&self) -> String {
        self.clone()
    }
}
