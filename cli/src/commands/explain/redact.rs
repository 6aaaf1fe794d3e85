//! Tokens, sessions and sensitive parameters in signed texts, which are not printed.

use crate::service;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::ops::Range;

/// What the vendors' signed texts encode.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

const REDACTED: &str = "[redacted]";

/// Where a signed text holds a secret: what stands before it and what ends it, under HMAC-SHA1 and ACS3.
const PLACES: [(&str, &str); 2] = [("SecurityToken%3D", "%26"), ("x-acs-security-token:", "\n")];

/// Both texts without secrets: those of the environment, these tokens, and what stands where secrets stand. Where
/// secrets differ, the texts still do; one that was redacted before counts as the same.
pub(super) fn both(ours: &str, server: &str, tokens: &[String]) -> (String, String) {
    let known: Vec<String> = service::secrets().chain(tokens.iter().cloned()).flat_map(written).collect();
    let (ours, server) = (without(ours, &known), without(server, &known));
    let (our_ranges, server_ranges) = (ranges(&ours), ranges(&server));
    let our_secrets: Vec<&str> = our_ranges.iter().map(|range| &ours[range.clone()]).collect();
    let hidden = |secret: &str| {
        if secret == REDACTED || our_secrets.contains(&secret) { REDACTED } else { "[another, redacted]" }
    };
    (replaced(&ours, &our_ranges, |_| REDACTED), replaced(&server, &server_ranges, hidden))
}

/// A secret as it is, percent-encoded once and twice, the longest first.
fn written(secret: String) -> [String; 3] {
    let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
    let once = encoded(&secret);
    [encoded(&once), once, secret]
}

fn without(text: &str, secrets: &[String]) -> String {
    secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), REDACTED))
}

/// In the order of the text.
fn ranges(text: &str) -> Vec<Range<usize>> {
    let range = |(before, after): (&str, &str)| {
        let start = text.find(before)? + before.len();
        let end = text[start..].find(after).map_or(text.len(), |length| start + length);
        Some(start..end)
    };
    let sensitive: Vec<String> = sensitive_parameters().map(|name| format!("{name}%3D")).collect();
    let parameters = sensitive.iter().map(|name| (name.as_str(), "%26"));
    let places = PLACES.into_iter().chain(parameters).filter_map(range);
    let mut ranges: Vec<Range<usize>> = places.chain(session(text)).collect();
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// TOP joins names and values without anything between, and `sign_method` follows the session.
fn session(text: &str) -> Option<Range<usize>> {
    const NAME: &str = "session";
    let end = text.find("sign_method")?;
    let start = text[..end].find(NAME)? + NAME.len();
    Some(start..end)
}

/// Parameters whose values are kept out of messages.
fn sensitive_parameters() -> impl Iterator<Item = &'static str> {
    let operations = service::tables().flat_map(|service| service.operations);
    let members = operations.flat_map(|operation| operation.parameters.members);
    members.filter(|member| member.sensitive).map(|member| member.wire_name)
}

fn replaced<'a>(text: &str, ranges: &[Range<usize>], by: impl Fn(&str) -> &'a str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for range in ranges {
        // What stands within a secret is no secret of its own.
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(by(&text[range.clone()]));
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn no_token_is_left_in_either_text() {
        for (before, after) in super::PLACES.into_iter().chain([("session", "sign_method")]) {
            let text = |token: &str| format!("a{before}{token}{after}z");
            let (ours, server) = both(&text("EXAMPLE-TOKEN"), &text("EXAMPLE-TOKEN"), &[]);
            assert_eq!(ours, text("[redacted]"));
            assert_eq!(ours, server);
            assert_eq!(both(&text("EXAMPLE-TOKEN"), &text("[redacted]"), &[]).1, ours);
            let (ours, server) = both(&text("EXAMPLE-TOKEN"), &text("EXAMPLE-OTHER"), &[]);
            assert_ne!(ours, server);
            assert!(!server.contains("EXAMPLE"), "{server}");
        }
    }

    #[test]
    fn a_known_token_is_found_wherever_it_stands_and_however_it_is_encoded() {
        let text = "a+/= a%2B%2F%3D a%252B%252F%253D";
        let (ours, server) = both(text, text, &["a+/=".to_owned()]);
        assert_eq!(ours, "[redacted] [redacted] [redacted]");
        assert_eq!(ours, server);
    }
}
