//! The commands `diff`, `changelog` and `git-diff`.

use crate::arguments::{Compared, Format};
use crate::files;
use crate::panes::panes;
use crate::trees::Tree;
use bindery_codegen::Source;
use bindery_codegen::diagnostic::{Diagnostic, Style, render, visible};
use bindery_codegen::diff::{self, ACCEPTED, Accepted, Report, Specs};
use bindery_codegen::lower::lower;

/// What a comparison comes to.
pub(crate) struct Outcome {
    /// What is printed.
    pub(crate) text: String,
    /// Whether something breaks that nobody has accepted.
    pub(crate) breaks: bool,
}

/// Compares two trees, in the format that was asked for.
pub(crate) fn diff(sides: &Compared, format: Format, style: Style) -> Result<Outcome, String> {
    let (old, new) = (Tree::read(&sides.old)?, Tree::read(&sides.new)?);
    let (old_specs, new_specs) = (specs(&sides.old, &old)?, specs(&sides.new, &new)?);
    let diff = diff::compare(&old_specs, &new_specs);
    let accepted = accepted(new.accepted.as_ref())?;
    let idle = accepted.stale(&diff);
    if !idle.is_empty() {
        let idle = idle.join(", ");
        return Err(format!("{ACCEPTED}: no finding has the fingerprint {idle} any more; take it out"));
    }
    let report = Report { diff: &diff, accepted: &accepted, version: old.version };
    let text = match format {
        Format::Text => diff::text(&report, style),
        Format::Markdown => diff::markdown(&report),
        Format::Json => diff::json(&report),
        Format::Html => {
            let panes = panes(&old, &new);
            diff::html(&report, &panes.map_err(|_| "the generator has a mistake; run generate".to_owned())?)
        }
    };
    Ok(Outcome { text, breaks: report.breaks() })
}

/// The section of the changelog.
pub(crate) fn changelog(sides: &Compared) -> Result<String, String> {
    let (old, new) = (Tree::read(&sides.old)?, Tree::read(&sides.new)?);
    let diff = diff::compare(&specs(&sides.old, &old)?, &specs(&sides.new, &new)?);
    Ok(diff::changelog(&diff))
}

/// One file as git gives it to an external diff: old file, object and mode, new file, object and mode. Alone it is
/// known only by what it says, so what depends on other files is taken at its worst. One that is no specification, or a
/// wrong one, is only named.
pub(crate) fn git_diff(path: &str, files: &[String]) -> Result<String, String> {
    let [old, _, _, new, ..] = files else {
        return Ok(format!("{} is unmerged\n", visible(path)));
    };
    let below = path.strip_prefix("specs/").unwrap_or(path);
    if !files::is_specification(below) {
        let path = visible(path);
        return Ok(format!("{path} is no specification; compare it with git diff --no-ext-diff\n"));
    }
    let read = |file: &str| -> Result<Vec<Source>, String> {
        let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
        // Git names an empty device where there is no file.
        Ok(if bytes.is_empty() { Vec::new() } else { vec![Source::from_bytes(below, bytes)] })
    };
    let (old, new) = (read(old)?, read(new)?);
    let specs = |sources| Specs::read(sources).map_err(|problems| wrong(path, &problems, sources));
    let diff = match (specs(&old), specs(&new)) {
        (Ok(old), Ok(new)) => diff::compare(&old, &new),
        (Err(message), _) | (_, Err(message)) => return Ok(message),
    };
    let report = Report { diff: &diff, accepted: &Accepted::default(), version: None };
    Ok(diff::text(&report, Style::Plain))
}

/// A tree of which the generator finds nothing wrong.
pub(crate) fn specs<'t>(named: &str, tree: &'t Tree) -> Result<Specs<'t>, String> {
    lower(&tree.sources).map_err(|problems| wrong(named, &problems, &tree.sources))?;
    Specs::read(&tree.sources).map_err(|problems| wrong(named, &problems, &tree.sources))
}

fn accepted(source: Option<&Source>) -> Result<Accepted, String> {
    let Some(source) = source else {
        return Ok(Accepted::default());
    };
    Accepted::read(source).map_err(|problems| render(&problems, std::slice::from_ref(source), Style::Plain))
}

fn wrong(named: &str, problems: &[Diagnostic], sources: &[Source]) -> String {
    format!("the specifications of {named} are wrong:\n{}", render(problems, sources, Style::Plain))
}
