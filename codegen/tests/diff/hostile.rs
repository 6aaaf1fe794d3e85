//! Pairs of trees that nobody would write by accident, and texts that mean to break out of where they are shown.

use crate::program::{LONG, OPERATION, SHORT, Trees};
use bindery_codegen::Source;
use bindery_codegen::diff::{Diff, Direction, Specs, compare};
use serde_json::{Value, json};
use std::fs;

const ROWS: &str = "{ \"status\": 500, \"code\": \"Bad\",";

/// Compares the small good operation with what it is after a change, alone in its tree.
fn compared(change: impl FnOnce(&mut Value)) -> Diff {
    let text = fs::read_to_string(Trees::base().join(OPERATION)).expect("a text");
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    change(&mut value);
    let (old, new) = ([Source::new(OPERATION, text)], [Source::new(OPERATION, value.to_string())]);
    let read = |sources| Specs::read(sources).expect("files of the format");
    compare(&read(&old), &read(&new))
}

/// What is found, in short.
fn told(diff: &Diff) -> Vec<(&'static str, Direction, &str, bool, bool)> {
    let findings = diff.findings.iter();
    findings
        .map(|one| {
            let judgement = one.judgement;
            (one.what, judgement.direction, &*one.at, judgement.compile, judgement.run_time)
        })
        .collect()
}

fn row(code: &str) -> Value {
    json!({ "status": 418, "code": code, "class": "caller", "meaning": code, "source": "send" })
}

/// What is found where error rows with these codes are replaced by rows with those.
fn of_codes(old: &[&str], new: &[&str]) -> Vec<(Direction, String, bool, bool)> {
    let with = |codes: &[&str]| {
        let text = fs::read_to_string(Trees::base().join(OPERATION)).expect("a text");
        let mut value: Value = serde_json::from_str(&text).expect("JSON");
        value["errors"] = codes.iter().map(|code| row(code)).collect();
        [Source::new(OPERATION, value.to_string())]
    };
    let (old, new) = (with(old), with(new));
    let read = |sources| Specs::read(sources).expect("files of the format");
    let findings = compare(&read(&old), &read(&new)).findings.into_iter();
    findings
        .map(|one| (one.judgement.direction, one.at, one.judgement.compile, one.judgement.run_time))
        .collect()
}

#[test]
fn a_constant_is_gone_only_with_its_name() {
    let at = |code: &str| format!("errors/418 {code}");
    let gone = |code, compile| vec![(Direction::Removed, at(code), compile, false)];
    assert_eq!(of_codes(&["A.B", "C"], &["C"]), gone("A.B", true));
    // A-B is A_B, and A.B is A_B_2: without either, the other is A_B.
    assert_eq!(of_codes(&["A-B", "A.B"], &["A.B"]), gone("A-B", true));
    assert_eq!(of_codes(&["A-B", "A.B"], &["A-B"]), gone("A.B", true));
    // The constant of A.B now stands for A-B.
    assert_eq!(of_codes(&["A.B"], &["A.B", "A-B"]), [(Direction::Added, at("A-B"), false, true)]);
    assert_eq!(of_codes(&["C"], &["C", "A.B"]), [(Direction::Added, at("A.B"), false, false)]);
}

#[test]
fn an_operation_and_its_parameter_have_other_names() {
    let trees = Trees::new("both-renamed");
    let old = trees.path("new/specs").join(OPERATION);
    let text = fs::read_to_string(&old).expect("a text");
    let text =
        text.replace("\"operation\": \"Send\"", "\"operation\": \"Post\"").replace("\"Count\"", "\"Total\"");
    fs::remove_file(old).expect("the file can be removed");
    fs::write(trees.path("new/specs/demo/Post.json"), text).expect("the file can be written");
    let ended = trees.diff(&[]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    for part in ["  major operation removed: Send\n", "  minor operation added: Post\n"] {
        assert!(ended.output.contains(part), "{part} is not in {}", ended.output);
    }
}

#[test]
fn a_type_in_another_file_is_the_type_under_another_name() {
    let trees = Trees::new("moved");
    let folder = trees.path("new/specs/demo/types");
    fs::rename(folder.join("Color.json"), folder.join("Tint.json")).expect("the file can be moved");
    trees.change("demo/types/Tint.json", "\"Color\"", "\"Tint\"");
    trees.change("demo/types/Target.json", "list<Color>", "list<Tint>");
    trees.change(OPERATION, "\"type\": \"Color\"", "\"type\": \"Tint\"");
    let ended = trees.diff(&[]);
    assert_eq!(ended.output.matches(" [").count(), 1, "{}", ended.output);
    assert!(ended.output.contains("  major type renamed: Color → Tint\n"), "{}", ended.output);
    assert!(!ended.output.contains("layout"), "a name is no layout: {}", ended.output);
}

#[test]
fn what_is_no_tree_is_told() {
    let trees = Trees::new("no-tree");
    let empty = trees.path("empty");
    fs::create_dir_all(empty.join("words")).expect("the folder can be made");
    fs::write(empty.join("words/README.md"), "Words.").expect("the file can be written");
    fs::write(empty.join("file"), "Words.").expect("the file can be written");
    for (sides, wanted) in [
        (["empty", "new/specs"], "has no specifications"),
        (["old/specs", "empty/words"], "has no specifications"),
        (["empty/file", "new/specs"], "neither a folder nor a git revision"),
        (["", "new/specs"], "neither a folder nor a git revision"),
    ] {
        for command in ["diff", "changelog"] {
            let ended = trees.run_in("", &[command, sides[0], sides[1]]);
            assert_eq!(ended.status, Some(if command == "diff" { 2 } else { 1 }), "{sides:?}");
            assert!(ended.errors.contains(wanted) && ended.output.is_empty(), "{sides:?}: {}", ended.errors);
        }
    }
}

#[test]
fn a_wrong_side_is_named() {
    let trees = Trees::new("wrong-side");
    trees.change(OPERATION, "\"effect\": \"write\"", "\"effect\": \"other\"");
    for sides in [["new/specs", "old/specs"], ["old/specs", "new/specs"]] {
        let ended = trees.run_in("", &["diff", sides[0], sides[1]]);
        assert_eq!(ended.status, Some(2));
        assert!(ended.errors.starts_with("the specifications of new/specs are wrong:"), "{}", ended.errors);
    }
}

#[test]
fn types_that_contain_each_other_are_refused_and_not_followed_for_ever() {
    let trees = Trees::new("cycle");
    trees.change("demo/types/Thing.json", "\"type\": \"int32\"", "\"type\": \"Target\"");
    trees.change("demo/types/Thing.json", ", \"example\": 1", "");
    let ended = trees.diff(&[]);
    assert_eq!(ended.status, Some(2), "{}", ended.output);
    assert!(ended.errors.contains("B033"), "{}", ended.errors);
    let path = |side: &str| format!("{side}/specs/demo/types/Thing.json");
    let (old, new) = (path("old"), path("new"));
    let alone =
        trees.run_in("", &["git-diff", "specs/demo/types/Thing.json", &old, "0", "0", &new, "0", "0"]);
    assert_eq!(alone.status, Some(0));
    assert!(
        alone.output.contains("  major type altered members/Size/type: int32 → Target\n"),
        "{}",
        alone.output
    );
}

#[test]
fn ten_thousand_changes_are_ten_thousand_findings() {
    let rows = |word: &str| -> Value { (0..10_000).map(|at| row(&format!("{word}{at}"))).collect() };
    let changed = compared(|value| value["errors"] = rows("Code"));
    assert_eq!(changed.findings.len(), 10_002, "10,000 rows came and two are gone");
    let gone = changed.findings.iter().filter(|one| one.judgement.direction == Direction::Removed);
    assert_eq!(gone.count(), 2);
}

#[test]
fn a_page_is_text_whatever_the_specifications_say() {
    let trees = Trees::new("hostile-page");
    let hostile = "</td></table><script src=//x.example>alert(1)</script><img src=x onerror=y> &amp; \\\"'";
    trees.change(OPERATION, "\"doc\": \"Where to.\"", &format!("\"doc\": \"{hostile}\""));
    trees.change(OPERATION, ROWS, &ROWS.replace("Bad", "<img src=x onerror=y>"));
    let wire = "tests/tests/snapshots/wire";
    fs::create_dir_all(trees.path("new").join(wire)).expect("the folder can be made");
    fs::write(trees.path("new").join(wire).join("<b>.snap"), hostile).expect("the file can be written");
    let page = trees.diff(&["--format", "html"]);
    assert_eq!(page.status, Some(0), "{}", page.errors);
    for shown in ["Bad → &lt;img src=x onerror=y&gt;", "on the wire: &lt;b&gt;.snap", "&amp;amp;"] {
        assert!(page.output.contains(shown), "{shown}");
    }
    only_own_markup(&page.output);
    let markdown = trees.diff(&["--format", "markdown"]).output;
    let outside_code: String = markdown.split('`').step_by(2).collect();
    assert!(!outside_code.contains('<'), "{markdown}");
}

/// Demands that every tag is one that the page is made of, so that nothing is fetched, run or linked.
fn only_own_markup(page: &str) {
    const TAGS: [&str; 17] = [
        "!DOCTYPE html",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "table",
        "tr",
        "th",
        "td",
        "code",
        "section",
    ];
    const ATTRIBUTES: [&str; 6] = ["lang", "charset", "class", "colspan", "http-equiv", "content"];
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default().trim_start_matches('/');
        let name = if tag.starts_with('!') { tag } else { tag.split(' ').next().unwrap_or_default() };
        assert!(TAGS.contains(&name), "<{tag}>");
        for attribute in tag[name.len()..].split('"').step_by(2).filter(|part| !part.trim().is_empty()) {
            let attribute = attribute.trim().trim_end_matches('=');
            assert!(ATTRIBUTES.contains(&attribute), "{attribute} in <{tag}>");
        }
    }
}

#[test]
fn a_page_shows_the_requests_of_a_revision() {
    let trees = Trees::new("page-of-revision");
    let wire = trees.path("new/tests/tests/snapshots/wire");
    fs::create_dir_all(&wire).expect("the folder can be made");
    fs::write(wire.join("demo.Send.snap"), "GET /before").expect("the file can be written");
    trees.commit();
    fs::write(wire.join("demo.Send.snap"), "GET /after").expect("the file can be written");
    trees.change(OPERATION, LONG, SHORT);
    trees.git(&["commit", "--quiet", "-a", "-m", "Tighten"]);
    for sides in [["HEAD~1", "HEAD"], ["HEAD~1", "specs"]] {
        let page = trees.run_in("new", &["diff", sides[0], sides[1], "--format", "html"]);
        assert_eq!(page.status, Some(1), "{}", page.errors);
        for text in ["<h3>on the wire: demo.Send.snap</h3>", "GET /before", "GET /after"] {
            assert!(page.output.contains(text), "{text} of {sides:?}");
        }
    }
}

#[test]
fn what_is_found_does_not_depend_on_what_else_is() {
    let diff = compared(|value| {
        value["title"] = json!("Other words");
        value["quotas"][0]["calls"] = json!(8);
    });
    assert_eq!(
        told(&diff),
        [
            ("title", Direction::Reworded, "title", false, false),
            ("rate", Direction::Tightened, "quotas/account", false, true),
        ]
    );
}
