//! The sample of each reference page, typed.

use crate::output;
use bindery::jpush::types::{
    AndroidNotification, Audience, Notification, Platform, PushPayload, SchedulePeriodical, ScheduleTrigger,
    TimeUnit,
};
use bindery::mpush::types::ContinuousTarget;
use bindery::tmc::types::TmcPublishMessage;
use bindery::{Config, Credentials, Error, Prepared};
use bindery::{jpush, mpush, mqtt, tmc};
use std::time::{Duration, SystemTime};

/// 2026-11-22T05:00:27Z.
const NOW: Duration = Duration::from_secs(1_795_323_627);

pub(crate) async fn print_all() -> Result<(), Error> {
    let samples = [
        ("Mobile Push, ContinuouslyPush", continuously_push().await?),
        ("MQTT, SendMessage", send_message().await?),
        ("MQTT, BatchQuerySessionByClientIds", batch_query().await?),
        ("TOP, taobao.tmc.messages.produce", messages_produce().await?),
        ("JPush, create a schedule", schedule_create().await?),
    ];
    for (title, prepared) in samples {
        output::print(&format!("{title}\n{:#}\n", output::request(&prepared)));
    }
    Ok(())
}

/// A clock and nonce that stand still, so that the output is always the same.
fn config(credentials: Credentials) -> Config {
    let nonce = "00000000000000000000000000000001".to_owned();
    Config::new(credentials).clock(SystemTime::UNIX_EPOCH + NOW).nonces(nonce)
}

fn access_key() -> Result<Credentials, Error> {
    Credentials::new("LTAI-EXAMPLE-NOT-A-KEY", "EXAMPLE-NOT-A-SECRET")
}

async fn continuously_push() -> Result<Prepared, Error> {
    let client = mpush::Client::new(config(access_key()?))?;
    let request = mpush::ContinuouslyPushRequest::default()
        .app_key(23_267_207)
        .message_id("500131")
        .target(ContinuousTarget::Device)
        .target_value(["a692961a92534047ad362575f31f57b7"]);
    client.continuously_push(&request).prepare().await
}

async fn send_message() -> Result<Prepared, Error> {
    let client = mqtt::Client::new(config(access_key()?).region("cn-hangzhou"))?;
    let request = mqtt::SendMessageRequest::default()
        .mqtt_topic("TopicA")
        .instance_id("post-cn-0pp12gl****")
        .payload("test");
    client.send_message(&request).prepare().await
}

async fn batch_query() -> Result<Prepared, Error> {
    let client = mqtt::Client::new(config(access_key()?).region("cn-hangzhou"))?;
    let request = mqtt::BatchQuerySessionByClientIdsRequest::default()
        .instance_id("post-cn-0pp12gl****")
        .client_id_list(["GID_test@0001"]);
    client.batch_query_session_by_client_ids(&request).prepare().await
}

async fn messages_produce() -> Result<Prepared, Error> {
    let credentials =
        Credentials::new("12345678", "EXAMPLE-NOT-A-SECRET")?.with_token("EXAMPLE-NOT-A-SESSION")?;
    let client = tmc::Client::new(config(credentials))?;
    let message = TmcPublishMessage::default()
        .content(r#"{"tid":2895732958732,"seller_nick":"helloworld"}"#)
        .json_ex_content(r#"{"full_link_test":true}"#)
        .target_app_key("12345678")
        .target_group("default")
        .topic("taobao_trade_TradeCreate");
    let request = tmc::MessagesProduceRequest::default().messages([message]);
    client.messages_produce(&request).prepare().await
}

async fn schedule_create() -> Result<Prepared, Error> {
    let client = jpush::Client::new(config(Credentials::new("EXAMPLE-APP-KEY", "EXAMPLE-NOT-A-SECRET")?))?;
    let monthly = SchedulePeriodical::default()
        .start("2027-01-01 00:00:00")
        .end("2027-06-30 23:59:59")
        .time("03:15:00")
        .time_unit(TimeUnit::Month)
        .frequency(1)
        .point(["01"]);
    let push = PushPayload::default()
        .platform([Platform::Android])
        .audience(Audience::default().alias(["ops_1"]))
        .notification(Notification::default().android(AndroidNotification::default().alert("ok")));
    let request = jpush::ScheduleCreateRequest::default()
        .name("nightly_报表")
        .enabled(true)
        .trigger(ScheduleTrigger::default().periodical(monthly))
        .push(push);
    client.schedule_create(&request).prepare().await
}
