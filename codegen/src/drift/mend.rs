//! Edits of specifications that need no decision: a text in place of other bytes, and all else kept.

use super::region::renumbered;
use crate::tree::{Node, Span};

/// A text in place of some bytes of a specification file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The bytes.
    pub span: Span,
    /// The text.
    pub text: String,
}

/// The file with all mends made. One that meets another is left out.
pub fn mended(text: &str, mends: &[Mend]) -> String {
    let mut sorted: Vec<&Mend> = mends.iter().collect();
    sorted.sort_by_key(|mend| (mend.span.start, mend.span.end));
    sorted.dedup();
    let (mut made, mut from) = (String::with_capacity(text.len()), 0);
    for Mend { span, text: wanted } in sorted {
        if let Some(before) = text.get(from..span.start) {
            made.push_str(before);
            made.push_str(wanted);
            from = span.end;
        }
    }
    made.push_str(text.get(from..).unwrap_or_default());
    made
}

/// A value in place of another.
pub(super) fn value(node: &Node<'_>, value: &serde_json::Value) -> Mend {
    Mend { span: node.span.clone(), text: value.to_string() }
}

/// The anchors of a source with the number that the page has now; none where new words are needed too.
pub(super) fn anchors(owner: &Node<'_>, before: i64, seconds: bool, written: &str) -> Vec<Mend> {
    if written.is_empty() {
        return Vec::new();
    }
    let anchors = owner.get("source").map_or(&[][..], |source| source.list("anchors"));
    let each = anchors.iter().filter_map(|anchor| {
        let text = renumbered(anchor.as_text()?, before, seconds, written)?;
        Some(value(anchor, &serde_json::Value::from(text)))
    });
    each.collect()
}

/// An entry of an object, or an item of a list, taken out with one comma and its line.
pub(super) fn without(text: &str, span: &Span) -> Option<Mend> {
    let before = text.get(..span.start)?.trim_end();
    let after = text.get(span.end..)?;
    let after_blanks = after.trim_start();
    let span = if let Some(rest) = after_blanks.strip_prefix(',') {
        span.start..text.len() - rest.trim_start().len()
    } else {
        before.strip_suffix(',')?.len()..span.end
    };
    Some(Mend { span, text: String::new() })
}

/// A further entry after this value of an object, laid out as that one is.
pub(super) fn beside(text: &str, key: &Span, value: &Span, entry: &str) -> Option<Mend> {
    let before = text.get(..key.start)?;
    let blank = &before[before.trim_end().len()..];
    let blank = if blank.is_empty() { " " } else { blank };
    Some(Mend { span: value.end..value.end, text: format!(",{blank}{entry}") })
}

#[cfg(test)]
mod tests {
    use super::{beside, mended, without};

    #[test]
    fn what_is_taken_out_leaves_good_json() {
        let text = "[\n  1,\n  2,\n  3\n]";
        for (number, left) in [("1", "[\n  2,\n  3\n]"), ("2", "[\n  1,\n  3\n]"), ("3", "[\n  1,\n  2\n]")] {
            let at = text.find(number).unwrap_or_default();
            let mend = without(text, &(at..at + 1));
            assert_eq!(mend.map(|mend| mended(text, &[mend])).as_deref(), Some(left));
        }
    }

    #[test]
    fn what_is_added_looks_like_what_is_there() {
        for (text, made) in [
            ("{\n  \"a\": 1\n}", "{\n  \"a\": 1,\n  \"b\": 2\n}"),
            ("{ \"a\": 1 }", "{ \"a\": 1, \"b\": 2 }"),
            ("{\"a\": 1}", "{\"a\": 1, \"b\": 2}"),
        ] {
            let key = text.find("\"a\"").unwrap_or_default();
            let value = text.find('1').unwrap_or_default();
            let mend = beside(text, &(key..key + 3), &(value..value + 1), "\"b\": 2");
            assert_eq!(mend.map(|mend| mended(text, &[mend])).as_deref(), Some(made));
        }
    }
}
