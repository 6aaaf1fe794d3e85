//! The cases of JPush schedules.

use crate::duet::Duet;
use crate::stage::Stage;
use bindery::Map;
use bindery::jpush::types::{
    AndroidNotification, Audience, IosInterruptionLevel, IosNotification, Message, Notification, Options,
    Platform, Platforms, PushAudience, PushPayload, SchedulePeriodical, ScheduleSingle, ScheduleTrigger,
    SmsMessage, TimeUnit,
};
use bindery::jpush::{
    Client, ScheduleCidRequest, ScheduleCreateRequest, ScheduleDeleteRequest, ScheduleGetRequest,
    ScheduleListRequest, ScheduleMsgIdsRequest, ScheduleUpdateRequest,
};
use bindery::runtime::serde_json::{Value as Json, json};
use std::time::Duration;

pub(crate) async fn play(duet: &mut Duet) {
    duet.play("a single task, made, listed, read, changed and deleted", a_single_task).await;
    duet.play("a periodical task, and what it pushed", a_periodical_task).await;
    duet.play("a push with every block", a_push_with_every_block).await;
    duet.play("ids for tasks", ids).await;
}

/// A push to everybody.
pub(crate) fn to_all(alert: &str) -> (PushPayload, Json) {
    let push = PushPayload::default()
        .platform(Platforms::All)
        .audience(PushAudience::All)
        .notification(Notification::default().alert(alert));
    let theirs = json!({ "platform": "all", "audience": "all", "notification": { "alert": alert } });
    (push, theirs)
}

/// A trigger on the first day of 2027.
pub(crate) fn once() -> (ScheduleTrigger, Json) {
    let time = "2027-01-01 08:00:00";
    let trigger = ScheduleTrigger::default().single(ScheduleSingle::default().time(time));
    (trigger, json!({ "single": { "time": time } }))
}

/// Makes a task and gives its id.
pub(crate) async fn create(
    stage: &mut Stage,
    name: &str,
    (trigger, trigger_theirs): (ScheduleTrigger, Json),
    (push, push_theirs): (PushPayload, Json),
) -> String {
    let client = Client::new(stage.config()).expect("a client");
    let request = ScheduleCreateRequest::default().name(name).enabled(true).trigger(trigger).push(push);
    let theirs = json!({ "name": name, "enabled": true, "trigger": trigger_theirs, "push": push_theirs });
    let told = stage.call(client.schedule_create(&request), theirs).await;
    let id = told["answer"]["schedule_id"].as_str();
    id.unwrap_or_else(|| unreachable!("no task was made: {told}")).to_owned()
}

async fn a_single_task(stage: &mut Stage) {
    let client = Client::new(stage.config()).expect("a client");
    let id = create(stage, "新年_2027", once(), to_all("新年快乐 🎉 \"+*~%20\"")).await;
    create(stage, "another", once(), to_all("")).await;
    let list = ScheduleListRequest::default().page(1);
    stage.call(client.schedule_list(&list), json!({ "page": 1 })).await;
    get(stage, &client, &id).await;

    let (push, push_theirs) = to_all("changed");
    let (trigger, trigger_theirs) = once();
    let change = ScheduleUpdateRequest::default()
        .schedule_id(id.as_str())
        .name("changed")
        .enabled(false)
        .trigger(trigger)
        .push(push);
    let theirs = json!({
        "schedule_id": id,
        "name": "changed",
        "enabled": false,
        "trigger": trigger_theirs,
        "push": push_theirs,
    });
    stage.call(client.schedule_update(&change), theirs).await;
    get(stage, &client, &id).await;

    let delete = ScheduleDeleteRequest::default().schedule_id(id.as_str());
    stage.call(client.schedule_delete(&delete), json!({ "schedule_id": id })).await;
    // It is there no more.
    get(stage, &client, &id).await;
    let list = ScheduleListRequest::default().page(2);
    stage.call(client.schedule_list(&list), json!({ "page": 2 })).await;
}

async fn get(stage: &mut Stage, client: &Client, id: &str) {
    let request = ScheduleGetRequest::default().schedule_id(id);
    stage.call(client.schedule_get(&request), json!({ "schedule_id": id })).await;
}

async fn a_periodical_task(stage: &mut Stage) {
    let periodical = SchedulePeriodical::default()
        .start("2027-01-01 00:00:00")
        .end("2027-02-01 00:00:00")
        .time("12:30:00")
        .time_unit(TimeUnit::Week)
        .frequency(1)
        .point(["MON", "FRI"]);
    let trigger = ScheduleTrigger::default().periodical(periodical);
    let theirs = json!({ "periodical": {
        "start": "2027-01-01 00:00:00",
        "end": "2027-02-01 00:00:00",
        "time": "12:30:00",
        "time_unit": "week",
        "frequency": 1,
        "point": ["MON", "FRI"],
    } });
    let id = create(stage, "weekly", (trigger, theirs), to_all("hello")).await;
    stage.mock.clock().advance(Duration::from_secs(60 * 24 * 60 * 60));
    let client = Client::new(stage.config()).expect("a client");
    let request = ScheduleMsgIdsRequest::default().schedule_id(id.as_str());
    let told = stage.call(client.schedule_msg_ids(&request), json!({ "schedule_id": id })).await;
    assert_ne!(told["answer"]["msgids"], json!([]));
}

async fn a_push_with_every_block(stage: &mut Stage) {
    let (notification, notification_theirs) = a_notification_of_platforms();
    let push = PushPayload::default()
        .platform(Platforms::Only(vec![Platform::Android, Platform::Ios]))
        .audience(Audience::default().tag(["深圳", "广州"]).tag_not(["a+b"]).alias(["alias_1"]))
        .notification(notification)
        .message(
            Message::default().msg_content("{\"a\":1}").title("msg").content_type("text").extras(extras()),
        )
        .sms_message(
            SmsMessage::default().temp_id(1250).delay_time(3600).active_filter(false).temp_para(extras()),
        )
        .options(Options::default().time_to_live(60).override_msg_id(i64::MAX).apns_production(false));
    let theirs = json!({
        "platform": ["android", "ios"],
        "audience": { "tag": ["深圳", "广州"], "tag_not": ["a+b"], "alias": ["alias_1"] },
        "notification": notification_theirs,
        "message": { "msg_content": "{\"a\":1}", "title": "msg", "content_type": "text", "extras": extras() },
        "sms_message": { "temp_id": 1250, "delay_time": 3600, "active_filter": false, "temp_para": extras() },
        "options": { "time_to_live": 60, "override_msg_id": i64::MAX, "apns_production": false },
    });
    let id = create(stage, "every_block", once(), (push, theirs)).await;
    let client = Client::new(stage.config()).expect("a client");
    get(stage, &client, &id).await;
}

fn extras() -> Map {
    let extras =
        json!({ "订单": "1 + 1", "n": 9_007_199_254_740_993_i64, "half": 0.5, "nothing": null, "list": [] });
    extras.as_object().cloned().expect("an object")
}

fn a_notification_of_platforms() -> (Notification, Json) {
    let notification = Notification::default()
        .android(
            AndroidNotification::default()
                .alert("提醒 📦")
                .title("Title")
                .builder_id(1)
                .style(1)
                .big_text("长文本\nline 2")
                .extras(extras()),
        )
        .ios(
            IosNotification::default()
                .alert("hi")
                .badge("+1")
                .sound("sound.caf")
                .category("a category")
                .thread_id("thread 1")
                .interruption_level(IosInterruptionLevel::TimeSensitive)
                .extras(extras()),
        );
    let theirs = json!({
        "android": {
            "alert": "提醒 📦",
            "title": "Title",
            "builder_id": 1,
            "style": 1,
            "big_text": "长文本\nline 2",
            "extras": extras(),
        },
        "ios": {
            "alert": "hi",
            "badge": "+1",
            "sound": "sound.caf",
            "category": "a category",
            "thread-id": "thread 1",
            "interruption-level": "time-sensitive",
            "extras": extras(),
        },
    });
    (notification, theirs)
}

async fn ids(stage: &mut Stage) {
    let client = Client::new(stage.config()).expect("a client");
    let request = ScheduleCidRequest::default().count(3);
    let told = stage.call(client.schedule_cid(&request), json!({ "count": 3 })).await;
    assert_eq!(told["answer"]["cidlist"].as_array().map(Vec::len), Some(3));
}
