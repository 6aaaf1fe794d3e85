//! How often operations may be called.

use crate::clock::Moment;
use bindery::runtime::table::{Operation, Quota, Scope};
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

/// The calls that were counted. A window begins with the first call that is counted in it.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    windows: HashMap<Key, Window>,
}

/// What is counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    counted: Counted,
    calls: u32,
    window_seconds: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Counted {
    Operation(&'static str, String),
    Address(&'static str, IpAddr),
    Pool(&'static str, String),
}

#[derive(Clone, Copy, Debug)]
struct Window {
    since: Moment,
    calls: u32,
}

/// What is left of a quota after a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset: Duration,
}

/// A quota that is used up.
#[derive(Debug)]
pub(crate) struct UsedUp {
    pub(crate) quota: &'static Quota,
    pub(crate) room: Room,
}

impl Rates {
    /// Counts a call under every quota, or under none if one is used up. Tells what is left of the first.
    pub(crate) fn count(
        &mut self,
        operation: &'static Operation,
        id: &str,
        peer: IpAddr,
        now: Moment,
    ) -> Result<Option<Room>, UsedUp> {
        let mut first = None;
        for quota in operation.quotas {
            let room = self.room(quota, operation, id, peer, now);
            if room.remaining == 0 {
                return Err(UsedUp { quota, room });
            }
            first = first.or(Some(Room { remaining: room.remaining - 1, ..room }));
        }
        for quota in operation.quotas {
            if let Some(window) = self.windows.get_mut(&Key::new(quota, operation, id, peer)) {
                window.calls += 1;
            }
        }
        Ok(first)
    }

    fn room(&mut self, quota: &Quota, operation: &Operation, id: &str, peer: IpAddr, now: Moment) -> Room {
        let key = Key::new(quota, operation, id, peer);
        let window = self.windows.entry(key).or_insert(Window { since: now, calls: 0 });
        let length = i64::from(quota.window_seconds) * 1000;
        if now.millis - window.since.millis >= length {
            *window = Window { since: now, calls: 0 };
        }
        let left = window.since.millis + length - now.millis;
        Room {
            limit: quota.calls,
            remaining: quota.calls.saturating_sub(window.calls),
            reset: Duration::from_millis(u64::try_from(left).unwrap_or_default()),
        }
    }
}

impl Key {
    fn new(quota: &Quota, operation: &Operation, id: &str, peer: IpAddr) -> Self {
        let counted = match quota.scope {
            Scope::Account | Scope::Application => Counted::Operation(operation.name, id.to_owned()),
            Scope::Address => Counted::Address(operation.service.name, peer),
            Scope::Pool(name) => Counted::Pool(name, id.to_owned()),
        };
        Self { counted, calls: quota.calls, window_seconds: quota.window_seconds }
    }
}

impl Room {
    /// The seconds until the window ends, rounded up.
    pub(crate) fn reset_seconds(&self) -> u128 {
        self.reset.as_millis().div_ceil(1000)
    }
}
