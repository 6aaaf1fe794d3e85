//! Reading a tree of specifications from a folder or from a git revision.

use crate::files::{self, is_specification};
use bindery_codegen::Source;
use bindery_codegen::diff::{ACCEPTED, Version};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};

/// One side of a comparison.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) sources: Vec<Source>,
    /// The file of accepted findings, if there is one.
    pub(crate) accepted: Option<Source>,
    /// The version of the workspace around the specifications, if there is one.
    pub(crate) version: Option<Version>,
}

impl Tree {
    /// Reads a folder of specifications, or the folder `specs` of a git revision.
    pub(crate) fn read(named: &str) -> Result<Self, String> {
        let folder = Path::new(named);
        if folder.is_dir() { Self::of_folder(folder) } else { Self::of_revision(Path::new("."), named) }
    }

    /// Reads a folder of specifications.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, String> {
        let sources = files::read_sources(folder).map_err(|error| error.to_string())?;
        let path = folder.join(ACCEPTED);
        let accepted = match std::fs::read(&path) {
            Ok(bytes) => Some(Source::from_bytes(ACCEPTED, bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let manifest = std::fs::read_to_string(folder.join("../Cargo.toml")).unwrap_or_default();
        Ok(Self { sources, accepted, version: version(&manifest) })
    }

    /// Reads the folder `specs` of a revision of the repository around a folder.
    pub(crate) fn of_revision(at: &Path, revision: &str) -> Result<Self, String> {
        let revision = commit(at, revision)?;
        let listed = git(at, &["ls-tree", "-r", "-z", "--full-tree", &revision, "specs/"])?;
        let mut files = Vec::new();
        for entry in String::from_utf8_lossy(&listed).split('\0').filter(|entry| !entry.is_empty()) {
            let (about, path) = entry.split_once('\t').ok_or("git lists its files in an unknown way")?;
            let mut about = about.split(' ');
            let is_link = about.next() == Some("120000");
            let object = about.nth(1).ok_or("git lists its files in an unknown way")?;
            let path = path.strip_prefix("specs/").unwrap_or(path);
            if is_link || is_specification(path) || path == ACCEPTED {
                files.push((path.to_owned(), object.to_owned(), is_link));
            }
        }
        let texts = blobs(at, files.iter().map(|(_, object, _)| object.as_str()))?;
        let source = |((path, _, is_link), bytes): ((String, String, bool), Vec<u8>)| {
            if is_link { Source::link(path) } else { Source::from_bytes(path, bytes) }
        };
        let sources: Vec<Source> = files.into_iter().zip(texts).map(source).collect();
        let (accepted, sources): (Vec<_>, Vec<_>) =
            sources.into_iter().partition(|source| source.path == ACCEPTED);
        if sources.is_empty() {
            return Err(format!("the revision {revision} has no specifications in specs/"));
        }
        let manifest = git(at, &["show", &format!("{revision}:Cargo.toml")]).unwrap_or_default();
        let version = version(&String::from_utf8_lossy(&manifest));
        Ok(Self { sources, accepted: accepted.into_iter().next(), version })
    }
}

/// The version in the manifest of a workspace.
pub(crate) fn version(manifest: &str) -> Option<Version> {
    let lines = manifest.lines().map(str::trim).skip_while(|line| *line != "[workspace.package]").skip(1);
    let mut lines = lines.take_while(|line| !line.starts_with('['));
    let value = lines.find_map(|line| line.strip_prefix("version")?.trim_start().strip_prefix('='))?;
    Version::read(value.trim().trim_matches('"'))
}

/// The commit that a revision names. What git is given afterwards is sure to be no option.
fn commit(at: &Path, revision: &str) -> Result<String, String> {
    let named = format!("{revision}^{{commit}}");
    let found = git(at, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named]);
    let found = found.map_err(|_| format!("{revision} is neither a folder nor a git revision"))?;
    Ok(String::from_utf8_lossy(&found).trim().to_owned())
}

/// What git prints when it is started in this folder.
pub(crate) fn git(at: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git").current_dir(at).args(arguments).output();
    let output = output.map_err(|error| format!("git cannot be started: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let told = String::from_utf8_lossy(&output.stderr);
        Err(format!("git {} failed: {}", arguments.first().unwrap_or(&""), told.trim()))
    }
}

/// The contents of these objects, in order, by one git for all.
fn blobs<'a>(at: &Path, objects: impl Iterator<Item = &'a str>) -> Result<Vec<Vec<u8>>, String> {
    let objects: Vec<&str> = objects.collect();
    let failed = |error: std::io::Error| format!("git cat-file failed: {error}");
    let mut child = Command::new("git")
        .current_dir(at)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (Some(input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("git cat-file has no pipes".to_owned());
    };
    let mut bytes = Vec::new();
    // Both at once, since git answers before it has read everything.
    let (asked, read) = std::thread::scope(|scope| {
        let asked = scope.spawn(|| ask(input, &objects));
        let read = output.read_to_end(&mut bytes);
        (asked.join(), read)
    });
    read.map_err(failed)?;
    asked.map_err(|_| "git cat-file was not asked".to_owned())?.map_err(failed)?;
    child.wait().map_err(failed)?;
    let mut rest = &bytes[..];
    objects.iter().map(|_| blob(&mut rest).ok_or_else(|| "git cat-file answers oddly".to_owned())).collect()
}

fn ask(mut input: ChildStdin, objects: &[&str]) -> std::io::Result<()> {
    objects.iter().try_for_each(|object| writeln!(input, "{object}"))
}

/// Takes one object off the answer: a line that ends with its size, its bytes and a line break.
fn blob(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let size: usize = std::str::from_utf8(&rest[..end]).ok()?.rsplit(' ').next()?.parse().ok()?;
    let from = end + 1;
    let bytes = rest.get(from..from.checked_add(size)?)?.to_vec();
    *rest = rest.get(from + size + 1..)?;
    Some(bytes)
}
