//! The edits that make a change.

use crate::Files;
use crate::kinds::Edit;
use crate::mutants::{Site, sort};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) const UPPER: [&str; 6] =
    ["max_length", "max", "max_items", "item_max_length", "max_serialized", "max_ahead_seconds"];
pub(crate) const LOWER: [&str; 5] =
    ["min_length", "min", "min_items", "item_min_length", "min_ahead_seconds"];
pub(crate) const CHOICES: [&str; 3] = ["one_of", "item_one_of", "file_types"];

/// Stands for a page of the service, another than the value was read on.
pub(crate) const SOME_PAGE: &str = "some page";

pub(crate) const REMOVE: Edit = Edit::Item(|list, at| {
    list.remove(at);
    true
});

/// Items that differ, so that their order can be seen.
pub(crate) const SWAP: Edit = Edit::Item(|list, at| {
    let is_other = at + 1 < list.len();
    if is_other {
        list.swap(at, at + 1);
    }
    is_other
});

pub(crate) fn add_member(list: &mut Vec<Value>, at: usize) -> bool {
    list.insert(at, json!({"name": "AddedByTest", "type": "string", "doc": "More."}));
    true
}

pub(crate) fn add_needed(list: &mut Vec<Value>, at: usize) -> bool {
    list.insert(at, json!({"name": "AddedByTest", "type": "string", "doc": "More.", "required": true}));
    true
}

pub(crate) fn add_rule(list: &mut Vec<Value>, at: usize) -> bool {
    let source = json!({"page": SOME_PAGE, "anchors": ["b"]});
    list.insert(at, json!({"id": "added-by-test", "doc": "More.", "forbidden": ["X"], "source": source}));
    true
}

pub(crate) fn add_advice(list: &mut Vec<Value>, at: usize) -> bool {
    let source = json!({"page": SOME_PAGE, "anchors": ["b"]});
    list.insert(at, json!({"id": "added-by-test", "doc": "More.", "ineffective": ["X"], "source": source}));
    true
}

pub(crate) fn add_error(list: &mut Vec<Value>, at: usize) -> bool {
    list.insert(
        at,
        json!({"status": 418, "code": "AddedByTest", "class": "server", "meaning": "more", "source": SOME_PAGE}),
    );
    true
}

pub(crate) fn add_quota(list: &mut Vec<Value>, at: usize) -> bool {
    let source = json!({"page": SOME_PAGE, "anchors": ["b"]});
    list.insert(at, json!({"calls": 7, "per_seconds": 77, "scope": {"pool": "test"}, "source": source}));
    true
}

pub(crate) fn adds_limit(member: &mut Value, advice: bool) -> bool {
    let mut limit = json!({"not_contains": "added-by-test", "source": {"page": SOME_PAGE, "anchors": ["b"]}});
    if advice {
        limit["advice"] = json!(true);
    }
    match member.get_mut("limits").and_then(Value::as_array_mut) {
        Some(limits) => limits.push(limit),
        None => member["limits"] = json!([limit]),
    }
    true
}

/// Gives a key another value that it had.
pub(crate) fn sets(it: &mut Value, key: &str, value: Value) -> bool {
    let has = it.get(key).is_some_and(|old| *old != value);
    if has {
        it[key] = value;
    }
    has
}

/// Adds a key that was not there.
pub(crate) fn comes(it: &mut Value, key: &str, value: Value) -> bool {
    let lacks = it.get(key).is_none();
    if lacks {
        it[key] = value;
    }
    lacks
}

pub(crate) fn sets_or_comes(it: &mut Value, key: &str, value: Value) -> bool {
    it[key] = value;
    true
}

pub(crate) fn comes_in(it: &mut Value, object: &str, key: &str, value: &str) -> bool {
    if it.get(object).is_none() {
        it[object] = json!({});
    }
    comes(&mut it[object], key, json!(value))
}

/// Takes out a key.
pub(crate) fn goes(it: &mut Value, key: &str) -> bool {
    it.as_object_mut().is_some_and(|object| object.remove(key).is_some())
}

pub(crate) fn becomes(it: &mut Value, from: &str, to: &str) -> bool {
    becomes_word(it, "type", from, to)
}

pub(crate) fn becomes_word(it: &mut Value, key: &str, from: &str, to: &str) -> bool {
    it[key] == from && sets(it, key, json!(to))
}

pub(crate) fn formats(it: &mut Value, from: &str, to: &str) -> bool {
    becomes_word(it, "format", from, to)
}

pub(crate) fn units(it: &mut Value, limit: &str, from: &str, to: &str) -> bool {
    it.get(limit).is_some() && becomes_word(it, "unit", from, to)
}

pub(crate) fn classes(it: &mut Value, from: &[&str], to: &str) -> bool {
    from.contains(&it["class"].as_str().unwrap_or_default()) && sets(it, "class", json!(to))
}

/// Moves the first of these numbers that is there, where it stays in its range.
pub(crate) fn moves(it: &mut Value, keys: &[&str], by: i64) -> bool {
    let Some(key) = keys.iter().find(|key| it.get(**key).is_some()) else {
        return false;
    };
    let least = if matches!(*key, "min" | "max") { i64::MIN } else { 1 };
    match it[*key].as_i64() {
        Some(number) if number + by >= least => sets(it, key, json!(number + by)),
        Some(_) => false,
        None => it[*key]
            .as_f64()
            .is_some_and(|number| sets(it, key, json!(if by < 0 { number / 2.0 } else { number * 2.0 }))),
    }
}

pub(crate) fn maps(it: &mut Value, key: &str, to: fn(i64) -> i64) -> bool {
    match it[key].as_i64().map(|number| (number, to(number))) {
        Some((from, to)) if to >= 1 && from != to => sets(it, key, json!(to)),
        _ => false,
    }
}

pub(crate) fn maps_or_adds(it: &mut Value, key: &str) -> bool {
    comes(it, key, json!(1)) || maps(it, key, |number| number + 1)
}

/// Adds another item to the first of these lists that is there.
pub(crate) fn extends(it: &mut Value, keys: &[&str]) -> bool {
    let list = keys.iter().find(|key| it.get(**key).is_some());
    let Some(list) = list.and_then(|key| it[*key].as_array_mut()) else {
        return false;
    };
    let item = if list.first().is_some_and(Value::is_i64) { json!(987_654) } else { json!("AddedByTest") };
    list.push(item);
    true
}

/// Takes the first item from the first of these lists that is there.
pub(crate) fn drops(it: &mut Value, keys: &[&str]) -> bool {
    let list = keys.iter().find(|key| it.get(**key).is_some());
    match list.and_then(|key| it[*key].as_array_mut()) {
        Some(list) if list.len() > 1 => {
            list.remove(0);
            true
        }
        _ => false,
    }
}

/// Makes the first of these texts that is there longer.
pub(crate) fn grows(it: &mut Value, keys: &[&str]) -> bool {
    let Some(key) = keys.iter().find(|key| it.get(**key).is_some()) else {
        return false;
    };
    let longer = format!("{}x", it[*key].as_str().unwrap_or_default());
    sets(it, key, json!(longer))
}

pub(crate) fn replaces(it: &mut Value, from: &str, to: &str) -> bool {
    let Some(value) = it.as_object_mut().and_then(|object| object.remove(from)) else {
        return false;
    };
    it[to] = value;
    true
}

pub(crate) fn totals(it: &mut Value, by: i64) -> bool {
    let keys = [("total_length", "max"), ("total_items", "max"), ("range_span", "max_seconds")];
    let Some((rule, key)) = keys.iter().find(|(rule, _)| it.get(*rule).is_some()) else {
        return false;
    };
    it[*rule][*key].as_i64().is_some_and(|total| sets(&mut it[*rule], key, json!((total + by).max(1))))
}

pub(crate) fn becomes_object(it: &mut Value) -> bool {
    let is_enumeration = it["values"].is_array();
    if is_enumeration {
        for key in ["values", "open", "any_case", "source"] {
            goes(it, key);
        }
        it["members"] = json!([{"name": "a", "type": "string", "doc": "More."}]);
    }
    is_enumeration
}

pub(crate) type Changed = Option<(String, BTreeMap<String, Option<Value>>)>;

/// The files of a service that are others after a change of each.
pub(crate) fn everywhere(
    site: &Site<'_>,
    change: impl Fn(&str, &mut Value),
) -> BTreeMap<String, Option<Value>> {
    let mut changed = BTreeMap::new();
    for (path, file) in site.service() {
        let mut other = file.clone();
        change(path, &mut other);
        if other != *file {
            changed.insert(path.clone(), Some(other));
        }
    }
    changed
}

pub(crate) fn rename_member(site: &Site<'_>) -> Changed {
    let name = site.value["name"].as_str()?;
    let to = format!("{name}Renamed");
    let is_nested = sort(&site.path) == "type";
    let changed = everywhere(site, |path, file| {
        let is_own = *path == site.path;
        if is_own {
            let mut way = site.way.clone();
            way.push("name".to_owned());
            *crate::mutants::at(file, &way) = json!(to);
        }
        references(file, (name, &to), (is_own, is_nested));
    });
    Some((site.path.clone(), changed))
}

/// Renames a member wherever a file names it: in its own file by itself, in others behind a dot.
pub(crate) fn references(file: &mut Value, (from, to): (&str, &str), (is_own, is_nested): (bool, bool)) {
    let way = |text: &str| -> String {
        let parts = text.split('.').enumerate();
        let renamed = parts.map(|(at, part)| {
            let is_it = part == from && if at == 0 { is_own } else { is_nested };
            if is_it { to } else { part }
        });
        renamed.collect::<Vec<_>>().join(".")
    };
    let pairs: Vec<(&str, Value)> = ["rules", "idempotency", "body_status", "embedded"]
        .into_iter()
        .filter_map(|key| Some((key, file.get(key)?.clone())))
        .collect();
    for (key, mut value) in pairs {
        texts(&mut value, &["id", "doc", "source", "unit", "is", "contains", "success", "form"], &way);
        file[key] = value;
    }
    for key in ["parameters", "members"] {
        for member in file.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            for limit in member.get_mut("limits").and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(when) = limit.get_mut("when") {
                    texts(when, &["is", "contains"], &way);
                }
            }
        }
    }
    if let (true, Some(path)) = (is_own, file.get("http").and_then(|http| http["path"].as_str())) {
        file["http"]["path"] = json!(path.replace(&format!("{{{from}}}"), &format!("{{{to}}}")));
    }
    if is_nested {
        for variant in file.get_mut("variants").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(told_by) = variant.get_mut("told_by") {
                texts(told_by, &[], &|text| if text == from { to.to_owned() } else { text.to_owned() });
            }
        }
    }
    for example in file.get_mut("examples").and_then(Value::as_array_mut).into_iter().flatten() {
        for key in ["request", "answer"] {
            if let Some(value) = example.get_mut(key) {
                keys(value, (from, to), (0, is_own, is_nested));
            }
        }
    }
}

/// Puts every text of a value through a function, but those under some keys.
pub(crate) fn texts(value: &mut Value, but: &[&str], to: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = to(text),
        Value::Array(items) => items.iter_mut().for_each(|item| texts(item, but, to)),
        Value::Object(object) => {
            let rest = object.iter_mut().filter(|(key, _)| !but.contains(&key.as_str()));
            rest.for_each(|(_, value)| texts(value, but, to));
        }
        _ => {}
    }
}

pub(crate) fn keys(value: &mut Value, names: (&str, &str), (depth, is_own, is_nested): (usize, bool, bool)) {
    match value {
        Value::Array(items) => {
            for item in items {
                keys(item, names, (depth, is_own, is_nested));
            }
        }
        Value::Object(object) => {
            object.values_mut().for_each(|inner| keys(inner, names, (depth + 1, is_own, is_nested)));
            let applies = if depth == 0 { is_own && !is_nested } else { is_nested };
            if let Some(inner) = object.get(names.0).filter(|_| applies).cloned() {
                object.remove(names.0);
                object.insert(names.1.to_owned(), inner);
            }
        }
        _ => {}
    }
}

pub(crate) fn rename_type(site: &Site<'_>) -> Changed {
    let name = site.file["type"].as_str()?.to_owned();
    let to = format!("{name}Renamed");
    let mut changed = everywhere(site, |_, file| {
        for key in ["parameters", "answer", "members", "variants"] {
            for item in file.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
                let kind = item["type"].as_str().unwrap_or_default().to_owned();
                let inner = kind.trim_start_matches("list<").trim_start_matches("map<").trim_end_matches('>');
                if inner == name {
                    item["type"] = json!(kind.replace(&name, &to));
                }
            }
        }
    });
    let mut file = changed.remove(&site.path).flatten().unwrap_or_else(|| site.file.clone());
    file["type"] = json!(to);
    let path = site.path.replace(&format!("{name}.json"), &format!("{to}.json"));
    changed.insert(site.path.clone(), None);
    changed.insert(path.clone(), Some(file));
    Some((path, changed))
}

pub(crate) fn add_type(site: &Site<'_>) -> Changed {
    let path = format!("{}AddedByTest.json", site.path.trim_end_matches(".json"));
    let mut file = site.file.clone();
    file["type"] = json!(format!("{}AddedByTest", site.file["type"].as_str()?));
    Some((path.clone(), BTreeMap::from([(path, Some(file))])))
}

#[expect(clippy::unnecessary_wraps, reason = "all edits of files have one form")]
pub(crate) fn remove_file(site: &Site<'_>) -> Changed {
    Some((site.path.clone(), BTreeMap::from([(site.path.clone(), None)])))
}

pub(crate) fn add_operation(site: &Site<'_>) -> Changed {
    let (path, mut changed) = rename_operation(site)?;
    changed.remove(&site.path);
    Some((path, changed))
}

pub(crate) fn rename_operation(site: &Site<'_>) -> Changed {
    let name = format!("{}Renamed", site.file["operation"].as_str()?);
    let folder = site.path.split('/').next()?;
    let path = format!("{folder}/{name}.json");
    let mut file = site.file.clone();
    file["operation"] = json!(name);
    Some((path.clone(), BTreeMap::from([(site.path.clone(), None), (path, Some(file))])))
}

pub(crate) fn remove_page(site: &Site<'_>) -> Changed {
    let mut file = site.file.clone();
    let id = site.way.last()?;
    let pages = file["pages"].as_object_mut()?;
    pages.remove(id);
    Some((site.path.clone(), BTreeMap::from([(site.path.clone(), Some(file))])))
}

pub(crate) fn rename_page(site: &Site<'_>) -> Changed {
    let id = site.way.last()?;
    let to = format!("{id}-renamed");
    let changed = everywhere(site, |path, file| {
        if *path == site.path {
            let page = file["pages"].as_object_mut().and_then(|pages| pages.remove(id));
            file["pages"][&to] = page.unwrap_or_default();
        }
        sources(file, id, &to);
    });
    Some((site.path.clone(), changed))
}

/// Renames a page wherever it is a source.
pub(crate) fn sources(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| sources(item, from, to)),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match key.as_str() {
                    "source" if value == from => *value = json!(to),
                    "source" if value["page"] == from => value["page"] = json!(to),
                    "examples" | "example" => {}
                    _ => sources(value, from, to),
                }
            }
        }
        _ => {}
    }
}

#[expect(clippy::unnecessary_wraps, reason = "all edits of files have one form")]
pub(crate) fn remove_service(site: &Site<'_>) -> Changed {
    Some((site.path.clone(), site.service().map(|(path, _)| (path.clone(), None)).collect()))
}

pub(crate) fn add_service(site: &Site<'_>) -> Changed {
    let folder = site.path.split('/').next()?;
    let moved = |path: &String| path.replacen(folder, "added", 1);
    let files: Files = site.service().map(|(path, file)| (moved(path), file.clone())).collect();
    Some((moved(&site.path), files.into_iter().map(|(path, file)| (path, Some(file))).collect()))
}
