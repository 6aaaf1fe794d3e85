//! The client: one service's endpoint, credentials and transport.

use crate::call::Call;
use crate::config::{Config, Signature};
use crate::credentials::Credentials;
use crate::endpoint::{self, BaseUrl};
use crate::error::{Error, Result};
use crate::prepared::Prepared;
use crate::protocol::{Attempt, Signed};
use crate::table::{Idempotency, Operation, Service};
use crate::transport::Transport;
use crate::validate::{self, Violation};
use crate::value::{Map, RecordRef};
use bytes::Bytes;
use http::{Request, Response};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::SystemTime;

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
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the region, network, endpoint,
    /// signature or a rule id is not one of the service's.
    pub fn new(service: &'static Service, config: Config) -> Result<Self> {
        let bases = endpoint::resolve(
            service,
            config.network.as_deref(),
            config.region.as_deref(),
            config.endpoint.as_ref().map(|endpoint| endpoint.0.as_str()),
        )?;
        let signature = signature(service, config.signature)?;
        refuse_unknown_rules(service, &config)?;
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

    /// Checks, encodes and signs one attempt; tells what it was signed with.
    pub(crate) async fn prepare(
        &self,
        operation: &'static Operation,
        record: RecordRef<'_>,
    ) -> Result<(Prepared, Arc<Credentials>)> {
        let warnings = self.validate(operation, record)?;
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
        Ok((Prepared { request, string_to_sign, warnings }, credentials))
    }

    /// Sends one attempt.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>> {
        let Some(transport) = &self.inner.transport else {
            let message =
                "there is no transport: give one with Config::transport, or use the feature reqwest";
            return Err(Error::configuration(message));
        };
        transport.send(request, self.inner.config.max_answer_bytes).await
    }

    /// Checks the request; gives the violations that only warn.
    fn validate(&self, operation: &Operation, record: RecordRef<'_>) -> Result<Vec<Violation>> {
        let config = &self.inner.config;
        if config.validation.is_off() {
            return Ok(Vec::new());
        }
        let mut violations = validate::check(record, config.clock.now());
        if operation.service.protocol.drops_empty_values() {
            let told: Vec<String> = violations.iter().map(|violation| violation.parameter.clone()).collect();
            let missing = validate::required_but_empty(record);
            violations.extend(missing.into_iter().filter(|one| !told.contains(&one.parameter)));
        }
        if violations.is_empty() {
            return Ok(violations);
        }
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

/// A misspelt rule id would switch nothing, and nobody would notice.
fn refuse_unknown_rules(service: &Service, config: &Config) -> Result<()> {
    let named: Vec<&str> = config.validation.rules().collect();
    if named.is_empty() {
        return Ok(());
    }
    let mut known = BTreeSet::new();
    for operation in service.operations {
        known.extend(validate::ids(operation.parameters));
    }
    match named.into_iter().find(|id| !known.contains(*id)) {
        Some(id) => Err(Error::configuration(format!("{} has no limit or rule {id:?}", service.name))),
        None => Ok(()),
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

/// Whether a request carries its operation's idempotency token, and one that the service would take.
pub(crate) fn has_token(operation: &Operation, record: RecordRef<'_>, now: SystemTime) -> bool {
    let Idempotency::Token { parameter, .. } = operation.idempotency else {
        return false;
    };
    let shape = operation.parameters;
    let Some(index) = shape.index_of(parameter) else {
        return false;
    };
    let value = record.get(index);
    let is_empty = value.is_absent() || value.to_text().is_empty();
    !is_empty && validate::check_member(shape, &shape.members[index], value, now).is_empty()
}
