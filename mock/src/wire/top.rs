//! Taobao Open Platform: operations by the parameter `method`, errors in an object `error_response`.

use super::{Asked, Received, Wire, values, xml};
use crate::form::{self, FilePart};
use crate::pairs::{self, Pairs};
use crate::refusal::{Reason, Refusal, find_row};
use crate::reply::Reply;
use crate::services;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::table::{Operation, Service};

/// Parameters of the platform itself.
const SYSTEM: [&str; 11] = [
    "app_key",
    "format",
    "method",
    "partner_id",
    "session",
    "sign",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

pub(super) fn codes(reason: Reason) -> &'static [&'static str] {
    match reason {
        Reason::WrongMethod => &["9"],
        Reason::NoOperation => &["21"],
        Reason::UnknownOperation => &["22"],
        Reason::UnknownFormat => &["23"],
        Reason::IncompleteSignature => &["24"],
        Reason::WrongSignature | Reason::MalformedSignature => &["25"],
        Reason::NoSession => &["26"],
        Reason::WrongSession | Reason::WrongToken => &["invalid-sessionkey", "27"],
        Reason::NoId => &["28"],
        Reason::UnknownId => &["29"],
        Reason::NoTime => &["30"],
        Reason::MalformedTime => &["31"],
        Reason::WrongTime => &["isv.timestamp-limit-error", "31"],
        Reason::NoVersion => &["32"],
        Reason::UnknownVersion => &["33"],
        Reason::Missing => &["isv.missing-parameter", "40"],
        Reason::Malformed
        | Reason::TooManyChars
        | Reason::TooManyBytes
        | Reason::Empty
        | Reason::TooLongPeriod
        | Reason::NoSuchObject
        | Reason::SpentObject
        | Reason::TooManyObjects
        | Reason::Invalid => &["isv.invalid-parameter", "41"],
        Reason::AccountThrottled | Reason::OperationThrottled => {
            &["accesscontrol.limited-by-api-access-count", "8"]
        }
        Reason::Unavailable => &["10"],
        Reason::UnknownParameter | Reason::NoNonce | Reason::UsedNonce => &[],
    }
}

/// The platform's code beside a sub code.
fn main_code(sub_code: &str) -> &'static str {
    let prefixes = [
        ("isv.missing-parameter", "40"),
        ("isv.invalid-parameter", "41"),
        ("isv.timestamp-limit-error", "31"),
        ("isv.permission-", "11"),
        ("isv.access-limited-", "7"),
        ("accesscontrol.", "7"),
        ("invalid-session", "27"),
        ("session-", "27"),
    ];
    prefixes.iter().find(|(prefix, _)| sub_code.starts_with(prefix)).map_or("15", |(_, code)| code)
}

pub(super) fn read(received: &Received) -> Option<Asked> {
    let service = services::all().into_iter().find(|service| Wire::of(service) == Some(Wire::Top))?;
    let mut bases = service.endpoints.iter().flat_map(|endpoint| endpoint.bases);
    if !bases.any(|(_, url)| super::path_of(url) == received.parts.uri.path()) {
        return None;
    }
    let mut pairs = pairs::of_query(&received.parts);
    let form = form::read(&received.parts.headers, &received.body);
    pairs.extend(form.texts);
    let mut asked = Asked::new(Wire::Top, service, pairs);
    asked.files = form.files;
    asked.operation = find(service, received.parts.method.as_str(), &asked);
    Some(asked)
}

fn find(service: &'static Service, method: &str, asked: &Asked) -> Result<&'static Operation, Refusal> {
    let get = |name| pairs::get(&asked.pairs, name).filter(|value| !value.is_empty());
    let refuse = |reason, message: &str| Err(asked.refuse(reason, "", message));
    if method != "GET" && method != "POST" {
        return refuse(Reason::WrongMethod, "the HTTP method must be GET or POST");
    }
    let Some(name) = get("method") else {
        return refuse(Reason::NoOperation, "the parameter method is absent");
    };
    let Some(operation) = service.operation(name) else {
        return refuse(Reason::UnknownOperation, &format!("there is no method {name:?}"));
    };
    match (get("v"), get("format")) {
        (None, _) => refuse(Reason::NoVersion, "the parameter v is absent"),
        (Some(version), _) if version != service.version => {
            refuse(Reason::UnknownVersion, &format!("there is no version {version:?}"))
        }
        (_, Some(format)) if format != "json" && format != "xml" => {
            refuse(Reason::UnknownFormat, "the format must be json or xml")
        }
        _ => Ok(operation),
    }
}

/// The parameters by wire name. An empty value is the same as none.
pub(super) fn parameters(operation: &'static Operation, pairs: &Pairs, files: &[FilePart]) -> Map {
    let mut map = Map::new();
    let shape = operation.parameters;
    for (name, text) in pairs.iter().filter(|(_, text)| !text.is_empty()) {
        match shape.index_of(name) {
            Some(at) => _ = map.insert(name.clone(), values::of_text(&shape.members[at], text)),
            None if SYSTEM.contains(&name.as_str()) => {}
            None => _ = map.insert(name.clone(), text.as_str().into()),
        }
    }
    for file in files {
        let json = json!({ "name": file.name, "content": STANDARD.encode(&file.content) });
        map.insert(file.field.clone(), json);
    }
    map
}

/// How the caller wants the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    SimpleJson,
    Xml,
}

fn form(pairs: &Pairs) -> Form {
    match (pairs::get(pairs, "format"), pairs::get(pairs, "simplify")) {
        (Some("json"), Some("true")) => Form::SimpleJson,
        (Some("json"), _) => Form::Json,
        _ => Form::Xml,
    }
}

pub(super) fn success(operation: &'static Operation, answer: Map, request_id: &str, pairs: &Pairs) -> Reply {
    let form = form(pairs);
    let mut answer = if form == Form::SimpleJson { answer } else { wrapped(operation, answer) };
    answer.insert("request_id".to_owned(), request_id.into());
    let name = format!("{}_response", operation.name.trim_start_matches("taobao.").replace('.', "_"));
    match form {
        Form::SimpleJson => Reply::json(200, &Json::Object(answer)),
        Form::Json => Reply::json(200, &json!({ name: answer })),
        Form::Xml => Reply::xml(200, xml::document(&name, &answer)),
    }
}

/// Lists stand in objects of their own, under the name of their items.
fn wrapped(operation: &Operation, answer: Map) -> Map {
    let wrap = |(name, json): (String, Json)| {
        let member = operation.answer.index_of(&name).map(|at| &operation.answer.members[at]);
        match member.and_then(|member| member.wrapper) {
            Some(wrapper) => (name, json!({ wrapper: json })),
            None => (name, json),
        }
    };
    answer.into_iter().map(wrap).collect()
}

pub(super) fn refusal(
    service: &'static Service,
    refusal: &Refusal,
    request_id: &str,
    pairs: &Pairs,
) -> Reply {
    let code = refusal.code.as_deref().unwrap_or("15");
    let is_main = code.bytes().all(|byte| byte.is_ascii_digit());
    let main = if is_main { code } else { main_code(code) };
    let meaning = find_row(service, None, main).map_or("", |row| row.meaning);
    let message = meaning.split_once(':').map_or(meaning, |(message, _)| message);
    let mut error = Map::new();
    error.insert("code".to_owned(), main.parse::<i64>().unwrap_or(15).into());
    error.insert("msg".to_owned(), message.into());
    if !is_main {
        error.insert("sub_code".to_owned(), code.into());
    }
    error.insert("sub_msg".to_owned(), told(refusal).into());
    error.insert("request_id".to_owned(), request_id.into());
    let status = refusal.status.unwrap_or(200);
    match form(pairs) {
        Form::Xml => Reply::xml(status, xml::document("error_response", &error)),
        Form::Json | Form::SimpleJson => Reply::json(status, &json!({ "error_response": error })),
    }
}

/// The message, and after a throttled call for how long calls are refused.
fn told(refusal: &Refusal) -> String {
    match refusal.retry_after {
        Some(wait) => {
            let seconds = wait.as_millis().div_ceil(1000).max(1);
            format!("This ban will last for {seconds} more seconds")
        }
        None => refusal.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(query: &str) -> String {
        let operation = services::operation("taobao.tmc.messages.produce").unwrap();
        let Json::Object(answer) = json!({ "is_all_success": true, "results": [{ "is_success": true }] })
        else {
            unreachable!()
        };
        let reply = success(operation, answer, "r", &pairs::decode(query.as_bytes()));
        String::from_utf8(reply.body.to_vec()).unwrap()
    }

    #[test]
    fn an_answer_has_the_form_that_is_asked_for() {
        let list = r#"[{"is_success":true}]"#;
        let wrapped = format!(
            r#"{{"is_all_success":true,"request_id":"r","results":{{"tmc_produce_result":{list}}}}}"#
        );
        assert_eq!(answered("format=json"), format!(r#"{{"tmc_messages_produce_response":{wrapped}}}"#));
        let simple = format!(r#"{{"is_all_success":true,"request_id":"r","results":{list}}}"#);
        assert_eq!(answered("format=json&simplify=true"), simple);
        for xml in ["", "format=xml"] {
            let expected =
                "<results><tmc_produce_result><is_success>true</is_success></tmc_produce_result></results>";
            assert!(answered(xml).contains(expected), "{}", answered(xml));
        }
    }

    #[test]
    fn an_empty_value_is_none() {
        let operation = services::operation("taobao.tmc.message.produce").unwrap();
        let pairs = pairs::decode(b"topic=&content=%7B%7D&method=m&more=1");
        let expected = json!({ "content": "{}", "more": "1" });
        assert_eq!(Json::Object(parameters(operation, &pairs, &[])), expected);
    }

    #[test]
    fn an_error_stands_beside_the_platforms_own_code() {
        for (code, main) in
            [("41", 41), ("isv.missing-parameter", 40), ("isp.%s", 15), ("session-expired", 27)]
        {
            let service = services::operation("taobao.tmc.messages.produce").unwrap().service;
            let refused = Refusal::of_row(find_row(service, None, code).unwrap(), code, "why");
            let reply = refusal(service, &refused, "r", &pairs::decode(b"format=json"));
            let body: Json = bindery::runtime::serde_json::from_slice(&reply.body).unwrap();
            let error = &body["error_response"];
            assert_eq!((reply.status, &error["code"], &error["sub_msg"]), (200, &json!(main), &json!("why")));
            assert_eq!(error.get("sub_code").is_some(), code != "41");
        }
    }
}
