//! ACS3-HMAC-SHA256: method, path, query, headers and body under one signature in a header.

use crate::credentials::Credentials;
use crate::error::Result;
use crate::protocol::{Attempt, JSON, Signed, crypto, header_value, request, secret_value};
use crate::time;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};

const ACTION: HeaderName = HeaderName::from_static("x-acs-action");
const VERSION: HeaderName = HeaderName::from_static("x-acs-version");
const DATE: HeaderName = HeaderName::from_static("x-acs-date");
const NONCE: HeaderName = HeaderName::from_static("x-acs-signature-nonce");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-acs-content-sha256");
const ACCESS_KEY_ID: HeaderName = HeaderName::from_static("x-acs-accesskey-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-acs-security-token");

const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// More bytes than headers and hash of a canonical request usually have.
const USUAL: usize = 768;

/// As many headers as a request has, but for those of the operation's own.
const MOST_HEADERS: usize = 11;

/// The SHA-256 of no bytes.
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A request that is placed, and lacks nothing but its signature.
pub(in crate::protocol) struct Placed {
    /// Path and query, encoded.
    pub(in crate::protocol) path_and_query: Vec<u8>,
    /// Where the query begins; at the end, if there is none.
    pub(in crate::protocol) query_at: usize,
    /// The body, and what it is; none if it is empty.
    pub(in crate::protocol) body: Vec<u8>,
    pub(in crate::protocol) content_type: HeaderValue,
    /// Headers of the operation's own, which are not signed.
    pub(in crate::protocol) headers: Vec<(HeaderName, HeaderValue)>,
}

impl Placed {
    fn path(&self) -> &[u8] {
        let path = &self.path_and_query[..self.query_at];
        path.strip_suffix(b"?").unwrap_or(path)
    }

    fn query(&self) -> &[u8] {
        &self.path_and_query[self.query_at..]
    }
}

#[inline]
pub(in crate::protocol) fn sign(attempt: &Attempt<'_>, place: Placed) -> Result<Signed> {
    let content_sha256 = hash_of(&place.body)?;
    let Headers { map: mut headers, text } = signed_headers(attempt, &place, &content_sha256)?;
    let canonical = Canonical {
        method: attempt.operation.method.as_str(),
        path: place.path(),
        query: place.query(),
        headers: text,
        names: signed_names(!place.body.is_empty(), attempt.credentials.token().is_some()),
        content_sha256: content_sha256.as_bytes(),
    };
    let names = canonical.names;
    let string_to_sign = canonical.string_to_sign();
    let authorization = authorization(attempt.credentials, names, &string_to_sign);
    for (name, value) in place.headers {
        headers.append(name, value);
    }
    headers.append(ACCEPT, JSON);
    headers.append(AUTHORIZATION, secret_value(&AUTHORIZATION, authorization)?);
    Ok(Signed {
        request: request(attempt, place.path_and_query, headers, place.body)?,
        string_to_sign: Some(string_to_sign),
    })
}

/// Headers of the request, each of which goes into the text that is signed too.
struct Headers {
    map: HeaderMap,
    /// A line for each: `name:value`.
    text: Vec<u8>,
}

impl Headers {
    /// Room for so many headers, and for the text of what follows them.
    fn with_capacity(count: usize) -> Self {
        Self { map: HeaderMap::with_capacity(count), text: Vec::with_capacity(USUAL) }
    }

    fn push(&mut self, name: HeaderName, value: HeaderValue) {
        self.text.extend_from_slice(name.as_str().as_bytes());
        self.text.push(b':');
        self.text.extend_from_slice(value.as_bytes().trim_ascii());
        self.text.push(b'\n');
        self.map.append(name, value);
    }
}

/// The headers that are signed, sorted by name.
fn signed_headers(attempt: &Attempt<'_>, place: &Placed, content_sha256: &HeaderValue) -> Result<Headers> {
    let operation = attempt.operation;
    let token = attempt.credentials.token();
    let mut headers = Headers::with_capacity(MOST_HEADERS + place.headers.len());
    if !place.body.is_empty() {
        headers.push(CONTENT_TYPE, place.content_type.clone());
    }
    headers.push(HOST, attempt.base.host_header());
    if token.is_some() {
        headers.push(ACCESS_KEY_ID, header_value(&ACCESS_KEY_ID, attempt.credentials.id().to_owned())?);
    }
    headers.push(ACTION, HeaderValue::from_static(operation.name));
    headers.push(CONTENT_SHA256, content_sha256.clone());
    headers.push(DATE, header_value(&DATE, time::utc_seconds(attempt.now))?);
    if let Some(token) = token {
        headers.push(SECURITY_TOKEN, secret_value(&SECURITY_TOKEN, token.to_owned())?);
    }
    headers.push(NONCE, header_value(&NONCE, attempt.nonces.nonce())?);
    headers.push(VERSION, HeaderValue::from_static(operation.service.version));
    Ok(headers)
}

fn hash_of(body: &[u8]) -> Result<HeaderValue> {
    const EMPTY: HeaderValue = HeaderValue::from_static(EMPTY_SHA256);
    if body.is_empty() {
        return Ok(EMPTY);
    }
    header_value(&CONTENT_SHA256, crypto::lower_hex(&crypto::sha256(body)))
}

/// The names of the [`signed_headers`], joined.
fn signed_names(has_body: bool, has_token: bool) -> &'static str {
    match (has_body, has_token) {
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
    /// The headers to sign, a line each, sorted by name.
    headers: Vec<u8>,
    /// Their names, joined with `;`.
    names: &'a str,
    content_sha256: &'a [u8],
}

impl Canonical<'_> {
    /// The hash of the canonical request. Its query is hashed where it is, for it may be long.
    fn hash(self) -> [u8; 32] {
        let mut after_query = self.headers;
        for part in [b"\n", self.names.as_bytes(), b"\n", self.content_sha256] {
            after_query.extend_from_slice(part);
        }
        let method = self.method.as_bytes();
        crypto::sha256_of([method, b"\n", self.path, b"\n", self.query, b"\n", &after_query])
    }

    fn string_to_sign(self) -> String {
        let mut text = String::with_capacity(ALGORITHM.len() + 65);
        text.push_str(ALGORITHM);
        text.push('\n');
        crypto::push_lower_hex(&self.hash(), &mut text);
        text
    }
}

/// The header `authorization`, with the signature of a text that covers the headers of these names.
fn authorization(credentials: &Credentials, names: &str, string_to_sign: &str) -> String {
    let signature = credentials.hmac_sha256().sign(string_to_sign.as_bytes());
    let parts = [ALGORITHM, " Credential=", credentials.id(), ",SignedHeaders=", names, ",Signature="];
    // Of just the right size, for a header value then takes it over as it is.
    let length = parts.iter().map(|part| part.len()).sum::<usize>() + signature.len() * 2;
    let mut out = String::with_capacity(length);
    out.extend(parts);
    crypto::push_lower_hex(&signature, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::parameters::{self, Parameter, canonical_query};

    const ID: &str = "LTAI4FoXExampleAkId";
    const SECRET: &str = "vEx4mpleS3cretF0rDocsOnly";

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
        [method, path, query, content_sha256]: [&str; 4],
        headers: &[(&'static str, &'static str)],
    ) -> (String, String) {
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let mut signed = Headers::with_capacity(headers.len());
        for (name, value) in headers {
            signed.push(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let canonical = Canonical {
            method,
            path: path.as_bytes(),
            query: query.as_bytes(),
            headers: signed.text,
            names: &names,
            content_sha256: content_sha256.as_bytes(),
        };
        let string_to_sign = canonical.string_to_sign();
        let credentials = Credentials::new(id, secret).unwrap();
        let authorization = authorization(&credentials, &names, &string_to_sign);
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
        let (string_to_sign, signature) =
            sign_acs3(ID, SECRET, ["POST", "/", &two_clients(), EMPTY_SHA256], &VENDOR_HEADERS);
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
        let (string_to_sign, signature) = sign_acs3(
            "STS.ExampleAkId",
            "vStsEx4mpleS3cret",
            ["POST", "/", &two_clients(), EMPTY_SHA256],
            &headers,
        );
        assert_eq!(
            string_to_sign,
            "ACS3-HMAC-SHA256\n14c3a49892fba495fe39d5fd3ab2b60be20281dbd836278d7ca8fe4d4399edc4"
        );
        assert_eq!(signature, "612ef2816962047baff4fee19878ae9312009fb17614bb606700c3ac9f1aab61");
    }

    #[test]
    fn acs3_agrees_with_the_vendors_client_on_path_and_body() {
        let content_sha256 = "a0da1fce57d0e4f9f0ae4e4cbe040d34dcc046255c6c8d18e97f55aaed0655f0";
        assert_eq!(crypto::lower_hex(&crypto::sha256(br#"{"k":1}"#)), content_sha256);
        let path = "/clusters/a%2Fb%20c%2A~%3A%E7%81%AF:stop";
        let query = canonical_query(&parameters(&[("view", "a b*~+"), ("Tag.1.Key", "灯"), ("empty", "")]));
        let headers = [
            ("accept", "application/json"),
            ("content-type", "application/json; charset=utf-8"),
            ("host", "cs.cn-hangzhou.aliyuncs.com"),
            ("user-agent", "x"),
            ("x-acs-action", "StopThing"),
            ("x-acs-content-sha256", content_sha256),
            ("x-acs-date", "2026-11-22T05:00:27Z"),
            ("x-acs-signature-nonce", "7a6453872b3e2784ed58643dee09a544"),
            ("x-acs-version", "2015-12-15"),
            ("x-space", "s1"),
        ];
        let (_, signature) = sign_acs3(ID, SECRET, ["PUT", path, &query, content_sha256], &headers);
        assert_eq!(signature, "ffc23f9d65d24bbe4efbd1b1e006787b4d1592751a4e8c3471b02eb523a1439e");
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
        let (_, signature) = sign_acs3(
            "YourAccessKeyId",
            "YourAccessKeySecret",
            ["POST", "/", &query, EMPTY_SHA256],
            &headers,
        );
        assert_eq!(signature, "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }
}
