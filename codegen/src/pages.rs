//! The command `drift`: reads saved pages and tells how they differ from the specifications.

use super::arguments::{Drift, DriftFormat};
use super::files;
use bindery_codegen::drift::{Finding, Page, as_json, as_text, drift};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

const SOME: u8 = 1;
const UNREADABLE: u8 = 2;

/// Compares all pages. What can be read is told even if another page cannot be, but the status says so.
pub(crate) fn compare(arguments: &Drift) -> ExitCode {
    let told = all(arguments).and_then(|(findings, folder, problems)| {
        let text = match arguments.format {
            DriftFormat::Text => as_text(&findings, &folder),
            DriftFormat::Json => as_json(&findings, &folder),
        };
        // That nothing differs is said only of pages that could be read.
        let text = if findings.is_empty() && !problems.is_empty() { String::new() } else { text };
        io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())?;
        Ok((findings, problems))
    });
    match told {
        Ok((findings, problems)) if problems.is_empty() => {
            if findings.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(SOME)
            }
        }
        Ok((_, problems)) => fail(&problems.join("\n")),
        Err(problem) => fail(&problem),
    }
}

fn fail(message: &str) -> ExitCode {
    // Whether standard error can be written to is all that could be told, and it goes there.
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(UNREADABLE)
}

type Told = (Vec<Finding>, String, Vec<String>);

/// The findings, the folder of the specifications, and the pages that cannot be read.
fn all(arguments: &Drift) -> Result<Told, String> {
    let (specs, _) = arguments.folders.resolve()?;
    let sources = files::read_sources(&specs).map_err(|error| error.to_string())?;
    let (mut findings, mut problems) = (Vec::new(), Vec::new());
    for path in &arguments.pages {
        let found = read(path).and_then(|page| {
            drift(&sources, &page, arguments.service.as_deref()).map_err(|problem| problem.to_string())
        });
        match found {
            Ok(found) => findings.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    let folder = specs.file_name().map_or_else(|| "specs".into(), |name| name.to_string_lossy());
    Ok((findings, folder.into_owned(), problems))
}

fn read(path: &Path) -> Result<Page, String> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    Ok(Page { name, text })
}
