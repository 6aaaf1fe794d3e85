//! Cases whose texts are drawn at random, from a seed that does not change.

use crate::duet::Duet;
use crate::push::{APP_KEY, TOKEN};
use crate::schedules;
use crate::stage::Stage;
use bindery::mpush::types::{DeviceType, PushTarget, PushType};
use bindery::runtime::serde_json::json;
use bindery::{mpush, mqtt};
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngSeed, TestRunner};

const SEED: u64 = 20_261_122;

/// How many texts are drawn of each kind.
const CASES: usize = 12;

/// Texts of any characters, this many at least and at most. No more than 4 bytes make a character.
fn texts(least: usize, most: usize) -> impl Strategy<Value = String> {
    let characters = proptest::collection::vec(any::<char>(), least..=most);
    characters.prop_map(|characters| characters.into_iter().collect())
}

/// Draws the inputs of all cases of a kind.
fn draw<S: Strategy>(inputs: S) -> Vec<S::Value> {
    let config = ProptestConfig { rng_seed: RngSeed::Fixed(SEED), ..ProptestConfig::default() };
    let mut runner = TestRunner::new(config);
    let mut draw = || inputs.new_tree(&mut runner).expect("an input").current();
    (0..CASES).map(|_| draw()).collect()
}

pub(crate) async fn play(duet: &mut Duet) {
    for (number, (title, body)) in draw((texts(1, 50), texts(1, 300))).into_iter().enumerate() {
        let name = format!("drawn from seed {SEED}: push {number}");
        duet.play(&name, async |stage| push(stage, &title, &body).await).await;
    }
    for (number, (topic, payload)) in draw((texts(1, 16), texts(0, 400))).into_iter().enumerate() {
        let name = format!("drawn from seed {SEED}: message {number}");
        duet.play(&name, async |stage| send(stage, &topic, &payload).await).await;
    }
    let ids = proptest::collection::vec(texts(1, 64), 1..=10);
    for (number, ids) in draw(ids).into_iter().enumerate() {
        let name = format!("drawn from seed {SEED}: clients {number}");
        duet.play(&name, async |stage| query(stage, &ids).await).await;
    }
}

pub(crate) async fn play_schedules(duet: &mut Duet) {
    for (number, alert) in draw(texts(0, 300)).into_iter().enumerate() {
        let name = format!("drawn from seed {SEED}: schedule {number}");
        let case = async |stage: &mut Stage| {
            schedules::create(stage, "drawn", schedules::once(), schedules::to_all(&alert)).await;
        };
        duet.play(&name, case).await;
    }
}

async fn push(stage: &mut Stage, title: &str, body: &str) {
    let client = mpush::Client::new(stage.config()).expect("a client");
    let request = mpush::PushRequest::default()
        .app_key(APP_KEY)
        .push_type(PushType::Notice)
        .device_type(DeviceType::All)
        .target(PushTarget::All)
        .target_value(["ALL"])
        .title(title)
        .body(body)
        .idempotent_token(TOKEN);
    let theirs = json!({
        "AppKey": APP_KEY,
        "PushType": "NOTICE",
        "DeviceType": "ALL",
        "Target": "ALL",
        "TargetValue": "ALL",
        "Title": title,
        "Body": body,
        "IdempotentToken": TOKEN,
    });
    stage.call(client.push(&request), theirs).await;
}

async fn send(stage: &mut Stage, topic: &str, payload: &str) {
    let client = mqtt::Client::new(stage.config()).expect("a client");
    let request =
        mqtt::SendMessageRequest::default().instance_id("instance").mqtt_topic(topic).payload(payload);
    let theirs = json!({ "InstanceId": "instance", "MqttTopic": topic, "Payload": payload });
    stage.call(client.send_message(&request), theirs).await;
}

async fn query(stage: &mut Stage, ids: &[String]) {
    let client = mqtt::Client::new(stage.config()).expect("a client");
    let request = mqtt::BatchQuerySessionByClientIdsRequest::default()
        .instance_id("instance")
        .client_id_list(ids.iter().map(String::as_str));
    let theirs = json!({ "InstanceId": "instance", "ClientIdList": ids });
    stage.call(client.batch_query_session_by_client_ids(&request), theirs).await;
}
