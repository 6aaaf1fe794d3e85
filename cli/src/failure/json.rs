//! Failures for scripts.

use super::{Failure, causes, output_message};
use bindery::runtime::serde_json::{Value, json};
use bindery::runtime::table::Page;
use bindery::{Error, SendState, Violation};

/// A failure as one object.
pub(super) fn failure(failure: &Failure) -> Value {
    match failure {
        Failure::Arguments(refused) => {
            let message = refused.to_string();
            usage(message.trim_start_matches("error: ").trim_end())
        }
        Failure::Usage(message) => usage(message),
        // Whether something was sent before is not told here.
        Failure::Output(error) => json!({ "kind": "output", "message": output_message(error) }),
        Failure::Call(error) => call_json(error),
    }
}

/// Limits that a request broke and was sent all the same.
pub(super) fn warnings(warnings: &[Violation]) -> Value {
    json!({ "warnings": violations(warnings) })
}

/// A failure before there was a call.
fn usage(message: &str) -> Value {
    json!({ "kind": "usage", "message": message, "send_state": send_state_name(SendState::NotSent) })
}

fn call_json(error: &Error) -> Value {
    json!({
        "kind": error.kind().as_str(),
        "operation": error.operation(),
        "message": error.to_string(),
        "causes": causes(error),
        "status": error.status(),
        "code": error.code(),
        "sub_code": error.sub_code(),
        "service_message": error.message(),
        "request_id": error.request_id(),
        "explanation": error.explanation(),
        "attempts": error.attempts(),
        "send_state": send_state_name(error.send_state()),
        "may_have_taken_effect": error.may_have_taken_effect(),
        "retryable": error.is_retryable(),
        "retry_after_seconds": error.retry_after().map(|wait| wait.as_secs_f64()),
        "violations": violations(error.violations()),
        "warnings": violations(error.warnings()),
    })
}

fn violations(violations: &[Violation]) -> Vec<Value> {
    let violation = |violation: &Violation| {
        json!({
            "parameter": violation.parameter,
            "rule": violation.rule,
            "limit": violation.limit,
            "given": violation.given,
            "unit": violation.unit,
            "advice": violation.advice,
            "source": violation.page.map(page_json),
        })
    };
    violations.iter().map(violation).collect()
}

/// A page of documentation.
pub(crate) fn page_json(page: &'static Page) -> Value {
    json!({ "title": page.title, "locale": page.locale, "date": page.date })
}

fn send_state_name(state: SendState) -> &'static str {
    match state {
        SendState::NotSent => "not_sent",
        SendState::MaybeSent => "maybe_sent",
        SendState::Answered => "answered",
    }
}
