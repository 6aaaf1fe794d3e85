//! The command line.

use crate::commands::{call, completions, errors, explain, man, mock, operations};
use crate::output::{self, Format};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// What `--help` and the manual say of exit statuses, status by status.
pub(crate) const EXIT_STATUSES: [(&str, &str); 6] = [
    ("0", "Success. A batch may have failed in part: look at its results."),
    ("1", "The service answered with an error, or with something unreadable; explain: wrong signature."),
    ("2", "Wrong usage, or the request breaks documented limits; nothing was sent."),
    ("3", "Nothing was sent: configuration, credentials, no connection."),
    ("4", "No answer came: the request may have been sent and may have taken effect."),
    ("5", "The output could not be written. A reader that stops early is no failure."),
];

/// Call, look up and explain the APIs that bindery binds: Alibaba Cloud Mobile Push, ApsaraMQ for MQTT, Taobao
/// TOP messages and JPush.
#[derive(Debug, Parser)]
#[command(name = "bindery", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// How to print: for people, or as JSON for scripts. Errors too are JSON then, on standard error
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the services: version, signatures, networks and regions, environment variables
    Services,
    /// List operations with effect, idempotency and quotas, or show one with its parameters and their limits
    Operations(operations::Arguments),
    /// Look up an error code over all services
    Errors(errors::Arguments),
    /// Make a call, or only sign it
    Call(call::Arguments),
    /// Tell why a signature differs
    Explain(explain::Arguments),
    /// Start a mock of all services on this machine
    Mock(mock::Arguments),
    /// Print the completions of a shell
    Completions(completions::Arguments),
    /// Print the manual page, of bindery or of one of its commands
    Man(man::Arguments),
}

impl Arguments {
    /// The arguments that the program was started with.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        Self::from_arg_matches(&definition().try_get_matches()?)
    }
}

/// The whole command line, for its parser, the completions and the manual.
pub(crate) fn definition() -> clap::Command {
    let statuses = EXIT_STATUSES.map(|(status, meaning)| format!("  {status}  {meaning}")).join("\n");
    let credentials = crate::service::environment_lines().join("\n");
    Arguments::command()
        .color(output::color_choice())
        .after_help("Exit statuses and environment variables: see --help.")
        .after_long_help(format!(
            "Exit statuses:\n{statuses}\n\nEnvironment variables with credentials:\n{credentials}"
        ))
}

/// The format that was asked for on a command line that cannot be read as a whole.
pub(crate) fn wanted_format() -> Format {
    let arguments: Vec<_> = std::env::args_os().collect();
    let apart = arguments.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    if apart || arguments.iter().any(|argument| argument == "--format=json") {
        Format::Json
    } else {
        Format::Text
    }
}
