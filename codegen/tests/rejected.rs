//! Specifications that must be refused, and what is said about them.
//!
//! Each `rejected/<case>.txt` changes the good specification in `rejected/base`: `== path` and lines
//! with `-` and `+` replace text that stands there once, `++ path` adds a file, `-- path` takes one
//! away, `%% path` adds a byte to its end that is no text, and `@@ path` puts a symbolic link there. What the generator says is in `<case>.snap` beside it.

#![expect(clippy::expect_used, clippy::panic, reason = "what is wrong with a case must stop its test")]

use bindery_codegen::Source;
use bindery_codegen::diagnostic::{Code, Diagnostic, Style, render};
use bindery_codegen::lower::lower;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejected")
}

/// The good specification, by path.
fn base() -> BTreeMap<String, Source> {
    let read = |path: &str| fs::read_to_string(folder().join("base").join(path)).expect("a file of the base");
    let types = ["Color", "Target", "Thing"].map(|name| format!("demo/types/{name}.json"));
    let files = ["demo/Send.json", "demo/service.json"].map(str::to_owned).into_iter().chain(types);
    files.map(|path| (path.clone(), Source::new(&path, read(&path)))).collect()
}

fn sources(files: BTreeMap<String, Source>) -> Vec<Source> {
    files.into_values().collect()
}

/// The cases by name: what they say of themselves and the files they make.
fn cases() -> BTreeMap<String, (String, Vec<Source>)> {
    let entries = fs::read_dir(folder()).expect("the folder of cases");
    let paths = entries.map(|entry| entry.expect("a case").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a case");
            let (title, changes) = text.split_once('\n').expect("a title");
            (name, (title.to_owned(), sources(changed(changes))))
        })
        .collect()
}

/// The base with the changes of a case.
fn changed(changes: &str) -> BTreeMap<String, Source> {
    let mut files = base();
    let (mut path, mut old, mut new, mut added) = (String::new(), String::new(), String::new(), false);
    for line in changes.lines().chain(["== "]) {
        let header = ["== ", "++ ", "-- ", "%% ", "@@ "]
            .iter()
            .find_map(|mark| Some((*mark, line.strip_prefix(mark)?)));
        if let Some((mark, next)) = header {
            if added {
                files.insert(path.clone(), Source::new(&path, std::mem::take(&mut new)));
            } else if !old.is_empty() {
                replace(&mut files.get_mut(&path).expect("a file of the base").text, &old, &new);
            }
            (path, added) = (next.to_owned(), mark == "++ ");
            (old, new) = (String::new(), String::new());
            match mark {
                "-- " => drop(files.remove(next)),
                "%% " => {
                    let text = files.remove(next).expect("a file of the base").text;
                    files.insert(
                        next.to_owned(),
                        Source::from_bytes(next, [text.as_bytes(), b"\xff"].concat()),
                    );
                }
                "@@ " => drop(files.insert(next.to_owned(), Source::link(next))),
                _ => {}
            }
        } else if added {
            push_line(&mut new, line);
        } else if let Some(line) = line.strip_prefix('-') {
            push_line(&mut old, line);
        } else if let Some(line) = line.strip_prefix('+') {
            push_line(&mut new, line);
        }
    }
    files
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn replace(text: &mut String, old: &str, new: &str) {
    let (old, new) = (old.trim_end_matches('\n'), new.trim_end_matches('\n'));
    assert_eq!(text.matches(old).count(), 1, "{old} must stand in the base once");
    *text = text.replace(old, new);
}

fn refused(sources: &[Source]) -> Vec<Diagnostic> {
    let Err(problems) = lower(sources) else {
        panic!("this specification must be refused");
    };
    problems
}

#[test]
fn the_base_is_good_whatever_the_order() {
    let mut sources = sources(base());
    let model = lower(&sources).map_err(|problems| render(&problems, &sources, Style::Plain));
    let model = format!("{:#?}", model.unwrap_or_else(|problems| panic!("{problems}")));
    sources.reverse();
    let reversed = lower(&sources).expect("the base is good");
    assert_eq!(model, format!("{reversed:#?}"));
}

#[test]
fn each_case_says_what_is_wrong() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, (title, sources)) in cases() {
        let problems = refused(&sources);
        let code = title.trim_start_matches("# ").split(':').next().unwrap_or_default();
        assert!(problems.iter().any(|problem| problem.code.id() == code), "{name}: no {code}");
        settings.set_description(title.clone());
        settings.bind(|| insta::assert_snapshot!(name, render(&problems, &sources, Style::Plain)));
    }
}

#[test]
fn each_code_has_a_case() {
    let found: BTreeSet<Code> =
        cases().values().flat_map(|(_, sources)| refused(sources)).map(|it| it.code).collect();
    let missing: Vec<&str> =
        Code::ALL.iter().filter(|code| !found.contains(code)).map(|code| code.id()).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn the_document_lists_each_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DIAGNOSTICS.md");
    let document = fs::read_to_string(path).expect("DIAGNOSTICS.md");
    let rows: Vec<&str> = document.lines().filter(|line| line.starts_with("| `B")).collect();
    let known: Vec<String> =
        Code::ALL.iter().map(|code| format!("| `{}` | {} |", code.id(), code.meaning())).collect();
    assert_eq!(rows, known);
}

#[test]
fn nothing_hidden_is_shown_as_it_is() {
    let sources =
        sources(changed("== demo/Send.json\n-\"title\": \"Send a thing\"\n+\"title\": \"Send \u{202e}x\"\n"));
    let shown = render(&refused(&sources), &sources, Style::Plain);
    assert!(shown.contains("\\u{202e}") && !shown.contains('\u{202e}'), "{shown}");
}

/// A file that must be refused quickly and without harm.
fn hostile(text: String) -> Vec<Diagnostic> {
    let mut files = base();
    files.insert("demo/Send.json".to_owned(), Source::new("demo/Send.json", text));
    let sources = sources(files);
    let problems = refused(&sources);
    assert!(!render(&problems, &sources, Style::Plain).is_empty());
    problems
}

#[test]
fn deep_nesting_overflows_nothing() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let problems = hostile(open.repeat(100_000));
        assert_eq!(problems.first().map(|problem| problem.code), Some(Code::TooDeep));
    }
}

#[test]
fn masses_of_keys_and_text_are_refused_in_linear_time() {
    let keys: Vec<String> = (0..100_000).map(|at| format!("\"key{at}\": {at}")).collect();
    hostile(format!("{{{}}}", keys.join(",")));
    hostile(format!("{{\"operation\": \"{}\"}}", "x".repeat(5_000_000)));
    hostile(format!("{{\"effect\": \"{}\"}}", "x".repeat(5_000_000)));
    hostile(format!("{{{}\"b\": 2}}", "\"a\": 1,".repeat(50_000)));
}

#[test]
fn files_that_break_off_are_refused() {
    for (path, Source { text, .. }) in base() {
        for at in (0..text.trim_end().len()).step_by(37) {
            let mut files = base();
            files.insert(path.clone(), Source::new(&path, &text[..at]));
            let sources = sources(files);
            assert!(!render(&refused(&sources), &sources, Style::Plain).is_empty());
        }
    }
}

#[test]
fn a_long_chain_of_types_overflows_nothing() {
    let mut files = base();
    for at in 0..5_000 {
        let next = if at == 4_999 { "string".to_owned() } else { format!("Chain{}", at + 1) };
        let members = format!("[{{ \"name\": \"next\", \"type\": \"{next}\", \"doc\": \"x\" }}]");
        let text = format!(
            "{{ \"$schema\": \"../../schema/type.schema.json\", \"type\": \"Chain{at}\", \"doc\": [\"x\"], \"members\": {members} }}"
        );
        let path = format!("demo/types/Chain{at}.json");
        files.insert(path.clone(), Source::new(path, text));
    }
    let problems = refused(&sources(files));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::UnusedType]);
}
