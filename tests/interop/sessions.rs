//! The cases of ApsaraMQ for MQTT: messages, and whether clients are online.

use crate::duet::Duet;
use crate::stage::{Caller, Stage};
use bindery::mqtt::{
    BatchQuerySessionByClientIdsRequest, Client, QuerySessionByClientIdRequest, SendMessageRequest,
};
use bindery::runtime::serde_json::json;

const INSTANCE: &str = "post-cn-0pp12gl****";

pub(crate) async fn play(duet: &mut Duet) {
    let texts = [
        ("a plain message", "test"),
        ("an empty message", ""),
        ("a message of reserved characters", "a b+c*d~e%20f&g=h?i/j#k:l;m,n'o\"p(q)r!s$t@u[v]w^x`y{z}|\\"),
        ("a message in Chinese, with emoji", "订单已发货：第 3 件 📦👩\u{200d}🚀 ñ \u{e9} e\u{301}"),
        ("a message that looks binary", "\u{0}\u{1}\t\r\n\u{7f}\u{80}\u{fffd}\u{feff}\u{10ffff}"),
        ("a message of JSON", r#"{"tid":7,"note":"小张 a&b=c+d","list":[1,2.5,null]}"#),
        ("a message of spaces", "  leading and trailing  "),
    ];
    for (name, payload) in texts {
        duet.play(name, async |stage| send(stage, payload).await).await;
    }
    let long = "长 message ".repeat(300);
    duet.play("a long message", async |stage| send(stage, &long).await).await;
    duet.play("a message with a security token", async |stage| {
        stage.caller = Caller::TEMPORARY;
        send(stage, "a b+c*d~").await;
    })
    .await;
    duet.play("whether one client is online", one_client).await;
    duet.play("whether ten clients are online", ten_clients).await;
}

async fn send(stage: &mut Stage, payload: &str) {
    let client = Client::new(stage.config()).expect("a client");
    let request = SendMessageRequest::default()
        .instance_id(INSTANCE)
        .mqtt_topic("TopicA/p2p/GID_a@@@1")
        .payload(payload);
    let theirs = json!({ "InstanceId": INSTANCE, "MqttTopic": "TopicA/p2p/GID_a@@@1", "Payload": payload });
    stage.call(client.send_message(&request), theirs).await;
}

async fn one_client(stage: &mut Stage) {
    let client = Client::new(stage.config()).expect("a client");
    stage.mock.set_session("GID_test@@@a b*~", true);
    for id in ["GID_test@@@a b*~", "GID_test@@@灯"] {
        let request = QuerySessionByClientIdRequest::default().instance_id(INSTANCE).client_id(id);
        let theirs = json!({ "InstanceId": INSTANCE, "ClientId": id });
        stage.call(client.query_session_by_client_id(&request), theirs).await;
    }
}

/// Of ten names, the last sorts before the second.
async fn ten_clients(stage: &mut Stage) {
    let client = Client::new(stage.config()).expect("a client");
    let ids: Vec<String> = (1..=10).map(|number| format!("GID_test@@@灯 {number}*~")).collect();
    stage.mock.set_session(ids[1].as_str(), true);
    stage.mock.set_session(ids[9].as_str(), true);
    let request =
        BatchQuerySessionByClientIdsRequest::default().instance_id(INSTANCE).client_id_list(ids.clone());
    let theirs = json!({ "InstanceId": INSTANCE, "ClientIdList": ids });
    stage.call(client.batch_query_session_by_client_ids(&request), theirs).await;
}
