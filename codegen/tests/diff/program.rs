//! The program from outside: what `diff` and `changelog` print, and how they end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two copies of a small good tree, side by side below a folder of the test's own.
pub(crate) struct Trees {
    root: PathBuf,
}

/// How the program ended, and what it printed.
pub(crate) struct Ended {
    pub(crate) status: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Trees {
    pub(crate) fn new(test: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(test);
        if root.exists() {
            fs::remove_dir_all(&root).expect("the folder can be emptied");
        }
        for side in ["old", "new"] {
            copy(&Self::base(), &root.join(side).join("specs"));
        }
        Self { root }
    }

    /// The folder of the small good tree.
    pub(crate) fn base() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejected/base")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Puts a text in the place of another in a file of the new tree.
    pub(crate) fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.path("new/specs").join(file);
        let text = fs::read_to_string(&path).expect("a text");
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replacen(from, to, 1)).expect("the file can be written");
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        self.run_in("", arguments)
    }

    /// Runs the program in a folder.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Ended {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
        let output = program.current_dir(self.path(folder)).args(arguments).output();
        let output = output.expect("the program can be started");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Ended { status: output.status.code(), output: text(output.stdout), errors: text(output.stderr) }
    }

    pub(crate) fn diff(&self, more: &[&str]) -> Ended {
        self.run(&[&["diff", "old/specs", "new/specs"], more].concat())
    }

    /// Runs git in the new tree, and gives what it prints.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.current_dir(self.path("new"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        git.args(["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]);
        let output = git.args(arguments).output().expect("git can be started");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Makes a repository of the new tree, with one commit.
    pub(crate) fn commit(&self) {
        self.git(&["init", "--quiet"]);
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "-m", "Begin"]);
    }

    /// Sets the version of the new tree.
    pub(crate) fn version(&self, version: &str) {
        let text = format!("[workspace]\n\n[workspace.package]\nversion = \"{version}\"\n");
        fs::write(self.path("new/Cargo.toml"), text).expect("the file can be written");
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

pub(crate) const OPERATION: &str = "demo/Send.json";
pub(crate) const LONG: &str = "\"max_length\": 8";
pub(crate) const SHORT: &str = "\"max_length\": 4";

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
    let accepted = format!(
        "{{\"$schema\": \"schema/accepted.schema.json\", \"accepted\": [{{\"fingerprint\": \"{fingerprint}\", \"why\": \"It was so.\"}}]}}"
    );
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
    trees.version("0.4.2");
    trees.commit();
    trees.change(OPERATION, LONG, SHORT);
    let ended = trees.run_in("new", &["diff", "HEAD", "specs"]);
    assert_eq!(ended.status, Some(1), "{}", ended.errors);
    assert!(ended.output.ends_with("; after 0.4.2 that is 0.5.0 at least\n"), "{}", ended.output);
}

#[test]
fn a_page_shows_both_sides_next_to_each_other() {
    let trees = Trees::new("page");
    trees.change(OPERATION, LONG, SHORT);
    let wire = "tests/tests/snapshots/wire";
    for (side, text) in [("old", "GET /before"), ("new", "GET /after")] {
        let folder = trees.path(side).join(wire);
        fs::create_dir_all(&folder).expect("the folder can be made");
        fs::write(folder.join("demo.Send.snap"), text).expect("the file can be written");
    }
    let page = trees.diff(&["--format", "html"]);
    assert_eq!(page.status, Some(1), "{}", page.errors);
    for part in ["specs/demo/Send.json", "generated/src/demo/send.rs", "on the wire: demo.Send.snap"] {
        assert!(page.output.contains(&format!("<h3>{part}</h3>")), "{part}");
    }
    for text in
        ["Check::MaxLength(8, Unit::Bytes)", "Check::MaxLength(4, Unit::Bytes)", "GET /before", "GET /after"]
    {
        assert!(page.output.contains(text), "{text}");
    }
    assert!(!page.output.contains("<h3>specs/demo/service.json</h3>"), "what is alike is not shown");
}
