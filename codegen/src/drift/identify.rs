//! Which operations a page is about.

use super::compare::Subject;
use super::cut;
use super::go_page::{self, Method};
use super::page::{Line, Members, Stated};
use super::spec::{self, File, Service};
use super::table_page::{self, Style};
use crate::source::Source;
use crate::tree::Node;

/// How many lines at the head of a page may hold its title.
const HEAD: usize = 40;

/// The operation that a page with tables is about, and what the page says of it.
pub(super) fn table<'a, 't>(
    services: &'a [Service<'t>],
    lines: &'a [Line],
) -> Result<Subject<'a, 't>, String> {
    let names = names(services, lines)?;
    let mut known: Vec<Subject<'a, 't>> = Vec::new();
    for name in &names {
        for service in services {
            let files = service.operations.iter().filter(|file| operation(file) == name);
            known.extend(files.map(|file| subject(service, file, lines)));
        }
    }
    // A page names others too: it is about the one whose parameters it lists.
    known.sort_by_key(|subject| std::cmp::Reverse(share(subject)));
    let tie = matches!(
        &known[..],
        [first, second, ..] if share(first) == share(second) && operation(first.file) == operation(second.file)
    );
    let first = names.first().map_or("", String::as_str);
    if tie {
        return Err(format!("several services have an operation `{first}`; give --service"));
    }
    let found = known.into_iter().next();
    let found =
        found.ok_or_else(|| format!("the page is about `{first}`, of which there is no specification"))?;
    readable(&found, operation(found.file))?;
    Ok(found)
}

fn operation<'t>(file: &'t File<'_>) -> &'t str {
    file.node.text("operation").unwrap_or_default()
}

fn subject<'a, 't>(service: &'a Service<'t>, file: &'a File<'t>, lines: &'a [Line]) -> Subject<'a, 't> {
    let errors = file.node.list("errors").iter().chain(service.file.node.list("errors"));
    let codes: Vec<&str> = errors.filter_map(|row| row.text("code")).collect();
    let is_top = service.file.node.text("protocol") == Some("top");
    let style = if is_top { Style::Top } else { Style::Cells };
    let name = operation(file);
    let pages = service.pages(|title| title.split(|next: char| !is_name_part(next)).next() == Some(name));
    Subject { service, file, pages, stated: table_page::read(lines, style, &codes), page: lines }
}

/// How many parameters of the specification the page lists.
fn overlap(subject: &Subject<'_, '_>) -> usize {
    shared(&spec::members(subject.file, "parameters"), &subject.stated.parameters)
}

/// How many of a hundred parameters of the specification the page lists.
fn share(subject: &Subject<'_, '_>) -> usize {
    let members = spec::members(subject.file, "parameters");
    let documented = members.iter().filter(|member| member.node.get("undocumented").is_none()).count();
    overlap(subject) * 100 / documented.max(1)
}

fn shared(members: &[spec::Member<'_, '_>], listed: &Members) -> usize {
    members.iter().filter(|member| listed.rows.iter().any(|row| row.name == member.name())).count()
}

/// Whether the page lists anything of the operation: a parameter, a member of one, or a member of the answer.
fn lists_any(subject: &Subject<'_, '_>) -> bool {
    let parameters = spec::members(subject.file, "parameters");
    let inner = parameters.iter().flat_map(|member| subject.service.children(*member));
    let inner: Vec<_> = inner.collect();
    overlap(subject) + shared(&inner, &subject.stated.parameters) > 0
        || shared(&spec::members(subject.file, "answer"), &subject.stated.answer) > 1
}

/// A page without the tables that its specification was read from is no page of the operation: one to log
/// in, one that a script fills, or one that says that there is none.
fn readable(subject: &Subject<'_, '_>, name: &str) -> Result<(), String> {
    let Stated { parameters, answer, errors, sample, .. } = &subject.stated;
    let wants_parameters =
        subject.file.node.list("parameters").iter().any(|node| node.get("undocumented").is_none());
    if wants_parameters && parameters.rows.is_empty() {
        return Err(format!("the page names `{name}`, but no table of request parameters can be read"));
    }
    if wants_parameters && !lists_any(subject) {
        return Err(format!("the page names `{name}`, but lists none of its parameters"));
    }
    if subject.stated.has_others {
        return Err(format!(
            "beside `{name}` the page is about another operation; save the page of each alone"
        ));
    }
    if cut::is_cut(subject) {
        return Err(format!(
            "the page of `{name}` ends in one of its tables, or before them; it was not saved whole"
        ));
    }
    if parameters.rows.is_empty() && answer.rows.is_empty() && errors.is_empty() && sample.is_none() {
        return Err(format!("the page names `{name}`, but no table can be read"));
    }
    Ok(())
}

/// The names of the operations that the page may be about, the likeliest first.
fn names(services: &[Service<'_>], lines: &[Line]) -> Result<Vec<String>, String> {
    let operations: Vec<&str> =
        services.iter().flat_map(|service| &service.operations).map(|file| operation(file)).collect();
    if let Some(action) = lines.iter().flat_map(|(_, line)| line.split(['|', '¦', ' '])).find_map(action) {
        return Ok(vec![action.to_owned()]);
    }
    // Menus are lists, and titles are none.
    let head = lines.iter().take(HEAD).map(|(_, line)| line.trim());
    let head =
        head.filter(|line| !line.starts_with('•')).map(|line| line.trim_matches(['#', '*', '|', '¦', ' ']));
    let first_words: Vec<(&str, &str)> = head.filter_map(first_word).collect();
    let is_title =
        |(word, rest): &&(&str, &str)| is_top_name(word) && rest.trim_start().starts_with(['(', '（']);
    let is_unknown = |(word, _): &&(&str, &str)| is_top_name(word) && !operations.contains(word);
    if let Some((word, _)) = first_words.iter().find(is_title).or_else(|| first_words.iter().find(is_unknown))
    {
        return Ok(vec![(*word).to_owned()]);
    }
    let mut names: Vec<String> = Vec::new();
    let headed = first_words.iter().map(|(word, _)| *word).filter(|word| operations.contains(word));
    for name in headed.map(ToOwned::to_owned).chain(mentioned(lines, &operations)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        let reason = "no operation is named on the page; it may be one to log in, or one that a script fills";
        return Err(reason.to_owned());
    }
    Ok(names)
}

/// The first word of a line and what follows it.
fn first_word(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(|next: char| !is_name_part(next));
    let end = line.find(|next: char| !is_name_part(next)).unwrap_or(line.len());
    let word = line[..end].trim_matches(['.', '-']);
    (!word.is_empty()).then_some((word, &line[end..]))
}

/// The known names that the page mentions, the most frequent first.
fn mentioned(lines: &[Line], operations: &[&str]) -> Vec<String> {
    let mut counts: Vec<(usize, String)> = Vec::new();
    for word in lines.iter().flat_map(|(_, line)| line.split(|next: char| !is_name_part(next))) {
        if !operations.contains(&word) {
            continue;
        }
        match counts.iter_mut().find(|(_, name)| name == word) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, word.to_owned())),
        }
    }
    counts.sort_by(|left, right| right.cmp(left));
    counts.into_iter().map(|(_, name)| name).collect()
}

fn is_name_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_')
}

/// The operation of `mq:SendMessage`, the action to be allowed.
pub(crate) fn action(word: &str) -> Option<&str> {
    let (product, name) = word.trim().split_once(':')?;
    let is_product = product.len() >= 2
        && product.chars().all(|next| next.is_ascii_lowercase() || next == '-' || next.is_ascii_digit());
    let is_name = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.len() > 3
        && name.chars().all(|next| next.is_ascii_alphanumeric());
    (is_product && is_name).then_some(name)
}

pub(crate) fn is_top_name(word: &str) -> bool {
    let starts = ["taobao.", "tmall.", "alibaba.", "cainiao.", "aliexpress."];
    starts.iter().any(|start| word.starts_with(start))
        && word.split('.').count() >= 3
        && !word.contains(".com")
}

/// The operations that a page of a Go package is about.
pub(super) fn go<'a, 't>(
    services: &'a [Service<'t>],
    lines: &'a [Line],
) -> Result<Vec<Subject<'a, 't>>, String> {
    let methods = go_page::methods(lines);
    if methods.is_empty() {
        return Err("no method of the package says which call it makes".to_owned());
    }
    let package = package(lines);
    let mut subjects: Vec<Subject<'a, 't>> = Vec::new();
    for Method { verb, path, stated } in methods {
        let fitting = services.iter().flat_map(|service| {
            let fitting = service.operations.iter().filter(|file| fits(service, file, &verb, &path));
            fitting.map(move |file| (service, file))
        });
        let listed = |file: &File<'_>| {
            let names = file.node.list("parameters").iter().filter_map(|node| node.text("name"));
            names.filter(|name| stated.parameters.rows.iter().any(|row| row.name == *name)).count()
        };
        let Some((service, file)) = fitting.max_by_key(|(_, file)| listed(file)) else { continue };
        let pages = service.pages(|title| {
            let mut words = title.split_whitespace();
            words.next() == Some("Go")
                && words.next() == Some("package")
                && words.next() == package.as_deref()
        });
        subjects.push(Subject { service, file, pages, stated, page: lines });
    }
    if subjects.is_empty() {
        return Err("the package makes no call of which there is a specification".to_owned());
    }
    if let Some(name) = go_page::missing(lines) {
        return Err(format!("the page names `{name}` and does not declare it whole; it was not saved whole"));
    }
    share_objects(&mut subjects, lines);
    Ok(subjects)
}

/// Gives the structs that no method leads to, but that a type of the service has the members of, to the
/// operation that answers that type.
fn share_objects(subjects: &mut [Subject<'_, '_>], lines: &[Line]) {
    for (name, line, members) in go_page::objects(lines) {
        for subject in &mut *subjects {
            let answers = spec::members(subject.file, "answer");
            let lists_it = |row: &&mut super::page::Row| row.children.rows.is_empty();
            for member in answers {
                let Some(file) = subject.service.inner_type(member) else { continue };
                if file.node.get("embedded").is_none() || !resembles(&members.rows, &file.node) {
                    continue;
                }
                let row = subject
                    .stated
                    .answer
                    .rows
                    .iter_mut()
                    .filter(lists_it)
                    .find(|row| row.name == member.name());
                if let Some(row) = row {
                    let again = go_page::objects(lines)
                        .into_iter()
                        .find(|(other, at, _)| *other == name && *at == line);
                    row.children = again.map(|(.., members)| members).unwrap_or_default();
                }
            }
        }
    }
}

/// Whether most members are the same.
fn resembles(rows: &[super::page::Row], file: &Node<'_>) -> bool {
    let names: Vec<&str> = file.list("members").iter().filter_map(|node| node.text("name")).collect();
    let shared = rows.iter().filter(|row| names.contains(&row.name.as_str())).count();
    shared >= 2 && shared * 2 >= names.len()
}

pub(crate) fn package(lines: &[Line]) -> Option<String> {
    let at = lines.iter().position(|(_, line)| line.trim() == "package");
    if let Some(before) = at.and_then(|at| at.checked_sub(1)) {
        return Some(lines[before].1.trim().to_owned());
    }
    let declared = lines.iter().find_map(|(_, line)| line.trim().strip_prefix("package "));
    declared.and_then(|rest| rest.split_whitespace().next().map(ToOwned::to_owned))
}

/// Whether an operation of this service is called by this method and path.
pub(crate) fn is_called(sources: &[Source], service: &str, verb: &str, path: &str) -> bool {
    let services = spec::services(sources).unwrap_or_default();
    let mut named = services.iter().filter(|known| known.name == service);
    named.any(|service| service.operations.iter().any(|file| fits(service, file, verb, path)))
}

/// Whether an operation is called by this method and path.
fn fits(service: &Service<'_>, file: &File<'_>, verb: &str, path: &str) -> bool {
    let http = file.node.get("http");
    let text = |key: &str| http.and_then(|http| http.text(key));
    let base = text("base").unwrap_or_default();
    let own_path = text("path").unwrap_or_default();
    let endpoints = service.file.node.list("endpoints");
    let bases = endpoints.iter().filter_map(|endpoint| endpoint.get("bases")?.text(base));
    let paths = bases.filter_map(|url| {
        let (_, rest) = url.split_once("://")?;
        Some(format!("{}{own_path}", rest.find('/').map_or("", |at| &rest[at..])))
    });
    text("method").unwrap_or("POST") == verb && paths.into_iter().any(|own| nameless(&own) == nameless(path))
}

/// A path without the names of what is filled in.
fn nameless(path: &str) -> String {
    let parts = path.trim_end_matches('/').split('/');
    parts.map(|part| if part.starts_with('{') { "{}" } else { part }).collect::<Vec<_>>().join("/")
}
