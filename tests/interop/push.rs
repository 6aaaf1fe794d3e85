//! The cases of Mobile Push.

use crate::duet::Duet;
use crate::stage::Stage;
use bindery::mpush::types::{
    AndroidNotifyType, AndroidOpenType, ApnsEnvironment, ContinuousTarget, DeviceType, InterruptionLevel,
    PushTarget, PushType,
};
use bindery::mpush::{Client, CompleteContinuouslyPushRequest, ContinuouslyPushRequest, PushRequest};
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::{Clock as _, SystemClock};
use jiff::{Timestamp, ToSpan as _};

pub(crate) const APP_KEY: i64 = 23_267_207;

/// Given to both clients, for ours makes one up where there is none.
pub(crate) const TOKEN: &str = "00000000-0000-4000-8000-000000000002";

pub(crate) async fn play(duet: &mut Duet) {
    duet.play("a notification to everybody", a_notification).await;
    duet.play("a notification of reserved characters", a_notification_of_reserved_characters).await;
    duet.play("a notification to iOS, with names that sort last", a_notification_to_ios).await;
    let times = (ahead(1), ahead(48));
    duet.play("a message that is kept, to a tag expression", async |stage| {
        a_message_by_tags(stage, &times).await;
    })
    .await;
    duet.play("a message with a text message after it", a_text_message).await;
    duet.play("a notification with private templates", private_templates).await;
    duet.play("a push that is repeated with its token", a_repeated_push).await;
    duet.play("a message that is pushed on, and completed", pushed_on).await;
}

async fn push(stage: &mut Stage, request: &PushRequest, theirs: Json) -> Json {
    let client = Client::new(stage.config()).expect("a client");
    stage.call(client.push(request), theirs).await
}

async fn a_notification(stage: &mut Stage) {
    let request = PushRequest::default()
        .app_key(APP_KEY)
        .push_type(PushType::Notice)
        .device_type(DeviceType::All)
        .target(PushTarget::All)
        .target_value(["ALL"])
        .title("包裹已送达 📦")
        .body("您的包裹放在门口了")
        .job_key("parcel-2026_11")
        .idempotent_token(TOKEN);
    let theirs = json!({
        "AppKey": APP_KEY,
        "PushType": "NOTICE",
        "DeviceType": "ALL",
        "Target": "ALL",
        "TargetValue": "ALL",
        "Title": "包裹已送达 📦",
        "Body": "您的包裹放在门口了",
        "JobKey": "parcel-2026_11",
        "IdempotentToken": TOKEN,
    });
    push(stage, &request, theirs).await;
}

const RESERVED: &str = "1 + 1 * 2 ~ 3 %20 %2B &amp;=?/#:;,'\"()!$@[]^`{}|\\<>";

async fn a_notification_of_reserved_characters(stage: &mut Stage) {
    let extra = r#"{"url":"https://example.com/a?b=c&d=%20","名":"+ * ~","n":1.5,"l":[true,null]}"#;
    let request = PushRequest::default()
        .app_key(APP_KEY)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Android)
        .target(PushTarget::Device)
        .target_value(["a692961a92534047ad362575f31f57b7", "b 1+*~%"])
        .title(RESERVED)
        .body(RESERVED)
        .idempotent_token(TOKEN)
        .store_offline(true)
        .android_notify_type(AndroidNotifyType::Both)
        .android_open_type(AndroidOpenType::Url)
        .android_open_url("https://example.com/?q=a+b%20c&小=1#x")
        .android_music("")
        .android_ext_parameters(extra)
        .android_badge_set_num(0)
        .android_notification_bar_priority(-2)
        .send_channels(["accs", "huawei", "fcm"])
        .trim(false);
    let theirs = json!({
        "AppKey": APP_KEY,
        "PushType": "NOTICE",
        "DeviceType": "ANDROID",
        "Target": "DEVICE",
        "TargetValue": "a692961a92534047ad362575f31f57b7,b 1+*~%",
        "Title": RESERVED,
        "Body": RESERVED,
        "IdempotentToken": TOKEN,
        "StoreOffline": true,
        "AndroidNotifyType": "BOTH",
        "AndroidOpenType": "URL",
        "AndroidOpenUrl": "https://example.com/?q=a+b%20c&小=1#x",
        "AndroidMusic": "",
        "AndroidExtParameters": extra,
        "AndroidBadgeSetNum": 0,
        "AndroidNotificationBarPriority": -2,
        "SendChannels": "accs,huawei,fcm",
        "Trim": false,
    });
    push(stage, &request, theirs).await;
}

async fn a_notification_to_ios(stage: &mut Stage) {
    let request = PushRequest::default()
        .app_key(APP_KEY)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Ios)
        .target(PushTarget::Alias)
        .target_value(["小张", "小 李"])
        .title("Title")
        .body("Body")
        .idempotent_token(TOKEN)
        .ios_apns_env(ApnsEnvironment::Product)
        .ios_subtitle("订单 1")
        .ios_badge(5)
        .ios_music("")
        .ios_ext_parameters(r#"{"attachment":"https://example.com/a b.png"}"#)
        .ios_mutable_content(true)
        .ios_interruption_level(InterruptionLevel::TimeSensitive)
        .ios_relevance_score(0.75);
    let theirs = json!({
        "AppKey": APP_KEY,
        "PushType": "NOTICE",
        "DeviceType": "iOS",
        "Target": "ALIAS",
        "TargetValue": "小张,小 李",
        "Title": "Title",
        "Body": "Body",
        "IdempotentToken": TOKEN,
        "iOSApnsEnv": "PRODUCT",
        "iOSSubtitle": "订单 1",
        "iOSBadge": 5,
        "iOSMusic": "",
        "iOSExtParameters": r#"{"attachment":"https://example.com/a b.png"}"#,
        "iOSMutableContent": true,
        "iOSInterruptionLevel": "time-sensitive",
        "iOSRelevanceScore": 0.75,
    });
    push(stage, &request, theirs).await;
}

/// A time so many hours from now.
fn ahead(hours: i64) -> String {
    let now = Timestamp::try_from(SystemClock.now()).expect("a time of this calendar");
    (now + hours.hours()).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

async fn a_message_by_tags(stage: &mut Stage, (push_time, expire_time): &(String, String)) {
    let tags = r#"{"and":[{"tag":"男性"},{"or":[{"tag":"a b"},{"not":{"tag":"c+d"}}]}]}"#;
    let request = PushRequest::default()
        .app_key(i64::MAX)
        .push_type(PushType::Message)
        .device_type(DeviceType::Android)
        .target(PushTarget::Tag)
        .target_value([tags])
        .title("Title")
        .body("Body")
        .idempotent_token(TOKEN)
        .push_time(push_time.as_str())
        .expire_time(expire_time.as_str())
        .store_offline(true);
    let theirs = json!({
        "AppKey": i64::MAX,
        "PushType": "MESSAGE",
        "DeviceType": "ANDROID",
        "Target": "TAG",
        "TargetValue": tags,
        "Title": "Title",
        "Body": "Body",
        "IdempotentToken": TOKEN,
        "PushTime": push_time,
        "ExpireTime": expire_time,
        "StoreOffline": true,
    });
    push(stage, &request, theirs).await;
}

/// Ours sends this in the body, for the values of a text message are kept out of URLs.
async fn a_text_message(stage: &mut Stage) {
    let request = PushRequest::default()
        .app_key(APP_KEY)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Android)
        .target(PushTarget::Account)
        .target_value(["account 1"])
        .title("Title")
        .body("Body")
        .idempotent_token(TOKEN)
        .sms_template_name("SMS_0000")
        .sms_sign_name("签名")
        .sms_params("code=1 2+3&name=小张")
        .sms_send_policy(1)
        .sms_delay_secs(15);
    let theirs = json!({
        "AppKey": APP_KEY,
        "PushType": "NOTICE",
        "DeviceType": "ANDROID",
        "Target": "ACCOUNT",
        "TargetValue": "account 1",
        "Title": "Title",
        "Body": "Body",
        "IdempotentToken": TOKEN,
        "SmsTemplateName": "SMS_0000",
        "SmsSignName": "签名",
        "SmsParams": "code=1 2+3&name=小张",
        "SmsSendPolicy": 1,
        "SmsDelaySecs": 15,
    });
    push(stage, &request, theirs).await;
}

/// The vendor's client takes an object where ours takes its text.
async fn private_templates(stage: &mut Stage) {
    let request = PushRequest::default()
        .app_key(APP_KEY)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Android)
        .target(PushTarget::Device)
        .target_value(["a692961a92534047ad362575f31f57b7"])
        .title("Title")
        .body("Body")
        .idempotent_token(TOKEN)
        .android_oppo_private_msg_template_id("template 1")
        .android_oppo_private_title_parameters(r#"{"名":"小张 & co"}"#)
        .android_oppo_private_content_parameters(r#"{"a":"1+1","b":"/"}"#);
    let theirs = json!({
        "AppKey": APP_KEY,
        "PushType": "NOTICE",
        "DeviceType": "ANDROID",
        "Target": "DEVICE",
        "TargetValue": "a692961a92534047ad362575f31f57b7",
        "Title": "Title",
        "Body": "Body",
        "IdempotentToken": TOKEN,
        "AndroidOppoPrivateMsgTemplateId": "template 1",
        "AndroidOppoPrivateTitleParameters": { "名": "小张 & co" },
        "AndroidOppoPrivateContentParameters": { "a": "1+1", "b": "/" },
    });
    push(stage, &request, theirs).await;
}

/// A message that is stored to be pushed on.
fn stored() -> (PushRequest, Json) {
    let request = PushRequest::default()
        .app_key(APP_KEY)
        .push_type(PushType::Notice)
        .device_type(DeviceType::Android)
        .target(PushTarget::Tbd)
        .target_value(["TBD"])
        .title("Title")
        .body("正文")
        .idempotent_token(TOKEN);
    let theirs = json!({
        "AppKey": APP_KEY,
        "PushType": "NOTICE",
        "DeviceType": "ANDROID",
        "Target": "TBD",
        "TargetValue": "TBD",
        "Title": "Title",
        "Body": "正文",
        "IdempotentToken": TOKEN,
    });
    (request, theirs)
}

async fn a_repeated_push(stage: &mut Stage) {
    let (request, theirs) = stored();
    let first = push(stage, &request, theirs.clone()).await;
    let second = push(stage, &request, theirs).await;
    assert_eq!(first["answer"]["MessageId"], second["answer"]["MessageId"]);
}

async fn pushed_on(stage: &mut Stage) {
    let (request, theirs) = stored();
    let told = push(stage, &request, theirs).await;
    let id = told["answer"]["MessageId"].as_str();
    let id = id.unwrap_or_else(|| unreachable!("no message was stored: {told}"));
    let devices: Vec<String> = (0..100).map(|number| format!("{number:032x}")).collect();
    push_on(stage, id, ContinuousTarget::Device, &devices).await;
    push_on(stage, id, ContinuousTarget::Alias, &["小张".to_owned(), "a b+c".to_owned()]).await;

    let client = Client::new(stage.config()).expect("a client");
    let request = CompleteContinuouslyPushRequest::default().app_key(APP_KEY).message_id(id);
    let theirs = json!({ "AppKey": APP_KEY, "MessageId": id });
    stage.call(client.complete_continuously_push(&request), theirs).await;
    // Which is refused from now on.
    push_on(stage, id, ContinuousTarget::Account, &["account".to_owned()]).await;
}

async fn push_on(stage: &mut Stage, id: &str, target: ContinuousTarget, values: &[String]) {
    let client = Client::new(stage.config()).expect("a client");
    let theirs = json!({
        "AppKey": APP_KEY,
        "MessageId": id,
        "Target": target.as_str(),
        "TargetValue": values.join(","),
    });
    let request = ContinuouslyPushRequest::default()
        .app_key(APP_KEY)
        .message_id(id)
        .target(target)
        .target_value(values.iter().map(String::as_str));
    stage.call(client.continuously_push(&request), theirs).await;
}
