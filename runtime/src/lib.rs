//! The shared runtime of the bindery bindings.
//!
//! Generated code declares, this crate does. An operation is a [`table`]; a request is a struct whose
//! fields are reached by index ([`Record`]). From there the path is the same for all of them, and is the
//! order of the modules:
//!
//! 1. [`validate`] checks the request against its table and reports every violation at once;
//! 2. a [`protocol`] encodes and signs it, which gives a [`Prepared`] request;
//! 3. a [`Transport`] sends it, when its turn under the documented rates has come;
//! 4. the protocol takes the answer out of its envelope, and [`json`] reads it into its type.
//!
//! Where that fails and a repeat may pass and cannot harm, steps 2 to 4 are gone through again. [`trace`] says
//! what is told of it on the way.
//!
//! Whatever fails is an [`Error`], which says whether the request may have taken effect.
//!
//! This crate knows no service and no operation, and takes time, nonces, credentials and settings from the
//! [`Config`] that it was given alone.

mod answer;
mod attempts;
mod call;
mod client;
mod clock;
mod config;
mod credentials;
mod endpoint;
mod error;
pub mod json;
mod macros;
mod pacing;
mod prepared;
pub mod protocol;
pub mod record;
mod retry;
pub mod table;
mod time;
mod token;
pub mod trace;
pub mod transport;
pub mod validate;
mod value;

pub use self::answer::{Answer, AnswerBody, Body};
pub use self::call::Call;
pub use self::client::Client;
pub use self::clock::{Clock, Jitter, NonceSource, RandomJitter, RandomNonces, SystemClock};
pub use self::config::{Config, Mode, Signature};
pub use self::credentials::{
    BoxFuture, CachedCredentials, Credentials, CredentialsLoader, CredentialsProvider, Temporary,
};
pub use self::endpoint::BaseUrl;
pub use self::error::{Error, ErrorKind, Result, SendState};
pub use self::json::{from_json, to_json};
pub use self::prepared::Prepared;
pub use self::record::Record;
pub use self::transport::Transport;
pub use self::validate::Violation;
pub use self::value::{File, FileRef, ListRef, Map, RecordRef, Value};

#[doc(no_inline)]
pub use {bytes, http, serde_json};
