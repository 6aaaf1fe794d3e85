//! Errors that come without the documented envelope, or with more than they should hold.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::runtime::{Client, Signature};
use bindery::{Answer, Config, Credentials, Error, ErrorKind, Mode, SendState};
use bindery_tests::{Canned, block_on, config, object, service};
use serde_json::{Value, json};

/// Calls an operation with these parameters; the transport gives this answer.
fn call(
    service_name: &str,
    operation: &str,
    parameters: Value,
    configure: impl FnOnce(Config) -> Config,
    canned: Canned,
) -> Result<Answer<Value>, Error> {
    let service = service(service_name);
    let config = configure(config(service)).transport(canned).validation(Mode::Off);
    let client = Client::new(service, config).unwrap();
    let parameters = object(parameters);
    block_on(async { client.call(operation, &parameters).unwrap().await })
}

fn plain(service: &str, operation: &str, canned: Canned) -> Result<Answer<Value>, Error> {
    call(service, operation, json!({ "schedule_id": "x" }), |config| config, canned)
}

#[test]
fn a_gateways_bare_status_is_judged_by_what_a_repeat_could_do() {
    let read = [("jpush", "schedule.get"), ("mqtt", "BatchQuerySessionByClientIds")];
    let write = [("mqtt", "SendMessage"), ("tmc", "taobao.tmc.messages.produce")];
    for body in ["", "<html>502</html>"] {
        for status in [502, 503, 504] {
            for (service, operation) in read {
                assert!(plain(service, operation, Canned::new(status, body)).unwrap_err().is_retryable());
            }
            for (service, operation) in write {
                assert!(!plain(service, operation, Canned::new(status, body)).unwrap_err().is_retryable());
            }
        }
        for (service, operation) in read.into_iter().chain(write) {
            assert!(plain(service, operation, Canned::new(429, body)).unwrap_err().is_retryable());
            assert!(!plain(service, operation, Canned::new(500, body)).unwrap_err().is_retryable());
            assert!(!plain(service, operation, Canned::new(404, body)).unwrap_err().is_retryable());
        }
    }
}

#[test]
fn an_error_keeps_the_headers_that_say_how_long_to_wait() {
    let canned = Canned::new(400, r#"{"Code":"Throttling.User"}"#).header("x-acs-retry-after", "500");
    let error = plain("mqtt", "SendMessage", canned).unwrap_err();
    assert_eq!(error.headers().unwrap()["x-acs-retry-after"], "500");
}

#[test]
fn only_a_token_that_the_service_takes_makes_a_repeat_harmless() {
    for (token, expected) in [
        (json!("1b4e28ba-2fa1-11d2-883f-0016d3cca427"), true),
        (json!(""), false),
        (json!("not a uuid"), false),
        (json!(null), false),
    ] {
        let fault = Canned::new(500, r#"{"Code":"InternalError"}"#);
        let parameters = json!({ "IdempotentToken": token });
        let error = call("mpush", "Push", parameters, |config| config, fault).unwrap_err();
        assert_eq!(error.is_retryable(), expected, "{token}");
    }
}

#[test]
fn secrets_that_a_server_repeats_are_taken_out() {
    let token = "TOKEN/CANARY+==";
    let credentials = Credentials::new("ID", "SECRET-CANARY").unwrap().with_token(token).unwrap();
    for echoed in [token, "TOKEN%2FCANARY%2B%3D%3D", "TOKEN%252FCANARY%252B%253D%253D", "SECRET-CANARY"] {
        let body = json!({ "Code": "SignatureDoesNotMatch", "Message": format!("server string is: POST&{echoed}&") });
        let configure =
            |_| Config::new(credentials.clone()).region("cn-hangzhou").signature(Signature::HmacSha1);
        let canned = Canned::new(400, body.to_string());
        let error = call("mqtt", "SendMessage", json!({}), configure, canned).unwrap_err();
        let printed = format!("{error} {error:?} {:?} {:?}", error.message(), error.body_start());
        assert!(!printed.contains(echoed), "{printed}");
        assert!(error.message().unwrap().contains("POST&[redacted]&"));
    }
}

#[test]
fn an_object_that_is_no_answer_is_no_success() {
    let operation = "taobao.tmc.message.produce";
    for body in ["{}", r#"{"other":1}"#, r#"{"error_response":{}}"#, r#"{"tmc_message_produce_response":1}"#]
    {
        let error = plain("tmc", operation, Canned::new(200, body)).unwrap_err();
        assert_eq!((error.send_state(), error.body_start()), (SendState::Answered, Some(body)));
    }
    let inner = r#"{"tmc_message_produce_response":{"code":15,"sub_code":"isp.x","is_success":false}}"#;
    let error = plain("tmc", operation, Canned::new(200, inner)).unwrap_err();
    assert_eq!((error.kind(), error.sub_code()), (ErrorKind::Service, Some("isp.x")));
}

#[test]
fn a_success_of_jpush_is_no_error_but_where_the_body_says_so() {
    let body = r#"{"schedule_id":"x","error":{"code":8000,"message":"ok"}}"#;
    assert!(plain("jpush", "schedule.get", Canned::new(200, body)).is_ok());
    let error = plain("jpush", "schedule.get", Canned::new(400, body)).unwrap_err();
    assert_eq!(error.code(), Some("8000"));
}

#[test]
fn typed_and_untyped_answers_are_objects_alike() {
    for body in ["null", "42", "[]", "\"text\""] {
        let error = plain("mqtt", "SendMessage", Canned::new(200, body)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
    let answer = plain("mqtt", "SendMessage", Canned::new(200, r#"{"RequestId":7}"#)).unwrap();
    assert_eq!(answer.request_id(), Some("7"));
}

#[test]
fn a_call_without_a_runtime_is_an_error_and_no_panic() {
    let service = service("mqtt");
    let client = Client::new(service, config(service).transport(Canned::new(200, "{}"))).unwrap();
    let parameters = object(json!({ "InstanceId": "i", "MqttTopic": "t", "Payload": "p" }));
    let mut call = client.call("SendMessage", &parameters).unwrap().into_future();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("the call is over at once");
    };
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Configuration, SendState::NotSent));
}

#[test]
fn a_long_token_is_taken_out_wherever_the_body_is_cut() {
    let token = format!("{}==", "TOKENCANARY".repeat(60));
    let escaped = token.replace('=', "\\u003d");
    for echoed in [&token, &escaped] {
        for before in [0, 500, 1000, 1023] {
            let credentials = Credentials::new("ID", "SECRET").unwrap().with_token(token.clone()).unwrap();
            let configure = |_| Config::new(credentials).region("cn-hangzhou");
            let body = format!(r#"{{"Code":"X","Message":"{}{echoed}"}}"#, "x".repeat(before));
            let error =
                call("mqtt", "SendMessage", json!({}), configure, Canned::new(400, body)).unwrap_err();
            let printed = format!("{error} {error:?} {:?}", error.body_start());
            assert!(!printed.contains("TOKENCANARY"), "{before}: {printed}");
        }
    }
}

#[test]
fn an_id_of_too_many_digits_is_no_other_id() {
    let body = r#"{"MsgId":123456789012345678901234567890,"RequestId":"r"}"#;
    let client =
        bindery::mqtt::Client::new(config(service("mqtt")).transport(Canned::new(200, body))).unwrap();
    let request = bindery::mqtt::SendMessageRequest::default().instance_id("i").mqtt_topic("t").payload("p");
    let error = block_on(async { client.send_message(&request).await }).unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Decode, Some("r")));
}

#[test]
fn each_class_of_codes_is_judged() {
    use bindery::runtime::table::Class;
    for service in bindery_tests::services() {
        for row in service.errors {
            let code = row.code.0.replace("%s", "X");
            let body = match service.name {
                "jpush" => json!({ "error": { "code": code } }),
                "tmc" => json!({ "error_response": { "code": 15, "sub_code": code } }),
                _ => json!({ "Code": code }),
            };
            let operation = service.operations[0].name;
            let status = if service.name == "tmc" { 200 } else { row.status.unwrap_or(400) };
            let error = plain(service.name, operation, Canned::new(status, body.to_string())).unwrap_err();
            let class = error.row().unwrap().class;
            let retryable = match class {
                Class::Throttled | Class::Resign => true,
                Class::Server => {
                    service.operations[0].effect == bindery::runtime::table::Effect::Read
                        || service.operations[0].idempotency == bindery::runtime::table::Idempotency::Natural
                }
                Class::Caller | Class::Auth | Class::Quota | Class::Unknown => false,
            };
            assert_eq!(error.is_retryable(), retryable, "{} {code}", service.name);
        }
    }
}

#[test]
fn the_nearest_row_explains_a_code() {
    let row = |status, code: &str| {
        let canned = Canned::new(status, json!({ "Code": code }).to_string());
        *plain("mqtt", "SendMessage", canned).unwrap_err().row().unwrap()
    };
    // The exact code before the template that it fits too.
    assert_eq!(row(400, "MissingParameter").code.0, "MissingParameter");
    assert_eq!(row(400, "MissingPayload").code.0, "Missing%s");
    // A code under another status than the documented one is still that code.
    assert_eq!(row(429, "Throttling.User").code.0, "Throttling.User");
    let internal = |status| {
        let canned = Canned::new(status, r#"{"Code":"InternalError"}"#);
        plain("mpush", "Push", canned).unwrap_err().row().unwrap().status
    };
    assert_eq!((internal(400), internal(500)), (Some(400), Some(500)));
}

#[test]
fn codes_that_mean_success_are_no_errors() {
    for code in ["200", "OK", "Success", "success"] {
        let body = json!({ "Code": code, "Message": "", "MsgId": "m" });
        assert!(plain("mqtt", "SendMessage", Canned::new(200, body.to_string())).is_ok(), "{code}");
    }
}
