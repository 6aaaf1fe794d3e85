//! Answers: documented ones are read, the others become errors that lose nothing.

#![allow(
    clippy::expect_used,
    clippy::items_after_statements,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; a table stands where it is used"
)]

use bindery::jpush::types::Notification3rd;
use bindery::jpush::{
    ScheduleDeleteRequest, ScheduleGetRequest, ScheduleMsgIdsRequest, ScheduleTemplateRequest,
};
use bindery::mpush::{ContinuouslyPushRequest, PushRequest};
use bindery::mqtt::{BatchQuerySessionByClientIdsRequest, QuerySessionByClientIdRequest, SendMessageRequest};
use bindery::runtime::table::{Accept, Class, Code, Kind, Member};
use bindery::tmc::MessagesProduceRequest;
use bindery::tmc::types::TmcPublishMessage;
use bindery::{Answer, Error, ErrorKind, Mode, SendState, from_json, to_json};
use bindery::{jpush, mpush, mqtt, tmc};
use bindery_tests::{Canned, block_on, config, model, object, service};
use serde_json::{Value, json};

/// Calls an operation by name; the transport gives this answer.
fn call(service_name: &str, operation: &str, canned: Canned) -> Result<Answer<Value>, Error> {
    let service = service(service_name);
    let config = config(service).transport(canned).validation(Mode::Off);
    let client = bindery::runtime::Client::new(service, config).unwrap();
    let parameters = object(json!({ "schedule_id": "x" }));
    block_on(async { client.call(operation, &parameters).unwrap().await })
}

fn mqtt(canned: Canned) -> mqtt::Client {
    mqtt::Client::new(config(&mqtt::SERVICE).transport(canned)).unwrap()
}

fn mpush(canned: Canned) -> mpush::Client {
    mpush::Client::new(config(&mpush::SERVICE).transport(canned)).unwrap()
}

fn jpush(canned: Canned) -> jpush::Client {
    jpush::Client::new(config(&jpush::SERVICE).transport(canned)).unwrap()
}

fn tmc(canned: Canned) -> tmc::Client {
    tmc::Client::new(config(&tmc::SERVICE).transport(canned)).unwrap()
}

fn message() -> SendMessageRequest {
    SendMessageRequest::default().instance_id("i").mqtt_topic("t").payload("p")
}

fn send_message(canned: Canned) -> Result<Answer<mqtt::SendMessageAnswer>, Error> {
    block_on(async { mqtt(canned).send_message(&message()).await })
}

fn produce(canned: Canned) -> Result<Answer<tmc::MessagesProduceAnswer>, Error> {
    let request =
        MessagesProduceRequest::default().messages([TmcPublishMessage::default().content("{}").topic("t")]);
    block_on(async { tmc(canned).messages_produce(&request).await })
}

/// The answer of an example as it arrives, in its protocol's envelope.
fn enveloped(service: &str, operation: &str, answer: &Value) -> Value {
    if service != "tmc" {
        return answer.clone();
    }
    let wrapper = operation.trim_start_matches("taobao.").replace('.', "_");
    json!({ format!("{wrapper}_response"): answer })
}

#[test]
fn every_documented_answer_is_read_whole() {
    for module in model().services {
        for operation in &module.operations {
            for answer in operation.examples.iter().filter_map(|example| example.answer.as_ref()) {
                let body = enveloped(&module.module, &operation.wire_name, answer).to_string();
                let read = call(&module.module, &operation.wire_name, Canned::new(200, body.into_bytes()));
                assert_eq!(read.unwrap().into_inner(), *answer, "{}", operation.wire_name);
            }
        }
    }
}

#[test]
fn alibaba_answers_are_typed() {
    let answer = send_message(Canned::new(200, r#"{"MsgId":"0B73","RequestId":"020F"}"#)).unwrap();
    assert_eq!((answer.msg_id.as_deref(), answer.request_id()), (Some("0B73"), Some("020F")));
    assert_eq!(answer.status(), 200);

    let request =
        BatchQuerySessionByClientIdsRequest::default().instance_id("i").client_id_list(["GID_a@@@1"]);
    let body = r#"{"RequestId":"r","OnlineStatusList":[{"OnlineStatus":true,"ClientId":"a"},{"OnlineStatus":"false","New":{}}]}"#;
    let answer =
        block_on(async { mqtt(Canned::new(200, body)).batch_query_session_by_client_ids(&request).await })
            .unwrap();
    let list = answer.online_status_list.as_deref().unwrap();
    assert_eq!(list.iter().map(|one| one.online_status).collect::<Vec<_>>(), [Some(true), Some(false)]);

    let request = QuerySessionByClientIdRequest::default().instance_id("i").client_id("GID_a@@@1");
    let body = r#"{"RequestId":"r"}"#;
    let answer =
        block_on(async { mqtt(Canned::new(200, body)).query_session_by_client_id(&request).await }).unwrap();
    assert_eq!(answer.online_status, None);
}

#[test]
fn a_numeric_message_id_is_text() {
    let request = ContinuouslyPushRequest::default()
        .app_key(23_267_207)
        .message_id("500131")
        .target("DEVICE")
        .target_value(["a"]);
    let body = r#"{"MessageId":9223372036854775807,"RequestId":"r"}"#;
    let answer = block_on(async { mpush(Canned::new(200, body)).continuously_push(&request).await }).unwrap();
    assert_eq!(answer.message_id.as_deref(), Some("9223372036854775807"));
}

#[test]
fn message_ids_of_schedules_lose_nothing() {
    let body = json!({
        "count": null,
        "msgids": [
            "18100287008546779",
            r#"{"msg_id":"2","error":{"code":1011,"message":"no user"},"needRetry":true,"ts":1647500000000}"#,
            "{not json",
            r#"{"msg_id":"3","error":{"code":"odd","message":"m"},"needRetry":"maybe","ts":[1]}"#,
            {"msg_id": "4", "ts": "odd"},
            5,
            [6],
            null,
        ],
    });
    let request = ScheduleMsgIdsRequest::default().schedule_id("x");
    let answer =
        block_on(async { jpush(Canned::new(200, body.to_string())).schedule_msg_ids(&request).await })
            .unwrap();
    assert_eq!(answer.count, None);
    let entries = answer.msgids.as_deref().unwrap();
    let read: Vec<_> = entries.iter().map(|entry| (entry.msg_id.as_deref(), entry.text.as_deref())).collect();
    let text = |index: usize| body["msgids"][index].as_str();
    assert_eq!(
        read,
        [
            (text(0), text(0)),
            (Some("2"), text(1)),
            (None, text(2)),
            (Some("3"), text(3)),
            (Some("4"), Some(r#"{"msg_id":"4","ts":"odd"}"#)),
            (Some("5"), Some("5")),
            (None, Some("[6]")),
            (None, None),
        ]
    );
    assert_eq!((entries[1].ts, entries[1].need_retry), (Some(1_647_500_000_000), Some(true)));
    assert_eq!(entries[1].error.as_ref().unwrap().code, Some(1011));
    assert_eq!((entries[3].ts, entries[3].need_retry, entries[4].ts), (None, None, None));
    let odd = entries[3].error.as_ref().unwrap();
    assert_eq!((odd.code, odd.message.as_deref()), (None, Some("m")), "what can be read is kept");
}

#[test]
fn unions_are_read_by_kind() {
    let push = json!({
        "platform": ["android", "fuchsia"],
        "audience": {"alias": ["a"]},
        "notification": {"ios": {"alert": {"title": "t"}, "badge": "+1"}, "android": {"alert": ""}},
        "notification_3rd": {"ios": {"alert": "x"}},
    });
    let body = json!({"schedule_id": "x", "enabled": true, "push": push, "new_member": [1]});
    let request = ScheduleGetRequest::default().schedule_id("x");
    let answer =
        block_on(async { jpush(Canned::new(200, body.to_string())).schedule_get(&request).await }).unwrap();
    let read = answer.push.as_ref().unwrap();
    assert!(matches!(read.notification_3rd, Some(Notification3rd::V2(_))), "{read:?}");
    let json: Value = serde_json::from_str(&to_json(read)).unwrap();
    assert_eq!(json, push);
}

#[test]
fn nothing_is_an_answer_where_that_is_documented() {
    let request = ScheduleDeleteRequest::default().schedule_id("x");
    for body in ["", " \n"] {
        let answer = block_on(async { jpush(Canned::new(200, body)).schedule_delete(&request).await });
        assert_eq!(answer.unwrap().status(), 200);
        let request = ScheduleGetRequest::default().schedule_id("x");
        let error =
            block_on(async { jpush(Canned::new(200, body)).schedule_get(&request).await }).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(200)));
    }
}

#[test]
fn top_answers_come_out_of_their_wrappers() {
    let wrapped = r#"{"tmc_messages_produce_response":{"is_all_success":false,"results":{"tmc_produce_result":[{"is_success":false,"error_code":"isv.invalid-paramter"},{"is_success":true}]},"request_id":"q"}}"#;
    let simplified = r#"{"is_all_success":false,"results":[{"is_success":false,"error_code":"isv.invalid-paramter"},{"is_success":true}],"request_id":"q"}"#;
    for body in [wrapped, simplified] {
        let answer = produce(Canned::new(200, body)).unwrap();
        assert_eq!((answer.is_all_success, answer.request_id()), (Some(false), Some("q")));
        let results = answer.results.as_deref().unwrap();
        assert_eq!(results[0].error_code.as_deref(), Some("isv.invalid-paramter"));
        assert_eq!(results.len(), 2);
    }
    for body in
        [r#"{"tmc_messages_produce_response":{"results":{}}}"#, r#"{"tmc_messages_produce_response":{}}"#]
    {
        assert!(produce(Canned::new(200, body)).unwrap().results.as_deref().unwrap_or_default().is_empty());
    }
}

bindery::runtime::record! {
    /// An answer whose list is in a wrapper and may hold numbers.
    pub struct Wrapped = WRAPPED "Wrapped" &[];
    /// The list.
    many ids: String => Member::new("ids", Kind::List(&Kind::Text)).wrapper("string").accept(Accept::ToText);
}

#[test]
fn wrappers_may_have_other_names() {
    let read = |text: &str| from_json::<Wrapped>(text).unwrap().ids;
    let ids = Some(vec!["1".to_owned(), "2".to_owned()]);
    assert_eq!(read(r#"{"ids":{"string":["1","2"],"other":["3"]}}"#), ids);
    assert_eq!(read(r#"{"ids":{"other":["3"],"string":["1",2]}}"#), ids);
    assert_eq!(read(r#"{"ids":{"total":2,"number":[1,2]}}"#), ids);
    assert_eq!(read(r#"{"ids":[1,"2"]}"#), ids);
    for nothing in
        [r#"{"ids":{"a":["1"],"b":["2"]}}"#, r#"{"ids":{}}"#, r#"{"ids":{"string":null,"a":["1"]}}"#]
    {
        assert_eq!(read(nothing), Some(Vec::new()), "{nothing}");
    }
    assert!(from_json::<Wrapped>(r#"{"ids":{"string":[{}]}}"#).is_err());
    assert!(from_json::<Wrapped>(r#"{"ids":{"number":[{}]}}"#).is_err());
}

#[test]
fn alibaba_errors_carry_code_argument_and_request_id() {
    let body = r#"{"RequestId":"8C1F","HostId":"h","Code":"InvalidParameter.Payload","Message":"bad","Recommend":"r"}"#;
    let error = send_message(Canned::new(400, body)).unwrap_err();
    assert_eq!(
        (error.kind(), error.status(), error.send_state()),
        (ErrorKind::Service, Some(400), SendState::Answered)
    );
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (Some("InvalidParameter.Payload"), Some("bad"), Some("8C1F"))
    );
    assert!(error.is(mqtt::codes::INVALID_PARAMETER_ANY));
    assert_eq!(error.argument(), Some("Payload"));
    assert_eq!(error.row().unwrap().class, Class::Caller);
    assert!(!error.is_retryable());
    assert_eq!(error.operation(), Some("SendMessage"));
    assert_eq!(error.body_start(), Some(body));
    assert_eq!(
        error.to_string(),
        "SendMessage: the service answered with an error: status 400, code \"InvalidParameter.Payload\", message \"bad\", request id \"8C1F\", after 1 attempt"
    );
    let lower = send_message(Canned::new(500, r#"{"code":"SystemOverFlow","message":"m","requestId":"q"}"#))
        .unwrap_err();
    assert_eq!(
        (lower.code(), lower.request_id(), lower.is_retryable()),
        (Some("SystemOverFlow"), Some("q"), true)
    );
}

#[test]
fn answers_to_paths_may_be_empty_or_any_json() {
    for (body, expected) in [
        ("", json!(null)),
        (" \n", json!(null)),
        (r#"{"id":"1","Code":"200","Message":"OK"}"#, json!({"id": "1", "Code": "200", "Message": "OK"})),
        (r#" [{"Code":"x","Message":"y"}]"#, json!([{"Code": "x", "Message": "y"}])),
        ("true", json!(true)),
    ] {
        let canned = Canned::new(200, body).header("x-acs-request-id", "8C1F");
        let answer = call("lab_roa", "CreateThing", canned).unwrap();
        assert_eq!(answer.request_id(), Some("8C1F"), "{body}");
        assert_eq!(answer.into_inner(), expected, "{body}");
    }
}

#[test]
fn errors_of_paths_carry_code_message_and_request_id() {
    for (status, body, code, message, request_id) in [
        (
            404,
            r#"{"code":"ErrorNotFound","message":"m","requestId":"q"}"#,
            Some("ErrorNotFound"),
            Some("m"),
            "q",
        ),
        (400, r#"{"Code":"Bad","Message":"m"}"#, Some("Bad"), Some("m"), "8C1F"),
        (200, r#"{"Code":"Bad","Message":"m","RequestId":"q"}"#, Some("Bad"), Some("m"), "q"),
        (503, "<Error><Code>Busy</Code><Message>m</Message></Error>", Some("Busy"), Some("m"), "8C1F"),
        (502, "bad gateway", None, None, "8C1F"),
    ] {
        let canned = Canned::new(status, body).header("x-acs-request-id", "8C1F");
        let error = call("lab_roa", "CreateThing", canned).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Service, Some(status)), "{body}");
        assert_eq!((error.code(), error.message()), (code, message), "{body}");
        assert_eq!(error.request_id(), Some(request_id), "{body}");
    }
    let error = call("lab_roa", "CreateThing", Canned::new(200, "not JSON")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn a_repeat_is_judged_by_class_and_operation() {
    let fault = |code: &str| Canned::new(500, format!(r#"{{"Code":"{code}"}}"#));
    assert!(!send_message(fault("SendMessageFailed")).unwrap_err().is_retryable(), "a repeat may send twice");
    assert!(!send_message(fault("InternalError")).unwrap_err().is_retryable());
    assert!(!send_message(fault("NeverDocumented")).unwrap_err().is_retryable());
    let query = QuerySessionByClientIdRequest::default().instance_id("i").client_id("GID_a@@@1");
    let error = block_on(async { mqtt(fault("InternalError")).query_session_by_client_id(&query).await })
        .unwrap_err();
    assert!(error.is_retryable(), "a query may be repeated");

    let push = PushRequest::default()
        .app_key(1)
        .push_type("NOTICE")
        .device_type("iOS")
        .target("ALL")
        .target_value(["ALL"])
        .body("b");
    let error = block_on(async { mpush(fault("InternalError")).push(&push).await }).unwrap_err();
    assert!(!error.is_retryable());
    let push = push.idempotent_token("1b4e28ba-2fa1-11d2-883f-0016d3cca427");
    let error = block_on(async { mpush(fault("InternalError")).push(&push).await }).unwrap_err();
    assert!(error.is_retryable(), "the token makes a repeat harmless");
}

#[test]
fn an_error_may_come_as_xml_or_in_a_success() {
    let xml = r#"<?xml version="1.0"?><Error><RequestId>R</RequestId><Code>Throttling.User</Code><Message>a &lt; b</Message></Error>"#;
    let error = send_message(Canned::new(400, xml)).unwrap_err();
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (Some("Throttling.User"), Some("a < b"), Some("R"))
    );
    assert!(error.is_retryable());
    let hidden =
        send_message(Canned::new(200, r#"{"Code":"Forbidden","Message":"no","RequestId":"R"}"#)).unwrap_err();
    assert_eq!(
        (hidden.kind(), hidden.code(), hidden.status()),
        (ErrorKind::Service, Some("Forbidden"), Some(200))
    );
    let fine =
        send_message(Canned::new(200, r#"{"Code":"OK","Message":"","MsgId":"m","RequestId":"R"}"#)).unwrap();
    assert_eq!(fine.msg_id.as_deref(), Some("m"));
}

#[test]
fn jpush_errors_are_in_their_envelope_or_beside_the_answer() {
    let body = r#"{"error":{"code":8104,"message":"Request schedule operation doesn't exist"}}"#;
    let request = ScheduleGetRequest::default().schedule_id("x");
    let error = block_on(async { jpush(Canned::new(404, body)).schedule_get(&request).await }).unwrap_err();
    assert!(error.is(Code("8104")));
    assert_eq!((error.kind(), error.status()), (ErrorKind::Service, Some(404)));

    let parameters = object(json!({
        "id": "1", "schedule_name": "n", "params": [{"audience": "all"}],
        "trigger": {"single": {"time": "2027-01-01 00:00:00"}},
    }));
    let request = from_json::<ScheduleTemplateRequest>(&Value::Object(parameters).to_string()).unwrap();
    let template = |body: &'static str| {
        block_on(async { jpush(Canned::new(200, body)).schedule_template(&request).await })
    };
    let error = template(r#"{"code":27200,"message":"no template"}"#).unwrap_err();
    assert_eq!(
        (error.code(), error.message(), error.status()),
        (Some("27200"), Some("no template"), Some(200))
    );
    assert!(template(r#"{"code":0,"message":"ok","data":{"schedule_list":[]}}"#).is_ok());
}

#[test]
fn top_errors_have_two_codes() {
    let body = r#"{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isv.invalid-parameter","sub_msg":"非法参数","request_id":"q"}}"#;
    let error = produce(Canned::new(200, body)).unwrap_err();
    assert_eq!(
        (error.code(), error.sub_code(), error.message()),
        (Some("15"), Some("isv.invalid-parameter"), Some("非法参数"))
    );
    assert_eq!(
        (error.kind(), error.status(), error.request_id()),
        (ErrorKind::Service, Some(200), Some("q"))
    );
    assert_eq!(error.row().unwrap().class, Class::Caller);
    let throttled = r#"{"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-api-access-count","sub_msg":"This ban will last for 1 more seconds"}}"#;
    assert!(produce(Canned::new(200, throttled)).unwrap_err().is_retryable());
    let platform =
        r#"{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isp.unknown-error"}}"#;
    assert!(
        !produce(Canned::new(200, platform)).unwrap_err().is_retryable(),
        "a message may have been published"
    );
}

/// Bodies that are no answer at all.
const NONSENSE: [&str; 9] = [
    "<html><body>502 Bad Gateway</body></html>",
    "",
    "null",
    "[]",
    "\"text\"",
    "{",
    "\u{feff}{\"MsgId\":\"1\"}",
    "\u{0}",
    "{\"MsgId\":1e999}",
];

#[test]
fn nonsense_is_an_error_that_keeps_status_and_body() {
    for (service, operation) in
        [("mqtt", "SendMessage"), ("jpush", "schedule.get"), ("tmc", "taobao.tmc.messages.produce")]
    {
        for body in NONSENSE {
            for status in [200, 302, 404, 502] {
                let result = call(service, operation, Canned::new(status, body));
                if service == "mqtt"
                    && status == 200
                    && (body == "null" || body == "[]" || body == "\"text\"")
                {
                    // An untyped answer is any JSON.
                    continue;
                }
                let error = result.unwrap_err();
                let kind = if status >= 400 { ErrorKind::Service } else { ErrorKind::Decode };
                assert_eq!(
                    (error.kind(), error.status()),
                    (kind, Some(status)),
                    "{service} {status} {body:?}"
                );
                assert_eq!(error.body_start(), Some(body));
                assert_eq!(error.send_state(), SendState::Answered);
            }
        }
    }
    for body in NONSENSE {
        let error = send_message(Canned::new(200, body)).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(200)), "{body:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_kept_as_far_as_they_go() {
    let error = send_message(Canned::new(200, b"\xff\xfe{}".as_slice())).unwrap_err();
    assert_eq!(error.body_start(), Some("\u{fffd}\u{fffd}{}"));
    let long = send_message(Canned::new(500, vec![b'x'; 100_000])).unwrap_err();
    assert_eq!(long.body_start().map(str::len), Some(1024));
}

#[test]
fn a_member_of_the_wrong_type_is_named() {
    let error = send_message(Canned::new(200, r#"{"RequestId":"r","MsgId":{"a":1}}"#)).unwrap_err();
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Decode, Some("r")));
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("`MsgId` is an object, expected text"), "{source}");
    let error =
        produce(Canned::new(200, r#"{"tmc_messages_produce_response":{"is_all_success":1}}"#)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn an_answer_cut_anywhere_is_never_half_read() {
    for module in model().services {
        for operation in &module.operations {
            let Some(answer) = operation.examples.iter().find_map(|example| example.answer.as_ref()) else {
                continue;
            };
            let body = enveloped(&module.module, &operation.wire_name, answer).to_string();
            for length in 0..body.len() {
                let cut = &body.as_bytes()[..length];
                let result = call(&module.module, &operation.wire_name, Canned::new(200, cut.to_vec()));
                if length == 0 && module.module == "jpush" {
                    continue;
                }
                let error = result.expect_err("an answer that was cut");
                assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(200)));
                assert_eq!(
                    error.body_start(),
                    Some(String::from_utf8_lossy(&cut[..length.min(1024)]).as_ref())
                );
            }
        }
    }
    let body = r#"{"RequestId":"020F","MsgId":"0B73"}"#;
    for length in 20..body.len() {
        let error = send_message(Canned::new(200, &body.as_bytes()[..length])).unwrap_err();
        assert_eq!(error.request_id(), Some("020F"), "the request id had arrived at {length}");
    }
}
