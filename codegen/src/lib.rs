//! Generates the bindery bindings from the specifications.
//!
//! The way is one line: [`source`] → [`tree`] → [`lower`] → [`model`] → `emit` → `format` → [`output`].
//! [`lower`] alone rejects a specification, with [`diagnostic`]s that show file, line and column; what it
//! lets through is right, so `emit` cannot fail and never sees a specification. The library reads and
//! writes nothing: it maps the texts of [`Source`]s to the texts of [`Output`]s.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "who reads this works on it, and has the private items too"
)]

pub mod diagnostic;
pub mod diff;
mod draft;
pub mod drift;
mod emit;
mod format;
pub mod import;
pub mod lower;
pub mod model;
pub mod names;
pub mod new;
pub mod output;
pub mod schema;
pub mod source;
pub mod tree;

pub use self::diagnostic::Diagnostic;
pub use self::format::HEADER;
pub use self::model::Model;
pub use self::output::{Failure, Output};
pub use self::source::{Obstacle, Source};

/// Makes the files of the generated crate's `src` out of the specifications, sorted by path.
pub fn generate(sources: &[Source]) -> Result<Vec<Output>, Failure> {
    write(&lower::lower(sources)?)
}

/// Writes a model out as the files of the generated crate's `src`, sorted by path.
pub fn write(model: &Model) -> Result<Vec<Output>, Failure> {
    let outputs: Result<Vec<_>, _> = emit::emit(model).map(format::format).collect();
    let mut outputs = outputs?;
    outputs.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(outputs)
}
