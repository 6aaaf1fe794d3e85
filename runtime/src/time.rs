//! Times on the wire.

use crate::table::Format;
use jiff::civil::{DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::time::SystemTime;

const UTC_SECONDS: &str = "%Y-%m-%dT%H:%M:%SZ";
const DATE_TIME: &str = "%Y-%m-%d %H:%M:%S";
const UTC_SECONDS_LAYOUT: &str = "0000-00-00T00:00:00Z";
const DATE_TIME_LAYOUT: &str = "0000-00-00 00:00:00";
const TIME_LAYOUT: &str = "00:00:00";
const CHINA: Offset = Offset::constant(8);

/// The time as `yyyy-MM-ddTHH:mm:ssZ`.
#[inline]
pub(crate) fn utc_seconds(time: SystemTime) -> String {
    let mut text = *b"0000-00-00T00:00:00Z";
    fill(Offset::UTC.to_datetime(timestamp(time)), &mut text);
    str::from_utf8(&text).unwrap_or_default().to_owned()
}

/// The time as `yyyy-MM-dd HH:mm:ss` in China.
pub(crate) fn china_seconds(time: SystemTime) -> String {
    let mut text = *b"0000-00-00 00:00:00";
    fill(CHINA.to_datetime(timestamp(time)), &mut text);
    str::from_utf8(&text).unwrap_or_default().to_owned()
}

/// Writes the digits of date and time of day over the zeros. Every signed call does so, and a format takes ten
/// times as long.
fn fill(at: DateTime, text: &mut [u8]) {
    let century = i8::try_from(at.year() / 100).unwrap_or_default();
    let year = i8::try_from(at.year() % 100).unwrap_or_default();
    let fields = [century, year, at.month(), at.day(), at.hour(), at.minute(), at.second()];
    for (at, number) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(fields.map(i8::unsigned_abs)) {
        text[at] = b'0' + number / 10;
        text[at + 1] = b'0' + number % 10;
    }
}

/// The instant that a date in an HTTP header tells.
pub(crate) fn http_date(text: &str) -> Option<SystemTime> {
    let zoned = jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(text).ok()?;
    Some(zoned.timestamp().into())
}

/// The time in seconds since 1970.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    timestamp(time).as_second()
}

/// The instant that text in one of the time formats tells, in seconds since 1970.
pub(crate) fn parse(format: Format, text: &str) -> Option<i64> {
    let instant = match format {
        Format::UtcSeconds => civil(UTC_SECONDS, UTC_SECONDS_LAYOUT, text)?.to_zoned(TimeZone::UTC).ok()?,
        Format::DateTime => {
            civil(DATE_TIME, DATE_TIME_LAYOUT, text)?.to_zoned(TimeZone::fixed(CHINA)).ok()?
        }
        Format::EpochSeconds => return text.parse().ok(),
        Format::EpochMillis => return text.parse().ok().map(|millis: i64| millis.div_euclid(1000)),
        _ => return None,
    };
    Some(instant.timestamp().as_second())
}

/// Whether text is a time of day, `HH:mm:ss`.
pub(crate) fn is_time_of_day(text: &str) -> bool {
    has_layout(text, TIME_LAYOUT) && Time::strptime("%H:%M:%S", text).is_ok()
}

fn civil(format: &str, layout: &str, text: &str) -> Option<DateTime> {
    let fields = has_layout(text, layout).then(|| strtime::parse(format, text).ok())??;
    fields.to_datetime().ok()
}

/// Whether digits and separators stand where the layout has them. The parser alone is too kind: it takes
/// signs, spaces in place of zeros, and the second 60, which the services do not.
fn has_layout(text: &str, layout: &str) -> bool {
    let fits = |(given, wanted): (u8, u8)| match wanted {
        b'0' => given.is_ascii_digit(),
        separator => given == separator,
    };
    let seconds = layout.rfind(':').and_then(|colon| text.as_bytes().get(colon + 1));
    text.len() == layout.len()
        && text.bytes().zip(layout.bytes()).all(fits)
        && seconds.is_some_and(|tens| *tens < b'6')
}

/// The nearest time that has a year of four digits.
fn timestamp(time: SystemTime) -> Timestamp {
    let after_1970 = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => SignedDuration::try_from(after).unwrap_or(SignedDuration::MAX),
        Err(before) => {
            SignedDuration::try_from(before.duration()).map_or(SignedDuration::MIN, |before| -before)
        }
    };
    Timestamp::from_duration(after_1970).unwrap_or(if after_1970.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_are_written_as_they_are_read() {
        for seconds in [0, 951_782_400, 1_709_164_799, 1_795_323_627, 253_402_000_000] {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            let seconds = i64::try_from(seconds).unwrap();
            assert_eq!(parse(Format::UtcSeconds, &utc_seconds(time)), Some(seconds));
            assert_eq!(parse(Format::DateTime, &china_seconds(time)), Some(seconds));
        }
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_323_627);
        assert_eq!(utc_seconds(time), "2026-11-22T05:00:27Z");
        assert_eq!(china_seconds(time), "2026-11-22 13:00:27");
    }

    #[test]
    fn only_canonical_times_are_times() {
        let wrong =
            ["2026-11-23T 5:00:00Z", "+026-11-23T05:00:00Z", "2026-11-23T05:00:60Z", "2026-11-23t05:00:00z"];
        assert!(wrong.iter().all(|text| parse(Format::UtcSeconds, text).is_none()));
        let wrong =
            ["2026-11-23  5:00:00", "2026-11-23 05:00:60", "2026-11- 3 05:00:00", "-026-11-23 05:00:00"];
        assert!(wrong.iter().all(|text| parse(Format::DateTime, text).is_none()));
        assert!(
            !["  3:15:00", " 3:15:00", "03:15:60", "+3:15:00", "03:15:0 "].into_iter().any(is_time_of_day)
        );
        assert!(is_time_of_day("23:59:59"));
        assert_eq!(parse(Format::EpochMillis, "1500"), Some(1));
    }

    #[test]
    fn times_beyond_the_calendar_do_not_panic() {
        for time in [
            SystemTime::UNIX_EPOCH - Duration::from_secs(1 << 40),
            SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40),
        ] {
            utc_seconds(time);
            china_seconds(time);
        }
    }
}
