//! The calls that are measured, and for each the work that nothing can spare.

use bindery::jpush::types::{
    AndroidNotification, Audience, IosNotification, Notification, Options, Platform, PushPayload,
    SchedulePeriodical, ScheduleTrigger, TimeUnit,
};
use bindery::mpush::types::ContinuousTarget;
use bindery::runtime::bytes::Bytes;
use bindery::tmc::types::TmcPublishMessage;
use bindery::{Call, Config, Credentials, Prepared, jpush, mpush, mqtt, tmc};
use bindery_tests::{Canned, ID, SECRET, header_text};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A call and its floor.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Checks, encodes and signs the call.
    pub(crate) prepare: Box<dyn Fn() -> Prepared>,
    /// Hashes the same bytes, or writes the same JSON.
    pub(crate) floor: Box<dyn Fn()>,
    /// How many allocations the call may make, if there is a goal.
    pub(crate) most_allocations: Option<u64>,
}

/// The length of the message that is sent.
pub(crate) const PAYLOAD: usize = 400;
pub(crate) const INSTANCE_ID: &str = "post-cn-0pp12gl0001";
pub(crate) const TOPIC: &str = "devices/door/open";

/// All cases.
pub(crate) fn all() -> [Case; 4] {
    [send_message(), continuously_push(), messages_produce(), schedule_create()]
}

/// A configuration with the clock and the nonces of a program that runs in earnest. Nothing is sent, so
/// there is no connection to set up.
fn config() -> Config {
    with_credentials(Credentials::new(ID, SECRET).expect("credentials"))
}

fn with_credentials(credentials: Credentials) -> Config {
    Config::new(credentials).transport(Canned::new(200, ""))
}

/// The request of [`send_message`].
pub(crate) fn send_message_request() -> mqtt::SendMessageRequest {
    mqtt::SendMessageRequest::default()
        .instance_id(INSTANCE_ID)
        .mqtt_topic(TOPIC)
        .payload("a".repeat(PAYLOAD))
}

/// One message of 400 bytes.
fn send_message() -> Case {
    let client = mqtt::Client::new(config().region("cn-hangzhou")).expect("a client");
    let request = send_message_request();
    let prepare = move || now(client.send_message(&request));
    Case {
        name: "send_message",
        floor: hashes_of_acs3(&prepare()),
        prepare: Box::new(prepare),
        most_allocations: Some(12),
    }
}

/// A push to 1,000 targets of 32 characters, which is as many as one call takes.
fn continuously_push() -> Case {
    let client = mpush::Client::new(config()).expect("a client");
    let request = mpush::ContinuouslyPushRequest::default()
        .app_key(23_267_207)
        .message_id("500131")
        .target(ContinuousTarget::Device)
        .target_value((0..1_000).map(|number| format!("a692961a92534047ad362575f31f{number:04}")));
    let prepare = move || now(client.continuously_push(&request));
    Case {
        name: "continuously_push",
        floor: hashes_of_acs3(&prepare()),
        prepare: Box::new(prepare),
        most_allocations: None,
    }
}

/// A batch of 50 messages, which is as many as one call takes.
fn messages_produce() -> Case {
    let credentials = Credentials::new(ID, SECRET).and_then(|it| it.with_token("EXAMPLE-NOT-A-SESSION"));
    let client = tmc::Client::new(with_credentials(credentials.expect("credentials"))).expect("a client");
    let message = |number: u32| {
        TmcPublishMessage::default()
            .content(format!(r#"{{"tid":28957329587{number:02},"seller_nick":"helloworld"}}"#))
            .json_ex_content(r#"{"full_link_test":true}"#)
            .target_app_key("12345678")
            .target_group("default")
            .topic("taobao_trade_TradeCreate")
    };
    let request = tmc::MessagesProduceRequest::default().messages((0..50).map(message));
    let prepare = move || now(client.messages_produce(&request));
    let text = text_to_sign(&prepare());
    let key = key();
    let floor = move || {
        black_box(sign(&key, black_box(&text)));
    };
    Case {
        name: "messages_produce",
        prepare: Box::new(prepare),
        floor: Box::new(floor),
        most_allocations: None,
    }
}

/// A task that pushes every month. Nothing is signed; the floor is to write the body's JSON from a tree that
/// is there already.
fn schedule_create() -> Case {
    let client = jpush::Client::new(config()).expect("a client");
    let monthly = SchedulePeriodical::default()
        .start("2027-01-01 00:00:00")
        .end("2027-06-30 23:59:59")
        .time("03:15:00")
        .time_unit(TimeUnit::Month)
        .frequency(1)
        .point(["01", "15"]);
    let push = PushPayload::default()
        .platform([Platform::Android, Platform::Ios])
        .audience(Audience::default().tag(["night", "operators"]))
        .notification(
            Notification::default()
                .android(AndroidNotification::default().alert("The report is ready.").title("Reports"))
                .ios(IosNotification::default().alert("The report is ready.")),
        )
        .options(Options::default().time_to_live(3_600));
    let request = jpush::ScheduleCreateRequest::default()
        .name("nightly_report")
        .enabled(true)
        .trigger(ScheduleTrigger::default().periodical(monthly))
        .push(push);
    let prepare = move || now(client.schedule_create(&request));
    let document: serde_json::Value = serde_json::from_slice(prepare().body()).expect("JSON");
    let floor = move || {
        black_box(serde_json::to_vec(black_box(&document)).expect("JSON"));
    };
    Case {
        name: "schedule_create",
        prepare: Box::new(prepare),
        floor: Box::new(floor),
        most_allocations: None,
    }
}

/// Prepares a call. With credentials at hand there is nothing to wait for.
pub(crate) fn now<A>(call: Call<'_, A>) -> Prepared {
    match pin!(call.prepare()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(prepared) => prepared.expect("a request without violations"),
        Poll::Pending => unreachable!("the credentials are at hand"),
    }
}

/// The SHA-256 of the canonical request and the HMAC of the text to sign, with a key that is set up once.
fn hashes_of_acs3(prepared: &Prepared) -> Box<dyn Fn()> {
    let canonical = canonical_request(prepared);
    let text = text_to_sign(prepared);
    let key = key();
    Box::new(move || {
        black_box(Sha256::digest(black_box(&canonical)));
        black_box(sign(&key, black_box(&text)));
    })
}

/// The text whose hash ACS3 signs, made anew from the request, so that its length is the true one.
fn canonical_request(prepared: &Prepared) -> String {
    let header = |name: &str| header_text(&prepared.headers()[name]);
    let (_, signed) = header("authorization").split_once("SignedHeaders=").expect("signed headers");
    let (signed, _) = signed.split_once(',').expect("a signature");
    let lines: Vec<String> = signed.split(';').map(|name| format!("{name}:{}\n", header(name))).collect();
    let url = prepared.url();
    let (_, query) = url.split_once('?').expect("a query");
    let hash = header("x-acs-content-sha256");
    let canonical = format!("{}\n/\n{query}\n{}\n{signed}\n{hash}", prepared.method(), lines.concat());
    let digits = format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(&canonical)));
    assert!(text_to_sign(prepared).ends_with(&digits), "the canonical request is another");
    canonical
}

fn text_to_sign(prepared: &Prepared) -> String {
    prepared.string_to_sign().expect("a protocol that signs").to_owned()
}

fn key() -> Hmac<Sha256> {
    Hmac::new_from_slice(SECRET.as_bytes()).expect("a key of any length")
}

fn sign(key: &Hmac<Sha256>, text: &str) -> [u8; 32] {
    let mut mac = key.clone();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}
