//! The command from outside: what it writes, what it leaves alone, and how it ends.

use super::folder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder for the specifications of a test, which is not there yet.
fn specs(test: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new").join(test);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    root.join("specs")
}

fn run(page: &str, specs: &Path, more: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
    program.arg("new").arg(folder().join("drift/pages").join(page)).arg("--out").arg(specs).args(more);
    program.output().unwrap()
}

fn generator(command: &str, specs: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
    program.arg(command).arg("--specs").arg(specs).arg("--out").arg(specs.with_file_name("out"));
    program.output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_draft_is_written_and_check_is_red_until_it_is_decided() {
    let specs = specs("red");
    let output = run("bars.txt", &specs, &["--date", "2026-11-22"]);
    assert_eq!(output.status.code(), Some(0));
    super::compare("told", &told(&output));
    for command in ["check", "generate"] {
        let output = generator(command, &specs);
        let problems = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(problems.matches("error[B016]").count(), problems.matches("error[").count());
        assert_eq!(problems.lines().last(), Some("33 errors"), "{command}");
    }
    assert!(!specs.with_file_name("out").exists());
}

#[test]
fn what_is_there_is_not_overwritten() {
    let specs = specs("there");
    assert_eq!(run("bars.txt", &specs, &[]).status.code(), Some(0));
    let path = specs.join("lamp/SwitchLamps.json");
    let before = fs::read_to_string(&path).unwrap();
    let again = run("help.html", &specs, &[]);
    assert_eq!((again.status.code(), told(&again).as_str()), (Some(1), ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn a_second_service_is_drafted_beside_the_first() {
    let specs = specs("beside");
    for page in ["bars.txt", "go.txt", "top.txt"] {
        assert_eq!(run(page, &specs, &[]).status.code(), Some(0), "{page}");
    }
    let output = run("cells.txt", &specs, &["--service", "lamp_too"]);
    assert!(told(&output).starts_with("specs/lamp_too/service.json: written"), "{}", told(&output));
}

#[test]
fn a_page_that_cannot_be_read_ends_with_2_and_writes_nothing() {
    let specs = specs("unreadable");
    for (page, more) in [("bars.rs", &[][..]), ("bars.txt", &["--service", "Not a name"][..])] {
        let output = run(page, &specs, more);
        assert_eq!(output.status.code(), Some(2), "{page}");
        assert!(!specs.exists());
    }
    let output = run("bars.txt", &specs, &["--date", "yesterday"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).ends_with("lamp/service.json: this is no date\n"));
    assert!(!specs.exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symbolic_link() {
    let specs = specs("link");
    let elsewhere = specs.with_file_name("elsewhere");
    fs::create_dir_all(&specs).unwrap();
    fs::create_dir_all(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, specs.join("lamp")).unwrap();
    let output = run("bars.txt", &specs, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(fs::read_dir(&elsewhere).unwrap().next().is_none());
}

/// Every block of the walk in `docs/new.md` is a file, or what the command says.
#[test]
fn the_walk_in_the_document_is_true() {
    let specs = specs("walk");
    let document = fs::read_to_string(folder().join("../../docs/new.md")).unwrap();
    let page = fs::read_to_string(folder().join("new/DimLamps.txt")).unwrap();
    let drafted = told(&run("../../new/DimLamps.txt", &specs, &["--date", "2026-11-22"]));
    let problems = String::from_utf8_lossy(&generator("check", &specs).stderr).into_owned();
    let operation = fs::read_to_string(specs.join("lamp/DimLamps.json")).unwrap();
    let (walk, _) = document.split_once("## What is drafted").unwrap();
    let blocks: Vec<&str> = walk.split("```").skip(3).step_by(2).collect();
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        let (_, text) = block.split_once('\n').unwrap();
        let text =
            text.strip_prefix("$ ").and_then(|text| text.split_once('\n')).map_or(text, |(_, text)| text);
        assert!([&page, &drafted, &problems, &operation].iter().any(|whole| whole.contains(text)), "{text}");
    }
}
