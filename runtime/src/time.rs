//! Times on the wire.

use crate::table::Format;
use jiff::civil::{DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::time::SystemTime;

const UTC_SECONDS: &str = "%Y-%m-%dT%H:%M:%SZ";
const DATE_TIME: &str = "%Y-%m-%d %H:%M:%S";
const CHINA: Offset = Offset::constant(8);

/// The time as `yyyy-MM-ddTHH:mm:ssZ`.
pub(crate) fn utc_seconds(time: SystemTime) -> String {
    timestamp(time).strftime(UTC_SECONDS).to_string()
}

/// The time as `yyyy-MM-dd HH:mm:ss` in China.
pub(crate) fn china_seconds(time: SystemTime) -> String {
    CHINA.to_datetime(timestamp(time)).strftime(DATE_TIME).to_string()
}

/// The time in seconds since 1970.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    timestamp(time).as_second()
}

/// The instant that text in one of the time formats tells, in seconds since 1970.
pub(crate) fn parse(format: Format, text: &str) -> Option<i64> {
    let instant = match format {
        Format::UtcSeconds => civil(UTC_SECONDS, text, 20)?.to_zoned(TimeZone::UTC).ok()?,
        Format::DateTime => civil(DATE_TIME, text, 19)?.to_zoned(TimeZone::fixed(CHINA)).ok()?,
        _ => return None,
    };
    Some(instant.timestamp().as_second())
}

/// Whether text is a time of day, `HH:mm:ss`.
pub(crate) fn is_time_of_day(text: &str) -> bool {
    text.len() == 8 && Time::strptime("%H:%M:%S", text).is_ok()
}

fn civil(format: &str, text: &str, length: usize) -> Option<DateTime> {
    let fields = strtime::parse(format, text).ok()?;
    fields.to_datetime().ok().filter(|_| text.len() == length)
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
