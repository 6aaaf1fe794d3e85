//! What texts and names may consist of.

use crate::diagnostic::{Code, Diagnostics, hidden, is_odd_blank};
use crate::tree::Span;

/// Longest name of anything, in characters.
const MAX_NAME: usize = 64;

/// Reports hidden characters of a text. `lines` allows line breaks and tabs.
pub(super) fn check_content(path: &str, span: &Span, text: &str, lines: bool, problems: &mut Diagnostics) {
    let allowed = |character| lines && matches!(character, '\n' | '\r' | '\t');
    if let Some(found) = text.chars().find(|&character| hidden(character) && !allowed(character)) {
        let message = format!("this text holds the hidden character U+{:04X}", u32::from(found));
        let problem = problems.report(Code::HiddenCharacter, path, span, message);
        let is_blank = is_odd_blank(found);
        problem.help(if is_blank { "write an ordinary blank" } else { "say it in words, or leave it out" });
    }
}

/// A sort of name, by the characters it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A service: lower-case words with underscores.
    Service,
    /// An operation: letters, digits, dots, underscores.
    Operation,
    /// A type: upper-case first, letters and digits.
    Type,
    /// A member on the wire: letters, digits, dots, underscores, hyphens.
    Member,
    /// An id of ours: lower-case words with hyphens.
    Id,
    /// An environment variable.
    Variable,
    /// A region or network.
    Region,
    /// A Rust field name.
    Rust,
}

impl Name {
    /// What such a name consists of, for messages.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Name::Service => "lower-case letters, digits and underscores, a letter first",
            Name::Operation => "letters, digits, dots and underscores, a letter first",
            Name::Type => "letters and digits, an upper-case letter first",
            Name::Member => "letters, digits, dots, underscores and hyphens",
            Name::Id => "lower-case letters and digits, in words joined with single hyphens, a letter first",
            Name::Variable => "upper-case letters, digits and underscores, a letter first",
            Name::Region => "lower-case letters, digits and hyphens",
            Name::Rust => "lower-case letters, digits and underscores, no digit first",
        }
    }

    /// Whether the text is such a name.
    pub(super) fn fits(self, text: &str) -> bool {
        let first = text.bytes().next().unwrap_or_default();
        let all = |allowed: fn(u8) -> bool| text.bytes().all(allowed);
        let lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let fits = match self {
            Name::Service => {
                first.is_ascii_lowercase() && text.bytes().all(|byte| lower(byte) || byte == b'_')
            }
            Name::Operation => {
                first.is_ascii_alphabetic()
                    && all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_')
                    && !text.contains("..")
                    && !text.ends_with('.')
            }
            Name::Type => first.is_ascii_uppercase() && all(|byte| byte.is_ascii_alphanumeric()),
            Name::Member => all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')),
            Name::Id => {
                first.is_ascii_lowercase()
                    && text.split('-').all(|word| !word.is_empty() && word.bytes().all(lower))
            }
            Name::Variable => {
                first.is_ascii_uppercase()
                    && all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            }
            Name::Region => text.bytes().all(|byte| lower(byte) || byte == b'-'),
            Name::Rust => !first.is_ascii_digit() && text.bytes().all(|byte| lower(byte) || byte == b'_'),
        };
        fits && !text.is_empty() && text.len() <= MAX_NAME
    }
}

/// Whether the text is such a name; if not, that is reported.
pub(super) fn check_name(
    path: &str,
    span: &Span,
    text: &str,
    name: Name,
    problems: &mut Diagnostics,
) -> bool {
    let fits = name.fits(text);
    if !fits {
        let message = if text.len() > MAX_NAME {
            format!("this name is longer than {MAX_NAME} characters")
        } else {
            format!("`{text}` cannot be a name here")
        };
        let problem = problems.report(Code::BadName, path, span, message);
        problem.help(format!("it consists of {}", name.rule()));
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn names_have_their_characters() {
        assert!(Name::Member.fits("content-available"));
        assert!(Name::Operation.fits("taobao.tmc.message.produce"));
        assert!(Name::Id.fits("send-message2"));
        for (name, text) in [
            (Name::Service, "../x"),
            (Name::Service, "Mqtt"),
            (Name::Service, ""),
            (Name::Operation, ".."),
            (Name::Operation, "a/b"),
            (Name::Operation, "a\""),
            (Name::Type, "lower"),
            (Name::Type, "A*/"),
            (Name::Member, "a b"),
            (Name::Member, "é"),
            (Name::Id, "a--b"),
            (Name::Id, "-a"),
            (Name::Variable, "path"),
            (Name::Region, "cn_x"),
            (Name::Rust, "1a"),
            (Name::Rust, "A"),
        ] {
            assert!(!name.fits(text), "{name:?} {text:?}");
        }
        assert!(!Name::Member.fits(&"a".repeat(65)));
    }
}
