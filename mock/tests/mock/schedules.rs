//! The life of scheduled tasks.

use crate::shared::{Running, call, mock, refused, sample};
use bindery::jpush::SERVICE;
use bindery::runtime::serde_json::{Value as Json, json};
use bindery_mock::MockConfig;
use std::time::Duration;

async fn create(mock: &Running, name: &str) -> String {
    let mut task = sample("schedule.create");
    task["name"] = name.into();
    let answer = call(mock, &SERVICE, "schedule.create", task).await.unwrap();
    assert_eq!(answer["name"], name);
    answer["schedule_id"].as_str().unwrap().to_owned()
}

async fn at(mock: &Running, operation: &str, id: &str) -> Json {
    call(mock, &SERVICE, operation, json!({ "schedule_id": id })).await.unwrap()
}

#[tokio::test]
async fn a_task_is_made_read_changed_and_deleted() {
    let mock = mock().await;
    let id = create(&mock, "first").await;
    let mut expected = sample("schedule.create");
    expected["name"] = "first".into();
    expected["schedule_id"] = id.as_str().into();
    assert_eq!(at(&mock, "schedule.get", &id).await, expected);

    let change = json!({ "schedule_id": id, "name": "second", "enabled": false });
    let changed = call(&mock, &SERVICE, "schedule.update", change).await.unwrap();
    expected["name"] = "second".into();
    expected["enabled"] = false.into();
    assert_eq!(changed, expected);
    assert_eq!(at(&mock, "schedule.get", &id).await, expected);

    at(&mock, "schedule.delete", &id).await;
    for operation in ["schedule.get", "schedule.delete", "schedule.msg_ids"] {
        let error = refused(&mock, &SERVICE, operation, json!({ "schedule_id": id })).await;
        assert_eq!((error.status(), error.code()), (Some(404), Some("8104")), "{operation}");
    }
    let change = json!({ "schedule_id": id, "enabled": true });
    assert_eq!(refused(&mock, &SERVICE, "schedule.update", change).await.code(), Some("8104"));
}

#[tokio::test]
async fn tasks_are_listed_by_fifty_and_there_may_be_a_hundred() {
    let mock = Running::start(MockConfig::default().clock_at(crate::shared::start()).without_rates()).await;
    for number in 0..100 {
        create(&mock, &format!("task_{number}")).await;
    }
    let page = |page: u32| {
        let mock = &mock;
        async move { call(mock, &SERVICE, "schedule.list", json!({ "page": page })).await.unwrap() }
    };
    for (number, first, count) in [(1, "task_0", 50), (2, "task_50", 50)] {
        let page = page(number).await;
        let schedules = page["schedules"].as_array().unwrap();
        assert_eq!((schedules.len(), &schedules[0]["name"]), (count, &json!(first)));
        let counts = [&page["total_count"], &page["total_pages"], &page["page"]];
        assert_eq!(counts, [&json!(100), &json!(2), &json!(number)]);
    }
    assert_eq!(page(3).await["schedules"], json!([]));
    let error = refused(&mock, &SERVICE, "schedule.create", sample("schedule.create")).await;
    assert_eq!((error.status(), error.code()), (Some(400), Some("8100")));
    assert!(error.message().unwrap().contains("100"));
    at(&mock, "schedule.delete", "00000000-0000-0000-0000-000000000001").await;
    create(&mock, "in_its_place").await;
    let template = refused(&mock, &SERVICE, "schedule.template", sample("schedule.template")).await;
    assert_eq!(template.code(), Some("8100"));
}

#[tokio::test]
async fn a_task_whose_time_has_passed_is_listed_no_more_but_tells_its_pushes() {
    let mock = mock().await;
    let id = create(&mock, "monthly").await;
    assert_eq!(at(&mock, "schedule.msg_ids", &id).await, json!({ "count": 0, "msgids": [] }));
    mock.clock().advance(Duration::from_secs(365 * 24 * 60 * 60));
    let list = call(&mock, &SERVICE, "schedule.list", json!({})).await.unwrap();
    assert_eq!(list["schedules"], json!([]));
    let runs = at(&mock, "schedule.msg_ids", &id).await;
    assert_eq!(runs["count"], 6);
    let first: Json = bindery::runtime::serde_json::from_str(runs["msgids"][0].as_str().unwrap()).unwrap();
    assert_eq!((&first["ts"], &first["needRetry"]), (&json!(1_798_744_500_000_i64), &json!(false)));
    let change = json!({ "schedule_id": id, "name": "too_late" });
    assert_eq!(refused(&mock, &SERVICE, "schedule.update", change).await.code(), Some("8100"));
}

#[tokio::test]
async fn a_task_that_is_switched_off_does_not_push() {
    let mock = mock().await;
    let id = create(&mock, "monthly").await;
    let change = json!({ "schedule_id": id, "enabled": false });
    call(&mock, &SERVICE, "schedule.update", change).await.unwrap();
    mock.clock().advance(Duration::from_secs(365 * 24 * 60 * 60));
    assert_eq!(at(&mock, "schedule.msg_ids", &id).await["count"], 0);
}

#[tokio::test]
async fn a_trigger_stays_of_its_kind() {
    let mock = mock().await;
    let id = create(&mock, "monthly").await;
    let single = json!({ "schedule_id": id, "trigger": { "single": { "time": "2027-01-01 00:00:00" } } });
    assert_eq!(refused(&mock, &SERVICE, "schedule.update", single).await.code(), Some("8100"));
}

#[tokio::test]
async fn a_cid_makes_one_task() {
    let mock = mock().await;
    let cids = call(&mock, &SERVICE, "schedule.cid", json!({ "count": 2 })).await.unwrap();
    let cids = cids["cidlist"].as_array().unwrap();
    let create = |cid: &Json| {
        let mut task = sample("schedule.create");
        task["cid"] = cid.clone();
        let mock = &mock;
        async move { call(mock, &SERVICE, "schedule.create", task).await.unwrap()["schedule_id"].take() }
    };
    let first = create(&cids[0]).await;
    assert_eq!(create(&cids[0]).await, first);
    assert_ne!(create(&cids[1]).await, first);
    assert_eq!(mock.ledger().of("schedule.create").len(), 2);
    mock.clock().advance(Duration::from_secs(86_400));
    assert_ne!(create(&cids[0]).await, first);
}

#[tokio::test]
async fn a_template_makes_one_task_for_each_push() {
    let mock = mock().await;
    let answer = call(&mock, &SERVICE, "schedule.template", sample("schedule.template")).await.unwrap();
    let made = answer["data"]["schedule_list"].as_array().unwrap();
    assert_eq!(made.len(), 2);
    assert_eq!(made[1]["trace_id"], "trace-2");
    let id = made[1]["schedule_id"].as_str().unwrap();
    assert_eq!(at(&mock, "schedule.get", id).await["name"], sample("schedule.template")["schedule_name"]);
}

#[tokio::test]
async fn the_paths_of_both_zones_and_a_slash_at_the_end_are_known() {
    let mock = mock().await;
    let basic = "Authorization: Basic RVhBTVBMRS1JRDpFWEFNUExFLU5PVC1BLVNFQ1JFVA==";
    for path in ["/v3/schedules", "/v3/schedules/", "/v3/push/schedules?page=1", "/v3/push/cid?type=schedule"]
    {
        let answer = crate::raw::send(&mock, &format!("GET {path}"), &[basic], "").await.unwrap();
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
    }
    // As a vendor's client does.
    let with_body = crate::raw::send(&mock, "GET /v3/schedules", &[basic], "null").await.unwrap();
    assert_eq!(with_body.status, 200);
    assert_eq!(mock.ledger().len(), 5);
}

#[tokio::test]
async fn applications_do_not_see_each_other() {
    let credentials = bindery_mock::Credentials::example().with("OTHER-ID", "EXAMPLE-NOT-A-SECRET-EITHER");
    let mock = Running::start(MockConfig::default().credentials(credentials)).await;
    create(&mock, "mine").await;
    let other = bindery::Credentials::new("OTHER-ID", "EXAMPLE-NOT-A-SECRET-EITHER").unwrap();
    let client = bindery::jpush::Client::new(crate::shared::config_of(&mock, other)).unwrap();
    let list = client.schedule_list(&bindery::jpush::ScheduleListRequest::default()).await.unwrap();
    assert_eq!(list.total_count, Some(0));
}
