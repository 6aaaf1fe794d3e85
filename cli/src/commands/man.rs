//! `bindery man`: the manual pages, made from the command line's definition.

use crate::arguments::EXIT_STATUSES;
use crate::failure::{Failure, Status};
use crate::output;
use crate::service;
use clap::{Args, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

#[derive(Args, Debug)]
#[command(after_help = "Example: bindery man > ~/.local/share/man/man1/bindery.1")]
pub(crate) struct Arguments {
    /// The command whose page is wanted; without one, the page of bindery itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    // Without what --help says at its end, which has sections of its own here.
    let mut whole = crate::arguments::Arguments::command().disable_help_subcommand(true);
    // Completes the names and usages of the commands.
    whole.build();
    let chosen = match &arguments.command {
        None => whole,
        Some(name) => whole
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::Usage(format!("there is no command {name:?}")))?,
    };
    // The page is made in memory: a reader that stops early is no failure.
    let mut page = Vec::new();
    Man::new(chosen).render(&mut page).map_err(Failure::Output)?;
    page.extend([exit_statuses(), environment()].map(|section| section.to_roff()).concat().bytes());
    output::bytes(&page)?;
    Ok(Status::Success)
}

fn exit_statuses() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in EXIT_STATUSES {
        roff.control("TP", []).text([bold(status)]).text([roman(meaning)]);
    }
    roff
}

fn environment() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    roff.text([roman("Secrets are read from the environment only:")]);
    for line in service::environment_lines() {
        roff.control("br", []).text([roman(line.trim_start())]);
    }
    roff.control("PP", []).text([roman("NO_COLOR switches colours off.")]);
    roff
}
