//! The command line, and the folders it means.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Generates the bindery bindings from the specifications.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the generated crate and the schemas; files that are right are not touched.
    Generate(Folders),
    /// Write nothing; fail if a specification is wrong or a generated file is not up to date.
    Check(Folders),
    /// Tell what a change of specifications means for callers; status 1 if something breaks, 2 if it cannot be told.
    Diff {
        #[command(flatten)]
        sides: Compared,
        /// Who is to read it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Write the section of the changelog for a change of specifications.
    Changelog(Compared),
    /// Compare one file for git, which calls this as its external diff.
    GitDiff {
        /// The file in the repository
        path: String,
        /// Where the old file is, its object and its mode, then the same of the new one
        #[arg(num_args = 0..)]
        files: Vec<String>,
    },
}

/// The two trees of a comparison, each a folder of specifications or a git revision.
#[derive(Args, Debug)]
pub(crate) struct Compared {
    /// The tree before the change
    pub(crate) old: String,
    /// The tree after the change
    pub(crate) new: String,
}

/// Formats of a diff.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// For a review comment
    Markdown,
    /// For programs
    Json,
    /// One page that shows specifications, generated code and requests on the wire before and after
    Html,
}

/// Where to read and write.
#[derive(Args, Debug)]
pub(crate) struct Folders {
    /// Folder of the specifications [default: specs in the workspace]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// Folder of the generated files [default: generated/src in the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Folders {
    /// The folders of the specifications and of the generated files.
    pub(crate) fn resolve(&self) -> Result<(PathBuf, PathBuf), String> {
        if let (Some(specs), Some(out)) = (&self.specs, &self.out) {
            return Ok((specs.clone(), out.clone()));
        }
        let here =
            std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
        let root = here.ancestors().find(|folder| is_workspace(folder));
        let root = root.ok_or("no workspace around the current folder; give --specs and --out")?;
        let specs = self.specs.clone().unwrap_or_else(|| root.join("specs"));
        let out = self.out.clone().unwrap_or_else(|| root.join("generated/src"));
        Ok((specs, out))
    }
}

fn is_workspace(folder: &Path) -> bool {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml"));
    manifest.is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
}
