//! `bindery completions`: what a shell needs to complete the command line.

use crate::arguments::definition;
use crate::failure::{Failure, Status};
use crate::output;
use clap::Args;
use clap_complete::Shell;

#[derive(Args, Debug)]
#[command(
    after_help = "Example: bindery completions bash > ~/.local/share/bash-completion/completions/bindery"
)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// The script is made in memory, for its writer takes a closed pipe for a bug.
pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut definition(), "bindery", &mut script);
    output::bytes(&script)?;
    Ok(Status::Success)
}
