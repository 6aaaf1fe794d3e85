//! What a client refuses to be set up with, and what it does with credentials.

#![allow(
    clippy::expect_used,
    clippy::items_after_statements,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; a table stands where it is used"
)]

use bindery::runtime::table::{Environment, Service};
use bindery::runtime::{Client, Signature};
use bindery::{Config, Credentials, Error, ErrorKind};
use bindery_tests::{config, credentials, prepare, service};
use serde_json::{Value, json};

fn refused(service: &'static Service, config: Config) -> String {
    let error = Client::new(service, config).expect_err("a configuration that is refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    error.to_string()
}

#[test]
fn endpoints_are_https_except_on_this_machine() {
    for endpoint in [
        "http://onsmqtt.cn-hangzhou.aliyuncs.com",
        "http://10.0.0.1",
        "http://0.0.0.0:80",
        "http://[::]:80",
        "http://169.254.169.254/latest",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "127.0.0.1:80",
        "https://user:password@a.example",
        "https://user:pass^password@a.example",
        "https://a.example/../b",
        "https://a.example/%2E%2e/b",
        "https://a.example/./",
        "https://a.example/?x=1",
        "https://a.example/#x",
        "https://a.example\r\nx: y",
        "https://",
        "",
        "//a.example",
    ] {
        let message = refused(service("mqtt"), config(service("mqtt")).endpoint(endpoint));
        assert!(!message.contains("password"), "{message}");
    }
    for endpoint in
        ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1/", "https://a.example/base/"]
    {
        assert!(
            Client::new(service("mqtt"), config(service("mqtt")).endpoint(endpoint)).is_ok(),
            "{endpoint}"
        );
    }
}

#[test]
fn an_endpoint_does_not_switch_off_what_the_table_knows() {
    let jpush = service("jpush");
    let endpoint = "http://127.0.0.1:9";
    assert!(refused(jpush, config(jpush).endpoint(endpoint).region("nowhere")).contains("beijing"));
    assert!(refused(jpush, config(jpush).endpoint("http://127.0.0.1:9/path")).contains("without a path"));
    assert!(Client::new(service("mqtt"), Config::new(credentials()).endpoint(endpoint)).is_ok());
}

#[test]
fn a_configuration_is_printed_without_an_endpoints_credentials() {
    let config = Config::new(credentials()).endpoint("https://user:canary@a.example");
    assert!(!format!("{config:?}").contains("canary"));
}

#[test]
fn regions_and_networks_are_those_of_the_table() {
    let mqtt = service("mqtt");
    for region in ["x@evil.example/", "evil.example#", "", "cn-nowhere", "cn-hangzhou.evil"] {
        let message = refused(mqtt, config(mqtt).region(region));
        assert!(message.contains("cn-hangzhou"), "it names the known ones: {message}");
    }
    assert!(refused(mqtt, Config::new(credentials())).contains("needs a region"));
    assert!(refused(mqtt, config(mqtt).network("moon")).contains("vpc"));
    assert!(Client::new(service("mpush"), config(service("mpush")).region("eu-central-1")).is_ok());
    assert!(refused(service("jpush"), config(service("jpush")).region("shanghai")).contains("beijing"));
}

#[test]
fn signatures_are_those_of_the_protocol() {
    let message = refused(service("mqtt"), config(service("mqtt")).signature(Signature::TopMd5));
    assert_eq!(message, "mqtt does not take signature \"md5\"; it takes acs3, hmac-sha1");
    assert!(Client::new(service("tmc"), config(service("tmc")).signature(Signature::TopHmac)).is_ok());
}

#[test]
fn an_unknown_operation_names_the_known_ones() {
    let mqtt = service("mqtt");
    let parameters = serde_json::Map::new();
    let error = prepare(mqtt, config(mqtt), "sendmessage", &parameters).unwrap_err();
    assert!(error.to_string().contains("SendMessage"), "{error}");
}

#[test]
fn credentials_with_stray_characters_are_refused_without_showing_them() {
    for secret in ["", " canary", "canary\n", "can ary", "canary\u{200b}", "canary\u{feff}", "カナリア"] {
        for result in [Credentials::new("id", secret), Credentials::new(secret, "secret")] {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Credentials);
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        }
    }
    assert!(credentials().with_token("to ken").is_err());
}

#[test]
fn missing_environment_variables_are_named() {
    let names = Environment { id: "BINDERY_TEST_UNSET_ID", secret: "BINDERY_TEST_UNSET_SECRET", token: None };
    let error = Credentials::from_env(&names).unwrap_err();
    assert!(error.to_string().contains("BINDERY_TEST_UNSET_ID"), "{error}");
}

#[test]
fn a_session_that_an_operation_needs_is_asked_for() {
    let tmc = service("tmc");
    let without = Config::new(credentials());
    let parameters = bindery_tests::object(json!({ "messages": [{ "content": "{}", "topic": "t" }] }));
    let error = prepare(tmc, without, "taobao.tmc.messages.produce", &parameters).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
}

#[test]
fn a_parameter_cannot_take_the_place_of_the_platforms_own() {
    let tmc = service("tmc");
    for name in ["session", "app_key", "sign_method", "method", "sign", "simplify", "partner_id"] {
        let mut parameters = bindery_tests::object(json!({ "content": "{}", "topic": "t" }));
        parameters.insert(name.to_owned(), Value::from("x"));
        let off = config(tmc).validation(bindery::Mode::Off);
        let result: Result<_, Error> = prepare(tmc, off, "taobao.tmc.message.produce", &parameters);
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Configuration, "{name}");
    }
}

#[test]
fn a_path_parameter_that_would_change_the_path_is_refused() {
    let jpush = service("jpush");
    for id in ["", ".", ".."] {
        let parameters = bindery_tests::object(json!({ "schedule_id": id }));
        let off = config(jpush).validation(bindery::Mode::Off);
        assert!(prepare(jpush, off, "schedule.delete", &parameters).is_err(), "{id:?}");
    }
}

#[test]
fn a_parameter_cannot_choose_another_operation_or_stand_twice() {
    let mqtt = service("mqtt");
    let message = json!({ "InstanceId": "i", "MqttTopic": "t", "Payload": "p" });
    for signature in [Signature::Acs3, Signature::HmacSha1] {
        for name in ["Action", "Signature", "AccessKeyId", "Version"] {
            let mut parameters = bindery_tests::object(message.clone());
            parameters.insert(name.to_owned(), Value::from("x"));
            let off = config(mqtt).validation(bindery::Mode::Off).signature(signature);
            let error = prepare(mqtt, off, "SendMessage", &parameters).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        }
    }
    let twice =
        bindery_tests::object(json!({ "InstanceId": "i", "ClientIdList": ["a"], "ClientIdList.1": "b" }));
    let off = config(mqtt).validation(bindery::Mode::Off);
    let error = prepare(mqtt, off, "BatchQuerySessionByClientIds", &twice).unwrap_err();
    assert!(error.to_string().contains("stands twice"), "{error}");
}

#[test]
fn a_required_value_that_the_platform_would_drop_is_missing() {
    let tmc = service("tmc");
    let parameters = bindery_tests::object(json!({ "content": "{}", "topic": "" }));
    let error = prepare(tmc, config(tmc), "taobao.tmc.message.produce", &parameters).unwrap_err();
    assert_eq!(error.violations()[0].rule, "taobao.tmc.message.produce.topic.required");
}

#[test]
fn a_misspelt_rule_is_told() {
    let mqtt = service("mqtt");
    let with = |rule: &str| config(mqtt).validation_of(rule, bindery::Mode::Off);
    assert!(refused(mqtt, with("SendMessage.Payload.max_lenght")).contains("max_lenght"));
    for rule in ["SendMessage.Payload.max_length", "SendMessage.Payload.required", "SendMessage.unknown"] {
        assert!(Client::new(mqtt, with(rule)).is_ok(), "{rule}");
    }
}
