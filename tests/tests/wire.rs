//! What goes over the wire: every example of every specification, and every encoding rule.

#![allow(
    clippy::expect_used,
    clippy::items_after_statements,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; a table stands where it is used"
)]

use bindery::runtime::Signature;
use bindery::runtime::table::Service;
use bindery::{Config, ErrorKind, Map, Mode};
use bindery_tests::{ID, SECRET, config, credentials, model, object, prepare, service, verify, wire};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn every_example_of_every_specification() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/wire");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for module in model().services {
        let service = service(&module.module);
        for operation in &module.operations {
            for example in &operation.examples {
                let prepared =
                    prepare(service, config(service), &operation.wire_name, &example.request).unwrap();
                let name = format!("{}.{}.{}", module.module, operation.wire_name, example.name);
                settings.bind(|| insta::assert_snapshot!(name.as_str(), wire(&prepared)));
                assert!(verify::is_signed(&prepared, ID, SECRET), "{name} is not signed");
            }
        }
    }
}

#[test]
fn every_encoding_rule() {
    let cases: Vec<Map> = serde_json::from_str(include_str!("../cases/encoding.json")).unwrap();
    for case in cases {
        check_case(&case);
    }
}

fn text<'a>(case: &'a Map, name: &str) -> Option<&'a str> {
    case.get(name).and_then(Value::as_str)
}

fn check_case(case: &Map) {
    let name = text(case, "name").unwrap();
    let service = service(text(case, "service").unwrap());
    let parameters =
        object(case["parameters"].clone()).into_iter().map(|(name, value)| (name, written_out(value)));
    let parameters: Map = parameters.collect();
    let operation = text(case, "operation").unwrap();
    let prepared = prepare(service, configured(service, case), operation, &parameters)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(verify::is_signed(&prepared, ID, SECRET), "{name}: not signed");
    if let Some(method) = text(case, "method") {
        assert_eq!(prepared.method(), method, "{name}");
    }
    if let Some(url) = text(case, "url") {
        assert_eq!(without_signature(&prepared.url()), url, "{name}");
    }
    if let Some(body) = text(case, "body") {
        assert_eq!(without_signature(std::str::from_utf8(prepared.body()).unwrap()), body, "{name}");
    }
    for (header, expected) in case.get("headers").and_then(Value::as_object).into_iter().flatten() {
        let given = prepared.headers().get(header).map(bindery_tests::header_text);
        assert_eq!(given, expected.as_str(), "{name}: {header}");
    }
}

/// `{"repeat": ["x", 3]}` stands for `xxx`.
fn written_out(value: Value) -> Value {
    match value.get("repeat").and_then(Value::as_array).map(Vec::as_slice) {
        Some([text, count]) => {
            let count = usize::try_from(count.as_u64().unwrap()).unwrap();
            json!(text.as_str().unwrap().repeat(count))
        }
        _ => value,
    }
}

fn configured(service: &'static Service, case: &Map) -> Config {
    let mut config = config(service);
    if let Some(token) = text(case, "token") {
        let credentials = credentials().with_token(token).unwrap();
        config = Config::new(credentials).clock(bindery_tests::now()).nonces(bindery_tests::NONCE.to_owned());
        config = config.region("cn-shanghai");
    }
    if let Some(region) = text(case, "region") {
        config = config.region(region);
    }
    if let Some(network) = text(case, "network") {
        config = config.network(network);
    }
    if let Some(endpoint) = text(case, "endpoint") {
        config = config.endpoint(endpoint);
    }
    match text(case, "signature") {
        Some("hmac-sha1") => config = config.signature(Signature::HmacSha1),
        Some("md5") => config = config.signature(Signature::TopMd5),
        other => assert_eq!(other, None),
    }
    match text(case, "validation") {
        Some("off") => config.validation(Mode::Off),
        Some("warn") => config.validation(Mode::Warn),
        other => {
            assert_eq!(other, None);
            config
        }
    }
}

/// The signature differs with every change; the verifier looks at it.
fn without_signature(body: &str) -> String {
    for start in ["&Signature=", "&sign="] {
        if let Some((before, _)) = body.split_once(start) {
            return format!("{before}{start}<signature>");
        }
    }
    match body.split_once("name=\"sign\"\r\n\r\n") {
        Some((before, after)) => {
            let (_, after) = after.split_once("\r\n").unwrap();
            format!("{before}name=\"sign\"\r\n\r\n<signature>\r\n{after}")
        }
        None => body.to_owned(),
    }
}

#[test]
fn a_query_that_no_url_can_hold_goes_into_a_signed_form() {
    let service = service("mqtt");
    let parameters = object(json!({ "InstanceId": "i", "MqttTopic": "t", "Payload": "x".repeat(65_536) }));
    let prepared = prepare(service, config(service), "SendMessage", &parameters).unwrap();
    assert_eq!(prepared.url(), "https://onsmqtt.cn-shanghai.aliyuncs.com/");
    assert_eq!(verify::form(&prepared)["Payload"].len(), 65_536);
    assert!(verify::is_signed(&prepared, ID, SECRET));
}

#[test]
fn what_is_sensitive_stays_out_of_the_url_of_a_get() {
    let service = service("lab_rpc");
    for parameters in [json!({"Password": SECRET}), json!({"Filter": [{"Key": "k"}, {"Secret": SECRET}]})] {
        for signature in [Signature::Acs3, Signature::HmacSha1] {
            let config = config(service).signature(signature);
            let error = prepare(service, config, "ListThings", &object(parameters.clone())).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
        }
    }
    // Under HMAC-SHA1 a security token would be a parameter too.
    let credentials = credentials().with_token("EXAMPLE-NOT-A-TOKEN").unwrap();
    for (signature, is_sent) in [(Signature::Acs3, true), (Signature::HmacSha1, false)] {
        let prepared = prepare(
            service,
            Config::new(credentials.clone()).signature(signature),
            "ListThings",
            &Map::new(),
        );
        assert_eq!(prepared.is_ok(), is_sent, "{signature:?}");
        assert!(prepared.is_err() || !prepared.unwrap().url().contains("TOKEN"));
    }
}

#[test]
fn what_cannot_travel_where_it_belongs_is_not_sent() {
    let service = service("lab_roa");
    for (parameters, told) in [
        (json!({"id": "1", "token": SECRET}), "sensitive"),
        (json!({"id": ".."}), "would change the path"),
        (json!({"id": "1", "X-Space": "a\nb"}), "x-space"),
        (json!({"id": "1", "filter": {"a": 1}, "filter.a": 2}), "stands twice"),
    ] {
        let config = config(service).validation(Mode::Off);
        let error = prepare(service, config, "FindThing", &object(parameters)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains(told), "{error}");
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
    }
}

/// Every signature of every protocol.
fn signed_in_every_way() -> Vec<(&'static Service, &'static str, &'static str, Signature)> {
    vec![
        (service("mqtt"), "SendMessage", "Payload", Signature::Acs3),
        (service("mqtt"), "SendMessage", "Payload", Signature::HmacSha1),
        (service("lab_rpc"), "ListThings", "Name", Signature::Acs3),
        (service("lab_rpc"), "ListThings", "Name", Signature::HmacSha1),
        (service("lab_roa"), "FindThing", "view", Signature::Acs3),
        (service("lab_roa"), "CreateThing", "name", Signature::Acs3),
        (service("lab_roa"), "StopThing", "reason", Signature::Acs3),
        (service("tmc"), "taobao.tmc.message.produce", "content", Signature::TopMd5),
        (service("tmc"), "taobao.tmc.message.produce", "content", Signature::TopHmac),
        (service("tmc"), "taobao.tmc.message.produce", "content", Signature::TopHmacSha256),
        (service("jpush"), "schedule.create", "name", Signature::Basic),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the texts are, a server that decodes the request finds them again and takes the signature.
    #[test]
    fn any_text_arrives_and_is_signed(
        value in "(\\PC|[ +*~%&=?#/\\n\\u{0}]){1,40}",
        extra in proptest::collection::btree_map("[A-Za-z][A-Za-z0-9._-]{0,8}", "\\PC{1,8}", 0..12),
    ) {
        for (service, operation, parameter, signature) in signed_in_every_way() {
            let mut parameters: Map = extra.iter().map(|(name, value)| (format!("x{name}"), json!(value))).collect();
            parameters.insert(parameter.to_owned(), json!(value));
            let config = config(service).signature(signature).validation(Mode::Off);
            if service.name == "lab_roa" && operation != "CreateThing" {
                // Dots alone would be refused.
                parameters.insert("id".to_owned(), json!(format!("i{value}")));
            }
            let prepared = prepare(service, config, operation, &parameters).unwrap();
            prop_assert!(verify::is_signed(&prepared, ID, SECRET));
            if let Some(id) = parameters.remove("id") {
                prop_assert_eq!(verify::last_segment(&prepared), id.as_str().unwrap());
            }
            if service.name == "jpush" || operation == "CreateThing" {
                let body: Map = serde_json::from_slice(prepared.body()).unwrap();
                prop_assert_eq!(&body, &parameters);
            } else {
                let mut arrived = verify::query(&prepared);
                arrived.extend(verify::form(&prepared));
                for (name, value) in &parameters {
                    prop_assert_eq!(arrived.get(name).map(String::as_str), value.as_str());
                }
            }
        }
    }
}
