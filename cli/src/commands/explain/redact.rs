//! Tokens, sessions and sensitive parameters in signed texts, which are not printed.

use crate::service;
use std::ops::Range;

const REDACTED: &str = "[redacted]";

/// Where a signed text holds a secret: what stands before it and what ends it. Under HMAC-SHA1 it is a
/// parameter, under ACS3 a header; TOP joins names and values, and `sign_method` follows the session.
const PLACES: [(&str, &str); 3] =
    [("SecurityToken%3D", "%26"), ("x-acs-security-token:", "\n"), ("session", "sign_method")];

/// Both texts without secrets. Where these differ, the texts still do; one that was redacted before counts as
/// the same.
pub(super) fn both(ours: &str, server: &str) -> (String, String) {
    let (our_ranges, server_ranges) = (ranges(ours), ranges(server));
    let our_secrets: Vec<&str> = our_ranges.iter().map(|range| &ours[range.clone()]).collect();
    let hidden = |secret: &str| {
        if secret == REDACTED || our_secrets.contains(&secret) { REDACTED } else { "[another, redacted]" }
    };
    (replaced(ours, &our_ranges, |_| REDACTED), replaced(server, &server_ranges, hidden))
}

fn ranges(text: &str) -> Vec<Range<usize>> {
    let range = |(before, after): (&str, &str)| {
        let start = text.find(before)? + before.len();
        let end = text[start..].find(after).map_or(text.len(), |length| start + length);
        Some(start..end)
    };
    let sensitive: Vec<String> = sensitive_parameters().map(|name| format!("{name}%3D")).collect();
    let parameters = sensitive.iter().map(|name| (name.as_str(), "%26"));
    let mut ranges: Vec<Range<usize>> = PLACES.into_iter().chain(parameters).filter_map(range).collect();
    ranges.sort_by_key(|range| range.start);
    ranges
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
        for (before, after) in super::PLACES {
            let text = |token: &str| format!("a{before}{token}{after}z");
            let (ours, server) = both(&text("EXAMPLE-TOKEN"), &text("EXAMPLE-TOKEN"));
            assert_eq!(ours, text("[redacted]"));
            assert_eq!(ours, server);
            assert_eq!(both(&text("EXAMPLE-TOKEN"), &text("[redacted]")).1, ours);
            let (ours, server) = both(&text("EXAMPLE-TOKEN"), &text("EXAMPLE-OTHER"));
            assert_ne!(ours, server);
            assert!(!server.contains("EXAMPLE"), "{server}");
        }
    }
}
