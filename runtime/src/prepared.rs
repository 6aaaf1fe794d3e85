//! Requests that are signed and not sent.

use crate::validate::Violation;
use bytes::Bytes;
use http::{HeaderMap, Request};
use std::fmt;

/// A signed request that was not sent.
///
/// Printing it shows neither headers' secrets nor the body.
pub struct Prepared {
    pub(crate) request: Request<Bytes>,
    pub(crate) string_to_sign: Option<String>,
    pub(crate) warnings: Vec<Violation>,
}

impl Prepared {
    /// The HTTP method.
    pub fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The URL.
    pub fn url(&self) -> String {
        self.request.uri().to_string()
    }

    /// The headers, `host` and the signature included.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    /// The text that was signed, where the protocol signs.
    pub fn string_to_sign(&self) -> Option<&str> {
        self.string_to_sign.as_deref()
    }

    /// Limits that the request breaks without being refused.
    pub fn warnings(&self) -> &[Violation] {
        &self.warnings
    }

    /// The request, to be sent by other means. Its signature is good for one attempt.
    pub fn into_request(self) -> Request<Bytes> {
        self.request
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("method", &self.method())
            .field("host", &self.request.uri().host())
            .field("path", &self.request.uri().path())
            .field("body_bytes", &self.body().len())
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}
