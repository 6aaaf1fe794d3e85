//! A mock server of the services that bindery binds, made from the same tables as the clients.
//!
//! It verifies signatures, checks every limit and rule, enforces rates and the limits of objects on a clock
//! that tests turn, and answers in the vendor's own envelopes. The README has an example and describes the
//! control over HTTP.
//!
//! What a request goes through is the order of these modules: a `server` takes it in, `wire` finds out what
//! it asks for, `gate` who asks, `rates` whether too often, `violations` whether within the limits; `work`
//! carries it out, and the `ledger` keeps it. `exchange` is that way in one place.

mod clock;
mod config;
mod control;
mod credentials;
mod error;
mod exchange;
mod faults;
mod form;
mod gate;
mod ids;
mod ledger;
mod mock;
mod orders;
mod pairs;
mod rates;
mod refusal;
mod reply;
mod server;
mod services;
pub mod signature;
mod violations;
mod wire;
mod work;

pub use self::clock::MockClock;
pub use self::config::MockConfig;
pub use self::credentials::Credentials;
pub use self::error::Error;
pub use self::faults::{Fault, Faults};
pub use self::ledger::{Entry, Ledger};
pub use self::mock::Mock;

/// The example of the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
