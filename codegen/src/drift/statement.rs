//! Limits as pages state them, where no anchor of a specification helps to find them.

use super::number::Unit;
use super::rate::{is_of_qps, rate_seconds};
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

impl Statement {
    /// Whether it can be one of such a limit.
    pub(super) fn is_like(&self, bound: Bound, measure: Measure) -> bool {
        self.bound == bound && (self.measure == measure || self.measure == Measure::Value)
    }

    /// Whether this reading of it says the same as a limit of this number.
    pub(super) fn says(&self, bound: Bound, measure: Measure, reading: i64, value: i64) -> bool {
        self.is_like(bound, measure) && reading == value
    }
}

const MOST: [&str; 60] = [
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
    "不可超过",
    "不允许超过",
    "不能大于",
    "不得大于",
    "不多于",
    "不能多于",
    "不得多于",
    "不高于",
    "上限",
    "最长",
    "最長",
    "最高",
    "小于等于",
    "小于或等于",
    "upto",
    "atmost",
    "nomorethan",
    "notmorethan",
    "maximum",
    "maximumof",
    "exceed",
    "lessthanorequalto",
    "limitedto",
    "maxlength",
    "maxsize",
    "<=",
    "≤",
    "maksimal",
    "maksimum",
    "hingga",
    "sampaidengan",
    "palingbanyak",
    "tidaklebihdari",
    "melebihi",
    "最大で",
    "最大文字数",
    "최대",
    "máximo",
    "hasta",
    "biszu",
    "höchstens",
    "maximal",
    "jusqu'à",
    "auplus",
    "nomáximo",
    "até",
    "неболее",
    "tốiđa",
];
/// Words that say so right before the number only.
const MOST_BESIDE: [&str; 6] = ["限", "仅限", "限制为", "限制在", "限定为", "限长"];
const LEAST: [&str; 32] = [
    "最小值",
    "最小为",
    "最小",
    "最少",
    "至少",
    "不少于",
    "不小于",
    "不低于",
    "不能少于",
    "不得少于",
    "不能小于",
    "不得小于",
    "不能低于",
    "最短",
    "最低",
    "大于等于",
    "大于或等于",
    "atleast",
    "nolessthan",
    "notlessthan",
    "nofewerthan",
    "greaterthanorequalto",
    "minimum",
    "minimal",
    "tidakkurangdari",
    "setidaknya",
    "palingsedikit",
    ">=",
    "≥",
    "최소",
    "mindestens",
    "aumoins",
];
const RANGE: [&str; 16] = [
    "取值范围",
    "范围",
    "範囲",
    "between",
    "range",
    "rentang",
    "长度限制",
    "长度为",
    "长度在",
    "长度:",
    "from",
    "antara",
    "介于",
    "entre",
    "zwischen",
    "длина",
];
const LENGTH: [&str; 12] = [
    "字节",
    "字符",
    "个字符",
    "个字节",
    "byte",
    "char",
    "karakter",
    "文字",
    "バイト",
    "자",
    "个汉字",
    "汉字",
];
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
        if rate_seconds(&before, &after).is_some() || is_of_qps(&before) {
            continue;
        }
        let is_end = joins(&before)
            && index.checked_sub(1).is_some_and(|first| is_range(region, &numbers[first].1, extent));
        let is_start = joins(first_words(&after))
            && numbers.get(index + 1).is_some_and(|(_, next)| is_range(region, extent, next));
        let ranged = if is_end { Some(Bound::Max) } else { is_start.then_some(Bound::Min) };
        let Some(bound) = ranged.or_else(|| bound(&before, &after)) else { continue };
        // Both ends of a range measure the same, which stands behind it.
        let end = numbers.get(index + 1).filter(|_| is_start).map_or(extent.end, |(_, next)| next.end);
        let cue = extent.start.saturating_sub(if is_end { 30 } else { 18 });
        let about = words(region, cue..extent.start);
        let about = if is_end || start == 0 { about } else { before };
        found.push(Statement {
            bound,
            measure: measure(
                about.rsplit(['。', ';']).next().unwrap_or_default(),
                &words(region, end..end + 14),
            ),
            is_calls: ["次", "time", "call", "kali", "回"].iter().any(|word| after.starts_with(word)),
            readings: number.readings(false),
            line: region.line_of(number),
        });
    }
    found
}

/// The characters of a range of the text without blanks.
pub(super) fn words(region: &Region, range: std::ops::Range<usize>) -> String {
    let dense = region.dense();
    let text: String = dense[range.start.min(dense.len())..range.end.min(dense.len())].iter().collect();
    text
}

/// What stands before the next number.
pub(super) fn first_words(after: &str) -> &str {
    after.split(|next: char| next.is_ascii_digit()).next().unwrap_or_default()
}

/// Whether these words join the ends of a range.
fn joins(between: &str) -> bool {
    matches!(
        between,
        "~" | "-"
            | "至"
            | "到"
            | ","
            | "to"
            | "and"
            | "和"
            | "dan"
            | "hingga"
            | "sampai"
            | "から"
            | "y"
            | "et"
            | "à"
            | "a"
            | "bis"
            | "und"
            | "..."
    )
}

/// Whether two numbers are the ends of a range: words before announce one, or a unit of length follows.
fn is_range(region: &Region, first: &std::ops::Range<usize>, second: &std::ops::Range<usize>) -> bool {
    let before = words(region, first.start.saturating_sub(12)..first.start);
    let after = words(region, second.end..second.end + 10);
    let is_announced = RANGE.iter().any(|cue| before.contains(cue));
    is_announced || LENGTH.iter().any(|unit| after.starts_with(unit))
}

fn bound(before: &str, after: &str) -> Option<Bound> {
    // A full stop ends what the words are about.
    let before = before.rsplit(['。', ';', '；']).next().unwrap_or_default();
    let last = |cues: &[&str]| cues.iter().filter_map(|cue| before.rfind(cue).map(|at| at + cue.len())).max();
    let following = ["以内", "之内", "以下", "이하", "orfewer", "orless", "ataukurang"];
    if MOST_BESIDE.iter().any(|cue| before.ends_with(cue)) {
        return Some(Bound::Max);
    }
    match (last(&LEAST), last(&MOST)) {
        (Some(low), high) if high.is_none_or(|high| high < low) => Some(Bound::Min),
        (_, Some(_)) => Some(Bound::Max),
        _ if following.iter().any(|cue| after.contains(cue)) => Some(Bound::Max),
        _ => None,
    }
}

fn measure(before: &str, after: &str) -> Measure {
    let is_of_list = before.contains("列表") && before.contains("长度");
    if is_of_list || ["个数", "数量", "件数"].iter().any(|word| before.contains(word)) {
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

#[cfg(test)]
mod tests {
    use super::super::region::Region;
    use super::limits;

    fn stated(text: &str) -> Vec<(String, i64)> {
        let found = limits(&Region::new([(1, text)]));
        let one = |statement: &super::Statement| statement.readings.first().copied().unwrap_or_default();
        found
            .iter()
            .map(|statement| (format!("{:?} {:?}", statement.bound, statement.measure), one(statement)))
            .collect()
    }

    #[test]
    fn limits_are_found_however_they_are_worded() {
        for text in [
            "最长 64 个字符。",
            "长度不得多于 64 字符",
            "限 64 个字符",
            "64 个字符以内",
            "up to 64 characters",
            "Panjang maksimum adalah 64 karakter",
        ] {
            assert_eq!(stated(text), [("Max Length".to_owned(), 64)], "{text}");
        }
        for text in [
            "长度为 1-64 个字符",
            "1 to 64 characters in length",
            "harus antara 1 dan 64 karakter",
            "长度限制：1～64",
        ] {
            assert_eq!(stated(text), [("Min Length".to_owned(), 1), ("Max Length".to_owned(), 64)], "{text}");
        }
        assert_eq!(stated("不能小于 5。"), [("Min Value".to_owned(), 5)]);
        assert!(stated("共 64 个，每秒最多 5 次，示例 3").is_empty());
    }
}
