//! Limits and rules, and the errors that they get.

use crate::shared::{Running, call, mock, refused, sample, services, start};
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::table::Service;
use bindery::{ErrorKind, jpush, mpush, mqtt, tmc};
use bindery_mock::MockConfig;

/// The sample of an operation with one parameter changed, or taken out.
fn changed(operation: &str, parameter: &str, value: &Json) -> Json {
    let mut sample = sample(operation);
    let map = sample.as_object_mut().unwrap();
    if value.is_null() {
        map.remove(parameter);
    } else {
        map.insert(parameter.to_owned(), value.clone());
    }
    sample
}

#[tokio::test]
async fn what_breaks_a_limit_gets_the_documented_error() {
    let mock = mock().await;
    let ids = |count: usize| Json::from(vec!["a"; count]);
    let long = |length: usize| Json::from("a".repeat(length));
    let tiny = json!([{ "content": "{}", "topic": "t" }]);
    let messages = |count: usize| Json::from(vec![tiny[0].clone(); count]);
    let cases: [(&'static Service, &str, &str, Json, u16, &str); 20] = [
        (&mqtt::SERVICE, "SendMessage", "Payload", Json::Null, 400, "MissingPayload"),
        (&mqtt::SERVICE, "SendMessage", "MqttTopic", long(65), 400, "InvalidParameter.MqttTopic"),
        (&mqtt::SERVICE, "SendMessage", "Payload", long(65_537), 400, "InvalidParameter.Payload"),
        (
            &mqtt::SERVICE,
            "BatchQuerySessionByClientIds",
            "ClientIdList",
            ids(11),
            400,
            "InvalidParameter.ClientIdList",
        ),
        (&mqtt::SERVICE, "QuerySessionByClientId", "ClientId", long(65), 400, "InvalidParameter.ClientId"),
        (&mpush::SERVICE, "Push", "AppKey", Json::Null, 400, "MissingAppKey"),
        (&mpush::SERVICE, "Push", "Title", Json::Null, 400, "MissingTitle"),
        (&mpush::SERVICE, "Push", "AppKey", json!("no number"), 400, "InvalidAppKey.Format"),
        (&mpush::SERVICE, "Push", "Body", long(1801), 400, "InvalidTitle.BytesExceed"),
        (&mpush::SERVICE, "Push", "DeviceType", json!("FRIDGE"), 400, "Invalid.Parameter"),
        (
            &mpush::SERVICE,
            "Push",
            "AndroidPopupTitle",
            long(51),
            400,
            "InvalidAndroidPopupTitle.LengthExceed",
        ),
        (&mpush::SERVICE, "ContinuouslyPush", "TargetValue", ids(1001), 400, "InvalidParameter"),
        (&mpush::SERVICE, "ContinuouslyPush", "Target", json!("ALL"), 400, "InvalidParameter"),
        (&jpush::SERVICE, "schedule.create", "name", Json::Null, 400, "8100"),
        (&jpush::SERVICE, "schedule.create", "name", long(256), 400, "8100"),
        (&jpush::SERVICE, "schedule.template", "params", Json::Null, 400, "1002"),
        (&jpush::SERVICE, "schedule.template", "unheard_of", json!(1), 400, "1009"),
        (&tmc::SERVICE, "taobao.tmc.messages.produce", "messages", Json::Null, 200, "isv.missing-parameter"),
        (
            &tmc::SERVICE,
            "taobao.tmc.messages.produce",
            "messages",
            messages(51),
            200,
            "isv.invalid-parameter",
        ),
        (
            &tmc::SERVICE,
            "taobao.tmc.message.produce",
            "content",
            json!("no object"),
            200,
            "isv.invalid-parameter",
        ),
    ];
    for (service, operation, parameter, value, status, code) in cases {
        let error = refused(&mock, service, operation, changed(operation, parameter, &value)).await;
        let given = error.sub_code().or(error.code());
        assert_eq!((error.status(), given), (Some(status), Some(code)), "{operation} {parameter}: {error}");
        assert!(error.row().is_some(), "{error}");
        assert!(error.message().unwrap().contains(parameter), "{error} should tell of {parameter}");
    }
    assert!(mock.ledger().is_empty());
}

#[tokio::test]
async fn what_is_absent_is_told_before_what_is_wrong() {
    let mock = mock().await;
    let parameters = json!({ "MqttTopic": "a".repeat(65), "InstanceId": "i" });
    assert_eq!(
        refused(&mock, &mqtt::SERVICE, "SendMessage", parameters).await.code(),
        Some("MissingPayload")
    );
}

#[tokio::test]
async fn what_is_just_within_a_limit_is_accepted() {
    let mock = mock().await;
    let message = json!({ "content": "{}", "topic": "t" });
    // In the order of their names the tenth comes second.
    let ten: Vec<String> = (1..=10).map(|number| number.to_string()).collect();
    let cases: [(&'static Service, &str, &str, Json); 4] = [
        (&mqtt::SERVICE, "SendMessage", "MqttTopic", "a".repeat(64).into()),
        (&mqtt::SERVICE, "SendMessage", "Payload", "a".repeat(65_536).into()),
        (&mqtt::SERVICE, "BatchQuerySessionByClientIds", "ClientIdList", ten.into()),
        (&tmc::SERVICE, "taobao.tmc.messages.produce", "messages", vec![message; 50].into()),
    ];
    for (service, operation, parameter, value) in cases {
        call(&mock, service, operation, changed(operation, parameter, &value)).await.unwrap();
        let entry = mock.ledger().entries().pop().unwrap();
        assert_eq!(entry.parameters[parameter], value, "{operation}");
    }
}

#[tokio::test]
async fn advice_does_not_refuse() {
    let mock = mock().await;
    let answer = call(&mock, &jpush::SERVICE, "schedule.cid", json!({ "count": 2000 })).await.unwrap();
    assert_eq!(answer["cidlist"].as_array().unwrap().len(), 1000);
    let without_at = json!({ "ClientId": "no-at-signs", "InstanceId": "i" });
    call(&mock, &mqtt::SERVICE, "QuerySessionByClientId", without_at).await.unwrap();
}

#[tokio::test]
async fn a_file_travels_and_is_checked() {
    let mock = mock().await;
    let file = |name: &str, bytes: usize| {
        let content = "AAAA".repeat(bytes / 3);
        json!({ "content": "{}", "topic": "t", "media_content": { "name": name, "content": content } })
    };
    let operation = "taobao.tmc.message.produce";
    call(&mock, &tmc::SERVICE, operation, file("a.png", 300)).await.unwrap();
    let kept = &mock.ledger().entries()[0].parameters;
    assert_eq!(kept["media_content"], file("a.png", 300)["media_content"]);
    for wrong in [file("a.exe", 300), file("a.png", 1_048_578)] {
        let error = refused(&mock, &tmc::SERVICE, operation, wrong).await;
        assert_eq!((error.code(), error.sub_code()), (Some("41"), Some("isv.invalid-parameter")));
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let mock = mock().await;
    let error = refused(&mock, &jpush::SERVICE, "schedule.create_raw", json!({ "body": "{" })).await;
    assert_eq!((error.status(), error.code()), (Some(400), Some("8100")));
}

#[tokio::test]
async fn whatever_a_parameter_holds_the_answer_is_a_documented_one() {
    let config = MockConfig::default().clock_at(start()).without_rates();
    let mock = Running::start(config).await;
    let odd = [
        json!(null),
        json!(""),
        json!("\u{0}%s{}&=+\u{1F4E6}"),
        json!(-1),
        json!(1e300),
        json!(i64::MAX),
        json!([]),
        json!([null, [], {}]),
        json!({ "": { "time": [], "a": null } }),
    ];
    let mut refused = 0;
    for operation in services().into_iter().flat_map(|service| service.operations) {
        for member in operation.parameters.members {
            for value in &odd {
                let parameters = changed(operation.name, member.wire_name, value);
                let told = format!("{} with {} {value}", operation.name, member.wire_name);
                match call(&mock, operation.service, operation.name, parameters).await {
                    // What cannot stand in a path is not even sent.
                    Err(error) if error.kind() == ErrorKind::Configuration => {}
                    Err(error) => {
                        assert!(error.row().is_some() && !error.is_retryable(), "{told}: {error}");
                        refused += 1;
                    }
                    Ok(_) => {}
                }
            }
        }
    }
    assert!(refused > 500, "{refused}");
}
