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
