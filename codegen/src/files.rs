//! Reading specifications, and bringing a folder of generated files up to date.
//!
//! A file that the generator did not write is neither changed nor deleted, a file that is right is not
//! touched, and nothing is done through a symbolic link.

use bindery_codegen::diff::{ACCEPTED, BASELINE};
use bindery_codegen::{Output, Source};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

const LINK: &str = "is a symbolic link; none is followed";

/// What stands in the way, and where.
#[derive(Debug)]
pub(crate) struct FileError {
    path: PathBuf,
    message: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

/// Every specification below the folder.
pub(crate) fn read_sources(specs: &Path) -> Result<Vec<Source>, FileError> {
    let mut sources = read_json(specs)?;
    sources.retain(|source| !is_beside(&source.path));
    if sources.is_empty() {
        return Err(error(specs, "has no specifications"));
    }
    Ok(sources)
}

/// Every JSON file and every link below the folder.
pub(crate) fn read_json(folder: &Path) -> Result<Vec<Source>, FileError> {
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    let is_json = |path: &str| Path::new(path).extension().is_some_and(|end| end == "json");
    found.retain(|file| file.is_link || is_json(&file.path));
    found.into_iter().map(|file| source(folder, file)).collect()
}

/// Whether a file of this path below the folder of specifications is one.
pub(crate) fn is_specification(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "json") && !is_beside(path)
}

/// Whether it stands beside the specifications: a schema, what a maintainer has accepted, what was released last.
fn is_beside(path: &str) -> bool {
    path.starts_with("schema/") || path == ACCEPTED || path == BASELINE
}

fn source(specs: &Path, Found { path, is_link }: Found) -> Result<Source, FileError> {
    if is_link {
        return Ok(Source::link(path));
    }
    let full = specs.join(&path);
    Ok(Source::from_bytes(path, fs::read(&full).map_err(at(&full))?))
}

/// How a generated file compares with what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It is not there.
    Missing,
    /// It says something else.
    Stale,
    /// It is right.
    Fresh,
    /// It should not be there any more.
    Extra,
}

/// What is to be done in one folder.
#[derive(Debug)]
pub(crate) struct Plan {
    root: PathBuf,
    /// State and right text of each file.
    files: BTreeMap<String, (State, String)>,
}

impl Plan {
    /// Compares the folder with what it should hold; `is_ours` tells by its text whether the generator
    /// wrote a file.
    pub(crate) fn new(
        root: &Path,
        outputs: Vec<Output>,
        is_ours: impl Fn(&str) -> bool,
    ) -> Result<Self, FileError> {
        let wanted = outputs.into_iter().map(|output| (output.path, (State::Missing, output.text)));
        let mut plan = Self { root: root.to_owned(), files: wanted.collect() };
        if let Some(path) = plan.files.keys().find(|path| !is_plain(path)) {
            return Err(error(&root.join(path), "is outside the folder"));
        }
        let mut found = Vec::new();
        if root.is_symlink() {
            return Err(error(root, LINK));
        } else if root.exists() {
            walk(root, "", &mut found)?;
        }
        for Found { path, is_link } in found {
            if is_link {
                return Err(error(&root.join(path), LINK));
            }
            plan.compare(path, &is_ours)?;
        }
        Ok(plan)
    }

    /// The same plan, leaving files alone that should not be there any more.
    pub(crate) fn without_extras(mut self) -> Self {
        self.files.retain(|_, (state, _)| *state != State::Extra);
        self
    }

    /// Every file with its state.
    pub(crate) fn states(&self) -> impl Iterator<Item = (&str, State)> {
        self.files.iter().map(|(path, (state, _))| (path.as_str(), *state))
    }

    /// A line for every file that is not right.
    pub(crate) fn problems(&self) -> impl Iterator<Item = String> {
        self.states().filter_map(|(path, state)| {
            let word = match state {
                State::Missing => "missing",
                State::Stale => "stale",
                State::Extra => "extra",
                State::Fresh => return None,
            };
            Some(format!("{word}: {}", self.root.join(path).display()))
        })
    }

    /// Writes what is missing or stale and deletes what is extra.
    pub(crate) fn carry_out(&self) -> Result<(), FileError> {
        for (path, (state, text)) in &self.files {
            let path = self.root.join(path);
            match state {
                State::Fresh => {}
                State::Extra => self.remove(&path)?,
                State::Missing | State::Stale => {
                    let folder = path.parent().unwrap_or(&self.root);
                    fs::create_dir_all(folder).map_err(at(folder))?;
                    fs::write(&path, text).map_err(at(&path))?;
                }
            }
        }
        Ok(())
    }

    fn compare(&mut self, path: String, is_ours: impl Fn(&str) -> bool) -> Result<(), FileError> {
        let full = self.root.join(&path);
        let Some((state, wanted)) = self.files.get_mut(&path) else {
            // A file that is no text is not ours.
            if fs::read_to_string(&full).is_ok_and(|text| is_ours(&text)) {
                self.files.insert(path, (State::Extra, String::new()));
            }
            return Ok(());
        };
        let text = read(&full)?;
        if text == *wanted {
            *state = State::Fresh;
        } else if is_ours(&text) {
            *state = State::Stale;
        } else {
            return Err(error(&full, "was not written by the generator, and so is not overwritten"));
        }
        Ok(())
    }

    /// Deletes a file and the folders that are empty without it.
    fn remove(&self, path: &Path) -> Result<(), FileError> {
        fs::remove_file(path).map_err(at(path))?;
        let folders = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
        for folder in folders {
            // A folder that still holds something cannot be removed, and should not be.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// A file below a folder.
struct Found {
    /// The way to it, with `/` between the parts.
    path: String,
    /// Whether it is a symbolic link, to a file or a folder or to nothing.
    is_link: bool,
}

/// Adds every file below the folder, sorted.
fn walk(root: &Path, below: &str, found: &mut Vec<Found>) -> Result<(), FileError> {
    let folder = root.join(below);
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(at(&folder))? {
        let entry = entry.map_err(at(&folder))?;
        let name = entry.file_name().into_string();
        let name = name.map_err(|name| error(&folder.join(name), "is not named in Unicode"))?;
        names.push((name, entry.file_type().map_err(at(&folder))?));
    }
    names.sort_by(|left, right| left.0.cmp(&right.0));
    for (name, kind) in names {
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if kind.is_dir() {
            walk(root, &path, found)?;
        } else if !kind.is_file() && !kind.is_symlink() {
            // Reading a pipe would wait for whoever writes to it.
            return Err(error(&root.join(path), "is no regular file"));
        } else {
            found.push(Found { path, is_link: kind.is_symlink() });
        }
    }
    Ok(())
}

/// Whether the path leads straight down.
fn is_plain(path: &str) -> bool {
    !path.contains('\\') && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn read(path: &Path) -> Result<String, FileError> {
    fs::read_to_string(path).map_err(at(path))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.to_owned();
    move |error| FileError { path, message: error.to_string() }
}

fn error(path: &Path, message: &str) -> FileError {
    FileError { path: path.to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Plan, State};
    use bindery_codegen::Output;
    use std::fs;
    use std::path::PathBuf;

    /// An empty folder of this name.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("bindery-files-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        assert!(fs::create_dir_all(&folder).is_ok());
        folder
    }

    fn outputs(paths: &[&str]) -> Vec<Output> {
        paths
            .iter()
            .map(|path| Output { path: (*path).to_owned(), text: format!("// ours\n{path}\n") })
            .collect()
    }

    fn is_ours(text: &str) -> bool {
        text.starts_with("// ours")
    }

    fn states(plan: &Plan) -> Vec<(String, State)> {
        plan.states().map(|(path, state)| (path.to_owned(), state)).collect()
    }

    #[test]
    fn a_plan_writes_what_differs_and_deletes_what_is_no_longer_made() {
        let root = folder("plan");
        let first = Plan::new(&root, outputs(&["a.rs", "b/c.rs"]), is_ours);
        assert!(first.is_ok_and(|plan| plan.carry_out().is_ok()));
        assert!(fs::write(root.join("a.rs"), "// ours, but old").is_ok());
        assert!(fs::write(root.join("by_hand.rs"), "// theirs").is_ok());
        let second = Plan::new(&root, outputs(&["a.rs", "d.rs"]), is_ours);
        assert!(second.is_ok_and(|plan| {
            let expected = [("a.rs", State::Stale), ("b/c.rs", State::Extra), ("d.rs", State::Missing)];
            states(&plan) == expected.map(|(path, state)| (path.to_owned(), state))
                && plan.carry_out().is_ok()
        }));
        assert!(!root.join("b").exists() && root.join("by_hand.rs").exists());
        let third = Plan::new(&root, outputs(&["a.rs", "d.rs"]), is_ours);
        assert!(third.is_ok_and(|plan| plan.problems().next().is_none()));
    }

    #[test]
    fn what_others_wrote_is_refused() {
        let root = folder("refused");
        assert!(fs::write(root.join("a.rs"), "// theirs").is_ok());
        let told = Plan::new(&root, outputs(&["a.rs"]), is_ours).err().map(|error| error.to_string());
        assert!(told.is_some_and(|told| {
            told.ends_with("was not written by the generator, and so is not overwritten")
        }));
        for path in ["../a.rs", "/a.rs", "a/../../b.rs"] {
            assert!(Plan::new(&root, outputs(&[path]), is_ours).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_not_read() {
        let root = folder("socket");
        assert!(std::os::unix::net::UnixListener::bind(root.join("a.json")).is_ok());
        let told = super::read_json(&root).err().map(|error| error.to_string());
        assert!(told.is_some_and(|told| told.ends_with("a.json: is no regular file")));
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_are_refused() {
        let root = folder("links");
        assert!(std::os::unix::fs::symlink("/tmp", root.join("away")).is_ok());
        assert!(Plan::new(&root, outputs(&["a.rs"]), is_ours).is_err());
        assert!(Plan::new(&root.join("away"), outputs(&["a.rs"]), is_ours).is_err());
    }
}
