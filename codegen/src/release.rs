//! Whether the version of the crate is what the changes since the last release ask for.

use crate::comparing::specs;
use crate::trees::{Tree, git, version};
use bindery_codegen::diff::{Verdict, compare};
use std::path::Path;

/// What is wrong with the version, in one sentence. Nothing, if it is high enough, or if nothing was released: there
/// is no git here, no tag, or these are not the specifications of the repository.
pub(crate) fn problem(folder: &Path) -> Result<Option<String>, String> {
    let Some((tag, root)) = last_release(folder) else {
        return Ok(None);
    };
    let manifest = std::fs::read_to_string(Path::new(&root).join("Cargo.toml")).unwrap_or_default();
    let released = Tree::of_revision(folder, &tag)?;
    let (Some(now), Some(from)) = (version(&manifest), released.version) else {
        return Ok(None);
    };
    let tree = Tree::of_folder(folder)?;
    let diff = compare(&specs(&tag, &released)?, &specs("the folder", &tree)?);
    let Verdict { level, reason } = diff.verdict();
    let least = from.after(level);
    Ok((now < least).then(|| {
        format!(
            "the version is {now}, and what changed since {tag} asks for {least} at least ({}: {reason})",
            level.word()
        )
    }))
}

/// The last tag of a release, and the root of the repository, whose folder `specs` this must be.
fn last_release(folder: &Path) -> Option<(String, String)> {
    let text = |arguments: &[&str]| {
        let bytes = git(folder, arguments).ok()?;
        Some(String::from_utf8(bytes).ok()?.trim().to_owned())
    };
    let root = text(&["rev-parse", "--show-toplevel"])?;
    let is_ours = Path::new(&root).join("specs").canonicalize().ok()? == folder.canonicalize().ok()?;
    let tag = text(&["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"])?;
    is_ours.then_some((tag, root))
}
