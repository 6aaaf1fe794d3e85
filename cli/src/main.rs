//! The command `bindery`: calls the bound operations from a terminal or a script, looks up what is documented
//! of them, and explains why a signature was refused.

mod arguments;
mod commands;
mod failure;
mod input;
mod limits;
mod output;
mod parameters;
mod repeat;
mod service;
mod table;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::Format;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (format, done) = match Arguments::read() {
        Ok(arguments) => (arguments.format, commands::run(arguments)),
        Err(refused) if refused.use_stderr() => {
            (arguments::wanted_format(), Err(Failure::Arguments(refused)))
        }
        Err(asked) => (Format::Text, output::help(&asked)),
    };
    match done {
        Ok(status) => status,
        Err(failure) => failure.report(format),
    }
    .into()
}
