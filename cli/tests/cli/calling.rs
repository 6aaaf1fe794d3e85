//! `call`: what is sent, what is printed, and the exit status.

use crate::command::{Ran, bare, file, run, run_with_input};
use crate::server::{Server, nobody};
use serde_json::json;

const MESSAGE: &str = r#"{"InstanceId": "post-cn-0pp12gl****", "MqttTopic": "TopicA", "Payload": "test"}"#;
const SEND: [&str; 4] = ["call", "mqtt", "SendMessage", MESSAGE];
const SENT: &str = r#"{"MsgId": "1", "RequestId": "2"}"#;

/// Sends the message, with these options.
fn send(options: &[&str]) -> Ran {
    run(&[&SEND, options].concat())
}

#[test]
fn a_dry_run_prints_the_signed_request_and_sends_nothing() {
    let at = ["--dry-run", "--at", "2026-11-22T05:00:27Z", "--nonce", "0001", "--region", "cn-hangzhou"];
    insta::assert_snapshot!(send(&at).text());
    let request = send(&[&at[..], &["--format", "json", "--signature", "hmac-sha1"]].concat()).json();
    assert_eq!(request["method"], "POST");
    assert_eq!(request["url"], "https://onsmqtt.cn-hangzhou.aliyuncs.com/");
    assert_eq!(request["headers"]["content-type"], "application/x-www-form-urlencoded");
    let signed = request["string_to_sign"].as_str().expect("a signed text");
    assert!(signed.starts_with("POST&%2F&AccessKeyId%3DEXAMPLE-ID%26Action%3DSendMessage"), "{signed}");
    let body = request["body"].as_str().expect("a text");
    assert!(body.contains("SignatureNonce=0001") && body.contains("&Signature="), "{body}");
}

#[test]
fn the_body_of_a_form_with_files_is_printed_whole() {
    let parameters = json!({
        "content": "{}",
        "topic": "taobao_trade_TradeCreate",
        "media_content": { "name": "a.png", "content": "//79" },
    });
    let arguments = ["call", "tmc", "taobao.tmc.message.produce", &parameters.to_string(), "--dry-run"];
    let request = run(&[&arguments[..], &["--format", "json"]].concat()).json();
    assert_eq!(request["body"], json!(null));
    assert!(request["body_base64"].as_str().is_some_and(|body| body.len() > 100), "{request}");
}

#[test]
fn time_and_nonce_are_for_dry_runs_alone() {
    for option in [["--at", "2026-11-22T05:00:27Z"], ["--nonce", "0001"]] {
        assert_eq!(send(&option).status, 2);
    }
}

#[test]
fn parameters_come_from_the_command_line_a_file_or_standard_input() {
    let options = ["--region", "cn-hangzhou", "--dry-run", "--at", "2026-11-22T05:00:27Z", "--nonce", "0001"];
    let with = |parameters: &str| {
        let arguments = [&["call", "mqtt", "SendMessage", parameters], &options[..]].concat();
        run_with_input(&arguments, if parameters == "-" { MESSAGE } else { "" }).text()
    };
    let given = with(MESSAGE);
    assert_eq!(with(&file("message.json", MESSAGE)), given);
    assert_eq!(with("-"), given);
    let gone = run(&["call", "mqtt", "SendMessage", "@/nowhere/message.json", "--format", "json"]);
    assert_eq!(gone.error(2)["kind"], "usage");
}

#[test]
fn an_operation_without_parameters_needs_none_on_the_command_line() {
    let url = run(&["call", "jpush", "schedule.list", "--dry-run", "--format", "json"]).json()["url"].clone();
    assert_eq!(url, "https://api.jpush.cn/v3/schedules");
}

#[test]
fn an_answer_is_printed_and_the_status_is_0() {
    let server = Server::answering(200, SENT);
    let answer = send(&["--endpoint", server.url(), "--format", "json"]).json();
    assert_eq!(answer, json!({ "MsgId": "1", "RequestId": "2" }));
    let request = server.request();
    assert!(request.contains("MqttTopic=TopicA") && request.contains("Credential=EXAMPLE-ID"), "{request}");
    let server = Server::answering(200, SENT);
    assert_eq!(
        send(&["--endpoint", server.url()]).text(),
        "{\n  \"MsgId\": \"1\",\n  \"RequestId\": \"2\"\n}\n"
    );
}

#[test]
fn an_answer_cannot_command_a_terminal() {
    let server = Server::answering(200, "{\"MsgId\": \"\u{9b}2J\", \"RequestId\": \"\\u001b[2J\"}");
    let text = send(&["--endpoint", server.url()]).text();
    assert!(text.contains(r#""MsgId": "\u009b2J""#) && text.contains(r#""\u001b[2J""#), "{text:?}");
}

#[test]
fn an_error_of_the_service_has_status_1() {
    let refusal = r#"{"Code": "InvalidParameter.Payload", "Message": "no payload", "RequestId": "2"}"#;
    let server = Server::answering(400, refusal);
    let error = send(&["--endpoint", server.url(), "--format", "json"]).error(1);
    let told = ["kind", "operation", "code", "service_message", "request_id", "send_state"]
        .map(|name| error[name].as_str().unwrap_or_default());
    assert_eq!(told, ["service", "SendMessage", "InvalidParameter.Payload", "no payload", "2", "answered"]);
    assert_eq!((&error["status"], &error["retryable"]), (&json!(400), &json!(false)));
    let server = Server::answering(400, refusal);
    let failed = send(&["--endpoint", server.url()]);
    insta::assert_snapshot!(failed.stderr);
}

#[test]
fn a_broken_limit_has_status_2_and_every_one_is_told() {
    let long = "a".repeat(65);
    let parameters = json!({ "MqttTopic": long, "Payload": "test" }).to_string();
    let arguments = ["call", "mqtt", "SendMessage", &parameters, "--region", "cn-hangzhou"];
    let error = run(&[&arguments[..], &["--format", "json"]].concat()).error(2);
    assert_eq!((&error["kind"], &error["send_state"]), (&json!("invalid"), &json!("not_sent")));
    let rules: Vec<_> =
        error["violations"].as_array().expect("violations").iter().map(|one| &one["rule"]).collect();
    assert_eq!(rules, ["SendMessage.MqttTopic.max_length", "SendMessage.InstanceId.required"]);
    insta::assert_snapshot!(run(&arguments).stderr);
}

#[test]
fn a_limit_can_warn_or_be_switched_off() {
    let parameters = json!({ "MqttTopic": "a".repeat(65), "InstanceId": "i", "Payload": "test" }).to_string();
    let with = |mode: &str, format: &str| {
        let arguments = ["call", "mqtt", "SendMessage", &parameters, "--region", "cn-hangzhou", "--dry-run"];
        run(&[&arguments[..], &["--validation", mode, "--format", format]].concat())
    };
    assert_eq!(with("enforce", "text").status, 2);
    let warned = with("warn", "text");
    assert!(warned.status == 0 && warned.stderr.starts_with("warning: MqttTopic: at most 64"), "{warned:?}");
    let warned: serde_json::Value = serde_json::from_str(&with("warn", "json").stderr).expect("JSON");
    assert_eq!(warned["warnings"][0]["rule"], "SendMessage.MqttTopic.max_length");
    assert_eq!((with("off", "text").status, with("off", "text").stderr), (0, String::new()));
}

#[test]
fn what_is_no_json_object_has_status_2() {
    for parameters in ["", "[]", "{", "@"] {
        let error = run(&["call", "mqtt", "SendMessage", parameters, "--format", "json"]).error(2);
        assert_eq!(error["kind"], "usage", "{parameters}");
    }
}

#[test]
fn what_was_never_sent_has_status_3() {
    let nobody = nobody();
    let cases: [(&str, &[&str]); 3] = [
        ("configuration", &["--region", "nowhere"]),
        ("configuration", &["--endpoint", "http://example.com"]),
        ("connect", &["--endpoint", &nobody]),
    ];
    for (kind, options) in cases {
        let error = send(&[options, &["--format", "json"]].concat()).error(3);
        assert_eq!((error["kind"].as_str(), error["send_state"].as_str()), (Some(kind), Some("not_sent")));
    }
    let error = Ran::of(&mut bare(&[&SEND[..], &["--format", "json"]].concat())).error(3);
    assert_eq!(error["kind"], "credentials");
    let message = error["message"].as_str().expect("a message");
    assert!(message.contains("ALIBABA_CLOUD_ACCESS_KEY_ID is not set"), "{message}");
}

#[test]
fn what_may_have_been_sent_has_status_4() {
    let server = Server::silent();
    let error = send(&["--endpoint", server.url(), "--format", "json"]).error(4);
    assert_eq!(
        (error["kind"].as_str(), error["send_state"].as_str()),
        (Some("transport"), Some("maybe_sent"))
    );
    let server = Server::silent();
    let text = send(&["--endpoint", server.url()]).stderr;
    assert!(text.contains("may have taken effect"), "{text}");
}

#[test]
fn a_time_limit_is_a_number_of_seconds() {
    for wrong in ["0", "-1", "soon", "NaN"] {
        assert_eq!(send(&["--timeout", wrong]).status, 2, "{wrong}");
    }
    let server = Server::answering(200, SENT);
    send(&["--endpoint", server.url(), "--timeout", "30.5"]).text();
}
