//! `mock`: a server to call.

#![cfg(unix)]

use crate::command::{Ran, bare, run};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

const MESSAGE: &str = r#"{"InstanceId": "post-cn-0pp12gl****", "MqttTopic": "TopicA", "Payload": "test"}"#;

/// A mock that runs. It is stopped however its test ends.
struct Running {
    child: Child,
    url: String,
    environment: Vec<(String, String)>,
}

impl Running {
    fn start(options: &[&str]) -> Self {
        let mut command = bare(&[&["mock", "--format", "json"], options].concat());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the mock starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("standard output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let told: Value = serde_json::from_str(&line).expect("JSON");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let environment = told["environment"].as_object().expect("variables");
        let environment = environment.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        Self { child, url: text(&told["url"]), environment }
    }

    fn call(&self, arguments: &[&str]) -> Ran {
        let arguments = [&["call"], arguments, &["--endpoint", &self.url, "--format", "json"]].concat();
        Ran::of(bare(&arguments).envs(self.environment.clone()))
    }

    /// What Ctrl-C does.
    fn interrupt(mut self) -> Option<i32> {
        let kill = format!("kill -INT {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
        self.child.wait().expect("the mock ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_service_can_be_called_with_what_it_prints() {
    let mock = Running::start(&[]);
    let answer = mock.call(&["mqtt", "SendMessage", MESSAGE]).json();
    assert!(answer["MsgId"].is_string(), "{answer}");
    let message = r#"{"messages": [{"topic": "taobao_trade_TradeCreate", "content": "{}"}]}"#;
    let answer = mock.call(&["tmc", "taobao.tmc.messages.produce", message]).json();
    assert!(answer["results"].is_array() || answer["results"].is_object(), "{answer}");
    let answer = mock.call(&["jpush", "schedule.list"]).json();
    assert!(answer["schedules"].is_array(), "{answer}");
    let push = r#"{"AppKey": 1, "MessageId": "1", "Target": "DEVICE", "TargetValue": ["a"]}"#;
    let refused = mock.call(&["mpush", "ContinuouslyPush", push]).error(1);
    assert_eq!(refused["send_state"], "answered", "{refused}");
}

#[test]
fn a_wrong_secret_is_explained() {
    let mut mock = Running::start(&[]);
    mock.environment.push(("ALIBABA_CLOUD_ACCESS_KEY_SECRET".to_owned(), "EXAMPLE-OTHER".to_owned()));
    let error = mock.call(&["mqtt", "SendMessage", MESSAGE]).error(1);
    assert_eq!(error["code"], "SignatureDoesNotMatch");
    assert_eq!(error["explanation"], "the server signed the same text: the secret is wrong");
    let region = ["--region", "cn-hangzhou", "--at", "2026-11-22T05:00:27Z", "--nonce", "1"];
    let message = ["--message", &error.to_string(), "--format", "json"];
    let explained =
        run(&[&["explain", "mqtt", "SendMessage", MESSAGE][..], &region, &message].concat()).json();
    assert_eq!(explained["same"], false, "signed at another time");
}

#[test]
fn faults_strike() {
    let mock = Running::start(&["--seed", "7", "--fault", "reset-after-commit=1"]);
    assert_eq!(mock.call(&["mqtt", "SendMessage", MESSAGE]).error(4)["send_state"], "maybe_sent");
    for wrong in ["throttle", "throttle=2", "throttle=x", "unknown=0.1", "delay=0.1", "delay:-1=0.1"] {
        assert_eq!(run(&["mock", "--fault", wrong]).status, 2, "{wrong}");
    }
}

#[test]
fn it_ends_in_good_order_when_it_is_interrupted() {
    assert_eq!(Running::start(&["--fault", "delay:0=1"]).interrupt(), Some(0));
}

#[test]
fn other_machines_reach_it_only_where_that_is_wanted() {
    let refused = run(&["mock", "--listen", "0.0.0.0:0", "--format", "json"]).error(2);
    assert!(refused["message"].as_str().is_some_and(|message| message.contains("--expose")), "{refused}");
    assert_eq!(Running::start(&["--listen", "0.0.0.0:0", "--expose"]).interrupt(), Some(0));
}

#[test]
fn an_address_that_is_taken_has_status_3() {
    let mock = Running::start(&[]);
    let address = mock.url.trim_start_matches("http://");
    assert_eq!(run(&["mock", "--listen", address, "--format", "json"]).error(3)["kind"], "configuration");
}

#[test]
fn what_it_prints_for_people_is_for_a_shell_too() {
    let mut command = bare(&["mock"]);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the mock starts");
    let lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
    let lines: Vec<String> = lines.map(|line| line.expect("a line")).take(9).collect();
    child.kill().expect("the mock runs");
    child.wait().expect("the mock ends");
    assert!(lines[0].starts_with("# Listening on http://127.0.0.1:"), "{lines:?}");
    assert!(lines[1..].iter().all(|line| line.starts_with("export ")), "{lines:?}");
    for line in ["export TOP_SESSION=EXAMPLE-NOT-A-SESSION", "export ALIBABA_CLOUD_SECURITY_TOKEN="] {
        assert!(lines.iter().any(|printed| printed == line), "{lines:?}");
    }
}
