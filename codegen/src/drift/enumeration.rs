//! The values that a page lists for a member.

use super::page::Line;

/// The values of a list on a page, and the line of the first.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    /// The values, in order.
    pub(crate) values: Vec<String>,
    /// Whether each stands on a line of its own or has a meaning beside it.
    pub(crate) is_list: bool,
    /// The line.
    pub(crate) line: usize,
}

const CUES: [&str; 12] = [
    "取值",
    "可选值",
    "有效值",
    "枚举",
    "valid values",
    "allowed values",
    "possible values",
    "nilai yang valid",
    "nilai valid",
    "有効な値",
    "유효한 값",
    "valores válidos",
];

/// The values that these lines list.
pub(crate) fn listed(lines: &[&Line]) -> Listed {
    let mut found = Listed::default();
    for (number, line) in lines.iter().copied() {
        for value in defined(line) {
            found.add(value, *number);
            found.is_list = true;
        }
    }
    if found.values.len() < 2 {
        found = Listed::default();
        for (number, line) in lines.iter().copied() {
            for value in enumerated(line) {
                found.add(value, *number);
            }
        }
    }
    found
}

impl Listed {
    fn add(&mut self, value: &str, line: usize) {
        if self.values.is_empty() {
            self.line = line;
        }
        if !self.values.iter().any(|known| known == value) {
            self.values.push(value.to_owned());
        }
    }
}

/// The words of a line that have their meaning behind a colon: `- DEVICE：…`, `USER: …，CLIENT: …`.
fn defined(line: &str) -> Vec<&str> {
    let parts = line.split(['，', '；', '。', '、', ';', '|']).flat_map(|part| part.split(", "));
    let mut found = Vec::new();
    for part in parts {
        let part = part.trim().trim_start_matches(['-', '*', '•', '·', ' ', '`']);
        // What comes before a colon may itself follow the words that announce the list.
        let mut rest = part;
        while let Some(at) = rest.find([':', '：']) {
            let word = rest[..at].trim().trim_matches(['`', '"', '“', '”', '*']);
            if is_value(word) {
                found.push(word);
            }
            rest = rest[at..].trim_start_matches([':', '：']);
        }
    }
    found
}

/// The words of a list without meanings: after words that announce it, or named as a type's constants.
fn enumerated(line: &str) -> Vec<&str> {
    let constants: Vec<&str> = constants(line);
    if constants.len() >= 2 {
        return constants;
    }
    let Some(rest) = after_cue(line).and_then(|at| line.get(at..)) else { return Vec::new() };
    let rest = rest.split(['。', '\n']).next().unwrap_or_default();
    let words = rest
        .split(['、', '，', ',', '/', '|', ':', '：', ' ', '和', '或'])
        .map(|word| word.trim_start_matches(['(', '（', ' ']).split(['(', '（']).next().unwrap_or_default())
        .map(|word| word.trim().trim_matches(['`', '"', '“', '”', '.', '(', ')', '（', '）', '；', ';']));
    words.filter(|word| is_value(word) && !matches!(*word, "or" | "and" | "atau" | "dan")).collect()
}

/// Whether a line announces a list of values.
pub(crate) fn is_announced(line: &str) -> bool {
    after_cue(line).is_some()
}

fn after_cue(line: &str) -> Option<usize> {
    let lower = line.to_lowercase();
    CUES.iter().filter_map(|cue| lower.find(cue).map(|at| at + cue.len())).min()
}

/// The runs of words that only signs and conjunctions part, and whether words before announce each.
pub(super) fn runs(lines: &[&Line]) -> Vec<(Listed, bool)> {
    let mut found: Vec<(Listed, bool)> = Vec::new();
    for (number, line) in lines.iter().copied() {
        let mut rest = line.as_str();
        let mut is_announced = false;
        let mut run = Listed { line: *number, ..Listed::default() };
        loop {
            let start = rest.find(|next: char| next.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let (between, word) = rest.split_at(start);
            if !is_separator(between) || run.values.is_empty() {
                let announced = announces(between);
                found.push((
                    std::mem::replace(&mut run, Listed { line: *number, ..Listed::default() }),
                    is_announced,
                ));
                is_announced = announced;
            }
            let end = word
                .find(|next: char| !next.is_ascii_alphanumeric() && !matches!(next, '_' | '-'))
                .unwrap_or(word.len());
            if end == 0 {
                break;
            }
            run.add(&word[..end], *number);
            rest = &word[end..];
        }
        found.push((run, is_announced));
    }
    found.retain(|(run, _)| run.values.len() > 1);
    found
}

/// Whether nothing but the signs of a list stands between two words.
fn is_separator(between: &str) -> bool {
    let between = between.trim_matches([' ', '`', '"', '“', '”']);
    matches!(between, "、" | "，" | "," | "/" | "|" | "¦" | "和" | "或" | "或者" | "及" | "；" | ";" | "、和")
}

/// Whether these words announce a list.
fn announces(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '`', '"', '“', '(', '（']);
    [":", "：", "为", "有", "是", "支持", "包括", "取值"].iter().any(|end| before.ends_with(end))
}

/// The constants of one Go type: `jiguang.TimeUnitDay`, `jiguang.TimeUnitWeek` give `Day`, `Week`.
fn constants(line: &str) -> Vec<&str> {
    let is_part = |next: char| next.is_ascii_alphanumeric() || next == '.' || next == '_';
    let words = line.split(|next: char| !is_part(next)).filter(|word| {
        word.split_once('.').is_some_and(|(package, name)| {
            package.chars().all(|next| next.is_ascii_lowercase())
                && name.starts_with(|next: char| next.is_ascii_uppercase())
        })
    });
    let mut words: Vec<&str> = words.collect();
    words.dedup();
    let shared = words.iter().skip(1).fold(words.first().map_or(0, |word| word.len()), |shared, word| {
        let first = words[0];
        first.bytes().zip(word.bytes()).take(shared).take_while(|(left, right)| left == right).count()
    });
    // What they share ends where a word begins.
    let begins = |at: usize| {
        words.iter().all(|word| {
            word.get(at..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_uppercase()))
        })
    };
    let shared = (0..=shared).rev().find(|at| begins(*at)).unwrap_or(0);
    if words.len() < 2 || shared == 0 {
        return Vec::new();
    }
    words.into_iter().map(|word| &word[shared..]).collect()
}

fn is_value(word: &str) -> bool {
    let is_name = word.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '+'));
    is_name && !word.is_empty() && word.len() <= 40
}

/// Whether two words could be values of one list: they are written in the same letters.
pub(super) fn is_alike(word: &str, known: &[&str]) -> bool {
    let shape = |word: &str| {
        (
            word.chars().any(|next| next.is_ascii_uppercase()),
            word.chars().any(|next| next.is_ascii_lowercase()),
            word.chars().all(|next| next.is_ascii_digit()),
        )
    };
    known.iter().any(|known| shape(known) == shape(word))
}

#[cfg(test)]
mod tests {
    use super::listed;

    fn values(lines: &[&str]) -> Vec<String> {
        let lines: Vec<(usize, String)> = lines.iter().map(|line| (1, (*line).to_owned())).collect();
        listed(&lines.iter().collect::<Vec<_>>()).values
    }

    #[test]
    fn runs_of_words_are_found_with_what_announces_them() {
        let line = (3, "动作:ON、OFF、`BLINK`。按 ON、OFF 开关 x".to_owned());
        let found = super::runs(&[&line]);
        let found: Vec<_> =
            found.iter().map(|(run, is_announced)| (run.values.join(" "), *is_announced)).collect();
        assert_eq!(found, [("ON OFF BLINK".to_owned(), true), ("ON OFF".to_owned(), false)]);
    }

    #[test]
    fn lists_are_read_however_they_are_written() {
        assert_eq!(
            values(&["推送目标：", "- DEVICE：根据设备推送。", "- ALIAS：根据别名推送。"]),
            ["DEVICE", "ALIAS"]
        );
        assert_eq!(values(&["Valid values:", "*   R: read-only.", "*   W: write-only."]), ["R", "W"]);
        assert_eq!(values(&["身份类型，USER: 仅用户名，CLIENT: 具体到客户端"]), ["USER", "CLIENT"]);
        assert_eq!(values(&["单位,有 jiguang.TimeUnitDay, jiguang.TimeUnitWeek 两种"]), ["Day", "Week"]);
        assert_eq!(values(&["取值：A1、B2。"]), ["A1", "B2"]);
        assert!(values(&["分页查询推送记录。"]).is_empty());
    }
}
