//! Compiles generated services and the programs that use them, with the compiler that runs the tests.
//!
//! All services are modules of one crate and all programs modules of another, so that what they share is compiled
//! once. The errors are told apart by the file they stand in.

use crate::witness::BESIDE;
use bindery_codegen::Output;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A service and a program that may use it.
pub(crate) struct Pair {
    /// The module of both.
    pub(crate) module: String,
    /// The files of the service; their paths begin with the module.
    pub(crate) service: Vec<Output>,
    /// The program, for a service that it calls `service`.
    pub(crate) program: String,
}

/// The modules whose program does not compile.
///
/// The compiler ends early if names are missing, before it looks at types. So the programs that were refused are taken
/// out, until all that are left compile.
pub(crate) fn refused(pairs: &[&Pair]) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("witness");
    lay_out(&root, pairs);
    let mut refused = BTreeSet::new();
    loop {
        let modules = pairs.iter().map(|pair| &pair.module).filter(|module| !refused.contains(*module));
        let modules = modules.map(|module| format!("mod {module};\n")).collect::<Vec<_>>().concat();
        write(&root.join("callers/src/lib.rs"), &format!("{BESIDE}{modules}"));
        let found = errors(&root);
        if found.is_empty() {
            return refused;
        }
        refused.extend(found);
    }
}

fn lay_out(root: &Path, pairs: &[&Pair]) {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let runtime = format!(
        "bindery-runtime = {{ path = {:?}, default-features = false }}",
        runtime.to_str().expect("a path that is text")
    );
    let package = |name: &str, more: &str| {
        format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n{runtime}\n{more}")
    };
    for name in ["services", "callers"] {
        let sources = root.join(name).join("src");
        if sources.exists() {
            fs::remove_dir_all(&sources).expect("the folder can be emptied");
        }
    }
    write(&root.join("Cargo.toml"), "[workspace]\nmembers = [\"services\", \"callers\"]\nresolver = \"3\"\n");
    write(&root.join("services/Cargo.toml"), &package("services", ""));
    write(&root.join("callers/Cargo.toml"), &package("callers", "services = { path = \"../services\" }\n"));
    // The versions that the workspace is built with: no other need be there without a network.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).expect("the file can be copied");
    let services = pairs.iter().filter(|pair| !pair.service.is_empty());
    let modules = services.map(|pair| format!("pub mod {};\n", pair.module)).collect::<Vec<_>>().concat();
    write(&root.join("services/src/lib.rs"), &format!("#![allow(warnings)]\n{modules}"));
    for pair in pairs {
        for output in &pair.service {
            write(&root.join("services/src").join(&output.path), &output.text);
        }
        let program = format!("use services::{} as service;\n{}", pair.module, pair.program);
        write(&root.join(format!("callers/src/{}.rs", pair.module)), &program);
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

/// The modules of the programs that errors stand in.
fn errors(root: &Path) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--message-format=json"])
        .arg("--target-dir")
        .arg(root.join("target"))
        .current_dir(root)
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .output()
        .expect("cargo can be started");
    let text = String::from_utf8(output.stdout).expect("text");
    let messages: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let errors = messages.iter().map(|one| &one["message"]).filter(|one| one["level"] == "error");
    let mut modules = BTreeSet::new();
    for error in errors {
        for span in error["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true)
        {
            let file = span["file_name"].as_str().unwrap_or_default();
            let module = file.strip_prefix("callers/src/").and_then(|file| file.strip_suffix(".rs"));
            assert!(module.is_some(), "no program is wrong: {}", error["rendered"]);
            modules.extend(module.map(str::to_owned));
        }
    }
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || !modules.is_empty(), "nothing is compiled: {told}");
    modules
}
