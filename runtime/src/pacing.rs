//! Pacing: no faster than the documented rates, so that the service has no reason to refuse or to ban.
//!
//! A rate is counted over a rolling window: at no time does a window hold more calls than the documentation
//! allows. Of one operation, who comes first goes first. A call that would wait past its deadline fails at once.

mod window;

use self::window::Window;
use crate::error::{Error, Result};
use crate::protocol::Allowance;
use crate::retry::LONGEST_HINT;
use crate::table::{Operation, Quota, Scope, Service};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The rates of a service's operations. They are looked at and taken together, under one lock that is never held
/// while anyone waits.
#[derive(Debug, Default)]
pub(crate) struct Pacer {
    /// In the service's order.
    operations: Vec<Queue>,
    state: Mutex<State>,
}

/// The calls of one operation.
#[derive(Debug, Default)]
struct Queue {
    /// Held by the call whose turn it is; the others wait for it in the order in which they came.
    turn: tokio::sync::Mutex<()>,
    /// The rates that count its calls.
    rates: Vec<usize>,
}

#[derive(Debug, Default)]
struct State {
    rates: Vec<Rate>,
    operations: Vec<Waiting>,
}

/// One documented rate, and the calls that it counted.
#[derive(Debug)]
struct Rate {
    quota: Quota,
    window: Window,
}

/// What holds the calls of one operation back beside its rates.
#[derive(Clone, Debug, Default)]
struct Waiting {
    calls: usize,
    /// The service asked for patience until then.
    paused_until: Option<Instant>,
}

impl Pacer {
    /// The documented rates. Those of a scope wider than an operation are counted together.
    pub(crate) fn new(service: &Service) -> Self {
        let mut rates: Vec<Rate> = Vec::new();
        let mut index_of = |quota: &Quota| {
            let found = rates.iter().position(|rate| is_shared(&rate.quota, quota));
            found.unwrap_or_else(|| {
                rates.push(Rate { quota: *quota, window: Window::new(quota) });
                rates.len() - 1
            })
        };
        let queue = |operation: &&'static Operation| Queue {
            rates: operation.quotas.iter().map(&mut index_of).collect(),
            ..Queue::default()
        };
        let operations: Vec<Queue> = service.operations.iter().map(queue).collect();
        let state = State { rates, operations: vec![Waiting::default(); operations.len()] };
        Self { operations, state: Mutex::new(state) }
    }

    /// Waits until the operation may be called, and counts the call.
    ///
    /// # Errors
    ///
    /// If that would be past the deadline.
    pub(crate) async fn wait(&self, operation: &Operation, deadline: Instant) -> Result<()> {
        let Some(index) = self.index_of(operation) else {
            return Ok(());
        };
        let mut place = Place::take(self, index, deadline)?;
        let _turn = self.operations[index].turn.lock().await;
        while let Err(at) = place.go(deadline)? {
            sleep_until(at).await;
        }
        Ok(())
    }

    /// Takes in what the service says is left of the rates that count the operation's calls by who signs them.
    pub(crate) fn told(&self, operation: &Operation, allowance: Allowance) {
        let Some(index) = self.index_of(operation) else {
            return;
        };
        let mut state = self.state();
        for rate in &self.operations[index].rates {
            let rate = &mut state.rates[*rate];
            if rate.quota.scope != Scope::Address {
                rate.window.told(allowance, Instant::now());
            }
        }
    }

    /// Lets no call of the operation go before the time that the service asks to wait, within bounds.
    pub(crate) fn pause(&self, operation: &Operation, wait: Duration) {
        if let Some(index) = self.index_of(operation) {
            let until = Instant::now() + wait.min(LONGEST_HINT);
            let paused = &mut self.state().operations[index].paused_until;
            *paused = (*paused).max(Some(until));
        }
    }

    fn index_of(&self, operation: &Operation) -> Option<usize> {
        let found = operation.service.operations.binary_search_by(|one| one.name.cmp(operation.name));
        found.ok().filter(|index| *index < self.operations.len())
    }

    /// A panic cannot leave the state half changed, so that a poisoned lock is as good as another.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call's place among those of its operation that wait. It is given up when the call goes or is dropped.
struct Place<'a> {
    pacer: &'a Pacer,
    operation: usize,
    is_waiting: bool,
}

impl<'a> Place<'a> {
    /// Takes the last place, unless the deadline is before its turn.
    fn take(pacer: &'a Pacer, operation: usize, deadline: Instant) -> Result<Self> {
        let mut state = pacer.state();
        let ahead = state.operations[operation].calls;
        refuse_after(deadline, state.turn(&pacer.operations[operation].rates, operation, ahead))?;
        state.operations[operation].calls += 1;
        Ok(Self { pacer, operation, is_waiting: true })
    }

    /// Counts the call, or says when to try again.
    fn go(&mut self, deadline: Instant) -> Result<std::result::Result<(), Instant>> {
        let rates = &self.pacer.operations[self.operation].rates;
        let mut state = self.pacer.state();
        let turn = state.turn(rates, self.operation, 0);
        refuse_after(deadline, turn)?;
        if turn.at > turn.now {
            return Ok(Err(turn.at));
        }
        for rate in rates {
            state.rates[*rate].window.take(turn.now);
        }
        state.operations[self.operation].calls -= 1;
        self.is_waiting = false;
        Ok(Ok(()))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if self.is_waiting {
            self.pacer.state().operations[self.operation].calls -= 1;
        }
    }
}

/// When a call may go, and what holds it back longest.
#[derive(Clone, Copy)]
struct Turn {
    now: Instant,
    at: Instant,
    held_by: Option<Quota>,
}

impl State {
    /// When a call of the operation with so many ahead of it may go.
    fn turn(&mut self, rates: &[usize], operation: usize, ahead: usize) -> Turn {
        let now = Instant::now();
        let paused = self.operations[operation].paused_until.unwrap_or(now);
        let mut turn = Turn { now, at: paused.max(now), held_by: None };
        for rate in rates {
            let Rate { quota, window } = &mut self.rates[*rate];
            let at = window.free_at(ahead, now);
            if at > turn.at {
                turn = Turn { at, held_by: Some(*quota), ..turn };
            }
        }
        turn
    }
}

fn refuse_after(deadline: Instant, turn: Turn) -> Result<()> {
    if turn.at <= deadline {
        return Ok(());
    }
    let wait = turn.at - turn.now;
    let why = match turn.held_by {
        Some(Quota { calls, window_seconds, scope, .. }) => {
            format!("the rate of {calls} calls in {window_seconds} s {}", over(scope))
        }
        None => "the pause that the service asked for".to_owned(),
    };
    let message = format!(
        "{why} leaves no room before the deadline: it would wait {wait:.1?}; call later, or allow more time with \
         Config::total_timeout"
    );
    Err(Error::no_room(message, wait))
}

/// Whether calls under the two are counted together. A client signs with one set of credentials: account and
/// application are one each, and their rates are those of one operation.
fn is_shared(one: &Quota, other: &Quota) -> bool {
    let same = |quota: &Quota| (quota.calls, quota.window_seconds, quota.scope);
    !is_own(one.scope) && same(one) == same(other)
}

fn is_own(scope: Scope) -> bool {
    matches!(scope, Scope::Account | Scope::Application)
}

fn over(scope: Scope) -> &'static str {
    match scope {
        Scope::Account => "for one account",
        Scope::Application => "for one application",
        Scope::Address => "from one IP address",
        Scope::Pool(_) => "for operations that share it",
    }
}
