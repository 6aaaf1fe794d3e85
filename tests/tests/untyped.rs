//! What an untyped call may hold that no type could: text in place of lists, nulls, numbers without end.

#![allow(
    clippy::expect_used,
    clippy::items_after_statements,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; a table stands where it is used"
)]

use bindery::runtime::json::JsonRecord;
use bindery::runtime::table::{Check, Format, Kind, Limit, Member, Operation, Page, Shape};
use bindery::runtime::{RecordRef, validate};
use bindery::{Mode, Prepared, Violation};
use bindery_tests::{config, object, prepare, service, verify};
use serde_json::{Value, json};

const MESSAGES: &str = "taobao.tmc.messages.produce";

/// A call that breaks no limit.
#[track_caller]
fn prepared(service_name: &str, operation: &str, parameters: Value) -> Prepared {
    let service = service(service_name);
    prepare(service, config(service), operation, &object(parameters)).unwrap()
}

/// The rule ids and parameters of the violations of a call.
fn told(service_name: &str, operation: &str, parameters: Value) -> Vec<(String, String)> {
    violations(service_name, operation, parameters)
        .into_iter()
        .map(|violation| (violation.rule, violation.parameter))
        .collect()
}

fn violations(service_name: &str, operation: &str, parameters: Value) -> Vec<Violation> {
    let service = service(service_name);
    let result = prepare(service, config(service), operation, &object(parameters));
    result.map_or_else(|error| error.violations().to_vec(), |_| Vec::new())
}

fn pair(rule: &str, parameter: &str) -> (String, String) {
    (rule.to_owned(), parameter.to_owned())
}

/// A schedule that breaks no limit, with this payload.
fn schedule(push: &Value) -> Value {
    json!({
        "name": "n", "enabled": true, "push": push,
        "trigger": {"single": {"time": "2027-01-01 00:00:00"}},
    })
}

#[test]
fn json_inside_a_string_stays_inside_a_string() {
    let messages = json!({"messages": [{"content": {"tid": 7, "名": ["a"]}, "topic": "t"}]});
    let form = verify::form(&prepared("tmc", MESSAGES, messages));
    assert_eq!(form["messages"], r#"[{"content":"{\"tid\":7,\"名\":[\"a\"]}","topic":"t"}]"#);
    let message = json!({"content": {"tid": 7}, "topic": "t"});
    let form = verify::form(&prepared("tmc", "taobao.tmc.message.produce", message));
    assert_eq!(form["content"], r#"{"tid":7}"#);
}

#[test]
fn maps_of_objects_are_checked_written_and_printed_by_their_table() {
    static PAGE: Page = Page { title: "Maps", locale: "en", date: "2026-11-22" };
    static JSON: [Limit; 1] = [Limit(Check::Format(Format::JsonObject), &PAGE)];
    static INNER: Shape = {
        static MEMBERS: [Member; 2] = [
            Member::new("text", Kind::Text).required().limits(&JSON),
            Member::new("secret", Kind::Text).sensitive(),
        ];
        Shape::new("Inner", &MEMBERS, &[])
    };
    static OUTER: Shape = {
        static MEMBERS: [Member; 2] = [
            Member::new("map", Kind::Map(&Kind::Record(&INNER))),
            Member::new("lists", Kind::List(&Kind::List(&Kind::Record(&INNER)))),
        ];
        Shape::new("Outer", &MEMBERS, &[])
    };
    let map = object(json!({
        "map": {"k": {"text": {"a": 1}, "secret": "canary"}, "l": {"secret": "canary"}, "m": 1},
        "lists": [[{"secret": "canary"}], 7],
        "new": "canary",
    }));
    let record = RecordRef::Json(JsonRecord::new(&OUTER, &map));
    let violations = validate::check(record, bindery_tests::now());
    let told: Vec<_> =
        violations.iter().map(|violation| (violation.rule.as_str(), violation.parameter.as_str())).collect();
    assert_eq!(
        told,
        [
            ("Inner.text.required", "map.l.text"),
            ("Outer.map.type", "map.m"),
            ("Inner.text.required", "lists[0][0].text"),
            ("Outer.lists.type", "lists[1]"),
            ("Outer.unknown", "new"),
        ]
    );
    let printed = format!("{record:?} {violations:?}");
    assert!(!printed.contains("canary"), "{printed}");
    assert!(printed.starts_with(r#"Outer { map: {"k": Inner { text: "#), "{printed}");
    assert!(printed.contains("new: … }"), "{printed}");
    let written = bindery::runtime::Value::Record(record).to_text().into_owned();
    let start = r#"{"map":{"k":{"text":"{\"a\":1}","secret":"canary"},"l":"#;
    assert!(written.starts_with(start), "{written}");
}

#[test]
fn nulls_are_no_items() {
    let sessions = |ids: Value| {
        told("mqtt", "BatchQuerySessionByClientIds", json!({"InstanceId": "i", "ClientIdList": ids}))
    };
    let expected = [pair("BatchQuerySessionByClientIds.ClientIdList.min_items", "ClientIdList")];
    assert_eq!(sessions(json!([null])), expected);
    assert_eq!(sessions(json!([])), expected);
    let mut ids = vec![json!("GID_a@@@1"); 10];
    ids.push(Value::Null);
    assert_eq!(sessions(Value::Array(ids)), []);
}

#[test]
fn joined_lists_have_no_empty_parts() {
    let push =
        |values: Value| json!({"AppKey": 1, "MessageId": "500131", "Target": "ALIAS", "TargetValue": values});
    for values in [json!(",,"), json!("a,,b"), json!("a,"), json!(["a", ""]), json!([""])] {
        let told = told("mpush", "ContinuouslyPush", push(values.clone()));
        assert_eq!(told, [pair("ContinuouslyPush.TargetValue.type", "TargetValue")], "{values}");
    }
    let query = verify::query(&prepared("mpush", "ContinuouslyPush", push(json!(["a", null, "b"]))));
    assert_eq!(query["TargetValue"], "a,b");
}

#[test]
fn the_text_of_a_list_is_checked_like_the_list() {
    let text = r#" [{"content": "{}", "topic": "t"}] "#;
    let form = verify::form(&prepared("tmc", MESSAGES, json!({"messages": text})));
    assert_eq!(form["messages"], text, "the text itself is sent");

    let messages = |text: &str| told("tmc", MESSAGES, json!({"messages": text}));
    let kind = [pair("taobao.tmc.messages.produce.messages.type", "messages")];
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for text in ["no", "{}", "null", "[1", deep.as_str()] {
        assert_eq!(messages(text), kind, "{text:?}");
    }
    assert!(messages("").contains(&kind[0]));
    assert_eq!(messages("[]"), [pair("taobao.tmc.messages.produce.messages.min_items", "messages")]);
    let extra =
        |text: &str| messages(&json!([{"content": "{}", "topic": "t", "json_ex_content": text}]).to_string());
    assert_eq!(extra(r#"{"full_link_test":true}"#), []);
    let expected = [pair("TmcPublishMessage.json_ex_content.format", "messages[0].json_ex_content")];
    assert_eq!((extra("zzz").as_slice(), extra("[]").as_slice()), (&expected[..], &expected[..]));
    let many = format!("[{}]", vec![r#"{"content":"{}","topic":"t"}"#; 51].join(","));
    assert_eq!(messages(&many), [pair("taobao.tmc.messages.produce.messages.max_items", "messages")]);
    assert_eq!(
        messages(r#"[{"content":"[]"},7]"#),
        [
            pair("TmcPublishMessage.content.format", "messages[0].content"),
            pair("TmcPublishMessage.topic.required", "messages[0].topic"),
            pair("taobao.tmc.messages.produce.messages.type", "messages[1]"),
        ]
    );
}

#[test]
fn a_file_that_is_no_base64_is_not_uploaded() {
    let produce = |content: &str| json!({"content": "{}", "topic": "t", "media_content": {"name": "a.png", "content": content}});
    let operation = "taobao.tmc.message.produce";
    for content in ["not Base64", "YWJ", "YWJj\n"] {
        let expected = [pair("taobao.tmc.message.produce.media_content.type", "media_content")];
        assert_eq!(told("tmc", operation, produce(content)), expected, "{content:?}");
    }
    assert_eq!(told("tmc", operation, produce("YWJj")), []);
    let service = service("tmc");
    let unchecked = config(service).validation(Mode::Off);
    let sent = prepare(service, unchecked, operation, &object(produce("not Base64")));
    assert!(sent.is_err() || !sent.unwrap().body().windows(9).any(|part| part == b"filename="));
}

#[test]
fn whole_numbers_that_lose_digits_are_refused() {
    let push = |extras: &str| {
        let alert =
            r#"{"platform":"all","audience":"all","notification":{"android":{"alert":"a","extras":{}}}}"#;
        schedule(&serde_json::from_str(&alert.replace("{}", extras)).unwrap())
    };
    let expected = [pair("AndroidNotification.extras.type", "push.notification.android.extras.n")];
    for number in ["18446744073709551616", "-9223372036854775809", "[{\"a\":1e300}]"] {
        let extras = format!("{{\"n\":{number}}}");
        assert_eq!(told("jpush", "schedule.create", push(&extras)), expected, "{number}");
    }
    for number in ["18446744073709551615", "-9223372036854775808", "0.5", "1e3", "\"18446744073709551616\""] {
        let extras = format!("{{\"n\":{number}}}");
        assert_eq!(told("jpush", "schedule.create", push(&extras)), [], "{number}");
    }
}

#[test]
fn conditions_on_words_in_any_case_hold_in_any_case() {
    let periodical = |unit: &str, point: Value| {
        let mut parameters =
            schedule(&json!({"platform": "all", "audience": "all", "message": {"msg_content": "m"}}));
        parameters["trigger"] = json!({"periodical": {
            "start": "2027-01-01 00:00:00", "end": "2027-03-01 00:00:00", "time": "03:15:00",
            "time_unit": unit, "frequency": 1, "point": point,
        }});
        told("jpush", "schedule.create", parameters)
    };
    for unit in ["month", "Month", "MONTH"] {
        assert_eq!(periodical(unit, json!(["01", "31"])), []);
        let expected = [pair("SchedulePeriodical.point.item_one_of", "trigger.periodical.point[1]")];
        assert_eq!(periodical(unit, json!(["01", "32"])), expected, "{unit}");
    }
    for unit in ["day", "Day"] {
        let expected = [pair("SchedulePeriodical.no-point-for-days", "trigger.periodical.point")];
        assert_eq!(periodical(unit, json!(["01"])), expected, "{unit}");
    }
    assert_eq!(periodical("Week", json!(["mon", "01"])).len(), 1);
}

#[test]
fn path_parameters_are_segments() {
    for id in [".", "..", "..."] {
        let told = told("jpush", "schedule.get", json!({"schedule_id": id, "other": 1}));
        let expected =
            [pair("schedule.get.schedule_id.path", "schedule_id"), pair("schedule.get.unknown", "other")];
        assert_eq!(told, expected);
    }
    let told = told("jpush", "schedule.get", json!({"schedule_id": ""}));
    assert!(told.contains(&pair("schedule.get.schedule_id.path", "schedule_id")), "{told:?}");
}

#[test]
fn every_violation_has_an_id_that_is_listed() {
    let listed = |service_name: &str, operation: &str| {
        let found: Option<&Operation> = service(service_name).operation(operation);
        validate::ids(found.unwrap().parameters)
    };
    let ids = listed("jpush", "schedule.get");
    assert_eq!(
        ids.iter().map(String::as_str).collect::<Vec<_>>(),
        [
            "schedule.get.schedule_id.min_length",
            "schedule.get.schedule_id.path",
            "schedule.get.schedule_id.required",
            "schedule.get.schedule_id.type",
            "schedule.get.unknown",
        ]
    );
    let ids = listed("jpush", "schedule.create");
    for id in [
        "SchedulePeriodical.no-point-for-days",
        "PushPayload.platform.one_of",
        "AndroidNotification.extras.type",
    ] {
        assert!(ids.contains(id), "{id}");
    }
    let wrong = json!({"enabled": 1, "push": {"platform": "x", "audience": []}, "trigger": {"periodical": {"point": [1]}}});
    for (rule, _) in told("jpush", "schedule.create", wrong) {
        assert!(ids.contains(&rule), "{rule}");
    }
}
