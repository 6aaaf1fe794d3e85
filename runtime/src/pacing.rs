//! Pacing: no faster than the documented rates, so that the service has no reason to refuse or to ban.
//!
//! A rate is counted over a rolling window: at no time does a window hold more calls than the documentation
//! allows. Who comes first goes first. A call that would wait past its deadline fails at once.

use crate::error::{Error, Result};
use crate::protocol::Allowance;
use crate::table::{Operation, Quota, Scope, Service};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The rates of a service's operations.
#[derive(Debug, Default)]
pub(crate) struct Pacer {
    /// One list for each operation, in the service's order.
    operations: Vec<Vec<Arc<Limiter>>>,
}

impl Pacer {
    /// The documented rates. Those of a scope wider than an operation are counted together.
    pub(crate) fn new(service: &Service) -> Self {
        let mut shared: Vec<Arc<Limiter>> = Vec::new();
        let operations = service.operations.iter().map(|operation| {
            let limiters = operation.quotas.iter().map(|quota| match quota.scope {
                // A client signs with one set of credentials: account and application are one each.
                Scope::Account | Scope::Application => Arc::new(Limiter::new(*quota)),
                Scope::Address | Scope::Pool(_) => {
                    let same = |limiter: &&Arc<Limiter>| limiter.is_of(quota);
                    let found = shared.iter().find(same).map(Arc::clone);
                    found.unwrap_or_else(|| {
                        shared.push(Arc::new(Limiter::new(*quota)));
                        Arc::clone(&shared[shared.len() - 1])
                    })
                }
            });
            limiters.collect()
        });
        Self { operations: operations.collect() }
    }

    /// Waits until the operation may be called.
    ///
    /// # Errors
    ///
    /// If that would be past the deadline.
    pub(crate) async fn wait(&self, operation: &Operation, deadline: Instant) -> Result<()> {
        for limiter in self.limiters(operation) {
            limiter.wait(deadline).await?;
        }
        Ok(())
    }

    /// Takes in what the service says is left of the operation's own rate.
    pub(crate) fn told(&self, operation: &Operation, allowance: Allowance) {
        for limiter in self.own(operation) {
            limiter.told(allowance);
        }
    }

    /// Lets no call of the operation go before the time that the service asks to wait.
    pub(crate) fn pause(&self, operation: &Operation, wait: Duration) {
        self.told(operation, Allowance { limit: None, remaining: 0, reset: wait });
    }

    fn limiters(&self, operation: &Operation) -> &[Arc<Limiter>] {
        let found = operation.service.operations.binary_search_by(|one| one.name.cmp(operation.name));
        found.ok().and_then(|at| self.operations.get(at)).map_or(&[], Vec::as_slice)
    }

    fn own(&self, operation: &Operation) -> impl Iterator<Item = &Arc<Limiter>> {
        let is_own =
            |limiter: &&Arc<Limiter>| matches!(limiter.quota.scope, Scope::Account | Scope::Application);
        self.limiters(operation).iter().filter(is_own)
    }
}

/// One documented rate.
#[derive(Debug)]
struct Limiter {
    quota: Quota,
    /// Held by the call whose turn it is; the others wait for it in the order in which they came.
    turn: tokio::sync::Mutex<()>,
    /// How many calls wait.
    waiting: AtomicUsize,
    window: Mutex<Window>,
}

impl Limiter {
    fn new(quota: Quota) -> Self {
        let window = Window::new(quota.calls, Duration::from_secs(u64::from(quota.window_seconds)));
        Self {
            quota,
            turn: tokio::sync::Mutex::default(),
            waiting: AtomicUsize::default(),
            window: Mutex::new(window),
        }
    }

    fn is_of(&self, quota: &Quota) -> bool {
        let Quota { calls, window_seconds, scope, page: _ } = quota;
        (*calls, *window_seconds, *scope) == (self.quota.calls, self.quota.window_seconds, self.quota.scope)
    }

    async fn wait(&self, deadline: Instant) -> Result<()> {
        let place = Place::take(&self.waiting);
        let now = Instant::now();
        let at = self.window().free_at(place.ahead, now);
        self.refuse_after(deadline, at, now)?;
        let _turn = self.turn.lock().await;
        loop {
            let now = Instant::now();
            let taken = self.window().take(now);
            let Err(at) = taken else {
                return Ok(());
            };
            self.refuse_after(deadline, at, now)?;
            sleep_until(at).await;
        }
    }

    fn refuse_after(&self, deadline: Instant, at: Instant, now: Instant) -> Result<()> {
        if at <= deadline {
            return Ok(());
        }
        let Quota { calls, window_seconds, .. } = self.quota;
        let (over, wait) = (over(self.quota.scope), at - now);
        let message = format!(
            "the rate of {calls} calls in {window_seconds} s {over} leaves no room before the deadline: it would \
             wait {wait:.1?}; call later, or allow more time with Config::total_timeout"
        );
        Err(Error::no_room(message, wait))
    }

    fn told(&self, allowance: Allowance) {
        self.window().told(allowance, Instant::now());
    }

    /// A panic cannot leave the window half changed, so that a poisoned lock is as good as another.
    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn over(scope: Scope) -> &'static str {
    match scope {
        Scope::Account => "for one account",
        Scope::Application => "for one application",
        Scope::Address => "from one IP address",
        Scope::Pool(_) => "for operations that share it",
    }
}

/// A place among the calls that wait, given up when the call goes or is dropped.
struct Place<'a> {
    waiting: &'a AtomicUsize,
    ahead: usize,
}

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Self {
        Self { waiting, ahead: waiting.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The calls of the last window, in groups of calls made at nearly the same time.
#[derive(Debug)]
struct Window {
    calls: usize,
    length: Duration,
    groups: VecDeque<Group>,
    /// How many calls the service says are left, until when.
    left: Option<(usize, Instant)>,
}

/// Calls that leave the window together, when the last of them does.
#[derive(Debug)]
struct Group {
    first: Instant,
    last: Instant,
    calls: usize,
}

impl Window {
    /// How many groups a window is counted in: the more, the less of the rate is left unused.
    const GROUPS: u32 = 64;

    fn new(calls: u32, length: Duration) -> Self {
        let calls = usize::try_from(calls).unwrap_or(usize::MAX).max(1);
        Self { calls, length, groups: VecDeque::new(), left: None }
    }

    /// Takes one call, or tells when to try again.
    fn take(&mut self, now: Instant) -> std::result::Result<(), Instant> {
        let at = self.free_at(0, now);
        if at > now {
            return Err(at);
        }
        if let Some((left, _)) = &mut self.left {
            *left -= 1;
        }
        let span = self.length / Self::GROUPS;
        match self.groups.back_mut() {
            Some(group) if now < group.first + span => {
                group.last = now;
                group.calls += 1;
            }
            _ => self.groups.push_back(Group { first: now, last: now, calls: 1 }),
        }
        Ok(())
    }

    /// When a call with so many ahead of it may go.
    fn free_at(&mut self, ahead: usize, now: Instant) -> Instant {
        self.forget(now);
        match self.left {
            Some((left, until)) if ahead >= left => until.max(self.counted_at(ahead, now)),
            _ => self.counted_at(ahead, now),
        }
    }

    fn counted_at(&self, ahead: usize, now: Instant) -> Instant {
        let used: usize = self.groups.iter().map(|group| group.calls).sum();
        let free = self.calls.saturating_sub(used);
        if ahead < free {
            return now;
        }
        // So many calls must leave the window first, or then whole windows pass.
        let mut needed = ahead - free + 1;
        let mut at = now;
        for group in &self.groups {
            at = group.last + self.length;
            if needed <= group.calls {
                return at;
            }
            needed -= group.calls;
        }
        let windows = needed.div_ceil(self.calls);
        at + self.length * u32::try_from(windows).unwrap_or(u32::MAX)
    }

    /// Forgets the calls that have left the window.
    fn forget(&mut self, now: Instant) {
        while self.groups.front().is_some_and(|group| group.last + self.length <= now) {
            self.groups.pop_front();
        }
        if self.left.is_some_and(|(_, until)| until <= now) {
            self.left = None;
        }
    }

    fn told(&mut self, allowance: Allowance, now: Instant) {
        let count = |calls: u32| usize::try_from(calls).unwrap_or(usize::MAX);
        if let Some(limit) = allowance.limit.filter(|limit| *limit > 0) {
            self.calls = count(limit);
        }
        let until = now.checked_add(allowance.reset.min(Self::LONGEST)).unwrap_or(now);
        self.left = Some((count(allowance.remaining), until));
    }

    /// The longest time that a service's word is taken for. After it one call asks again.
    const LONGEST: Duration = Duration::from_secs(60 * 60);
}
