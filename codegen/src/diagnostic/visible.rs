//! Characters that a reader of a specification cannot see.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether the character is invisible, controls something, turns the direction of writing, or is a blank that
/// looks like the ordinary one.
pub fn hidden(character: char) -> bool {
    character.is_control()
        || is_odd_blank(character)
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether the character is a blank, but not the ordinary one: of another width, unbreakable, or a pattern of no
/// dots.
pub fn is_odd_blank(character: char) -> bool {
    matches!(
        character,
        '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2800}' | '\u{3000}'
    )
}

/// The text with every hidden character written as its escape, so that a message shows what is there.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Adds a character, or its escape if it is hidden.
pub(super) fn push_visible(shown: &mut String, character: char) {
    if hidden(character) {
        // Writing to a String cannot fail.
        let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
    } else {
        shown.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped() {
        assert_eq!(visible("a\u{202e}b\u{0}"), "a\\u{202e}b\\u{0}");
        assert_eq!(visible("a\u{a0}b\u{3000}c\u{2800}"), "a\\u{a0}b\\u{3000}c\\u{2800}");
    }

    #[test]
    fn other_text_stays() {
        assert_eq!(visible("批量 “é” *、"), "批量 “é” *、");
    }
}
