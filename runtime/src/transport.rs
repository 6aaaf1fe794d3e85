//! How requests reach the service.

#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "hyper")]
pub use self::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

use crate::credentials::BoxFuture;
use crate::error::{Error, Result};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Request, Response, StatusCode};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Sends one signed request and reads the whole answer.
///
/// An implementation never repeats, redirects or decompresses on its own, stops reading after
/// `max_answer_bytes`, and says in its errors whether the request may have been sent:
/// [`Error::connect`](crate::Error::connect) if certainly not, [`Error::transport`](crate::Error::transport)
/// otherwise, [`Error::interrupted`](crate::Error::interrupted) if the answer had begun and
/// [`Error::too_large`](crate::Error::too_large) if it does not end in time.
pub trait Transport: Send + Sync + fmt::Debug {
    /// Sends the request and waits for the whole answer.
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the request may have been sent.
    fn send(
        &self,
        request: Request<Bytes>,
        max_answer_bytes: usize,
    ) -> BoxFuture<'_, Result<Response<Bytes>>>;
}

/// The transport of a client that was given none: the leaner one, where both are built.
pub(crate) fn default_transport(connect_timeout: Duration) -> Result<Option<Arc<dyn Transport>>> {
    #[cfg(feature = "hyper")]
    let transport: Option<Arc<dyn Transport>> = Some(Arc::new(HyperTransport::new(connect_timeout)?));
    #[cfg(all(feature = "reqwest", not(feature = "hyper")))]
    let transport: Option<Arc<dyn Transport>> = Some(Arc::new(ReqwestTransport::new(connect_timeout)?));
    #[cfg(not(any(feature = "reqwest", feature = "hyper")))]
    let transport = {
        let _ = connect_timeout;
        None
    };
    Ok(transport)
}

/// What a request says that it comes from, where the caller says nothing.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
const USER_AGENT: &str = concat!("bindery/", env!("CARGO_PKG_VERSION"));

/// An answer in the making, up to the most that is taken.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
struct Received {
    status: StatusCode,
    headers: HeaderMap,
    body: BytesMut,
    most: usize,
}

#[cfg(any(feature = "reqwest", feature = "hyper"))]
impl Received {
    fn new(status: StatusCode, headers: HeaderMap, most: usize) -> Self {
        Self { status, headers, body: BytesMut::new(), most }
    }

    /// With these bytes more.
    fn and(mut self, chunk: &[u8]) -> Result<Self> {
        if self.body.len() + chunk.len() > self.most {
            return Err(Error::too_large(self.status, self.headers, &self.body, self.most));
        }
        self.body.extend_from_slice(chunk);
        Ok(self)
    }

    fn interrupted(self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::interrupted(self.status, self.headers, &self.body, source)
    }

    fn finish(self) -> Response<Bytes> {
        let mut response = Response::new(self.body.freeze());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
