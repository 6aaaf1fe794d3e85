//! `services`, `operations` and `errors`.

use crate::command::run;
use serde_json::{Value, json};

/// The values of one member of each object of a list.
fn each<'a>(list: &'a Value, member: &str) -> Vec<&'a str> {
    let list = list.as_array().expect("a list");
    list.iter().map(|one| one[member].as_str().expect("a text")).collect()
}

#[test]
fn every_service_is_listed_with_where_its_credentials_come_from() {
    let services = run(&["services", "--format", "json"]).json();
    assert_eq!(each(&services, "service"), ["mpush", "mqtt", "tmc", "jpush"]);
    assert_eq!(
        services[2]["environment"],
        json!({ "id": "TOP_APP_KEY", "secret": "TOP_APP_SECRET", "token": "TOP_SESSION" })
    );
    let text = run(&["services"]).text();
    for name in each(&services, "title") {
        assert!(text.contains(name), "{text}");
    }
}

#[test]
fn operations_are_those_of_the_service_or_of_all() {
    let of = |arguments: &[&str]| {
        let operations = run(&[&["operations", "--format", "json"], arguments].concat()).json();
        each(&operations, "operation").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let mqtt = of(&["mqtt"]);
    assert!(mqtt.contains(&"SendMessage".to_owned()) && !mqtt.contains(&"Push".to_owned()), "{mqtt:?}");
    let counts: usize = ["mpush", "mqtt", "tmc", "jpush"].map(|service| of(&[service]).len()).iter().sum();
    assert_eq!(of(&[]).len(), counts);
    let text = run(&["operations", "mqtt"]).text();
    assert!(mqtt.iter().all(|name| text.contains(name)), "{text}");
}

#[test]
fn an_operation_is_shown_with_its_limits_and_their_pages() {
    insta::assert_snapshot!(run(&["operations", "mqtt", "SendMessage"]).text());
    let operation = run(&["operations", "mqtt", "SendMessage", "--format", "json"]).json();
    let payload = &operation["parameters"]["members"][2];
    assert_eq!((&payload["name"], &payload["required"]), (&json!("Payload"), &json!(true)));
    assert_eq!(payload["limits"][0]["limit"], "at most 65,536 bytes");
    assert_eq!(payload["limits"][0]["source"]["title"], "Limits on ApsaraMQ for MQTT metrics");
}

#[test]
fn a_type_that_is_used_often_is_shown_once() {
    let text = run(&["operations", "jpush", "schedule.create"]).text();
    let headings = text.lines().filter(|line| *line == "ThirdPartyChannelOptions").count();
    assert_eq!(headings, 1, "{text}");
}

#[test]
fn a_code_made_from_a_template_is_found() {
    let found = run(&["errors", "InvalidParameter.Payload", "--format", "json"]).json();
    assert_eq!(found[0]["code"], "InvalidParameter.%s");
    assert_eq!(found[0]["argument"], "Payload");
    assert_eq!((&found[0]["service"], &found[0]["status"]), (&json!("mqtt"), &json!(400)));
    let text = run(&["errors", "InvalidParameter.Payload"]).text();
    assert!(text.contains("documented as InvalidParameter.%s"), "{text}");
    assert!(text.contains("of no use: it gets the same answer"), "{text}");
    assert!(text.contains("source   “SendMessage”"), "{text}");
}

#[test]
fn an_exact_code_goes_before_a_template() {
    let found = run(&["errors", "isp.unknown-error", "--format", "json"]).json();
    assert_eq!(each(&found, "code"), ["isp.unknown-error"]);
}

#[test]
fn whether_a_repeat_is_safe_depends_on_the_operation() {
    let found = run(&["errors", "8200", "--format", "json"]).json();
    let operations = found[0]["operations"].as_array().expect("operations");
    let repeat = |name: &str| {
        let operation = operations.iter().find(|one| one["operation"] == name).expect("the operation");
        operation["repeat"].as_str().expect("a word")
    };
    assert_eq!(repeat("schedule.get"), "safe");
    assert_eq!(repeat("schedule.create"), "safe_with_token");
    assert_eq!(repeat("schedule.create_raw"), "unsafe");
}

#[test]
fn an_unknown_code_or_operation_is_wrong_usage() {
    let error = run(&["errors", "NoSuchCode", "--format", "json"]).error(2);
    assert_eq!(error["kind"], "usage");
    let error = run(&["operations", "mqtt", "Push", "--format=json"]).error(2);
    assert!(error["message"].as_str().is_some_and(|message| message.contains("SendMessage")), "{error}");
}
