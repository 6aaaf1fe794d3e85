//! HMAC-SHA1: everything in a form, the signature among it; in the query, if there is no body.

use super::AlibabaRpc;
use crate::error::{Error, Result};
use crate::protocol::alibaba::{holds_sensitive, refuse_in_url};
use crate::protocol::parameters::{self, Parameter, canonical_query};
use crate::protocol::{Attempt, FORM, Signed, common_headers, crypto, percent, request};
use crate::time;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;

pub(super) fn sign(attempt: &Attempt<'_>) -> Result<Signed> {
    let mut parameters = parameters::collect(attempt.record, AlibabaRpc::RESERVED.len());
    parameters::refuse_clashes(&parameters, &AlibabaRpc::RESERVED)?;
    parameters.extend(system_parameters(attempt));
    parameters::sort(&mut parameters);
    let canonical = canonical_query(&parameters);
    let string_to_sign = rpc_string_to_sign(attempt.operation.method.as_str(), &canonical);
    let signature = rpc_signature(attempt.credentials.secret(), &string_to_sign);

    let mut signed = canonical.into_bytes();
    signed.extend_from_slice(b"&Signature=");
    percent::encode(&signature, &mut signed);
    let mut headers = common_headers(attempt.base, 4);
    let mut path = format!("{}/", attempt.base.path()).into_bytes();
    let request = if attempt.operation.method.has_body() {
        headers.insert(CONTENT_TYPE, FORM);
        request(attempt, path, headers, signed)?
    } else {
        refuse_secrets(attempt)?;
        path.push(b'?');
        path.append(&mut signed);
        request(attempt, path, headers, Bytes::new())?
    };
    Ok(Signed { request, string_to_sign: Some(string_to_sign) })
}

/// Without a body everything stands in the URL, where a security token has no place either.
fn refuse_secrets(attempt: &Attempt<'_>) -> Result<()> {
    if holds_sensitive(attempt.record, |_| true) {
        refuse_in_url(attempt.operation)?;
    }
    if attempt.credentials.token().is_some() {
        let name = attempt.operation.name;
        let message =
            format!("HMAC-SHA1 would put the security token into the URL of {name}; sign with ACS3");
        return Err(Error::configuration(message));
    }
    Ok(())
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
