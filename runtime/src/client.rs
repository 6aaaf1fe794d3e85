//! The client: one service's endpoint, credentials and transport.

use crate::call::Call;
use crate::config::{Config, Signature};
use crate::endpoint::{self, BaseUrl};
use crate::error::{Error, Result};
use crate::prepared::Prepared;
use crate::protocol::{Attempt, Signed};
use crate::table::{Idempotency, Operation, Service};
use crate::transport::Transport;
use crate::validate::{self, Violation};
use crate::value::{Map, RecordRef};
use bytes::Bytes;
use http::Response;
use std::sync::Arc;

/// A client of one service. The generated clients are thin covers of it.
///
/// Cloning it is cheap, and the clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    service: &'static Service,
    bases: Vec<BaseUrl>,
    signature: Signature,
    transport: Option<Arc<dyn Transport>>,
    config: Config,
}

impl Client {
    /// A client of this service.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the region, network, endpoint or
    /// signature is not one of the service's.
    pub fn new(service: &'static Service, config: Config) -> Result<Self> {
        let bases = endpoint::resolve(
            service,
            config.network.as_deref(),
            config.region.as_deref(),
            config.endpoint.as_deref(),
        )?;
        let signature = signature(service, config.signature)?;
        let transport = match &config.transport {
            Some(transport) => Some(Arc::clone(transport)),
            None => default_transport(&config)?,
        };
        Ok(Self { inner: Arc::new(Inner { service, bases, signature, transport, config }) })
    }

    /// The service's table.
    pub fn service(&self) -> &'static Service {
        self.inner.service
    }

    /// A call of the operation with this wire name, its parameters by wire name in JSON. It takes the
    /// same path as a typed call.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the service has no such operation.
    pub fn call<'a>(&'a self, operation: &str, parameters: &'a Map) -> Result<Call<'a, serde_json::Value>> {
        let Some(found) = self.inner.service.operation(operation) else {
            let known: Vec<&str> =
                self.inner.service.operations.iter().map(|operation| operation.name).collect();
            return Err(Error::configuration(format!(
                "{} has no operation {operation:?}; known are {}",
                self.inner.service.name,
                known.join(", ")
            )));
        };
        Ok(Call::untyped(self, found, parameters))
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Checks, encodes and signs one attempt.
    pub(crate) async fn prepare(
        &self,
        operation: &'static Operation,
        record: RecordRef<'_>,
    ) -> Result<Prepared> {
        let warnings = self.validate(record)?;
        let credentials = self.inner.config.credentials.get().await?;
        let attempt = Attempt {
            operation,
            record,
            base: self.base(operation)?,
            credentials: &credentials,
            signature: self.inner.signature,
            now: self.inner.config.clock.now(),
            nonces: &*self.inner.config.nonces,
        };
        let Signed { request, string_to_sign } = operation.service.protocol.sign(&attempt)?;
        Ok(Prepared { request, string_to_sign, warnings })
    }

    /// Sends one attempt.
    pub(crate) async fn send(&self, prepared: Prepared) -> Result<Response<Bytes>> {
        let Some(transport) = &self.inner.transport else {
            let message =
                "there is no transport: give one with Config::transport, or use the feature reqwest";
            return Err(Error::configuration(message));
        };
        transport.send(prepared.request, self.inner.config.max_answer_bytes).await
    }

    fn validate(&self, record: RecordRef<'_>) -> Result<Vec<Violation>> {
        let config = &self.inner.config;
        if config.validation.is_off() {
            return Ok(Vec::new());
        }
        let violations = validate::check(record, config.clock.now());
        let (stops, warnings) = config.validation.sort(violations);
        if stops.is_empty() { Ok(warnings) } else { Err(Error::invalid(stops)) }
    }

    fn base(&self, operation: &Operation) -> Result<&BaseUrl> {
        let base = match self.inner.bases.as_slice() {
            [only] => Some(only),
            bases => bases.iter().find(|base| base.name() == operation.base),
        };
        base.ok_or_else(|| Error::configuration(format!("{} has no base URL here", operation.name)))
    }
}

fn signature(service: &Service, wanted: Option<Signature>) -> Result<Signature> {
    let known = service.protocol.signatures();
    match wanted {
        None => known.first().copied().ok_or_else(|| Error::configuration("the protocol has no signature")),
        Some(wanted) if known.contains(&wanted) => Ok(wanted),
        Some(wanted) => {
            let known: Vec<&str> = known.iter().map(|signature| signature.name()).collect();
            Err(Error::configuration(format!(
                "{} does not take signature {:?}; it takes {}",
                service.name,
                wanted.name(),
                known.join(", ")
            )))
        }
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(config: &Config) -> Result<Option<Arc<dyn Transport>>> {
    let transport = crate::transport::ReqwestTransport::new(&config.timeouts)?;
    Ok(Some(Arc::new(transport)))
}

#[cfg(not(feature = "reqwest"))]
#[expect(clippy::unnecessary_wraps, reason = "the other feature's function can fail")]
fn default_transport(_: &Config) -> Result<Option<Arc<dyn Transport>>> {
    Ok(None)
}

/// Whether a request carries its operation's idempotency token.
pub(crate) fn has_token(operation: &Operation, record: RecordRef<'_>) -> bool {
    match operation.idempotency {
        Idempotency::Token { parameter, .. } => !record.at(parameter).is_absent(),
        Idempotency::None | Idempotency::Natural => false,
    }
}
