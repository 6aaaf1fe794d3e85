//! Connections: requests in, answers out, or what is left of them.

use crate::control;
use crate::exchange::{Delivery, Exchange};
use crate::reply::Reply;
use crate::wire::Received;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::fmt;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// The largest body that is read: five files of a mebibyte, as TOP takes them, and as much again around them.
const MOST_BYTES: usize = 10 << 20;

/// How long no connection is accepted after one could not be.
const PAUSE: Duration = Duration::from_millis(10);

/// Serves connections until it is dropped, and with it all of them.
pub(crate) async fn serve(listener: TcpListener, exchange: Arc<Exchange>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                match accepted {
                    Ok((stream, peer)) => {
                        connections.spawn(connection(stream, peer.ip(), Arc::clone(&exchange)));
                    }
                    // As when there are too many open files: until some are closed, it would fail again.
                    Err(_) => tokio::time::sleep(PAUSE).await,
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, peer: IpAddr, exchange: Arc<Exchange>) {
    // Small answers are to go out at once. Where that cannot be set, they go out a little later.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| respond(request, peer, &exchange));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    if let Err(error) = (&mut connection).await
        && error.is_user()
    {
        // With data unsent or not, the other side gets a reset.
        let stream = connection.into_parts().io.into_inner();
        let _ = stream.set_zero_linger();
    }
}

/// The answer to one request; an error resets the connection.
async fn respond(
    request: Request<Incoming>,
    peer: IpAddr,
    exchange: &Exchange,
) -> Result<Response<Sent>, Broken> {
    let (parts, body) = request.into_parts();
    let body = match Limited::new(body, MOST_BYTES).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => return Ok(sent(Reply::empty(413), false)),
        Err(_) => return Err(Broken),
    };
    let received = Received { parts, body, peer };
    if let Some(reply) = control::answer(exchange, &received) {
        return Ok(sent(reply, false));
    }
    let outcome = exchange.answer(&received);
    if let Some(delay) = outcome.delay {
        tokio::time::sleep(delay).await;
    }
    match outcome.delivery {
        Delivery::Whole(reply) => Ok(sent(reply, false)),
        Delivery::Cut(reply) => Ok(sent(reply, true)),
        Delivery::Reset => Err(Broken),
    }
}

fn sent(reply: Reply, is_cut: bool) -> Response<Sent> {
    let half = reply.body.slice(..reply.body.len() / 2);
    let rest = if is_cut { Rest::Broken } else { Rest::None };
    let length = reply.body.len() as u64;
    let body = Sent { next: Some(if is_cut { half } else { reply.body }), rest, length };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = reply.headers;
    response
}

/// The connection is to break off.
#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broken off")
    }
}

impl std::error::Error for Broken {}

/// A body, or its first half.
#[derive(Debug)]
struct Sent {
    next: Option<Bytes>,
    rest: Rest,
    /// Its whole length, which the head of the answer tells.
    length: u64,
}

/// What comes after the bytes of a body.
#[derive(Clone, Copy, Debug)]
enum Rest {
    None,
    /// It breaks off, once the bytes before had time to go out.
    Broken,
    BrokenNow,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        match (self.next.take().filter(|bytes| !bytes.is_empty()), self.rest) {
            (Some(bytes), _) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            (None, Rest::None) => Poll::Ready(None),
            (None, Rest::Broken) => {
                self.rest = Rest::BrokenNow;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            (None, Rest::BrokenNow) => Poll::Ready(Some(Err(Broken))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.rest, Rest::None) && self.next.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
