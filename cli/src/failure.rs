//! What can go wrong with a command, how it is told, and the exit status.

mod json;
mod text;

pub(crate) use self::json::page_json;

use crate::output::{self, Format};
use bindery::{Error, ErrorKind, SendState, Violation};
use std::error::Error as _;
use std::process::ExitCode;

/// The exit statuses; the command line's help says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Success = 0,
    Answered = 1,
    Usage = 2,
    NotSent = 3,
    MaybeSent = 4,
    Output = 5,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status as u8)
    }
}

/// A command that failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line cannot be read; the parser's own message.
    Arguments(clap::Error),
    /// The command line asks for something that is not there, or gives what cannot be read.
    Usage(String),
    /// The call failed.
    Call(Error),
    /// Standard output cannot be written to.
    Output(std::io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Call(error)
    }
}

impl Failure {
    /// Tells it on standard error.
    pub(crate) fn report(&self, format: Format) -> Status {
        match format {
            Format::Text => output::error_text(&text::failure(self)),
            Format::Json => output::error_json(&json::failure(self)),
        }
        self.status()
    }

    fn status(&self) -> Status {
        match self {
            Failure::Arguments(_) | Failure::Usage(_) => Status::Usage,
            Failure::Output(_) => Status::Output,
            Failure::Call(error) if error.kind() == ErrorKind::Invalid => Status::Usage,
            Failure::Call(error) => match error.send_state() {
                SendState::NotSent => Status::NotSent,
                SendState::MaybeSent => Status::MaybeSent,
                SendState::Answered => Status::Answered,
            },
        }
    }
}

/// Tells on standard error of limits that a request broke and was sent all the same.
pub(crate) fn warn(warnings: &[Violation], format: Format) {
    match format {
        _ if warnings.is_empty() => {}
        Format::Text => output::error_text(&text::warnings(warnings)),
        Format::Json => output::error_json(&json::warnings(warnings)),
    }
}

fn output_message(error: &std::io::Error) -> String {
    format!("the output cannot be written: {error}")
}

/// What is behind an error, from the nearest cause to the last.
fn causes(error: &Error) -> Vec<String> {
    std::iter::successors(error.source(), |&cause| cause.source()).map(ToString::to_string).collect()
}
