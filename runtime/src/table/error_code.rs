//! Documented error codes.

use super::Page;

/// A documented error code, possibly a template in which `%s` stands for any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code(pub &'static str);

impl Code {
    /// Whether the code that arrived is this one, or one made from this template.
    pub fn matches(self, code: &str) -> bool {
        self.split().map_or(code == self.0, |_| self.argument(code).is_some())
    }

    /// What stands at `%s` in the code that arrived, if it was made from this template.
    pub fn argument(self, code: &str) -> Option<&str> {
        let (before, after) = self.split()?;
        let argument = code.strip_prefix(before)?.strip_suffix(after)?;
        (!argument.is_empty()).then_some(argument)
    }

    /// Whether the code contains `%s`.
    pub fn is_template(self) -> bool {
        self.split().is_some()
    }

    fn split(self) -> Option<(&'static str, &'static str)> {
        self.0.split_once("%s")
    }
}

/// One row of an operation's or a service's error table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// The HTTP status it is documented under, if one is.
    pub status: Option<u16>,
    /// The code.
    pub code: Code,
    /// What kind of failure it is.
    pub class: Class,
    /// What it means, in a few words.
    pub meaning: &'static str,
    /// Where it was read.
    pub page: &'static Page,
}

/// What kind of failure an error code tells of, and so what a repeat would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The request is wrong; a repeat gets the same answer.
    Caller,
    /// Credentials or permission are wrong; a repeat gets the same answer.
    Auth,
    /// Too many calls at once; the call was not carried out and may be repeated after a pause.
    Throttled,
    /// A quota is used up; a repeat helps only once it is renewed.
    Quota,
    /// Date, nonce or signature was refused; a newly signed repeat may pass.
    Resign,
    /// The service failed; a call that changes something may have been carried out.
    Server,
    /// Documented without a meaning.
    Unknown,
}
