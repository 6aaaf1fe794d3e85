//! A page as lines of plain characters.

use super::page::Line;

/// The lines of a page that was saved as text, without the empty ones.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let lines = text.split('\n').enumerate().map(|(index, line)| (index + 1, plain(line)));
    lines.filter(|(_, line)| !line.trim().is_empty()).collect()
}

/// A line without what is not seen, without the marks of emphasis, code and links, and with plain blanks.
pub(super) fn plain(line: &str) -> String {
    let seen = line.chars().filter(|character| !is_unseen(*character));
    let plain: String = seen.map(|character| if is_blank(character) { ' ' } else { character }).collect();
    linkless(&plain.replace("**", "").replace("~~", "")).trim_end().to_owned()
}

fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

/// Whether it is a blank that only looks like the ordinary one. Tabs and the wide blank keep their place, as
/// they draw depth.
fn is_blank(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// The text with the words of its links in place of `[words](address)`.
fn linkless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let (Some(open), Some(close)) = (rest[..middle].rfind('['), rest[middle..].find(')')) else { break };
        let address = &rest[middle + 2..middle + close];
        let is_link = address.starts_with(['h', '#', '/', '.']) && !address.contains(' ');
        if is_link {
            shown.push_str(&rest[..open]);
            shown.push_str(&rest[open + 1..middle]);
        } else {
            shown.push_str(&rest[..=middle + close]);
        }
        rest = &rest[middle + close + 1..];
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::{lines, plain};

    #[test]
    fn what_is_not_seen_is_left_out() {
        assert_eq!(
            plain("Room\u{200b}Id\u{a0}| **string** | [the room](https://example.com) "),
            "RoomId | string | the room"
        );
        for text in ["[1, 2](x y)", "a](b", "[](", "]()", "values[](h"] {
            let _ = plain(text);
        }
        assert_eq!(plain("f(a[0](b c))"), "f(a[0](b c))");
    }

    #[test]
    fn lines_keep_their_numbers() {
        assert_eq!(lines("\u{feff}a\n\u{200b}\n b\n\n"), [(1, "a".to_owned()), (3, " b".to_owned())]);
    }
}
