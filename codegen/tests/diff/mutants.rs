//! Making mutants: where a kind of change has a place, and the files as they are after it.

use crate::Files;
use crate::edits::{SOME_PAGE, sources};
use crate::kinds::{Edit, Kind};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Where a change is made.
pub(crate) struct Site<'f> {
    /// The file.
    pub(crate) path: String,
    /// The way to the value in it.
    pub(crate) way: Vec<String>,
    /// The value before the change.
    pub(crate) value: Value,
    /// The whole file before the change.
    pub(crate) file: &'f Value,
    /// Every file before the change.
    pub(crate) all: &'f Files,
    /// Whether it is part of a request.
    pub(crate) in_request: bool,
    /// Whether it is part of an answer.
    pub(crate) in_answer: bool,
}

impl<'f> Site<'f> {
    /// Every file of the service before the change.
    pub(crate) fn service(&self) -> impl Iterator<Item = (&'f String, &'f Value)> {
        let folder = format!("{}/", self.path.split('/').next().unwrap_or_default());
        self.all.iter().filter(move |(path, _)| path.starts_with(&folder))
    }

    /// A page of the service that the value was not read on; the same one, if there is no other, and a page that is not
    /// there, if there is none.
    fn other_page(&self) -> &str {
        let service = self.path.split('/').next().unwrap_or_default();
        let pages = self.all[&format!("{service}/service.json")]["pages"].as_object();
        let source = &self.value["source"];
        let own = source.as_str().or(source["page"].as_str());
        let mut pages = pages.into_iter().flatten().map(|(id, _)| &**id);
        pages.clone().find(|id| Some(*id) != own).or(pages.next()).unwrap_or(SOME_PAGE)
    }
}

/// Files after one change.
pub(crate) struct Mutant<'f> {
    pub(crate) kind: &'static str,
    pub(crate) site: Site<'f>,
    /// The files that are others now; none is gone.
    pub(crate) files: BTreeMap<String, Option<Value>>,
    /// The file that the finding is about, without its ending.
    pub(crate) subject: String,
}

impl Mutant<'_> {
    pub(crate) fn name(&self) -> String {
        format!("{} at {}#{}", self.kind, self.site.path, self.site.way.join("/"))
    }
}

/// Every mutant of a kind.
pub(crate) fn mutants<'f>(kind: &Kind, files: &'f Files) -> Vec<Mutant<'f>> {
    let mut mutants = Vec::new();
    for (path, file) in files {
        for pattern in kind.sites {
            let (sort, pattern) = pattern.split_once(':').expect("a sort of file");
            if sort != self::sort(path) {
                continue;
            }
            let ways = ways(file, pattern);
            let rooms = if ways.is_empty() { (false, false) } else { rooms(files, path, pattern) };
            mutants.extend(ways.into_iter().filter_map(|way| mutant(kind, files, path, way, rooms)));
        }
    }
    mutants
}

pub(crate) fn sort(path: &str) -> &'static str {
    match path.split('/').collect::<Vec<_>>()[..] {
        [_, "service.json"] => "service",
        [_, "types", _] => "type",
        _ => "operation",
    }
}

/// Every way that a pattern fits; `*` is any item or key.
fn ways(file: &Value, pattern: &str) -> Vec<Vec<String>> {
    let mut ways = vec![(Vec::new(), file)];
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        let mut next = Vec::new();
        for (way, value) in ways {
            let mut step = |key: String, value| next.push(([way.clone(), vec![key]].concat(), value));
            match value {
                Value::Object(object) if part == "*" => {
                    object.iter().for_each(|(key, value)| step(key.clone(), value));
                }
                Value::Object(object) => {
                    object.get(part).into_iter().for_each(|value| step(part.to_owned(), value));
                }
                Value::Array(items) if part == "0" => {
                    items.first().into_iter().for_each(|value| step(part.to_owned(), value));
                }
                Value::Array(items) if part == "*" => {
                    items.iter().enumerate().for_each(|(at, value)| step(at.to_string(), value));
                }
                _ => {}
            }
        }
        ways = next;
    }
    ways.into_iter().map(|(way, _)| way).collect()
}

fn mutant<'f>(
    kind: &Kind,
    all: &'f Files,
    path: &str,
    way: Vec<String>,
    (in_request, in_answer): (bool, bool),
) -> Option<Mutant<'f>> {
    let file = &all[path];
    let value = way.iter().fold(file, |value, part| match value {
        Value::Array(items) => &items[part.parse::<usize>().expect("an index")],
        other => &other[part],
    });
    let site = Site { path: path.to_owned(), value: value.clone(), all, file, way, in_request, in_answer };
    let stem = |path: &str| path.trim_end_matches(".json").to_owned();
    let mut subject = stem(path);
    let mut file = file.clone();
    let changed = match kind.edit {
        Edit::Value(change) => {
            let value = at(&mut file, &site.way);
            change(value).then_some(())?;
            sources(value, SOME_PAGE, site.other_page());
            (*value != site.value).then_some(())?;
            BTreeMap::from([(path.to_owned(), Some(file))])
        }
        Edit::Item(change) => {
            let (index, list) = site.way.split_last()?;
            let parent = at(&mut file, list);
            change(parent.as_array_mut()?, index.parse().ok()?).then_some(())?;
            sources(parent, SOME_PAGE, site.other_page());
            if parent.as_array().is_some_and(Vec::is_empty) {
                remove(&mut file, list)?;
            }
            BTreeMap::from([(path.to_owned(), Some(file))])
        }
        Edit::Files(change) => {
            let (other, changed) = change(&site)?;
            subject = stem(&other);
            changed
        }
    };
    Some(Mutant { kind: kind.name, site, files: changed, subject })
}

/// The value at the end of a way.
pub(crate) fn at<'v>(file: &'v mut Value, way: &[String]) -> &'v mut Value {
    way.iter().fold(file, |value, part| match value {
        Value::Array(items) => &mut items[part.parse::<usize>().expect("an index")],
        other => &mut other[part],
    })
}

/// Takes out a list that became empty, where the format allows it to be absent.
fn remove(file: &mut Value, way: &[String]) -> Option<()> {
    let (name, parent) = way.split_last()?;
    let optional = ["limits", "rules", "errors", "quotas", "objects", "editions", "preconditions", "fixes"];
    if ["parameters", "answer"].contains(&&**name) {
        return Some(());
    }
    optional.contains(&&**name).then_some(())?;
    at(file, parent).as_object_mut()?.remove(name).map(|_| ())
}

/// Whether something is part of a request and of an answer.
fn rooms(files: &Files, path: &str, pattern: &str) -> (bool, bool) {
    match (sort(path), pattern.split('/').next()) {
        ("type", _) => {
            let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".json");
            let service = path.split('/').next().unwrap_or_default();
            let is_used = |key| {
                let operations = files
                    .iter()
                    .filter(|(path, _)| sort(path) == "operation" && path.split('/').next() == Some(service));
                operations.flat_map(|(_, file)| reached(files, service, &file[key])).any(|one| one == name)
            };
            (is_used("parameters"), is_used("answer"))
        }
        (_, Some("answer")) => (false, true),
        (_, Some("parameters" | "rules")) => (true, false),
        _ => (true, true),
    }
}

/// Every type that members lead to.
fn reached(files: &Files, service: &str, members: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Value> = vec![members];
    while let Some(list) = open.pop() {
        for item in list.as_array().into_iter().flatten() {
            let name = item["type"].as_str().unwrap_or_default();
            let name = name.trim_start_matches("list<").trim_start_matches("map<").trim_end_matches('>');
            if let Some(file) = files.get(&format!("{service}/types/{name}.json"))
                && found.insert(name.to_owned())
            {
                open.extend([&file["members"], &file["variants"]]);
            }
        }
    }
    found
}
