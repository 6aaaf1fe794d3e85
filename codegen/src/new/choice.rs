//! The values that a page lists for a parameter.

use super::limit::source;
use super::marked::Marked;
use super::material::{clean, speaks};
use crate::draft::Draft;
use crate::drift::enumeration::{is_announced, listed};
use crate::drift::kind::Kind;
use crate::drift::page::Row;
use serde_json::Value;

/// The values of a text, as an enumeration: its file. `None` if the page lists none.
pub(super) fn enumeration(row: &Row, name: &str, page: &str) -> Option<Draft> {
    let listed = listed(&row.text.iter().collect::<Vec<_>>());
    let is_word = |value: &String| value.chars().all(|next| next.is_ascii_uppercase() || next == '_');
    let is_announced = row.text.iter().any(|(_, text)| is_announced(text));
    let is_list = listed.values.len() > 1 && listed.values.iter().all(|value| !is_number(value));
    if row.kind != Kind::Text || !is_list || !(is_announced || listed.values.iter().all(is_word)) {
        return None;
    }
    let mut file = Marked::default();
    file.text("$schema", "../../schema/type.schema.json");
    file.text("type", name);
    file.put("doc", Draft::List(vec![Draft::Text(format!("What `{}` may be.", row.name))]));
    file.decide("doc", "say what it is in words of our own");
    let values = listed.values.iter().map(|value| {
        let doc = meaning(row, value).unwrap_or_else(|| "Not described.".to_owned());
        Draft::object([("value", Draft::text(value)), ("doc", Draft::Text(doc))])
    });
    file.put("values", Draft::List(values.collect()));
    file.decide("values", "are these the values? Say what each means in words of our own");
    file.put("open", Draft::True);
    file.decide("open", "does the page say that these are all?");
    file.put("source", source(page, listed.values.first()?));
    Some(file.draft())
}

/// The values of a number, as a limit.
pub(super) fn numbers(row: &Row, page: &str) -> Option<Draft> {
    let listed = listed(&row.text.iter().collect::<Vec<_>>());
    let is_integer = matches!(row.kind, Kind::Int32 | Kind::Int64 | Kind::Number);
    let values: Vec<i64> = listed.values.iter().filter_map(|value| value.parse().ok()).collect();
    if !is_integer || values.len() < 2 || values.len() < listed.values.len() {
        return None;
    }
    let (_, text) = row.text.iter().find(|(line, _)| *line == listed.line)?;
    let anchor: String = clean(text).chars().take(20).collect();
    let values = values.into_iter().map(|value| Draft::Scalar(Value::from(value)));
    Some(Draft::object([("one_of", Draft::List(values.collect())), ("source", source(page, anchor.trim()))]))
}

fn is_number(value: &str) -> bool {
    value.bytes().all(|next| next.is_ascii_digit())
}

/// What stands behind the value and a colon, or in brackets behind it.
fn meaning(row: &Row, value: &str) -> Option<String> {
    let found = row.text.iter().find_map(|(_, text)| {
        text.match_indices(value).find_map(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + value.len()..].trim_start_matches(['`', '"', '”', '*', ' ']);
            let stands_alone = before.is_none_or(|before| !before.is_ascii_alphanumeric());
            let (ends, rest): (&[char], &str) = match after.chars().next().filter(|_| stands_alone)? {
                ':' | '：' => (&['。', '；', ';', '\n'], after.trim_start_matches([':', '：'])),
                '(' => (&[')'], &after[1..]),
                '（' => (&['）'], after.trim_start_matches('（')),
                _ => return None,
            };
            rest.split(ends).next().map(clean)
        })
    });
    found.filter(|words| speaks(words))
}
