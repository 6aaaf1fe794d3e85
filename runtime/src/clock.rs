//! Time and chance, which a test replaces.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

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

/// Where the chance in the pauses between attempts comes from.
pub trait Jitter: Send + Sync + fmt::Debug {
    /// A number from 0 to 1, evenly spread.
    fn fraction(&self) -> f64;
}

/// Chance out of a counter under a keyed hash.
#[derive(Debug, Default)]
pub struct RandomJitter {
    key: RandomState,
    counter: AtomicU64,
}

impl Jitter for RandomJitter {
    #[expect(clippy::cast_precision_loss, reason = "both numbers have 53 bits, as a float has")]
    fn fraction(&self) -> f64 {
        let hash = self.key.hash_one(self.counter.fetch_add(1, Ordering::Relaxed));
        (hash >> 11) as f64 / ((1_u64 << 53) - 1) as f64
    }
}

/// A fraction that is always the same.
impl Jitter for f64 {
    fn fraction(&self) -> f64 {
        *self
    }
}

/// How far the service's clock is ahead of ours, learnt from it when it refuses our date.
#[derive(Debug, Default)]
pub(crate) struct Skew {
    millis: AtomicI64,
}

impl Skew {
    /// A date that is off by less cannot be what the service refused.
    const LEAST: Duration = Duration::from_secs(60);

    /// A clock may be off by a day and a time zone's mistake. More is no clock to go by.
    const MOST: Duration = Duration::from_secs(25 * 60 * 60);

    /// The service's time at our time.
    pub(crate) fn correct(&self, now: SystemTime) -> SystemTime {
        let millis = self.millis.load(Ordering::Relaxed);
        if millis == 0 {
            return now;
        }
        let by = Duration::from_millis(millis.unsigned_abs());
        if millis < 0 { now.checked_sub(by) } else { now.checked_add(by) }.unwrap_or(now)
    }

    /// Learns from the service's date. `signed` is what the refused request was dated with.
    pub(crate) fn learn(&self, now: SystemTime, signed: SystemTime, date: SystemTime) -> Lesson {
        let (ahead, by) = difference(now, date);
        if difference(signed, date).1 < Self::LEAST || by > Self::MOST {
            return Lesson::Nothing;
        }
        let millis = i64::try_from(by.as_millis()).unwrap_or_default();
        let millis = if ahead { millis } else { -millis };
        let before = self.millis.swap(millis, Ordering::Relaxed);
        let is_known = before.abs_diff(millis) < u64::try_from(Self::LEAST.as_millis()).unwrap_or_default();
        if is_known { Lesson::Known } else { Lesson::New { ahead, by } }
    }
}

/// What the service's date taught.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Lesson {
    /// The date is not what was wrong, or is none to go by.
    Nothing,
    /// Another call has learnt it already.
    Known,
    /// The service's clock is ahead of ours, or behind, by this much.
    New {
        /// Whether it is ahead.
        ahead: bool,
        /// By how much.
        by: Duration,
    },
}

/// Whether the second time is after the first, and by how much they differ.
fn difference(first: SystemTime, second: SystemTime) -> (bool, Duration) {
    match second.duration_since(first) {
        Ok(by) => (true, by),
        Err(error) => (false, error.duration()),
    }
}
