//! The generated crate is what the generator makes of the specifications now.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery_codegen::HEADER;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const MEND: &str = "run `cargo run -p bindery-codegen -- generate` and commit what it writes";

#[test]
fn generated_files_are_fresh() {
    let outputs =
        bindery_codegen::generate(&bindery_tests::sources()).expect("specifications without diagnostics");
    let expected: BTreeMap<String, String> =
        outputs.into_iter().map(|output| (output.path, output.text)).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src");
    let mut files = Vec::new();
    list(&root, &mut files);
    for file in &files {
        let path = relative(&root, file);
        let found = fs::read_to_string(file).unwrap();
        match expected.get(&path) {
            Some(text) => assert!(found == *text, "generated/src/{path} is stale; {MEND}"),
            // What others wrote is theirs.
            None => {
                assert!(!found.starts_with(HEADER), "generated/src/{path} is no longer generated; {MEND}");
            }
        }
    }
    let missing: Vec<&String> = expected.keys().filter(|path| !root.join(path).exists()).collect();
    assert!(missing.is_empty(), "missing in generated/src: {missing:?}; {MEND}");
}

#[test]
fn schemas_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/schema");
    for (name, text) in bindery_codegen::schema::schemas() {
        assert!(
            fs::read_to_string(root.join(&name)).unwrap() == text,
            "specs/schema/{name} is stale; {MEND}"
        );
    }
}

#[test]
fn output_does_not_depend_on_the_order_of_input() {
    let mut sources = bindery_tests::sources();
    let one = bindery_codegen::generate(&sources).unwrap();
    sources.reverse();
    let other = bindery_codegen::generate(&sources).unwrap();
    assert!(
        one.iter()
            .map(|output| (&output.path, &output.text))
            .eq(other.iter().map(|output| (&output.path, &output.text)))
    );
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn relative(root: &Path, file: &Path) -> String {
    let path = file.strip_prefix(root).unwrap();
    let parts: Vec<_> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
