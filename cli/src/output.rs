//! Standard output and standard error: text with colours where a terminal is, JSON as it is.

use crate::failure::{Failure, Status};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use bindery::runtime::serde_json::Value;
use clap::ValueEnum;
use std::io::{self, ErrorKind, IsTerminal as _, Write};

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people, coloured at a terminal unless `NO_COLOR` is set
    Text,
    /// JSON for scripts, one line
    Json,
}

/// Headings and names.
pub(crate) const BOLD: Style = Style::new().bold();
/// What is less important.
pub(crate) const DIM: Style = Style::new().dimmed();
/// The word before an error.
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
/// The word before a warning.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default().bold();

/// Prints text, whose styles are left out where no terminal would show them.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let stdout = io::stdout().lock();
    let choice = choice(&stdout);
    written(write_whole(&mut AutoStream::new(stdout, choice), text.as_bytes()))
}

/// Prints JSON on one line.
pub(crate) fn json(value: &Value) -> Result<(), Failure> {
    bytes(escaped(&format!("{value}\n")).as_bytes())
}

/// Prints JSON on several lines.
pub(crate) fn indented_json(value: &Value) -> Result<(), Failure> {
    bytes(escaped(&format!("{value:#}\n")).as_bytes())
}

/// Prints bytes as they are.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    written(write_whole(&mut io::stdout().lock(), bytes))
}

/// Prints help or the version, which the parser gives as an error.
pub(crate) fn help(asked: &clap::Error) -> Result<Status, Failure> {
    written(asked.print()).map(|()| Status::Success)
}

/// Prints text on standard error. If nobody can read that, there is nowhere left to tell.
pub(crate) fn error_text(text: &str) {
    let stderr = io::stderr().lock();
    let choice = choice(&stderr);
    let _ = write_whole(&mut AutoStream::new(stderr, choice), text.as_bytes());
}

/// Prints JSON on one line of standard error.
pub(crate) fn error_json(value: &Value) {
    let _ = writeln!(io::stderr(), "{}", escaped(&value.to_string()));
}

/// JSON escapes the control characters of ASCII alone. A terminal obeys those above it too, and what a service
/// answers must not command a terminal.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' => text.extend(["\\u00".to_owned(), format!("{:02x}", u32::from(c))]),
            c => text.push(c),
        }
    }
    text
}

/// Text with its control characters written out, for the same reason.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// For the parser's own messages: it looks for a terminal by itself, but may be forced to colours without one.
pub(crate) fn color_choice() -> clap::ColorChoice {
    let at_terminal = io::stdout().is_terminal() && io::stderr().is_terminal();
    if at_terminal { clap::ColorChoice::Auto } else { clap::ColorChoice::Never }
}

/// Colours only at a terminal, and there only if the environment does not say otherwise.
fn choice(stream: &impl anstream::stream::RawStream) -> ColorChoice {
    if anstream::stream::IsTerminal::is_terminal(stream) {
        AutoStream::choice(stream)
    } else {
        ColorChoice::Never
    }
}

fn write_whole(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}

/// A reader that stopped listening has what it wanted.
fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}
