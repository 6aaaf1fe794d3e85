//! `explain`: why a signature differs.

use crate::command::{Ran, bare, file, run, run_with_input};
use crate::server::Server;
use serde_json::{Value, json};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

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

/// A call of each service, and the signatures that it takes.
const CALLS: [(&[&str], &[&str]); 3] = [
    (&["mqtt", "SendMessage", MESSAGE, "--region", "cn-hangzhou"], &["acs3", "hmac-sha1"]),
    (&["tmc", "taobao.tmc.message.produce", TRADE], &["md5", "hmac", "hmac-sha256"]),
    (&["jpush", "schedule.list"], &["basic"]),
];
const TRADE: &str = r#"{"topic": "taobao_trade_TradeCreate", "content": "{\"tid\": \"a b+c\"}"}"#;

/// The JSON of a dry run.
fn captured(call: &[&str], signature: &str) -> Value {
    run(&[&["call"], call, &["--signature", signature, "--dry-run", "--format", "json"]].concat()).json()
}

fn inspected(request: &str, secret: &str) -> Ran {
    let secrets = ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "TOP_APP_SECRET", "JPUSH_MASTER_SECRET"];
    let ids = ["ALIBABA_CLOUD_ACCESS_KEY_ID", "TOP_APP_KEY", "JPUSH_APP_KEY"];
    let mut command =
        bare(&["explain", "--request", &file(&unique(request, secret), request), "--format", "json"]);
    Ran::of(command.envs(secrets.map(|name| (name, secret))).envs(ids.map(|name| (name, "EXAMPLE-ID"))))
}

/// A file name of its own for each case.
fn unique(request: &str, secret: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (request, secret).hash(&mut hasher);
    format!("request-{:x}", hasher.finish())
}

#[test]
fn a_dry_run_of_every_signature_is_right_and_wrong_with_another_secret() {
    for (call, signatures) in CALLS {
        for signature in signatures {
            let request = captured(call, signature).to_string();
            let right = inspected(&request, "EXAMPLE-NOT-A-SECRET").json();
            assert_eq!((&right["right"], &right["scheme"]), (&json!(true), &json!(signature)), "{right}");
            let wrong = inspected(&request, "EXAMPLE-OTHER");
            assert_eq!((wrong.status, wrong.stderr.as_str()), (1, ""), "{wrong:?}");
            assert!(wrong.stdout.contains("secret"), "{wrong:?}");
            assert!(
                !wrong.stdout.contains("EXAMPLE-NOT-A-SE") && !wrong.stdout.contains("EXAMPLE-OTHER"),
                "{wrong:?}"
            );
        }
    }
}

#[test]
fn a_request_that_was_changed_after_signing_is_shown_where() {
    let mut request = captured(CALLS[1].0, "hmac-sha256");
    let body = request["body"].as_str().expect("a text").replace("TradeCreate", "TradeClose");
    request["body"] = body.into();
    let wrong = inspected(&request.to_string(), "EXAMPLE-NOT-A-SECRET");
    assert_eq!(wrong.status, 1);
    let told: Value = serde_json::from_str(&wrong.stdout).expect("JSON");
    let explanation = told["explanation"].as_str().expect("a text");
    assert!(explanation.contains(r#"ours has "reatev2.0""#), "{explanation}");
    assert!(told["server_signs"].as_str().is_some_and(|text| text.contains("TradeClose")), "{told}");
}

#[test]
fn a_changed_request_under_a_hash_is_told_without_comparing_hashes() {
    let mut request = captured(CALLS[0].0, "acs3");
    request["headers"]["x-acs-action"] = "Push".into();
    let wrong = inspected(&request.to_string(), "EXAMPLE-NOT-A-SECRET");
    assert!(wrong.status == 1 && wrong.stdout.contains("was changed after it was signed"), "{wrong:?}");
    assert!(wrong.stdout.contains("x-acs-action:Push"), "{wrong:?}");
}

#[test]
fn raw_http_is_read_with_what_an_editor_adds() {
    let server = Server::answering(200, r#"{"MsgId": "1", "RequestId": "2"}"#);
    run(&["call", "mqtt", "SendMessage", MESSAGE, "--signature", "hmac-sha1", "--endpoint", server.url()])
        .text();
    let raw = server.request();
    for request in [raw.clone(), format!("{raw}\n"), raw.replace("\r\n", "\n")] {
        assert_eq!(inspected(&request, "EXAMPLE-NOT-A-SECRET").json()["right"], true, "{request:?}");
    }
    for wrong in [&raw[..raw.len() - 1], "GET / HTTP/1.1\r\nhost: a\r\n\r\n", "GET / HTTP/1.1\r\n", "hello"] {
        assert_eq!(inspected(wrong, "EXAMPLE-NOT-A-SECRET").error(2)["kind"], "usage", "{wrong:?}");
    }
}

#[test]
fn another_id_is_pointed_out_and_a_missing_secret_is_named() {
    let request = file("other-id.json", &captured(CALLS[0].0, "acs3").to_string());
    let arguments = ["explain", "--request", &request];
    let environment = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "EXAMPLE-ELSE"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "EXAMPLE-OTHER"),
    ];
    let wrong = Ran::of(bare(&arguments).envs(environment));
    assert!(wrong.stdout.contains("the request names the id EXAMPLE-ID"), "{wrong:?}");
    assert!(wrong.stdout.contains("x-acs-action:SendMessage"), "{wrong:?}");
    let unset = Ran::of(&mut bare(&arguments));
    assert!(
        unset.status == 3 && unset.stderr.contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set"),
        "{unset:?}"
    );
}
