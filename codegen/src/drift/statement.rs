//! Limits and rates as pages state them, where no anchor of a specification helps to find them.

use super::number::Unit;
use super::region::Region;

/// Which end of a range a limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The least.
    Min,
    /// The greatest.
    Max,
}

/// What a limit measures, as far as its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// The length of a text.
    Length,
    /// The number of items.
    Items,
    /// The number itself, or what is not said.
    Value,
}

/// A limit that a page states.
#[derive(Debug)]
pub(crate) struct Statement {
    /// Which end.
    pub(crate) bound: Bound,
    /// What is measured.
    pub(crate) measure: Measure,
    /// Whether calls are counted.
    pub(crate) is_calls: bool,
    /// What the number may mean, the likeliest first.
    pub(crate) readings: Vec<i64>,
    /// The line.
    pub(crate) line: usize,
}

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

const MOST: [&str; 33] = [
    "最大列表长度",
    "最大长度",
    "长度最大",
    "最大值",
    "最大为",
    "最大",
    "最多",
    "不超过",
    "至多",
    "不大于",
    "不能超过",
    "不得超过",
    "上限",
    "最长",
    "最長",
    "upto",
    "atmost",
    "nomorethan",
    "maximum",
    "maximumof",
    "exceed",
    "<=",
    "≤",
    "小于等于",
    "maksimal",
    "maksimum",
    "hingga",
    "palingbanyak",
    "melebihi",
    "maxlength",
    "最大で",
    "최대",
    "máximo",
];
const LEAST: [&str; 13] = [
    "最小值",
    "最小为",
    "最小",
    "至少",
    "不少于",
    "不小于",
    "最短",
    "atleast",
    "minimum",
    "minimal",
    ">=",
    "≥",
    "최소",
];
const RANGE: [&str; 9] =
    ["取值范围", "范围", "範囲", "between", "range", "rentang", "长度限制", "from", "antara"];
const LENGTH: [&str; 10] =
    ["字节", "字符", "个字符", "个字节", "byte", "char", "karakter", "文字", "バイト", "자"];
const ITEMS: [&str; 12] =
    ["个", "条", "項", "item", "entr", "element", "topic", "client", "id", "件", "개", "value"];

/// The limits that a stretch of a page states.
pub(crate) fn limits(region: &Region) -> Vec<Statement> {
    let numbers: Vec<_> = region.numbers().collect();
    let mut found = Vec::new();
    for (index, (number, extent)) in numbers.iter().enumerate() {
        if matches!(number.unit, Unit::Time(_)) {
            continue;
        }
        let start = index.checked_sub(1).map_or(0, |before| numbers[before].1.end);
        let before = words(region, extent.start.saturating_sub(18).max(start)..extent.start);
        let after = words(region, extent.end..extent.end + 14);
        if per_seconds(&after).is_some() || before.ends_with("qps") {
            continue;
        }
        let ranged = index.checked_sub(1).map(|first| &numbers[first].1);
        let bound = bound(&before, &after).or_else(|| {
            let first = ranged.filter(|_| joins(&before))?;
            is_range(region, first.start).then_some(Bound::Max)
        });
        let opens =
            bound.is_none() && RANGE.iter().any(|cue| before.contains(cue)) && joins(first_words(&after));
        let Some(bound) = bound.or(opens.then_some(Bound::Min)) else { continue };
        found.push(Statement {
            bound,
            measure: measure(&before, &after),
            is_calls: ["次", "time", "call", "kali", "回"].iter().any(|word| after.starts_with(word)),
            readings: number.readings(false),
            line: region.line_of(number),
        });
    }
    found
}

fn words(region: &Region, range: std::ops::Range<usize>) -> String {
    let dense = region.dense();
    let text: String = dense[range.start.min(dense.len())..range.end.min(dense.len())].iter().collect();
    text
}

/// What stands before the next number.
fn first_words(after: &str) -> &str {
    after.split(|next: char| next.is_ascii_digit()).next().unwrap_or_default()
}

/// Whether these words join the ends of a range.
fn joins(between: &str) -> bool {
    matches!(between, "~" | "-" | "至" | "到" | "," | "to" | "and" | "和")
}

fn is_range(region: &Region, start: usize) -> bool {
    let before = words(region, start.saturating_sub(12)..start);
    RANGE.iter().any(|cue| before.contains(cue))
}

fn bound(before: &str, after: &str) -> Option<Bound> {
    // A full stop ends what the words are about.
    let before = before.rsplit(['。', ';', '；']).next().unwrap_or_default();
    let last = |cues: &[&str]| cues.iter().filter_map(|cue| before.rfind(cue).map(|at| at + cue.len())).max();
    let following = ["以内", "以下", "이하", "orfewer", "orless"];
    match (last(&LEAST), last(&MOST)) {
        (Some(low), high) if high.is_none_or(|high| high < low) => Some(Bound::Min),
        (_, Some(_)) => Some(Bound::Max),
        _ if following.iter().any(|cue| after.contains(cue)) => Some(Bound::Max),
        _ => None,
    }
}

fn measure(before: &str, after: &str) -> Measure {
    if before.contains("列表长度") {
        Measure::Items
    } else if LENGTH.iter().any(|unit| after.starts_with(unit))
        || ["长度", "length", "panjang", "最长", "長さ"].iter().any(|word| before.contains(word))
    {
        Measure::Length
    } else if ITEMS.iter().any(|unit| after.starts_with(unit)) {
        Measure::Items
    } else {
        Measure::Value
    }
}

const PER: [(&str, i64); 20] = [
    ("persecond", 1),
    ("perdetik", 1),
    ("每秒", 1),
    ("次/秒", 1),
    ("/秒", 1),
    ("次/s", 1),
    ("/s", 1),
    ("/second", 1),
    ("qps", 1),
    ("perminute", 60),
    ("permenit", 60),
    ("每分钟", 60),
    ("次/分", 60),
    ("/分", 60),
    ("次/min", 60),
    ("/min", 60),
    ("perhour", 3600),
    ("/小时", 3600),
    ("perday", 86400),
    ("次/天", 86400),
];

/// The seconds of a rate whose number is followed by these words.
pub(crate) fn per_seconds(after: &str) -> Option<i64> {
    // What stands behind a comma may be another rate.
    let after = after.split(['。', '.', ';', ',', '，']).next().unwrap_or_default();
    let found = PER.iter().filter_map(|(words, seconds)| after.find(words).map(|at| (at, *seconds)));
    found.min().map(|(_, seconds)| seconds)
}

/// The rates that a stretch of a page states.
pub(crate) fn rates(region: &Region) -> Vec<Rate> {
    let mut found = Vec::new();
    for (number, extent) in region.numbers() {
        let before = words(region, extent.start.saturating_sub(12)..extent.start);
        let after = words(region, extent.end..extent.end + 30);
        let named = ["qps为", "qps:", "qpsis", "qps限制为", "qpslimitis", "qpsof", "qps限制:"]
            .iter()
            .any(|cue| before.ends_with(cue));
        let seconds = per_seconds(first_words(&after)).or(named.then_some(1));
        if let Some(per_seconds) = seconds.filter(|_| number.unit == Unit::Plain)
            && let Some(calls) = number.readings(false).first().copied()
        {
            found.push(Rate { calls, per_seconds, line: region.line_of(number) });
        }
    }
    found
}
