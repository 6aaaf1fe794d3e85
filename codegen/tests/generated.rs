//! What is generated: one small specification for each thing that the generator can do, beside it a
//! snapshot of the file that shows it.
//!
//! A fixture without a `service.json` of its own shares the one in `fixtures`.

use bindery_codegen::diagnostic::{Style, render};
use bindery_codegen::{Failure, Output, Source, generate};
use std::fs;
use std::path::{Path, PathBuf};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// One test a fixture: its folder, and the generated files that are worth a look.
macro_rules! fixtures {
    ($($name:ident: $($path:literal),+;)*) => {
        $(
            #[test]
            fn $name() -> Outcome {
                let outputs = outputs(&sources(stringify!($name))?)?;
                for path in [$($path),+] {
                    compare(stringify!($name), path, &outputs)?;
                }
                Ok(())
            }
        )*
    };
}

fixtures! {
    required_string: "demo/mod.rs", "demo/send.rs", "demo/pages.rs", "lib.rs";
    joined_list: "demo/send.rs";
    repeat_list: "demo/send.rs";
    json_text_list: "demo/send.rs";
    nested_object: "demo/types/outer.rs", "demo/types/mod.rs";
    enumeration_open: "demo/types/spot.rs";
    enumeration_closed: "demo/send.rs";
    union_constant_or_object: "demo/types/who.rs";
    map_and_json: "demo/send.rs";
    file_upload: "demo/send.rs";
    path_parameter: "demo/send.rs";
    keyword_and_odd_names: "demo/send.rs";
    templated_errors: "demo/send.rs", "demo/codes.rs";
    rules: "demo/send.rs";
    conditional_limit: "demo/send.rs";
    pattern: "demo/send.rs";
    no_parameters: "demo/send.rs";
    quotas_and_objects: "demo/send.rs";
    embedded_answer: "demo/send.rs";
    deprecated_and_undocumented: "demo/send.rs";
    hostile_texts: "demo/send.rs";
}

#[test]
fn the_order_of_the_sources_does_not_matter() -> Outcome {
    let mut sources = sources("nested_object")?;
    let there = outputs(&sources)?;
    sources.reverse();
    assert_eq!(outputs(&sources)?, there);
    Ok(())
}

fn outputs(sources: &[Source]) -> Result<Vec<Output>, Box<dyn std::error::Error>> {
    let outputs = generate(sources).map_err(|failure| match failure {
        Failure::Specifications(problems) => render(&problems, sources, Style::Plain),
        Failure::Generator(malformed) => malformed.to_string(),
    })?;
    for output in &outputs {
        syn::parse_file(&output.text).map_err(|error| format!("{}: {error}", output.path))?;
    }
    Ok(outputs)
}

fn compare(fixture: &str, path: &str, outputs: &[Output]) -> Outcome {
    let output = outputs.iter().find(|output| output.path == path).ok_or(path)?;
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join(fixture));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).ok_or(path)?;
    settings.bind(|| insta::assert_snapshot!(name, output.text));
    Ok(())
}

/// The specifications of a fixture.
fn sources(fixture: &str) -> Result<Vec<Source>, Box<dyn std::error::Error>> {
    let folder = folder().join(fixture);
    let mut sources = Vec::new();
    for below in ["", "types/"] {
        let Ok(entries) = fs::read_dir(folder.join(below)) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "json") {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                sources.push(Source::new(format!("demo/{below}{name}"), fs::read_to_string(&path)?));
            }
        }
    }
    if !folder.join("service.json").exists() {
        let shared = self::folder().join("service.json");
        sources.push(Source::new("demo/service.json", fs::read_to_string(shared)?));
    }
    Ok(sources)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}
