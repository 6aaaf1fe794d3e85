//! What the tests share: one way to start a mock, and one to call it.

use bindery::runtime::table::Service;
use bindery::runtime::{Client, serde_json};
use bindery::{Config, Credentials, Error, Map};
use bindery_mock::{Mock, MockConfig};
use serde_json::Value as Json;
use std::time::{Duration, SystemTime};

/// 2026-11-22T05:00:27Z, when most tests begin.
pub(crate) fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_323_627)
}

/// A mock whose clock stands still.
pub(crate) async fn mock() -> Mock {
    Mock::start(MockConfig::default().clock_at(start())).await.unwrap()
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
    Config::new(credentials).endpoint(mock.url()).clock(mock.clock())
}

/// A client that checks nothing, so that the mock has to.
pub(crate) fn unchecked(mock: &Mock, service: &'static Service) -> Client {
    Client::new(service, config(mock, service).validation(bindery::Mode::Off)).unwrap()
}

/// A call by name.
pub(crate) async fn call(
    mock: &Mock,
    service: &'static Service,
    operation: &str,
    parameters: Json,
) -> Result<Json, Error> {
    let client = unchecked(mock, service);
    let parameters = object(parameters);
    client.call(operation, &parameters)?.await.map(bindery::Answer::into_inner)
}

/// The error of a call by name.
pub(crate) async fn refused(
    mock: &Mock,
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
