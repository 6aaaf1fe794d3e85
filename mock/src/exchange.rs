//! The way of one request through the mock, from its arrival to the answer.

#[cfg(test)]
mod tests;

use crate::clock::{MockClock, Moment};
use crate::config::MockConfig;
use crate::credentials::Credentials;
use crate::faults::{Fault, Struck, Weather};
use crate::gate::{self, Caller, Nonces};
use crate::ids::Ids;
use crate::ledger::{Entry, Ledger};
use crate::orders::Orders;
use crate::rates::{Rates, Room, UsedUp};
use crate::refusal::{Reason, Refusal};
use crate::reply::Reply;
use crate::violations;
use crate::wire::{self, Asked, Received, Wire};
use crate::work::{Objects, Tokens, Work, token_of};
use bindery::Map;
use bindery::runtime::Clock as _;
use bindery::runtime::table::{Operation, Scope};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A running mock, shared by its connections.
pub(crate) struct Exchange {
    pub(crate) clock: MockClock,
    pub(crate) ledger: Ledger,
    credentials: Credentials,
    keeps_ledger: bool,
    has_rates: bool,
    state: Mutex<State>,
}

/// What changes from call to call.
pub(crate) struct State {
    pub(crate) weather: Weather,
    pub(crate) orders: Orders,
    pub(crate) objects: Objects,
    ids: Ids,
    nonces: Nonces,
    rates: Rates,
    tokens: Tokens,
}

/// What the other side gets.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) delay: Option<Duration>,
    pub(crate) delivery: Delivery,
}

/// How an answer goes out.
#[derive(Debug)]
pub(crate) enum Delivery {
    Whole(Reply),
    /// It breaks off in the middle of its body.
    Cut(Reply),
    /// The connection is reset instead.
    Reset,
}

/// A request on its way through the mock.
#[derive(Clone, Copy)]
struct Attempt<'a> {
    asked: &'a Asked,
    received: &'a Received,
    fault: Option<Fault>,
    request_id: &'a str,
    now: SystemTime,
}

impl Exchange {
    pub(crate) fn new(config: &MockConfig) -> Self {
        let state = State {
            weather: Weather::new(config.faults.clone()),
            orders: Orders::default(),
            objects: Objects::default(),
            ids: Ids::default(),
            nonces: Nonces::default(),
            rates: Rates::default(),
            tokens: Tokens::default(),
        };
        Self {
            clock: MockClock::new(config.start),
            ledger: Ledger::default(),
            credentials: config.credentials.clone(),
            keeps_ledger: config.ledger,
            has_rates: config.rates,
            state: Mutex::new(state),
        }
    }

    /// What changes from call to call. No code that can panic halfway through a change holds the lock, so a
    /// poisoned one does no harm.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to a request.
    pub(crate) fn answer(&self, received: &Received) -> Outcome {
        let now = self.clock.now();
        let date = Moment::of(now).http_date();
        let Some(asked) = wire::read(received) else {
            let reply = Reply::empty(404).header("date", &date);
            return Outcome { delay: None, delivery: Delivery::Whole(reply) };
        };
        let struck = self.strike(&asked);
        let request_id = self.state().ids.request();
        let attempt = Attempt { asked: &asked, received, fault: struck.fault, request_id: &request_id, now };
        let mut room = None;
        let reply = match self.carry_out(&attempt, &mut room) {
            Ok(reply) => reply,
            Err(refusal) => asked.refusal(&refusal, &request_id, received),
        };
        let reply = with_room(reply, asked.wire, room).header("date", &date);
        Outcome { delay: struck.delay, delivery: deliver(reply, struck.fault) }
    }

    /// What strikes this request. One that calls no operation is left alone.
    fn strike(&self, asked: &Asked) -> Struck {
        match asked.names().as_slice() {
            [] => Struck::default(),
            names => self.state().weather.next(names),
        }
    }

    /// Carries out a call, or says why not. What is left of its rate is told either way.
    fn carry_out(&self, attempt: &Attempt<'_>, room: &mut Option<Room>) -> Result<Reply, Refusal> {
        let Attempt { asked, received, fault, .. } = *attempt;
        let operation = asked.operation.clone()?;
        let now = Moment::of(attempt.now);
        let caller = gate::admit(asked, operation, received, &self.credentials, now)?;
        self.state().nonces.use_up(asked, &caller, now)?;
        if self.has_rates {
            let counted = self.state().rates.count(operation, &caller.id, received.peer, now);
            *room = counted.as_ref().map_or_else(|used_up| Some(used_up.room), |room| *room);
            counted.map_err(|used_up| throttled(asked, &used_up))?;
        }
        self.refuse_on_demand(asked, operation, fault, *room)?;
        let parameters = asked.parameters(operation, received)?;
        violations::check(asked, operation, &parameters, attempt.now)?;
        if fault == Some(Fault::ResetBeforeCommit) {
            // Nobody sees this answer.
            return Ok(Reply::empty(200));
        }
        let answer = self.commit(attempt, operation, caller, parameters)?;
        Ok(asked.success(operation, answer, attempt.request_id))
    }

    /// The refusals that tests ask for.
    fn refuse_on_demand(
        &self,
        asked: &Asked,
        operation: &Operation,
        fault: Option<Fault>,
        room: Option<Room>,
    ) -> Result<(), Refusal> {
        if let Some(refusal) = self.state().orders.next(&asked.names()) {
            return Err(refusal);
        }
        match fault {
            Some(Fault::Throttle) => {
                // Until the window of the rate ends, or for a second where no rate is documented.
                let wait = room.map_or(Duration::from_secs(1), |room| room.reset);
                let message = format!("{} is called too often", operation.name);
                Err(asked.refuse(Reason::AccountThrottled, "", message).retry_after(wait))
            }
            Some(Fault::ServerError) => {
                let refusal = asked.refuse(Reason::Unavailable, "", "the service is out of order for now");
                Err(Refusal { status: Some(503), ..refusal })
            }
            _ => Ok(()),
        }
    }

    /// Changes what the call changes, unless one with the same idempotency token did so before.
    fn commit(
        &self,
        attempt: &Attempt<'_>,
        operation: &'static Operation,
        caller: Caller,
        parameters: Map,
    ) -> Result<Map, Refusal> {
        let now = Moment::of(attempt.now);
        let mut state = self.state();
        let State { objects, ids, tokens, .. } = &mut *state;
        let token = token_of(operation, &caller.id, &parameters);
        if let Some(first) = token.as_ref().and_then(|token| tokens.first_answer(token, now)) {
            return Ok(first.clone());
        }
        let asked = attempt.asked;
        let work = Work { asked, operation, parameters: &parameters, caller: &caller.id, now, objects, ids };
        let answer = work.carry_out()?;
        if let Some(token) = token {
            tokens.remember(token, &answer, now);
        }
        // Under the same lock, so that the ledger has the order in which the calls took effect.
        if self.keeps_ledger {
            self.ledger.push(Entry {
                operation,
                parameters,
                caller: caller.id,
                request_id: attempt.request_id.to_owned(),
                nonce: caller.nonce,
                time: attempt.now,
                answered: !matches!(attempt.fault, Some(Fault::ResetAfterCommit | Fault::Truncate)),
            });
        }
        Ok(answer)
    }
}

fn throttled(asked: &Asked, used_up: &UsedUp) -> Refusal {
    let UsedUp { quota, room } = used_up;
    let reason = match quota.scope {
        Scope::Account => Reason::AccountThrottled,
        Scope::Application | Scope::Address | Scope::Pool(_) => Reason::OperationThrottled,
    };
    let message = format!("more than {} calls in {} seconds", quota.calls, quota.window_seconds);
    asked.refuse(reason, "", message).retry_after(room.reset)
}

/// JPush tells what is left of the rate.
fn with_room(reply: Reply, wire: Wire, room: Option<Room>) -> Reply {
    match (wire, room) {
        (Wire::Jpush, Some(room)) => reply
            .header("x-rate-limit-limit", &room.limit.to_string())
            .header("x-rate-limit-remaining", &room.remaining.to_string())
            .header("x-rate-limit-reset", &room.reset_seconds().to_string()),
        _ => reply,
    }
}

fn deliver(reply: Reply, fault: Option<Fault>) -> Delivery {
    match fault {
        Some(Fault::ResetBeforeCommit | Fault::ResetAfterCommit) => Delivery::Reset,
        // Where there is no body, nothing can break off but the connection.
        Some(Fault::Truncate) if reply.body.is_empty() => Delivery::Reset,
        Some(Fault::Truncate) => Delivery::Cut(reply),
        _ => Delivery::Whole(reply),
    }
}
