//! Calls by the thousand: what the client says of each agrees with what the service's ledger says of it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test of time limits takes time; one that cannot go on fails"
)]

use bindery::runtime::{Client, RandomNonces, SendState, SystemClock};
use bindery::{Config, Error, Map};
use bindery_mock::{Fault, Faults, Mock, MockConfig};
use bindery_tests::{config, model, service};
use serde_json::json;
use std::collections::HashMap;
use std::future::IntoFuture as _;
use std::ops::Range;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// The default policy, on this machine's clock and as fast as it goes.
fn against(mock: &Mock, name: &str) -> Config {
    let config = config(service(name)).max_attempts(3).pacing(false).endpoint(mock.url());
    config.clock(SystemClock).nonces(RandomNonces::default())
}

async fn mock() -> Mock {
    Mock::start(MockConfig::default().without_rates()).await.unwrap()
}

/// So many times the documented example of an operation, each different from all others.
fn numbered(service: &str, operation: &str, numbers: Range<usize>) -> Vec<Map> {
    let model = model();
    let module = model.services.iter().find(|module| module.module == service).unwrap();
    let operation = module.operations.iter().find(|one| one.wire_name == operation).unwrap();
    let mut example = operation.examples[0].request.clone();
    example.remove("cid");
    let call = |number| {
        let mut parameters = example.clone();
        let (name, value) = match operation.wire_name.as_str() {
            "schedule.create" => ("name", format!("task_{number}")),
            "Push" => ("Title", format!("title {number}")),
            "SendMessage" => ("Payload", format!("payload {number}")),
            _ => ("content", format!("{{\"number\":{number}}}")),
        };
        parameters.insert(name.to_owned(), json!(value));
        parameters
    };
    numbers.map(call).collect()
}

/// Makes all these calls, so many at a time, and gives what each came to.
async fn call_all(
    client: &Client,
    operation: &'static str,
    all: &[Map],
    at_a_time: usize,
) -> Vec<Result<(), Error>> {
    let mut results = Vec::new();
    for some in all.chunks(at_a_time) {
        let mut calls = JoinSet::new();
        for (at, parameters) in some.iter().enumerate() {
            let (client, parameters) = (client.clone(), parameters.clone());
            calls.spawn(async move {
                let result = client.call(operation, &parameters).unwrap().await;
                (at, result.map(drop))
            });
        }
        let mut of_some = calls.join_all().await;
        of_some.sort_by_key(|(at, _)| *at);
        results.extend(of_some.into_iter().map(|(_, result)| result));
    }
    results
}

/// How often the ledger holds a call with these parameters.
fn counts(mock: &Mock, operation: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for entry in mock.ledger().of(operation) {
        let mut parameters = entry.parameters;
        parameters.remove("IdempotentToken");
        *counts.entry(key(&parameters)).or_default() += 1;
    }
    counts
}

/// What tells one numbered call from the others.
fn key(parameters: &Map) -> String {
    ["name", "Title", "Payload", "content"]
        .iter()
        .find_map(|name| parameters.get(*name))
        .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        .unwrap()
}

#[tokio::test]
async fn a_reset_after_the_call_was_carried_out_makes_no_duplicate_and_is_never_called_unsent() {
    // An application has a hundred tasks at most, so each hundred has a service of its own.
    for (name, operation, rounds, calls) in [
        ("mqtt", "SendMessage", 1, 1500),
        ("tmc", "taobao.tmc.message.produce", 1, 1500),
        ("jpush", "schedule.create", 5, 100),
    ] {
        for _ in 0..rounds {
            let mock = mock().await;
            mock.fault_next(operation, Fault::ResetAfterCommit, u32::MAX).unwrap();
            let client = Client::new(service(name), against(&mock, name)).unwrap();
            for result in call_all(&client, operation, &numbered(name, operation, 0..calls), 50).await {
                let error = result.unwrap_err();
                assert_eq!((error.send_state(), error.attempts()), (SendState::MaybeSent, 1), "{error:?}");
                assert!(error.may_have_taken_effect() && !error.is_retryable());
            }
            let counts = counts(&mock, operation);
            assert_eq!(counts.len(), calls);
            assert!(counts.values().all(|count| *count == 1));
        }
    }
}

/// One token is filled in by the client, the other was issued by the service and is given by the caller.
#[tokio::test]
async fn a_token_makes_repeats_after_a_reset_take_effect_once() {
    tokio::join!(repeated("mpush", "Push", 500), repeated("jpush", "schedule.create", 100));
}

async fn repeated(name: &str, operation: &'static str, calls: usize) {
    let mock = mock().await;
    mock.faults(Faults::seeded(5).with(Fault::ResetAfterCommit, 0.4).unwrap());
    let client = Client::new(service(name), against(&mock, name)).unwrap();
    let mut all = numbered(name, operation, 0..calls);
    for (number, parameters) in all.iter_mut().enumerate().filter(|_| operation == "schedule.create") {
        let cid = format!("000000000000000000000000-00000000-0000-0000-0000-{number:012}");
        parameters.insert("cid".to_owned(), json!(cid));
    }
    let results = call_all(&client, operation, &all, calls).await;
    let failed = results.iter().filter_map(|result| result.as_ref().err()).collect::<Vec<_>>();
    assert!(failed.iter().all(|error| error.send_state() == SendState::MaybeSent));
    // Four in ten go wrong, and a call ends in failure only after three such.
    assert!(!failed.is_empty() && failed.len() < calls / 5, "{}", failed.len());
    let counts = counts(&mock, operation);
    assert_eq!(counts.len(), calls);
    assert!(counts.values().all(|count| *count == 1));
}

/// Held by a test that needs most of the files that a process may have open, connections among them.
static MOST_FILES: Mutex<()> = Mutex::new(());

#[test]
fn ten_thousand_calls_at_once_with_faults_all_end_and_agree_with_the_ledger() {
    const CALLS: usize = 10_000;
    let _files = MOST_FILES.lock();
    // The mock has a thread of its own, so that the memory of this one is the client's alone.
    let beside = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mock = beside.block_on(mock());
    let kinds = [
        Fault::ResetBeforeCommit,
        Fault::ResetAfterCommit,
        Fault::Truncate,
        Fault::ServerError,
        Fault::Throttle,
    ];
    let faults = kinds.into_iter().try_fold(Faults::seeded(7), |faults, fault| faults.with(fault, 0.01));
    mock.faults(faults.unwrap());
    let here = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = here.block_on(async { Client::new(service("mqtt"), against(&mock, "mqtt")).unwrap() });
    for round in 0..2 {
        let all = numbered("mqtt", "SendMessage", round * CALLS..(round + 1) * CALLS);
        let before = open_files();
        let taken = allocation_counter::measure(|| {
            let results = here.block_on(call_all(&client, "SendMessage", &all, CALLS));
            here.block_on(closed_to(before + 300));
            agree(&all, &results, &counts(&mock, "SendMessage"));
        });
        // What the first round set up is used again.
        assert!(round == 0 || taken.bytes_current < 1 << 20, "{} bytes more", taken.bytes_current);
    }
}

/// What succeeded was carried out once, what was not sent never, and nothing twice.
fn agree(all: &[Map], results: &[Result<(), Error>], counts: &HashMap<String, usize>) {
    let mut ended = HashMap::<_, usize>::new();
    for (parameters, result) in all.iter().zip(results) {
        let count = counts.get(&key(parameters)).copied().unwrap_or_default();
        let state = result.as_ref().err().map(Error::send_state);
        let had_effect = result.as_ref().err().is_none_or(Error::may_have_taken_effect);
        assert!(had_effect || count == 0, "{result:?}");
        match state {
            None => assert_eq!(count, 1),
            Some(SendState::NotSent) => assert_eq!(count, 0),
            Some(_) => assert!(count <= 1),
        }
        *ended.entry(state).or_default() += 1;
    }
    assert_eq!(results.len(), all.len());
    assert!(ended[&None] > 0 && ended[&Some(SendState::MaybeSent)] > 0, "{ended:?}");
}

#[test]
fn ten_thousand_cancelled_calls_leave_nothing_behind() {
    let _files = MOST_FILES.lock();
    bindery_tests::block_on(cancelled());
}

async fn cancelled() {
    let mock = mock().await;
    let client = Client::new(service("mqtt"), against(&mock, "mqtt")).unwrap();
    let parameters = &numbered("mqtt", "SendMessage", 0..1)[0];
    let mut context = Context::from_waker(Waker::noop());
    let before = open_files();
    for number in 0..10_000 {
        let mut call = client.call("SendMessage", parameters).unwrap().into_future();
        // Dropped at one point of its way or another.
        for _ in 0..number % 7 {
            if matches!(call.as_mut().poll(&mut context), Poll::Ready(_)) {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(call);
    }
    let began = Instant::now();
    for _ in 0..100 {
        client.call("SendMessage", parameters).unwrap().await.unwrap();
    }
    assert!(began.elapsed() < Duration::from_secs(5));
    closed_to(before + 300).await;
}

/// Lets connections that are no longer needed be closed. The pool keeps 128, and so does the mock.
async fn closed_to(most: usize) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while open_files() > most {
        assert!(Instant::now() < deadline, "{} open files after a while, more than {most}", open_files());
        tokio::task::yield_now().await;
    }
}

/// How many files this process has open, where that can be told.
fn open_files() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}
