//! HTML as lines of text that know where they stood in the file.
//!
//! A page is read for its words only, as far as a browser would show them: end tags may be missing or
//! stand where they should not. A row of a table becomes `| cell | cell |`, as in a page saved as text.

use super::page::Line;
use super::text::plain;

/// Whether a file is HTML rather than text.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let lower: String = text.to_ascii_lowercase();
    let begins_with_tag = start.starts_with('<')
        && start[1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '!');
    begins_with_tag || ["<html", "<table", "</td", "<body", "<pre"].iter().any(|tag| lower.contains(tag))
}

/// The lines of text that a browser would show.
pub(super) fn lines(html: &str) -> Vec<Line> {
    let mut reader =
        Reader { line: 1, lines: Vec::new(), text: String::new(), at: 1, preformatted: 0, in_row: false };
    let mut rest = html;
    while !rest.is_empty() {
        rest = reader.step(rest);
    }
    reader.end_line();
    reader.lines
}

struct Reader {
    /// The line of the file.
    line: usize,
    lines: Vec<Line>,
    /// The line of text that is being put together, and where it began.
    text: String,
    at: usize,
    /// How many elements around keep their line breaks.
    preformatted: usize,
    in_row: bool,
}

impl Reader {
    /// Reads one tag or one stretch of text and returns the rest.
    fn step<'h>(&mut self, rest: &'h str) -> &'h str {
        let is_tag = |text: &str| {
            text.strip_prefix('<')
                .unwrap_or_default()
                .starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
        };
        if !is_tag(rest) {
            let first = rest.chars().next().map_or(rest.len(), char::len_utf8);
            let end = rest[first..].find('<').map_or(rest.len(), |end| end + first);
            self.show(&rest[..end]);
            return &rest[end..];
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            return self.skip(rest, comment.find("-->").map(|end| end + 7));
        }
        let end = end_of_tag(rest);
        let name: String =
            rest[1..].chars().take_while(|next| next.is_ascii_alphanumeric() || *next == '/').collect();
        let name = name.trim_end_matches('/').to_ascii_lowercase();
        self.tag(&name);
        let after = self.skip(rest, end);
        if matches!(name.as_str(), "script" | "style" | "template" | "noscript" | "svg" | "textarea") {
            let close = format!("</{name}");
            let end = after.to_ascii_lowercase().find(&close);
            return self.skip(after, end);
        }
        after
    }

    /// Leaves out so many bytes, or all, and counts their lines.
    fn skip<'h>(&mut self, rest: &'h str, length: Option<usize>) -> &'h str {
        let (skipped, rest) = rest.split_at(length.unwrap_or(rest.len()));
        self.line += skipped.matches('\n').count();
        rest
    }

    fn tag(&mut self, name: &str) {
        match name {
            "tr" => {
                self.end_row();
                self.in_row = true;
            }
            "td" | "th" => {
                self.in_row = true;
                self.push_text("|");
            }
            "/tr" | "/table" => self.end_row(),
            "pre" => {
                self.preformatted += 1;
                self.end_line();
            }
            "/pre" => {
                self.end_line();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "li" => {
                self.end_line();
                // An item is no heading, as little as a cell.
                self.push_text("• ");
            }
            "br" | "p" | "/p" | "div" | "/div" | "/li" | "ul" | "/ul" | "ol" | "/ol" | "section"
            | "/section" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "/h1" | "/h2" | "/h3"
            | "/h4" | "/h5" | "/h6" | "/title" | "title" | "details" | "/details" | "summary"
            | "/summary" | "dl" | "dt" | "dd" | "tbody" | "thead" | "article" | "header" | "/header"
            | "nav" | "/nav" | "footer" | "main" | "body" | "hr" => self.end_line(),
            _ => {}
        }
    }

    fn end_row(&mut self) {
        if self.in_row {
            self.push_text("|");
        }
        self.in_row = false;
        self.end_line();
    }

    fn show(&mut self, raw: &str) {
        let mut parts = raw.split('\n').peekable();
        while let Some(part) = parts.next() {
            self.push_text(&unescaped(part));
            if parts.peek().is_some() {
                if self.preformatted > 0 {
                    self.end_line();
                } else {
                    self.push_text(" ");
                }
                self.line += 1;
            }
        }
    }

    fn push_text(&mut self, text: &str) {
        if self.text.trim().is_empty() {
            self.at = self.line;
            if self.preformatted == 0 {
                self.text.clear();
            }
        }
        self.text.push_str(text);
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        let shown = if self.preformatted > 0 { plain(&text) } else { squeezed(&plain(&text)) };
        if shown == "•" && self.preformatted == 0 {
            // What the item holds begins on a line of its own.
            self.text.push_str("• ");
            return;
        }
        if shown.trim().trim_matches('|').is_empty() {
            // The bar of a cell goes before what the cell holds, whatever line that begins.
            if self.in_row {
                self.text = shown;
            }
            return;
        }
        // Every line of a cell shows that it is one, so that none is taken for a heading or for a cell.
        let mark = if self.in_row && !shown.starts_with('|') { "¦" } else { "" };
        self.lines.push((self.at, format!("{mark}{shown}")));
    }
}

/// One blank where there are several.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The byte after the tag, whatever its attributes hold.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in tag.char_indices() {
        match (quote, character) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') if tag[..at].trim_end().ends_with('=') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

const ENTITIES: [(&str, &str); 26] = [
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("middot", "·"),
    ("bull", "•"),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("times", "×"),
    ("le", "≤"),
    ("ge", "≥"),
    ("copy", "©"),
    ("reg", "®"),
    ("para", "¶"),
    ("zwnj", ""),
    ("boxur", "└"),
];

/// The text with its entities replaced. A bar becomes another sign, for a bar parts cells here.
fn unescaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        shown.push_str(&rest[..at]);
        let entity = &rest[at + 1..];
        let end =
            entity.find(|next: char| !next.is_ascii_alphanumeric() && next != '#').unwrap_or(entity.len());
        if let Some(text) = replaced(&entity[..end]) {
            shown.push_str(&text);
            rest = entity[end..].strip_prefix(';').unwrap_or(&entity[end..]);
        } else {
            shown.push('&');
            rest = entity;
        }
    }
    shown.push_str(rest);
    shown.replace('|', "¦")
}

fn replaced(entity: &str) -> Option<String> {
    if let Some(number) = entity.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code).map(String::from);
    }
    let found = ENTITIES.iter().find(|(name, _)| *name == entity)?;
    Some(found.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn rows_are_lines_and_know_their_place() {
        let html = "<html><head><script>if (a < b) { \"<td>\" }</script></head>\n<body><h1>A &amp; B</h1>\n<table>\n<tr><td>Name<td><p>string</p>\n<tr><td>x</td><td>a|b</td></tr></table>\n<pre>one\n  two</pre>";
        let expected =
            [(2, "A & B"), (4, "|Name|"), (4, "¦string"), (5, "|x|a¦b|"), (6, "one"), (7, "  two")];
        let expected = expected.map(|(line, text)| (line, text.to_owned()));
        assert_eq!(lines(html), expected);
    }

    #[test]
    fn broken_html_ends() {
        for html in ["<", "<a", "a < b", "<!-- x", "<td a='>", "&", "&#xffffffff;", "<é>", "é<é"] {
            let _ = lines(html);
        }
        assert_eq!(lines("a < b"), [(1, "a < b".to_owned())]);
    }
}
