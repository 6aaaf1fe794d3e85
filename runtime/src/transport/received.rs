//! What the transports share: an answer that is read up to a cap, the connections they keep, and the name they go
//! by.

use crate::error::{Error, Result};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Response, StatusCode};

/// How many connections to one host are kept for the next calls. A burst may open more; they are closed after it.
pub(super) const MOST_IDLE: usize = 128;

/// What a request says that it comes from, where the caller says nothing.
pub(super) const USER_AGENT: &str = concat!("bindery/", env!("CARGO_PKG_VERSION"));

/// An answer in the making, up to the most that is taken.
pub(super) struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: BytesMut,
    most: usize,
}

impl Received {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, most: usize) -> Self {
        Self { status, headers, body: BytesMut::new(), most }
    }

    /// With these bytes more.
    pub(super) fn and(mut self, chunk: &[u8]) -> Result<Self> {
        if self.body.len() + chunk.len() > self.most {
            return Err(Error::too_large(self.status, self.headers, &self.body, self.most));
        }
        self.body.extend_from_slice(chunk);
        Ok(self)
    }

    pub(super) fn interrupted(self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::interrupted(self.status, self.headers, &self.body, source)
    }

    pub(super) fn finish(self) -> Response<Bytes> {
        let mut response = Response::new(self.body.freeze());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
