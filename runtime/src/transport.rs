//! How requests reach the service.

use crate::credentials::BoxFuture;
use crate::error::Result;
use bytes::Bytes;
use http::{Request, Response};
use std::fmt;

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

#[cfg(feature = "reqwest")]
pub(crate) use self::default::ReqwestTransport;

#[cfg(feature = "reqwest")]
mod default {
    use super::Transport;
    use crate::config::Timeouts;
    use crate::credentials::BoxFuture;
    use crate::error::{Error, Result};
    use bytes::{Bytes, BytesMut};
    use http::{Request, Response};

    /// The default transport: HTTP/1.1 over rustls, one pool of connections.
    #[derive(Debug)]
    pub(crate) struct ReqwestTransport(reqwest::Client);

    impl ReqwestTransport {
        pub(crate) fn new(timeouts: &Timeouts) -> Result<Self> {
            let client = reqwest::Client::builder()
                .user_agent(concat!("bindery/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(timeouts.connect)
                .redirect(reqwest::redirect::Policy::none())
                // A repeat must be signed anew, so none may happen below us. (The pool still takes another
                // connection where one closed before any byte of the request was written to it: the
                // server has then seen nothing.)
                .retry(reqwest::retry::never())
                // The environment's proxies are not part of the configuration that we were given.
                .no_proxy()
                .build()
                .map_err(|error| {
                    Error::configuration("the HTTP client cannot be built").with_source(error)
                })?;
            Ok(Self(client))
        }

        async fn exchange(
            &self,
            request: Request<Bytes>,
            max_answer_bytes: usize,
        ) -> Result<Response<Bytes>> {
            let request = reqwest::Request::try_from(request).map_err(|error| {
                Error::configuration("the request has no valid URL").with_source(error.without_url())
            })?;
            let answer = self.0.execute(request).await.map_err(failed_to_send)?;
            read(answer, max_answer_bytes).await
        }
    }

    impl Transport for ReqwestTransport {
        fn send(
            &self,
            request: Request<Bytes>,
            max_answer_bytes: usize,
        ) -> BoxFuture<'_, Result<Response<Bytes>>> {
            Box::pin(self.exchange(request, max_answer_bytes))
        }
    }

    /// The URL is left out of the error: its query is the request.
    fn failed_to_send(error: reqwest::Error) -> Error {
        let error = error.without_url();
        if error.is_builder() {
            Error::configuration("the request cannot be sent as it is").with_source(error)
        } else if error.is_connect() {
            Error::connect(error)
        } else {
            Error::transport(error)
        }
    }

    async fn read(mut answer: reqwest::Response, max_answer_bytes: usize) -> Result<Response<Bytes>> {
        let status = answer.status();
        let headers = std::mem::take(answer.headers_mut());
        let mut body = BytesMut::new();
        loop {
            match answer.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > max_answer_bytes => {
                    return Err(Error::too_large(status, headers, &body, max_answer_bytes));
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return Err(Error::interrupted(status, headers, &body, error.without_url())),
            }
        }
        let mut response = Response::new(body.freeze());
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}
