//! A canary in every credential turns up nowhere that is printed.

#![allow(
    clippy::items_after_statements,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; a table stands where it is used"
)]

use bindery::runtime::table::Service;
use bindery::runtime::{Client, Signature};
use bindery::{Config, Credentials, Mode};
use bindery_tests::{Canned, block_on, model, services};
use std::error::Error as _;
use std::fmt::Write as _;

/// A secret, a token, and how HTTP Basic carries the first.
const CANARIES: [&str; 3] = ["SECRET-CANARY", "TOKEN-CANARY", "SUQ6U0VDUkVULUNBTkFSWQ=="];

fn config(service: &Service) -> Config {
    let credentials = Credentials::new("ID", CANARIES[0]).unwrap().with_token(CANARIES[1]).unwrap();
    let config = Config::new(credentials).validation(Mode::Off);
    if service.name == "mqtt" { config.region("cn-hangzhou") } else { config }
}

/// The secrets in every form in which they travel.
fn echoed(service: &Service) -> String {
    let [secret, token, basic] = CANARIES;
    format!("{secret} {token} {basic} {}", service.name)
}

/// Everything that a call prints: client, call, prepared request, its URL, and the errors of bad answers.
fn printed(
    service: &'static Service,
    signature: Signature,
    operation: &str,
    parameters: &bindery::Map,
) -> String {
    let mut out = String::new();
    let echo = |before: &str, after: &str| format!("{before}{} {after}", echoed(service));
    let answers = [
        (200, "{}".to_owned()),
        (200, "<html>".to_owned()),
        (403, r#"{"Code":"Forbidden"}"#.to_owned()),
        (500, String::new()),
        // Servers that repeat what they were sent, in words, as the whole body, and after more than is kept.
        (403, echo(r#"{"Code":"SignatureDoesNotMatch","Message":"server string to sign is:"#, r#""}"#)),
        (403, echo("\"", "\"")),
        (403, echo("<p>", "</p>")),
        (403, echo(&"x".repeat(1000), "")),
    ];
    for (status, body) in answers {
        let config = config(service).signature(signature).transport(Canned::new(status, body));
        let client = Client::new(service, config).unwrap();
        let call = || client.call(operation, parameters).unwrap();
        write!(out, "{client:?} {:?}", call()).unwrap();
        let prepared = block_on(call().prepare()).unwrap();
        write!(out, "{prepared:?} {} {:?}", prepared.url(), prepared.headers()).unwrap();
        if let Err(error) = block_on(async { call().await }) {
            write!(out, "{error} {error:?} {error:#?}").unwrap();
            let mut source = error.source();
            while let Some(error) = source {
                write!(out, "{error} {error:?}").unwrap();
                source = error.source();
            }
        }
    }
    out
}

#[test]
fn secrets_are_printed_nowhere() {
    let models = model();
    for service in services() {
        let module = models.services.iter().find(|module| module.module == service.name).unwrap();
        for operation in &module.operations {
            for signature in service.protocol.signatures() {
                let example = &operation.examples[0];
                let out = printed(service, *signature, &operation.wire_name, &example.request);
                for canary in CANARIES {
                    assert!(
                        !out.contains(canary),
                        "{canary} in {} by {signature:?}: {out}",
                        operation.wire_name
                    );
                }
            }
        }
    }
}

#[test]
fn the_canary_would_be_seen() {
    // HTTP Basic carries the secret in Base64, so look for what does travel in the clear.
    let service = bindery_tests::service("tmc");
    let parameters = model().services.iter().find(|module| module.module == "tmc").unwrap().operations[0]
        .examples[0]
        .request
        .clone();
    let prepared =
        bindery_tests::prepare(service, config(service), service.operations[0].name, &parameters).unwrap();
    assert!(String::from_utf8_lossy(prepared.body()).contains(CANARIES[1]));
}
