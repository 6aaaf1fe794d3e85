//! The command `new`: reads a saved page, writes the draft of its specification, and tells what is to be decided.

use super::arguments::New;
use super::{files, pages};
use bindery_codegen::drift::{Page, decoded};
use bindery_codegen::new::{Drafted, Refused, new};
use bindery_codegen::{Output, Source};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

const THERE: u8 = 1;
const UNREADABLE: u8 = 2;

/// Drafts what the page documents. Nothing is written if a file of the draft is there already.
pub(crate) fn run(arguments: &New) -> ExitCode {
    let done = drafted(arguments).and_then(|text| {
        io::stdout().write_all(text.as_bytes()).map_err(|error| Refused::Unreadable(error.to_string()))
    });
    let (status, problem) = match done {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Refused::There(problem)) => (THERE, problem),
        Err(Refused::Unreadable(problem)) => (UNREADABLE, problem),
    };
    // Whether standard error can be written to is all that could be told, and it goes there.
    let _ = writeln!(io::stderr(), "{}: {problem}", arguments.page.display());
    ExitCode::from(status)
}

fn drafted(arguments: &New) -> Result<String, Refused> {
    let out = arguments.out().map_err(Refused::Unreadable)?;
    let bytes = fs::read(&arguments.page).map_err(|error| Refused::Unreadable(error.to_string()))?;
    let text = decoded(&bytes).map_err(Refused::Unreadable)?;
    let page = Page { name: arguments.page.display().to_string(), text };
    let date = arguments.date.clone().map_or_else(pages::today, Ok).map_err(Refused::Unreadable)?;
    let sources = sources(&out).map_err(Refused::Unreadable)?;
    let drafted = new(&sources, &page, arguments.service.as_deref(), &date)?;
    write(&out, &drafted)?;
    Ok(told(&out, &drafted, arguments.service.is_none()))
}

/// The specifications that are there; none where there is no folder yet.
fn sources(out: &Path) -> Result<Vec<Source>, String> {
    if !out.exists() {
        return Ok(Vec::new());
    }
    let mut sources = files::read_json(out).map_err(|error| error.to_string())?;
    sources.retain(|source| files::is_specification(&source.path) || source.obstacle.is_some());
    Ok(sources)
}

/// Writes the files that are new, and the one that has one more page.
fn write(out: &Path, drafted: &Drafted) -> Result<(), Refused> {
    for Output { path, .. } in &drafted.files {
        let full = out.join(path);
        if full.exists() {
            return Err(Refused::There(format!("{} is there already", full.display())));
        }
    }
    for Output { path, .. } in drafted.files.iter().chain(&drafted.changed) {
        let link = Path::new(path).ancestors().map(|part| out.join(part)).find(|part| part.is_symlink());
        if let Some(link) = link.filter(|link| link != out) {
            return Err(Refused::There(format!("{} is a symbolic link; none is followed", link.display())));
        }
    }
    let written = || -> io::Result<()> {
        for Output { path, text } in &drafted.files {
            let full = out.join(path);
            fs::create_dir_all(full.parent().unwrap_or(out))?;
            fs::File::create_new(full)?.write_all(text.as_bytes())?;
        }
        drafted.changed.iter().try_for_each(|Output { path, text }| fs::write(out.join(path), text))
    };
    written().map_err(|error| Refused::There(format!("{}: {error}", out.display())))
}

/// What was written, what was not, and what is to be decided. The page may have its own word for a service that is
/// there under another.
fn told(out: &Path, drafted: &Drafted, is_named_by_page: bool) -> String {
    let folder = out.file_name().map_or_else(|| "specs".into(), |name| name.to_string_lossy());
    let mut text = String::new();
    for Output { path, .. } in &drafted.files {
        let open = drafted.open.iter().filter(|problem| problem.path == *path).count();
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{folder}/{path}: written, {open} to decide");
        if is_named_by_page && path.ends_with("/service.json") {
            text.push_str("  a new service, by the page's word for it; --service names another\n");
        }
    }
    if let Some(changed) = &drafted.changed {
        let _ = writeln!(text, "{folder}/{}: has one more page", changed.path);
    }
    if !drafted.left.is_empty() {
        text.push_str("not in the draft:\n");
    }
    for left in &drafted.left {
        let _ = writeln!(text, "  {left}");
    }
    let open = drafted.open.len();
    let decisions = if open == 1 {
        "decision is open: `check` names it"
    } else {
        "decisions are open: `check` names each"
    };
    let _ = writeln!(text, "{open} {decisions}");
    text
}
