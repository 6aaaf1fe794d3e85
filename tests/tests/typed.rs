//! The typed and the untyped call are one path, and types keep what the documentation promises.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::jpush::types::{PUSH_PAYLOAD, PushAudience, PushPayload, Schedule, TimeUnit};
use bindery::mpush::types::{ContinuousTarget, DeviceType};
use bindery::runtime::json::JsonRecord;
use bindery::runtime::{Client, RecordRef};
use bindery::{Answer, Call, from_json, jpush, mpush, mqtt, tmc, to_json};
use bindery_tests::{block_on, config, object, wire};
use serde_json::{Value, json};

fn is_client<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}

fn is_send<T: Send>(_: &T) {}

fn is_shared<T: Send + Sync>() {}

#[test]
fn clients_are_shared_and_futures_are_sent() {
    is_client::<jpush::Client>();
    is_client::<mpush::Client>();
    is_client::<mqtt::Client>();
    is_client::<tmc::Client>();
    let client = mqtt::Client::new(config(&mqtt::SERVICE)).unwrap();
    let request = mqtt::SendMessageRequest::default();
    is_send(&client.send_message(&request).into_future());
    is_send(&client.send_message(&request).prepare());
    is_shared::<Answer<jpush::ScheduleListAnswer>>();
    is_shared::<bindery::Error>();
    assert_eq!(size_of::<bindery::Error>(), size_of::<usize>());
}

#[test]
fn typed_and_untyped_calls_are_the_same_on_the_wire() {
    let client = mpush::Client::new(config(&mpush::SERVICE)).unwrap();
    let typed = mpush::ContinuouslyPushRequest::default()
        .app_key(23_267_207)
        .message_id("500131")
        .target(ContinuousTarget::Alias)
        .target_value(["小张", "b"]);
    let untyped = object(json!({
        "AppKey": 23_267_207, "MessageId": "500131", "Target": "ALIAS", "TargetValue": ["小张", "b"],
    }));
    let typed = block_on(client.continuously_push(&typed).prepare()).unwrap();
    let untyped = block_on(client.call("ContinuouslyPush", &untyped).unwrap().prepare()).unwrap();
    assert_eq!(wire(&typed), wire(&untyped));
}

#[test]
fn every_type_goes_to_json_and_back() {
    let json = json!({
        "name": "n", "enabled": true,
        "trigger": {"periodical": {"start": "2027-01-01 00:00:00", "time_unit": "Month", "frequency": 1, "point": ["01"]}},
        "push": {
            "platform": "all",
            "audience": {"tag": ["a"]},
            "notification": {"ios": {"alert": {"title": "t", "loc-args": ["x"]}, "sound": {"critical": 1, "volume": 0.5}, "badge": 3}},
            "options": {"override_msg_id": 9_223_372_036_854_775_807_i64, "geofence": {"any": [1, null]}},
        },
    });
    let schedule = from_json::<Schedule>(&json.to_string()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&to_json(&schedule)).unwrap(), json);
    assert_eq!(from_json::<Schedule>(&to_json(&schedule)).unwrap(), schedule);
    let mut other = schedule.clone();
    other.name = Some("other".to_owned());
    assert_ne!(other, schedule);
    let push = schedule.push.as_deref().unwrap();
    assert!(matches!(push.audience, Some(PushAudience::Targets(_))), "{push:?}");
}

#[test]
fn enumerations_keep_what_they_do_not_know() {
    assert_eq!(DeviceType::from("iOS").as_str(), "iOS");
    let unknown = TimeUnit::from("fortnight");
    assert_eq!(unknown, TimeUnit::Other("fortnight".to_owned()));
    assert_eq!(unknown.to_string(), "fortnight");
}

#[test]
fn printing_a_request_shows_its_wire_names_and_present_members_only() {
    let payload = PushPayload::default().audience(PushAudience::All);
    assert_eq!(format!("{payload:?}"), "PushPayload { audience: \"all\" }");
}

#[test]
fn an_untyped_request_prints_like_a_typed_one() {
    let payload = PushPayload::default().audience(PushAudience::All);
    let map = object(json!({ "audience": "all", "platform": null }));
    let untyped = RecordRef::Json(JsonRecord::new(&PUSH_PAYLOAD, &map));
    assert_eq!(format!("{untyped:?}"), format!("{payload:?}"));
    let map = object(json!({ "audience": {"tag": ["a"]}, "new\n": {"secret": "canary"} }));
    let untyped = JsonRecord::new(&PUSH_PAYLOAD, &map);
    assert_eq!(format!("{untyped:?}"), r#"PushPayload { audience: Audience { tag: ["a"] }, new\n: … }"#);
}

#[test]
fn an_operation_is_found_by_name() {
    let client = Client::new(&mqtt::SERVICE, config(&mqtt::SERVICE)).unwrap();
    let parameters = object(json!({}));
    let call: Call<'_, Value> = client.call("SendMessage", &parameters).unwrap();
    assert_eq!(call.operation(), &mqtt::SEND_MESSAGE);
}
