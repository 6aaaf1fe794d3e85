//! The leaner transport: hyper, its pool of connections and rustls, which reqwest is built on too.

use super::Transport;
use super::received::{MOST_IDLE, Received, USER_AGENT};
use crate::credentials::BoxFuture;
use crate::error::{Error, Result};
use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{self, Client};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::timeout;
use tower_service::Service;

/// The transport that hyper carries: HTTP/1.1 over rustls, one pool of connections.
///
/// It spares what reqwest does beyond that: above all to take every URL apart once more and put it together again.
///
/// It repeats, redirects and decompresses nothing, and knows no proxies.
#[derive(Clone)]
pub struct HyperTransport(Client<InTime, Full<Bytes>>);

impl HyperTransport {
    /// A transport that gives up connecting, TLS included, after this time.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let https = HttpsConnectorBuilder::new()
            .try_with_platform_verifier()
            .map_err(|error| Error::configuration("TLS cannot be set up").with_source(error))?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        // A request may go to another connection where one closed before any byte of it was written; the server
        // has then seen nothing.
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(MOST_IDLE)
            .build(InTime { https, limit: connect_timeout });
        Ok(Self(client))
    }

    async fn exchange(
        &self,
        mut request: Request<Bytes>,
        max_answer_bytes: usize,
    ) -> Result<Response<Bytes>> {
        let agent = HeaderValue::from_static(USER_AGENT);
        request.headers_mut().entry(header::USER_AGENT).or_insert(agent);
        let answer = self.0.request(request.map(Full::new)).await.map_err(failed_to_send)?;
        read(answer, max_answer_bytes).await
    }
}

impl Transport for HyperTransport {
    fn send(
        &self,
        request: Request<Bytes>,
        max_answer_bytes: usize,
    ) -> BoxFuture<'_, Result<Response<Bytes>>> {
        Box::pin(self.exchange(request, max_answer_bytes))
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

fn failed_to_send(error: legacy::Error) -> Error {
    if error.is_connect() { Error::connect(error) } else { Error::transport(error) }
}

async fn read(answer: Response<Incoming>, max_answer_bytes: usize) -> Result<Response<Bytes>> {
    let (head, mut body) = answer.into_parts();
    let mut received = Received::new(head.status, head.headers, max_answer_bytes);
    loop {
        match body.frame().await {
            // A frame that is no data holds trailers, which nobody reads.
            Some(Ok(frame)) => {
                if let Some(chunk) = frame.data_ref() {
                    received = received.and(chunk)?;
                }
            }
            None => return Ok(received.finish()),
            Some(Err(error)) => return Err(received.interrupted(error)),
        }
    }
}

/// A connector that gives up after a time.
#[derive(Clone)]
struct InTime {
    https: HttpsConnector<HttpConnector>,
    limit: Duration,
}

type Connected = <HttpsConnector<HttpConnector> as Service<Uri>>::Response;
type AnyError = Box<dyn StdError + Send + Sync>;

impl Service<Uri> for InTime {
    type Response = Connected;
    type Error = AnyError;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Connected, AnyError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<std::result::Result<(), AnyError>> {
        self.https.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let (connecting, limit) = (self.https.call(uri), self.limit);
        Box::pin(async move {
            match timeout(limit, connecting).await {
                Ok(connected) => connected,
                Err(_) => Err(format!("connecting took longer than {limit:?}").into()),
            }
        })
    }
}
