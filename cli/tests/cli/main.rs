//! The program as a terminal or a script meets it: started with arguments and a cleared environment.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod calling;
mod command;
mod explaining;
mod lookup;
mod mocking;
mod secrets;
mod server;
mod surface;
