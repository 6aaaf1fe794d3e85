//! What is traced: one span a call, one an attempt, nothing that is not on the list, and no secret anywhere.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::runtime::trace::FIELDS;
use bindery::runtime::{Client, Signature};
use bindery::{Config, Credentials, Map, Mode};
use bindery_tests::{
    Act, Recorder, Scripted, Server, Traced, block_on, block_on_fake_time, config, model, object, service,
    services,
};
use serde_json::json;
use tracing::Level;

fn send() -> Map {
    object(json!({"InstanceId": "post-cn-0pp12gl****", "MqttTopic": "TopicA", "Payload": "PAYLOAD-CANARY"}))
}

/// Makes one call against the script and gives what was traced.
fn traced(acts: impl IntoIterator<Item = Act>) -> Vec<Traced> {
    let scripted = Scripted::new(acts);
    Recorder::record(|| {
        block_on_fake_time(async {
            let config = config(service("mqtt")).max_attempts(3).transport(scripted);
            let client = Client::new(service("mqtt"), config).unwrap();
            drop(client.call("SendMessage", &send()).unwrap().await);
        });
    })
}

fn spans(traced: &[Traced]) -> Vec<&Traced> {
    traced.iter().filter(|one| !one.span.is_empty()).collect()
}

#[test]
fn a_call_has_one_span_and_each_attempt_another() {
    let traced = traced([Act::Refuse, Act::answer(200, "{}")]);
    let spans = spans(&traced);
    assert_eq!(spans.iter().map(|span| span.span).collect::<Vec<_>>(), ["call", "attempt", "attempt"]);
    let of = |index: usize, names: &[&str]| -> Vec<Option<String>> {
        names.iter().map(|name| spans[index].field(name).map(str::to_owned)).collect()
    };
    let some = |texts: &[&str]| texts.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>();
    assert_eq!(
        of(0, &["otel.name", "otel.kind", "rpc.system.name", "rpc.method", "bindery.attempts"]),
        some(&["mqtt/SendMessage", "client", "alibaba_rpc", "mqtt/SendMessage", "2"])
    );
    assert_eq!(
        of(1, &["http.request.method", "server.address", "server.port", "error.type"]),
        some(&["POST", "onsmqtt.cn-shanghai.aliyuncs.com", "443", "connect"])
    );
    assert_eq!(of(2, &["http.request.resend_count", "http.response.status_code"]), some(&["1", "200"]));
    assert_eq!(spans[1].field("http.request.resend_count"), None);
    assert_eq!(spans[2].field("error.type"), None);
}

#[test]
fn a_call_that_fails_says_how() {
    let traced = traced([Act::answer(400, r#"{"Code":"PermissionCheckFailed","Message":"MESSAGE-CANARY"}"#)]);
    for span in spans(&traced) {
        assert_eq!(span.field("error.type"), Some("service"));
    }
    assert!(!format!("{traced:?}").contains("CANARY"), "{traced:?}");
}

#[test]
fn a_wrong_clock_is_told_once() {
    let refused = Act::answer(400, r#"{"Code":"InvalidTimeStamp.Expired"}"#)
        .header("date", "Sun, 22 Nov 2026 06:00:27 GMT");
    let scripted = Scripted::new([refused.clone(), refused.clone(), refused, Act::answer(200, "{}")]);
    let traced = Recorder::record(|| {
        block_on_fake_time(async {
            let config = config(service("mqtt")).max_attempts(3).transport(scripted);
            let client = Client::new(service("mqtt"), config).unwrap();
            let (first, second) = (send(), send());
            // Both are refused, and either may be the one to learn.
            let calls = [&first, &second].map(|parameters| client.call("SendMessage", parameters).unwrap());
            let [first, second] = calls;
            let _ = tokio::join!(async { first.await.err() }, async { second.await.err() });
        });
    });
    let warnings: Vec<_> = traced.iter().filter(|one| one.level == Level::WARN).collect();
    assert_eq!(warnings.len(), 1, "{traced:?}");
    assert_eq!(warnings[0].field("bindery.clock_offset_ms"), Some("3600000"));
}

#[test]
fn only_listed_fields_are_recorded() {
    let acts = [Act::Refuse, Act::Reset, Act::answer(400, r#"{"Code":"Throttling"}"#)];
    let ours = acts.into_iter().flat_map(|act| traced([act])).filter(|one| one.target.starts_with("bindery"));
    let mut seen = 0;
    for (name, _) in ours.flat_map(|one| one.fields) {
        assert!(FIELDS.contains(&name), "{name} is not on the list");
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

/// The last is how HTTP Basic carries the first.
const CANARIES: [&str; 3] = ["SECRET-CANARY", "TOKEN-CANARY", "SUQ6U0VDUkVULUNBTkFSWQ=="];

/// With the real transport, and whatever its libraries trace.
#[test]
fn no_secret_is_traced_at_any_level_by_anyone() {
    let models = model();
    for service in services() {
        let module = models.services.iter().find(|module| module.module == service.name).unwrap();
        for operation in &module.operations {
            for signature in service.protocol.signatures() {
                let parameters = &operation.examples[0].request;
                let traced =
                    Recorder::record(|| call_for_real(service, *signature, &operation.wire_name, parameters));
                assert!(traced.iter().any(|one| one.span == "attempt"), "{}", operation.wire_name);
                let printed = format!("{traced:?}");
                for canary in CANARIES {
                    assert!(!printed.contains(canary), "{canary} by {signature:?}: {printed}");
                }
            }
        }
    }
}

fn call_for_real(
    service: &'static bindery::runtime::table::Service,
    signature: Signature,
    operation: &str,
    parameters: &Map,
) {
    block_on(async {
        let server = Server::answering(b"HTTP/1.1 403 No\r\ncontent-length: 2\r\n\r\n{}".as_slice()).await;
        let credentials = Credentials::new("ID", CANARIES[0]).unwrap().with_token(CANARIES[1]).unwrap();
        let config =
            Config::new(credentials).validation(Mode::Off).signature(signature).endpoint(server.url());
        let client = Client::new(service, config).unwrap();
        client.call(operation, parameters).unwrap().await.unwrap_err();
    });
}
