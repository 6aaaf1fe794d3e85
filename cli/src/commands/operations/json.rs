//! Operations for scripts.

use super::effect;
use crate::failure::page_json;
use crate::parameters;
use bindery::runtime::serde_json::{Value, json};
use bindery::runtime::table::{Idempotency, ObjectLimit, Operation, Quota, Scope, Session, TokenForm};

/// Everything about one operation.
pub(super) fn whole(operation: &'static Operation) -> Value {
    let mut json = summary(operation);
    let mut shapes = parameters::shapes(operation.parameters).into_iter().map(parameters::json);
    json["parameters"] = shapes.next().unwrap_or_default();
    json["types"] = shapes.collect();
    json
}

/// An operation without its parameters.
pub(super) fn summary(operation: &Operation) -> Value {
    let idempotency = match operation.idempotency {
        Idempotency::None => json!("none"),
        Idempotency::Natural => json!("natural"),
        Idempotency::Token { parameter, window_seconds, form } => {
            let form = match form {
                TokenForm::Uuid => "uuid",
                TokenForm::Issued => "issued",
            };
            json!({ "token": parameter, "form": form, "window_seconds": window_seconds })
        }
    };
    json!({
        "service": operation.service.name,
        "operation": operation.name,
        "effect": effect(operation),
        "idempotency": idempotency,
        "session": match operation.session {
            Session::None => "none",
            Session::Optional => "optional",
            Session::Required => "required",
        },
        "quotas": operation.quotas.iter().map(quota_json).collect::<Vec<_>>(),
        "objects": operation.object_limits.iter().map(object_limit_json).collect::<Vec<_>>(),
        "page_size": operation.page_size,
    })
}

fn quota_json(quota: &Quota) -> Value {
    let scope = match quota.scope {
        Scope::Account => json!("account"),
        Scope::Application => json!("application"),
        Scope::Address => json!("address"),
        Scope::Pool(pool) => json!({ "pool": pool }),
    };
    json!({
        "calls": quota.calls,
        "per_seconds": quota.window_seconds,
        "scope": scope,
        "source": page_json(quota.page),
    })
}

fn object_limit_json(limit: &ObjectLimit) -> Value {
    json!({
        "object": limit.object,
        "max_calls": limit.max_calls,
        "lifetime_seconds": limit.lifetime_seconds,
        "max_objects": limit.max_objects,
        "source": page_json(limit.page),
    })
}
