//! The macros that generated files call, one line a member.
//!
//! Every function is `inline`: it is then compiled where it is used, and what a program does not use costs it and the
//! generated crate nothing.

mod operation;
mod record;
mod text_enum;
mod union;
