//! The words of a page as material: on one line, without what nobody sees, and not too many.

use crate::diagnostic::hidden;

/// Most characters of one text. A person reads the page itself, not the draft.
const LONGEST: usize = 1000;

/// The text on one line, blanks single and nothing hidden.
pub(super) fn clean(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if hidden(letter) { ' ' } else { letter }).collect();
    let mut plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = plain.char_indices().nth(LONGEST) {
        plain.truncate(end);
        plain.push('…');
    }
    plain
}

/// The first sentence of a text.
pub(super) fn sentence(text: &str) -> String {
    let text = clean(text);
    let western = text.find(". ").map(|at| at + 1);
    let chinese = text.find('。').map(|at| at + '。'.len_utf8());
    let end = western.into_iter().chain(chinese).min().unwrap_or(text.len());
    text[..end].trim_end_matches(['.', '。']).to_owned()
}

/// Whether the text says anything.
pub(super) fn speaks(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{clean, sentence};

    #[test]
    fn what_nobody_sees_becomes_a_blank() {
        assert_eq!(clean(" a\u{a0}\u{202e}b\n\tc "), "a b c");
        assert_eq!(clean(&"字".repeat(2000)).chars().count(), 1001);
    }

    #[test]
    fn a_sentence_ends_where_its_language_ends_it() {
        assert_eq!(sentence("开灯。关灯。"), "开灯");
        assert_eq!(sentence("Version 1.2 of it. More."), "Version 1.2 of it");
    }
}
