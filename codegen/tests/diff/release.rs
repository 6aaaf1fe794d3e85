//! Whether `check` holds the version to what changed since the last release.

use crate::program::{LONG, OPERATION, SHORT, Trees};
use std::fs;

/// How a command on the new tree ended, and what it complained of.
fn run(trees: &Trees, command: &str) -> (Option<i32>, String) {
    let ended = trees.run_in("new", &[command]);
    (ended.status, ended.errors)
}

const FINE: (Option<i32>, String) = (Some(0), String::new());

/// A tree that was generated and has a version.
fn trees(test: &str) -> Trees {
    let trees = Trees::new(test);
    trees.version("0.4.2");
    assert_eq!(run(&trees, "generate"), FINE);
    trees
}

/// Makes a change that asks for a major version, and generates.
fn tighten(trees: &Trees) {
    trees.change(OPERATION, LONG, SHORT);
    assert_eq!(run(trees, "generate"), FINE);
}

/// Demands that `check` fails with a message that begins so, until the version is raised.
fn is_too_low(trees: &Trees, told: &str, enough: &str) {
    let (status, errors) = run(trees, "check");
    assert_eq!(status, Some(1));
    assert!(errors.starts_with(told), "{errors}");
    trees.version(enough);
    assert_eq!(run(trees, "check"), FINE);
}

#[test]
fn the_version_is_held_to_the_last_tag() {
    let trees = trees("release");
    trees.commit();
    tighten(&trees);
    assert_eq!(run(&trees, "check"), FINE, "nothing was released");
    trees.git(&["tag", "v0.4.2"]);
    is_too_low(
        &trees,
        "the version is 0.4.2, and what changed since v0.4.2 asks for 0.5.0 at least",
        "0.5.0",
    );
}

#[test]
fn without_git_the_version_is_held_to_the_recorded_files() {
    let trees = trees("recorded");
    assert_eq!(run(&trees, "baseline"), FINE);
    let recorded = fs::read_to_string(trees.path("new/specs/baseline.json")).expect("a text");
    assert!(recorded.contains("\"version\": \"0.4.2\"") && !recorded.contains("revision"), "{recorded}");
    assert_eq!(run(&trees, "check"), FINE, "nothing changed");

    trees.change(OPERATION, LONG, "\"max_length\":   8");
    assert_eq!(run(&trees, "generate"), FINE);
    assert_eq!(run(&trees, "check"), FINE, "layout is no change");

    trees.change(OPERATION, "\"max_length\":   8", SHORT);
    assert_eq!(run(&trees, "generate"), FINE);
    is_too_low(
        &trees,
        "the version is 0.4.2, and demo/Send.json changed since; after 0.4.2, which baseline.json records, 0.4.3 is the least",
        "0.4.3",
    );
    trees.version("0.4.1");
    assert_eq!(run(&trees, "check").0, Some(1), "less than what was released");
}

#[test]
fn the_recorded_revision_is_compared_where_git_has_it() {
    let trees = trees("recorded-revision");
    trees.commit();
    assert_eq!(run(&trees, "baseline"), FINE);
    let revision = trees.git(&["rev-parse", "HEAD"]).trim().to_owned();
    let recorded = fs::read_to_string(trees.path("new/specs/baseline.json")).expect("a text");
    assert!(recorded.contains(&revision), "{recorded}");
    tighten(&trees);
    let told =
        format!("the version is 0.4.2, and what changed since {revision} asks for 0.5.0 at least (major: ");
    is_too_low(&trees, &told, "0.5.0");
}

#[test]
fn the_later_one_of_tag_and_baseline_counts() {
    let trees = trees("later");
    trees.commit();
    trees.git(&["tag", "v0.4.2"]);
    tighten(&trees);
    trees.version("0.5.0");
    trees.git(&["commit", "--quiet", "-a", "-m", "Tighten"]);
    assert_eq!(run(&trees, "baseline"), FINE);
    trees.change(OPERATION, SHORT, "\"max_length\": 3");
    assert_eq!(run(&trees, "generate"), FINE);
    is_too_low(&trees, "the version is 0.5.0, and what changed since ", "0.6.0");
}

#[test]
fn a_wrong_baseline_is_told() {
    let trees = trees("wrong-baseline");
    assert_eq!(run(&trees, "baseline"), FINE);
    let path = trees.path("new/specs/baseline.json");
    let recorded = fs::read_to_string(&path).expect("a text");
    fs::write(&path, recorded.replace("0.4.2", "soon")).expect("the file can be written");
    let (status, errors) = run(&trees, "check");
    assert_eq!(status, Some(1));
    assert!(errors.contains("no version of three numbers") && errors.contains("baseline.json"), "{errors}");
}
