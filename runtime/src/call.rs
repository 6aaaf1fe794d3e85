//! Calls: a request bound to a client, to be sent by `.await` or only prepared.

use crate::answer::{Answer, AnswerBody, Body};
use crate::client::{Client, has_token};
use crate::credentials::{BoxFuture, Credentials};
use crate::error::{Error, Reply, Result, SendState};
use crate::json::JsonRecord;
use crate::prepared::Prepared;
use crate::protocol::{Success, find_request_id};
use crate::record::Record;
use crate::table::Operation;
use crate::validate::Violation;
use crate::value::{Map, RecordRef};
use bytes::Bytes;
use http::Response;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::time::timeout;

/// A call that was not made yet: `.await` makes it, [`prepare`](Self::prepare) only signs it.
///
/// # Cancel safety
///
/// If the future is dropped before it ends, the request may have been sent and may have taken effect.
#[must_use = "nothing is sent until the call is awaited"]
pub struct Call<'a, A> {
    client: &'a Client,
    operation: &'static Operation,
    record: RecordRef<'a>,
    answer: PhantomData<fn() -> A>,
}

impl<'a, A> Call<'a, A> {
    /// A typed call.
    pub fn new(client: &'a Client, operation: &'static Operation, request: &'a dyn Record) -> Self {
        Self { client, operation, record: RecordRef::Typed(request), answer: PhantomData }
    }

    pub(crate) fn untyped(client: &'a Client, operation: &'static Operation, parameters: &'a Map) -> Self {
        Self {
            client,
            operation,
            record: RecordRef::Json(JsonRecord::new(operation.parameters, parameters)),
            answer: PhantomData,
        }
    }

    /// The operation's table.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Checks, encodes and signs the request without sending it.
    ///
    /// # Errors
    ///
    /// All that can go wrong before something is sent: broken limits, credentials.
    pub async fn prepare(self) -> Result<Prepared> {
        match self.client.prepare(self.operation, self.record).await {
            Ok((prepared, _)) => Ok(prepared),
            Err(error) => Err(error.of(self.operation, false)),
        }
    }
}

impl<'a, A: AnswerBody> IntoFuture for Call<'a, A> {
    type Output = Result<Answer<A>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let exchange = exchange(self.client, self.operation, self.record).await?;
            exchange.read().map_err(|error| error.of(self.operation, false))
        })
    }
}

impl<A> fmt::Debug for Call<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.name)
            .field("request", &self.record)
            .finish_non_exhaustive()
    }
}

/// A successful answer before it is read into its type.
struct Exchange {
    success: Success,
    response: Response<Bytes>,
    warnings: Vec<Violation>,
    /// Name of the member with the request id, where the protocol has one.
    request_id_member: Option<&'static str>,
    /// What the request was signed with, and so what no error may show.
    credentials: Arc<Credentials>,
}

impl Exchange {
    fn read<A: AnswerBody>(self) -> Result<Answer<A>> {
        let (head, body) = self.response.into_parts();
        let read = match A::read(Body(self.success.payload)) {
            Ok(read) => read,
            Err(error) => {
                let mut reply = Reply::new(head.status, head.headers, &body);
                reply.request_id = self.success.request_id.or_else(|| find_request_id(&body));
                let error =
                    Error::decode("the answer is not in the documented form", reply).with_source(error);
                return Err(error.redacted(&self.credentials.secrets()));
            }
        };
        let of_answer = || self.request_id_member.and_then(|name| read.text_of(name));
        Ok(Answer {
            request_id: self.success.request_id.or_else(of_answer),
            body: read,
            status: head.status,
            headers: head.headers,
            warnings: self.warnings,
        })
    }
}

/// Makes the call. From here on it is the same for every operation, so it is compiled once.
async fn exchange(client: &Client, operation: &'static Operation, record: RecordRef<'_>) -> Result<Exchange> {
    if tokio::runtime::Handle::try_current().is_err() {
        let message = "a call is made on a Tokio runtime, whose clock ends it in time; there is none here";
        return Err(Error::configuration(message).of(operation, false));
    }
    let total = client.config().timeouts.total;
    let began = AtomicBool::new(false);
    let result = timeout(total, attempts(client, operation, record, &began)).await.unwrap_or_else(|_| {
        let send_state =
            if began.load(Ordering::Relaxed) { SendState::MaybeSent } else { SendState::NotSent };
        Err(Error::timeout(format!("the call took longer than {total:?}"), send_state))
    });
    result.map_err(|error| error.of(operation, has_token(operation, record, client.config().clock.now())))
}

/// One attempt for now; each would be prepared and signed anew. Tells when sending began.
async fn attempts(
    client: &Client,
    operation: &'static Operation,
    record: RecordRef<'_>,
    began: &AtomicBool,
) -> Result<Exchange> {
    let (prepared, credentials) = client.prepare(operation, record).await?;
    let limit = client.config().timeouts.attempt;
    began.store(true, Ordering::Relaxed);
    let Ok(response) = timeout(limit, client.send(prepared.request)).await else {
        let message = format!("the attempt took longer than {limit:?}");
        return Err(Error::timeout(message, SendState::MaybeSent));
    };
    let protocol = operation.service.protocol;
    match response.and_then(|response| Ok((protocol.read(operation, &response)?, response))) {
        Ok((success, response)) => Ok(Exchange {
            success,
            response,
            warnings: prepared.warnings,
            request_id_member: protocol.request_id_member(),
            credentials,
        }),
        Err(error) => Err(error.redacted(&credentials.secrets())),
    }
}
