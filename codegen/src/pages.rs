//! The command `drift`: reads saved pages, tells how they differ from the specifications, and makes the
//! edits that need no decision.

use super::arguments::{Drift, DriftFormat};
use super::files;
use bindery_codegen::Source;
use bindery_codegen::drift::{Finding, Mend, Page, Reading, as_json, as_text, decoded, drift, mended};
use bindery_runtime::{Clock as _, SystemClock};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

const SOME: u8 = 1;
const UNREADABLE: u8 = 2;

/// Compares all pages. What can be read is told even if another page cannot be, but the status says so.
pub(crate) fn compare(arguments: &Drift) -> ExitCode {
    match told(arguments) {
        Ok(true) => ExitCode::from(SOME),
        Ok(false) => ExitCode::SUCCESS,
        Err(problem) => {
            // Whether standard error can be written to is all that could be told, and it goes there.
            let _ = writeln!(io::stderr(), "{problem}");
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Tells what differs, and returns whether anything does.
fn told(arguments: &Drift) -> Result<bool, String> {
    let (specs, _) = arguments.folders.resolve()?;
    let sources = files::read_sources(&specs).map_err(|error| error.to_string())?;
    let (readings, problems) = read_all(arguments, &sources);
    let findings: Vec<Finding> = readings.iter().flat_map(|reading| reading.findings.clone()).collect();
    let folder = specs.file_name().map_or_else(|| "specs".into(), |name| name.to_string_lossy());
    let text = match arguments.format {
        DriftFormat::Text => as_text(&findings, &folder),
        DriftFormat::Json => as_json(&findings, &folder),
    };
    // That nothing differs is said only of pages that could be read.
    if problems.is_empty() || !findings.is_empty() {
        io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())?;
    }
    if arguments.write {
        write(&readings, &sources, &specs)?;
    }
    if problems.is_empty() { Ok(!findings.is_empty()) } else { Err(problems.join("\n")) }
}

/// The pages that can be read, and why others cannot be.
fn read_all(arguments: &Drift, sources: &[Source]) -> (Vec<Reading>, Vec<String>) {
    let (mut readings, mut problems) = (Vec::new(), Vec::new());
    for path in &arguments.pages {
        let reading = read(path).and_then(|page| {
            drift(sources, &page, arguments.service.as_deref()).map_err(|problem| problem.to_string())
        });
        match reading {
            Ok(reading) => readings.push(reading),
            Err(problem) => problems.push(problem),
        }
    }
    (readings, problems)
}

/// The day that it is, in UTC.
pub(crate) fn today() -> Result<String, String> {
    let now = jiff::Timestamp::try_from(SystemClock.now()).map_err(|error| error.to_string())?;
    Ok(now.strftime("%Y-%m-%d").to_string())
}

fn read(path: &Path) -> Result<Page, String> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}"))?;
    let text = decoded(&bytes).map_err(|reason| format!("{name}: {reason}"))?;
    Ok(Page { name, text })
}

/// Makes the edits, and stamps the pages of which nothing is left to decide.
fn write(readings: &[Reading], sources: &[Source], specs: &Path) -> Result<(), String> {
    let today = format!("\"{}\"", today()?);
    let mut mends: BTreeMap<&str, Vec<Mend>> = BTreeMap::new();
    for reading in readings {
        for finding in &reading.findings {
            mends.entry(&finding.spec_path).or_default().extend(finding.mend.iter().cloned());
        }
        for date in reading.dates.iter().filter(|date| date.is_settled) {
            let stamp = Mend { span: date.span.clone(), text: today.clone() };
            mends.entry(&date.spec_path).or_default().push(stamp);
        }
    }
    for source in sources {
        let text = mends.get(source.path.as_str()).map(|mends| mended(&source.text, mends));
        if let Some(text) = text.filter(|text| *text != source.text) {
            let path = specs.join(&source.path);
            std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}
