//! Reads the specifications and writes the generated crate. All reading and writing is here and in
//! [`files`]; what is written is the library's doing.

mod arguments;
mod comparing;
mod files;
mod import_aliyun_meta;
mod new_page;
mod pages;
mod panes;
mod release;
mod summary;
mod trees;

use arguments::{Arguments, Command, Folders, Import};
use bindery_codegen::diagnostic::{Style, render};
use bindery_codegen::lower::lower;
use bindery_codegen::{Failure, HEADER, Model, Output, Source, schema, write};
use clap::Parser;
use files::{FileError, Plan};
use std::io::{IsTerminal, Write as _};
use std::path::Path;
use std::process::ExitCode;
use summary::summary;

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let done = match &command {
        Command::Generate(folders) => generate(folders),
        Command::Check(folders) => check(folders),
        Command::Import(Import::AliyunMeta(arguments)) => {
            import_aliyun_meta::run(arguments).and_then(|told| say(&told))
        }
        Command::Baseline { specs } => arguments::specs(specs.as_deref())
            .and_then(|specs| release::record(&specs))
            .and_then(|told| say(&told)),
        Command::Changelog(sides) => comparing::changelog(sides).and_then(|text| say(&text)),
        Command::GitDiff { path, files } => comparing::git_diff(path, files).and_then(|text| say(&text)),
        Command::Diff { sides, format } => {
            return compared(comparing::diff(sides, *format, style(&std::io::stdout())));
        }
        Command::Drift(drift) => return pages::compare(drift),
        Command::New(arguments) => return new_page::run(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Whether standard error can be written to is all that could be told, and it goes there.
            let _ = writeln!(std::io::stderr(), "{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// Prints a comparison. It ends with 1 if something breaks, and with 2 if there is none.
fn compared(outcome: Result<comparing::Outcome, String>) -> ExitCode {
    const BREAKS: u8 = 1;
    const UNREADABLE: u8 = 2;
    let told = outcome.and_then(|outcome| say(&outcome.text).map(|()| outcome.breaks));
    match told {
        Ok(breaks) => ExitCode::from(if breaks { BREAKS } else { 0 }),
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{}", message.trim_end());
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Brings the generated files up to date and tells what was done.
fn generate(folders: &Folders) -> Result<(), String> {
    let Work { model, code, schemas } = plan(folders)?;
    code.carry_out().map_err(told)?;
    schemas.carry_out().map_err(told)?;
    say(&summary(&model, &code))
}

/// Compares the generated files with what they should be.
fn check(folders: &Folders) -> Result<(), String> {
    let Work { model, code, schemas } = plan(folders)?;
    let problems: Vec<_> = code.problems().chain(schemas.problems()).collect();
    if problems.is_empty() {
        let (specs, _) = folders.resolve()?;
        if let Some(problem) = release::problem(&specs)? {
            return Err(problem);
        }
        let operations: usize = model.services.iter().map(|service| service.operations.len()).sum();
        return say(&format!(
            "{operations} operations of {} services are up to date\n",
            model.services.len()
        ));
    }
    Err(format!("{}\nRun `{folders}` and commit what it writes.", problems.join("\n")))
}

/// What is to be done.
struct Work {
    model: Model,
    code: Plan,
    schemas: Plan,
}

fn plan(folders: &Folders) -> Result<Work, String> {
    let (specs, out) = folders.resolve()?;
    let sources = files::read_sources(&specs).map_err(told)?;
    let (model, outputs) = make(&sources).map_err(|failure| explain(&failure, &sources))?;
    let code = Plan::new(&out, outputs, |text| text.starts_with(HEADER)).map_err(told)?;
    let schemas = schema_plan(&specs).map_err(told)?;
    Ok(Work { model, code, schemas })
}

fn make(sources: &[Source]) -> Result<(Model, Vec<Output>), Failure> {
    let model = lower(sources)?;
    let outputs = write(&model)?;
    Ok((model, outputs))
}

/// A schema is ours to overwrite if it says that it is one. None is ever deleted.
fn schema_plan(specs: &Path) -> Result<Plan, FileError> {
    let outputs = schema::schemas().into_iter().map(|(path, text)| Output { path, text }).collect();
    let is_schema = |text: &str| text.contains("\"$schema\": \"https://json-schema.org/");
    Ok(Plan::new(&specs.join("schema"), outputs, is_schema)?.without_extras())
}

fn explain(failure: &Failure, sources: &[Source]) -> String {
    match failure {
        Failure::Specifications(diagnostics) => render(diagnostics, sources, style(&std::io::stderr())),
        Failure::Generator(malformed) => malformed.to_string(),
    }
}

/// Coloured on a terminal, unless `NO_COLOR` is set.
fn style(stream: &impl IsTerminal) -> Style {
    let plain = !stream.is_terminal() || std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    if plain { Style::Plain } else { Style::Coloured }
}

fn say(text: &str) -> Result<(), String> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn told(error: FileError) -> String {
    error.to_string()
}
