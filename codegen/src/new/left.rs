//! What a page says that its draft does not.

use std::fmt;

/// Something on the page that has no place in the draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// The line of the page, from 1; 0 where it is about the page as a whole.
    pub line: usize,
    /// What it is, in a sentence without a full stop.
    pub what: String,
}

impl Left {
    pub(super) fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into() }
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return f.write_str(&self.what);
        }
        write!(f, "line {}: {}", self.line, self.what)
    }
}
