//! JSON that keeps the order of its keys, written the way people write specifications.

use serde_json::Value;
use std::fmt::Write as _;

/// Longest line that holds a whole list or object.
const WIDTH: usize = 120;

/// A piece of a specification.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Draft {
    /// Text.
    Text(String),
    /// `true`
    True,
    /// A number, `false` or `null`.
    Scalar(Value),
    /// A list.
    List(Vec<Draft>),
    /// An object, its keys in this order.
    Object(Vec<(String, Draft)>),
}

impl Draft {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Draft::Text(text.into())
    }

    pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Draft::List(texts.into_iter().map(Draft::text).collect())
    }

    pub(crate) fn object<const N: usize>(entries: [(&str, Draft); N]) -> Self {
        Draft::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// A value of a page.
    pub(crate) fn value(value: &Value) -> Self {
        match value {
            Value::String(text) => Draft::text(text),
            Value::Bool(true) => Draft::True,
            Value::Array(items) => Draft::List(items.iter().map(Draft::value).collect()),
            Value::Object(entries) => {
                Draft::Object(entries.iter().map(|(key, value)| (key.clone(), Draft::value(value))).collect())
            }
            Value::Null | Value::Bool(false) | Value::Number(_) => Draft::Scalar(value.clone()),
        }
    }

    /// The same as plain JSON.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Draft::Text(text) => Value::from(text.as_str()),
            Draft::True => Value::Bool(true),
            Draft::Scalar(value) => value.clone(),
            Draft::List(items) => items.iter().map(Draft::to_value).collect(),
            Draft::Object(entries) => {
                Value::Object(entries.iter().map(|(key, value)| (key.clone(), value.to_value())).collect())
            }
        }
    }

    /// What stands under a key of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Draft::Object(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The object with one more key; anything else stays as it is.
    pub(crate) fn with(mut self, key: &str, value: Draft) -> Self {
        if let Draft::Object(entries) = &mut self {
            entries.push((key.to_owned(), value));
        }
        self
    }

    /// A whole file: its outermost keys have lines of their own.
    pub(crate) fn file(&self) -> String {
        let mut out = String::new();
        self.broken(0, &mut out);
        out.push('\n');
        out
    }

    /// Everything on one line.
    pub(crate) fn line(&self) -> String {
        let mut line = String::new();
        self.flat(&mut line);
        line
    }

    fn write(&self, indent: usize, used: usize, out: &mut String) {
        let line = self.line();
        if used + line.chars().count() <= WIDTH {
            out.push_str(&line);
        } else {
            self.broken(indent, out);
        }
    }

    fn flat(&self, out: &mut String) {
        match self {
            Draft::Text(text) => quote(text, out),
            Draft::True => out.push_str("true"),
            Draft::Scalar(value) => out.push_str(&value.to_string()),
            Draft::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { ", " });
                    item.flat(out);
                }
                out.push(']');
            }
            Draft::Object(entries) if entries.is_empty() => out.push_str("{}"),
            Draft::Object(entries) => {
                for (at, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if at == 0 { "{ " } else { ", " });
                    quote(key, out);
                    out.push_str(": ");
                    value.flat(out);
                }
                out.push_str(" }");
            }
        }
    }

    /// Every item or key on a line of its own.
    fn broken(&self, indent: usize, out: &mut String) {
        let inner = indent + 2;
        match self {
            Draft::List(items) if !items.is_empty() => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    next_line(at, inner, out);
                    item.write(inner, inner + 1, out);
                }
                last_line(indent, ']', out);
            }
            Draft::Object(entries) if !entries.is_empty() => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    next_line(at, inner, out);
                    quote(key, out);
                    out.push_str(": ");
                    value.write(inner, inner + key.len() + 5, out);
                }
                last_line(indent, '}', out);
            }
            _ => self.flat(out),
        }
    }
}

fn next_line(at: usize, indent: usize, out: &mut String) {
    out.push_str(if at == 0 { "\n" } else { ",\n" });
    // Writing to a `String` cannot fail.
    let _ = write!(out, "{:indent$}", "");
}

fn last_line(indent: usize, end: char, out: &mut String) {
    let _ = write!(out, "\n{:indent$}{end}", "");
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::Draft;

    #[test]
    fn short_objects_stand_on_one_line_and_long_ones_do_not() {
        let short = Draft::object([("name", Draft::text("a\"b")), ("required", Draft::True)]);
        let long = Draft::object([("doc", Draft::texts(["x".repeat(80).as_str(), "y".repeat(80).as_str()]))]);
        let file = Draft::object([("short", short), ("long", long), ("none", Draft::object([]))]).file();
        let expected = format!(
            "{{\n  \"short\": {{ \"name\": \"a\\\"b\", \"required\": true }},\n  \"long\": {{\n    \"doc\": [\n      \
             \"{}\",\n      \"{}\"\n    ]\n  }},\n  \"none\": {{}}\n}}\n",
            "x".repeat(80),
            "y".repeat(80)
        );
        assert_eq!(file, expected);
        assert!(serde_json::from_str::<serde_json::Value>(&file).is_ok());
    }
}
