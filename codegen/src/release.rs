//! Whether the version of the crate is what the changes since the last release ask for. The last release is the last
//! tag of git, or the recorded baseline where there are no tags.

use crate::comparing::specs;
use crate::trees::{Tree, git, version};
use bindery_codegen::Source;
use bindery_codegen::diagnostic::{Style, render};
use bindery_codegen::diff::{BASELINE, Baseline, Diff, Level, Specs, Verdict, Version, compare};
use std::collections::BTreeMap;
use std::path::Path;

/// What was released last.
enum Release {
    /// All of it is known: its name, its version and its specifications.
    Known { named: String, version: Version, tree: Tree },
    /// Only its version is known, and whether files say something else.
    Recorded(Baseline),
}

/// What is wrong with the version, in one sentence. Nothing, if it is high enough, or if nothing was released.
pub(crate) fn problem(folder: &Path) -> Result<Option<String>, String> {
    let tree = Tree::of_folder(folder)?;
    let (Some(now), Some(release)) = (tree.version, last(folder)?) else {
        return Ok(None);
    };
    let specs = self::specs("the folder", &tree)?;
    match release {
        Release::Known { named, version, tree } => {
            let diff = compare(&self::specs(&named, &tree)?, &specs);
            Ok(too_low(now, version, &named, &diff))
        }
        Release::Recorded(baseline) => Ok(not_raised(now, &baseline, &specs)),
    }
}

fn too_low(now: Version, from: Version, named: &str, diff: &Diff) -> Option<String> {
    let Verdict { level, reason } = diff.verdict();
    let least = from.after(level);
    (now < least).then(|| {
        format!(
            "the version is {now}, and what changed since {named} asks for {least} at least ({}: {reason})",
            level.word()
        )
    })
}

/// Without the specifications of the release, that there is a difference is known, but not what it means.
fn not_raised(now: Version, baseline: &Baseline, specs: &Specs<'_>) -> Option<String> {
    let Baseline { version: from, .. } = baseline;
    let differing = baseline.differing(specs);
    let least = if differing.is_empty() { *from } else { from.after(Level::Patch) };
    (now < least).then(|| {
        let files = differing.into_iter().collect::<Vec<_>>().join(", ");
        let since = if files.is_empty() { String::new() } else { format!(", and {files} changed since") };
        format!(
            "the version is {now}{since}; after {from}, which {BASELINE} records, {least} is the least. What the change \
             means can be told only where git has the release"
        )
    })
}

/// The last release: the tag or the baseline, whichever has the higher version.
fn last(folder: &Path) -> Result<Option<Release>, String> {
    let baseline = baseline(folder)?;
    if let Some((named, version)) = tag(folder)
        && baseline.as_ref().is_none_or(|baseline| baseline.version <= version)
    {
        let tree = Tree::of_revision(folder, &named)?;
        return Ok(Some(Release::Known { named, version, tree }));
    }
    Ok(baseline.map(|baseline| {
        let revision = baseline.revision.clone().filter(|_| is_ours(folder));
        let known = revision.and_then(|named| Some((Tree::of_revision(folder, &named).ok()?, named)));
        match known {
            Some((tree, named)) => Release::Known { named, version: baseline.version, tree },
            None => Release::Recorded(baseline),
        }
    }))
}

/// The last tag of a release, with its version.
fn tag(folder: &Path) -> Option<(String, Version)> {
    let described = git(folder, &["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"]).ok()?;
    let named = String::from_utf8(described).ok()?.trim().to_owned();
    let manifest = git(folder, &["show", &format!("{named}:Cargo.toml")]).ok()?;
    let version = version(&String::from_utf8(manifest).ok()?)?;
    is_ours(folder).then_some((named, version))
}

/// Whether these are the specifications of the repository around them.
fn is_ours(folder: &Path) -> bool {
    let root =
        git(folder, &["rev-parse", "--show-toplevel"]).ok().and_then(|root| String::from_utf8(root).ok());
    let specs = root.and_then(|root| Path::new(root.trim()).join("specs").canonicalize().ok());
    specs.is_some() && specs == folder.canonicalize().ok()
}

fn baseline(folder: &Path) -> Result<Option<Baseline>, String> {
    let path = folder.join(BASELINE);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    let source = Source::from_bytes(BASELINE, bytes);
    let wrong = |problems: Vec<_>| render(&problems, std::slice::from_ref(&source), Style::Plain);
    Baseline::read(&source).map(Some).map_err(wrong)
}

/// Records these specifications as released with the version of the workspace around them. The revision is recorded
/// if git has them as they are.
pub(crate) fn record(folder: &Path) -> Result<String, String> {
    let tree = Tree::of_folder(folder)?;
    let version =
        tree.version.ok_or("Cargo.toml beside the specifications names no version of three numbers")?;
    let specs = self::specs("the folder", &tree)?;
    let texts = |tree: &Tree| -> BTreeMap<String, String> {
        tree.sources.iter().map(|source| (source.path.clone(), source.text.clone())).collect()
    };
    let revision = head(folder).filter(|revision| {
        let committed = Tree::of_revision(folder, revision).ok();
        committed.is_some_and(|other| texts(&other) == texts(&tree) && other.version == tree.version)
    });
    let at = revision.as_ref().map_or_else(String::new, |revision| format!(" at {revision}"));
    let path = folder.join(BASELINE);
    let text = Baseline::of(&specs, version, revision).to_json();
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(format!("{} records {version}{at}\n", path.display()))
}

/// The revision that is checked out.
fn head(folder: &Path) -> Option<String> {
    let revision =
        git(folder, &["rev-parse", "--verify", "--quiet", "HEAD"]).ok().filter(|_| is_ours(folder))?;
    Some(String::from_utf8(revision).ok()?.trim().to_owned())
}
