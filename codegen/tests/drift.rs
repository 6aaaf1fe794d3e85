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

use bindery_codegen::drift::{Finding, Page, Unreadable, as_json, as_text, drift, mended};
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
    let page = Page { name: "page".to_owned(), text: text.to_owned() };
    drift(&sources(), &page, None).map(|reading| reading.findings)
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
    let words = |name: &str| match name {
        "top.txt" | "top.html" => &top[..],
        "go.txt" | "go.html" => &go[..],
        _ => &help[..],
    };
    for (name, cases) in LAYOUTS {
        for word in words(name) {
            let is_made = cases.iter().any(|(.., found)| found.iter().any(|(change, _)| change == word));
            assert!(is_made, "{word} is not made in {name}");
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
    assert!(drift(&sources(), &of_lamps, Some("lamp")).is_ok_and(|reading| reading.findings.is_empty()));
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

/// The specifications with the edits of a changed page that need no decision.
fn written(name: &str, changes: &[(&str, &str)]) -> (String, Vec<Source>) {
    let text = changes.iter().fold(page(name), |text, (from, to)| text.replace(from, to));
    let mends: Vec<_> = compare(&text)
        .unwrap()
        .into_iter()
        .flat_map(|finding| finding.mend.into_iter().map(move |mend| (finding.spec_path.clone(), mend)))
        .collect();
    let mut sources = sources();
    for source in &mut sources {
        let own: Vec<_> =
            mends.iter().filter(|(path, _)| *path == source.path).map(|(_, mend)| mend.clone()).collect();
        source.text = mended(&source.text, &own);
    }
    (text, sources)
}

#[test]
fn what_was_written_is_no_difference() {
    let changes = [
        ("上限 1000", "上限 500"),
        ("最长 32 个字符", "最长 64 个字节"),
        ("10000 次", "2万次"),
        ("24 小时", "2 天"),
        ("QPS 为 50", "QPS 为 80"),
        ("RoomId | string | 是", "RoomId | string | 否"),
        ("Note | string | 否", "Note | string | 是"),
        ("TaskId | long", "TaskId | string"),
        ("400 | RoomNotFound", "404 | RoomNotFound"),
        ("400 | InvalidLamp.%s | The lamp is invalid. | |\n", ""),
    ];
    let (text, mended) = written("bars.txt", &changes);
    let page = Page { name: "page".to_owned(), text };
    assert_eq!(drift(&mended, &page, None).map(|reading| reading.findings), Ok(Vec::new()));
    let text = |sources: &[Source]| {
        sources.iter().find(|source| source.path == "lamp/SwitchLamps.json").map(|source| source.text.clone())
    };
    let (before, after) = (text(&sources()).unwrap(), text(&mended).unwrap());
    let fresh: Vec<&str> = after.lines().filter(|line| !before.lines().any(|known| known == *line)).collect();
    insta::with_settings!({ snapshot_path => "drift", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("written", fresh.join("\n"));
    });
}

/// All layouts: their page and its changes.
const LAYOUTS: [(&str, &[Case]); 8] = [
    ("bars.txt", bars::CASES),
    ("cells.txt", cells::CASES),
    ("broken_bars.txt", broken_bars::CASES),
    ("help.html", help_html::CASES),
    ("top.txt", top::CASES),
    ("top.html", top_html::CASES),
    ("go.txt", go::CASES),
    ("go.html", go_html::CASES),
];

/// Whatever a page changes: what can be written is no difference afterwards, what a person decides is one
/// as before, and no other line of a specification is touched.
#[test]
fn what_is_written_is_settled_and_nothing_else_is() {
    let keys = |findings: &[Finding]| -> Vec<(Change, String)> {
        findings.iter().map(|finding| (finding.change, finding.at.clone())).collect()
    };
    for (name, cases) in LAYOUTS {
        for (from, to, _) in cases {
            let (text, mended) = written(name, &[(from, to)]);
            let found = compare(&text).unwrap();
            let left: Vec<_> = found.iter().filter(|finding| finding.mend.is_empty()).cloned().collect();
            let edits = found.iter().map(|finding| finding.mend.len()).sum::<usize>();
            let again = drift(&mended, &Page { name: "page".to_owned(), text }, None).unwrap().findings;
            assert_eq!(keys(&again), keys(&left), "{name}: {from} → {to}: {}", as_text(&again, "specs"));
            let kept = |before: &Source, after: &Source| {
                before.text.lines().filter(|line| !after.text.lines().any(|now| now == *line)).count()
            };
            let touched: usize =
                sources().iter().zip(&mended).map(|(before, after)| kept(before, after)).sum();
            // With the last row of a list goes the comma before it.
            let commas = found.iter().filter(|finding| finding.change == Change::ErrorRemoved).count();
            assert!(touched <= edits + commas, "{name}: {from} → {to}: {touched} lines");
        }
    }
}

#[test]
fn a_page_is_read_in_the_encoding_that_it_has() {
    let page = page("top.html").replace("utf-8", "gbk");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift-gbk.html");
    let (bytes, _, _) = encoding_rs::GBK.encode(&page);
    fs::write(&path, bytes).unwrap();
    let output = run(&[path.to_str().unwrap()], &[]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "0 differences\n");
}

#[test]
fn a_page_that_was_cut_off_is_an_error() {
    let cuts = [
        ("bars.txt", "返回参数"),
        ("bars.txt", "RequestId | string"),
        ("bars.txt", "\n  \"RequestId\": \"r-1\""),
        ("bars.txt", "错误码\nHTTP"),
        ("bars.txt", "400 | InvalidLamp"),
        ("cells.txt", "返回参数"),
        ("top.txt", "    results GoodResult"),
        ("go.txt", "type CreateParam\n"),
        ("go.txt", "\tName   string"),
    ];
    for (name, at) in cuts {
        let page = page(name);
        let found = compare(page.split(at).next().unwrap());
        assert!(found.is_err_and(|problem| problem.reason.contains("not saved whole")), "{name}: {at}");
    }
    let whole = page("bars.txt");
    assert!(compare(whole.split("访问错误中心").next().unwrap()).is_ok());
}

/// A page that states a limit in two places, and changed one of them, is told of once.
#[test]
fn a_limit_that_is_stated_twice_is_told_of_once() {
    let twice =
        page("bars.txt").replace("本接口的 QPS 为 50。", "本接口的 QPS 为 50。单次灯数上限 1000 个。");
    assert_eq!(compare(&twice), Ok(Vec::new()));
    for (from, to) in [
        ("单次灯数上限 1000。", "单次灯数上限 500。"),
        ("上限 1000 个", "上限 500 个"),
        ("上限 1000", "上限 500"),
    ] {
        let found = compare(&twice.replace(from, to)).unwrap();
        assert_eq!(told(&found), [("limit", "LampIds")], "{from}");
    }
}

#[test]
fn a_part_may_be_shown_twice_but_two_operations_are_an_error() {
    let once = page("bars.txt");
    assert_eq!(compare(&format!("{once}\n{once}")), Ok(Vec::new()));
    let other = once.replace("SwitchLamps", "DimLamps").replace("RoomId", "HouseId");
    assert!(
        compare(&format!("{once}\n{other}"))
            .is_err_and(|problem| problem.reason.contains("another operation"))
    );
}

/// A copy of the specifications whose pages were read long ago, and a page of lamps.
fn copied(test: &str, page: &str) -> (PathBuf, PathBuf) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift").join(test);
    for source in sources() {
        let path = root.join("specs").join(&source.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source.text.replace("2026-11-22", "2020-02-02")).unwrap();
    }
    fs::write(root.join("page.txt"), page).unwrap();
    (root.join("specs"), root.join("page.txt"))
}

#[test]
fn a_page_is_stamped_once_nothing_is_left_to_decide() {
    let changed = page("bars.txt").replace("上限 1000", "上限 500");
    let undecided = changed.replace("- OFF：关灯。", "- OFF：关灯。\n- BLINK：闪烁。");
    for (test, page, is_stamped) in [("settled", changed, true), ("undecided", undecided, false)] {
        let (specs, page) = copied(test, &page);
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
        program.arg("drift").arg("--write").arg("--specs").arg(&specs).arg("--out").arg("nowhere").arg(page);
        assert_eq!(program.output().unwrap().status.code(), Some(1));
        let text = |name: &str| fs::read_to_string(specs.join(name)).unwrap();
        assert!(text("lamp/SwitchLamps.json").contains("\"max_items\": 500"), "{test}");
        assert_eq!(!text("lamp/service.json").contains("2020-02-02"), is_stamped, "{test}");
        assert!(text("shop/service.json").contains("2020-02-02"), "{test}");
    }
}

#[test]
fn nothing_is_written_that_a_person_decides() {
    let (_, mended) = written(
        "bars.txt",
        &[
            ("Note | string | 否 | 备注。 | abc |\n", "Delay | long | 否 | 备注。 | abc |\n"),
            ("- OFF：关灯。", "- OFF：关灯。\n- BLINK：闪烁。"),
            ("同一任务最多可被查询 10000 次", "每个任务至多查询 300 次"),
            ("500 | InternalError", "403 | NoRight | No right. | |\n500 | InternalError"),
        ],
    );
    assert_eq!(mended, sources());
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
