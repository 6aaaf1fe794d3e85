//! Names and values as they stand in queries and forms.

use http::request;
use std::fmt::Write as _;

/// Names and values, decoded, in the order in which they came.
pub(crate) type Pairs = Vec<(String, String)>;

/// The pairs of a query or form. A plus is a space, and a name without `=` has an empty value.
pub(crate) fn decode(text: &[u8]) -> Pairs {
    let pairs = text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    let split = |pair: &[u8]| match pair.iter().position(|byte| *byte == b'=') {
        Some(at) => (unescape(&pair[..at], Plus::Space), unescape(&pair[at + 1..], Plus::Space)),
        None => (unescape(pair, Plus::Space), String::new()),
    };
    pairs.map(split).collect()
}

/// The pairs of a request's query.
pub(crate) fn of_query(parts: &request::Parts) -> Pairs {
    decode(parts.uri.query().unwrap_or_default().as_bytes())
}

/// A segment of a path.
pub(crate) fn decode_segment(text: &str) -> String {
    unescape(text.as_bytes(), Plus::Plus)
}

/// What a plus sign stands for.
#[derive(Clone, Copy)]
enum Plus {
    Space,
    Plus,
}

fn unescape(text: &[u8], plus: Plus) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        match (*first, after) {
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            (b'+', _) if matches!(plus, Plus::Space) => bytes.push(b' '),
            (byte, _) => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Text percent-encoded as for signing: all but letters, digits and `-_.~`.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}

/// Sorted by name, encoded and joined, as Alibaba Cloud signs them.
pub(crate) fn canonical<'a>(pairs: impl Iterator<Item = &'a (String, String)>) -> String {
    let mut sorted: Vec<&(String, String)> = pairs.collect();
    sorted.sort();
    let encoded: Vec<String> =
        sorted.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    encoded.join("&")
}

/// The value of a name, the last one if there are several.
pub(crate) fn get<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().rev().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_again() {
        let text = "a b*c~d+e%2F小张&=";
        assert_eq!(decode(format!("{0}={0}", encode(text)).as_bytes()), [(text.to_owned(), text.to_owned())]);
        assert_eq!(decode_segment(&encode(text)), text);
    }

    #[test]
    fn damaged_pairs_are_taken_as_they_are() {
        let pairs = decode(b"a=%4&b=%zz&c&&d=%ff&e=1=2");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected =
            [pair("a", "%4"), pair("b", "%zz"), pair("c", ""), pair("d", "\u{fffd}"), pair("e", "1=2")];
        assert_eq!(pairs, expected);
    }
}
