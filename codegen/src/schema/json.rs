//! The table of keys, written as JSON Schema (draft 2020-12).

use super::form::{Form, Key, MAX_ANCHOR, Takes};
use super::keys::{FILES, RECORDS};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schemas: file name and pretty JSON text.
pub fn schemas() -> Vec<(String, String)> {
    FILES.iter().chain(&RECORDS).map(|(name, form)| ((*name).to_owned(), file(form))).collect()
}

fn file(form: &'static Form) -> String {
    let mut forms = BTreeMap::new();
    collect(form, &mut forms);
    let mut schema = object(form);
    forms.remove(form.name);
    let definitions = forms.into_values().map(|form| (definition(form), sorted(to_owned(object(form)))));
    schema.insert("$defs", sorted(definitions.collect()));
    schema.insert("$schema", json!(DRAFT));
    schema.insert("title", json!(form.name));
    let text = serde_json::to_string_pretty(&sorted(to_owned(schema)));
    // A value made of strings and lists can always be written.
    text.unwrap_or_default() + "\n"
}

type Schema = BTreeMap<&'static str, Value>;

fn to_owned(schema: Schema) -> BTreeMap<String, Value> {
    schema.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// An object whose keys are sorted, whichever map `serde_json` was built with.
fn sorted(entries: BTreeMap<String, Value>) -> Value {
    Value::Object(entries.into_iter().collect())
}

fn definition(form: &Form) -> String {
    form.name.replace(' ', "-")
}

/// Finds every form that this one contains.
fn collect(form: &'static Form, found: &mut BTreeMap<&'static str, &'static Form>) {
    if found.insert(form.name, form).is_none() {
        for key in form.keys {
            collect_in(&key.takes, found);
        }
    }
}

fn collect_in(takes: &'static Takes, found: &mut BTreeMap<&'static str, &'static Form>) {
    match takes {
        Takes::List(inner) | Takes::Some(inner) | Takes::Map(inner) => collect_in(inner, found),
        Takes::Either(choices) => choices.iter().for_each(|choice| collect_in(choice, found)),
        Takes::Object(form) => collect(form, found),
        _ => {}
    }
}

fn object(form: &Form) -> Schema {
    let properties = form.keys.iter().map(|key| (key.name.to_owned(), property(key)));
    let mut schema = Schema::new();
    schema.insert("type", json!("object"));
    schema.insert("description", json!(form.doc));
    schema.insert("properties", sorted(properties.collect()));
    schema.insert("additionalProperties", json!(false));
    let required: Vec<&str> = form.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    if !required.is_empty() {
        schema.insert("required", json!(required));
    }
    if !form.one_of.is_empty() {
        let choices: Vec<Value> = form.one_of.iter().map(|key| json!({ "required": [key] })).collect();
        schema.insert("oneOf", json!(choices));
    }
    dependencies(form, &mut schema);
    schema
}

/// Which keys need others beside them.
fn dependencies(form: &Form, schema: &mut Schema) {
    let mut alone = BTreeMap::new();
    let mut needed: BTreeMap<String, Value> = BTreeMap::new();
    for key in form.keys.iter().filter(|key| !key.beside.is_empty()) {
        let beside: Vec<Value> = key.beside.iter().map(|other| json!({ "required": [other] })).collect();
        alone.insert(key.name.to_owned(), json!({ "anyOf": beside }));
        if key.needed {
            needed.extend(key.beside.iter().map(|other| ((*other).to_owned(), json!([key.name]))));
        }
    }
    if !alone.is_empty() {
        schema.insert("dependentSchemas", sorted(alone));
    }
    if !needed.is_empty() {
        schema.insert("dependentRequired", sorted(needed));
    }
}

fn property(key: &Key) -> Value {
    let mut schema = takes(&key.takes);
    if let Value::Object(map) = &mut schema {
        let mut entries: BTreeMap<String, Value> = std::mem::take(map).into_iter().collect();
        entries.insert("description".to_owned(), json!(key.doc));
        schema = sorted(entries);
    }
    schema
}

fn takes(takes_: &Takes) -> Value {
    match takes_ {
        Takes::Text => json!({ "minLength": 1, "type": "string" }),
        Takes::Anchor => json!({ "maxLength": MAX_ANCHOR, "minLength": 1, "type": "string" }),
        Takes::Content => json!({ "type": "string" }),
        Takes::Exactly(text) => json!({ "const": text }),
        Takes::Word(words) => json!({ "enum": words }),
        Takes::True => json!({ "const": true }),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::Count(least) => json!({ "maximum": u32::MAX, "minimum": least, "type": "integer" }),
        Takes::Integer => json!({ "type": "integer" }),
        Takes::Number => json!({ "type": "number" }),
        Takes::Any => json!({}),
        Takes::List(inner) => json!({ "items": takes(inner), "minItems": 1, "type": "array" }),
        Takes::Some(inner) => json!({ "items": takes(inner), "type": "array" }),
        Takes::Map(inner) => json!({ "additionalProperties": takes(inner), "type": "object" }),
        Takes::Object(form) => json!({ "$ref": format!("#/$defs/{}", definition(form)) }),
        Takes::Either(choices) => {
            let choices: Vec<Value> = choices.iter().map(takes).collect();
            json!({ "anyOf": choices })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every object in a schema that lists properties, by name.
    fn objects(schema: &Value) -> Vec<(String, BTreeSet<String>)> {
        let keys = |object: &Value| -> BTreeSet<String> {
            let properties = object["properties"].as_object();
            properties.into_iter().flat_map(|map| map.keys().cloned()).collect()
        };
        let definitions = schema["$defs"].as_object().into_iter().flatten();
        let mut found: Vec<_> = definitions.map(|(name, object)| (name.clone(), keys(object))).collect();
        found.push((schema["title"].as_str().unwrap_or_default().replace(' ', "-"), keys(schema)));
        found
    }

    #[test]
    fn the_schema_and_the_reader_know_the_same_keys() {
        for ((_, form), (_, text)) in FILES.iter().chain(&RECORDS).zip(schemas()) {
            let schema: Value = serde_json::from_str(&text).unwrap_or_default();
            let mut forms = BTreeMap::new();
            collect(form, &mut forms);
            let known: BTreeMap<String, BTreeSet<String>> = objects(&schema).into_iter().collect();
            assert_eq!(known.len(), forms.len());
            for form in forms.values() {
                let keys: BTreeSet<String> = form.keys.iter().map(|key| key.name.to_owned()).collect();
                assert_eq!(known.get(&definition(form)), Some(&keys), "{}", form.name);
            }
        }
    }

    #[test]
    fn forms_are_in_order() {
        for (_, form) in FILES.into_iter().chain(RECORDS) {
            let mut forms = BTreeMap::new();
            collect(form, &mut forms);
            for form in forms.values() {
                let names: BTreeSet<&str> = form.keys.iter().map(|key| key.name).collect();
                assert_eq!(names.len(), form.keys.len(), "a key of {} is there twice", form.name);
                let others = form.keys.iter().flat_map(|key| key.beside);
                for name in form.one_of.iter().chain(others) {
                    assert!(names.contains(name), "{} names {name}", form.name);
                }
            }
        }
    }
}
