//! The program as a diff driver of git, set up as the documentation says.

use crate::program::{LONG, OPERATION, SHORT, Trees};
use std::fs;

/// A repository in which specifications are compared by the program.
fn repository(test: &str) -> Trees {
    let trees = Trees::new(test);
    trees.commit();
    let program = format!("'{}' git-diff", env!("CARGO_BIN_EXE_bindery-codegen"));
    trees.git(&["config", "diff.bindery.command", &program]);
    let attributes = trees.path("new/.git/info/attributes");
    fs::create_dir_all(attributes.parent().expect("a folder")).expect("the folder can be made");
    fs::write(attributes, "specs/**/*.json diff=bindery\n").expect("the file can be written");
    trees
}

#[test]
fn git_shows_what_a_change_says() {
    let trees = repository("driver");
    trees.change(OPERATION, LONG, SHORT);
    trees.change("demo/service.json", "\"title\": \"", "\"title\":   \"");
    let shown = trees.git(&["diff", "specs"]);
    let (operation, rest) = shown.split_once("major: ").expect("a verdict");
    let lines: Vec<&str> = operation.lines().map(|line| line.split('[').next().unwrap_or_default()).collect();
    assert_eq!(
        lines,
        [
            "demo/Send",
            "  major limit tightened parameters/Topic/limits/max_length: 8 → 4",
            "        a call that worked may fail",
            "        demo/Send.json:18 → 18 ",
        ]
    );
    assert_eq!(
        rest,
        "1 change may make calls fail that worked\n\
         Only the layout of demo/service.json changed.\n\
         none: the generated crate is the same\n"
    );
    let plain = trees.git(&["diff", "--no-ext-diff", "specs"]);
    assert!(plain.contains("@@") && plain.contains(SHORT), "{plain}");
}

#[test]
fn git_shows_files_that_come_and_go_and_are_wrong() {
    let trees = repository("driver-files");
    fs::remove_file(trees.path("new/specs/demo/types/Color.json")).expect("the file can be removed");
    fs::write(trees.path("new/specs/demo/service.json"), "{").expect("the file can be written");
    fs::write(trees.path("new/specs/accepted.json"), "{}").expect("the file can be written");
    trees.git(&["add", "--intent-to-add", "specs/accepted.json"]);
    let shown = trees.git(&["diff", "specs"]);
    for part in [
        "specs/accepted.json is no specification",
        "the specifications of specs/demo/service.json are wrong:",
        "  major type removed: Color",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
}

#[test]
fn git_log_shows_it_too() {
    let trees = repository("driver-log");
    trees.change(OPERATION, LONG, SHORT);
    trees.git(&["commit", "--quiet", "-a", "-m", "Tighten"]);
    let shown = trees.git(&["log", "--ext-diff", "-p", "-1"]);
    assert!(shown.contains("limit tightened parameters/Topic/limits/max_length: 8 → 4"), "{shown}");
}
