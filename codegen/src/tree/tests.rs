//! What is JSON, and what is not.

use super::*;

fn refusal(text: &str) -> Option<(Code, Span)> {
    let mut problems = Diagnostics::default();
    let tree = parse("x.json", text, &mut problems);
    let first = problems.into_sorted().into_iter().next();
    assert_eq!(tree.is_none(), first.is_some(), "{text}");
    first.map(|problem| (problem.code, problem.span))
}

#[test]
fn json_is_read_with_positions() {
    let mut problems = Diagnostics::default();
    let tree = parse("x.json", r#"{"a": [1, "b\u0041"]}"#, &mut problems);
    let list = tree.as_ref().and_then(|tree| tree.get("a"));
    let item = list.and_then(|list| list.items().get(1));
    assert_eq!(item.and_then(Node::as_text), Some("bA"));
    assert_eq!(item.map(|item| item.span.clone()), Some(10..19));
}

#[test]
fn what_is_not_strict_json_is_refused() {
    for text in [
        "",
        "  ",
        "// c\n{}",
        "{} // c",
        "{/**/}",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\" 1}",
        "[1 2]",
        "0x1",
        "+1",
        ".5",
        "5.",
        "NaN",
        "-Infinity",
        "Infinity",
        "\"\\x41\"",
        "\"\\v\"",
        "\"a\nb\"",
        "{} {}",
        "{",
        "[",
        "\"",
        "\"\\ud800\"",
        "\"\\u12\"",
        "01",
        "-",
        "1e",
        "truex",
        "nul",
        "\u{FEFF}{}",
        "\u{A0}{}",
        "[1]]",
        "}",
        "{\"a\":}",
        "\"\\",
        "{\"a\"",
        "{\"a\":",
        ",",
        "[,]",
        "\u{202e}",
    ] {
        let code = refusal(text).map(|(code, _)| code);
        assert_eq!(code, Some(Code::NotJson), "{text:?}");
    }
}

#[test]
fn numbers_that_nothing_holds_are_refused() {
    for text in ["1e999", "-1e999", "9223372036854775808", "1234567890123456789012345678901234567890"] {
        assert_eq!(refusal(text), Some((Code::BadNumber, 0..text.len())), "{text}");
    }
}

#[test]
fn duplicate_keys_are_refused_escaped_or_not() {
    assert_eq!(refusal(r#"{"a":1,"\u0061":2}"#), Some((Code::DuplicateKey, 7..15)));
}

#[test]
fn deep_nesting_is_refused_before_it_is_parsed() {
    let text = "[".repeat(100_000);
    assert_eq!(refusal(&text), Some((Code::TooDeep, 64..65)));
    let objects = "{\"a\":".repeat(100_000);
    assert_eq!(refusal(&objects).map(|(code, _)| code), Some(Code::TooDeep));
}
