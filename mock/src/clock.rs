//! The clock of the mock, which tests can turn.

use bindery::runtime::{Clock, SystemClock};
use jiff::Timestamp;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// The clock of a mock: the computer's, or one that stands still, and ahead of it by what it was advanced.
///
/// Its clones are one clock. A client that is to agree with it takes a clone: `Config::clock(mock.clock())`.
#[derive(Clone, Debug)]
pub struct MockClock {
    base: Base,
    ahead_millis: Arc<AtomicU64>,
}

#[derive(Clone, Copy, Debug)]
enum Base {
    Computer,
    Still(SystemTime),
}

impl MockClock {
    pub(crate) fn new(start: Option<SystemTime>) -> Self {
        let base = start.map_or(Base::Computer, Base::Still);
        Self { base, ahead_millis: Arc::default() }
    }

    /// Turns the clock forward, in whole milliseconds.
    pub fn advance(&self, by: Duration) {
        let millis = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        let turned = |ahead: u64| Some(ahead.saturating_add(millis));
        // The update always gives a value, so it cannot fail.
        let _ = self.ahead_millis.fetch_update(Ordering::SeqCst, Ordering::SeqCst, turned);
    }
}

impl Clock for MockClock {
    fn now(&self) -> SystemTime {
        let base = match self.base {
            Base::Computer => SystemClock.now(),
            Base::Still(time) => time,
        };
        let ahead = Duration::from_millis(self.ahead_millis.load(Ordering::SeqCst));
        base.checked_add(ahead).unwrap_or(base)
    }
}

/// A moment of the mock's clock, in the resolution of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// Milliseconds since 1970.
    pub(crate) millis: i64,
}

impl Moment {
    pub(crate) fn of(time: SystemTime) -> Self {
        // A clock that was turned beyond the calendar stays at its end.
        let millis = Timestamp::try_from(time).unwrap_or(Timestamp::MAX).as_millisecond();
        Self { millis }
    }

    pub(crate) fn seconds(self) -> i64 {
        self.millis.div_euclid(1000)
    }

    /// How many whole seconds lie between, in either direction.
    pub(crate) fn seconds_from(self, seconds: i64) -> u64 {
        self.seconds().abs_diff(seconds)
    }

    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.millis).unwrap_or(Timestamp::MAX)
    }

    /// As in the header `Date`.
    pub(crate) fn http_date(self) -> String {
        self.timestamp().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }
}

/// In UTC, as in RFC 3339.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_stands_still_moves_only_when_it_is_turned() {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_323_627);
        let clock = MockClock::new(Some(start));
        let same = clock.clone();
        assert_eq!(clock.now(), start);
        same.advance(Duration::from_millis(1500));
        assert_eq!(clock.now(), start + Duration::from_millis(1500));
        assert_eq!(Moment::of(start).http_date(), "Sun, 22 Nov 2026 05:00:27 GMT");
    }

    #[test]
    fn a_clock_cannot_be_turned_beyond_its_end() {
        let clock = MockClock::new(None);
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        Moment::of(clock.now()).http_date();
    }
}
