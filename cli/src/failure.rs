//! What can go wrong with a command, how it is told, and the exit status.

use crate::output::{self, BOLD, DIM, Format, RED};
use crate::repeat;
use bindery::runtime::serde_json::{Value, json};
use bindery::{Error, ErrorKind, SendState, Violation};
use std::error::Error as _;
use std::fmt::Write as _;
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
            Format::Text => output::error_text(&self.text()),
            Format::Json => output::error_json(&self.json()),
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

    fn text(&self) -> String {
        match self {
            Failure::Arguments(refused) => refused.render().ansi().to_string(),
            Failure::Usage(message) => headed(message),
            Failure::Output(error) => headed(&output_message(error)),
            Failure::Call(error) => call_text(error),
        }
    }

    fn json(&self) -> Value {
        match self {
            Failure::Arguments(refused) => {
                let message = refused.to_string();
                own_json("usage", message.trim_start_matches("error: ").trim_end())
            }
            Failure::Usage(message) => own_json("usage", message),
            Failure::Output(error) => own_json("output", &output_message(error)),
            Failure::Call(error) => call_json(error),
        }
    }
}

/// Warnings, for people or for scripts, on standard error.
pub(crate) fn warn(warnings: &[Violation], format: Format) {
    if warnings.is_empty() {
        return;
    }
    match format {
        Format::Json => output::error_json(&json!({ "warnings": violations_json(warnings) })),
        Format::Text => {
            let yellow = output::YELLOW;
            let lines =
                warnings.iter().map(|one| format!("{yellow}warning{yellow:#}: {}", violation_text(one)));
            output::error_text(&lines.collect::<String>());
        }
    }
}

fn headed(message: &str) -> String {
    format!("{RED}error{RED:#}: {message}\n")
}

fn output_message(error: &std::io::Error) -> String {
    format!("the output cannot be written: {error}")
}

fn call_text(error: &Error) -> String {
    let mut text = if error.kind() == ErrorKind::Invalid {
        let operation = error.operation().unwrap_or("the call");
        let lines = error.violations().iter().map(|one| format!("  {}", violation_text(one)));
        headed(&format!("{operation}: the request breaks documented limits")) + &lines.collect::<String>()
    } else {
        headed(&error.to_string())
    };
    // Writing to a `String` cannot fail.
    for cause in causes(error) {
        let _ = writeln!(text, "  because: {cause}");
    }
    if let Some(row) = error.row() {
        let _ = writeln!(text, "  documented as: {} {DIM}(source: {}){DIM:#}", row.meaning, row.page);
    }
    if let Some(wait) = error.retry_after() {
        let _ = writeln!(text, "  wait: {} seconds", wait.as_secs_f64());
    }
    if error.send_state() == SendState::Answered {
        let _ = writeln!(text, "  repeat: {}", repeat::of_error(error));
    }
    text
}

fn violation_text(violation: &Violation) -> String {
    let Violation { parameter, limit, given, rule, page, .. } = violation;
    let source = page.map_or_else(String::new, |page| format!("; source: {page}"));
    // A name may come from a file that somebody else wrote, and a terminal would obey what is in it.
    let parameter = parameter.escape_debug();
    format!("{BOLD}{parameter}{BOLD:#}: {limit}, given {given}{DIM}{source} [{rule}]{DIM:#}\n")
}

/// A failure before there was a call.
fn own_json(kind: &str, message: &str) -> Value {
    json!({ "kind": kind, "message": message, "send_state": send_state_name(SendState::NotSent) })
}

fn call_json(error: &Error) -> Value {
    json!({
        "kind": kind_name(error.kind()),
        "operation": error.operation(),
        "message": error.to_string(),
        "causes": causes(error),
        "status": error.status(),
        "code": error.code(),
        "sub_code": error.sub_code(),
        "service_message": error.message(),
        "request_id": error.request_id(),
        "explanation": error.explanation(),
        "attempts": error.attempts(),
        "send_state": send_state_name(error.send_state()),
        "may_have_taken_effect": error.may_have_taken_effect(),
        "retryable": error.is_retryable(),
        "retry_after_seconds": error.retry_after().map(|wait| wait.as_secs_f64()),
        "violations": violations_json(error.violations()),
    })
}

fn violations_json(violations: &[Violation]) -> Vec<Value> {
    let violation = |violation: &Violation| {
        json!({
            "parameter": violation.parameter,
            "rule": violation.rule,
            "limit": violation.limit,
            "given": violation.given,
            "unit": violation.unit,
            "advice": violation.advice,
            "source": violation.page.map(page_json),
        })
    };
    violations.iter().map(violation).collect()
}

/// A page of documentation.
pub(crate) fn page_json(page: &'static bindery::runtime::table::Page) -> Value {
    json!({ "title": page.title, "locale": page.locale, "date": page.date })
}

/// What is behind an error, from the nearest cause to the last.
fn causes(error: &Error) -> Vec<String> {
    std::iter::successors(error.source(), |&cause| cause.source()).map(ToString::to_string).collect()
}

fn kind_name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Configuration => "configuration",
        ErrorKind::Credentials => "credentials",
        ErrorKind::Invalid => "invalid",
        ErrorKind::Connect => "connect",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Transport => "transport",
        ErrorKind::TooLarge => "too_large",
        ErrorKind::Decode => "decode",
        ErrorKind::Throttled => "throttled",
        ErrorKind::Quota => "quota",
        ErrorKind::Service => "service",
        // The enumeration may grow in the runtime.
        _ => "other",
    }
}

fn send_state_name(state: SendState) -> &'static str {
    match state {
        SendState::NotSent => "not_sent",
        SendState::MaybeSent => "maybe_sent",
        SendState::Answered => "answered",
    }
}
