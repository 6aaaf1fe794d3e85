//! The program from outside: what it writes, what it leaves alone, and how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A copy of the good specification, and a folder for what is generated.
struct Folders {
    specs: PathBuf,
    out: PathBuf,
}

impl Folders {
    fn new(test: &str) -> Result<Self, std::io::Error> {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("binary").join(test);
        if root.exists() {
            fs::remove_dir_all(&root)?;
        }
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejected/base");
        let folders = Self { specs: root.join("specs"), out: root.join("out") };
        copy(&base, &folders.specs)?;
        Ok(folders)
    }

    fn run(&self, command: &str) -> Result<Output, std::io::Error> {
        let mut program = program();
        program.arg(command).arg("--specs").arg(&self.specs).arg("--out").arg(&self.out);
        program.output()
    }

    /// What `check` says to do.
    fn mend(&self) -> String {
        let (specs, out) = (self.specs.display(), self.out.display());
        let command = format!("cargo run -p bindery-codegen -- generate --specs {specs} --out {out}");
        format!("Run `{command}` and commit what it writes.")
    }

    /// Every file that there is, with the time of its last change.
    fn times(&self) -> Result<BTreeMap<PathBuf, SystemTime>, std::io::Error> {
        let mut times = BTreeMap::new();
        for folder in [&self.specs, &self.out] {
            collect(folder, &mut times)?;
        }
        Ok(times)
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bindery-codegen"))
}

fn copy(from: &Path, to: &Path) -> Result<(), std::io::Error> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn collect(folder: &Path, times: &mut BTreeMap<PathBuf, SystemTime>) -> Result<(), std::io::Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, times)?;
        } else {
            let changed = fs::metadata(&path)?.modified()?;
            times.insert(path, changed);
        }
    }
    Ok(())
}

/// What the program said on standard error.
fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_was_generated_is_clean_and_not_touched_again() -> Outcome {
    let folders = Folders::new("clean")?;
    let first = folders.run("generate")?;
    assert_eq!(first.status.code(), Some(0), "{}", complaint(&first));
    let said = String::from_utf8(first.stdout)?;
    assert!(said.contains("demo: operations 1, types 3, files written 8, unchanged 0, removed 0"), "{said}");
    assert!(folders.specs.join("schema/operation.schema.json").exists());

    let before = folders.times()?;
    let check = folders.run("check")?;
    assert_eq!(check.status.code(), Some(0), "{}", complaint(&check));
    assert_eq!(String::from_utf8(check.stdout)?, "1 operations of 1 services are up to date\n");
    let second = folders.run("generate")?;
    assert_eq!(second.status.code(), Some(0), "{}", complaint(&second));
    assert!(String::from_utf8(second.stdout)?.contains("files written 0, unchanged 8, removed 0"));
    assert_eq!(folders.times()?, before);
    Ok(())
}

#[test]
fn check_finds_stale_files_and_writes_none() -> Outcome {
    let folders = Folders::new("stale")?;
    folders.run("generate")?;
    let (stale, missing) = (folders.out.join("demo/send.rs"), folders.out.join("demo/codes.rs"));
    let extra = folders.out.join("demo/receive.rs");
    fs::copy(&stale, &extra)?;
    fs::write(&stale, fs::read_to_string(&stale)?.replace("MaxLength(8", "MaxLength(9"))?;
    fs::remove_file(&missing)?;
    let before = folders.times()?;
    let check = folders.run("check")?;
    assert_eq!(check.status.code(), Some(1));
    let expected = [("missing", &missing), ("extra", &extra), ("stale", &stale)]
        .map(|(word, path)| format!("{word}: {}\n", path.display()));
    assert_eq!(complaint(&check), format!("{}{}\n", expected.concat(), folders.mend()));
    assert_eq!(folders.times()?, before);

    let mended = folders.run("generate")?;
    let changes = "files written 2, unchanged 6, removed 1\n  added demo/codes.rs\n  removed demo/receive.rs\n  changed demo/send.rs\n";
    assert!(String::from_utf8(mended.stdout)?.contains(changes));
    assert_eq!(folders.run("check")?.status.code(), Some(0));
    Ok(())
}

#[test]
fn a_stale_schema_is_found() -> Outcome {
    let folders = Folders::new("schema")?;
    folders.run("generate")?;
    let schema = folders.specs.join("schema/type.schema.json");
    fs::write(&schema, fs::read_to_string(&schema)? + "\n")?;
    let check = folders.run("check")?;
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(complaint(&check), format!("stale: {}\n{}\n", schema.display(), folders.mend()));
    Ok(())
}

#[test]
fn a_wrong_specification_is_shown_and_nothing_is_written() -> Outcome {
    let folders = Folders::new("wrong")?;
    let operation = folders.specs.join("demo/Send.json");
    fs::write(&operation, fs::read_to_string(&operation)?.replacen("\"effect\"", "\"efect\"", 1))?;
    for command in ["generate", "check"] {
        let output = folders.run(command)?;
        assert_eq!(output.status.code(), Some(1));
        let said = complaint(&output);
        for part in [
            "error[B011]: an operation has no key `efect`",
            "--> demo/Send.json:7:3",
            "= help: did you mean `effect`?",
        ] {
            assert!(said.contains(part), "{part} is not in:\n{said}");
        }
        assert!(!folders.out.exists());
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_hide_no_other_problem() -> Outcome {
    let folders = Folders::new("unreadable")?;
    let service = folders.specs.join("demo/service.json");
    fs::write(&service, fs::read_to_string(&service)?.replacen("2026-11-22", "2026-02-31", 1))?;
    fs::write(folders.specs.join("demo/Receive.json"), b"{ \"title\": \"\xd6l\" }")?;
    std::os::unix::fs::symlink("service.json", folders.specs.join("demo/Link.json"))?;
    std::os::unix::fs::symlink("demo", folders.specs.join("elsewhere"))?;
    let said = complaint(&folders.run("check")?);
    for (code, place) in [
        ("B008", "demo/Receive.json:1:13"),
        ("B009", "demo/Link.json:1:1"),
        ("B009", "elsewhere:1:1"),
        ("B021", "demo/service.json:14:56"),
    ] {
        let found =
            said.split("error[").any(|one| one.starts_with(code) && one.contains(&format!("--> {place}\n")));
        assert!(found, "no {code} at {place} in:\n{said}");
    }
    assert!(said.ends_with("4 errors\n"), "{said}");
    Ok(())
}

#[test]
fn files_of_others_are_kept() -> Outcome {
    let folders = Folders::new("others")?;
    folders.run("generate")?;
    let others = folders.out.join("demo/by_hand.rs");
    fs::write(&others, "//! Ours.\n")?;
    let output = folders.run("generate")?;
    assert_eq!(output.status.code(), Some(0), "{}", complaint(&output));
    assert_eq!(fs::read_to_string(&others)?, "//! Ours.\n");

    let taken = folders.out.join("demo/send.rs");
    fs::write(&taken, "//! Ours too.\n")?;
    let output = folders.run("generate")?;
    assert_eq!(output.status.code(), Some(1));
    let message = "was not written by the generator, and so is not overwritten";
    assert_eq!(complaint(&output), format!("{}: {message}\n", taken.display()));
    assert_eq!(fs::read_to_string(&taken)?, "//! Ours too.\n");
    Ok(())
}

#[test]
fn wrong_arguments_end_otherwise_than_wrong_specifications() -> Outcome {
    for arguments in [&["creates"][..], &["check", "--spec"], &[]] {
        let output = program().args(arguments).output()?;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(complaint(&output).contains("Usage: bindery-codegen"), "{}", complaint(&output));
    }
    Ok(())
}

#[test]
fn folders_that_are_not_there_are_named() -> Outcome {
    let folders = Folders::new("nowhere")?;
    let nowhere = folders.specs.join("nowhere");
    let output =
        program().arg("check").arg("--specs").arg(&nowhere).arg("--out").arg(&folders.out).output()?;
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).starts_with(&nowhere.display().to_string()), "{}", complaint(&output));
    Ok(())
}
