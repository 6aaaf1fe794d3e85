//! A tour of the four services and of what goes wrong, against a mock inside this program.
//!
//! Nothing has to be set up. The other examples do one thing each and say what to change for the real service.

#![allow(clippy::print_stdout, reason = "printing is what this example is for")]

use bindery::jpush::types::{
    Notification, Platforms, PushAudience, PushPayload, ScheduleSingle, ScheduleTrigger,
};
use bindery::mpush::types::{ContinuousTarget, DeviceType, PushTarget, PushType};
use bindery::tmc::types::TmcPublishMessage;
use bindery::{Config, Credentials, jpush, mpush, mqtt, tmc};
use bindery_mock::{Fault, Mock, MockConfig};
use std::error::Error;
use std::time::{Duration, SystemTime};

type Outcome = Result<(), Box<dyn Error>>;

/// 2026-11-22T05:00:27Z. The mock's clock stands still, so that the tour always prints the same.
const NOW: Duration = Duration::from_secs(1_795_323_627);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let mock = Mock::start(MockConfig::default().clock_at(SystemTime::UNIX_EPOCH + NOW)).await?;
    println!("What comes back");
    push_to_more_and_more(&mock).await?;
    send_and_query(&mock).await?;
    schedule(&mock).await?;
    produce(&mock).await?;
    println!("\nWhat goes wrong");
    break_limits(&mock).await?;
    be_throttled(&mock).await?;
    lose_answers(&mock).await?;
    println!("\nWhat the services carried out, by the mock's ledger");
    read_ledger(&mock);
    Ok(())
}

async fn push_to_more_and_more(mock: &Mock) -> Outcome {
    let client = mpush::Client::new(config(mock)?)?;
    let message_id = client.push(&stored_message()).await?.into_inner().message_id.unwrap_or_default();
    tell("mpush Push", &format!("stored as message {message_id}"));

    for devices in [["device1", "device2"], ["device3", "device4"]] {
        let request = mpush::ContinuouslyPushRequest::default()
            .app_key(23_267_207)
            .message_id(&*message_id)
            .target(ContinuousTarget::Device)
            .target_value(devices);
        client.continuously_push(&request).await?;
        tell("mpush ContinuouslyPush", &format!("message {message_id} goes to {}", devices.join(" and ")));
    }
    Ok(())
}

async fn send_and_query(mock: &Mock) -> Outcome {
    let client = mqtt::Client::new(config(mock)?)?;
    let sent = client.send_message(&message("the answer comes")).await?;
    tell("mqtt SendMessage", &format!("sent as {}", sent.msg_id.as_deref().unwrap_or_default()));

    mock.set_session("GID_test@@@1", true);
    let request = mqtt::BatchQuerySessionByClientIdsRequest::default()
        .instance_id("post-cn-0pp12gl****")
        .client_id_list(["GID_test@@@1", "GID_test@@@2"]);
    let sessions = client.batch_query_session_by_client_ids(&request).await?;
    for client in sessions.online_status_list.iter().flatten() {
        let state = if client.online_status == Some(true) { "online" } else { "offline" };
        let client_id = client.client_id.as_deref().unwrap_or_default();
        tell("mqtt BatchQuerySessionByClientIds", &format!("{client_id} is {state}"));
    }
    Ok(())
}

async fn schedule(mock: &Mock) -> Outcome {
    let client = jpush::Client::new(config(mock)?)?;
    let once = ScheduleSingle::default().time("2027-01-01 00:00:00");
    let push = PushPayload::default()
        .platform(Platforms::All)
        .audience(PushAudience::All)
        .notification(Notification::default().alert("Happy new year"));
    let create = jpush::ScheduleCreateRequest::default()
        .name("new_year")
        .enabled(true)
        .trigger(ScheduleTrigger::default().single(once))
        .push(push);
    let id = client.schedule_create(&create).await?.into_inner().schedule_id.unwrap_or_default();
    tell("jpush schedule.create", &format!("task {id}"));

    let task = client.schedule_get(&jpush::ScheduleGetRequest::default().schedule_id(&*id)).await?;
    let single = task.trigger.as_ref().and_then(|trigger| trigger.single.as_ref());
    let time = single.and_then(|single| single.time.as_deref()).unwrap_or_default();
    tell("jpush schedule.get", &format!("{} runs at {time}", task.name.as_deref().unwrap_or_default()));

    client.schedule_delete(&jpush::ScheduleDeleteRequest::default().schedule_id(&*id)).await?;
    tell("jpush schedule.delete", "the task is gone");
    Ok(())
}

async fn produce(mock: &Mock) -> Outcome {
    let credentials = credentials()?.with_token("EXAMPLE-NOT-A-SESSION")?;
    let client = tmc::Client::new(Config::new(credentials).endpoint(mock.url()).clock(mock.clock()))?;
    let messages = [1, 2, 3].map(|tid| {
        TmcPublishMessage::default().topic("taobao_trade_TradeCreate").content(format!(r#"{{"tid":{tid}}}"#))
    });
    let answer = client.messages_produce(&tmc::MessagesProduceRequest::default().messages(messages)).await?;
    let results = answer.results.as_deref().unwrap_or_default();
    let published = results.iter().filter(|result| result.is_success == Some(true)).count();
    tell("tmc taobao.tmc.messages.produce", &format!("{published} of 3 published"));
    Ok(())
}

/// Every broken limit is told at once, with the page that it was read on.
async fn break_limits(mock: &Mock) -> Outcome {
    let client = mqtt::Client::new(config(mock)?)?;
    let request = mqtt::SendMessageRequest::default().mqtt_topic("a".repeat(65)).payload("test");
    let error = client.send_message(&request).await.err().ok_or("broken limits were not found")?;
    tell("mqtt SendMessage", &format!("{:?}, {:?}", error.kind(), error.send_state()));
    for violation in error.violations() {
        tell("", &format!("{}: {}, given {}", violation.parameter, violation.limit, violation.given));
        if let Some(page) = violation.page {
            tell("", &format!("  {page}"));
        }
    }
    Ok(())
}

/// A refused call had no effect, so it is made again when the service says.
async fn be_throttled(mock: &Mock) -> Outcome {
    let client = mqtt::Client::new(config(mock)?)?;
    mock.fault_next("SendMessage", Fault::Throttle, 1)?;
    let answer = client.send_message(&message("throttled at first")).await?;
    tell("mqtt SendMessage", &format!("throttled, then sent: {} attempts", answer.attempts()));
    Ok(())
}

/// The call is carried out, and the connection breaks before the answer.
async fn lose_answers(mock: &Mock) -> Outcome {
    let client = mqtt::Client::new(config(mock)?)?;
    mock.fault_next("SendMessage", Fault::ResetAfterCommit, 1)?;
    let result = client.send_message(&message("the answer is lost")).await;
    let error = result.err().ok_or("no answer was lost")?;
    let (kind, state, attempts) = (error.kind(), error.send_state(), error.attempts());
    tell(
        "mqtt SendMessage",
        &format!("{kind:?}, {state:?}: {attempts} attempt, for a second may send it twice"),
    );

    mock.fault_next("QuerySessionByClientId", Fault::ResetAfterCommit, 1)?;
    let request = mqtt::QuerySessionByClientIdRequest::default()
        .instance_id("post-cn-0pp12gl****")
        .client_id("GID_test@@@1");
    let answer = client.query_session_by_client_id(&request).await?;
    tell("mqtt QuerySessionByClientId", &format!("{} attempts, for it only reads", answer.attempts()));
    Ok(())
}

fn read_ledger(mock: &Mock) {
    let services = [&mpush::SERVICE, &mqtt::SERVICE, &jpush::SERVICE, &tmc::SERVICE];
    for operation in services.iter().flat_map(|service| service.operations) {
        let name = format!("{} {}", operation.service.name, operation.name);
        let entries = mock.ledger().of(operation.name);
        let lost = entries.iter().filter(|entry| !entry.answered).count();
        match (entries.len(), lost) {
            (0, _) => {}
            (calls, 0) => tell(&name, &calls.to_string()),
            (calls, lost) => tell(&name, &format!("{calls}, and of {lost} the answer was lost")),
        }
    }
}

/// A message without targets: it is stored, to be pushed on.
fn stored_message() -> mpush::PushRequest {
    mpush::PushRequest::default()
        .app_key(23_267_207)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Android)
        .target(PushTarget::Tbd)
        .target_value(["TBD"])
        .title("Hello")
        .body("World")
}

fn message(payload: &str) -> mqtt::SendMessageRequest {
    mqtt::SendMessageRequest::default()
        .instance_id("post-cn-0pp12gl****")
        .mqtt_topic("TopicA")
        .payload(payload)
}

fn credentials() -> bindery::Result<Credentials> {
    Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")
}

fn config(mock: &Mock) -> bindery::Result<Config> {
    Ok(Config::new(credentials()?).endpoint(mock.url()).clock(mock.clock()))
}

fn tell(operation: &str, what: &str) {
    println!("  {operation:<33}  {what}");
}
