//! The command line, and the folders it means.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::fmt;
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
    /// Draft the specification of a service from published metadata.
    #[command(subcommand)]
    Import(Import),
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
    /// Record the specifications as released with the version in Cargo.toml, for copies without git's tags.
    Baseline {
        /// Folder of the specifications [default: specs in the workspace]
        #[arg(long, value_name = "DIR")]
        specs: Option<PathBuf>,
    },
    /// Compare one file for git, which calls this as its external diff.
    GitDiff {
        /// The file in the repository
        path: String,
        /// Where the old file is, its object and its mode, then the same of the new one
        #[arg(num_args = 0..)]
        files: Vec<String>,
    },
    /// Draft the specification of what a saved page documents; 1 if there is one, 2 if the page cannot be read.
    New(New),
    /// Compare saved pages with the specifications; 0 no difference, 1 some, 2 a page cannot be read.
    Drift(Drift),
}

/// What to draft from.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// The metadata of Alibaba Cloud's command line: folders `metadatas`, `en-US` and `zh-CN`.
    AliyunMeta(AliyunMeta),
}

/// What to draft, and where to.
#[derive(Args, Debug)]
pub(crate) struct AliyunMeta {
    /// Folder with the metadata
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// Code of the product, such as Ecs [default: every product that has metadata]
    #[arg(long, value_name = "CODE")]
    pub(crate) product: Option<String>,
    /// Folder of the specifications [default: specs in the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl AliyunMeta {
    /// The folder of the specifications.
    pub(crate) fn out(&self) -> Result<PathBuf, String> {
        self.out.clone().map_or_else(|| Ok(workspace()?.join("specs")), Ok)
    }
}

/// Which page to draft from, and where to.
#[derive(Args, Debug)]
pub(crate) struct New {
    /// A page as a browser saves it, HTML or text
    #[arg(value_name = "PAGE")]
    pub(crate) page: PathBuf,
    /// The service that the page belongs to [default: the one that the page names]
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Option<String>,
    /// The day on which the page was read, yyyy-MM-dd [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) date: Option<String>,
    /// Folder of the specifications [default: specs in the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl New {
    /// The folder of the specifications.
    pub(crate) fn out(&self) -> Result<PathBuf, String> {
        self.out.clone().map_or_else(|| Ok(workspace()?.join("specs")), Ok)
    }
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
    #[arg(long, value_enum, default_value_t = DriftFormat::Text)]
    pub(crate) format: DriftFormat,
    /// Make the edits that need no decision, and write today's date beside pages that need no other
    #[arg(long)]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) folders: Folders,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DriftFormat {
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
        let root = workspace()?;
        let specs = self.specs.clone().unwrap_or_else(|| root.join("specs"));
        let out = self.out.clone().unwrap_or_else(|| root.join("generated/src"));
        Ok((specs, out))
    }
}

/// The command that brings the generated files of these folders up to date.
impl fmt::Display for Folders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cargo run -p bindery-codegen -- generate")?;
        for (option, folder) in [("--specs", &self.specs), ("--out", &self.out)] {
            if let Some(folder) = folder {
                write!(f, " {option} {}", folder.display())?;
            }
        }
        Ok(())
    }
}

/// The folder of the specifications that was named, or that of the workspace.
pub(crate) fn specs(named: Option<&Path>) -> Result<PathBuf, String> {
    named.map_or_else(|| Ok(workspace()?.join("specs")), |named| Ok(named.to_owned()))
}

/// The workspace around the current folder.
fn workspace() -> Result<PathBuf, String> {
    let here =
        std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
    let root = here.ancestors().find(|folder| is_workspace(folder));
    root.map(Path::to_owned)
        .ok_or_else(|| "no workspace around the current folder; name the folders by their options".to_owned())
}

fn is_workspace(folder: &Path) -> bool {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml"));
    manifest.is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
}
