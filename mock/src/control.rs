//! The control of the mock over HTTP, under `/_mock/`, for tests in any language.

use crate::error::Error;
use crate::exchange::Exchange;
use crate::faults::{Fault, Faults};
use crate::reply::Reply;
use crate::services;
use crate::wire::Received;
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, from_slice, json};
use std::time::Duration;

const ROOT: &str = "/_mock/";

/// The answer to a request for the control; none if the request is for a service.
pub(crate) fn answer(exchange: &Exchange, received: &Received) -> Option<Reply> {
    let what = received.parts.uri.path().strip_prefix(ROOT)?;
    Some(match (received.parts.method.as_str(), what) {
        ("GET", "ledger") => Reply::json(200, &ledger(exchange)),
        ("DELETE", "ledger") => {
            exchange.ledger.clear();
            Reply::empty(204)
        }
        ("POST", "clock") => done(object(received).and_then(|map| advance(exchange, &map))),
        ("PUT", "sessions") => done(object(received).and_then(|map| set_session(exchange, &map))),
        ("POST", "errors") => done(object(received).and_then(|map| order_error(exchange, &map))),
        ("POST", "faults") => done(object(received).and_then(|map| order_fault(exchange, &map))),
        ("PUT", "faults") => done(object(received).and_then(|map| set_faults(exchange, &map))),
        (_, "ledger" | "clock" | "sessions" | "errors" | "faults") => Reply::empty(405),
        _ => Reply::empty(404),
    })
}

fn ledger(exchange: &Exchange) -> Json {
    exchange.ledger.entries().iter().map(crate::ledger::Entry::to_json).collect()
}

fn done(result: Result<(), String>) -> Reply {
    match result {
        Ok(()) => Reply::empty(204),
        Err(message) => Reply::json(400, &json!({ "error": message })),
    }
}

fn object(received: &Received) -> Result<Map, String> {
    from_slice(&received.body).map_err(|error| format!("the body is not a JSON object: {error}"))
}

fn advance(exchange: &Exchange, map: &Map) -> Result<(), String> {
    exchange.clock.advance(seconds(map, "advance_seconds")?);
    Ok(())
}

fn set_session(exchange: &Exchange, map: &Map) -> Result<(), String> {
    let online = map.get("online").and_then(Json::as_bool).ok_or("online must be true or false")?;
    exchange.state().objects.sessions.insert(text(map, "client_id")?.to_owned(), online);
    Ok(())
}

fn order_error(exchange: &Exchange, map: &Map) -> Result<(), String> {
    let status =
        map.get("status").map(|status| status.as_u64().and_then(|status| u16::try_from(status).ok()));
    let status = status.map(|status| status.ok_or("status must be an HTTP status")).transpose()?;
    let (operation, code) = (text(map, "operation")?, text(map, "code")?);
    exchange.state().orders.add(operation, code, status, times(map)?).map_err(|error| told(&error))
}

fn order_fault(exchange: &Exchange, map: &Map) -> Result<(), String> {
    let name = text(map, "operation")?;
    let operation =
        services::operation(name).ok_or_else(|| told(&Error::UnknownOperation(name.to_owned())))?;
    let fault = fault(text(map, "fault")?, map)?;
    exchange.state().weather.order(operation.name, fault, times(map)?);
    Ok(())
}

/// The names of faults, in the order in which they are tried.
const FAULTS: [&str; 6] =
    ["delay", "reset_before_commit", "reset_after_commit", "truncate", "server_error", "throttle"];

fn set_faults(exchange: &Exchange, map: &Map) -> Result<(), String> {
    let known = |name: &String| name == "seed" || name == "delay_seconds" || FAULTS.contains(&name.as_str());
    if let Some(name) = map.keys().find(|name| !known(name)) {
        return Err(format!(
            "there is no {name:?} here; known are seed, delay_seconds, {}",
            FAULTS.join(", ")
        ));
    }
    let seed = map.get("seed").and_then(Json::as_u64).ok_or("seed must be a whole number, 0 or more")?;
    let mut faults = Faults::seeded(seed);
    for name in FAULTS {
        if let Some(share) = map.get(name) {
            let share = share.as_f64().ok_or_else(|| format!("{name} must be a number"))?;
            faults = faults.with(fault(name, map)?, share).map_err(|error| told(&error))?;
        }
    }
    exchange.state().weather.set(faults);
    Ok(())
}

fn fault(name: &str, map: &Map) -> Result<Fault, String> {
    Ok(match name {
        "delay" => Fault::Delay(seconds(map, "delay_seconds")?),
        "reset_before_commit" => Fault::ResetBeforeCommit,
        "reset_after_commit" => Fault::ResetAfterCommit,
        "truncate" => Fault::Truncate,
        "server_error" => Fault::ServerError,
        "throttle" => Fault::Throttle,
        _ => return Err(format!("there is no fault {name:?}; known are {}", FAULTS.join(", "))),
    })
}

fn text<'a>(map: &'a Map, name: &str) -> Result<&'a str, String> {
    map.get(name).and_then(Json::as_str).ok_or_else(|| format!("{name} must be text"))
}

fn seconds(map: &Map, name: &str) -> Result<Duration, String> {
    let seconds = map.get(name).and_then(Json::as_f64);
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| format!("{name} must be a number of seconds, 0 or more"))
}

/// How often; once, if nothing is said.
fn times(map: &Map) -> Result<u32, String> {
    let Some(times) = map.get("times") else {
        return Ok(1);
    };
    let times = times.as_u64().and_then(|times| u32::try_from(times).ok());
    times.ok_or_else(|| "times must be a whole number, 0 or more".to_owned())
}

fn told(error: &Error) -> String {
    error.to_string()
}
