//! Rates as pages state them.

use super::number::Unit;
use super::region::Region;
use super::statement::{first_words, words};

/// A rate that a page states.
#[derive(Debug)]
pub(crate) struct Rate {
    /// Calls.
    pub(crate) calls: i64,
    /// In so many seconds.
    pub(crate) per_seconds: i64,
    /// The line.
    pub(crate) line: usize,
}

const PER: [(&str, i64); 31] = [
    ("persecond", 1),
    ("asecond", 1),
    ("eachsecond", 1),
    ("perdetik", 1),
    ("每秒", 1),
    ("次/秒", 1),
    ("/秒", 1),
    ("次/s", 1),
    ("/s", 1),
    ("/second", 1),
    ("/detik", 1),
    ("qps", 1),
    ("perminute", 60),
    ("aminute", 60),
    ("eachminute", 60),
    ("permenit", 60),
    ("每分钟", 60),
    ("次/分", 60),
    ("/分", 60),
    ("次/min", 60),
    ("/min", 60),
    ("qpm", 60),
    ("perhour", 3600),
    ("anhour", 3600),
    ("perjam", 3600),
    ("/小时", 3600),
    ("/h", 3600),
    ("perday", 86400),
    ("aday", 86400),
    ("次/天", 86400),
    ("/天", 86400),
];

/// The times that stand before the number of a rate: `每秒最多 5 次`.
const EVERY: [(&str, i64); 6] =
    [("每秒", 1), ("每分钟", 60), ("每小时", 3600), ("每天", 86400), ("每日", 86400), ("毎秒", 1)];

/// The seconds of a rate whose number is followed by these words.
pub(super) fn per_seconds(after: &str) -> Option<i64> {
    // What stands behind a comma may be another rate.
    let after = after.split(['。', '.', ';', ',', '，']).next().unwrap_or_default();
    let found = PER.iter().filter_map(|(words, seconds)| after.find(words).map(|at| (at, *seconds)));
    found.min().map(|(_, seconds)| seconds)
}

/// The seconds of a rate whose number stands between these words.
pub(super) fn rate_seconds(before: &str, after: &str) -> Option<i64> {
    let counts_calls = ["次", "个请求", "call", "request", "quer"].iter().any(|word| after.starts_with(word));
    let every =
        EVERY.iter().filter_map(|(words, seconds)| before.rfind(words).map(|at| (at, *seconds))).max();
    per_seconds(after).or(every.filter(|_| counts_calls).map(|(_, seconds)| seconds))
}

/// Whether the number before which these words stand is one of queries a second.
pub(super) fn is_of_qps(before: &str) -> bool {
    const BETWEEN: usize = 8;
    let between = before.rsplit_once("qps").map(|(_, between)| between);
    between.is_some_and(|between| {
        between.chars().count() <= BETWEEN && !between.contains(['。', '.', ';', ',', ')'])
    })
}

/// The rates that a stretch of a page states.
pub(crate) fn rates(region: &Region) -> Vec<Rate> {
    let mut found = Vec::new();
    let mut start = 0;
    for (number, extent) in region.numbers() {
        let before = words(region, extent.start.saturating_sub(14).max(start)..extent.start);
        let after = words(region, extent.end..extent.end + 30);
        start = extent.end;
        let seconds = rate_seconds(&before, first_words(&after)).or(is_of_qps(&before).then_some(1));
        if let Some(per_seconds) = seconds.filter(|_| number.unit == Unit::Plain)
            && let Some(calls) = number.readings(false).first().copied()
        {
            found.push(Rate { calls, per_seconds, line: region.line_of(number) });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::region::Region;
    use super::rates;

    #[test]
    fn rates_are_found_however_they_are_worded() {
        for text in [
            "QPS 为 50。",
            "每秒最多调用 50 次",
            "50次/秒",
            "up to 50 requests per second",
            "QPS 上限是 50",
            "支持 50 QPS",
        ] {
            let found = rates(&Region::new([(1, text)]));
            let found: Vec<_> = found.iter().map(|rate| (rate.calls, rate.per_seconds)).collect();
            assert_eq!(found, [(50, 1)], "{text}");
        }
    }
}
