//! The mock, driven over the loopback interface by the generated clients and byte by byte.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod control;
mod errors;
mod examples;
mod faults;
mod limits;
mod push;
mod rates;
mod raw;
mod schedules;
mod sessions;
mod shared;
mod signatures;
mod start;
