//! `explain`: why a signature differs.

use crate::command::{Ran, bare, file, run, run_with_input};
use serde_json::json;

const CALL: [&str; 4] = ["explain", "mqtt", "SendMessage", MESSAGE];
const MESSAGE: &str = r#"{"InstanceId": "post-cn-0pp12gl****", "MqttTopic": "TopicA", "Payload": "a b"}"#;
/// What we sign for it under HMAC-SHA1.
const SIGNED: &str = "POST&%2F&AccessKeyId%3DEXAMPLE-ID%26Action%3DSendMessage%26Format%3DJSON\
                      %26InstanceId%3Dpost-cn-0pp12gl%252A%252A%252A%252A%26MqttTopic%3DTopicA%26Payload%3Da%2520b\
                      %26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D0001%26SignatureVersion%3D1.0\
                      %26Timestamp%3D2026-11-22T05%253A00%253A27Z%26Version%3D2020-04-20";

/// An answer of a server that signed this text.
fn answer(signed: &str) -> String {
    json!({
        "Code": "SignatureDoesNotMatch",
        "Message": format!("Specified signature is not matched. server string to sign is:{signed}"),
    })
    .to_string()
}

#[test]
fn the_same_text_means_a_wrong_secret() {
    let options = ["--region", "cn-hangzhou", "--message", &answer(SIGNED)];
    let text = run(&[&CALL[..], &options].concat()).text();
    assert_eq!(text, "the server signed the same text: the secret is wrong\n");
    let json = run(&[&CALL[..], &options, &["--format", "json"]].concat()).json();
    assert_eq!(json["same"], true);
}

#[test]
fn the_first_difference_is_shown_and_every_parameter_that_differs() {
    let server = SIGNED.replace("a%2520b", "a%252Bb").replace("%26Format%3DJSON", "");
    let text = run(&[&CALL[..], &["--region", "cn-hangzhou", "--message", &answer(&server)]].concat()).text();
    insta::assert_snapshot!(text);
}

#[test]
fn both_texts_can_be_given() {
    let path = file("signed.txt", &format!("{SIGNED}\n"));
    let ran = run_with_input(&["explain", "--string-to-sign", &path, "--message", "-"], &answer(SIGNED));
    assert!(ran.text().contains("the secret is wrong"));
    let twice = run(&["explain", "--string-to-sign", "-", "--message", "-", "--format", "json"]);
    assert_eq!(twice.error(2)["kind"], "usage");
}

#[test]
fn time_and_nonce_are_asked_for_where_the_server_does_not_tell_them() {
    let hash = format!("ACS3-HMAC-SHA256\n{}", "0".repeat(64));
    let acs3 = |options: &[&str]| {
        let region = ["--region", "cn-hangzhou", "--message", &hash, "--format", "json"];
        run(&[&CALL[..], &region, options].concat())
    };
    let at = ["--at", "2026-11-22T05:00:27Z"];
    for (options, missing) in [(&[][..], "--at"), (&at, "--nonce")] {
        let error = acs3(options).error(2);
        assert!(error["message"].as_str().is_some_and(|message| message.contains(missing)), "{error}");
    }
    let told = acs3(&["--at", "2026-11-22T05:00:27Z", "--nonce", "0001"]).json();
    assert_eq!(told["same"], false);
}

#[test]
fn a_service_that_signs_nothing_says_so() {
    let arguments = ["explain", "jpush", "schedule.list", "--message", "x", "--at", "2026-11-22T05:00:27Z"];
    let error = run(&[&arguments[..], &["--format", "json"]].concat()).error(2);
    assert!(
        error["message"].as_str().is_some_and(|message| message.contains("JPUSH_MASTER_SECRET")),
        "{error}"
    );
}

#[test]
fn there_must_be_something_to_compare() {
    for arguments in [&["explain"][..], &["explain", "--message", "POST&%2F&a"], &["explain", "mqtt"]] {
        assert_eq!(run(arguments).status, 2, "{arguments:?}");
    }
}

#[test]
fn a_security_token_is_not_printed() {
    let with_token = |token: &str| {
        SIGNED.replace("%26SignatureMethod", &format!("%26SecurityToken%3D{token}%26SignatureMethod"))
    };
    let mut command = bare(&[
        "explain",
        "--string-to-sign",
        &with_token("EXAMPLE-OURS"),
        "--message",
        &with_token("EXAMPLE-THEIRS"),
    ]);
    let text = Ran::of(&mut command).text();
    assert!(text.contains("redacted") && !text.contains("OURS") && !text.contains("THEIRS"), "{text}");
}
