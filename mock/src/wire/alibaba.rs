//! Alibaba Cloud RPC: operation and version in headers or parameters, errors in an object with `Code`.

use super::{Asked, Received, Wire, values};
use crate::pairs::{self, Pairs};
use crate::refusal::{Reason, Refusal};
use crate::reply::Reply;
use crate::{form, services};
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::table::{Encoding, Kind, Member, Operation, Service, Shape};
use http::header::{HOST, HeaderMap};
use std::collections::BTreeMap;

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
    let mut spoken = services::all().into_iter().filter(|service| Wire::of(service) == Some(Wire::Alibaba));
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
    let own = pairs.iter().filter(|(name, _)| !SYSTEM.contains(&name.as_str()));
    members(operation.parameters, &own.cloned().collect())
}

fn members(shape: &Shape, pairs: &Pairs) -> Map {
    let mut map = Map::new();
    for member in shape.members {
        if let Some(json) = value(member, pairs) {
            map.insert(member.wire_name.to_owned(), json);
        }
    }
    let is_numbered = |name: &str| shape.members.iter().any(|member| is_item_of(member, name));
    for (name, value) in pairs {
        if !map.contains_key(name) && !is_numbered(name) {
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

/// The list of `Name.1`, `Name.2`, or of `Name.1.Member`, in the order of the numbers.
fn numbered(name: &str, kind: Kind, pairs: &Pairs) -> Option<Json> {
    let mut items: BTreeMap<u32, Pairs> = BTreeMap::new();
    for (given, value) in pairs {
        if let Some((number, rest)) = number(name, given) {
            items.entry(number).or_default().push((rest.to_owned(), value.clone()));
        }
    }
    let items: Vec<Json> = items.values().filter_map(|pairs| item(kind, pairs)).collect();
    (!items.is_empty()).then_some(Json::Array(items))
}

/// An item of the pairs that stand under its number, the number taken off their names.
fn item(kind: Kind, pairs: &Pairs) -> Option<Json> {
    if let Some(text) = pairs::get(pairs, "") {
        return Some(values::plain(kind, text));
    }
    let Kind::Record(shape) = kind else {
        return None;
    };
    Some(Json::Object(members(shape, pairs)))
}

/// The number, and what comes after it: nothing, or the name of a member.
fn number<'g>(name: &str, given: &'g str) -> Option<(u32, &'g str)> {
    let rest = given.strip_prefix(name)?.strip_prefix('.')?;
    let (number, rest) = rest.split_once('.').unwrap_or((rest, ""));
    Some((number.parse().ok()?, rest))
}

fn is_item_of(member: &Member, given: &str) -> bool {
    let is_object = matches!(member.kind, Kind::List(Kind::Record(_)));
    let is_item = |(_, rest): (u32, &str)| rest.is_empty() || is_object;
    member.encoding == Encoding::Repeat && number(member.wire_name, given).is_some_and(is_item)
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

#[cfg(test)]
mod tests {
    use super::*;

    static TAG: Shape = Shape::new(
        "Tag",
        &[
            Member::new("Key", Kind::Text),
            Member::new("Ids", Kind::List(&Kind::Int64)).encoding(Encoding::Repeat),
        ],
        &[],
    );

    static REQUEST: Shape = Shape::new(
        "Request",
        &[
            Member::new("Tag", Kind::List(&Kind::Record(&TAG))).encoding(Encoding::Repeat),
            Member::new("Name", Kind::List(&Kind::Text)).encoding(Encoding::Repeat),
        ],
        &[],
    );

    #[test]
    fn repeated_objects_are_put_together_by_their_numbers() {
        let pairs = [
            ("Name.10", "c"),
            ("Name.2", "b"),
            ("Name.1.Odd", "d"),
            ("Tag.2.Key", "y"),
            ("Tag.1.Ids.1", "7"),
            ("Tag.1.Key", "x"),
            ("Tag.1.More", "z"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let expected = json!({
            "Name": ["b", "c"],
            "Name.1.Odd": "d",
            "Tag": [{ "Ids": [7], "Key": "x", "More": "z" }, { "Key": "y" }],
        });
        assert_eq!(Json::Object(members(&REQUEST, &pairs)), expected);
    }
}
