//! The control over HTTP.

use crate::raw::{Raw, send};
use crate::shared::{Running, call, mock, refused, sample};
use bindery::mqtt::SERVICE;
use bindery::runtime::Clock as _;
use bindery::runtime::serde_json::{Value as Json, json};
use std::time::Duration;

async fn control(mock: &Running, line: &str, body: &Json) -> Raw {
    send(mock, line, &[], &body.to_string()).await.unwrap()
}

async fn is_done(mock: &Running, line: &str, body: Json) {
    let answer = control(mock, line, &body).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""), "{line}");
}

#[tokio::test]
async fn the_ledger_is_read_and_cleared() {
    let mock = mock().await;
    call(&mock, &SERVICE, "SendMessage", sample("SendMessage")).await.unwrap();
    let mut ledger = control(&mock, "GET /_mock/ledger", &json!({})).await.json();
    assert!(ledger[0]["nonce"].take().is_string());
    let expected = json!([{
        "service": "mqtt",
        "operation": "SendMessage",
        "parameters": sample("SendMessage"),
        "caller": "EXAMPLE-ID",
        "request_id": "00000000-0000-4000-8000-000000000001",
        "nonce": null,
        "time": "2026-11-22T05:00:27Z",
        "answered": true,
    }]);
    assert_eq!(ledger, expected);
    is_done(&mock, "DELETE /_mock/ledger", json!({})).await;
    assert!(mock.ledger().is_empty());
}

#[tokio::test]
async fn the_clock_is_turned() {
    let mock = mock().await;
    let before = mock.clock().now();
    is_done(&mock, "POST /_mock/clock", json!({ "advance_seconds": 1.5 })).await;
    assert_eq!(mock.clock().now().duration_since(before).unwrap(), Duration::from_millis(1500));
}

#[tokio::test]
async fn sessions_are_set() {
    let mock = mock().await;
    is_done(&mock, "PUT /_mock/sessions", json!({ "client_id": "GID_test@@@1", "online": true })).await;
    let one = json!({ "ClientId": "GID_test@@@1", "InstanceId": "i" });
    let answer = call(&mock, &SERVICE, "QuerySessionByClientId", one).await.unwrap();
    assert_eq!(answer["OnlineStatus"], true);
}

#[tokio::test]
async fn errors_are_ordered() {
    let mock = mock().await;
    let order = json!({ "operation": "Push", "code": "InternalError", "status": 500, "times": 2 });
    is_done(&mock, "POST /_mock/errors", order).await;
    is_done(&mock, "POST /_mock/errors", json!({ "operation": "Push", "code": "InternalError" })).await;
    for status in [500, 500, 500] {
        let error = refused(&mock, &bindery::mpush::SERVICE, "Push", sample("Push")).await;
        assert_eq!((error.status(), error.code()), (Some(status), Some("InternalError")));
    }
    call(&mock, &bindery::mpush::SERVICE, "Push", sample("Push")).await.unwrap();
}

#[tokio::test]
async fn faults_are_set_and_ordered() {
    let mock = mock().await;
    is_done(&mock, "PUT /_mock/faults", json!({ "seed": 1, "throttle": 1 })).await;
    let error = refused(&mock, &SERVICE, "SendMessage", sample("SendMessage")).await;
    assert_eq!(error.code(), Some("SystemOverFlow"));
    is_done(&mock, "PUT /_mock/faults", json!({ "seed": 1 })).await;
    call(&mock, &SERVICE, "SendMessage", sample("SendMessage")).await.unwrap();
    is_done(
        &mock,
        "POST /_mock/faults",
        json!({ "operation": "SendMessage", "fault": "reset_after_commit" }),
    )
    .await;
    refused(&mock, &SERVICE, "SendMessage", sample("SendMessage")).await;
    assert_eq!(mock.ledger().len(), 2);
}

#[tokio::test]
async fn what_cannot_be_done_is_told() {
    let mock = mock().await;
    let cases = [
        ("POST /_mock/clock", json!({ "advance_seconds": -1 }), "0 or more"),
        ("POST /_mock/clock", json!([]), "not a JSON object"),
        ("PUT /_mock/sessions", json!({ "client_id": "a" }), "online"),
        ("PUT /_mock/sessions", json!({ "online": true }), "client_id"),
        ("POST /_mock/errors", json!({ "operation": "Push", "code": "Nothing" }), "documented"),
        ("POST /_mock/errors", json!({ "operation": "Nothing", "code": "x" }), "operation"),
        (
            "POST /_mock/errors",
            json!({ "operation": "Push", "code": "Timeout", "status": 404 }),
            "documented",
        ),
        ("POST /_mock/errors", json!({ "operation": "Push", "code": "Timeout", "times": -1 }), "times"),
        ("PUT /_mock/faults", json!({ "throttle": 0.5 }), "seed"),
        ("PUT /_mock/faults", json!({ "seed": 1, "throttle": 2 }), "probability"),
        ("PUT /_mock/faults", json!({ "seed": 1, "delay": 0.5 }), "delay_seconds"),
        ("PUT /_mock/faults", json!({ "seed": 1, "trottle": 0.5 }), "trottle"),
        ("POST /_mock/faults", json!({ "operation": "Push", "fault": "fire" }), "known are"),
    ];
    for (line, body, why) in cases {
        let answer = control(&mock, line, &body).await;
        let told = answer.json()["error"].take();
        assert!(answer.status == 400 && told.as_str().unwrap().contains(why), "{line} {body}: {answer:?}");
    }
    assert_eq!(control(&mock, "POST /_mock/ledger", &json!({})).await.status, 405);
    assert_eq!(control(&mock, "GET /_mock/nothing", &json!({})).await.status, 404);
}
