//! The cases of calls that are refused: both clients tell the same code.

use crate::duet::Duet;
use crate::stage::{Caller, Stage};
use bindery::Mode;
use bindery::jpush::ScheduleGetRequest;
use bindery::mqtt::{BatchQuerySessionByClientIdsRequest, SendMessageRequest};
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::{jpush, mpush, mqtt};
use bindery_mock::Fault;

const INSTANCE: &str = "post-cn-0pp12gl****";

pub(crate) async fn play(duet: &mut Duet) {
    duet.play_refused("a wrong secret", a_wrong_secret).await;
    duet.play_refused("eleven clients", eleven_clients).await;
    duet.play_refused("a parameter is missing", a_missing_parameter).await;
    duet.play_refused("a message that nobody stored", an_unknown_message).await;
    for (code, status) in [
        ("InternalError", 500),
        ("SystemOverFlow", 500),
        ("ApiNotSupport", 404),
        ("InvalidParameter.Payload", 400),
    ] {
        let on_demand = async |stage: &mut Stage| {
            stage.mock.answer_next_with_status("SendMessage", code, status, 1).expect("a documented code");
            assert_eq!(refused(&send(stage).await)["code"], code);
        };
        duet.play_refused(&format!("{code} on demand"), on_demand).await;
    }
    duet.play_refused("too often", too_often).await;
}

pub(crate) async fn play_schedules(duet: &mut Duet) {
    duet.play_refused("a wrong secret", async |stage| {
        stage.caller = Caller::WRONG;
        assert_eq!(refused(&get(stage).await)["status"], 401);
    })
    .await;
    duet.play_refused("a task that nobody made", async |stage| {
        assert_eq!(refused(&get(stage).await)["code"], "8104");
    })
    .await;
    duet.play_refused("too often", async |stage| {
        stage.mock.fault_next("schedule.get", Fault::Throttle, 1).expect("an operation");
        assert_eq!(refused(&get(stage).await)["code"], "2002");
    })
    .await;
}

fn refused(told: &Json) -> &Json {
    told.get("refused").expect("a refusal")
}

async fn send(stage: &mut Stage) -> Json {
    let client = mqtt::Client::new(stage.config()).expect("a client");
    let request = SendMessageRequest::default().instance_id(INSTANCE).mqtt_topic("TopicA").payload("test");
    let theirs = json!({ "InstanceId": INSTANCE, "MqttTopic": "TopicA", "Payload": "test" });
    stage.call(client.send_message(&request), theirs).await
}

async fn a_wrong_secret(stage: &mut Stage) {
    stage.caller = Caller::WRONG;
    assert_eq!(refused(&send(stage).await)["code"], "SignatureDoesNotMatch");
}

/// Ours finds it before it sends anything, unless it is told not to look.
async fn eleven_clients(stage: &mut Stage) {
    let client = mqtt::Client::new(stage.config().validation(Mode::Off)).expect("a client");
    let ids: Vec<String> = (1..=11).map(|number| format!("GID_test@@@{number}")).collect();
    let request =
        BatchQuerySessionByClientIdsRequest::default().instance_id(INSTANCE).client_id_list(ids.clone());
    let theirs = json!({ "InstanceId": INSTANCE, "ClientIdList": ids });
    refused(&stage.call(client.batch_query_session_by_client_ids(&request), theirs).await);
}

async fn a_missing_parameter(stage: &mut Stage) {
    let client = mqtt::Client::new(stage.config().validation(Mode::Off)).expect("a client");
    let request = SendMessageRequest::default().instance_id(INSTANCE).payload("test");
    let theirs = json!({ "InstanceId": INSTANCE, "Payload": "test" });
    refused(&stage.call(client.send_message(&request), theirs).await);
}

async fn an_unknown_message(stage: &mut Stage) {
    let client = mpush::Client::new(stage.config()).expect("a client");
    let request = mpush::CompleteContinuouslyPushRequest::default().app_key(1).message_id("1");
    let theirs = json!({ "AppKey": 1, "MessageId": "1" });
    refused(&stage.call(client.complete_continuously_push(&request), theirs).await);
}

async fn too_often(stage: &mut Stage) {
    stage.mock.fault_next("SendMessage", Fault::Throttle, 1).expect("an operation");
    assert_eq!(refused(&send(stage).await)["code"], "SystemOverFlow");
}

async fn get(stage: &mut Stage) -> Json {
    let client = jpush::Client::new(stage.config()).expect("a client");
    let id = "00000000-0000-0000-0000-000000000009";
    let request = ScheduleGetRequest::default().schedule_id(id);
    stage.call(client.schedule_get(&request), json!({ "schedule_id": id })).await
}
