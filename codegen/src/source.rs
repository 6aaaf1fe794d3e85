//! What the generator reads.

/// One specification file, read by the caller: the library itself touches no disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the folder of specifications, with `/` between its parts: `mqtt/service.json`.
    pub path: String,
    /// What the file holds, as far as it is text.
    pub text: String,
    /// Why the text is not to be read.
    pub obstacle: Option<Obstacle>,
}

/// What stands in the way of reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// From this byte on it is not UTF-8.
    NotUtf8(usize),
    /// It is a symbolic link.
    Link,
}

impl Source {
    /// A file of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), obstacle: None }
    }

    /// A file of these bytes, which should be UTF-8.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::new(path, text),
            Err(error) => {
                let obstacle = Obstacle::NotUtf8(error.utf8_error().valid_up_to());
                let text = String::from_utf8_lossy(error.as_bytes());
                Self { obstacle: Some(obstacle), ..Self::new(path, text) }
            }
        }
    }

    /// A symbolic link, wherever it leads.
    pub fn link(path: impl Into<String>) -> Self {
        Self { obstacle: Some(Obstacle::Link), ..Self::new(path, "") }
    }
}
