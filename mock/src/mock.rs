//! The handle of a running mock.

use crate::clock::MockClock;
use crate::config::MockConfig;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::faults::{Fault, Faults};
use crate::ledger::Ledger;
use crate::server;
use crate::services;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running mock. Dropping it stops it, and closes its connections.
pub struct Mock {
    address: SocketAddr,
    exchange: Arc<Exchange>,
    server: JoinHandle<()>,
}

impl Mock {
    /// Starts a mock on the runtime that this is called on.
    ///
    /// # Errors
    ///
    /// If the address cannot be bound, or can be reached from elsewhere without
    /// [`MockConfig::expose`].
    pub async fn start(config: MockConfig) -> Result<Self, Error> {
        if !config.address.ip().is_loopback() && !config.exposed {
            return Err(Error::NotLoopback(config.address));
        }
        let failed = |error| Error::Bind(config.address, error);
        let listener = TcpListener::bind(config.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let exchange = Arc::new(Exchange::new(&config));
        let server = tokio::spawn(server::serve(listener, Arc::clone(&exchange)));
        Ok(Self { address, exchange, server })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its URL, to be given to clients: `Config::endpoint(mock.url())`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was accepted so far, and will be.
    pub fn ledger(&self) -> Ledger {
        self.exchange.ledger.clone()
    }

    /// The clock by which signatures, rates and objects grow old.
    pub fn clock(&self) -> MockClock {
        self.exchange.clock.clone()
    }

    /// Whether an MQTT client is online from now on.
    pub fn set_session(&self, client_id: impl Into<String>, online: bool) {
        self.exchange.state().objects.sessions.insert(client_id.into(), online);
    }

    /// The next calls of an operation are refused with a documented error, under the status of its first row.
    /// The operation goes by wire name; where the documentation has a template, its `%s` is filled in.
    ///
    /// # Errors
    ///
    /// If there is no such operation, or if its documentation has no such code.
    pub fn answer_next(&self, operation: &str, code: impl AsRef<str>, times: u32) -> Result<(), Error> {
        self.exchange.state().orders.add(operation, code.as_ref(), None, times)
    }

    /// The same for a code that is documented under several statuses.
    ///
    /// # Errors
    ///
    /// As for [`answer_next`](Self::answer_next).
    pub fn answer_next_with_status(
        &self,
        operation: &str,
        code: impl AsRef<str>,
        status: u16,
        times: u32,
    ) -> Result<(), Error> {
        self.exchange.state().orders.add(operation, code.as_ref(), Some(status), times)
    }

    /// What goes wrong by chance from now on.
    pub fn faults(&self, faults: Faults) {
        self.exchange.state().weather.set(faults);
    }

    /// The next calls of an operation have just this fault, and none by chance.
    ///
    /// # Errors
    ///
    /// If there is no such operation.
    pub fn fault_next(&self, operation: &str, fault: Fault, times: u32) -> Result<(), Error> {
        let known =
            services::operation(operation).ok_or_else(|| Error::UnknownOperation(operation.to_owned()))?;
        self.exchange.state().weather.order(known.name, fault, times);
        Ok(())
    }

    /// Runs until its task ends, which it does not do by itself.
    pub async fn run(mut self) {
        // The task ends with an error only if it is cancelled or panics, and then there is nothing to do.
        let _ = (&mut self.server).await;
    }
}

/// Where it listens. What it holds may be sensitive.
impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.server.abort();
    }
}
