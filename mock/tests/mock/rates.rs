//! How often operations may be called.

use crate::shared::{Running, call, mock, refused, sample, services};
use bindery::runtime::table::{Class, Scope};
use bindery::{Error, jpush, mpush, mqtt};
use std::time::Duration;

fn header<'a>(error: &'a Error, name: &str) -> Option<&'a str> {
    error.headers()?.get(name)?.to_str().ok()
}

#[tokio::test]
async fn one_call_too_many_is_throttled_until_the_window_ends() {
    let mock = mock().await;
    let (service, operation) = (&mqtt::SERVICE, "BatchQuerySessionByClientIds");
    for _ in 0..100 {
        call(&mock, service, operation, sample(operation)).await.unwrap();
    }
    mock.clock().advance(Duration::from_millis(400));
    let error = refused(&mock, service, operation, sample(operation)).await;
    assert_eq!((error.status(), error.code()), (Some(500), Some("SystemOverFlow")));
    assert_eq!(header(&error, "x-acs-retry-after"), Some("600"));
    assert!(error.is_retryable());
    call(&mock, service, "SendMessage", sample("SendMessage")).await.unwrap();
    mock.clock().advance(Duration::from_millis(600));
    call(&mock, service, operation, sample(operation)).await.unwrap();
    assert_eq!(mock.ledger().of(operation).len(), 101);
}

#[tokio::test]
async fn an_address_may_call_all_operations_of_a_service_so_often_together() {
    let mock = mock().await;
    for operation in ["SendMessage", "QuerySessionByClientId", "SendMessage"] {
        for _ in 0..100 {
            call(&mock, &mqtt::SERVICE, operation, sample(operation)).await.unwrap();
        }
    }
    let error = refused(&mock, &mqtt::SERVICE, "SendMessage", sample("SendMessage")).await;
    assert_eq!(error.row().map(|row| row.class), Some(Class::Throttled));
    call(&mock, &mpush::SERVICE, "Push", sample("Push")).await.unwrap();
}

#[tokio::test]
async fn operations_of_a_pool_are_counted_together() {
    let mock = mock().await;
    for _ in 0..50 {
        call(&mock, &jpush::SERVICE, "schedule.list", sample("schedule.list")).await.unwrap();
        call(&mock, &jpush::SERVICE, "schedule.create_raw", sample("schedule.create_raw")).await.unwrap();
    }
    let error = refused(&mock, &jpush::SERVICE, "schedule.list", sample("schedule.list")).await;
    assert_eq!((error.status(), error.code()), (Some(429), Some("2002")));
    call(&mock, &jpush::SERVICE, "schedule.cid", sample("schedule.cid")).await.unwrap();
}

#[tokio::test]
async fn jpush_tells_what_is_left() {
    let mock = mock().await;
    let client = jpush::Client::new(crate::shared::config(&mock, &jpush::SERVICE)).unwrap();
    let request = jpush::ScheduleListRequest::default();
    for left in (0..100).rev() {
        let answer = client.schedule_list(&request).await.unwrap();
        let header = |name: &str| answer.headers().get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(header("x-rate-limit-remaining"), left.to_string());
        assert_eq!((header("x-rate-limit-limit"), header("x-rate-limit-reset")), ("100".into(), "60".into()));
    }
    let error = client.schedule_list(&request).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(429), Some("2002")));
    assert_eq!(header(&error, "x-rate-limit-remaining"), Some("0"));
    assert_eq!(header(&error, "x-rate-limit-reset"), Some("60"));
    mock.clock().advance(Duration::from_secs(60));
    client.schedule_list(&request).await.unwrap();
}

#[tokio::test]
async fn rates_can_be_switched_off() {
    let config = bindery_mock::MockConfig::default().without_rates();
    let mock = Running::start(config).await;
    for _ in 0..101 {
        call(&mock, &jpush::SERVICE, "schedule.list", sample("schedule.list")).await.unwrap();
    }
}

/// The tests above know each scope that the tables use.
#[test]
fn quotas_are_counted_over_accounts_applications_addresses_and_pools() {
    let quotas = services().into_iter().flat_map(|service| service.operations).flat_map(|one| one.quotas);
    let known = |scope: Scope| {
        matches!(scope, Scope::Account | Scope::Application | Scope::Address | Scope::Pool("schedule"))
    };
    assert!(quotas.clone().count() > 10 && quotas.into_iter().all(|quota| known(quota.scope)));
}
