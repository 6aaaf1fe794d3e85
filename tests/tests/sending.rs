//! What a call says when the network or the server fails it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::mqtt::{Client, SERVICE, SendMessageRequest};
use bindery::runtime::BoxFuture;
use bindery::runtime::CredentialsProvider;
use bindery::{Config, Credentials, Error, ErrorKind, Mode, SendState};
use bindery_tests::{Carrier, Server, Step, config, credentials};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

fn message() -> SendMessageRequest {
    SendMessageRequest::default().instance_id("i").mqtt_topic("t").payload("p")
}

fn client(url: &str, configure: impl FnOnce(Config) -> Config) -> Client {
    Client::new(configure(config(&SERVICE).endpoint(url))).unwrap()
}

/// The call fails over each of the transports, and in the same way.
async fn fails(url: &str, configure: impl Fn(Config) -> Config) -> Error {
    let over = |carrier: Carrier| client(url, |config| carrier.under(configure(config)));
    let error = over(Carrier::Hyper).send_message(&message()).await.unwrap_err();
    let other = over(Carrier::Reqwest).send_message(&message()).await.unwrap_err();
    let told = |error: &Error| {
        (error.kind(), error.send_state(), error.status(), error.body_start().map(str::to_owned))
    };
    assert_eq!(told(&error), told(&other), "{error:?} {other:?}");
    error
}

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"MsgId\":\"m\"}";

#[tokio::test]
async fn a_call_goes_there_and_back() {
    let server = Server::answering(ANSWER).await;
    let answer = client(&server.url(), |config| config).send_message(&message()).await.unwrap();
    assert_eq!(answer.msg_id.as_deref(), Some("m"));
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_refused_connection_sends_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = fails(&url, |config| config).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Connect, SendState::NotSent));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_connection_that_closes_after_the_request_leaves_it_open() {
    let server = Server::start(vec![Step::ReadRequest]).await;
    let error = fails(&server.url(), |config| config).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Transport, SendState::MaybeSent));
    assert!(!error.is_retryable(), "a repeat may send the message twice");
    assert!(error.to_string().ends_with("(the request may have taken effect)"), "{error}");
    assert_eq!(server.requests(), 2, "nothing below the client repeats a request");
}

#[tokio::test]
async fn a_half_written_head_leaves_it_open() {
    let server = Server::answering(b"HTTP/1.1 200 O".as_slice()).await;
    let error = fails(&server.url(), |config| config).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Transport, SendState::MaybeSent));
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_status_and_start() {
    let server =
        Server::answering(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"MsgId\":".as_slice()).await;
    let error = fails(&server.url(), |config| config).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Transport, SendState::Answered));
    assert_eq!((error.status(), error.body_start()), (Some(200), Some("{\"MsgId\":")));
}

#[tokio::test]
async fn silence_ends_at_the_attempts_limit() {
    let server = Server::start(vec![Step::ReadRequest, Step::Hold]).await;
    let error = fails(&server.url(), |config| config.attempt_timeout(Duration::from_millis(50))).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Timeout, SendState::MaybeSent));
    let error = fails(&server.url(), |config| config.total_timeout(Duration::from_millis(50))).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Timeout, SendState::MaybeSent));
}

#[tokio::test]
async fn an_endless_body_stops_at_the_cap() {
    let head = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    let server =
        Server::start(vec![Step::ReadRequest, Step::Write(head), Step::WriteForever(vec![b'x'; 65_536])])
            .await;
    let error = fails(&server.url(), |config| config.max_answer_bytes(1 << 20)).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::TooLarge, Some(200)));
    assert_eq!(error.send_state(), SendState::Answered);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::answering(ANSWER).await;
    for status in ["301", "302", "303", "307", "308"] {
        let head = format!("HTTP/1.1 {status} X\r\nlocation: {}/\r\ncontent-length: 0\r\n\r\n", other.url());
        let server = Server::answering(head.into_bytes()).await;
        let error = fails(&server.url(), |config| config).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, status.parse().ok()));
    }
    assert_eq!(other.requests(), 0);
}

#[tokio::test]
async fn a_compressed_answer_is_not_unpacked() {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\x00".as_slice();
    let error = fails(&Server::answering(head).await.url(), |config| config).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_broken_limit_sends_nothing() {
    let server = Server::answering(ANSWER).await;
    let request = message().payload("x".repeat(65_537)).mqtt_topic("t".repeat(65));
    let error = client(&server.url(), |config| config).send_message(&request).await.unwrap_err();
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Invalid, SendState::NotSent));
    let rules: Vec<&str> = error.violations().iter().map(|violation| violation.rule.as_str()).collect();
    assert_eq!(rules, ["SendMessage.MqttTopic.max_length", "SendMessage.Payload.max_length"]);
    assert_eq!(server.requests(), 0);

    let warned =
        client(&server.url(), |config| config.validation(Mode::Warn)).send_message(&request).await.unwrap();
    assert_eq!(warned.warnings().len(), 2);
    let only_one = client(&server.url(), |config| {
        config
            .validation_of("SendMessage.Payload.max_length", Mode::Off)
            .validation_of("SendMessage.MqttTopic.max_length", Mode::Warn)
    });
    assert_eq!(only_one.send_message(&request).await.unwrap().warnings().len(), 1);
    let off =
        client(&server.url(), |config| config.validation(Mode::Off)).send_message(&request).await.unwrap();
    assert_eq!(off.warnings(), []);
}

#[tokio::test]
async fn all_missing_parameters_are_told_at_once() {
    let client = client("http://127.0.0.1:1", |config| config);
    let error = client.send_message(&SendMessageRequest::default()).await.unwrap_err();
    let mut missing: Vec<&str> =
        error.violations().iter().map(|violation| violation.parameter.as_str()).collect();
    missing.sort_unstable();
    assert_eq!(missing, ["InstanceId", "MqttTopic", "Payload"]);
}

#[derive(Debug)]
struct Provider(bool);

impl CredentialsProvider for Provider {
    fn credentials(&self) -> BoxFuture<'_, bindery::Result<Arc<Credentials>>> {
        let result =
            if self.0 { Ok(Arc::new(credentials())) } else { Err(Error::credentials("the vault is closed")) };
        Box::pin(async { result })
    }
}

#[tokio::test]
async fn credentials_are_asked_for_before_every_call() {
    let server = Server::answering(ANSWER).await;
    let with = |works| {
        let config =
            Config::with_provider(Arc::new(Provider(works))).region("cn-shanghai").endpoint(server.url());
        Client::new(config).unwrap()
    };
    assert!(with(true).send_message(&message()).await.is_ok());
    let error = with(false).send_message(&message()).await.unwrap_err();
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Credentials, SendState::NotSent));
    assert_eq!(server.requests(), 1);
}

#[derive(Debug)]
struct Silent;

impl CredentialsProvider for Silent {
    fn credentials(&self) -> BoxFuture<'_, bindery::Result<Arc<Credentials>>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_call_that_only_waited_for_credentials_was_not_sent() {
    let config = Config::with_provider(Arc::new(Silent)).region("cn-shanghai");
    let client = Client::new(config.total_timeout(Duration::from_millis(20))).unwrap();
    let error = client.send_message(&message()).await.unwrap_err();
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Timeout, SendState::NotSent));
}

#[tokio::test]
async fn advice_stops_no_call_on_its_own_and_one_rule_can_be_enforced_alone() {
    let server = Server::answering(ANSWER).await;
    let query =
        bindery::mqtt::QuerySessionByClientIdRequest::default().instance_id("i").client_id("no-group");
    let answer = client(&server.url(), |config| config).query_session_by_client_id(&query).await.unwrap();
    assert_eq!(answer.warnings()[0].rule, "QuerySessionByClientId.ClientId.contains");
    assert!(answer.warnings()[0].advice);

    let strict = client(&server.url(), |config| {
        config.validation_of("QuerySessionByClientId.ClientId.contains", Mode::Enforce)
    });
    let error = strict.query_session_by_client_id(&query).await.unwrap_err();
    assert!(error.violations()[0].advice);
    let nowhere = bindery::mqtt::QuerySessionByClientIdRequest::default().client_id("no-group");
    let lenient = client(&server.url(), |config| config);
    let error = lenient.query_session_by_client_id(&nowhere).await.unwrap_err();
    let rules = |violations: &[bindery::Violation]| -> Vec<String> {
        violations.iter().map(|violation| violation.rule.clone()).collect()
    };
    assert_eq!(rules(error.violations()), ["QuerySessionByClientId.InstanceId.required"]);
    assert_eq!(rules(error.warnings()), ["QuerySessionByClientId.ClientId.contains"]);

    let only = client(&server.url(), |config| {
        config.validation(Mode::Off).validation_of("SendMessage.Payload.max_length", Mode::Enforce)
    });
    let request = message().payload("x".repeat(65_537)).mqtt_topic("t".repeat(65));
    let error = only.send_message(&request).await.unwrap_err();
    assert_eq!(error.violations().len(), 1);
}
