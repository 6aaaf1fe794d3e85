//! What is generated: one small specification for each thing that the generator can do, beside it a
//! snapshot of the file that shows it.
//!
//! A fixture without a `service.json` of its own shares the one in `fixtures`.

use bindery_codegen::diagnostic::{Style, render};
use bindery_codegen::schema::{FILES, Form, Takes};
use bindery_codegen::{Failure, Output, Source, generate};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// One test a fixture: its folder, and the generated files that are worth a look.
macro_rules! fixtures {
    ($($name:ident: $($path:literal),+;)*) => {
        const FIXTURES: &[&str] = &[$(stringify!($name)),*];

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
    repeat_objects: "demo/send.rs", "demo/types/tag.rs";
    json_text_list: "demo/send.rs";
    nested_object: "demo/types/outer.rs", "demo/types/mod.rs";
    types_of_answers: "demo/types/shared.rs", "demo/types/told.rs";
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
    number_text: "demo/send.rs";
    whole_body: "demo/send.rs";
    methods_and_bases: "demo/change.rs", "demo/mend.rs", "demo/remove.rs", "demo/report.rs";
    rpc_get: "demo/send.rs";
    roa: "demo/create.rs", "demo/find.rs", "demo/mend.rs", "demo/mod.rs", "demo/stop.rs";
    sessions: "demo/free.rs", "demo/send.rs";
    strip_prefix: "demo/things_send.rs";
    names_of_our_own: "demo/send.rs";
    wrapper: "demo/send.rs";
    body_status: "demo/send.rs";
    any_case: "demo/send.rs";
    told_by: "demo/types/who.rs";
    units_of_length: "demo/send.rs";
    bit_mask: "demo/send.rs";
    constant_and_choice: "demo/send.rs";
    formats: "demo/send.rs";
    parts_of_text: "demo/send.rs";
    sorted: "demo/send.rs";
    max_serialized: "demo/send.rs";
    ahead_of_now: "demo/send.rs";
    conditions: "demo/send.rs";
    presence_rules: "demo/send.rs";
    overrides: "demo/send.rs";
    range_span: "demo/send.rs";
    total_items: "demo/send.rs";
    subset: "demo/send.rs";
    uniform_kind: "demo/send.rs";
    rules_of_a_type: "demo/types/item.rs";
    error_classes: "demo/send.rs";
    no_error_codes: "demo/send.rs";
    unread: "demo/send.rs";
    issued_token: "demo/send.rs";
    quota_scopes: "demo/send.rs";
    fixes: "demo/send.rs";
    examples: "demo/send.rs";
}

#[test]
fn the_order_of_the_sources_does_not_matter() -> Outcome {
    let mut sources = sources("nested_object")?;
    let there = outputs(&sources)?;
    sources.reverse();
    assert_eq!(outputs(&sources)?, there);
    Ok(())
}

#[test]
fn each_folder_of_fixtures_is_tested() -> Outcome {
    for entry in fs::read_dir(folder())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(!entry.file_type()?.is_dir() || FIXTURES.contains(&&*name), "{name} is not named above");
    }
    Ok(())
}

#[test]
fn each_key_and_word_of_the_format_stands_in_a_fixture() -> Outcome {
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (_, form) in FILES {
        keys_of(form, &mut known);
    }
    for fixture in FIXTURES {
        for source in sources(fixture)? {
            let [service, operation, shared] = FILES.map(|(_, form)| form);
            let form = match source.path.as_str() {
                "demo/service.json" => service,
                path if path.contains("/types/") => shared,
                _ => operation,
            };
            keys_in(&serde_json::from_str(&source.text)?, form, &mut used);
        }
    }
    let missing: Vec<&String> = known.difference(&used).collect();
    assert!(missing.is_empty(), "in no fixture: {missing:#?}");
    Ok(())
}

/// Every key that a form and the forms inside it take, and every word under one.
fn keys_of(form: &Form, known: &mut BTreeSet<String>) {
    for key in form.keys {
        let name = format!("{} `{}`", form.name, key.name);
        // Conditions stand inside conditions.
        if known.insert(name.clone()) {
            words_of(&name, &key.takes, known);
        }
    }
}

fn words_of(key: &str, takes: &Takes, known: &mut BTreeSet<String>) {
    match takes {
        Takes::Word(words) => known.extend(words.iter().map(|word| format!("{key}: {word}"))),
        Takes::List(inner) | Takes::Some(inner) | Takes::Map(inner) => words_of(key, inner, known),
        Takes::Either(choices) => {
            for choice in *choices {
                words_of(key, choice, known);
            }
        }
        Takes::Object(form) => keys_of(form, known),
        _ => {}
    }
}

/// The keys and words that a file uses.
fn keys_in(file: &Value, form: &Form, used: &mut BTreeSet<String>) {
    for (name, value) in file.as_object().into_iter().flatten() {
        if let Some(key) = form.key(name) {
            let name = format!("{} `{name}`", form.name);
            words_in(&name, value, &key.takes, used);
            used.insert(name);
        }
    }
}

fn words_in(key: &str, value: &Value, takes: &Takes, used: &mut BTreeSet<String>) {
    match (takes, value) {
        (Takes::Word(_), Value::String(word)) => {
            used.insert(format!("{key}: {word}"));
        }
        (Takes::List(inner) | Takes::Some(inner), Value::Array(items)) => {
            for item in items {
                words_in(key, item, inner, used);
            }
        }
        (Takes::Map(inner), Value::Object(map)) => {
            for value in map.values() {
                words_in(key, value, inner, used);
            }
        }
        (Takes::Either(choices), value) => {
            for choice in *choices {
                words_in(key, value, choice, used);
            }
        }
        (Takes::Object(form), value) => keys_in(value, form, used),
        _ => {}
    }
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
