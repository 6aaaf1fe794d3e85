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
    /// Compare saved pages with the specifications; 0 no difference, 1 some, 2 a page cannot be read.
    Drift(Drift),
}

/// Which pages to compare, and how to tell.
#[derive(Args, Debug)]
pub(crate) struct Drift {
    /// Pages as a browser saves them, HTML or text
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<PathBuf>,
    /// Look at the operations of this service only
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Option<String>,
    /// How to tell what differs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Make the edits that need no decision, and write today's date beside pages that need no other
    #[arg(long)]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) folders: Folders,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For reading.
    Text,
    /// For programs.
    Json,
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
