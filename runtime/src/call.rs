//! Calls: a request bound to a client, to be sent by `.await` or only prepared.

use crate::answer::{Answer, AnswerBody};
use crate::attempts;
use crate::client::Client;
use crate::credentials::BoxFuture;
use crate::error::Result;
use crate::json::JsonRecord;
use crate::prepared::Prepared;
use crate::record::Record;
use crate::table::Operation;
use crate::value::{Map, RecordRef};
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

/// A call that was not made yet: `.await` makes it, [`prepare`](Self::prepare) only signs it.
///
/// A call that fails is attempted again where its error may pass and the operation cannot take effect twice; each
/// attempt is signed anew. Where an idempotency token is what makes a repeat harmless and the request has none,
/// one is filled in for the attempts of the call.
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
    /// All that can go wrong before something is sent: broken limits, credentials. A provider of credentials is waited
    /// for as long as it takes: no time limit of the configuration applies.
    pub async fn prepare(self) -> Result<Prepared> {
        self.client.prepare(self.operation, self.record).await.map_err(|error| error.of(self.operation))
    }
}

impl<'a, A: AnswerBody> IntoFuture for Call<'a, A> {
    type Output = Result<Answer<A>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let exchange = attempts::call(self.client, self.operation, self.record).await?;
            exchange.read(self.operation)
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
