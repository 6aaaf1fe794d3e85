//! Alibaba Cloud RPC: operation and version in headers or parameters, errors in an object with `Code`.

use super::{Asked, Received, Wire, values};
use crate::pairs::{self, Pairs};
use crate::refusal::{Reason, Refusal};
use crate::reply::Reply;
use crate::{form, services};
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::table::{Encoding, Kind, Member, Operation, Service};
use http::header::{HOST, HeaderMap};

/// Parameters of the protocol itself.
const SYSTEM: [&str; 11] = [
    "AccessKeyId",
    "Action",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

pub(super) fn codes(reason: Reason) -> &'static [&'static str] {
    match reason {
        Reason::NoOperation | Reason::NoVersion | Reason::NoId | Reason::NoTime | Reason::NoNonce => {
            &["Missing%s"]
        }
        Reason::UnknownOperation => &["InvalidApi.NotFound"],
        Reason::UnknownVersion => &["NoSuchVersion"],
        Reason::WrongMethod => &["UnsupportedOperation"],
        Reason::IncompleteSignature | Reason::MalformedSignature => &["IncompleteSignature"],
        Reason::UnknownId => &["InvalidAccessKeyId.NotFound"],
        Reason::WrongSignature => &["SignatureDoesNotMatch"],
        Reason::WrongToken => &["CheckAccountInfoFailed", "InvalidAccessKeyId.NotFound"],
        Reason::MalformedTime => &["InvalidTimeStamp.Format"],
        Reason::WrongTime => &["InvalidTimeStamp.Expired"],
        Reason::UsedNonce => &["SignatureNonceUsed"],
        Reason::Missing => &["Missing%s", "MissingParameter", "InvalidParameter.%s"],
        Reason::Malformed => &["Invalid%s.Format", "InvalidParameter.%s", "InvalidParameter"],
        Reason::TooManyChars => &["Invalid%s.LengthExceed", "InvalidParameter.%s", "InvalidParameter"],
        Reason::TooManyBytes => &["Invalid%s.BytesExceed", "InvalidParameter.%s", "InvalidParameter"],
        Reason::Empty => &["Invalid%s.Empty", "InvalidParameter.%s", "InvalidParameter"],
        Reason::TooLongPeriod => &["InvalidPeriod.ExceedDays", "ParameterCheckFailed", "InvalidParameter"],
        Reason::Invalid => &["InvalidParameter.%s", "Invalid.Parameter", "InvalidParameter"],
        Reason::NoSuchObject | Reason::SpentObject | Reason::TooManyObjects => {
            &["ParameterCheckFailed", "InvalidParameter"]
        }
        Reason::AccountThrottled => &["SystemOverFlow", "Throttling.User", "Throttling"],
        Reason::OperationThrottled => &["SystemOverFlow", "Throttling.Api", "Throttling"],
        Reason::Unavailable => &["ServiceUnavailable"],
        Reason::UnknownFormat | Reason::NoSession | Reason::WrongSession | Reason::UnknownParameter => &[],
    }
}

pub(super) fn read(received: &Received) -> Option<Asked> {
    if received.parts.uri.path() != "/" {
        return None;
    }
    let header = |name: &str| received.parts.headers.get(name).and_then(|value| value.to_str().ok());
    let mut parameters = pairs::of_query(&received.parts);
    parameters.extend(form::read(&received.parts.headers, &received.body).texts);
    let named = |name: &str| pairs::get(&parameters, name);
    let action = header("x-acs-action").or_else(|| named("Action")).map(str::to_owned);
    let version = header("x-acs-version").or_else(|| named("Version")).map(str::to_owned);
    let is_signed = named("Signature").is_some() || header("authorization").is_some();
    if action.is_none() && version.is_none() && !is_signed {
        return None;
    }
    let mut spoken = services::all().into_iter().filter(|service| Wire::of(service) == Wire::Alibaba);
    let first = spoken.clone().next()?;
    let found = spoken.find(|service| Some(service.version) == version.as_deref());
    let mut asked = Asked::new(Wire::Alibaba, found.unwrap_or(first), parameters);
    asked.operation = match received.parts.method.as_str() {
        "GET" | "POST" => find(&asked, action.as_deref(), version.as_deref(), found),
        _ => Err(asked.refuse(Reason::WrongMethod, "", "The method must be GET or POST.")),
    };
    Some(asked)
}

fn find(
    asked: &Asked,
    action: Option<&str>,
    version: Option<&str>,
    service: Option<&'static Service>,
) -> Result<&'static Operation, Refusal> {
    let Some(action) = action else {
        return Err(asked.refuse(Reason::NoOperation, "Action", "Action is mandatory for this action."));
    };
    let Some(version) = version else {
        return Err(asked.refuse(Reason::NoVersion, "Version", "Version is mandatory for this action."));
    };
    let Some(service) = service else {
        return Err(asked.refuse(Reason::UnknownVersion, "", format!("There is no version {version:?}.")));
    };
    service.operation(action).ok_or_else(|| {
        asked.refuse(Reason::UnknownOperation, "", format!("There is no operation {action:?}."))
    })
}

/// The parameters by wire name. What the table does not know is ignored by the service; it stays visible.
pub(super) fn parameters(operation: &'static Operation, pairs: &Pairs) -> Map {
    let mut map = Map::new();
    let members = operation.parameters.members;
    for member in members {
        if let Some(json) = value(member, pairs) {
            map.insert(member.wire_name.to_owned(), json);
        }
    }
    let is_numbered = |name: &str| members.iter().any(|member| is_item_of(member, name));
    for (name, value) in pairs {
        if !SYSTEM.contains(&name.as_str()) && !map.contains_key(name) && !is_numbered(name) {
            map.insert(name.clone(), value.as_str().into());
        }
    }
    map
}

fn value(member: &Member, pairs: &Pairs) -> Option<Json> {
    match (member.encoding, member.kind) {
        (Encoding::Repeat, Kind::List(kind)) => numbered(member.wire_name, *kind, pairs),
        _ => pairs::get(pairs, member.wire_name).map(|text| values::of_text(member, text)),
    }
}

/// The list of `Name.1`, `Name.2`, in the order of the numbers.
fn numbered(name: &str, kind: Kind, pairs: &Pairs) -> Option<Json> {
    let numbered = pairs.iter().filter_map(|(given, value)| Some((number(name, given)?, value)));
    let mut items: Vec<(u32, &String)> = numbered.collect();
    items.sort_by_key(|(number, _)| *number);
    let items: Vec<Json> = items.iter().map(|(_, value)| values::plain(kind, value)).collect();
    (!items.is_empty()).then_some(Json::Array(items))
}

fn number(name: &str, given: &str) -> Option<u32> {
    given.strip_prefix(name)?.strip_prefix('.')?.parse().ok()
}

fn is_item_of(member: &Member, given: &str) -> bool {
    member.encoding == Encoding::Repeat && number(member.wire_name, given).is_some()
}

pub(super) fn success(mut answer: Map, request_id: &str) -> Reply {
    answer.insert("RequestId".to_owned(), request_id.into());
    Reply::json(200, &Json::Object(answer)).header("x-acs-request-id", request_id)
}

pub(super) fn refusal(refusal: &Refusal, request_id: &str, headers: &HeaderMap) -> Reply {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let body = json!({
        "RequestId": request_id,
        "HostId": host,
        "Code": refusal.code,
        "Message": refusal.message,
    });
    let reply = Reply::json(refusal.status.unwrap_or(400), &body).header("x-acs-request-id", request_id);
    match refusal.retry_after {
        Some(wait) => reply.header("x-acs-retry-after", &wait.as_millis().max(1).to_string()),
        None => reply,
    }
}
