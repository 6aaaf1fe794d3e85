//! The program from outside: what `diff` and `changelog` print, and how they end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two copies of a small good tree, side by side below a folder of the test's own.
struct Trees {
    root: PathBuf,
}

/// How the program ended, and what it printed.
struct Ended {
    status: Option<i32>,
    output: String,
    errors: String,
}

impl Trees {
    fn new(test: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(test);
        if root.exists() {
            fs::remove_dir_all(&root).expect("the folder can be emptied");
        }
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejected/base");
        for side in ["old", "new"] {
            copy(&base, &root.join(side).join("specs"));
        }
        Self { root }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Puts a text in the place of another in a file of the new tree.
    fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.path("new/specs").join(file);
        let text = fs::read_to_string(&path).expect("a text");
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replacen(from, to, 1)).expect("the file can be written");
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
        let output =
            program.current_dir(&self.root).args(arguments).output().expect("the program can be started");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Ended { status: output.status.code(), output: text(output.stdout), errors: text(output.stderr) }
    }

    fn diff(&self, more: &[&str]) -> Ended {
        self.run(&[&["diff", "old/specs", "new/specs"], more].concat())
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.path("new"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        git.args(["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]);
        assert!(git.args(arguments).output().expect("git can be started").status.success(), "{arguments:?}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

const OPERATION: &str = "demo/Send.json";
const LONG: &str = "\"max_length\": 8";
const SHORT: &str = "\"max_length\": 4";

#[test]
fn what_breaks_ends_with_one_until_it_is_accepted() {
    let trees = Trees::new("accepted");
    assert_eq!(trees.diff(&[]).status, Some(0));
    trees.change(OPERATION, LONG, SHORT);
    let broken = trees.diff(&[]);
    assert_eq!(broken.status, Some(1), "{}", broken.errors);
    assert!(
        broken.output.contains("major limit tightened parameters/Topic/limits/max_length: 8 → 4"),
        "{}",
        broken.output
    );

    let fingerprint = broken.output.split(['[', ']']).nth(1).expect("a fingerprint").to_owned();
    let accepted =
        format!("{{\"accepted\": [{{\"fingerprint\": \"{fingerprint}\", \"why\": \"It was so.\"}}]}}");
    fs::write(trees.path("new/specs/accepted.json"), accepted).expect("the file can be written");
    let accepted = trees.diff(&[]);
    assert_eq!(accepted.status, Some(0), "{}", accepted.errors);
    assert!(accepted.output.contains(&format!("[{fingerprint}, accepted]")), "{}", accepted.output);
    assert!(accepted.output.contains("\nmajor: "), "what was accepted still asks for a version");

    trees.change(OPERATION, SHORT, LONG);
    let stale = trees.diff(&[]);
    assert_eq!(stale.status, Some(2));
    assert!(stale.errors.contains(&fingerprint), "{}", stale.errors);
}

#[test]
fn a_wrong_tree_or_none_is_no_diff() {
    let trees = Trees::new("wrong");
    trees.change(OPERATION, "\"effect\": \"write\"", "\"effect\": \"other\"");
    let wrong = trees.diff(&[]);
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.errors.contains("demo/Send.json"), "{}", wrong.errors);
    for named in ["nowhere", "--upload-pack=x"] {
        let none = trees.run(&["diff", "--", "old/specs", named]);
        assert_eq!(none.status, Some(2));
        assert!(none.errors.contains("neither a folder nor a git revision"), "{}", none.errors);
    }
}

#[test]
fn layout_is_told_in_one_line() {
    let trees = Trees::new("layout");
    trees.change(OPERATION, LONG, "\"max_length\":    8");
    let ended = trees.diff(&[]);
    assert_eq!(ended.status, Some(0));
    assert_eq!(
        ended.output,
        "Only the layout of demo/Send.json changed.\nnone: the generated crate is the same\n"
    );
}

#[test]
fn formats_tell_the_same_finding() {
    let trees = Trees::new("formats");
    trees.change(OPERATION, LONG, SHORT);
    let json = trees.diff(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.output).expect("JSON");
    assert_eq!(json["verdict"]["level"], "major");
    let finding = &json["findings"][0];
    assert_eq!((&finding["before"], &finding["after"]), (&8.into(), &4.into()));
    assert_eq!((&finding["stops_compiling"], &finding["may_fail"]), (&false.into(), &true.into()));
    assert!(finding["new"].as_str().is_some_and(|place| place.starts_with("demo/Send.json:")));
    let fingerprint = finding["fingerprint"].as_str().expect("text").to_owned();
    let markdown = trees.diff(&["--format", "markdown"]).output;
    assert!(
        markdown.contains(&fingerprint)
            && markdown.contains("| major | limit tightened `parameters/Topic/limits/max_length` |")
    );
    let changelog = trees.run(&["changelog", "old/specs", "new/specs"]);
    assert_eq!(changelog.status, Some(0));
    assert_eq!(
        changelog.output,
        "### Changed\n\n- `demo Send`, `parameters/Topic/limits/max_length`: limit tightened: `8 → 4`, by “Send” (en, 2026-11-22). **Breaking:** a call that worked may fail.\n"
    );
}

#[test]
fn revisions_are_compared_with_the_version_they_had() {
    let trees = Trees::new("revisions");
    let manifest = "[workspace.package]\nversion = \"0.4.2\"\n";
    fs::write(trees.path("new/Cargo.toml"), manifest).expect("the file can be written");
    trees.git(&["init", "--quiet"]);
    trees.git(&["add", "."]);
    trees.git(&["commit", "--quiet", "-m", "Begin"]);
    trees.change(OPERATION, LONG, SHORT);
    let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
    let output = program.current_dir(trees.path("new")).args(["diff", "HEAD", "specs"]).output();
    let output = output.expect("the program can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.ends_with("; after 0.4.2 that is 0.5.0 at least\n"), "{text}");
}

#[test]
fn check_tells_of_a_version_that_is_too_low() {
    let trees = Trees::new("release");
    let manifest = |version: &str| {
        let text = format!("[workspace]\n\n[workspace.package]\nversion = \"{version}\"\n");
        fs::write(trees.path("new/Cargo.toml"), text).expect("the file can be written");
    };
    let run = |command: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
        let output = program.current_dir(trees.path("new")).arg(command).output();
        let output = output.expect("the program can be started");
        (output.status.code(), String::from_utf8(output.stderr).expect("text"))
    };
    manifest("0.4.2");
    trees.git(&["init", "--quiet"]);
    trees.git(&["add", "."]);
    trees.git(&["commit", "--quiet", "-m", "Begin"]);
    trees.change(OPERATION, LONG, SHORT);
    assert_eq!(run("generate"), (Some(0), String::new()));
    assert_eq!(run("check"), (Some(0), String::new()), "nothing was released");

    trees.git(&["tag", "v0.4.2"]);
    let (status, told) = run("check");
    assert_eq!(status, Some(1));
    let wanted = "the version is 0.4.2, and what changed since v0.4.2 asks for 0.5.0 at least";
    assert!(told.starts_with(wanted), "{told}");
    manifest("0.5.0");
    assert_eq!(run("check"), (Some(0), String::new()));
}
