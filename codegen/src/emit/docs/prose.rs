//! Text of a specification as Markdown that shows just that text.

use std::borrow::Cow;

/// One line of Markdown that shows this text. Code between backticks stays code; anything else that
/// Markdown or rustdoc would take for markup is escaped, and a URL becomes a link.
pub(in crate::emit) fn prose(text: &str) -> String {
    let text = on_one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = shield_start(&text, &mut out);
    while let Some(letter) = rest.chars().next() {
        rest = if let Some(span) = code_span(rest) {
            out.push_str(span);
            &rest[span.len()..]
        } else if let Some(url) = url(rest) {
            out.extend(["<", url, ">"]);
            &rest[url.len()..]
        } else {
            if matches!(letter, '[' | ']' | '<' | '>' | '*' | '`' | '\\' | '~' | '|' | '&') {
                out.push('\\');
            }
            out.push(letter);
            &rest[letter.len_utf8()..]
        };
    }
    out
}

/// The text with a full stop, if it has none.
pub(in crate::emit) fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '。']) { text.to_owned() } else { format!("{text}.") }
}

/// Text off the wire as Markdown code.
pub(in crate::emit) fn code(text: &str) -> String {
    let text = on_one_line(text);
    match &*text {
        "" => "`\"\"`".to_owned(),
        text if text.contains('`') => format!("`` {text} ``"),
        text => format!("`{text}`"),
    }
}

/// Several texts off the wire: "`A`, `B` or `C`".
pub(in crate::emit) fn codes(texts: &[&str], last: &str) -> String {
    let shown: Vec<_> = texts.iter().map(|text| code(text)).collect();
    match shown.as_slice() {
        [several @ .., end] if !several.is_empty() => format!("{} {last} {end}", several.join(", ")),
        _ => shown.join(", "),
    }
}

/// The text with every run of white space as one space, and without characters that are not seen.
fn on_one_line(text: &str) -> Cow<'_, str> {
    let hidden = |letter: char| letter.is_control() && !letter.is_whitespace() || is_directional(letter);
    let is_kept = |letter: char| letter == ' ' || !letter.is_whitespace() && !hidden(letter);
    if text.chars().all(is_kept) && !text.contains("  ") && text.trim_matches(' ').len() == text.len() {
        return Cow::Borrowed(text);
    }
    let seen: String = text.chars().filter(|letter| !hidden(*letter)).collect();
    Cow::Owned(seen.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether the character turns the direction of text around, which rustc refuses in comments.
fn is_directional(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes what would begin a heading, a list or a rule, and gives the rest.
fn shield_start<'a>(text: &'a str, out: &mut String) -> &'a str {
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (before, rest) = text.split_at(digits);
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['#', '-', '+', '='] };
    let is_item = rest.starts_with(marks) && !rest[1..].starts_with(|letter: char| letter.is_alphanumeric());
    out.push_str(before);
    if is_item {
        out.push('\\');
        out.push_str(&rest[..1]);
        return &rest[1..];
    }
    rest
}

/// The code span at the start of the text, if there is one.
fn code_span(text: &str) -> Option<&str> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (fence, inside) = text.split_at(ticks);
    let end = inside.match_indices(fence).find(|(at, _)| {
        let (before, after) = (&inside[..*at], &inside[at + ticks..]);
        !before.ends_with('`') && !after.starts_with('`')
    });
    match (ticks, end) {
        (1.., Some((at, _))) if at > 0 => Some(&text[..ticks + at + ticks]),
        _ => None,
    }
}

/// The URL at the start of the text, if there is one.
fn url(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let ends = |letter: char| letter.is_whitespace() || !letter.is_ascii() || "<>`\"\\|".contains(letter);
    let end = text.find(ends).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', ')', '?', '!', ']', '\'']);
    (url.len() > text.len() - rest.len()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::{code, codes, prose};

    #[test]
    fn markup_is_escaped() {
        assert_eq!(prose("Vec<T> and [x]: **no**"), r"Vec\<T\> and \[x\]: \*\*no\*\*");
        assert_eq!(prose("# not a heading"), r"\# not a heading");
        assert_eq!(prose("1. not a list"), r"1\. not a list");
        assert_eq!(prose("2.0 or -1"), "2.0 or -1");
        assert_eq!(prose("two\n\n    lines\t*/ \u{202e}"), r"two lines \*/");
        assert_eq!(prose("a ` alone"), r"a \` alone");
    }

    #[test]
    fn code_stays_code() {
        assert_eq!(prose("set `Vec<T>` or ``a`b``"), "set `Vec<T>` or ``a`b``");
    }

    #[test]
    fn urls_become_links() {
        assert_eq!(prose("see https://a.b/c?d=e."), "see <https://a.b/c?d=e>.");
        assert_eq!(prose("(http://x.y/{region})，好"), "(<http://x.y/{region}>)，好");
        assert_eq!(prose("https:// alone"), "https:// alone");
    }

    #[test]
    fn wire_text_is_code() {
        assert_eq!(code("a`b\nc"), "`` a`b c ``");
        assert_eq!(codes(&["A"], "or"), "`A`");
        assert_eq!(codes(&["A", "B", "C"], "or"), "`A`, `B` or `C`");
    }
}
