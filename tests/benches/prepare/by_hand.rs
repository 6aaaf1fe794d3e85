//! `SendMessage` prepared by code that was written by hand for this one operation.
//!
//! This is the yardstick of the generic path: it checks the same limits and makes the same request, to the
//! byte, but it knows the names, their order and the whole form of the signed text beforehand. What can be
//! made once for a signer is made once; nothing is collected, looked up or formatted.

use bindery::runtime::bytes::{Bytes, BytesMut};
use bindery::runtime::http::header::{ACCEPT, AUTHORIZATION, HOST, HeaderMap, HeaderName, HeaderValue};
use bindery::runtime::http::uri::{Authority, Parts, PathAndQuery, Scheme};
use bindery::runtime::http::{Method, Request, Uri};
use bindery::runtime::{Clock as _, SystemClock};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// The parameters.
pub(crate) struct SendMessage<'a> {
    pub(crate) instance_id: &'a str,
    pub(crate) mqtt_topic: &'a str,
    pub(crate) payload: &'a str,
}

/// Everything that is the same for every call.
pub(crate) struct Signer {
    authority: Authority,
    host: HeaderValue,
    key: Hmac<Sha256>,
    /// The canonical request from the end of the query on, with gaps for date and nonce.
    canonical_rest: Vec<u8>,
    date_at: usize,
    nonce_at: usize,
    /// The header `authorization` but for the signature.
    authorization: Vec<u8>,
    nonces: Nonces,
}

const ACTION: HeaderName = HeaderName::from_static("x-acs-action");
const VERSION: HeaderName = HeaderName::from_static("x-acs-version");
const DATE: HeaderName = HeaderName::from_static("x-acs-date");
const NONCE: HeaderName = HeaderName::from_static("x-acs-signature-nonce");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-acs-content-sha256");

const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const SIGNED_HEADERS: &str =
    "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";

const DATE_LENGTH: usize = 20;
const NONCE_LENGTH: usize = 32;
const HASH_LENGTH: usize = 64;

impl Signer {
    /// A signer for calls to this host.
    pub(crate) fn new(host: &str, id: &str, secret: &str) -> Self {
        let before_date = format!(
            "\nhost:{host}\nx-acs-action:SendMessage\nx-acs-content-sha256:{EMPTY_SHA256}\nx-acs-date:"
        );
        let before_nonce = "\nx-acs-signature-nonce:";
        let rest = format!("\nx-acs-version:2020-04-20\n\n{SIGNED_HEADERS}\n{EMPTY_SHA256}");
        let (date, nonce) = (" ".repeat(DATE_LENGTH), " ".repeat(NONCE_LENGTH));
        Self {
            authority: host.parse().expect("a host"),
            host: HeaderValue::from_str(host).expect("a header value"),
            key: Hmac::new_from_slice(secret.as_bytes()).expect("a key of any length"),
            date_at: before_date.len(),
            nonce_at: before_date.len() + DATE_LENGTH + before_nonce.len(),
            canonical_rest: [&before_date, &date, before_nonce, &nonce, &rest].concat().into_bytes(),
            authorization: format!(
                "ACS3-HMAC-SHA256 Credential={id},SignedHeaders={SIGNED_HEADERS},Signature="
            )
            .into_bytes(),
            nonces: Nonces::default(),
        }
    }

    /// Checks, encodes and signs a call that is made now.
    pub(crate) fn prepare(&self, call: &SendMessage<'_>) -> Result<Request<Bytes>, &'static str> {
        self.prepare_at(call, SystemClock.now(), self.nonces.next())
    }

    /// Checks, encodes and signs a call with this time and nonce.
    #[inline]
    pub(crate) fn prepare_at(
        &self,
        call: &SendMessage<'_>,
        now: SystemTime,
        nonce: [u8; NONCE_LENGTH],
    ) -> Result<Request<Bytes>, &'static str> {
        check(call)?;
        let path_and_query = path_and_query(call);
        let date = utc_seconds(now);
        let signature = self.sign(&path_and_query[2..], date, nonce);

        // The values that this call has for itself share one allocation.
        let length = DATE_LENGTH + NONCE_LENGTH + self.authorization.len() + HASH_LENGTH;
        let mut values = BytesMut::with_capacity(length);
        values.extend_from_slice(&date);
        values.extend_from_slice(&nonce);
        values.extend_from_slice(&self.authorization);
        values.extend_from_slice(&signature);
        let mut authorization = value(values.split_off(DATE_LENGTH + NONCE_LENGTH).freeze())?;
        authorization.set_sensitive(true);
        let nonce = value(values.split_off(DATE_LENGTH).freeze())?;
        let date = value(values.freeze())?;

        let mut headers = HeaderMap::with_capacity(8);
        headers.append(ACCEPT, HeaderValue::from_static("application/json"));
        headers.append(AUTHORIZATION, authorization);
        headers.append(HOST, self.host.clone());
        headers.append(ACTION, HeaderValue::from_static("SendMessage"));
        headers.append(CONTENT_SHA256, HeaderValue::from_static(EMPTY_SHA256));
        headers.append(DATE, date);
        headers.append(NONCE, nonce);
        headers.append(VERSION, HeaderValue::from_static("2020-04-20"));

        let mut request = Request::new(Bytes::new());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri(path_and_query)?;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Scheme and host were parsed before, so only the new part is looked at.
    fn uri(&self, path_and_query: Vec<u8>) -> Result<Uri, &'static str> {
        let mut parts = Parts::default();
        parts.scheme = Some(Scheme::HTTPS);
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(
            PathAndQuery::from_maybe_shared(Bytes::from(path_and_query))
                .map_err(|_| "the query is too long for a URL")?,
        );
        Uri::from_parts(parts).map_err(|_| "the request has no valid URL")
    }

    fn sign(&self, query: &[u8], date: [u8; DATE_LENGTH], nonce: [u8; NONCE_LENGTH]) -> [u8; HASH_LENGTH] {
        let (before_date, rest) = self.canonical_rest.split_at(self.date_at);
        let between = &rest[DATE_LENGTH..self.nonce_at - self.date_at];
        let after_nonce = &rest[self.nonce_at - self.date_at + NONCE_LENGTH..];
        let mut sha256 = Sha256::new();
        for part in [b"POST\n/\n", query, before_date, &date, between, &nonce, after_nonce] {
            sha256.update(part);
        }
        let mut text = *b"ACS3-HMAC-SHA256\n0000000000000000000000000000000000000000000000000000000000000000";
        text[17..].copy_from_slice(&hex(sha256.finalize().into()));
        let mut mac = self.key.clone();
        mac.update(&text);
        hex(mac.finalize().into_bytes().into())
    }
}

/// The documented limits, the cheapest comparison first: text of no more bytes has no more characters.
fn check(call: &SendMessage<'_>) -> Result<(), &'static str> {
    if call.instance_id.is_empty() {
        return Err("InstanceId is missing");
    }
    if call.mqtt_topic.is_empty() {
        return Err("MqttTopic is missing");
    }
    if call.payload.is_empty() {
        return Err("Payload is missing");
    }
    if call.mqtt_topic.len() > 64 && call.mqtt_topic.chars().count() > 64 {
        return Err("MqttTopic has more than 64 characters");
    }
    if call.payload.len() > 65_536 {
        return Err("Payload has more than 65536 bytes");
    }
    Ok(())
}

/// The parameters in the order in which they are signed.
fn path_and_query(call: &SendMessage<'_>) -> Vec<u8> {
    let values = call.instance_id.len() + call.mqtt_topic.len() + call.payload.len();
    let mut out = Vec::with_capacity(32 + 3 * values);
    out.extend_from_slice(b"/?InstanceId=");
    percent_encode(call.instance_id, &mut out);
    out.extend_from_slice(b"&MqttTopic=");
    percent_encode(call.mqtt_topic, &mut out);
    out.extend_from_slice(b"&Payload=");
    percent_encode(call.payload, &mut out);
    out
}

fn value(bytes: Bytes) -> Result<HeaderValue, &'static str> {
    HeaderValue::from_maybe_shared(bytes).map_err(|_| "a header value is not valid")
}

const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "it is below 128")]
        let byte = at as u8;
        table[at] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        at += 1;
    }
    table
};

/// Runs of bytes that stay as they are are copied whole.
fn percent_encode(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|&byte| !UNRESERVED[usize::from(byte)]) {
        let (high, low) = (rest[at] >> 4, rest[at] & 15);
        out.extend_from_slice(&rest[..at]);
        let digits = b"0123456789ABCDEF";
        out.extend_from_slice(&[b'%', digits[usize::from(high)], digits[usize::from(low)]]);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
}

fn hex(hash: [u8; 32]) -> [u8; HASH_LENGTH] {
    let digits = b"0123456789abcdef";
    let mut out = [0; HASH_LENGTH];
    for (pair, byte) in out.chunks_exact_mut(2).zip(hash) {
        pair[0] = digits[usize::from(byte >> 4)];
        pair[1] = digits[usize::from(byte & 15)];
    }
    out
}

/// `yyyy-MM-ddTHH:mm:ssZ`, by the usual arithmetic of the Gregorian calendar in years that begin in March.
fn utc_seconds(time: SystemTime) -> [u8; DATE_LENGTH] {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
    let (day, second) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (day / 146_097, day % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);

    let mut out = *b"0000-00-00T00:00:00Z";
    let fields = [year / 100, year % 100, month, day, second / 3_600, second / 60 % 60, second % 60];
    for (at, field) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(fields) {
        #[expect(clippy::cast_possible_truncation, reason = "a field has two digits")]
        let field = field as u8;
        out[at] = b'0' + field / 10;
        out[at + 1] = b'0' + field % 10;
    }
    out
}

/// Nonces: half is the signer's own, half counts.
struct Nonces {
    own: [u8; NONCE_LENGTH / 2],
    counter: AtomicU64,
}

impl Default for Nonces {
    fn default() -> Self {
        let random = RandomState::new();
        let counter = AtomicU64::new(random.hash_one(1));
        Self { own: hex_of_number(random.hash_one(0)), counter }
    }
}

impl Nonces {
    fn next(&self) -> [u8; NONCE_LENGTH] {
        let mut nonce = [0; NONCE_LENGTH];
        let (own, counted) = nonce.split_at_mut(NONCE_LENGTH / 2);
        own.copy_from_slice(&self.own);
        counted.copy_from_slice(&hex_of_number(self.counter.fetch_add(1, Ordering::Relaxed)));
        nonce
    }
}

fn hex_of_number(number: u64) -> [u8; NONCE_LENGTH / 2] {
    let digits = b"0123456789abcdef";
    let mut out = [0; NONCE_LENGTH / 2];
    for (pair, byte) in out.chunks_exact_mut(2).zip(number.to_be_bytes()) {
        pair[0] = digits[usize::from(byte >> 4)];
        pair[1] = digits[usize::from(byte & 15)];
    }
    out
}
