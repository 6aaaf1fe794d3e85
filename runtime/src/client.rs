//! The client: one service's endpoint, credentials and transport.

use crate::call::Call;
use crate::clock::{Lesson, Skew};
use crate::config::{Config, Signature};
use crate::credentials::Credentials;
use crate::endpoint::{self, BaseUrl};
use crate::error::{Error, Result};
use crate::pacing::Pacer;
use crate::prepared::Prepared;
use crate::protocol::{self, Allowance, Attempt, Signed};
use crate::retry::Budget;
use crate::table::{Operation, Service};
use crate::trace;
use crate::transport::{self, Transport};
use crate::validate::{self, Violation};
use crate::value::{Map, RecordRef};
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// A client of one service. The generated clients are thin covers of it.
///
/// Cloning it is cheap, and the clones share their connections.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    service: &'static Service,
    bases: Vec<BaseUrl>,
    signature: Signature,
    transport: Option<Arc<dyn Transport>>,
    pacer: Pacer,
    budget: Budget,
    skew: Skew,
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
            None => transport::default_transport(config.timeouts.connect)?,
        };
        let pacer = if config.pacing { Pacer::new(service) } else { Pacer::default() };
        let (budget, skew) = (Budget::default(), Skew::default());
        let inner = Inner { service, bases, signature, transport, pacer, budget, skew, config };
        Ok(Self { inner: Arc::new(inner) })
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

    /// The time at the service, as far as it is known.
    pub(crate) fn now(&self) -> SystemTime {
        self.inner.skew.correct(self.inner.config.clock.now())
    }

    /// Checks, encodes and signs the request.
    pub(crate) async fn prepare(
        &self,
        operation: &'static Operation,
        record: RecordRef<'_>,
    ) -> Result<Prepared> {
        let now = self.now();
        let warnings = self.validate(operation, record, now)?;
        let credentials = self.credentials().await?;
        let Signed { request, string_to_sign } = self.sign(operation, record, &credentials, now)?;
        Ok(Prepared { request, string_to_sign, warnings })
    }

    /// The credentials to sign with.
    pub(crate) async fn credentials(&self) -> Result<Arc<Credentials>> {
        self.inner.config.credentials.get().await.map_err(Error::before_sending)
    }

    /// Encodes and signs one attempt.
    pub(crate) fn sign(
        &self,
        operation: &'static Operation,
        record: RecordRef<'_>,
        credentials: &Credentials,
        now: SystemTime,
    ) -> Result<Signed> {
        let base = self.base(operation)?;
        let (signature, nonces) = (self.inner.signature, &*self.inner.config.nonces);
        operation.service.protocol.sign(&Attempt {
            operation,
            record,
            base,
            credentials,
            signature,
            now,
            nonces,
        })
    }

    /// Waits for the operation's turn under the documented rates.
    pub(crate) async fn pace(&self, operation: &Operation, deadline: Instant) -> Result<()> {
        self.inner.pacer.wait(operation, deadline).await
    }

    /// Paces the operation by what the service says is left.
    pub(crate) fn told(&self, operation: &Operation, allowance: Allowance) {
        self.inner.pacer.told(operation, allowance);
    }

    /// Lets the operation's calls wait as long as the service asks.
    pub(crate) fn pause(&self, operation: &Operation, wait: Duration) {
        self.inner.pacer.pause(operation, wait);
    }

    /// How much may still be repeated.
    pub(crate) fn budget(&self) -> &Budget {
        &self.inner.budget
    }

    /// Sets the clock by the date of an answer that refused ours; says whether a request that is dated anew may
    /// pass. The date can be trusted: every answer came over TLS or from this machine.
    pub(crate) fn set_clock(&self, headers: &HeaderMap, signed: SystemTime) -> bool {
        let Some(date) = protocol::date(headers) else {
            return false;
        };
        match self.inner.skew.learn(self.inner.config.clock.now(), signed, date) {
            Lesson::Nothing => false,
            Lesson::Known => true,
            Lesson::New { ahead, by } => {
                trace::clock_is_off(ahead, by);
                true
            }
        }
    }

    /// Sends one attempt.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>> {
        let Some(transport) = &self.inner.transport else {
            let message =
                "there is no transport: give one with Config::transport, or use the feature reqwest or hyper";
            return Err(Error::configuration(message));
        };
        transport.send(request, self.inner.config.max_answer_bytes).await
    }

    /// Checks the request; gives the violations that only warn.
    pub(crate) fn validate(
        &self,
        operation: &Operation,
        record: RecordRef<'_>,
        now: SystemTime,
    ) -> Result<Vec<Violation>> {
        let config = &self.inner.config;
        if config.validation.is_off() {
            return Ok(Vec::new());
        }
        let mut violations = validate::check(record, now);
        if operation.service.protocol.drops_empty_values() {
            let told: Vec<String> = violations.iter().map(|violation| violation.parameter.clone()).collect();
            let missing = validate::required_but_empty(record);
            violations.extend(missing.into_iter().filter(|one| !told.contains(&one.parameter)));
        }
        if violations.is_empty() {
            return Ok(violations);
        }
        let (stops, warnings) = config.validation.sort(violations);
        if stops.is_empty() { Ok(warnings) } else { Err(Error::invalid(stops, warnings)) }
    }

    fn base(&self, operation: &Operation) -> Result<&BaseUrl> {
        let base = match self.inner.bases.as_slice() {
            [only] => Some(only),
            bases => bases.iter().find(|base| base.name() == operation.base),
        };
        base.ok_or_else(|| Error::configuration(format!("{} has no base URL here", operation.name)))
    }
}

/// What it was set up with, without what it keeps count of.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.inner.service)
            .field("bases", &self.inner.bases)
            .field("signature", &self.inner.signature)
            .field("config", &self.inner.config)
            .finish_non_exhaustive()
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
