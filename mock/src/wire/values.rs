//! Parameters that travel as text, back to JSON.

use bindery::runtime::serde_json::{Value as Json, from_str};
use bindery::runtime::table::{Encoding, Kind, Member};

/// The JSON of a member's text. A text that is not of the member's kind stays text, for the validator to find.
pub(super) fn of_text(member: &Member, text: &str) -> Json {
    match (member.encoding, member.kind) {
        (Encoding::Joined(separator), Kind::List(kind)) => joined(*kind, text, separator),
        (Encoding::NumberText, _) => text.into(),
        (_, kind) => plain(kind, text),
    }
}

fn joined(kind: Kind, text: &str, separator: &str) -> Json {
    if text.is_empty() {
        return Json::Array(Vec::new());
    }
    text.split(separator).map(|part| plain(kind, part)).collect()
}

pub(super) fn plain(kind: Kind, text: &str) -> Json {
    let read = match kind {
        // The vendor's Python client writes booleans as its language does.
        Kind::Bool => from_str(&text.to_ascii_lowercase()).ok().filter(Json::is_boolean),
        Kind::Int32 | Kind::Int64 => text.parse::<i64>().ok().map(Json::from),
        Kind::Float => text.parse::<f64>().ok().map(Json::from),
        Kind::Json | Kind::Map(_) | Kind::Record(_) | Kind::List(_) | Kind::Union(_) => from_str(text).ok(),
        Kind::Text | Kind::File => None,
    };
    read.unwrap_or_else(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery::runtime::serde_json::json;

    #[test]
    fn text_becomes_what_its_kind_says_or_stays_text() {
        let cases = [
            (Kind::Bool, "True", json!(true)),
            (Kind::Bool, "false", json!(false)),
            (Kind::Bool, "1", json!("1")),
            (Kind::Int64, "9223372036854775807", json!(i64::MAX)),
            (Kind::Int64, "9223372036854775808", json!("9223372036854775808")),
            (Kind::Float, "0.75", json!(0.75)),
            (Kind::Text, "1", json!("1")),
            (Kind::Map(&Kind::Text), r#"{"a":"b"}"#, json!({ "a": "b" })),
            (Kind::List(&Kind::Json), "[1", json!("[1")),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(plain(kind, text), expected, "{text}");
        }
    }
}
