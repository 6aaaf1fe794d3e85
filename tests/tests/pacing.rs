//! Calls wait for their turn under the documented rates, on a clock that the tests turn.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::runtime::{Client, SendState};
use bindery::{Config, ErrorKind, Map};
use bindery_tests::{Act, Scripted, block_on_fake_time, config, object, service};
use serde_json::json;
use std::future::IntoFuture as _;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::Instant;

fn ok() -> Act {
    Act::answer(200, "{}")
}

/// 100 calls a second for one account.
const BATCH: &str = "BatchQuerySessionByClientIds";

fn batch() -> Map {
    object(json!({"InstanceId": "post-cn-0pp12gl****", "ClientIdList": ["GID_test@@@1"]}))
}

fn send() -> Map {
    object(json!({"InstanceId": "post-cn-0pp12gl****", "MqttTopic": "TopicA", "Payload": "test"}))
}

fn client(scripted: &Scripted, change: impl FnOnce(Config) -> Config) -> Client {
    let config = config(service("mqtt")).transport(scripted.clone());
    Client::new(service("mqtt"), change(config)).unwrap()
}

/// Makes so many calls at once.
async fn calls(
    client: &Client,
    operation: &'static str,
    parameters: Map,
    count: usize,
) -> Vec<bindery::Error> {
    let mut set = JoinSet::new();
    for _ in 0..count {
        let (client, parameters) = (client.clone(), parameters.clone());
        set.spawn(async move { client.call(operation, &parameters).unwrap().await.err() });
    }
    set.join_all().await.into_iter().flatten().collect()
}

/// The most that any window of this length holds.
fn most_in_a_window(times: &[Instant], length: Duration) -> usize {
    let in_window =
        |first: &Instant| times.iter().filter(|time| *time >= first && **time < *first + length).count();
    times.iter().map(in_window).max().unwrap_or(0)
}

#[test]
fn no_window_holds_more_calls_than_documented_and_little_of_the_rate_is_left_unused() {
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let errors = calls(&client(&scripted, |config| config), BATCH, batch(), 1000).await;
        assert!(errors.is_empty(), "{errors:?}");
    });
    let times = scripted.times();
    assert_eq!(most_in_a_window(&times, Duration::from_secs(1)), 100);
    // The last hundred of a thousand goes nine seconds after the first.
    assert!(*times.last().unwrap() - times[0] < Duration::from_millis(9200));
}

#[test]
fn calls_that_trickle_are_counted_over_a_rolling_window() {
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config);
        for at in 0..400_u64 {
            client.call(BATCH, &batch()).unwrap().await.unwrap();
            tokio::time::advance(Duration::from_millis(at * 7 % 11)).await;
        }
    });
    let times = scripted.times();
    assert!(most_in_a_window(&times, Duration::from_secs(1)) <= 100);
    assert!(*times.last().unwrap() - times[0] < Duration::from_millis(4400));
}

#[test]
fn a_rate_that_operations_share_is_counted_together() {
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config);
        let (first, second) =
            tokio::join!(calls(&client, "SendMessage", send(), 600), calls(&client, BATCH, batch(), 150),);
        assert!(first.is_empty() && second.is_empty());
    });
    // 300 a second from one address, whichever the operation.
    assert_eq!(most_in_a_window(&scripted.times(), Duration::from_secs(1)), 300);
}

#[test]
fn a_rate_of_its_own_holds_while_another_is_waited_for() {
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config.total_timeout(Duration::from_secs(100)));
        let slowly = async {
            for _ in 0..8 {
                assert!(calls(&client, BATCH, batch(), 80).await.is_empty());
            }
        };
        let (errors, ()) = tokio::join!(calls(&client, "SendMessage", send(), 2000), slowly);
        assert!(errors.is_empty());
    });
    let second = Duration::from_secs(1);
    assert_eq!(most_in_a_window(&scripted.times(), second), 300);
    let is_batch = |request: &bindery::runtime::http::Request<_>| request.headers()["x-acs-action"] == BATCH;
    let requests = scripted.requests();
    let batches = requests.iter().zip(scripted.times()).filter(|(request, _)| is_batch(request));
    let times: Vec<Instant> = batches.map(|(_, time)| time).collect();
    assert_eq!(times.len(), 640);
    assert!(most_in_a_window(&times, second) <= 100);
}

#[test]
fn a_call_that_would_wait_past_its_deadline_fails_at_once_and_says_so() {
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config.total_timeout(Duration::from_millis(2500)));
        let began = Instant::now();
        let errors = calls(&client, BATCH, batch(), 400).await;
        assert_eq!(errors.len(), 100);
        for error in &errors {
            assert_eq!((error.kind(), error.send_state()), (ErrorKind::Throttled, SendState::NotSent));
            assert_eq!((error.attempts(), error.retry_after()), (0, Some(Duration::from_secs(3))));
        }
        assert_eq!(
            errors[0].to_string(),
            "BatchQuerySessionByClientIds: the rate of 100 calls in 1 s for one account leaves no room before the \
             deadline: it would wait 3.0s; call later, or allow more time with Config::total_timeout"
        );
        assert!(began.elapsed() < Duration::from_millis(2100));
    });
    assert_eq!(scripted.requests().len(), 300);
}

#[test]
fn pacing_can_be_switched_off() {
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config.pacing(false));
        assert!(calls(&client, BATCH, batch(), 1000).await.is_empty());
    });
    let times = scripted.times();
    assert_eq!(times.first(), times.last());
}

#[test]
fn cancelled_calls_leave_no_place_taken() {
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config);
        assert!(calls(&client, BATCH, batch(), 100).await.is_empty());
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..100 {
            // A hundred wait at the same time, in every place of the queue, and all are dropped.
            let parameters = batch();
            let mut waiting: Vec<_> =
                (0..100).map(|_| client.call(BATCH, &parameters).unwrap().into_future()).collect();
            for call in &mut waiting {
                assert!(matches!(call.as_mut().poll(&mut context), Poll::Pending));
            }
        }
        let began = Instant::now();
        assert!(calls(&client, BATCH, batch(), 100).await.is_empty());
        assert_eq!(began.elapsed(), Duration::from_secs(1));
    });
    assert_eq!(scripted.requests().len(), 200);
}

#[test]
fn what_the_service_says_is_left_corrects_the_count() {
    let left = |remaining: &str, reset: &str| {
        ok().header("x-rate-limit-limit", "100")
            .header("x-rate-limit-remaining", remaining)
            .header("x-rate-limit-reset", reset)
    };
    // Another process has used the rest of the window.
    let scripted = Scripted::new([left("1", "20"), left("0", "20"), left("99", "60")]);
    block_on_fake_time(async {
        let config = config(service("jpush")).transport(scripted.clone());
        let client = Client::new(service("jpush"), config).unwrap();
        let parameters = object(json!({"schedule_id": "0eac1b80-c2ac-4b69-948b-c65b34b96512"}));
        for _ in 0..3 {
            client.call("schedule.get", &parameters).unwrap().await.unwrap();
        }
    });
    assert_eq!(scripted.pauses(), [Duration::ZERO, Duration::from_secs(20)]);
}

/// The tasks of JPush have one rate for all that is done with them: 100 calls a minute.
#[test]
fn operations_of_a_pool_share_its_rate_and_what_the_service_says_is_left_of_it() {
    let task = object(json!({"schedule_id": "0eac1b80-c2ac-4b69-948b-c65b34b96512"}));
    let jpush = |scripted: &Scripted| {
        let config = config(service("jpush")).transport(scripted.clone());
        Client::new(service("jpush"), config.total_timeout(Duration::from_secs(100))).unwrap()
    };
    let scripted = Scripted::new([ok()]);
    block_on_fake_time(async {
        let client = jpush(&scripted);
        let (first, second) = tokio::join!(
            calls(&client, "schedule.get", task.clone(), 80),
            calls(&client, "schedule.list", Map::new(), 80),
        );
        assert!(first.is_empty() && second.is_empty());
    });
    assert_eq!(most_in_a_window(&scripted.times(), Duration::from_secs(60)), 100);

    let nothing_left = ok().header("x-rate-limit-remaining", "0").header("x-rate-limit-reset", "20");
    let scripted = Scripted::new([nothing_left, ok()]);
    block_on_fake_time(async {
        let client = jpush(&scripted);
        client.call("schedule.get", &task).unwrap().await.unwrap();
        client.call("schedule.list", &Map::new()).unwrap().await.unwrap();
    });
    assert_eq!(scripted.pauses(), [Duration::from_secs(20)]);
}

#[test]
fn of_one_window_the_lower_number_counts() {
    let left =
        |remaining: &str| ok().header("x-rate-limit-remaining", remaining).header("x-rate-limit-reset", "20");
    // The second answer was on its way when the first came.
    let scripted = Scripted::new([left("1"), left("5"), left("99")]);
    block_on_fake_time(async {
        let config = config(service("jpush")).transport(scripted.clone());
        let client = Client::new(service("jpush"), config).unwrap();
        let parameters = object(json!({"schedule_id": "0eac1b80-c2ac-4b69-948b-c65b34b96512"}));
        for _ in 0..3 {
            client.call("schedule.get", &parameters).unwrap().await.unwrap();
        }
    });
    assert_eq!(scripted.pauses(), [Duration::ZERO, Duration::from_secs(20)]);
}

#[test]
fn a_larger_allowance_than_the_documented_one_is_used() {
    let generous = ok()
        .header("x-rate-limit-quota", "500")
        .header("x-rate-limit-remaining", "500")
        .header("x-rate-limit-reset", "60");
    let scripted = Scripted::new([generous]);
    block_on_fake_time(async {
        let config = config(service("jpush")).transport(scripted.clone());
        let client = Client::new(service("jpush"), config).unwrap();
        let parameters = object(json!({"schedule_id": "0eac1b80-c2ac-4b69-948b-c65b34b96512"}));
        for _ in 0..400 {
            client.call("schedule.get", &parameters).unwrap().await.unwrap();
        }
    });
    let times = scripted.times();
    assert_eq!(times.first(), times.last());
}

#[test]
fn a_header_holds_no_call_back_for_long_and_no_shorter_pause_undoes_a_longer_one() {
    let throttled = |wait: &'static str| {
        let act = Act::answer(400, r#"{"Code":"Throttling.User","Message":"no","RequestId":"R"}"#);
        act.header("x-acs-retry-after", wait)
    };
    let later = Duration::from_millis(10);
    let acts = [throttled("1000000000000000000").after(later), throttled("1000").after(2 * later), ok()];
    let scripted = Scripted::new(acts);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config.total_timeout(Duration::from_secs(100)));
        let (first, second) = (batch(), batch());
        let calls = [&first, &second].map(|parameters| client.call(BATCH, parameters).unwrap());
        let [first, second] = calls;
        let _ = tokio::join!(async { first.await.err() }, async { second.await.err() });
        client.call(BATCH, &batch()).unwrap().await.unwrap();
    });
    assert_eq!(scripted.pauses(), [Duration::ZERO, Duration::from_secs(60) + later]);
}

#[test]
fn a_pause_holds_back_operations_without_a_documented_rate() {
    let ban = r#"{"error_response":{"code":7,"sub_code":"accesscontrol.limited-by-api-access-count","sub_msg":"This ban will last for 4 more seconds"}}"#;
    let scripted = Scripted::new([
        Act::answer(200, ban),
        Act::answer(200, r#"{"tmc_message_produce_response":{"is_success":true}}"#),
    ]);
    block_on_fake_time(async {
        let config = config(service("tmc")).transport(scripted.clone());
        let client = Client::new(service("tmc"), config).unwrap();
        let parameters = object(json!({"topic": "topic", "content": "{}"}));
        client.call("taobao.tmc.message.produce", &parameters).unwrap().await.unwrap_err();
        client.call("taobao.tmc.message.produce", &parameters).unwrap().await.unwrap();
    });
    assert_eq!(scripted.pauses(), [Duration::from_secs(5)]);
}

#[test]
fn a_pause_that_the_service_asks_of_one_call_is_kept_by_the_others() {
    let throttled = Act::answer(400, r#"{"Code":"Throttling.User","Message":"no","RequestId":"R"}"#);
    let scripted = Scripted::new([throttled.header("x-acs-retry-after", "5000"), ok()]);
    block_on_fake_time(async {
        let client = client(&scripted, |config| config);
        client.call(BATCH, &batch()).unwrap().await.unwrap_err();
        client.call(BATCH, &batch()).unwrap().await.unwrap();
    });
    assert_eq!(scripted.pauses(), [Duration::from_secs(5)]);
}
