//! What can be read out of a text that was signed.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

/// A parameter that stands in one of two texts alone, or has another value there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Differing {
    pub(super) name: String,
    pub(super) ours: Option<String>,
    pub(super) server: Option<String>,
}

/// Whether the text is one of HMAC-SHA1: a method, a path and a query, joined with `&`.
pub(super) fn is_hmac_sha1(text: &str) -> bool {
    parameters(text).is_some()
}

/// When it was signed.
pub(super) fn time(text: &str) -> Option<SystemTime> {
    let date =
        parameters(text).and_then(|mut all| all.remove("Timestamp")).or_else(|| header(text, "x-acs-date"));
    match date {
        Some(date) => date.parse::<Timestamp>().ok().map(SystemTime::from),
        None => china_time(text),
    }
}

/// The nonce it was signed with.
pub(super) fn nonce(text: &str) -> Option<String> {
    let nonce = parameters(text).and_then(|mut all| all.remove("SignatureNonce"));
    nonce.or_else(|| header(text, "x-acs-signature-nonce"))
}

/// The parameters that differ, where both texts are of HMAC-SHA1.
pub(super) fn differing_parameters(ours: &str, server: &str) -> Vec<Differing> {
    let (Some(ours), Some(server)) = (parameters(ours), parameters(server)) else {
        return Vec::new();
    };
    let names: BTreeSet<&String> = ours.keys().chain(server.keys()).collect();
    let differing = |name: &&String| ours.get(*name) != server.get(*name);
    let of = |name: &String| Differing {
        name: name.clone(),
        ours: ours.get(name).cloned(),
        server: server.get(name).cloned(),
    };
    names.into_iter().filter(differing).map(of).collect()
}

/// The parameters of a text of HMAC-SHA1, decoded.
fn parameters(text: &str) -> Option<BTreeMap<String, String>> {
    let (_, rest) = text.split_once('&')?;
    let query = rest.strip_prefix("%2F&")?;
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    Some(decoded(query).split('&').map(pair).collect())
}

/// A header of a canonical request of ACS3.
fn header(text: &str, name: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    Some(value.trim().to_owned())
}

/// The time of a text of TOP, which joins names and values without anything between.
fn china_time(text: &str) -> Option<SystemTime> {
    const LENGTH: usize = "2026-11-22 13:00:27".len();
    let mut found = text.match_indices("timestamp").filter_map(|(at, name)| {
        let start = at + name.len();
        let time: DateTime = text.get(start..start + LENGTH)?.parse().ok()?;
        tz::offset(8).to_timestamp(time).ok()
    });
    found.next().map(SystemTime::from)
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const RPC: &str = "POST&%2F&AccessKeyId%3DEXAMPLE-ID%26Payload%3Da%2520b%26SignatureNonce%3D0001\
                       %26Timestamp%3D2026-11-22T05%253A00%253A27Z";

    #[test]
    fn time_and_nonce_are_read_from_every_kind_of_text() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_323_627);
        let canonical =
            "POST\n/\n\nhost:a\nx-acs-date:2026-11-22T05:00:27Z\nx-acs-signature-nonce:0001\n\nhost\n";
        for (text, has_nonce) in
            [(RPC, true), (canonical, true), ("app_key1timestamp2026-11-22 13:00:27v2.0", false)]
        {
            assert_eq!(time(text), Some(now), "{text}");
            assert_eq!(nonce(text).is_some_and(|nonce| nonce == "0001"), has_nonce, "{text}");
        }
        assert_eq!(time("ACS3-HMAC-SHA256\ne3b0"), None);
    }

    #[test]
    fn only_parameters_that_differ_are_named_each_once() {
        let server = RPC.replace("a%2520b", "a%252Bb").replace("%26SignatureNonce%3D0001", "");
        let differing = differing_parameters(RPC, &server);
        let of = |name: &str, ours: Option<&str>, server: Option<&str>| Differing {
            name: name.to_owned(),
            ours: ours.map(str::to_owned),
            server: server.map(str::to_owned),
        };
        assert_eq!(
            differing,
            [of("Payload", Some("a b"), Some("a+b")), of("SignatureNonce", Some("0001"), None)]
        );
    }
}
