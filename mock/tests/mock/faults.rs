//! What goes wrong, and what the caller can know of it.

use crate::shared::{Running, call, mock, refused, sample};
use bindery::mqtt::SERVICE;
use bindery::runtime::table::Class;
use bindery::{ErrorKind, SendState};
use bindery_mock::{Fault, Faults, MockConfig};
use std::time::Duration;

const SEND: &str = "SendMessage";

async fn struck(mock: &Running, fault: Fault) -> bindery::Error {
    mock.fault_next(SEND, fault, 1).unwrap();
    let error = refused(mock, &SERVICE, SEND, sample(SEND)).await;
    call(mock, &SERVICE, "QuerySessionByClientId", sample("QuerySessionByClientId")).await.unwrap();
    error
}

#[tokio::test]
async fn a_reset_before_the_commit_leaves_nothing_behind() {
    let mock = mock().await;
    let error = struck(&mock, Fault::ResetBeforeCommit).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Transport, SendState::MaybeSent));
    assert!(mock.ledger().of(SEND).is_empty());
}

#[tokio::test]
async fn a_reset_after_the_commit_leaves_the_call_in_the_ledger() {
    let mock = mock().await;
    let error = struck(&mock, Fault::ResetAfterCommit).await;
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Transport, SendState::MaybeSent));
    let entries = mock.ledger().of(SEND);
    assert_eq!(entries.iter().map(|entry| entry.answered).collect::<Vec<_>>(), [false]);
}

#[tokio::test]
async fn a_reset_is_one() {
    let mock = mock().await;
    mock.fault_next("schedule.list", Fault::ResetAfterCommit, 1).unwrap();
    let basic = "Authorization: Basic RVhBTVBMRS1JRDpFWEFNUExFLU5PVC1BLVNFQ1JFVA==";
    let error = crate::raw::send(&mock, "GET /v3/schedules", &[basic], "").await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn an_answer_breaks_off_in_its_middle() {
    let mock = mock().await;
    let error = struck(&mock, Fault::Truncate).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, Some(200)));
    assert!(error.body_start().unwrap().starts_with('{'), "{error:?}");
    assert!(!mock.ledger().of(SEND)[0].answered);
}

#[tokio::test]
async fn failures_and_throttling_are_documented_ones_and_carry_nothing_out() {
    let mock = mock().await;
    for (service, operation, status) in [
        (&SERVICE, SEND, 503),
        (&bindery::mpush::SERVICE, "Push", 503),
        (&bindery::jpush::SERVICE, "schedule.create", 503),
        (&bindery::jpush::SERVICE, "schedule.cid", 503),
        (&bindery::tmc::SERVICE, "taobao.tmc.messages.produce", 503),
    ] {
        mock.fault_next(operation, Fault::ServerError, 1).unwrap();
        mock.fault_next(operation, Fault::Throttle, 1).unwrap();
        let error = refused(&mock, service, operation, sample(operation)).await;
        let class = |error: &bindery::Error| error.row().map(|row| row.class);
        assert_eq!((error.status(), class(&error)), (Some(status), Some(Class::Server)), "{error}");
        let error = refused(&mock, service, operation, sample(operation)).await;
        assert_eq!(class(&error), Some(Class::Throttled), "{error}");
    }
    assert!(mock.ledger().is_empty());
}

#[tokio::test]
async fn top_says_how_long_a_ban_lasts_and_alibaba_cloud_how_long_to_wait() {
    let mock = mock().await;
    let produce = "taobao.tmc.messages.produce";
    mock.fault_next(produce, Fault::Throttle, 1).unwrap();
    let error = refused(&mock, &bindery::tmc::SERVICE, produce, sample(produce)).await;
    assert_eq!(error.message(), Some("This ban will last for 1 more seconds"));
    mock.fault_next("Push", Fault::Throttle, 1).unwrap();
    let error = refused(&mock, &bindery::mpush::SERVICE, "Push", sample("Push")).await;
    assert_eq!(error.headers().unwrap()["x-acs-retry-after"], "60000");
}

/// The outcomes of a run of calls, one after the other.
async fn run(seed: u64) -> Vec<Option<ErrorKind>> {
    let faults = Faults::seeded(seed)
        .with(Fault::ResetBeforeCommit, 0.1)
        .and_then(|faults| faults.with(Fault::ResetAfterCommit, 0.1))
        .and_then(|faults| faults.with(Fault::Truncate, 0.1))
        .and_then(|faults| faults.with(Fault::ServerError, 0.1))
        .and_then(|faults| faults.with(Fault::Delay(Duration::from_millis(1)), 0.1))
        .unwrap();
    let mock = Running::start(MockConfig::default().faults(faults)).await;
    let mut outcomes = Vec::new();
    for _ in 0..60 {
        outcomes.push(call(&mock, &SERVICE, SEND, sample(SEND)).await.err().map(|error| error.kind()));
    }
    let answered = outcomes.iter().filter(|outcome| outcome.is_none()).count();
    let entries = mock.ledger().entries();
    assert_eq!(entries.iter().filter(|entry| entry.answered).count(), answered);
    assert!(entries.len() > answered, "some were carried out without an answer");
    outcomes
}

#[tokio::test]
async fn the_same_seed_gives_the_same_run() {
    let first = run(3).await;
    assert!(first.iter().any(Option::is_none) && first.contains(&Some(ErrorKind::Service)));
    assert!(first.contains(&Some(ErrorKind::Transport)));
    assert_eq!(run(3).await, first);
    assert_ne!(run(4).await, first);
}

#[tokio::test]
async fn a_delay_is_on_top() {
    let mock = mock().await;
    mock.fault_next(SEND, Fault::Delay(Duration::from_secs(3600)), 1).unwrap();
    let config = crate::shared::config(&mock, &SERVICE).attempt_timeout(Duration::from_millis(500));
    let client = bindery::mqtt::Client::new(config).unwrap();
    let parameters = crate::shared::object(sample(SEND));
    let error = client.call(SEND, &parameters).unwrap().await.unwrap_err();
    assert_eq!((error.kind(), error.send_state()), (ErrorKind::Timeout, SendState::MaybeSent));
}
