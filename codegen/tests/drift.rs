//! Pages of our own in every layout, and one change after the other made to them: each is found, and
//! nothing else is.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

#[path = "drift/bars.rs"]
mod bars;
#[path = "drift/broken_bars.rs"]
mod broken_bars;
#[path = "drift/cells.rs"]
mod cells;
#[path = "drift/go.rs"]
mod go;
#[path = "drift/go_html.rs"]
mod go_html;
#[path = "drift/help_html.rs"]
mod help_html;
#[path = "drift/top.rs"]
mod top;
#[path = "drift/top_html.rs"]
mod top_html;
#[path = "drift/unreadable.rs"]
mod unreadable;

use bindery_codegen::drift::{Finding, Page, Unreadable, as_json, as_text, drift};
use bindery_codegen::lower::lower;
use bindery_codegen::{Source, drift::Change};
use std::fs;
use std::path::{Path, PathBuf};

/// What stands on a page, what is put in its place, and what is found: the change and the member.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift")
}

fn collect(root: &Path, below: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(root.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            collect(root, &path, sources);
        } else {
            sources.push(Source::new(path.clone(), fs::read_to_string(root.join(path)).unwrap()));
        }
    }
}

/// The specifications of the pages.
fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&folder().join("specs"), "", &mut sources);
    sources
}

fn page(name: &str) -> String {
    fs::read_to_string(folder().join("pages").join(name)).unwrap()
}

fn compare(text: &str) -> Result<Vec<Finding>, Unreadable> {
    drift(&sources(), &Page { name: "page".to_owned(), text: text.to_owned() }, None)
}

fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding.change.word(), finding.at.as_str())).collect()
}

/// Makes each change alone. All places of a text are changed.
fn holds(name: &str, cases: &[Case]) {
    let good = page(name);
    assert_eq!(
        compare(&good).map(|found| as_text(&found, "specs")),
        Ok("0 differences\n".to_owned()),
        "{name}"
    );
    for (from, to, expected) in cases {
        assert!(good.contains(from), "{name} does not hold {from}");
        let found = compare(&good.replace(from, to));
        let found = found.unwrap_or_else(|problem| panic!("{name}: {from} → {to}: {problem}"));
        assert_eq!(told(&found), *expected, "{name}: {from} → {to}: {}", as_text(&found, "specs"));
    }
}

#[test]
fn the_specifications_are_right() {
    assert!(lower(&sources()).is_ok());
}

#[test]
fn rows_with_bars() {
    holds("bars.txt", bars::CASES);
}

#[test]
fn one_cell_a_line() {
    holds("cells.txt", cells::CASES);
}

#[test]
fn cells_that_end_in_a_bar_and_a_line_break() {
    holds("broken_bars.txt", broken_bars::CASES);
}

#[test]
fn html_of_the_help_centre() {
    holds("help.html", help_html::CASES);
}

#[test]
fn top_pages() {
    holds("top.txt", top::CASES);
}

#[test]
fn html_of_top() {
    holds("top.html", top_html::CASES);
}

#[test]
fn go_packages() {
    holds("go.txt", go::CASES);
}

#[test]
fn html_of_go_packages() {
    holds("go.html", go_html::CASES);
}

/// Every kind of change is made in the layouts that can state it.
#[test]
fn no_kind_of_change_is_forgotten() {
    let help = [
        "parameter_added",
        "parameter_removed",
        "type",
        "required",
        "limit",
        "limit_stated",
        "enum",
        "operation_limit",
        "response_added",
        "response_removed",
        "response_type",
        "error_added",
        "error_removed",
        "error_status",
        "deprecated",
    ];
    // TOP's error codes have no status, and Go packages list no error codes.
    let top: Vec<&str> = help.into_iter().filter(|word| *word != "error_status").collect();
    let go: Vec<&str> = help.into_iter().filter(|word| !word.starts_with("error_")).collect();
    let layouts: [(&[Case], &[&str]); 8] = [
        (bars::CASES, &help),
        (cells::CASES, &help),
        (broken_bars::CASES, &help),
        (help_html::CASES, &help),
        (top::CASES, &top),
        (top_html::CASES, &top),
        (go::CASES, &go),
        (go_html::CASES, &go),
    ];
    for (index, (cases, words)) in layouts.iter().enumerate() {
        for word in *words {
            let is_made = cases.iter().any(|(.., found)| found.iter().any(|(change, _)| change == word));
            assert!(is_made, "{word} is not made in layout {index}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_an_error() {
    for (what, text, reason) in unreadable::PAGES {
        match compare(text) {
            Ok(found) => panic!("{what}: {} findings", found.len()),
            Err(problem) => assert!(problem.to_string().contains(reason), "{what}: {problem}"),
        }
    }
    let login = page("bars.txt").replace("lamp:SwitchLamps", "lamp:DimLamps");
    assert!(compare(&login).is_err_and(|problem| problem.reason.contains("`DimLamps`")));
    let cut = page("bars.txt");
    let cut = cut.split("请求参数").next().unwrap();
    assert!(compare(cut).is_err_and(|problem| problem.reason.contains("no table of request parameters")));
}

#[test]
fn only_the_named_service_is_looked_at() {
    let of_lamps = Page { name: "page".to_owned(), text: page("bars.txt") };
    assert_eq!(drift(&sources(), &of_lamps, Some("lamp")), Ok(Vec::new()));
    assert!(drift(&sources(), &of_lamps, Some("shop")).is_err());
    assert!(drift(&sources(), &of_lamps, Some("nowhere")).is_err());
}

#[test]
fn a_finding_says_where_and_what_to_do() {
    let found = compare(&page("bars.txt").replace("上限 1000", "上限 500")).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].change, found[0].page_line, found[0].spec_line), (Change::Limit, 15, 27));
    assert_eq!(found[0].edit, "set \"max_items\" to 500");
    let json: serde_json::Value = serde_json::from_str(&as_json(&found, "specs")).unwrap();
    let expected = serde_json::json!([{
        "operation": "SwitchLamps",
        "change": "limit",
        "at": "LampIds",
        "attribute": "max_items",
        "before": 1000,
        "after": 500,
        "page_line": 15,
        "spec": "specs/lamp/SwitchLamps.json:27",
    }]);
    assert_eq!(json, expected);
}

/// Runs the program on pages of the folder.
fn run(pages: &[&str], more: &[&str]) -> std::process::Output {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
    program.arg("drift").args(more).current_dir(folder().join("pages"));
    program.arg("--specs").arg(folder().join("specs")).arg("--out").arg("nowhere").args(pages);
    program.output().unwrap()
}

#[test]
fn the_status_says_what_came_of_it() {
    assert_eq!(run(&["bars.txt", "go.html"], &[]).status.code(), Some(0));
    let changed = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift-changed.txt");
    fs::write(&changed, page("bars.txt").replace("上限 1000", "上限 500")).unwrap();
    let changed = changed.to_str().unwrap();
    let output = run(&["go.txt", changed], &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list[0]["change"], "limit");
    // What can be read is told, and yet the status is that of the page that cannot be.
    let output = run(&[changed, "bars.rs"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("1 difference\n"));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("bars.rs: "));
    let output = run(&["bars.rs"], &["--format", "json"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn nothing_that_is_saved_ends_the_program() {
    for name in
        ["bars.txt", "cells.txt", "broken_bars.txt", "help.html", "top.txt", "top.html", "go.txt", "go.html"]
    {
        let text = page(name);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for at in places.iter().step_by(places.len() / 40 + 1) {
            let (before, after) = text.split_at(*at);
            for text in [before.to_owned(), after.to_owned(), format!("{before}<|&#{after}")] {
                let _ = compare(&text);
            }
        }
    }
}
