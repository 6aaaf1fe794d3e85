//! Drafts of pages of our own, in every layout: that they differ from a specification in nothing but what a person
//! must decide, and from their pages in nothing at all.

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
#[path = "new/program.rs"]
mod program;
#[path = "drift/top.rs"]
mod top;
#[path = "drift/top_html.rs"]
mod top_html;

use bindery_codegen::diagnostic::{Code, Style, render};
use bindery_codegen::drift::{Change, Finding, Page, as_text, drift};
use bindery_codegen::lower::lower;
use bindery_codegen::new::{Drafted, Refused, new};
use bindery_codegen::{Source, generate};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands on a page, what is put in its place, and what drift finds then.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const LAYOUTS: [(&str, &[Case]); 8] = [
    ("bars.txt", bars::CASES),
    ("broken_bars.txt", broken_bars::CASES),
    ("cells.txt", cells::CASES),
    ("help.html", help_html::CASES),
    ("top.txt", top::CASES),
    ("top.html", top_html::CASES),
    ("go.txt", go::CASES),
    ("go.html", go_html::CASES),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn page(name: &str) -> Page {
    let text = fs::read_to_string(folder().join("drift/pages").join(name)).unwrap();
    Page { name: name.to_owned(), text }
}

fn draft(page: &Page) -> Drafted {
    new(&[], page, None, "2026-11-22").unwrap_or_else(|refused| panic!("{}: {refused:?}", page.name))
}

fn sources(drafted: &Drafted) -> Vec<Source> {
    drafted.files.iter().map(|file| Source::new(&file.path, &file.text)).collect()
}

/// The drafts as a person leaves them: each key that was marked has been looked at, and `decision` says what
/// stands there now.
fn decided(sources: &[Source], decision: fn(&str, &Value) -> Option<Value>) -> Vec<Source> {
    let each = sources.iter().map(|source| {
        let mut file: Value = serde_json::from_str(&source.text).unwrap();
        decide(&mut file, decision);
        Source::new(&source.path, serde_json::to_string_pretty(&file).unwrap())
    });
    each.collect()
}

fn decide(value: &mut Value, decision: fn(&str, &Value) -> Option<Value>) {
    match value {
        Value::Object(entries) => {
            if let Some(Value::Object(marks)) = entries.remove("decide") {
                for key in marks.keys() {
                    let now = entries.get(key).and_then(|now| decision(key, now));
                    entries.extend(now.map(|now| (key.clone(), now)));
                }
            }
            entries.values_mut().for_each(|value| decide(value, decision));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| decide(item, decision)),
        _ => {}
    }
}

/// What was drafted holds.
fn as_drafted(_: &str, _: &Value) -> Option<Value> {
    None
}

/// Another decision wherever another one can be made.
fn otherwise(key: &str, now: &Value) -> Option<Value> {
    let decision = match key {
        "effect" => json!("read"),
        "idempotency" => json!("natural"),
        "class" => json!("caller"),
        "meaning" => json!("it is wrong"),
        "title" | "version" => json!("Ours"),
        "errors_known" => json!("unknown"),
        "doc" if now.is_array() => json!(["In words of our own."]),
        "doc" | "deprecated" => json!("In words of our own."),
        "endpoints" => json!([{ "network": "public", "bases": { "": "https://api.example.com" } }]),
        "environment" => json!({ "id": "EXAMPLE_ID", "secret": "EXAMPLE_SECRET" }),
        _ => return None,
    };
    Some(decision)
}

/// What holds of every draft of every page.
fn holds(page: &Page) {
    let name = &page.name;
    let drafted = draft(page);
    let sources = sources(&drafted);
    let problems = lower(&sources).unwrap_err();
    let told = || render(&problems, &sources, Style::Plain);
    assert!(problems.iter().all(|problem| problem.code == Code::Undecided), "{name}: {}", told());
    assert_eq!(problems, drafted.open, "{name}");
    for decision in [as_drafted, otherwise] {
        let decided = decided(&sources, decision);
        let done = generate(&decided);
        assert!(done.is_ok(), "{name}: {done:?}");
        let reading = drift(&decided, page, None);
        let reading = reading.unwrap_or_else(|problem| panic!("{problem}"));
        // A limit that no specification can say, or that the page itself contradicts, is left out, told and
        // marked; drift then finds it again.
        let is_left_out = |finding: &&Finding| {
            let member = finding.at.rsplit('.').next().unwrap_or_default();
            let is_told = |what: &str| {
                what.contains(&format!("one of `limits`, `{member}` is left out"))
                    || (what.starts_with(&format!("`{member}`: ")) && what.ends_with("became no limit"))
            };
            let is_limit = matches!(finding.change, Change::Limit | Change::LimitStated);
            is_limit && drafted.left.iter().any(|left| is_told(&left.what))
        };
        let found: Vec<Finding> = reading.findings.iter().filter(|it| !is_left_out(it)).cloned().collect();
        assert_eq!(as_text(&found, "specs"), "0 differences\n", "{name}");
    }
}

#[test]
fn nothing_but_decisions_is_open_and_the_page_does_not_differ() {
    for (name, _) in LAYOUTS {
        holds(&page(name));
    }
}

/// Whatever a page says, its draft says it: each change that drift would find is made to the page.
#[test]
fn the_same_holds_of_each_page_when_it_changes() {
    let mut count = 0;
    for (name, cases) in LAYOUTS {
        let page = page(name);
        for (from, to, _) in cases {
            assert!(page.text.contains(from), "{name} does not hold {from}");
            let changed =
                Page { name: format!("{name}: {from} → {to}"), text: page.text.replace(from, to) };
            holds(&changed);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

/// A decided draft is a specification like any other: what its page says of members and errors is compared.
#[test]
fn a_change_of_the_page_is_found_by_its_draft() {
    const OF_TABLES: [&str; 9] = [
        "parameter_added",
        "parameter_removed",
        "type",
        "required",
        "limit_stated",
        "response_added",
        "response_removed",
        "response_type",
        "error_removed",
    ];
    let mut count = 0;
    for (name, cases) in LAYOUTS {
        let page = page(name);
        let specs = decided(&sources(&draft(&page)), as_drafted);
        let of_tables = |found: &[(&str, &str)]| {
            !found.is_empty() && found.iter().all(|(change, _)| OF_TABLES.contains(change))
        };
        for (from, to, expected) in cases.iter().filter(|(.., found)| of_tables(found)) {
            let changed = Page { text: page.text.replace(from, to), ..page.clone() };
            let findings = drift(&specs, &changed, None).unwrap().findings;
            let found: Vec<(&str, &str)> =
                findings.iter().map(|finding| (finding.change.word(), finding.at.as_str())).collect();
            assert_eq!(found, *expected, "{name}: {from} → {to}");
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
}

/// The unit behind a number may change, so an anchor ends with its number.
#[test]
fn another_number_or_unit_is_found_by_the_anchor() {
    let page = page("bars.txt");
    let specs = decided(&sources(&draft(&page)), as_drafted);
    for (from, to, key) in [
        ("最长 32 个字符", "最长 64 个字符", "max_length"),
        ("最长 32 个字符", "最长 32 个字节", "unit"),
        ("上限 1000", "上限 500", "max_items"),
        ("QPS 为 50", "QPS 为 60", "calls"),
    ] {
        let changed = Page { text: page.text.replace(from, to), ..page.clone() };
        let findings = drift(&specs, &changed, None).unwrap().findings;
        let found: Vec<&str> = findings.iter().map(|finding| finding.attribute.as_str()).collect();
        assert_eq!(found, [key], "{from} → {to}");
    }
}

/// Whatever is left of a page, there is a draft of it that waits for nothing but decisions, or none.
#[test]
fn what_is_left_of_a_page_is_drafted_right_or_not_at_all() {
    let mut count = 0;
    for (name, _) in LAYOUTS {
        let page = page(name);
        let lines: Vec<&str> = page.text.split_inclusive('\n').collect();
        let cuts = (1..lines.len()).step_by(4).map(|end| lines[..end].concat());
        let gaps =
            (1..lines.len()).step_by(4).map(|gap| [&lines[..gap - 1], &lines[gap..]].concat().concat());
        let hidden =
            ["\u{a0}", "\u{202e}", "\u{3000}"].map(|blank| page.text.replace("灯", &format!("灯{blank}")));
        for text in cuts.chain(gaps).chain(hidden) {
            let changed = Page { text, ..page.clone() };
            let Ok(drafted) = new(&[], &changed, None, "2026-11-22") else { continue };
            let sources = sources(&drafted);
            assert_eq!(lower(&sources).unwrap_err(), drafted.open, "{}", changed.text);
            assert!(drafted.open.iter().all(|problem| problem.code == Code::Undecided));
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn what_is_drafted_and_what_is_not() {
    for (name, _) in LAYOUTS {
        let drafted = draft(&page(name));
        let mut text = String::new();
        for file in &drafted.files {
            write!(text, "==== {}\n{}", file.path, file.text).unwrap();
        }
        text.push_str("==== not in the draft\n");
        for left in &drafted.left {
            writeln!(text, "{left}").unwrap();
        }
        compare(&name.replace('.', "_"), &text);
    }
}

/// What a page says otherwise, and what its draft or what is told of it then holds.
const SAYINGS: [(&str, &str, &str, &str); 14] = [
    ("bars.txt", "\"TaskId\": 7", "\"TaskId\": \"7\"", r#""accept": "from-text""#),
    (
        "bars.txt",
        "Note | string",
        "Action | string | 是 | 操作。 | x |\nNote | string",
        "`Action` is left out: every call has it",
    ),
    ("bars.txt", "备注。 | abc |", "备注。长度限制在 3~8 字符之间。 | |", r#""example": "xxx""#),
    (
        "bars.txt",
        "Note | string",
        "Mark | integer | 否 | 取值：\n- 0：无。\n- 1：有。 | 1 |\nNote | string",
        r#""one_of": [0, 1]"#,
    ),
    ("bars.txt", "Note | string", "ApiSecret | string", "is it a secret, as its name sounds?"),
    ("bars.txt", "QPS 为 50。", "QPS 为 50，每分钟不超过 600 次/分钟。", r#""calls": 600"#),
    (
        "bars.txt",
        "array | 是 | 灯的编号。",
        "string | 是 | 灯的编号，最多 5 个。",
        "limits the number of its items",
    ),
    ("bars.txt", "Note | string", "Default | string", r#""rust_name": "default_2""#),
    ("bars.txt", "Note | string | 否 | 备注。", "Note | long | 否 | 最大 9 个。", r#""max": 9"#),
    (
        "bars.txt",
        "房间编号最长 32 个字符。",
        "房间编号最长 32 个字符，不超过 64 个字节。",
        "the page also says: at most 64. Of what?",
    ),
    (
        "go.txt",
        "Unit  clock.Unit `json:\"unit\"`",
        "Next  *Period `json:\"next\"`",
        "`Period` contains itself, which no type may",
    ),
    (
        "go.txt",
        "*Period `json:\"period\"`",
        "map[string]string `json:\"period\"`",
        "no method leads to the struct `Period`",
    ),
    (
        "go.txt",
        "Create(ctx context.Context, param",
        "Create(ctx context.Context, timerID string, param",
        r#""name": "timer_id""#,
    ),
    ("top.txt", "price\n    • Number", "price\n    • Price", "may there be a fraction in `Price`?"),
];

#[test]
fn what_a_page_says_is_drafted_or_told() {
    for (name, from, to, expected) in SAYINGS {
        let page = page(name);
        assert!(page.text.contains(from), "{name} does not hold {from}");
        let changed = Page { name: format!("{name}: {to}"), text: page.text.replace(from, to) };
        holds(&changed);
        let drafted = draft(&changed);
        let is_said = drafted.files.iter().any(|file| file.text.contains(expected));
        let is_told = drafted.left.iter().any(|left| left.what.contains(expected));
        assert!(is_said || is_told, "{}: no {expected}", changed.name);
    }
}

/// A type that the page names and the service has is not drafted again, unless it has other members here.
#[test]
fn a_type_that_is_there_is_used_again() {
    let known = decided(&sources(&draft(&page("top.txt"))), as_drafted);
    let text = page("top.txt").text.replace("taobao.shop.goods.add", "taobao.shop.goods.update");
    let text = text.replace("    • └ good_id\n    • Number\n    • 1\n    • 商品编号\n", "");
    let drafted = new(&known, &Page { name: "second".to_owned(), text }, None, "2026-11-22").unwrap();
    let paths: Vec<&str> = drafted.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "shop/taobao.shop.goods.update.json",
            "shop/types/GoodsUpdateState.json",
            "shop/types/GoodResult2.json"
        ]
    );
    assert!(drafted.files[0].text.contains(r#""type": "list<Good>""#));
}

fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("new"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn refused(text: &str, service: Option<&str>, sources: &[Source]) -> Refused {
    let page = Page { name: "page".to_owned(), text: text.to_owned() };
    new(sources, &page, service, "2026-11-22").unwrap_err()
}

#[test]
fn a_page_that_cannot_be_read_is_no_draft() {
    let bars = page("bars.txt").text;
    let cut = bars.split("请求参数").next().unwrap();
    for (text, reason) in [
        ("", "the page is empty"),
        ("Log in", "no operation is named on the page"),
        (cut, "no table of request parameters can be read"),
        ("package timer\ntype APIv3 interface {\n}\n", "no method of the package says which call it makes"),
    ] {
        match refused(text, None, &[]) {
            Refused::Unreadable(told) => assert!(told.contains(reason), "{told}"),
            Refused::There(told) => panic!("{told}"),
        }
    }
    let nameless = page("cells.txt").text.replace("lamp:SwitchLamps", "");
    assert_eq!(
        refused(&nameless, None, &[]),
        Refused::Unreadable("the page names no service; give --service".to_owned())
    );
    let other = sources(&draft(&page("top.txt")));
    let problem = "the page is of alibaba-rpc, and `shop` speaks top".to_owned();
    assert_eq!(refused(&bars, Some("shop"), &other), Refused::Unreadable(problem));
}

/// A draft beside others of its service: the page is added to `service.json`, and nothing else there changes.
#[test]
fn a_second_page_of_a_service_is_added_to_its_pages() {
    let first = sources(&draft(&page("bars.txt")));
    let text = page("bars.txt").text.replace("SwitchLamps", "DimLamps").replace("开关一个房间的灯", "调光");
    let second = Page { name: "second".to_owned(), text };
    let drafted = new(&first, &second, None, "2026-11-23").unwrap();
    let before = &first.iter().find(|source| source.path == "lamp/service.json").unwrap().text;
    let changed = drafted.changed.clone().unwrap();
    let added = r#", "dim-lamps": { "title": "DimLamps", "locale": "zh", "date": "2026-11-23" }"#;
    assert_eq!(changed.text.replace(added, ""), *before);
    assert!(!drafted.files.iter().any(|file| file.path == "lamp/service.json"));
    let others = first.iter().filter(|source| source.path != changed.path).cloned();
    let mut all: Vec<Source> = others.chain(sources(&drafted)).collect();
    all.push(Source::new(changed.path, changed.text));
    assert!(generate(&decided(&all, as_drafted)).is_ok());
    assert!(matches!(new(&all, &second, None, "2026-11-24"), Err(Refused::There(_))));
}

/// What a Go package has more than the service is drafted, and what the service has is only named.
#[test]
fn a_package_with_a_new_method_drafts_that_alone() {
    let go = page("go.txt");
    let known = decided(&sources(&draft(&go)), as_drafted);
    assert!(matches!(new(&known, &go, None, "2026-11-22"), Err(Refused::There(_))));
    let method = "\t// 删除定时器\n\t//\t- 调用地址:DELETE `/v3/timers/{timer_id}`\n\tDelete(ctx context.Context, timerID string) (*ListResult, error)\n}";
    let text = go.text.replacen("(*ListResult, error)\n}", &format!("(*ListResult, error)\n\n{method}"), 1);
    let drafted = new(&known, &Page { text, ..go }, None, "2026-11-22").unwrap();
    let paths: Vec<&str> = drafted.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["timer/timer.delete.json"]);
    assert!(
        drafted.files[0].text.contains(r#""http": { "method": "DELETE", "path": "/v3/timers/{timer_id}" }"#)
    );
    assert_eq!(drafted.left[0].what, "`timer.create` is there already");
}
