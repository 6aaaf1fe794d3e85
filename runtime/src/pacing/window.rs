//! One rolling window: how many calls it holds, and when there is room for another.

use crate::protocol::Allowance;
use crate::retry::LONGEST_HINT;
use crate::table::Quota;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// The calls of the last window, in groups of calls made at nearly the same time.
#[derive(Debug)]
pub(super) struct Window {
    calls: usize,
    length: Duration,
    groups: VecDeque<Group>,
    told: Option<Told>,
}

/// Calls that leave the window together, when the last of them does.
#[derive(Debug)]
struct Group {
    first: Instant,
    last: Instant,
    calls: usize,
}

/// What the service said of its own window, for as long as that lasts.
#[derive(Clone, Copy, Debug)]
struct Told {
    limit: Option<usize>,
    left: usize,
    until: Instant,
}

impl Window {
    /// How many groups a window is counted in: the more, the less of the rate is left unused.
    const GROUPS: u32 = 64;

    /// An answer that tells of a window that ends so much later tells of the next one.
    const NEXT_WINDOW: Duration = Duration::from_secs(2);

    pub(super) fn new(quota: &Quota) -> Self {
        let length = Duration::from_secs(u64::from(quota.window_seconds));
        Self { calls: count(quota.calls).max(1), length, groups: VecDeque::new(), told: None }
    }

    /// Counts a call.
    pub(super) fn take(&mut self, now: Instant) {
        if let Some(told) = &mut self.told {
            told.left = told.left.saturating_sub(1);
        }
        let span = self.length / Self::GROUPS;
        match self.groups.back_mut() {
            Some(group) if now < group.first + span => {
                group.last = now;
                group.calls += 1;
            }
            _ => self.groups.push_back(Group { first: now, last: now, calls: 1 }),
        }
    }

    /// When a call with so many ahead of it may go.
    pub(super) fn free_at(&mut self, ahead: usize, now: Instant) -> Instant {
        self.forget(now);
        let counted = self.counted_at(ahead, now);
        match self.told {
            Some(told) if ahead >= told.left => told.until.max(counted),
            _ => counted,
        }
    }

    /// Takes in what the service says. Of one window the lower number counts, for the service does not know of the
    /// calls that are still on their way to it.
    pub(super) fn told(&mut self, allowance: Allowance, now: Instant) {
        let until = now + allowance.reset.min(self.length.max(LONGEST_HINT));
        let left = match self.told {
            Some(told) if now < told.until && until < told.until + Self::NEXT_WINDOW => {
                told.left.min(count(allowance.remaining))
            }
            _ => count(allowance.remaining),
        };
        let limit = allowance.limit.filter(|limit| *limit > 0).map(count);
        self.told = Some(Told { limit, left, until });
    }

    fn counted_at(&self, ahead: usize, now: Instant) -> Instant {
        let calls = self.told.and_then(|told| told.limit).unwrap_or(self.calls);
        let used: usize = self.groups.iter().map(|group| group.calls).sum();
        // So many calls must leave the window first.
        let mut needed = (used + ahead + 1).saturating_sub(calls);
        let mut at = now;
        for group in &self.groups {
            if needed == 0 {
                return at;
            }
            at = group.last + self.length;
            needed = needed.saturating_sub(group.calls);
        }
        // And then whole windows pass.
        let windows = needed.div_ceil(calls);
        at + self.length * u32::try_from(windows).unwrap_or(u32::MAX)
    }

    /// Forgets the calls that have left the window, and what was said of one that is over.
    fn forget(&mut self, now: Instant) {
        while self.groups.front().is_some_and(|group| group.last + self.length <= now) {
            self.groups.pop_front();
        }
        if self.told.is_some_and(|told| told.until <= now) {
            self.told = None;
        }
    }
}

fn count(calls: u32) -> usize {
    usize::try_from(calls).unwrap_or(usize::MAX)
}
