//! Which calls are attempted again, when, with what, and what their errors say.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::runtime::table::Service;
use bindery::runtime::{BoxFuture, Client, CredentialsProvider, NonceSource, SendState};
use bindery::{Config, Credentials, Error, ErrorKind, Map, Result};
use bindery_tests::{Act, Scripted, block_on_fake_time, config, credentials, now, object, service, verify};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Nonces that are never the same twice and always the same in each run.
#[derive(Debug, Default)]
struct Counted(AtomicU64);

impl NonceSource for Counted {
    fn nonce(&self) -> String {
        format!("{:032x}", self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// Three attempts, and the longest pause that chance allows.
fn retrying(service: &Service) -> Config {
    config(service).max_attempts(3).jitter(1.0).nonces(Counted::default())
}

/// The same with more time.
fn patient(service: &Service) -> Config {
    retrying(service).total_timeout(Duration::from_secs(100))
}

/// An operation that only reads, one that a repeat may harm, and one with a token.
const QUERY: (&str, &str) = ("mqtt", "QuerySessionByClientId");
const SEND: (&str, &str) = ("mqtt", "SendMessage");
const PUSH: (&str, &str) = ("mpush", "Push");
const CREATE: (&str, &str) = ("jpush", "schedule.create");
const PRODUCE: (&str, &str) = ("tmc", "taobao.tmc.message.produce");

fn parameters(operation: &str) -> Map {
    object(match operation {
        "QuerySessionByClientId" => json!({"InstanceId": "post-cn-0pp12gl****", "ClientId": "GID_test@@@1"}),
        "SendMessage" => {
            json!({"InstanceId": "post-cn-0pp12gl****", "MqttTopic": "TopicA", "Payload": "test"})
        }
        "Push" => {
            json!({"AppKey": 1, "PushType": "NOTICE", "DeviceType": "ANDROID", "Target": "ALL", "TargetValue": "ALL", "Title": "t", "Body": "b"})
        }
        "schedule.create" => json!({
            "name": "reminder", "enabled": true, "trigger": {"single": {"time": "2027-01-01 09:00:00"}},
            "push": {"platform": "all", "audience": "all", "notification": {"alert": "hello"}},
        }),
        _ => json!({"topic": "topic", "content": "{}"}),
    })
}

/// Makes one call against the script.
fn call(call: (&str, &str), acts: impl IntoIterator<Item = Act>) -> (Scripted, Result<Value>) {
    call_with(retrying(service(call.0)), call, acts)
}

fn call_with(
    config: Config,
    (service_name, operation): (&str, &str),
    acts: impl IntoIterator<Item = Act>,
) -> (Scripted, Result<Value>) {
    let scripted = Scripted::new(acts);
    let parameters = parameters(operation);
    let result = block_on_fake_time(async {
        let client = Client::new(service(service_name), config.transport(scripted.clone()))?;
        Ok(client.call(operation, &parameters)?.await?.into_inner())
    });
    (scripted, result)
}

fn code(code: &str) -> String {
    format!(r#"{{"Code":"{code}","Message":"no","RequestId":"R"}}"#)
}

fn ok() -> Act {
    Act::answer(200, r#"{"RequestId":"R"}"#)
}

#[test]
fn what_was_not_sent_is_sent_again_whatever_it_is() {
    for operation in [QUERY, SEND, PUSH] {
        let (scripted, result) = call(operation, [Act::Refuse, Act::Refuse, ok()]);
        result.unwrap();
        assert_eq!(scripted.requests().len(), 3, "{operation:?}");
    }
}

#[test]
fn what_may_have_been_sent_is_repeated_only_where_that_cannot_harm() {
    for silence in [Act::Reset, Act::Silence, Act::answer(500, code("InternalError")), Act::answer(502, "")] {
        for (operation, attempts) in [(QUERY, 3), (PUSH, 3), (SEND, 1)] {
            let config = retrying(service(operation.0)).total_timeout(Duration::from_secs(60));
            let (scripted, result) = call_with(config, operation, [silence.clone()]);
            let error = result.unwrap_err();
            assert_eq!(scripted.requests().len(), attempts, "{operation:?} after {silence:?}");
            assert_eq!(error.attempts(), u32::try_from(attempts).unwrap());
            assert_ne!(error.send_state(), SendState::NotSent);
            assert_eq!(error.may_have_taken_effect(), operation != QUERY, "{error}");
            // The token was ours: the caller's repeat would carry another.
            assert_eq!(error.is_retryable(), operation == QUERY, "{error}");
        }
    }
}

#[test]
fn a_call_that_was_throttled_was_not_carried_out_and_is_made_again() {
    let throttled = [
        (QUERY, Act::answer(400, code("Throttling.User"))),
        (SEND, Act::answer(500, code("SystemOverFlow"))),
        (SEND, Act::answer(429, "")),
        (CREATE, Act::answer(429, r#"{"error":{"code":2002,"message":"too fast"}}"#)),
        (
            PRODUCE,
            Act::answer(
                200,
                r#"{"error_response":{"code":7,"sub_code":"accesscontrol.limited-by-api-access-count","sub_msg":"no"}}"#,
            ),
        ),
    ];
    for (operation, act) in throttled {
        let (scripted, result) = call(operation, [act.clone()]);
        let error = result.unwrap_err();
        assert_eq!((scripted.requests().len(), error.kind()), (3, ErrorKind::Throttled), "{act:?}: {error}");
        assert_eq!((error.send_state(), error.may_have_taken_effect()), (SendState::Answered, false));
        assert!(error.is_retryable());
    }
}

#[test]
fn a_quota_that_is_used_up_is_another_kind_and_is_not_asked_again() {
    let used_up = r#"{"error_response":{"code":7,"sub_code":"accesscontrol.limited-by-app-access-count"}}"#;
    let (scripted, result) = call(PRODUCE, [Act::answer(200, used_up)]);
    let error = result.unwrap_err();
    assert_eq!((scripted.requests().len(), error.kind()), (1, ErrorKind::Quota));
    assert!(!error.is_retryable());
}

#[test]
fn a_mistake_of_the_caller_is_not_repeated_though_the_status_is_500() {
    for act in [Act::answer(500, code("Unheard.Of")), Act::answer(400, code("ParameterCheckFailed"))] {
        let (scripted, result) = call(QUERY, [act]);
        assert_eq!((scripted.requests().len(), result.unwrap_err().kind()), (1, ErrorKind::Service));
    }
}

#[test]
fn every_attempt_is_signed_anew_with_a_nonce_of_its_own() {
    let (scripted, _) = call(QUERY, [Act::Reset]);
    let nonces: Vec<_> = scripted
        .requests()
        .iter()
        .map(|request| request.headers()["x-acs-signature-nonce"].to_str().unwrap().to_owned())
        .collect();
    assert_eq!(nonces.len(), 3);
    assert!(nonces[0] != nonces[1] && nonces[1] != nonces[2] && nonces[0] != nonces[2], "{nonces:?}");
    let signatures = scripted
        .requests()
        .iter()
        .map(|request| request.headers()["authorization"].clone())
        .collect::<Vec<_>>();
    assert!(signatures[0] != signatures[1] && signatures[1] != signatures[2]);
}

/// The tokens of the requests, in order.
fn tokens(scripted: &Scripted) -> Vec<String> {
    let token = |url: String| verify::decode(url.split_once('?').unwrap().1).remove("IdempotentToken");
    scripted.requests().iter().map(|request| token(request.uri().to_string()).unwrap()).collect()
}

#[test]
fn a_token_is_filled_in_once_a_call_and_kept_over_its_attempts() {
    let scripted = Scripted::new([Act::Reset, Act::Reset, ok()]);
    block_on_fake_time(async {
        let config = retrying(service("mpush")).transport(scripted.clone());
        let client = Client::new(service("mpush"), config).unwrap();
        for _ in 0..2 {
            client.call(PUSH.1, &parameters(PUSH.1)).unwrap().await.unwrap();
        }
    });
    let tokens = tokens(&scripted);
    assert_eq!(tokens.len(), 4);
    assert!(tokens[0] == tokens[1] && tokens[1] == tokens[2] && tokens[2] != tokens[3], "{tokens:?}");
    let groups: Vec<usize> = tokens[0].split('-').map(str::len).collect();
    assert_eq!(groups, [8, 4, 4, 4, 12], "{}", tokens[0]);
}

#[test]
fn the_callers_own_token_is_kept_and_its_call_may_be_repeated_by_the_caller() {
    let mut parameters = parameters("Push");
    parameters.insert("IdempotentToken".to_owned(), json!("1b4e28ba-2fa1-11d2-883f-0016d3cca427"));
    let scripted = Scripted::new([Act::Reset]);
    let error = block_on_fake_time(async {
        let config = retrying(service("mpush")).transport(scripted.clone());
        let client = Client::new(service("mpush"), config).unwrap();
        client.call("Push", &parameters).unwrap().await.unwrap_err()
    });
    assert!(tokens(&scripted).iter().all(|token| token == "1b4e28ba-2fa1-11d2-883f-0016d3cca427"));
    assert!(error.is_retryable());
}

#[test]
fn a_token_that_the_service_issues_is_not_made_up() {
    let (scripted, _) = call(CREATE, [Act::Reset]);
    let requests = scripted.requests();
    assert_eq!(requests.len(), 1);
    assert!(!String::from_utf8_lossy(requests[0].body()).contains("cid"));
}

#[test]
fn attempts_under_a_token_never_run_at_once() {
    let (scripted, _) = call_with(patient(service("mpush")).jitter(0.0), PUSH, [Act::Silence, Act::Reset]);
    // The attempt ends at its limit of 15 s, and the service is given another second. After a reset it is given
    // ten seconds from the start of the attempt, as it may still be at work.
    assert_eq!(scripted.pauses(), [Duration::from_secs(16), Duration::from_secs(10)]);
    for at_work in [Act::Reset, Act::answer(504, ""), Act::answer(500, code("Timeout"))] {
        let (scripted, _) = call_with(patient(service("mpush")).jitter(0.0), PUSH, [at_work]);
        assert_eq!(scripted.pauses(), [Duration::from_secs(10); 2]);
    }
}

#[test]
fn no_token_is_used_past_its_window() {
    let patient = |jitter| {
        let config = retrying(service("mpush")).jitter(jitter).max_attempts(1000);
        config.attempt_timeout(Duration::from_secs(300)).total_timeout(Duration::from_secs(100_000))
    };
    let (scripted, result) = call_with(patient(1.0), PUSH, [Act::Silence]);
    // The second attempt ends after 10 minutes, and a third would not end within the token's 15.
    assert_eq!(scripted.pauses(), [Duration::from_secs(301)]);
    assert_eq!(result.unwrap_err().send_state(), SendState::MaybeSent);
}

#[test]
fn a_nonce_that_was_used_after_our_own_repeat_counts_as_maybe_sent() {
    let used = Act::answer(400, code("SignatureNonceUsed"));
    let (scripted, result) = call(SEND, [Act::Refuse, used.clone(), ok()]);
    let error = result.unwrap_err();
    assert_eq!(scripted.requests().len(), 2);
    assert_eq!((error.send_state(), error.is_retryable()), (SendState::MaybeSent, false));
    assert!(error.may_have_taken_effect());
    // Without a repeat of ours, the nonce was refused and nothing else.
    let (scripted, result) = call(SEND, [used.clone(), ok()]);
    result.unwrap();
    assert_eq!(scripted.requests().len(), 2);
    // Where a repeat cannot harm, the call goes on.
    let (scripted, result) = call(QUERY, [Act::Reset, used, ok()]);
    result.unwrap();
    assert_eq!(scripted.requests().len(), 3);
}

#[test]
fn an_earlier_attempt_that_may_have_been_sent_is_not_forgotten() {
    for first in [Act::Reset, Act::answer(500, code("InternalError")), Act::answer(504, "")] {
        let (_, result) = call_with(patient(service("mpush")), PUSH, [first, Act::Refuse]);
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.send_state()), (ErrorKind::Connect, SendState::MaybeSent));
        assert!(error.may_have_taken_effect() && error.attempts() > 1);
    }
    let (_, result) = call(PUSH, [Act::Reset, Act::answer(400, code("PermissionDenied"))]);
    let error = result.unwrap_err();
    assert_eq!((error.status(), error.send_state()), (Some(400), SendState::MaybeSent));
    assert!(!error.is_retryable());
    assert!(error.to_string().contains("after 2 attempts"), "{error}");
}

/// Good for the first attempt alone: credentials are asked for before the turn and after it.
#[derive(Debug, Default)]
struct Vanishing(AtomicU64);

impl CredentialsProvider for Vanishing {
    fn credentials(&self) -> BoxFuture<'_, Result<Arc<Credentials>>> {
        let is_first = self.0.fetch_add(1, Ordering::SeqCst) < 2;
        Box::pin(async move {
            if is_first {
                Ok(Arc::new(credentials()))
            } else {
                Err(Error::credentials("the vault is closed"))
            }
        })
    }
}

#[test]
fn what_the_service_said_is_told_rather_than_why_it_could_not_be_asked_again() {
    let config = Config::with_provider(Arc::new(Vanishing::default())).region("cn-shanghai").clock(now());
    let (scripted, result) = call_with(config, SEND, [Act::answer(400, code("Throttling.User"))]);
    let error = result.unwrap_err();
    assert_eq!((scripted.requests().len(), error.kind()), (1, ErrorKind::Throttled));
    assert_eq!(error.code(), Some("Throttling.User"));
}

#[test]
fn the_pause_doubles_and_comes_after_the_one_that_the_service_asks_for() {
    let seconds = |pauses: Vec<Duration>| pauses.iter().map(Duration::as_millis).collect::<Vec<_>>();
    let (scripted, _) = call(QUERY, [Act::Refuse]);
    assert_eq!(seconds(scripted.pauses()), [100, 200]);
    let throttled = Act::answer(400, code("Throttling"));
    let (scripted, _) = call(QUERY, [throttled.clone()]);
    assert_eq!(seconds(scripted.pauses()), [1000, 2000]);
    let (scripted, _) = call(QUERY, [throttled.clone().header("x-acs-retry-after", "2500")]);
    assert_eq!(seconds(scripted.pauses()), [3500, 4500]);
    let (scripted, _) = call(QUERY, [throttled.clone().header("retry-after", "3")]);
    assert_eq!(seconds(scripted.pauses()), [4000, 5000]);
    for nonsense in ["-5", "soon", "0"] {
        let (scripted, _) = call(QUERY, [throttled.clone().header("x-acs-retry-after", nonsense)]);
        assert_eq!(seconds(scripted.pauses()), [1000, 2000], "{nonsense}");
    }
    let rates = Act::answer(429, r#"{"error":{"code":2002,"message":"too fast"}}"#)
        .header("x-rate-limit-remaining", "0")
        .header("x-rate-limit-reset", "7");
    let reset_alone = Act::answer(429, r#"{"error":{"code":2002}}"#).header("x-rate-limit-reset", "7");
    for rates in [rates.header("x-rate-limit-limit", "100"), reset_alone] {
        let (scripted, _) = call(CREATE, [rates]);
        assert_eq!(seconds(scripted.pauses()), [8000, 9000]);
    }
    let ban = r#"{"error_response":{"code":7,"sub_code":"accesscontrol.limited-by-api-access-count","sub_msg":"This ban will last for 4 more seconds"}}"#;
    let (scripted, _) = call(PRODUCE, [Act::answer(200, ban)]);
    assert_eq!(seconds(scripted.pauses()), [6000, 7000]);
}

#[test]
fn a_wait_that_is_too_long_is_told_and_not_made() {
    for hint in ["61000", "1000000000000000000"] {
        let act = Act::answer(400, code("Throttling")).header("x-acs-retry-after", hint);
        let config = retrying(service("mqtt")).total_timeout(Duration::from_secs(1_000_000));
        let (scripted, result) = call_with(config, QUERY, [act]);
        let error = result.unwrap_err();
        assert_eq!(scripted.requests().len(), 1);
        assert_eq!(error.retry_after(), Some(Duration::from_millis(hint.parse().unwrap())));
    }
}

#[test]
fn a_pause_that_would_pass_the_deadline_is_not_made() {
    let act = Act::answer(400, code("Throttling")).header("x-acs-retry-after", "20000");
    let config = retrying(service("mqtt")).transport(Scripted::new([act]));
    block_on_fake_time(async {
        let client = Client::new(service("mqtt"), config).unwrap();
        let began = tokio::time::Instant::now();
        client.call(QUERY.1, &parameters(QUERY.1)).unwrap().await.unwrap_err();
        assert_eq!(began.elapsed(), Duration::from_secs(21));
    });
}

#[test]
fn no_pause_passes_the_deadline() {
    let act = Act::answer(400, code("Throttling")).header("x-acs-retry-after", "20000");
    let (scripted, result) = call(QUERY, [act]);
    // One pause of 20 s fits into 30 s, another does not, and nobody waits for it in vain.
    assert_eq!(scripted.pauses(), [Duration::from_secs(21)]);
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Throttled);
    let config = retrying(service("mqtt")).total_timeout(Duration::from_secs(40));
    let (scripted, result) = call_with(config, QUERY, [Act::Silence]);
    assert_eq!(scripted.requests().len(), 3);
    let error = result.unwrap_err();
    assert!(error.to_string().contains("the call took longer than 40s"), "{error}");
}

#[test]
fn the_budget_of_repeats_runs_dry_and_fills_up_with_successes() {
    let scripted = Scripted::new([Act::Refuse]);
    block_on_fake_time(async {
        let config = retrying(service("mqtt")).pacing(false).transport(scripted.clone());
        let client = Client::new(service("mqtt"), config).unwrap();
        let parameters = parameters(QUERY.1);
        for _ in 0..1000 {
            client.call(QUERY.1, &parameters).unwrap().await.unwrap_err();
        }
        // A hundred repeats for a client that has known no success, then none.
        assert_eq!(scripted.requests().len(), 1100);
    });
    // Four calls of five succeed at once, and every fifth at the second attempt: that goes on for ever.
    let acts = (0..2000).flat_map(|number| {
        if number % 6 == 0 { [Some(Act::Refuse), Some(ok())] } else { [Some(ok()), None] }
    });
    let scripted = Scripted::new(acts.flatten());
    block_on_fake_time(async {
        let config = retrying(service("mqtt")).pacing(false).transport(scripted.clone());
        let client = Client::new(service("mqtt"), config).unwrap();
        for _ in 0..2000 {
            client.call(QUERY.1, &parameters(QUERY.1)).unwrap().await.unwrap();
        }
    });
}

#[test]
fn a_failure_that_nobody_documented_may_have_taken_effect_and_is_not_repeated() {
    for body in [String::new(), "<html>".to_owned(), code("Unheard.Of")] {
        let (scripted, result) = call(SEND, [Act::answer(500, body)]);
        let error = result.unwrap_err();
        assert_eq!((scripted.requests().len(), error.is_retryable()), (1, false));
        assert!(error.may_have_taken_effect());
    }
    // Nor is an answer that cannot be read, whatever its status.
    let (scripted, result) = call(SEND, [Act::answer(200, "<html>")]);
    let error = result.unwrap_err();
    assert_eq!((scripted.requests().len(), error.kind()), (1, ErrorKind::Decode));
    assert!(error.may_have_taken_effect());
    let (_, result) = call(SEND, [Act::answer(400, code("Unheard.Of"))]);
    assert!(!result.unwrap_err().may_have_taken_effect());
}

#[test]
fn a_wrong_clock_is_learnt_from_the_service_and_the_call_signed_again() {
    for offset in [-86_400, -960, 960, 86_400] {
        let date = |seconds: i64| {
            let time = jiff_date(seconds);
            Act::answer(400, code("InvalidTimeStamp.Expired")).header("date", time)
        };
        let (scripted, result) = call(SEND, [date(offset), ok()]);
        result.unwrap();
        let dates: Vec<_> =
            scripted.requests().iter().map(|request| request.headers()["x-acs-date"].clone()).collect();
        assert_eq!(dates[1], utc_date(offset).as_str(), "{offset}");
        assert_eq!(scripted.pauses(), [Duration::ZERO]);
        // It is tried once, even if the service then tells another time.
        let (scripted, result) = call(SEND, [date(offset), date(offset + 3600), ok()]);
        assert_eq!(scripted.requests().len(), 2);
        result.unwrap_err();
    }
    // A date that is right cannot be what was refused; one that is off by more than a day is none to go by.
    for offset in [0, 10, 172_800] {
        let refused = Act::answer(400, code("InvalidTimeStamp.Expired")).header("date", jiff_date(offset));
        let (scripted, _) = call(SEND, [refused]);
        assert_eq!(scripted.requests().len(), 1, "{offset}");
    }
}

#[test]
fn a_clock_that_was_learnt_once_is_kept_for_the_calls_that_follow() {
    let refused = Act::answer(400, code("InvalidTimeStamp.Expired")).header("date", jiff_date(3600));
    let scripted = Scripted::new([refused, ok()]);
    block_on_fake_time(async {
        let config = retrying(service("mqtt")).transport(scripted.clone());
        let client = Client::new(service("mqtt"), config).unwrap();
        for _ in 0..2 {
            client.call(SEND.1, &parameters(SEND.1)).unwrap().await.unwrap();
        }
    });
    let requests = scripted.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[2].headers()["x-acs-date"], utc_date(3600).as_str());
}

fn unix(offset: i64) -> jiff::Timestamp {
    jiff::Timestamp::try_from(now()).unwrap() + jiff::SignedDuration::from_secs(offset)
}

/// The time of the tests and so many seconds, as an HTTP header has it.
fn jiff_date(offset: i64) -> String {
    unix(offset).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn utc_date(offset: i64) -> String {
    unix(offset).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[test]
fn a_refused_signature_is_explained() {
    let ours = |scripted: &Scripted| scripted.requests().len();
    let refuse = |theirs: &str| {
        let message = format!(
            "Specified signature is not matched with our calculation. server string to sign is:{theirs}"
        );
        Act::answer(
            400,
            json!({"Code": "SignatureDoesNotMatch", "Message": message, "RequestId": "R"}).to_string(),
        )
    };
    let (scripted, result) = call(SEND, [refuse("ACS3-HMAC-SHA256\nffff")]);
    assert_eq!(ours(&scripted), 1);
    let error = result.unwrap_err();
    assert!(
        error.to_string().contains(r#"the signed texts differ from character 18 on: ours has ""#),
        "{error}"
    );
    assert!(!error.to_string().contains('\n'), "{error}");

    let client = Client::new(service("mqtt"), retrying(service("mqtt")).transport(scripted)).unwrap();
    let prepared = block_on_fake_time(client.call(SEND.1, &parameters(SEND.1)).unwrap().prepare()).unwrap();
    let (_, result) = call(SEND, [refuse(prepared.string_to_sign().unwrap())]);
    let error = result.unwrap_err();
    assert_eq!(error.explanation(), Some("the server signed the same text: the secret is wrong"));
}

#[test]
fn one_attempt_is_one_attempt() {
    let config = || retrying(service("mqtt")).max_attempts(1);
    for act in [Act::Refuse, Act::Reset, Act::answer(400, code("Throttling"))] {
        let (scripted, result) = call_with(config(), QUERY, [act]);
        assert_eq!((scripted.requests().len(), result.unwrap_err().attempts()), (1, 1));
    }
}
