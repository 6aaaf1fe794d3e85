//! The specifications of this repository.

use bindery_codegen::model::Model;
use bindery_codegen::source::Source;
use std::fs;
use std::path::{Path, PathBuf};

/// Every specification, as the generator reads them.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut files = Vec::new();
    list(&root, &mut files);
    let source = |file: &PathBuf| {
        let path = file.strip_prefix(&root).expect("below the root");
        let parts: Vec<_> =
            path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        Source::new(parts.join("/"), fs::read_to_string(file).expect("a readable specification"))
    };
    files.iter().map(source).collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() && !path.ends_with("schema") {
            list(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
}

/// The model of the specifications.
pub fn model() -> Model {
    bindery_codegen::lower::lower(&sources()).expect("specifications without diagnostics")
}
