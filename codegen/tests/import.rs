//! `import aliyun-meta` from outside: what it drafts from small metadata of our own, and what it tells.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn metadata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/metadata")
}

/// An empty folder of this name.
fn folder(name: &str) -> Result<PathBuf, std::io::Error> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn import(out: &Path, product: Option<&str>) -> Result<Output, std::io::Error> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
    program.args(["import", "aliyun-meta"]).arg(metadata()).arg("--out").arg(out);
    program.args(product.iter().flat_map(|code| ["--product", code])).output()
}

fn generator(command: &str, specs: &Path, out: &Path) -> Result<Output, std::io::Error> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bindery-codegen"));
    program.arg(command).arg("--specs").arg(specs).arg("--out").arg(out).output()
}

/// Every file below the folder, with its path above it.
fn contents(folder: &Path, below: &str, told: &mut String) -> Outcome {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{below}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            contents(&entry.path(), &path, told)?;
        } else {
            write!(told, "==== {path}\n{}", fs::read_to_string(entry.path())?)?;
        }
    }
    Ok(())
}

fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn everything_that_can_be_written_is_drafted_and_the_rest_is_told() -> Outcome {
    let root = folder("all")?;
    let done = import(&root.join("specs"), None)?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    compare("told", &String::from_utf8(done.stdout)?);
    let mut drafts = String::new();
    contents(&root.join("specs"), "", &mut drafts)?;
    compare("drafts", &drafts);
    Ok(())
}

#[test]
fn a_draft_is_generated_and_checked_as_it_is() -> Outcome {
    let root = folder("generated")?;
    let (specs, out) = (root.join("specs"), root.join("out"));
    assert!(import(&specs, Some("demo-LAB"))?.status.success());
    for command in ["generate", "check"] {
        let done = generator(command, &specs, &out)?;
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    }
    let operation = fs::read_to_string(out.join("demo_lab/create_thing.rs"))?;
    assert!(operation.contains("many tag: types::CreateThingTagItem"), "{operation}");
    Ok(())
}

#[test]
fn a_draft_of_paths_is_generated_and_checked_as_it_is() -> Outcome {
    let root = folder("generated_paths")?;
    let (specs, out) = (root.join("specs"), root.join("out"));
    assert!(import(&specs, Some("Road"))?.status.success());
    for command in ["generate", "check"] {
        let done = generator(command, &specs, &out)?;
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    }
    let operation = fs::read_to_string(out.join("road/get_road.rs"))?;
    assert!(operation.contains(r#"path: "/roads/{id}:read""#), "{operation}");
    Ok(())
}

#[test]
fn what_is_there_already_is_not_overwritten() -> Outcome {
    let specs = folder("again")?;
    assert!(import(&specs, Some("demo_lab"))?.status.success());
    let file = specs.join("demo_lab/PingLab.json");
    fs::write(&file, "a person's work")?;
    let again = import(&specs, Some("demo_lab"))?;
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8(again.stderr)?.contains("is there already"));
    assert_eq!(fs::read_to_string(file)?, "a person's work");
    Ok(())
}

#[test]
fn nothing_to_import_is_a_failure() -> Outcome {
    let specs = folder("nothing")?;
    for (product, told) in [
        ("Nowhere", "lists no product `Nowhere`"),
        ("Absent", "Absent has no metadata"),
        ("Logs", "nothing could be imported"),
        ("Homeless", "nothing could be imported"),
    ] {
        let done = import(&specs, Some(product))?;
        assert_eq!(done.status.code(), Some(1), "{product}");
        let stderr = String::from_utf8(done.stderr)?;
        assert!(stderr.contains(told), "{stderr}");
    }
    assert_eq!(fs::read_dir(&specs)?.count(), 0);
    Ok(())
}
