//! Messages that are stored and pushed on.

use crate::shared::{Running, call, config, mock, refused, sample};
use bindery::mpush::types::{ContinuousTarget, DeviceType, PushTarget, PushType};
use bindery::mpush::{
    Client, CompleteContinuouslyPushRequest, ContinuouslyPushRequest, PushRequest, SERVICE,
};
use bindery::runtime::serde_json::json;
use bindery_mock::{Fault, MockConfig};
use std::time::Duration;

const ALMOST_A_DAY: Duration = Duration::from_secs(24 * 60 * 60 - 1);

fn message() -> PushRequest {
    PushRequest::default()
        .app_key(23_267_207)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Android)
        .target(PushTarget::Tbd)
        .target_value(["TBD"])
        .title("Hello")
        .body("World")
}

fn on(message_id: &str) -> ContinuouslyPushRequest {
    ContinuouslyPushRequest::default()
        .app_key(23_267_207)
        .message_id(message_id)
        .target(ContinuousTarget::Device)
        .target_value(["a692961a92534047ad362575f31f57b7"])
}

fn client(mock: &Running) -> Client {
    Client::new(config(mock, &SERVICE)).unwrap()
}

async fn stored(client: &Client) -> String {
    client.push(&message()).await.unwrap().into_inner().message_id.unwrap()
}

async fn is_refused(client: &Client, message_id: &str, why: &str) {
    let error = client.continuously_push(&on(message_id)).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(400), Some("InvalidParameter")), "{error}");
    assert!(error.message().unwrap().contains(why), "{error}");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_stored_message_is_pushed_on_until_it_is_complete() {
    let mock = mock().await;
    let client = client(&mock);
    let id = stored(&client).await;
    for _ in 0..2 {
        let answer = client.continuously_push(&on(&id)).await.unwrap();
        assert_eq!(answer.message_id.as_deref(), Some(id.as_str()));
    }
    let complete = CompleteContinuouslyPushRequest::default().app_key(23_267_207).message_id(&*id);
    client.complete_continuously_push(&complete).await.unwrap();
    client.complete_continuously_push(&complete).await.unwrap();
    is_refused(&client, &id, "complete").await;
    assert_eq!(mock.ledger().of("ContinuouslyPush").len(), 2);
    let targets = &mock.ledger().of("ContinuouslyPush")[0].parameters["TargetValue"];
    assert_eq!(*targets, json!(["a692961a92534047ad362575f31f57b7"]));
}

#[tokio::test]
async fn an_id_that_push_did_not_give_is_refused() {
    let mock = mock().await;
    let client = client(&mock);
    is_refused(&client, "1", "no message").await;
    let sent = client.push(&message().target(PushTarget::All).target_value(["ALL"])).await.unwrap();
    is_refused(&client, &sent.into_inner().message_id.unwrap(), "no message").await;
    let id = stored(&client).await;
    let other_app = on(&id).app_key(1);
    assert!(client.continuously_push(&other_app).await.is_err());
    client.continuously_push(&on(&id)).await.unwrap();
}

#[tokio::test]
async fn a_message_is_kept_for_a_day() {
    let mock = mock().await;
    let client = client(&mock);
    let id = stored(&client).await;
    mock.clock().advance(ALMOST_A_DAY);
    client.continuously_push(&on(&id)).await.unwrap();
    mock.clock().advance(Duration::from_secs(1));
    is_refused(&client, &id, "86400 seconds").await;
}

#[tokio::test]
async fn a_message_is_pushed_ten_thousand_times_and_no_more() {
    let mock = Running::start(MockConfig::default().without_rates().without_ledger()).await;
    let client = client(&mock);
    let id = stored(&client).await;
    // Several at a time, to be quick.
    let one = || async {
        for _ in 0..1250 {
            client.continuously_push(&on(&id)).await.unwrap();
        }
    };
    tokio::join!(one(), one(), one(), one(), one(), one(), one(), one());
    is_refused(&client, &id, "10000 times").await;
    assert!(mock.ledger().is_empty(), "it was switched off");
}

#[tokio::test]
async fn a_token_takes_effect_once_within_its_window() {
    let mock = mock().await;
    let token = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    let push = |token: &str| {
        let mut parameters = sample("Push");
        parameters["IdempotentToken"] = token.into();
        let mock = &mock;
        async move { call(mock, &SERVICE, "Push", parameters).await.unwrap() }
    };
    let first = push(token).await;
    mock.clock().advance(Duration::from_secs(899));
    let second = push(&token.to_uppercase()).await;
    assert_eq!(first["MessageId"], second["MessageId"]);
    assert_ne!(first["RequestId"], second["RequestId"]);
    assert_eq!(mock.ledger().len(), 1);
    assert_ne!(push("00000000-0000-4000-8000-000000000002").await["MessageId"], first["MessageId"]);
    mock.clock().advance(Duration::from_secs(1));
    assert_ne!(push(token).await["MessageId"], first["MessageId"]);
    assert_eq!(mock.ledger().len(), 3);
}

#[tokio::test]
async fn a_refused_call_uses_up_no_token() {
    let mock = mock().await;
    let mut parameters = sample("Push");
    parameters["IdempotentToken"] = "1b4e28ba-2fa1-11d2-883f-0016d3cca427".into();
    mock.answer_next("Push", "Throttling.User", 1).unwrap();
    refused(&mock, &SERVICE, "Push", parameters.clone()).await;
    assert!(mock.ledger().is_empty());
    call(&mock, &SERVICE, "Push", parameters).await.unwrap();
    assert_eq!(mock.ledger().len(), 1);
}

#[tokio::test]
async fn a_repeat_after_a_lost_answer_gets_the_first_one() {
    let mock = mock().await;
    let mut parameters = sample("Push");
    parameters["IdempotentToken"] = "1b4e28ba-2fa1-11d2-883f-0016d3cca427".into();
    mock.fault_next("Push", Fault::ResetAfterCommit, 1).unwrap();
    refused(&mock, &SERVICE, "Push", parameters.clone()).await;
    let again = call(&mock, &SERVICE, "Push", parameters).await.unwrap();
    assert_eq!(again["MessageId"], "500131");
    assert_eq!(mock.ledger().len(), 1);
}
