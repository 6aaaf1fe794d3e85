//! Failures for people.

use super::{Failure, causes, output_message};
use crate::output::{BOLD, DIM, RED, YELLOW, visible};
use crate::repeat;
use bindery::{Error, ErrorKind, SendState, Violation};
use std::fmt::Write as _;

/// A failure on one line or several.
pub(super) fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Arguments(refused) => refused.render().ansi().to_string(),
        Failure::Usage(message) => headed(message),
        Failure::Output(error) => headed(&output_message(error)),
        Failure::Call(error) => call_text(error),
    }
}

/// Limits that a request broke and was sent all the same, a line each.
pub(super) fn warnings(warnings: &[Violation]) -> String {
    let lines = warnings.iter().map(|one| format!("{YELLOW}warning{YELLOW:#}: {}", violation_text(one)));
    lines.collect()
}

fn headed(message: &str) -> String {
    format!("{RED}error{RED:#}: {message}\n")
}

fn call_text(error: &Error) -> String {
    let mut text = if error.kind() == ErrorKind::Invalid {
        let operation = error.operation().unwrap_or("the call");
        let lines = error.violations().iter().map(|one| format!("  {}", violation_text(one)));
        headed(&format!("{operation}: the request breaks documented limits")) + &lines.collect::<String>()
    } else {
        headed(&error.to_string())
    };
    text.push_str(&warnings(error.warnings()));
    // Writing to a `String` cannot fail.
    for cause in causes(error) {
        let _ = writeln!(text, "  because: {cause}");
    }
    if error.kind() == ErrorKind::Credentials {
        text.push_str("  Credentials come from environment variables; `bindery services` names them.\n");
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
    let parameter = visible(parameter);
    format!("{BOLD}{parameter}{BOLD:#}: {limit}, given {given}{DIM}{source} [{rule}]{DIM:#}\n")
}
