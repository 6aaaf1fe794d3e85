//! ACS3-HMAC-SHA256: parameters in the query, signature in headers.

use super::AlibabaRpc;
use crate::credentials::Credentials;
use crate::error::Result;
use crate::protocol::parameters::{self, Parameter};
use crate::protocol::{Attempt, FORM, JSON, Signed, crypto, header_value, request, secret_value};
use crate::table::Kind;
use crate::time;
use crate::value::{RecordRef, Value};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};

const ACTION: HeaderName = HeaderName::from_static("x-acs-action");
const VERSION: HeaderName = HeaderName::from_static("x-acs-version");
const DATE: HeaderName = HeaderName::from_static("x-acs-date");
const NONCE: HeaderName = HeaderName::from_static("x-acs-signature-nonce");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-acs-content-sha256");
const ACCESS_KEY_ID: HeaderName = HeaderName::from_static("x-acs-accesskey-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-acs-security-token");

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The SHA-256 of no bytes.
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The longest URL that the `http` crate takes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

pub(super) fn sign(attempt: &Attempt<'_>) -> Result<Signed> {
    let parameters = parameters::collect(attempt.record, 0);
    parameters::refuse_clashes(&parameters, &AlibabaRpc::RESERVED)?;
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
    headers.append(ACCEPT, JSON);
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

#[cfg(test)]
mod tests {
    use super::super::canonical_query;
    use super::*;

    const ID: &str = "LTAI4FoXExampleAkId";
    const SECRET: &str = "vEx4mpleS3cretF0rDocsOnly";

    #[test]
    fn a_secret_in_a_repeated_object_keeps_the_parameters_out_of_the_url() {
        use crate::json::JsonRecord;
        use crate::table::{Encoding, Member, Shape};
        static USER: Shape = Shape::new(
            "User",
            &[Member::new("Name", Kind::Text), Member::new("Password", Kind::Text).sensitive()],
            &[],
        );
        static REQUEST: Shape = Shape::new(
            "Request",
            &[Member::new("User", Kind::List(&Kind::Record(&USER))).encoding(Encoding::Repeat)],
            &[],
        );
        for (user, holds) in [
            (serde_json::json!({"Name": "a"}), false),
            (serde_json::json!({"Name": "a", "Password": "EXAMPLE-NOT-A-SECRET"}), true),
        ] {
            let map = serde_json::json!({"User": [{"Name": "b"}, user]});
            let record = JsonRecord::new(&REQUEST, map.as_object().unwrap());
            assert_eq!(holds_sensitive(RecordRef::Json(record)), holds);
        }
    }

    fn parameters(pairs: &[(&'static str, &'static str)]) -> Vec<Parameter<'static>> {
        let mut parameters: Vec<_> =
            pairs.iter().map(|(name, value)| Parameter::new(*name, *value)).collect();
        parameters::sort(&mut parameters);
        parameters
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
}
