//! What the server said when it refused a call.

use http::{HeaderMap, StatusCode};
use std::fmt;

/// What the server said.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) code: Option<String>,
    pub(crate) sub_code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    /// The start of the body, as text.
    body: String,
}

impl Reply {
    /// How much of the body is kept.
    const BODY_START: usize = 1024;

    /// How much of the body is looked through for secrets, so that none is cut in two and then not found.
    const LOOKED_THROUGH: usize = 64 * 1024;

    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: &[u8]) -> Self {
        let start = &body[..body.len().min(Self::LOOKED_THROUGH)];
        Self { status, headers, body: String::from_utf8_lossy(start).into_owned(), ..Self::default() }
    }

    /// Replaces secrets that the server repeats, such as the token in its own string to sign.
    pub(super) fn redact(&mut self, secrets: &[String]) {
        let texts = [&mut self.code, &mut self.sub_code, &mut self.message, &mut self.request_id];
        for text in texts.into_iter().flatten().chain([&mut self.body]) {
            for secret in secrets {
                if text.contains(secret.as_str()) {
                    *text = text.replace(secret.as_str(), "[redacted]");
                }
            }
        }
        let end = self.body_start().len();
        self.body.truncate(end);
        self.body.shrink_to_fit();
    }

    /// Takes out a text that the server quotes in its message, and the rest of the body after it.
    pub(super) fn forget(&mut self, quoted: &str) {
        if let Some(message) = &mut self.message {
            *message = message.replace(quoted, "[compared with ours]");
        }
        let told = "string to sign is:";
        if let Some(at) = self.body.to_ascii_lowercase().find(told) {
            self.body.truncate(at + told.len());
        }
    }

    /// The first bytes of the body, to the last whole character.
    pub(super) fn body_start(&self) -> &str {
        let whole = |end: &usize| self.body.is_char_boundary(*end);
        let end = (0..=self.body.len().min(Self::BODY_START)).rev().find(whole).unwrap_or_default();
        &self.body[..end]
    }
}

/// Without headers, among which a proxy may repeat anything.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("sub_code", &self.sub_code)
            .field("message", &self.message)
            .field("request_id", &self.request_id)
            .field("body_start", &self.body_start())
            .finish_non_exhaustive()
    }
}
