//! Rules over the parts of a push: for each what is just allowed, and what it refuses or warns of.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery_tests::{config, object, prepare, service};
use serde_json::{Value, json};

/// The rules that a task with this push breaks, advice included.
fn told(push: Value) -> Vec<String> {
    let mut parameters = object(json!({
        "name": "n", "enabled": true, "trigger": { "single": { "time": "2027-01-01 00:00:00" } },
    }));
    parameters.insert("push".to_owned(), push);
    let service = service("jpush");
    let violations = match prepare(service, config(service), "schedule.create", &parameters) {
        Ok(prepared) => prepared.warnings().to_vec(),
        Err(error) => error.violations().to_vec(),
    };
    violations.into_iter().map(|violation| violation.rule).collect()
}

/// A push with these parts beside platform and audience.
fn push(parts: Value) -> Value {
    let mut push = object(json!({ "platform": "all", "audience": "all" }));
    push.append(&mut object(parts));
    Value::Object(push)
}

/// Every push breaks these rules and no other.
#[track_caller]
fn breaks(rules: &[&str], pushes: impl IntoIterator<Item = Value>) {
    for parts in pushes {
        assert_eq!(told(push(parts.clone())), rules, "{parts}");
    }
}

/// What each vendor shows by itself, live views and the like, with all that it needs beside a classification.
fn shown_by_vendors() -> [(&'static str, Value); 6] {
    [
        ("huawei", json!({ "hw_push_type": 7, "hw_live_payload": { "activityId": 1 } })),
        ("oppo", json!({ "op_intelligent_intent": { "id": "1" } })),
        ("honor", json!({ "honor_push_type": 3, "voip_extraData": "call" })),
        ("xiaomi", json!({ "mi_push_type": 7, "mi_live_payload": { "id": "1" } })),
        ("vivo", json!({ "vivo_push_type": 2, "vivo_inapp_msg": { "id": "1" } })),
        ("vivo", json!({ "vivo_push_type": 3, "voip_extraData": "call" })),
    ]
}

#[test]
fn what_vendors_show_by_themselves_counts_as_a_system_message() {
    for (vendor, block) in shown_by_vendors() {
        let with = |classification: Value, of_vendor: Value| {
            let mut block = block.clone();
            block["classification"] = of_vendor;
            let channel = json!({ vendor: block });
            json!({ "options": { "classification": classification, "third_party_channel": channel } })
        };
        let rule = format!("Options.{vendor}-live-is-system");
        breaks(&[], [with(json!(1), Value::Null)]);
        breaks(&[&rule], [with(Value::Null, Value::Null), with(Value::Null, json!(0))]);
        breaks(&["Options.classification.constant"], [with(json!(0), Value::Null)]);
        // The class in a block is vivo's and NIO's; no other vendor reads it.
        let of_vendor: &[&str] = if vendor == "vivo" { &[] } else { &[&rule] };
        breaks(of_vendor, [with(Value::Null, json!(1))]);
    }
}

#[test]
fn only_a_live_view_on_huawei_pushes_nothing_else() {
    let huawei = |push_type: i64, notification: Value| {
        let block = json!({ "hw_push_type": push_type, "hw_live_payload": { "activityId": 1 } });
        let options = json!({ "classification": 1, "third_party_channel": { "huawei": block } });
        json!({ "options": options, "notification": notification })
    };
    let no_alert = || json!({ "android": { "title": "t" } });
    breaks(&[], [huawei(7, Value::Null), huawei(7, no_alert())]);
    let elsewhere = "ThirdPartyChannelOptions.huawei-payload-elsewhere";
    let told = |notification| told(push(huawei(3, notification)));
    assert!(told(json!({ "alert": "a" })).iter().all(|rule| rule == elsewhere));
    assert!(told(Value::Null).contains(&"PushPayload.something-to-push".to_owned()));
    assert!(told(no_alert()).contains(&"PushPayload.android-alert".to_owned()));
}

#[test]
fn a_harmonyos_notification_has_a_text() {
    let hmos = |shared: Value, block: Value| json!({ "notification": { "alert": shared, "hmos": block } });
    let card = || json!({ "category": "WORK", "push_type": 1, "hm_payload": { "id": "1" } });
    breaks(
        &[],
        [
            hmos(json!("a"), json!({ "category": "WORK" })),
            hmos(json!(""), json!({ "category": "WORK", "alert": "a" })),
            hmos(json!(""), card()),
        ],
    );
    let without = |shared: Value| hmos(shared, json!({ "category": "WORK" }));
    breaks(&["Notification.hmos-alert"], [without(Value::Null), without(json!(""))]);
}

#[test]
fn a_badge_is_a_number_without_leading_zeros() {
    let badge = |badge: Value| json!({ "notification": { "ios": { "alert": "a", "badge": badge } } });
    let passes = [json!(""), json!("0"), json!("+5"), json!("-99"), json!("10"), json!(7)];
    breaks(&[], passes.map(badge));
    breaks(&["IosNotification.badge.pattern"], ["+05", "00", "5+", "+"].map(|text| badge(json!(text))));
}

#[test]
fn a_push_that_waits_for_the_screen_names_no_other_distribution() {
    let waiting = |vendor: &str, distribution: &str| {
        let channel = json!({ vendor: { "distribution": distribution } });
        let options = json!({ "active_push": true, "third_party_channel": channel });
        json!({ "options": options, "notification": { "alert": "a" } })
    };
    // FCM and HarmonyOS are no Android vendors.
    breaks(&[], [waiting("oppo", "secondary_push"), waiting("fcm", "jpush"), waiting("hmos", "ospush")]);
    for vendor in ["xiaomi", "huawei", "honor", "meizu", "oppo", "vivo", "nio", "asus"] {
        let pushes = ["first_ospush", "ospush", "jpush"].map(|distribution| waiting(vendor, distribution));
        breaks(&["Options.screen-on-distribution"], pushes);
    }
    let mut at_once = waiting("oppo", "ospush");
    at_once["options"]["active_push"] = json!(false);
    breaks(&[], [at_once]);
}

#[test]
fn what_a_vendor_does_not_support_is_told() {
    let channel = |vendor: &str, block: Value| {
        let options = json!({ "third_party_channel": { vendor: block } });
        json!({ "options": options, "notification": { "alert": "a" } })
    };
    let importance = |vendor, value| channel(vendor, json!({ "importance": value }));
    breaks(&[], [importance("honor", "NORMAL"), importance("huawei", "HIGH")]);
    breaks(&["ThirdPartyChannel.honor-importance"], [importance("honor", "HIGH")]);
    let customized = |vendor| channel(vendor, json!({ "distribution_customize": "jpush" }));
    breaks(&[], ["huawei", "honor"].map(customized));
    let others = ["xiaomi", "meizu", "oppo", "vivo", "fcm", "nio", "asus", "hmos"].map(customized);
    breaks(&["ThirdPartyChannel.messages-of-huawei-and-honor"], others);
}
