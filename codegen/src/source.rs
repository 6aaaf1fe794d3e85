//! What the generator reads.

/// One specification file, read by the caller: the library itself touches no disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the folder of specifications, with `/` between its parts: `mqtt/service.json`.
    pub path: String,
    /// What the file holds.
    pub text: String,
}

impl Source {
    /// A file of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}
