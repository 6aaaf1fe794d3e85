//! Documented errors on demand.

use crate::shared::{Running, call, mock, refused, sample, services};
use bindery::runtime::serde_json::json;
use bindery::runtime::table::{ErrorRow, Operation};
use bindery_mock::Error;

/// The code of a row, its template filled in.
fn code(row: &ErrorRow) -> String {
    row.code.0.replace("%s", "Example")
}

#[tokio::test]
async fn every_documented_error_of_every_operation_arrives_as_documented() {
    let mock = mock().await;
    let mut rows = 0;
    for operation in services().into_iter().flat_map(|service| service.operations) {
        for row in operation.error_rows() {
            arrives(&mock, operation, row).await;
            rows += 1;
        }
    }
    assert!(rows > 300, "{rows} rows");
    assert!(mock.ledger().is_empty());
}

async fn arrives(mock: &Running, operation: &'static Operation, row: &'static ErrorRow) {
    let code = code(row);
    match row.status {
        Some(status) => mock.answer_next_with_status(operation.name, &code, status, 1).unwrap(),
        None => mock.answer_next(operation.name, &code, 1).unwrap(),
    }
    mock.clock().advance(std::time::Duration::from_secs(60));
    let error = refused(mock, operation.service, operation.name, sample(operation.name)).await;
    let told = format!("{} {code}: {error}", operation.name);
    assert!(error.sub_code() == Some(&code) || error.code() == Some(&code), "{told}");
    if let Some(status) = row.status {
        assert_eq!(error.status(), Some(status), "{told}");
    }
    let found = error.row().expect(&told);
    assert_eq!((found.class, found.status), (row.class, row.status), "{told}");
}

#[tokio::test]
async fn an_error_comes_as_often_as_it_was_ordered_and_for_its_operation_alone() {
    let mock = mock().await;
    let service = &bindery::mqtt::SERVICE;
    mock.answer_next("SendMessage", bindery::mqtt::codes::INTERNAL_ERROR.0, 2).unwrap();
    call(&mock, service, "QuerySessionByClientId", sample("QuerySessionByClientId")).await.unwrap();
    for _ in 0..2 {
        let error = refused(&mock, service, "SendMessage", sample("SendMessage")).await;
        assert_eq!((error.status(), error.code()), (Some(500), Some("InternalError")));
    }
    call(&mock, service, "SendMessage", sample("SendMessage")).await.unwrap();
    assert_eq!(mock.ledger().of("SendMessage").len(), 1);
}

#[tokio::test]
async fn an_error_that_is_not_documented_cannot_be_ordered() {
    let mock = mock().await;
    assert!(matches!(mock.answer_next("Nothing", "InternalError", 1), Err(Error::UnknownOperation(_))));
    for code in ["Nothing", "Invalid%s.Format", "InvalidParameter."] {
        let refused = mock.answer_next("Push", code, 1);
        assert!(matches!(refused, Err(Error::UndocumentedCode { operation: "Push", .. })), "{code}");
    }
    assert!(mock.answer_next_with_status("Push", "InternalError", 404, 1).is_err());
}

#[tokio::test]
async fn what_the_service_does_not_have_is_the_vendors_own_error() {
    let mock = mock().await;
    let head = |action: &str, version: &str| {
        [format!("x-acs-action: {action}"), format!("x-acs-version: {version}")]
    };
    let cases = [
        (head("Nothing", "2016-08-01"), 404, "InvalidApi.NotFound"),
        (head("Push", "2020-04-20"), 404, "InvalidApi.NotFound"),
        (head("Push", "2000-01-01"), 400, "NoSuchVersion"),
    ];
    for (headers, status, code) in cases {
        let headers = headers.each_ref().map(String::as_str);
        let answer = crate::raw::send(&mock, "POST /", &headers, "").await.unwrap();
        assert_eq!((answer.status, &answer.json()["Code"]), (status, &json!(code)));
    }
    let missing = crate::raw::send(&mock, "GET /?Version=2016-08-01", &[], "").await.unwrap();
    assert_eq!(missing.json()["Code"], "MissingAction");
    let top = |query: &str| format!("GET /router/rest?{query}&format=json");
    for (query, code) in [("a=b", 21), ("method=x&v=2.0", 22), ("method=taobao.tmc.messages.produce", 32)] {
        let answer = crate::raw::send(&mock, &top(query), &[], "").await.unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["error_response"]["code"], code, "{query}");
    }
    for (line, status) in [("GET /v3/nothing", 404), ("PATCH /v3/schedules", 405), ("GET /elsewhere", 404)] {
        assert_eq!(crate::raw::send(&mock, line, &[], "").await.unwrap().status, status, "{line}");
    }
    let method = crate::raw::send(&mock, "POST /v3/push/cid", &[], "").await.unwrap();
    assert_eq!((method.status, &method.json()["error"]["code"]), (405, &json!(1001)));
}
