//! What the tests share: one way to start a mock, and one to call it.

use bindery::runtime::table::Service;
use bindery::runtime::{Client, serde_json};
use bindery::{Config, Credentials, Error, Map};
use bindery_mock::{Mock, MockConfig};
use serde_json::Value as Json;
use std::ops::Deref;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

/// 2026-11-22T05:00:27Z, when most tests begin.
pub(crate) fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_323_627)
}

/// A running mock, with a client of each service that checks nothing, so that the mock has to. A client is
/// made once, for that takes longer than many calls.
pub(crate) struct Running {
    mock: Mock,
    clients: Vec<OnceLock<Client>>,
}

impl Running {
    pub(crate) async fn start(config: MockConfig) -> Self {
        let mock = Mock::start(config).await.unwrap();
        Self { mock, clients: services().map(|_| OnceLock::new()).into() }
    }

    fn client(&self, service: &'static Service) -> &Client {
        let at = services().iter().position(|known| *known == service).unwrap();
        let unchecked = || config(self, service).validation(bindery::Mode::Off);
        self.clients[at].get_or_init(|| Client::new(service, unchecked()).unwrap())
    }
}

impl Deref for Running {
    type Target = Mock;

    fn deref(&self) -> &Mock {
        &self.mock
    }
}

/// A mock whose clock stands still.
pub(crate) async fn mock() -> Running {
    Running::start(MockConfig::default().clock_at(start())).await
}

pub(crate) fn services() -> [&'static Service; 4] {
    [&bindery::jpush::SERVICE, &bindery::mpush::SERVICE, &bindery::mqtt::SERVICE, &bindery::tmc::SERVICE]
}

/// How a client of the mock is set up.
pub(crate) fn config(mock: &Mock, service: &Service) -> Config {
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET").unwrap();
    let credentials = match service.name {
        "tmc" => credentials.with_token("EXAMPLE-NOT-A-SESSION").unwrap(),
        _ => credentials,
    };
    config_of(mock, credentials)
}

/// The same with credentials of the test's own. A client of the tests sends a call once and at once, so that
/// they see what the mock does and not what the client makes of it.
pub(crate) fn config_of(mock: &Mock, credentials: Credentials) -> Config {
    Config::new(credentials).endpoint(mock.url()).clock(mock.clock()).max_attempts(1).pacing(false)
}

/// A call by name.
pub(crate) async fn call(
    mock: &Running,
    service: &'static Service,
    operation: &str,
    parameters: Json,
) -> Result<Json, Error> {
    let parameters = object(parameters);
    mock.client(service).call(operation, &parameters)?.await.map(bindery::Answer::into_inner)
}

/// The error of a call by name.
pub(crate) async fn refused(
    mock: &Running,
    service: &'static Service,
    operation: &str,
    parameters: Json,
) -> Error {
    let answer = call(mock, service, operation, parameters.clone()).await;
    answer.expect_err(&format!("{operation} takes {parameters}"))
}

pub(crate) fn object(json: Json) -> Map {
    match json {
        Json::Object(map) => map,
        other => unreachable!("not an object: {other}"),
    }
}

/// The first example of an operation.
pub(crate) fn sample(operation: &str) -> Json {
    let service = services().into_iter().find(|service| service.operation(operation).is_some());
    examples(service.unwrap(), operation).remove(0)["request"].take()
}

/// The examples in the specification of an operation.
pub(crate) fn examples(service: &Service, operation: &str) -> Vec<Json> {
    let file = format!("../specs/{}/{operation}.json", service.name);
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let mut specification: Json = serde_json::from_str(&text).unwrap();
    match specification["examples"].take() {
        Json::Array(examples) => examples,
        other => unreachable!("no examples: {other}"),
    }
}
