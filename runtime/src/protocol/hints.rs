//! What an answer says beside its payload: how long to wait, how many calls are left, what the clock is, and
//! what was wrong with the signing.

use crate::time;
use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use std::time::{Duration, SystemTime};

/// What a refusal says against the way a request was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// The date is too far from the server's.
    Clock,
    /// The nonce was seen before.
    Nonce,
    /// The signature is another than the server's own, which is of this text where it tells.
    Signature(Option<String>),
}

/// How many calls a service says are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Calls in a window, where it is told.
    pub(crate) limit: Option<u32>,
    /// Calls left in this window.
    pub(crate) remaining: u32,
    /// How long until the next window.
    pub(crate) reset: Duration,
}

/// The header `Retry-After`: seconds, or a date. Anything else tells nothing.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = text(headers, RETRY_AFTER.as_str())?;
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Some(time::http_date(text)?.duration_since(now).unwrap_or_default()),
    }
}

/// The header `Date`.
pub(crate) fn date(headers: &HeaderMap) -> Option<SystemTime> {
    time::http_date(text(headers, DATE.as_str())?)
}

/// A header with a whole number.
pub(super) fn number<N: std::str::FromStr>(headers: &HeaderMap, name: &str) -> Option<N> {
    text(headers, name)?.parse().ok()
}

/// A header with text. One that is there twice contradicts itself, and tells nothing.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok().map(str::trim),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn waits(values: &[&'static str]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, HeaderValue::from_static(value));
        }
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_323_627);
        retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(waits(&["7"]), Some(7));
        assert_eq!(waits(&[" 7 "]), Some(7));
        assert_eq!(waits(&["1000000000000"]), Some(1_000_000_000_000));
        assert_eq!(waits(&["Sun, 22 Nov 2026 05:01:27 GMT"]), Some(60));
        assert_eq!(waits(&["Sun, 22 Nov 2026 04:00:00 GMT"]), Some(0));
        for garbage in ["-7", "7.5", "soon", "", "99999999999999999999999"] {
            assert_eq!(waits(&[garbage]), None, "{garbage}");
        }
        assert_eq!(waits(&["7", "9"]), None);
        assert_eq!(waits(&[]), None);
    }
}
