//! The tables that generated code declares: what an operation takes, its limits, its errors.
//!
//! Everything here is plain data that can stand in a `static`. Behaviour lives elsewhere:
//! [`validate`](crate::validate) checks a request against its [`Shape`], the
//! [protocols](crate::protocol) encode it, [`Error`](crate::Error) reads the error rows.

mod condition;
mod error_code;
mod limit;
mod operation;
mod rule;
mod service;
mod shape;

pub use self::condition::Condition;
pub use self::error_code::{Class, Code, ErrorRow};
pub use self::limit::{Check, Format, Limit, Number, Pattern, Unit};
pub use self::operation::{
    BodyStatus, Effect, Idempotency, Method, ObjectLimit, Operation, Quota, Scope, Session, TokenForm,
};
pub use self::rule::{Rule, RuleKind};
pub use self::service::{Endpoint, Environment, Page, Service};
pub use self::shape::{Accept, Encoding, Kind, Member, Place, Shape, Union, Variant};
