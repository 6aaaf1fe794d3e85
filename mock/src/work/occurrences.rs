//! When a scheduled task pushes.

use bindery::runtime::serde_json::Value as Json;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Unit};

/// The times of schedules are China's.
const CHINA: Offset = Offset::constant(8);

/// When the task pushes for the last time, or stops to, in seconds since 1970.
pub(super) fn end(trigger: &Json) -> Option<i64> {
    let last = trigger.pointer("/single/time").or_else(|| trigger.pointer("/periodical/end"))?;
    seconds(date_time(last)?)
}

/// When the task has pushed up to now, in seconds since 1970.
pub(super) fn occurrences(trigger: &Json, now: i64) -> Vec<i64> {
    let single = trigger.pointer("/single/time").and_then(date_time).and_then(seconds);
    let periodical = trigger.get("periodical").and_then(Periodical::read);
    let times = periodical.map(|periodical| periodical.times(now)).unwrap_or_default();
    single.into_iter().chain(times).filter(|time| *time <= now).collect()
}

struct Periodical {
    start: DateTime,
    end: DateTime,
    time: Time,
    frequency: i64,
    days: Days,
}

/// On which days a task pushes.
enum Days {
    Every,
    OfWeek(Vec<Weekday>),
    OfMonth(Vec<i8>),
}

impl Periodical {
    fn read(json: &Json) -> Option<Self> {
        let text = |name: &str| json.get(name).and_then(Json::as_str);
        let points =
            json.get("point").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        let days = match text("time_unit")?.to_ascii_lowercase().as_str() {
            "week" => Days::OfWeek(points.filter_map(weekday).collect()),
            "month" => Days::OfMonth(points.filter_map(|day| day.parse().ok()).collect()),
            _ => Days::Every,
        };
        Some(Self {
            start: date_time(json.get("start")?)?,
            end: date_time(json.get("end")?)?,
            time: Time::strptime("%H:%M:%S", text("time")?).ok()?,
            frequency: json.get("frequency").and_then(Json::as_i64)?.max(1),
            days,
        })
    }

    /// The times from the start to the end, or to now if that is earlier.
    fn times(&self, now: i64) -> Vec<i64> {
        let first = self.start.date();
        let days = first.series(Span::new().days(1)).take_while(|day| *day <= self.end.date());
        let times = days.filter(|day| self.is_on(first, *day)).map(|day| day.to_datetime(self.time));
        let within = times.filter(|time| *time >= self.start && *time <= self.end);
        within.map_while(seconds).take_while(|time| *time <= now).collect()
    }

    fn is_on(&self, first: Date, day: Date) -> bool {
        let units = match &self.days {
            Days::Every => between(first, day, Unit::Day),
            Days::OfWeek(days) if days.contains(&day.weekday()) => {
                let monday = |day: Date| day - Span::new().days(day.weekday().to_monday_zero_offset());
                between(monday(first), monday(day), Unit::Day) / 7
            }
            Days::OfMonth(days) if days.contains(&day.day()) => {
                between(first.first_of_month(), day.first_of_month(), Unit::Month)
            }
            Days::OfWeek(_) | Days::OfMonth(_) => return false,
        };
        units % self.frequency == 0
    }
}

/// How many days or months lie between.
fn between(first: Date, day: Date, unit: Unit) -> i64 {
    first
        .until((unit, day))
        .map_or(0, |span| if unit == Unit::Month { span_months(span) } else { span.get_days().into() })
}

fn span_months(span: Span) -> i64 {
    span.get_months().into()
}

fn weekday(text: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("MON", Weekday::Monday),
        ("TUE", Weekday::Tuesday),
        ("WED", Weekday::Wednesday),
        ("THU", Weekday::Thursday),
        ("FRI", Weekday::Friday),
        ("SAT", Weekday::Saturday),
        ("SUN", Weekday::Sunday),
    ];
    DAYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, day)| *day)
}

fn date_time(json: &Json) -> Option<DateTime> {
    DateTime::strptime("%Y-%m-%d %H:%M:%S", json.as_str()?).ok()
}

fn seconds(time: DateTime) -> Option<i64> {
    Some(time.to_zoned(TimeZone::fixed(CHINA)).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery::runtime::serde_json::json;

    /// How often a task pushes from its start, 2027-01-01, a Friday, to the end of June.
    fn pushes(time_unit: &str, frequency: i64, point: &[&str]) -> usize {
        let trigger = json!({ "periodical": {
            "start": "2027-01-01 00:00:00", "end": "2027-06-30 23:59:59", "time": "03:15:00",
            "time_unit": time_unit, "frequency": frequency, "point": point,
        } });
        assert_eq!(end(&trigger), seconds(DateTime::constant(2027, 6, 30, 23, 59, 59, 0)));
        occurrences(&trigger, i64::MAX).len()
    }

    #[test]
    fn a_task_pushes_as_its_trigger_says() {
        assert_eq!(pushes("day", 1, &[]), 181);
        assert_eq!(pushes("day", 2, &[]), 91);
        assert_eq!(pushes("WEEK", 1, &["MON"]), 26);
        assert_eq!(pushes("week", 2, &["fri", "SAT"]), 26);
        assert_eq!(pushes("month", 1, &["01"]), 6);
        assert_eq!(pushes("month", 1, &["31"]), 3);
        assert_eq!(pushes("month", 2, &["01", "15"]), 6);
    }

    #[test]
    fn a_task_has_not_pushed_what_is_to_come() {
        let trigger = json!({ "single": { "time": "2027-01-01 00:00:00" } });
        let time = end(&trigger).unwrap();
        assert!(occurrences(&trigger, time - 1).is_empty());
        assert_eq!(occurrences(&trigger, time), [time]);
    }
}
