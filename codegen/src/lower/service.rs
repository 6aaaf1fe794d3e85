//! Services: `service.json`, and the files beside it.

use super::facts::{Facts, File, Gathered};
use super::place::Files;
use super::structure;
use super::text::{Name, check_name};
use super::{errors, leak, obstacle, operation, types};
use crate::diagnostic::{Code, Diagnostics, visible};
use crate::model::{NamedPage, Protocol, Service};
use crate::names::{Names, is_identifier};
use crate::schema::{self, OPERATION, PROTOCOLS, SERVICE};
use crate::source::Source;
use crate::tree::{self, Node};
use bindery_runtime::table::{Endpoint, Environment, Page};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Lowers one service with all its files.
pub(super) fn lower(name: &str, files: &Files<'_>, problems: &mut Diagnostics) -> Option<Service> {
    let Some(source) = files.service else {
        return without_service(name, files, problems);
    };
    let tree = read(source, &SERVICE, problems);
    let Some(tree) = tree else {
        look_at_structure(files, problems);
        return None;
    };
    let before = problems.len();
    let mut facts = facts(&tree, &source.path, problems);
    let mut gathered = Gathered::default();
    let types = types::lower(files, &mut facts, &mut gathered, problems);
    let mut file =
        File { facts: &facts, path: &source.path, problems, gathered: &mut gathered, incomplete: false };
    let mut service = described(&tree, name, &mut file);
    let prefix = tree.text("strip_prefix").unwrap_or_default();
    service.operations = operation::lower_all(files, prefix, &types, &mut file);
    // Which types are used is known only where every file could be read.
    if types.len() == files.types.len() && service.operations.len() == files.operations.len() {
        types::check_use(&types, &mut file);
    }
    // What is wrong is not lowered to its end, and so may hide a page's only use.
    if file.problems.since(before).iter().all(|problem| problem.code == Code::Undecided) {
        check_pages(&tree, &mut file);
    }
    service.types = types;
    Some(service)
}

/// Reads a file whose structure is right.
pub(crate) fn read<'s>(
    source: &'s Source,
    form: &'static schema::Form,
    problems: &mut Diagnostics,
) -> Option<Node<'s>> {
    let (tree, is_sound) = read_anyway(source, form, problems)?;
    is_sound.then_some(tree)
}

/// Reads a file, and says whether its structure is right.
pub(super) fn read_anyway<'s>(
    source: &'s Source,
    form: &'static schema::Form,
    problems: &mut Diagnostics,
) -> Option<(Node<'s>, bool)> {
    if !obstacle::is_readable(source, problems) {
        return None;
    }
    let tree = tree::parse(&source.path, &source.text, problems)?;
    let is_sound = structure::check(&source.path, &tree, form, problems);
    Some((tree, is_sound))
}

fn without_service(name: &str, files: &Files<'_>, problems: &mut Diagnostics) -> Option<Service> {
    let first = files.operations.values().chain(files.types.values()).next()?;
    let message = format!("the folder `{name}` has no service.json");
    problems.report(Code::NoService, &first.path, &(0..0), message);
    look_at_structure(files, problems);
    None
}

/// Where `service.json` is wrong, the other files are checked as far as they can be without it.
fn look_at_structure(files: &Files<'_>, problems: &mut Diagnostics) {
    for source in files.operations.values() {
        read(source, &OPERATION, problems);
    }
    for source in files.types.values() {
        read(source, &schema::TYPE, problems);
    }
}

fn facts(tree: &Node<'_>, path: &str, problems: &mut Diagnostics) -> Facts {
    let words = tree.get("names").map_or(&[][..], Node::entries);
    let odd = words.iter().filter_map(|word| Some((&*word.key, word.value.as_text()?)));
    for (word, rust) in words.iter().filter_map(|word| Some((word, word.value.as_text()?))) {
        check_name(path, &word.value.span, rust, Name::Service, problems);
        if word.key.is_empty() {
            problems.report(Code::BadName, path, &word.span, "an empty word stands nowhere");
        }
    }
    let protocol = tree.text("protocol").and_then(|word| schema::meaning(&PROTOCOLS, word));
    Facts {
        protocol: protocol.unwrap_or(Protocol::AlibabaRpc),
        names: Names::new(odd),
        pages: pages(tree, path, problems),
        bases: bases(tree, path, problems),
        types: HashMap::new(),
    }
}

fn pages(tree: &Node<'_>, path: &str, problems: &mut Diagnostics) -> BTreeMap<String, NamedPage> {
    let names = Names::default();
    let mut pages: BTreeMap<String, NamedPage> = BTreeMap::new();
    let mut idents: HashMap<&str, &str> = HashMap::new();
    for entry in tree.get("pages").map_or(&[][..], Node::entries) {
        if !check_name(path, &entry.span, &entry.key, Name::Id, problems) {
            continue;
        }
        let ident = leak::text(&names.shouty(&entry.key));
        if let Some(other) = idents.insert(ident, &entry.key) {
            let message = format!("the pages `{other}` and `{}` are both {ident} in Rust", entry.key);
            problems.report(Code::RustCollision, path, &entry.span, message);
        }
        if let Some(date) = entry.value.get("date").filter(|date| !date.as_text().is_some_and(is_date)) {
            let problem = problems.report(Code::BadName, path, &date.span, "this is no date");
            problem.help("a date is a day of the calendar, written yyyy-MM-dd");
        }
        if let Some(locale) = entry.value.get("locale") {
            check_name(path, &locale.span, locale.as_text().unwrap_or_default(), Name::Member, problems);
        }
        let text = |key| leak::text(entry.value.text(key).unwrap_or_default());
        let page = leak::value(Page { title: text("title"), locale: text("locale"), date: text("date") });
        pages.insert(entry.key.clone().into_owned(), NamedPage { ident, page });
    }
    pages
}

/// Reports pages that nothing was read from.
fn check_pages(tree: &Node<'_>, file: &mut File<'_>) {
    let facts = file.facts;
    for entry in tree.get("pages").map_or(&[][..], Node::entries) {
        let page = facts.pages.get(&*entry.key);
        if page.is_some_and(|page| !file.gathered.used_pages.contains(page.ident)) {
            let message = format!("no source names the page `{}`", visible(&entry.key));
            file.report(Code::UnusedPage, &entry.span, message).help("delete it");
        }
    }
}

/// Whether the text is a day of the calendar, yyyy-MM-dd.
fn is_date(text: &str) -> bool {
    let has_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    if !parts.iter().map(|part| part.len()).eq([4, 2, 2]) || !parts.iter().all(|part| has_digits(part)) {
        return false;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = numbers[..] else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The bases that every endpoint has; one that only some have is reported.
fn bases(tree: &Node<'_>, path: &str, problems: &mut Diagnostics) -> Vec<String> {
    let endpoints = tree.list("endpoints");
    let names = |endpoint: &Node<'_>| -> Vec<String> {
        let bases = endpoint.get("bases").map_or(&[][..], Node::entries);
        bases.iter().map(|base| base.key.clone().into_owned()).collect()
    };
    let first = endpoints.first().map(&names).unwrap_or_default();
    for endpoint in endpoints {
        let here = names(endpoint);
        let span = endpoint.get("bases").map_or_else(|| endpoint.head(), Node::head);
        if here.is_empty() {
            problems.report(Code::OutOfRange, path, &span, "an endpoint needs a base URL");
        }
        let missing = first.iter().find(|base| !here.contains(base));
        let added = here.iter().find(|base| !first.contains(base));
        if let Some(base) = missing.or(added) {
            let message = format!("the base `{}` is not in every endpoint", visible(base));
            problems.report(Code::UnknownBase, path, &span, message);
        }
    }
    first
}

fn described(tree: &Node<'_>, folder: &str, file: &mut File<'_>) -> Service {
    let text = |key| tree.text(key).unwrap_or_default().to_owned();
    if let Some(name) = tree.get("service").filter(|name| name.as_text() != Some(folder)) {
        let message = format!("this describes another service than its folder, `{folder}`");
        file.report(Code::FileName, &name.span, message);
    }
    Service {
        module: folder.to_owned(),
        title: text("title"),
        doc: vec![text("doc")],
        version: text("version"),
        protocol: file.facts.protocol,
        endpoints: endpoints(tree, file),
        environment: environment(tree.get("environment"), file),
        pages: pages_by_ident(file.facts),
        errors: errors::lower(tree.list("errors"), file),
        operations: Vec::new(),
        types: Vec::new(),
        file: file.path.to_owned(),
    }
}

fn pages_by_ident(facts: &Facts) -> Vec<NamedPage> {
    let mut pages: Vec<NamedPage> = facts.pages.values().copied().collect();
    pages.sort_by_key(|page| page.ident);
    pages
}

fn environment(node: Option<&Node<'_>>, file: &mut File<'_>) -> Environment {
    let mut variable = |key| {
        let node = node?.get(key)?;
        let name = node.as_text()?;
        check_name(file.path, &node.span, name, Name::Variable, file.problems).then(|| leak::text(name))
    };
    Environment {
        id: variable("id").unwrap_or_default(),
        secret: variable("secret").unwrap_or_default(),
        token: variable("token"),
    }
}

fn endpoints(tree: &Node<'_>, file: &mut File<'_>) -> Vec<Endpoint> {
    tree.list("endpoints").iter().map(|endpoint| self::endpoint(endpoint, file)).collect()
}

fn endpoint(node: &Node<'_>, file: &mut File<'_>) -> Endpoint {
    let mut seen = HashSet::new();
    for name in node.get("network").into_iter().chain(node.list("regions")) {
        check_name(file.path, &name.span, name.as_text().unwrap_or_default(), Name::Region, file.problems);
    }
    for region in node.list("regions") {
        file.check_unique(&mut seen, Some(region), "region");
    }
    let mut bases = Vec::new();
    for base in node.get("bases").map_or(&[][..], Node::entries) {
        if !base.key.is_empty() {
            check_name(file.path, &base.span, &base.key, Name::Service, file.problems);
        }
        let url = base.value.as_text().unwrap_or_default();
        if !is_https(url) {
            let message = format!("`{}` is no plain https URL", visible(url));
            let problem = file.report(Code::BadUrl, &base.value.span, message);
            problem.help("write https://, a host, and perhaps a path, without a query or a slash at its end");
        }
        bases.push((leak::text(&base.key), leak::text(url)));
    }
    Endpoint {
        network: leak::text(node.text("network").unwrap_or_default()),
        regions: leak::texts(node.texts("regions")),
        bases: leak::list(bases),
    }
}

/// Whether the text is an https URL of a plain host, perhaps with a port and a path.
fn is_https(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    let rest = rest.replace("{region}", "region");
    let (host, path) = rest.split_once('/').map_or((&*rest, None), |(host, path)| (host, Some(path)));
    let (host, port) = host.split_once(':').map_or((host, "443"), |(host, port)| (host, port));
    let label = |label: &str| {
        is_identifier(&format!("a{}", label.replace('-', "_")))
            && !label.is_empty()
            && !label.starts_with('-')
    };
    host.split('.').all(label)
        && port.parse::<u16>().is_ok()
        && path.is_none_or(|path| path.split('/').all(label))
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for date in ["2026-11-22", "2026-12-31", "2024-02-29", "2000-02-29"] {
            assert!(is_date(date), "{date}");
        }
        for date in
            ["2026-02-29", "1900-02-29", "2026-04-31", "2026-00-01", "2026-13-01", "2026-01-00", "2026-1-01"]
        {
            assert!(!is_date(date), "{date}");
        }
        for text in ["2026-11", "2026-11-22-", "+026-11-22", "2026/11/22", ""] {
            assert!(!is_date(text), "{text}");
        }
    }
}
