//! Examples: the page's own as values, and one that fits limits where the page has none.

use crate::draft::Draft;
use serde_json::Value;

/// The example of a page as a value of this type.
pub(super) fn value(text: &str, type_text: &str) -> Option<Value> {
    let text = text.trim();
    match type_text {
        "bool" => text.to_lowercase().parse().ok().map(Value::Bool),
        "int32" => text.parse::<i32>().ok().map(Value::from),
        "int64" => text.parse::<i64>().ok().map(Value::from),
        "double" => text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from),
        "file" => None,
        "json" => serde_json::from_str(text).ok(),
        _ if type_text.starts_with("map<") => {
            serde_json::from_str(text).ok().filter(|value: &Value| value.is_object())
        }
        _ if type_text.starts_with("list<") => list(text, type_text),
        // The name of a type: an object is JSON, and the value of an enumeration is text.
        "string" => Some(Value::from(super::material::clean(text))),
        _ => serde_json::from_str(text).ok().filter(Value::is_object).or_else(|| {
            let is_word =
                text.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '+'));
            is_word.then(|| Value::from(text))
        }),
    }
}

fn list(text: &str, type_text: &str) -> Option<Value> {
    if let Ok(value @ Value::Array(_)) = serde_json::from_str(text) {
        return Some(value);
    }
    let item = type_text.strip_prefix("list<")?.strip_suffix('>')?;
    let items: Option<Vec<Value>> = text.split(',').map(|part| value(part, item)).collect();
    items.filter(|items| items.iter().all(|item| !item.is_object() && !item.is_array())).map(Value::Array)
}

/// A value of the type that keeps these limits, as far as lengths and sizes go.
pub(super) fn fitting(type_text: &str, limits: &[Draft]) -> Value {
    let least = |key: &str| limits.iter().find_map(|limit| number(limit, key));
    let length = |key: &str| usize::try_from(least(key).unwrap_or(1)).unwrap_or(1).min(4096);
    match type_text {
        "int32" | "int64" | "double" => {
            Value::from(least("min").or_else(|| least("max")).unwrap_or_default())
        }
        _ if type_text.starts_with("list<") => {
            let item = Value::from("x".repeat(length("item_min_length")));
            Value::Array(vec![item; length("min_items")])
        }
        _ => Value::from("x".repeat(length("min_length"))),
    }
}

fn number(limit: &Draft, key: &str) -> Option<i64> {
    match limit.get(key) {
        Some(Draft::Scalar(value)) => value.as_i64(),
        _ => None,
    }
}

/// What the sample has under a name, in the first item where there are several.
pub(super) fn below<'s>(sample: Option<&'s Value>, name: &str) -> Option<&'s Value> {
    sample.map(first).and_then(|value| value.get(name))
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|items| items.first()).map_or(value, first)
}

/// How a member must be read if the sample has another JSON type than the table, and what the sample has.
pub(super) fn accept(type_text: &str, sample: Option<&Value>) -> Option<(&'static str, &'static str)> {
    let item = type_text.trim_start_matches("list<").trim_end_matches('>');
    match (item, first(sample?)) {
        ("string", Value::Number(_)) => Some(("to-text", "a number")),
        ("string", Value::Bool(_)) => Some(("to-text", "a boolean")),
        ("bool" | "int32" | "int64" | "double", Value::String(_)) => Some(("from-text", "text")),
        _ => None,
    }
}

/// The documented call: the examples of its parameters together, and the sample answer; none if the page shows
/// neither. An error is the name of a required parameter without an example.
pub(super) fn documented(parameters: &[Draft], sample: Option<&Value>) -> Result<Option<Draft>, String> {
    let mut request = Vec::new();
    for member in parameters {
        let Some(Draft::Text(name)) = member.get("name") else { continue };
        match member.get("example") {
            Some(example) => request.push((name.clone(), example.clone())),
            None if member.get("required").is_some() => return Err(name.clone()),
            None => {}
        }
    }
    if request.is_empty() && sample.is_none() {
        return Ok(None);
    }
    let mut example = super::marked::Marked::default();
    example.text("name", "documented");
    example.text("doc", "The call of the page.");
    example.put("request", Draft::Object(request));
    if let Some(sample) = sample {
        example.put("answer", Draft::value(sample));
    }
    Ok(Some(example.draft()))
}

#[cfg(test)]
mod tests {
    use super::value;
    use serde_json::json;

    #[test]
    fn examples_are_values_of_their_types() {
        for (text, type_text, expected) in [
            ("23267207", "int64", Some(json!(23_267_207))),
            ("4294967296", "int32", None),
            ("True", "bool", Some(json!(true))),
            ("room-1", "string", Some(json!("room-1"))),
            ("a,b", "list<string>", Some(json!(["a", "b"]))),
            ("[1, 2]", "list<int32>", Some(json!([1, 2]))),
            ("x", "list<int32>", None),
            ("{\"a\": 1}", "LampState", Some(json!({ "a": 1 }))),
            ("ON", "LampMode", Some(json!("ON"))),
            ("two words", "LampMode", None),
        ] {
            assert_eq!(value(text, type_text), expected, "{text} as {type_text}");
        }
    }
}
