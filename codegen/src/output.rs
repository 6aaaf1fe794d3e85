//! What the generator makes: files, as text, or the reasons why it makes none.

use crate::diagnostic::Diagnostic;
use std::fmt;

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Path below the folder of its kind, with `/` between the parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum Failure {
    /// Specifications are wrong.
    Specifications(Vec<Diagnostic>),
    /// The generator itself is: it made something that is no Rust.
    Generator(Malformed),
}

impl From<Malformed> for Failure {
    fn from(malformed: Malformed) -> Self {
        Failure::Generator(malformed)
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Failure::Specifications(diagnostics)
    }
}

/// Tokens that are no Rust: a mistake of `emit`, never of a specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The file they were meant for.
    pub path: String,
    /// What the parser says.
    pub error: String,
    /// The tokens.
    pub tokens: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, error, tokens } = self;
        write!(
            f,
            "the generator has a mistake: for {path} it made tokens that are no Rust ({error}):\n{tokens}"
        )
    }
}
