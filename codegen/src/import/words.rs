//! The vendor's descriptions as a sentence of plain text.

use crate::diagnostic::hidden;

/// Most characters of a sentence that are kept.
const LONGEST: usize = 200;

/// The first sentence of a description, on one line and without marks of Markdown. `None` if it says nothing.
pub(super) fn sentence(description: &str) -> Option<String> {
    let lines = description.lines().map(str::trim);
    let line = lines.map(plain).find(|line| line.chars().any(char::is_alphanumeric))?;
    let sentence = line[..end(&line)].trim();
    Some(shortened(sentence)).filter(|sentence| !sentence.is_empty())
}

/// A line without hidden characters, emphasis, tags and the targets of links, its blanks single.
fn plain(line: &str) -> String {
    let line = line.trim_start_matches(['#', '>', '*', '-', ' ']);
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        rest = match (letter, skipped(rest)) {
            (_, Some(after)) => after,
            ('*' | '`' | '\\' | '[' | ']', None) => &rest[1..],
            (letter, None) => {
                text.push(if hidden(letter) { ' ' } else { letter });
                &rest[letter.len_utf8()..]
            }
        };
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What comes after the tag or the target of a link that the text begins with.
fn skipped(text: &str) -> Option<&str> {
    if text.starts_with("](") {
        return text.split_once(')').map(|(_, after)| after);
    }
    let is_tag = text.strip_prefix('<')?.starts_with(|first: char| first == '/' || first.is_alphabetic());
    text.split_once('>').filter(|_| is_tag).map(|(_, after)| after)
}

/// Where the first sentence ends: behind a full stop with a blank after it, or one of Chinese.
fn end(line: &str) -> usize {
    let western = line.find(". ").map(|at| at + 1);
    let chinese = line.find('。').map(|at| at + '。'.len_utf8());
    western.into_iter().chain(chinese).min().unwrap_or(line.len())
}

fn shortened(sentence: &str) -> String {
    match sentence.char_indices().nth(LONGEST) {
        Some((end, _)) => sentence[..end].trim_end().to_owned() + "…",
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_first_sentence_is_plain_text() {
        for (description, expected) in [
            ("The *size* of `x86\\_64`. More.", Some("The size of x86_64.")),
            ("\n\n>  See [the page](~~25693~~) for v1.2 of it.", Some("See the page for v1.2 of it.")),
            ("设备的名称。最长 64。", Some("设备的名称。")),
            ("<props=\"china\">A\u{a0}b</props>", Some("A b")),
            ("a < b", Some("a < b")),
            ("", None),
            (" \n---\n", None),
        ] {
            assert_eq!(sentence(description).as_deref(), expected, "{description:?}");
        }
        let long = sentence(&"字".repeat(500)).unwrap();
        assert_eq!(long.chars().count(), 201);
    }
}
