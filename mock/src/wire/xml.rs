//! Answers as XML: the same names as in JSON, as elements.

use bindery::Map;
use bindery::runtime::serde_json::Value as Json;

/// A document with these members in its root.
pub(super) fn document(root: &str, members: &Map) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    open(root, &mut out);
    push_members(members, &mut out);
    close(root, &mut out);
    out
}

fn push_members(members: &Map, out: &mut String) {
    for (name, json) in members {
        match json {
            // A list has no element of its own: its items stand one after the other under its name.
            Json::Array(items) => items.iter().for_each(|item| push(name, item, out)),
            json => push(name, json, out),
        }
    }
}

fn push(name: &str, json: &Json, out: &mut String) {
    open(name, out);
    match json {
        Json::Object(members) => push_members(members, out),
        Json::String(text) => push_text(text, out),
        json => push_text(&json.to_string(), out),
    }
    close(name, out);
}

fn open(name: &str, out: &mut String) {
    out.extend(["<", name, ">"]);
}

fn close(name: &str, out: &mut String) {
    out.extend(["</", name, ">"]);
}

fn push_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery::runtime::serde_json::json;

    #[test]
    fn a_list_repeats_its_element() {
        let Json::Object(members) = json!({ "ok": true, "results": { "r": [{ "m": "a<b&c" }, { "m": 1 }] } })
        else {
            unreachable!()
        };
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?><x><ok>true</ok><results><r><m>a&lt;b&amp;c</m></r>\
            <r><m>1</m></r></results></x>";
        assert_eq!(document("x", &members), expected);
    }
}
