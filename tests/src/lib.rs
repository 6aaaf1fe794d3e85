//! What the tests share: one way to prepare a call, one to answer it, one server to fail with.

#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod canned;
mod carrier;
mod lab;
pub mod promises;
mod recorder;
mod scripted;
mod server;
mod specs;
pub mod verify;

pub use self::canned::Canned;
pub use self::carrier::Carrier;
pub use self::recorder::{Recorder, Traced};
pub use self::scripted::{Act, Scripted};
pub use self::server::{Server, Step};
pub use self::specs::{model, sources};

use bindery::runtime::table::Service;
use bindery::runtime::{Client, http};
use bindery::{Config, Credentials, Map, Prepared, Result};
use std::fmt::Write as _;
use std::future::Future;
use std::time::{Duration, SystemTime};

/// The examples of the README compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// 2026-11-22T05:00:27Z, the time of every test.
pub fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_323_627)
}

/// The nonce of every test.
pub const NONCE: &str = "7a6453872b3e2784ed58643dee09a544";

/// The id of every test.
pub const ID: &str = "EXAMPLE-ID";

/// The secret of every test.
pub const SECRET: &str = "EXAMPLE-NOT-A-SECRET";

/// Obviously false credentials.
pub fn credentials() -> Credentials {
    Credentials::new(ID, SECRET).unwrap()
}

/// A configuration with a clock and nonce that stand still, a session, and a region where one is needed. A call
/// is attempted once.
pub fn config(service: &Service) -> Config {
    let credentials = match service.environment.token {
        Some(_) if service.name == "tmc" => credentials().with_token("EXAMPLE-NOT-A-SESSION").unwrap(),
        _ => credentials(),
    };
    let config = Config::new(credentials).clock(now()).nonces(NONCE.to_owned()).max_attempts(1);
    if service.name == "mqtt" { config.region("cn-shanghai") } else { config }
}

/// Every service.
pub fn services() -> [&'static Service; 4] {
    [&bindery::jpush::SERVICE, &bindery::mpush::SERVICE, &bindery::mqtt::SERVICE, &bindery::tmc::SERVICE]
}

/// The service of this name, or one of no vendor.
pub fn service(name: &str) -> &'static Service {
    services()
        .into_iter()
        .chain([&lab::RPC, &lab::ROA])
        .find(|service| service.name == name)
        .expect("a service of this name")
}

/// Prepares a call by name, with JSON parameters. Nothing is sent, so there is no transport to set up.
pub fn prepare(
    service: &'static Service,
    config: Config,
    operation: &str,
    parameters: &Map,
) -> Result<Prepared> {
    let config = config.transport(Canned::new(200, ""));
    block_on(async { Client::new(service, config)?.call(operation, parameters)?.prepare().await })
}

/// Runs a future to its end on a runtime of its own.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

/// Runs a future to its end on a runtime whose clock jumps ahead whenever there is nothing else to do.
pub fn block_on_fake_time<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).build().expect("a runtime");
    runtime.block_on(future)
}

/// A JSON object.
pub fn object(json: serde_json::Value) -> Map {
    match json {
        serde_json::Value::Object(map) => map,
        other => unreachable!("not an object: {other}"),
    }
}

/// A prepared request as it would stand on the wire, for snapshots; then the text that was signed.
pub fn wire(prepared: &Prepared) -> String {
    let mut out = format!("{} {}\n", prepared.method(), prepared.url());
    for (name, value) in prepared.headers() {
        writeln!(out, "{name}: {}", header_text(value)).unwrap();
    }
    let body = String::from_utf8_lossy(prepared.body());
    write!(out, "\n{}", body.replace('\r', "")).unwrap();
    if let Some(text) = prepared.string_to_sign() {
        write!(out, "\n--- string to sign ---\n{text}").unwrap();
    }
    out
}

/// The text of a header.
pub fn header_text(value: &http::HeaderValue) -> &str {
    std::str::from_utf8(value.as_bytes()).expect("text")
}
