//! Alibaba Cloud RPC: parameters in the query, signed with ACS3-HMAC-SHA256 in headers or with the older
//! HMAC-SHA1 in a parameter.
//!
//! A query that no URL can hold goes into a form body, as does one with a sensitive parameter, and everything
//! under HMAC-SHA1, where the parameters include the security token: those have no place in a URL.

use super::hints::{self, Complaint};
use super::parameters::{self, Parameter};
use super::sealed::Speak;
use super::{Attempt, FORM, Payload, Protocol, Signed, Success, crypto, percent};
use super::{
    common_headers, header_value, is_success, not_understood, object, reply, request, secret_value, text,
};
use crate::config::Signature;
use crate::credentials::Credentials;
use crate::error::{Error, Reply, Result};
use crate::table::{Kind, Operation};
use crate::time;
use crate::value::{Map, RecordRef, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Response;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use serde_json::Value as Json;
use std::time::{Duration, SystemTime};

/// Alibaba Cloud RPC.
#[derive(Clone, Copy, Debug)]
pub struct AlibabaRpc;

impl Protocol for AlibabaRpc {
    fn name(&self) -> &'static str {
        "alibaba_rpc"
    }

    fn signatures(&self) -> &'static [Signature] {
        &[Signature::Acs3, Signature::HmacSha1]
    }

    fn request_id_member(&self) -> Option<&'static str> {
        Some("RequestId")
    }
}

impl Speak for AlibabaRpc {
    fn sign(&self, attempt: &Attempt<'_>) -> Result<Signed> {
        match attempt.signature {
            Signature::HmacSha1 => hmac_sha1(attempt),
            _ => acs3(attempt),
        }
    }

    fn read(
        &self,
        operation: &'static Operation,
        response: &Response<Bytes>,
    ) -> std::result::Result<Success, Error> {
        read(operation, response)
    }

    fn complaint(&self, error: &Error) -> Option<Complaint> {
        match error.code()? {
            "InvalidTimeStamp.Expired" => Some(Complaint::Clock),
            "SignatureNonceUsed" => Some(Complaint::Nonce),
            "SignatureDoesNotMatch" => Some(Complaint::Signature(error.message().and_then(text_of_server))),
            _ => None,
        }
    }

    /// The gateway's own header counts in milliseconds.
    fn wait(&self, error: &Error, now: SystemTime) -> Option<Duration> {
        let headers = error.headers()?;
        let millis = hints::number(headers, "x-acs-retry-after").filter(|millis| *millis > 0);
        millis.map(Duration::from_millis).or_else(|| hints::retry_after(headers, now))
    }
}

/// The text that the server signed, which its message quotes after a colon.
fn text_of_server(message: &str) -> Option<String> {
    let told = "string to sign is:";
    let at = message.to_ascii_lowercase().find(told)?;
    let text = message[at + told.len()..].trim();
    (!text.is_empty()).then(|| text.to_owned())
}

const ACTION: HeaderName = HeaderName::from_static("x-acs-action");
const VERSION: HeaderName = HeaderName::from_static("x-acs-version");
const DATE: HeaderName = HeaderName::from_static("x-acs-date");
const NONCE: HeaderName = HeaderName::from_static("x-acs-signature-nonce");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-acs-content-sha256");
const ACCESS_KEY_ID: HeaderName = HeaderName::from_static("x-acs-accesskey-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-acs-security-token");

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// Parameters of the protocol itself under HMAC-SHA1, which a caller may not give under either signature.
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

/// The SHA-256 of no bytes.
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The longest URL that the `http` crate takes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

fn acs3(attempt: &Attempt<'_>) -> Result<Signed> {
    let parameters = parameters::collect(attempt.record, 0);
    parameters::refuse_clashes(&parameters, &SYSTEM)?;
    let place = Placed::new(attempt, &parameters);
    let content_sha256 = hash_of(&place.body)?;
    let signed = signed_headers(attempt, &place, &content_sha256)?;
    let canonical = Canonical {
        method: attempt.operation.method.as_str(),
        path: place.path(),
        query: place.query(),
        headers: &signed,
        names: signed_names(!place.body.is_empty(), attempt.credentials.token().is_some()),
        content_sha256: content_sha256.as_bytes(),
    };
    let string_to_sign = canonical.string_to_sign();
    let authorization = canonical.authorization(attempt.credentials, &string_to_sign);
    let mut headers = HeaderMap::with_capacity(signed.len() + 2);
    for (name, value) in signed {
        headers.append(name, value);
    }
    headers.append(ACCEPT, super::JSON);
    headers.append(AUTHORIZATION, secret_value(&AUTHORIZATION, authorization)?);
    Ok(Signed {
        request: request(attempt, place.path_and_query, headers, place.body)?,
        string_to_sign: Some(string_to_sign),
    })
}

/// Path, query and body, with the parameters in one of the last two.
struct Placed {
    path_and_query: Vec<u8>,
    /// Where the query begins; at the end, if there is none.
    query_at: usize,
    body: Vec<u8>,
}

impl Placed {
    fn new(attempt: &Attempt<'_>, parameters: &[Parameter<'_>]) -> Self {
        let base = attempt.base;
        let mut url = Vec::with_capacity(base.path().len() + 2 + parameters::encoded_length(parameters));
        url.extend_from_slice(base.path().as_bytes());
        url.push(b'/');
        let path_end = url.len();
        if !parameters.is_empty() {
            url.push(b'?');
            parameters::encode(parameters, &mut url);
        }
        let mut placed =
            Self { query_at: url.len().min(path_end + 1), path_and_query: url, body: Vec::new() };
        let length = base.origin_length() + placed.path_and_query.len();
        if length > LONGEST_URL || holds_sensitive(attempt.record) {
            placed.body = placed.path_and_query.split_off(placed.query_at);
            placed.path_and_query.truncate(path_end);
            placed.query_at = path_end;
        }
        placed
    }

    fn path(&self) -> &[u8] {
        let path = &self.path_and_query[..self.query_at];
        path.strip_suffix(b"?").unwrap_or(path)
    }

    fn query(&self) -> &[u8] {
        &self.path_and_query[self.query_at..]
    }
}

/// The headers that are signed, sorted by name.
fn signed_headers(
    attempt: &Attempt<'_>,
    place: &Placed,
    content_sha256: &HeaderValue,
) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let operation = attempt.operation;
    let token = attempt.credentials.token();
    let mut headers = Vec::with_capacity(9);
    if !place.body.is_empty() {
        headers.push((CONTENT_TYPE, FORM));
    }
    headers.push((HOST, attempt.base.host_header()));
    if token.is_some() {
        headers.push((ACCESS_KEY_ID, header_value(&ACCESS_KEY_ID, attempt.credentials.id().to_owned())?));
    }
    headers.push((ACTION, HeaderValue::from_static(operation.name)));
    headers.push((CONTENT_SHA256, content_sha256.clone()));
    headers.push((DATE, header_value(&DATE, time::utc_seconds(attempt.now))?));
    if let Some(token) = token {
        headers.push((SECURITY_TOKEN, secret_value(&SECURITY_TOKEN, token.to_owned())?));
    }
    headers.push((NONCE, header_value(&NONCE, attempt.nonces.nonce())?));
    headers.push((VERSION, HeaderValue::from_static(operation.service.version)));
    Ok(headers)
}

/// Whether a parameter is given whose value does not belong into a URL.
fn holds_sensitive(record: RecordRef<'_>) -> bool {
    record.shape().members.iter().enumerate().any(|(at, member)| match member.kind {
        _ if member.sensitive => !record.get(at).is_absent(),
        Kind::Record(_) | Kind::List(Kind::Record(_)) => match record.get(at) {
            Value::Record(inner) => holds_sensitive(inner),
            Value::List(items) => {
                items.iter().any(|item| matches!(item, Value::Record(inner) if holds_sensitive(inner)))
            }
            _ => false,
        },
        _ => false,
    })
}

fn hash_of(body: &[u8]) -> Result<HeaderValue> {
    if body.is_empty() {
        return Ok(HeaderValue::from_static(EMPTY_SHA256));
    }
    header_value(&CONTENT_SHA256, crypto::lower_hex(&crypto::sha256(body)))
}

/// The names of the [`signed_headers`], joined.
fn signed_names(has_form: bool, has_token: bool) -> &'static str {
    match (has_form, has_token) {
        (false, false) => {
            "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
        }
        (true, false) => {
            "content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
        }
        (false, true) => {
            "host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;\
             x-acs-signature-nonce;x-acs-version"
        }
        (true, true) => {
            "content-type;host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;\
             x-acs-security-token;x-acs-signature-nonce;x-acs-version"
        }
    }
}

/// What ACS3 signs.
struct Canonical<'a> {
    method: &'a str,
    path: &'a [u8],
    query: &'a [u8],
    /// The headers to sign, sorted by name.
    headers: &'a [(HeaderName, HeaderValue)],
    /// Their names, joined with `;`.
    names: &'a str,
    content_sha256: &'a [u8],
}

impl Canonical<'_> {
    fn request(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.query.len() + 1024);
        for line in [self.method.as_bytes(), self.path, self.query] {
            out.extend_from_slice(line);
            out.push(b'\n');
        }
        for (name, value) in self.headers {
            out.extend_from_slice(name.as_str().as_bytes());
            out.push(b':');
            out.extend_from_slice(value.as_bytes().trim_ascii());
            out.push(b'\n');
        }
        out.push(b'\n');
        out.extend_from_slice(self.names.as_bytes());
        out.push(b'\n');
        out.extend_from_slice(self.content_sha256);
        out
    }

    fn string_to_sign(&self) -> String {
        let mut text = String::with_capacity(ALGORITHM.len() + 65);
        text.push_str(ALGORITHM);
        text.push('\n');
        crypto::push_lower_hex(&crypto::sha256(&self.request()), &mut text);
        text
    }

    fn authorization(&self, credentials: &Credentials, string_to_sign: &str) -> String {
        let signature = credentials.hmac_sha256().sign(string_to_sign.as_bytes());
        let parts =
            [ALGORITHM, " Credential=", credentials.id(), ",SignedHeaders=", self.names, ",Signature="];
        // Of just the right size, for a header value then takes it over as it is.
        let length = parts.iter().map(|part| part.len()).sum::<usize>() + signature.len() * 2;
        let mut out = String::with_capacity(length);
        out.extend(parts);
        crypto::push_lower_hex(&signature, &mut out);
        out
    }
}

fn hmac_sha1(attempt: &Attempt<'_>) -> Result<Signed> {
    let mut parameters = parameters::collect(attempt.record, SYSTEM.len());
    parameters::refuse_clashes(&parameters, &SYSTEM)?;
    parameters.extend(system_parameters(attempt));
    parameters::sort(&mut parameters);
    let canonical = canonical_query(&parameters);
    let string_to_sign = rpc_string_to_sign(attempt.operation.method.as_str(), &canonical);
    let signature = rpc_signature(attempt.credentials.secret(), &string_to_sign);

    let mut body = canonical.into_bytes();
    body.extend_from_slice(b"&Signature=");
    percent::encode(&signature, &mut body);
    let mut headers = common_headers(attempt.base, 4);
    headers.insert(CONTENT_TYPE, FORM);
    let path = format!("{}/", attempt.base.path()).into_bytes();
    Ok(Signed { request: request(attempt, path, headers, body)?, string_to_sign: Some(string_to_sign) })
}

fn canonical_query(parameters: &[Parameter<'_>]) -> String {
    let mut query = Vec::with_capacity(parameters::encoded_length(parameters));
    parameters::encode(parameters, &mut query);
    percent::into_text(query)
}

/// The method, the encoded path `/`, and the canonical query encoded once more.
fn rpc_string_to_sign(method: &str, canonical_query: &str) -> String {
    let mut text = Vec::with_capacity(canonical_query.len() * 3 / 2);
    text.extend_from_slice(method.as_bytes());
    text.extend_from_slice(b"&%2F&");
    percent::encode(canonical_query, &mut text);
    percent::into_text(text)
}

/// The key is the secret with `&` at its end.
fn rpc_signature(secret: &str, string_to_sign: &str) -> String {
    let key = format!("{secret}&");
    STANDARD.encode(crypto::hmac_sha1(key.as_bytes(), string_to_sign.as_bytes()))
}

fn system_parameters<'a>(attempt: &Attempt<'a>) -> impl Iterator<Item = Parameter<'a>> {
    let token = attempt.credentials.token();
    [
        Parameter::new("AccessKeyId", attempt.credentials.id()),
        Parameter::new("Action", attempt.operation.name),
        Parameter::new("Format", "JSON"),
        Parameter::new("SignatureMethod", "HMAC-SHA1"),
        Parameter::new("SignatureNonce", attempt.nonces.nonce()),
        Parameter::new("SignatureVersion", "1.0"),
        Parameter::new("Timestamp", time::utc_seconds(attempt.now)),
        Parameter::new("Version", attempt.operation.service.version),
    ]
    .into_iter()
    .chain(token.map(|token| Parameter::new("SecurityToken", token)))
}

fn read(operation: &'static Operation, response: &Response<Bytes>) -> std::result::Result<Success, Error> {
    let request_id = response.headers().get("x-acs-request-id");
    let request_id = request_id.and_then(|id| id.to_str().ok()).map(str::to_owned);
    let body = response.body();
    let success = is_success(response.status());
    if success && !may_hide_error(operation, body) {
        let payload = Payload::Text(body.clone());
        return Ok(Success { payload, request_id });
    }
    let mut reply = reply(response);
    reply.request_id.clone_from(&request_id);
    match object(body) {
        Ok(map) if success && !hides_error(&map) => {
            Ok(Success { payload: Payload::Json(Json::Object(map)), request_id })
        }
        Ok(map) => {
            read_error(&map, &mut reply);
            Err(not_understood(response, reply, "the answer carries an error code"))
        }
        Err(_) if read_xml(body, &mut reply) => Err(Error::service(reply)),
        Err(error) => {
            Err(not_understood(response, reply, "the answer is not a JSON object").with_source(error))
        }
    }
}

/// Whether a successful answer has a member `Code` that the operation does not document.
fn may_hide_error(operation: &Operation, body: &[u8]) -> bool {
    let member = b"\"Code\"";
    operation.answer.index_of("Code").is_none() && body.windows(member.len()).any(|window| window == member)
}

fn hides_error(map: &Map) -> bool {
    let is_failure = |code: &str| !matches!(code, "200" | "OK" | "Success" | "success" | "");
    map.contains_key("Message") && text(map, "Code").is_some_and(|code| is_failure(&code))
}

fn read_error(map: &Map, reply: &mut Reply) {
    let either = |upper, lower| text(map, upper).or_else(|| text(map, lower));
    reply.code = either("Code", "code");
    reply.message = either("Message", "message");
    reply.request_id = either("RequestId", "requestId").or_else(|| reply.request_id.take());
}

/// Reads the gateway's XML form, `<Error><Code>…</Code>…</Error>`.
fn read_xml(body: &[u8], reply: &mut Reply) -> bool {
    let Ok(body) = std::str::from_utf8(body) else {
        return false;
    };
    let element = |name: &str| {
        let (_, rest) = body.split_once(&format!("<{name}>"))?;
        let (text, _) = rest.split_once(&format!("</{name}>"))?;
        Some(
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&"),
        )
    };
    if !body.contains("<Error>") {
        return false;
    }
    reply.code = element("Code");
    reply.message = element("Message");
    reply.request_id = element("RequestId").or_else(|| reply.request_id.take());
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "LTAI4FoXExampleAkId";
    const SECRET: &str = "vEx4mpleS3cretF0rDocsOnly";

    fn parameters(pairs: &[(&'static str, &'static str)]) -> Vec<Parameter<'static>> {
        let mut parameters: Vec<_> =
            pairs.iter().map(|(name, value)| Parameter::new(*name, *value)).collect();
        parameters::sort(&mut parameters);
        parameters
    }

    #[test]
    fn a_secret_in_a_repeated_object_keeps_the_parameters_out_of_the_url() {
        use crate::json::JsonRecord;
        use crate::table::{Encoding, Member, Shape};
        static USER: Shape = Shape {
            name: "User",
            members: &[Member::new("Name", Kind::Text), Member::new("Password", Kind::Text).sensitive()],
            order: &[0, 1],
            rules: &[],
        };
        static REQUEST: Shape = Shape {
            name: "Request",
            members: &[Member::new("User", Kind::List(&Kind::Record(&USER))).encoding(Encoding::Repeat)],
            order: &[0],
            rules: &[],
        };
        for (user, holds) in [
            (serde_json::json!({"Name": "a"}), false),
            (serde_json::json!({"Name": "a", "Password": "EXAMPLE-NOT-A-SECRET"}), true),
        ] {
            let map = serde_json::json!({"User": [{"Name": "b"}, user]});
            let record = JsonRecord::new(&REQUEST, map.as_object().unwrap());
            assert_eq!(holds_sensitive(RecordRef::Json(record)), holds);
        }
    }

    /// Signs these headers, all of them, and gives string to sign and signature.
    fn sign_acs3(
        id: &str,
        secret: &str,
        query: &str,
        headers: &[(&'static str, &'static str)],
    ) -> (String, String) {
        let header = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let headers: Vec<_> = headers.iter().map(header).collect();
        let canonical = Canonical {
            method: "POST",
            path: b"/",
            query: query.as_bytes(),
            headers: &headers,
            names: &names.join(";"),
            content_sha256: EMPTY_SHA256.as_bytes(),
        };
        let string_to_sign = canonical.string_to_sign();
        let credentials = Credentials::new(id, secret).unwrap();
        let authorization = canonical.authorization(&credentials, &string_to_sign);
        let (_, signature) = authorization.rsplit_once("Signature=").unwrap();
        (string_to_sign, signature.to_owned())
    }

    const VENDOR_HEADERS: [(&str, &str); 9] = [
        ("accept", "application/json"),
        ("host", "onsmqtt.cn-shanghai.aliyuncs.com"),
        ("user-agent", "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2"),
        ("x-acs-action", "BatchQuerySessionByClientIds"),
        ("x-acs-content-sha256", EMPTY_SHA256),
        ("x-acs-credentials-provider", "static_ak"),
        ("x-acs-date", "2026-11-22T05:00:27Z"),
        ("x-acs-signature-nonce", "7a6453872b3e2784ed58643dee09a544"),
        ("x-acs-version", "2020-04-20"),
    ];

    fn two_clients() -> String {
        canonical_query(&parameters(&[
            ("InstanceId", "mqtt-cn-doc00001"),
            ("ClientIdList.1", "GID_doc@@@a b"),
            ("ClientIdList.2", "GID_doc@@@灯~*"),
        ]))
    }

    #[test]
    fn acs3_agrees_with_the_vendors_client() {
        let (string_to_sign, signature) = sign_acs3(ID, SECRET, &two_clients(), &VENDOR_HEADERS);
        assert_eq!(
            string_to_sign,
            "ACS3-HMAC-SHA256\nc6236d8238ab22b5c3823ef4530f9977e080528ad16966cf35883e3b956c921a"
        );
        assert_eq!(signature, "ca8f7bd365df993c9c9886176de0ff44eedd806411a9900d1028faf3bd755057");
    }

    #[test]
    fn acs3_agrees_with_the_vendors_client_under_sts() {
        let mut headers = VENDOR_HEADERS.to_vec();
        headers[5].1 = "static_sts";
        headers[7].1 = "981aea7caebd7eb93023906ffd402578";
        headers.insert(3, ("x-acs-accesskey-id", "STS.ExampleAkId"));
        headers.insert(8, ("x-acs-security-token", "ExampleToken+/=="));
        let (string_to_sign, signature) =
            sign_acs3("STS.ExampleAkId", "vStsEx4mpleS3cret", &two_clients(), &headers);
        assert_eq!(
            string_to_sign,
            "ACS3-HMAC-SHA256\n14c3a49892fba495fe39d5fd3ab2b60be20281dbd836278d7ca8fe4d4399edc4"
        );
        assert_eq!(signature, "612ef2816962047baff4fee19878ae9312009fb17614bb606700c3ac9f1aab61");
    }

    #[test]
    fn acs3_agrees_with_the_published_example() {
        let query = canonical_query(&parameters(&[
            ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
            ("RegionId", "cn-shanghai"),
        ]));
        let headers = [
            ("host", "ecs.cn-shanghai.aliyuncs.com"),
            ("x-acs-action", "RunInstances"),
            ("x-acs-content-sha256", EMPTY_SHA256),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ("x-acs-version", "2014-05-26"),
        ];
        let (_, signature) = sign_acs3("YourAccessKeyId", "YourAccessKeySecret", &query, &headers);
        assert_eq!(signature, "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }

    #[test]
    fn hmac_sha1_agrees_with_the_vendors_clients_and_the_published_example() {
        let tea = [
            ("InstanceId", "mqtt-cn-doc00001"),
            ("ClientIdList.1", "GID_doc@@@a b"),
            ("ClientIdList.2", "GID_doc@@@灯~*"),
            ("AccessKeyId", ID),
            ("Action", "BatchQuerySessionByClientIds"),
            ("Format", "json"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", "6dbd47cddf80acbf47c3af974b64548b"),
            ("SignatureVersion", "1.0"),
            ("Timestamp", "2026-11-22T05:00:27Z"),
            ("Version", "2020-04-20"),
        ];
        let core = [
            ("AppKey", "335555555"),
            ("MessageId", "a b*~/+你"),
            ("AccessKeyId", ID),
            ("Action", "CompleteContinuouslyPush"),
            ("Format", "JSON"),
            ("RegionId", "cn-hangzhou"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", "269b956605086f9330cc207c7dfb3a34"),
            ("SignatureType", ""),
            ("SignatureVersion", "1.0"),
            ("Timestamp", "2026-11-22T05:00:27Z"),
            ("Version", "2016-08-01"),
        ];
        let published = [
            ("AccessKeyId", "testid"),
            ("Action", "DescribeRegions"),
            ("Format", "XML"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
            ("SignatureVersion", "1.0"),
            ("Timestamp", "2016-02-23T12:46:24Z"),
            ("Version", "2014-05-26"),
        ];
        let cases = [
            ("POST", SECRET, tea.as_slice(), "D1rN9u3DCc0QpgWy04Dq/OeIYnY="),
            ("POST", SECRET, core.as_slice(), "Zqzpqg/2QVQr3shtBf3x8q3gyyk="),
            ("GET", "testsecret", published.as_slice(), "OLeaidS1JvxuMvnyHOwuJ+uX5qY="),
        ];
        for (method, secret, pairs, signature) in cases {
            let string_to_sign = rpc_string_to_sign(method, &canonical_query(&parameters(pairs)));
            assert_eq!(rpc_signature(secret, &string_to_sign), signature, "{string_to_sign}");
        }
    }
}
