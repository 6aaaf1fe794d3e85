//! How two pieces of JSON differ, in words.

use bindery::runtime::serde_json::Value as Json;
use std::collections::BTreeSet;

/// A line for each place where ours differs from theirs.
pub(crate) fn differences(ours: &Json, theirs: &Json) -> Vec<String> {
    let mut lines = Vec::new();
    compare("", Some(ours), Some(theirs), &mut lines);
    lines
}

fn compare(path: &str, ours: Option<&Json>, theirs: Option<&Json>, lines: &mut Vec<String>) {
    match (ours, theirs) {
        (Some(Json::Object(ours)), Some(Json::Object(theirs))) => {
            let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
            for name in names {
                compare(&format!("{path}.{name}"), ours.get(name), theirs.get(name), lines);
            }
        }
        (Some(Json::Array(ours)), Some(Json::Array(theirs))) => {
            for at in 0..ours.len().max(theirs.len()) {
                compare(&format!("{path}[{at}]"), ours.get(at), theirs.get(at), lines);
            }
        }
        (ours, theirs) if ours == theirs => {}
        (ours, theirs) => {
            let shown = |json: Option<&Json>| json.map_or_else(|| "nothing".to_owned(), Json::to_string);
            lines.push(format!("{path}: ours {}, theirs {}", shown(ours), shown(theirs)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery::runtime::serde_json::json;

    #[test]
    fn every_place_that_differs_has_a_line() {
        let ours = json!({ "same": [1, { "a": "x" }], "list": ["1", 2], "member": null, "text": "a b" });
        let theirs = json!({ "same": [1, { "a": "x" }], "list": [1, 2, 3], "text": "a+b", "more": {} });
        let expected = [
            ".list[0]: ours \"1\", theirs 1",
            ".list[2]: ours nothing, theirs 3",
            ".member: ours null, theirs nothing",
            ".more: ours nothing, theirs {}",
            ".text: ours \"a b\", theirs \"a+b\"",
        ];
        assert_eq!(differences(&ours, &theirs), expected);
        assert!(differences(&ours, &ours.clone()).is_empty());
    }
}
