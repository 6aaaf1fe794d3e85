//! The commands, one file each.

pub(crate) mod call;
pub(crate) mod completions;
pub(crate) mod errors;
pub(crate) mod explain;
pub(crate) mod man;
pub(crate) mod mock;
pub(crate) mod operations;
mod runtime;
mod services;
mod signing;

use crate::arguments::{Arguments, Command};
use crate::failure::{Failure, Status};

/// Carries out the command that was asked for.
pub(crate) fn run(arguments: Arguments) -> Result<Status, Failure> {
    let format = arguments.format;
    match arguments.command {
        Command::Services => services::run(format),
        Command::Operations(arguments) => operations::run(&arguments, format),
        Command::Errors(arguments) => errors::run(&arguments, format),
        Command::Call(arguments) => call::run(arguments, format),
        Command::Explain(arguments) => explain::run(arguments, format),
        Command::Mock(arguments) => mock::run(arguments, format),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}
