//! The transport that reqwest carries.

use super::Transport;
use super::received::{MOST_IDLE, Received, USER_AGENT};
use crate::credentials::BoxFuture;
use crate::error::{Error, Result};
use bytes::Bytes;
use http::{Request, Response};
use std::time::Duration;

/// The transport that reqwest carries: HTTP/1.1 over rustls, one pool of connections.
///
/// It repeats, redirects and decompresses nothing, and takes no proxy from the environment.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport that gives up connecting after this time.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self> {
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(connect_timeout)
            .pool_max_idle_per_host(MOST_IDLE)
            .redirect(reqwest::redirect::Policy::none())
            // A repeat must be signed anew, so none may happen below us. (The pool still takes another
            // connection where one closed before any byte of the request was written to it: the
            // server has then seen nothing.)
            .retry(reqwest::retry::never())
            // The environment's proxies are not part of the configuration that we were given.
            .no_proxy()
            // Another crate may have switched these on for all.
            .http1_only()
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .build()
            .map_err(|error| Error::configuration("the HTTP client cannot be built").with_source(error))?;
        Ok(Self(client))
    }

    async fn exchange(&self, request: Request<Bytes>, max_answer_bytes: usize) -> Result<Response<Bytes>> {
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
    let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
    let mut received = Received::new(status, headers, max_answer_bytes);
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => received = received.and(&chunk)?,
            Ok(None) => return Ok(received.finish()),
            Err(error) => return Err(received.interrupted(error.without_url())),
        }
    }
}
