//! Schedules a push for tomorrow by JPush, reads it back and deletes it, against a mock inside this program.

#![allow(clippy::print_stdout, reason = "printing is what this example is for")]

use bindery::jpush::types::{Audience, Notification, Platform, PushPayload, ScheduleSingle, ScheduleTrigger};
use bindery::jpush::{
    Client, ScheduleCidRequest, ScheduleCreateRequest, ScheduleDeleteRequest, ScheduleGetRequest,
};
use bindery::runtime::{Clock as _, SystemClock};
use bindery::{Config, Credentials};
use bindery_mock::{Mock, MockConfig};
use jiff::tz::offset;
use jiff::{SignedDuration, Timestamp};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = Mock::start(MockConfig::default()).await?;
    // For the real service: Credentials::from_env(&bindery::jpush::SERVICE.environment)?, and no endpoint; for an
    // application in the Beijing data centre, .region("beijing") instead.
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")?;
    let client = Client::new(Config::new(credentials).endpoint(mock.url()))?;

    // An id that the service gives out makes the call safe to repeat: the task is created once.
    let ids = client.schedule_cid(&ScheduleCidRequest::default().count(1)).await?.into_inner().cidlist;
    let mut request = ScheduleCreateRequest::default()
        .name("water_the_flowers")
        .enabled(true)
        .trigger(ScheduleTrigger::default().single(ScheduleSingle::default().time(tomorrow()?)))
        .push(reminder());
    request.cid = ids.into_iter().flatten().next();
    let schedule_id = client.schedule_create(&request).await?.into_inner().schedule_id.unwrap_or_default();
    println!("created task {schedule_id}");

    let task = client.schedule_get(&ScheduleGetRequest::default().schedule_id(&*schedule_id)).await?;
    let state = if task.enabled == Some(true) { "enabled" } else { "disabled" };
    println!("read {}, which is {state}", task.name.as_deref().unwrap_or_default());

    client.schedule_delete(&ScheduleDeleteRequest::default().schedule_id(schedule_id)).await?;
    println!("deleted it");
    Ok(())
}

fn reminder() -> PushPayload {
    PushPayload::default()
        .platform([Platform::Android, Platform::Ios])
        .audience(Audience::default().alias(["alice"]))
        .notification(Notification::default().alert("Water the flowers"))
}

/// This time tomorrow, as JPush reads it: in China, whatever this computer's zone is.
fn tomorrow() -> Result<String, jiff::Error> {
    let tomorrow = Timestamp::try_from(SystemClock.now())?.checked_add(SignedDuration::from_hours(24))?;
    let in_china = offset(8).to_datetime(tomorrow);
    Ok(in_china.strftime("%Y-%m-%d %H:%M:%S").to_string())
}
