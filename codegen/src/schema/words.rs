//! The fixed words of the format and what each stands for.

use crate::model::{ErrorsKnown, Protocol, Unread};
use bindery_runtime::table::{Accept, Class, Effect, Format, Method, Place, Session, TokenForm, Unit};

/// Protocols.
pub const PROTOCOLS: [(&str, Protocol); 4] = [
    ("alibaba-rpc", Protocol::AlibabaRpc),
    ("alibaba-roa", Protocol::AlibabaRoa),
    ("jpush-rest", Protocol::JpushRest),
    ("top", Protocol::Top),
];

/// HTTP methods.
pub const METHODS: [(&str, Method); 5] = [
    ("GET", Method::Get),
    ("POST", Method::Post),
    ("PUT", Method::Put),
    ("DELETE", Method::Delete),
    ("PATCH", Method::Patch),
];

/// Effects of an operation.
pub const EFFECTS: [(&str, Effect); 2] = [("read", Effect::Read), ("write", Effect::Write)];

/// Who makes an idempotency token.
pub const TOKEN_FORMS: [(&str, TokenForm); 2] = [("uuid", TokenForm::Uuid), ("issued", TokenForm::Issued)];

/// Whether an operation needs a session.
pub const SESSIONS: [(&str, Session); 3] =
    [("none", Session::None), ("optional", Session::Optional), ("required", Session::Required)];

/// What is known of an operation's errors.
pub const ERRORS_KNOWN: [(&str, ErrorsKnown); 3] =
    [("listed", ErrorsKnown::Listed), ("empty", ErrorsKnown::Empty), ("unknown", ErrorsKnown::Unknown)];

/// What no one has read about an operation.
pub const UNREAD: [(&str, Unread); 4] = [
    ("answer", Unread::Answer),
    ("effect", Unread::Effect),
    ("errors", Unread::Errors),
    ("limits", Unread::Limits),
];

/// Where a member travels, if not in the ordinary place.
pub const PLACES: [(&str, Place); 5] = [
    ("query", Place::Query),
    ("path", Place::Path),
    ("header", Place::Header),
    ("form", Place::Form),
    ("whole-body", Place::WholeBody),
];

/// How tolerantly a member of an answer is read.
pub const ACCEPTS: [(&str, Accept); 2] = [("from-text", Accept::FromText), ("to-text", Accept::ToText)];

/// What lengths are counted in.
pub const UNITS: [(&str, Unit); 3] =
    [("bytes", Unit::Bytes), ("chars", Unit::Chars), ("unstated", Unit::Unstated)];

/// Classes of error codes.
pub const CLASSES: [(&str, Class); 7] = [
    ("caller", Class::Caller),
    ("auth", Class::Auth),
    ("throttled", Class::Throttled),
    ("quota", Class::Quota),
    ("resign", Class::Resign),
    ("server", Class::Server),
    ("unknown", Class::Unknown),
];

/// Formats of text, in the runtime's order.
pub const FORMATS: [(&str, Format); 13] = [
    ("json", Format::Json),
    ("json-object", Format::JsonObject),
    ("json-array", Format::JsonArray),
    ("url", Format::Url),
    ("https-url", Format::HttpsUrl),
    ("utc-seconds", Format::UtcSeconds),
    ("date-time", Format::DateTime),
    ("time", Format::Time),
    ("epoch-seconds", Format::EpochSeconds),
    ("epoch-millis", Format::EpochMillis),
    ("integer", Format::Integer),
    ("form-pairs", Format::FormPairs),
    ("pooled-id", Format::PooledId),
];

/// The words of such a table.
pub(super) const fn words<T, const N: usize>(table: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = table[at].0;
        at += 1;
    }
    words
}

/// What a word of such a table stands for.
pub fn meaning<T: Copy>(table: &[(&'static str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_those_of_the_runtime() {
        let ours = FORMATS.map(|(name, format)| (name, format));
        assert_eq!(ours, Format::ALL.map(|format| (format.name(), format)));
    }
}
