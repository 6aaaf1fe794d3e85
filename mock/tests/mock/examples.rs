//! Every documented example goes to the mock and comes back.

use crate::shared::{call, examples, mock, object, refused, services};
use bindery::runtime::serde_json::{self, Value as Json};
use bindery::runtime::table::Service;

/// The calls in an order in which each finds what it is about: what makes something goes first, what takes
/// it away last.
fn in_order() -> Vec<(&'static Service, &'static str)> {
    let rank = |name: &str| match name {
        "Push" | "schedule.create" => 0,
        "CompleteContinuouslyPush" | "schedule.delete" => 2,
        _ => 1,
    };
    let operations =
        |service: &'static Service| service.operations.iter().map(move |one| (service, one.name));
    let mut all: Vec<_> = services().into_iter().flat_map(operations).collect();
    all.sort_by_key(|(_, name)| rank(name));
    all
}

#[tokio::test]
async fn every_example_is_accepted_and_kept_as_it_was_sent() {
    let mock = mock().await;
    let mut sent = 0;
    for (service, operation) in in_order() {
        for example in examples(service, operation) {
            sent += 1;
            let request = example["request"].clone();
            let answer = call(&mock, service, operation, request.clone()).await;
            let answer = answer.unwrap_or_else(|error| panic!("{operation} {}: {error}", example["name"]));
            let mut entry = mock.ledger().entries().pop().unwrap();
            if request.get("IdempotentToken").is_none() {
                // The client makes one.
                entry.parameters.remove("IdempotentToken");
            }
            let expected = match operation {
                // The text is the body, and the body is what arrives.
                "schedule.create_raw" => serde_json::from_str(request["body"].as_str().unwrap()).unwrap(),
                "schedule.cid" => serde_json::json!({ "count": 3, "type": "schedule" }),
                _ => request,
            };
            assert_eq!(Json::Object(entry.parameters), expected, "{operation}");
            let documented = example
                .get("answer")
                .map_or_else(Vec::new, |json| object(json.clone()).keys().cloned().collect());
            let given: Vec<String> =
                answer.as_object().map_or_else(Vec::new, |map| map.keys().cloned().collect());
            let missing: Vec<_> = documented.iter().filter(|name| !given.contains(name)).collect();
            assert!(missing.iter().all(|name| *name == "push"), "{operation} lacks {missing:?} in {answer}");
        }
    }
    assert_eq!(mock.ledger().len(), sent);
}

#[tokio::test]
async fn the_documented_ids_are_the_first_that_the_mock_gives() {
    let mock = mock().await;
    let push = examples(&bindery::mpush::SERVICE, "Push").remove(0);
    let answer = call(&mock, &bindery::mpush::SERVICE, "Push", push["request"].clone()).await.unwrap();
    assert_eq!(answer["MessageId"], push["answer"]["MessageId"]);
    let create = examples(&bindery::jpush::SERVICE, "schedule.create").remove(0);
    let answer =
        call(&mock, &bindery::jpush::SERVICE, "schedule.create", create["request"].clone()).await.unwrap();
    assert_eq!(answer, create["answer"]);
}

/// A mock that let everything pass would pass the test above.
#[tokio::test]
async fn an_empty_request_is_refused_wherever_something_is_required() {
    let mock = mock().await;
    for service in services() {
        for operation in service.operations {
            let takes_nothing = operation.parameters.members.iter().all(|member| !member.required);
            let in_path = operation.path.contains('{');
            if !takes_nothing && !in_path {
                let body = if operation.name == "schedule.create_raw" {
                    serde_json::json!({ "body": "{}" })
                } else {
                    serde_json::json!({})
                };
                let error = refused(&mock, service, operation.name, body).await;
                assert!(error.row().is_some(), "{}: {error}", operation.name);
                assert!(!error.is_retryable(), "{}: {error}", operation.name);
            }
        }
    }
    assert!(mock.ledger().is_empty());
}
