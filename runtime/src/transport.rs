//! How requests reach the service.

#[cfg(feature = "hyper")]
mod hyper;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod received;
#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "hyper")]
pub use self::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

use crate::credentials::BoxFuture;
use crate::error::Result;
use bytes::Bytes;
use http::{Request, Response};
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
#[cfg_attr(
    not(any(feature = "reqwest", feature = "hyper")),
    expect(clippy::unnecessary_wraps, reason = "the transports can fail")
)]
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
