//! Secrets are printed by dry runs alone.

use crate::command::{Ran, bare};
use crate::server::Server;

const SECRET: &str = "CANARY-SECRET/+=";
const TOKEN: &str = "CANARY-TOKEN/+=";
const MESSAGE: &str = r#"{"InstanceId": "i", "MqttTopic": "t", "Payload": "p"}"#;

fn run(arguments: &[&str]) -> Ran {
    let mut command = bare(arguments);
    for name in ["ALIBABA_CLOUD_ACCESS_KEY", "TOP_APP", "JPUSH_MASTER"] {
        command.env(format!("{name}_SECRET"), SECRET);
    }
    for name in ["ALIBABA_CLOUD_ACCESS_KEY_ID", "TOP_APP_KEY", "JPUSH_APP_KEY"] {
        command.env(name, "EXAMPLE-ID");
    }
    Ran::of(command.env("ALIBABA_CLOUD_SECURITY_TOKEN", TOKEN).env("TOP_SESSION", TOKEN))
}

/// The stem of both, which no encoding changes.
fn is_clean(text: &str) -> bool {
    !text.contains("CANARY")
}

#[test]
fn no_command_prints_a_secret() {
    let repeated =
        format!(r#"{{"Code": "{TOKEN}", "Message": "{SECRET} {TOKEN}", "RequestId": "{SECRET}"}}"#);
    let signed = format!(
        "POST&%2F&SecurityToken%3D{TOKEN}%26Timestamp%3D2026-11-22T05%253A00%253A27Z%26SignatureNonce%3D1"
    );
    for format in ["text", "json"] {
        let refusing = Server::answering(400, &repeated);
        let silent = Server::silent();
        let unreadable = Server::answering(200, &format!("<html>{SECRET} {TOKEN}"));
        let call = ["call", "mqtt", "SendMessage", MESSAGE, "--endpoint"];
        let runs: [(i32, &[&str]); 8] = [
            (0, &["services"]),
            (0, &["operations", "tmc"]),
            (1, &[&call[..], &[refusing.url()]].concat()),
            (4, &[&call[..], &[silent.url()]].concat()),
            (1, &[&call[..], &[unreadable.url()]].concat()),
            (2, &["call", "jpush", "schedule.get", "{}"]),
            (3, &["call", "tmc", "taobao.tmc.messages.produce", "{}", "--region", "nowhere"]),
            (
                0,
                &["explain", "mqtt", "SendMessage", MESSAGE, "--region", "cn-hangzhou", "--message", &signed],
            ),
        ];
        for (status, arguments) in runs {
            let ran = run(&[arguments, &["--format", format]].concat());
            assert_eq!(ran.status, status, "{arguments:?}: {ran:?}");
            assert!(is_clean(&ran.stdout) && is_clean(&ran.stderr), "{arguments:?}: {ran:?}");
        }
    }
}

#[test]
fn a_dry_run_prints_what_would_be_sent_but_never_the_secret() {
    let ran = run(&["call", "mqtt", "SendMessage", MESSAGE, "--region", "cn-hangzhou", "--dry-run"]);
    assert!(ran.stdout.contains(TOKEN) && !ran.stdout.contains(SECRET), "{ran:?}");
    assert!(is_clean(&ran.stderr), "{ran:?}");
}

#[test]
fn a_captured_request_is_shown_without_its_token() {
    let message = ["mqtt", "SendMessage", MESSAGE, "--region", "cn-hangzhou", "--signature"];
    let trade = ["tmc", "taobao.tmc.message.produce", r#"{"topic": "t", "content": "{}"}"#, "--signature"];
    for (call, signature) in
        [(&message[..], "acs3"), (&message, "hmac-sha1"), (&trade, "hmac-sha256"), (&trade, "md5")]
    {
        let dry = run(&[&["call"], call, &[signature, "--dry-run", "--format", "json"]].concat());
        assert!(!is_clean(&dry.stdout), "{dry:?}");
        // Another method is another text, or another signature of the same one.
        let changed = dry.stdout.replace("POST", "PUT").replace("&v=2.0", "&v=3.0");
        for format in ["text", "json"] {
            let ran = run(&["explain", "--request", &changed, "--format", format]);
            assert_eq!(ran.status, 1, "{ran:?}");
            assert!(
                ran.stdout.contains("[redacted]") && is_clean(&ran.stdout) && is_clean(&ran.stderr),
                "{ran:?}"
            );
        }
    }
}
