//! JPush REST: operations by method and path, errors in an object `error`.

use super::{Asked, Received, Segments, Wire, values};
use crate::pairs;
use crate::refusal::{Reason, Refusal};
use crate::reply::Reply;
use crate::services;
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, from_slice, json};
use bindery::runtime::table::{Operation, Place, Service};

pub(super) fn codes(reason: Reason) -> &'static [&'static str] {
    match reason {
        Reason::WrongMethod => &["1001"],
        Reason::IncompleteSignature
        | Reason::MalformedSignature
        | Reason::NoId
        | Reason::UnknownId
        | Reason::WrongSignature => &["1004", "8101"],
        Reason::Missing => &["1002", "8100"],
        Reason::UnknownParameter => &["1009"],
        Reason::Malformed
        | Reason::TooManyChars
        | Reason::TooManyBytes
        | Reason::Empty
        | Reason::TooLongPeriod
        | Reason::Invalid => &["1003", "8100"],
        Reason::NoSuchObject => &["8104"],
        Reason::SpentObject | Reason::TooManyObjects => &["8100"],
        Reason::AccountThrottled | Reason::OperationThrottled => &["2002"],
        Reason::Unavailable => &["1030", "8203"],
        Reason::NoOperation
        | Reason::UnknownOperation
        | Reason::NoVersion
        | Reason::UnknownVersion
        | Reason::UnknownFormat
        | Reason::WrongToken
        | Reason::NoSession
        | Reason::WrongSession
        | Reason::NoTime
        | Reason::MalformedTime
        | Reason::WrongTime
        | Reason::NoNonce
        | Reason::UsedNonce => &[],
    }
}

/// The root below which all paths of the service are.
const ROOT: &str = "/v3/";

pub(super) fn read(received: &Received) -> Option<Asked> {
    let path = received.parts.uri.path();
    if !path.starts_with(ROOT) {
        return None;
    }
    let service = services::all().into_iter().find(|service| Wire::of(service) == Some(Wire::Jpush))?;
    let mut asked = Asked::new(Wire::Jpush, service, pairs::of_query(&received.parts));
    // The vendor's Python client ends the path of a collection with a slash.
    let path = path.strip_suffix('/').unwrap_or(path);
    let at_path =
        service.operations.iter().filter_map(|operation| Some((*operation, route(operation, path)?)));
    let mut at_path: Vec<_> = at_path.collect();
    let any = at_path.first().map(|(operation, _)| *operation);
    let method = received.parts.method.as_str();
    at_path.retain(|(operation, _)| operation.method.as_str() == method);
    // A whole body given as text cannot be told from the members it holds: those are what the service reads.
    at_path.sort_by_key(|(operation, _)| takes_whole_body(operation));
    asked.alias = at_path.get(1).map(|(operation, _)| *operation);
    asked.operation = match (at_path.into_iter().next(), any) {
        (Some((operation, segments)), _) => {
            asked.segments = segments;
            Ok(operation)
        }
        (None, Some(_)) => {
            let message = format!("{method} is not taken here");
            Err(Wire::Jpush.refuse(service, any, Reason::WrongMethod, "", message))
        }
        (None, None) => Err(asked.refuse(Reason::UnknownOperation, "", "there is nothing at this path")),
    };
    Some(asked)
}

fn takes_whole_body(operation: &Operation) -> bool {
    operation.parameters.members.iter().any(|member| member.place == Place::WholeBody)
}

/// The parameters in the path, if it is one of the operation's.
fn route(operation: &'static Operation, path: &str) -> Option<Segments> {
    let mut bases = bases(operation.service, operation.base);
    bases.find_map(|base| segments(operation.path, path.strip_prefix(base)?))
}

/// What stands at each `{name}` of the template, if the rest is the same.
fn segments(template: &'static str, given: &str) -> Option<Segments> {
    if template.split('/').count() != given.split('/').count() {
        return None;
    }
    let mut segments = Segments::new();
    for (wanted, given) in template.split('/').zip(given.split('/')) {
        let name = wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        match name {
            Some(name) if !given.is_empty() => segments.push((name, pairs::decode_segment(given))),
            None if wanted == given => {}
            _ => return None,
        }
    }
    Some(segments)
}

/// The paths of a base URL in all regions.
fn bases(service: &'static Service, name: &str) -> impl Iterator<Item = &'static str> {
    let bases = service.endpoints.iter().flat_map(|endpoint| endpoint.bases);
    bases.filter(move |(given, _)| *given == name).map(|(_, url)| super::path_of(url))
}

pub(super) fn parameters(asked: &Asked, operation: &'static Operation, body: &[u8]) -> Result<Map, Refusal> {
    let has_body = operation.method.has_body();
    let mut map = match has_body.then(|| from_slice::<Map>(body)) {
        Some(Ok(map)) => map,
        Some(Err(_)) => return Err(asked.refuse(Reason::Malformed, "", "the body is not a JSON object")),
        None => Map::new(),
    };
    for member in operation.parameters.members {
        let text = match member.place {
            Place::Path => asked
                .segments
                .iter()
                .find(|(name, _)| *name == member.wire_name)
                .map(|(_, text)| text.as_str()),
            Place::Query => pairs::get(&asked.pairs, member.wire_name),
            Place::Ordinary | Place::WholeBody | Place::Header | Place::Form => None,
        };
        if let Some(text) = text {
            map.insert(member.wire_name.to_owned(), values::of_text(member, text));
        }
    }
    Ok(map)
}

pub(super) fn success(operation: &Operation, answer: Map) -> Reply {
    if operation.answer.members.is_empty() {
        Reply::empty(200)
    } else {
        Reply::json(200, &Json::Object(answer))
    }
}

pub(super) fn refusal(operation: Option<&'static Operation>, refusal: &Refusal) -> Reply {
    let Some(code) = &refusal.code else {
        return Reply::empty(refusal.status.unwrap_or(400));
    };
    let code = code.parse::<i64>().map_or_else(|_| code.as_str().into(), Json::from);
    let body_status = operation.and_then(|operation| operation.body_status.as_ref());
    match (refusal.status, body_status) {
        // An error without a status of its own stands beside the members of an answer, where it may.
        (None, Some(names)) => Reply::json(200, &json!({ names.code: code, names.message: refusal.message })),
        (status, _) => {
            let body = json!({ "error": { "code": code, "message": refusal.message } });
            Reply::json(status.unwrap_or(400), &body)
        }
    }
}
