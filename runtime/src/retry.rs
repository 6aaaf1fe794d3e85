//! Repeats: whether, when, and how many.
//!
//! What may be repeated is documented: the class of the error code, and whether the operation may take effect
//! twice. This file adds the bounds that hold whatever a service says: attempts, deadline, a budget that all
//! calls of a client share, and the window of an idempotency token.

use crate::clock::Jitter;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The longest wait that a service may ask for. A call that was to wait longer fails, and its error says how long.
pub(crate) const LONGEST_HINT: Duration = Duration::from_secs(60);

/// How long a service may be at work on a call. A token guards against calls one after the other, not at the same
/// time, so that under one nothing is repeated before. No page says how long that is; the vendor's own clients give
/// up on an answer after this time.
pub(crate) const LONGEST_WORK: Duration = Duration::from_secs(10);

/// The least pause before a repeat under a token, when the attempt before may have taken effect.
pub(crate) const PAUSE_AFTER_SILENCE: Duration = Duration::from_secs(1);

/// The longest pause that is chosen without a hint.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// The pause after this many attempts: any time up to one that doubles with each, so that clients that failed
/// together do not come back together.
pub(crate) fn pause(attempts: u32, is_throttled: bool, jitter: &dyn Jitter) -> Duration {
    let first = Duration::from_millis(if is_throttled { 1000 } else { 100 });
    let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
    let most = first.saturating_mul(doubled).min(LONGEST_PAUSE);
    let fraction = jitter.fraction();
    most.mul_f64(if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 1.0 })
}

/// How much repeating a client may do. It runs dry when a service fails for everyone, and fills up again with
/// calls that succeed, so that repeats add a fifth to the load at most.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const REPEAT: u32 = 5;

    /// Takes one repeat; says whether there was one left.
    pub(crate) fn take(&self) -> bool {
        let taken =
            self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(Self::REPEAT));
        taken.is_ok()
    }

    /// Puts back what a call that succeeded earns.
    pub(crate) fn earn(&self) {
        // At the brim, which is nearly always, nothing is written that other threads would wait for.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }
}
