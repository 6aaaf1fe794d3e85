//! What a page is about: which service speaks, which operations it describes, and what it says of each.

use super::material::{sentence, speaks};
use crate::drift::compare::sampled;
use crate::drift::go_page::{self, Method};
use crate::drift::identify::{action, is_top_name, package};
use crate::drift::nest::nest_by_page;
use crate::drift::page::{Line, Stated};
use crate::drift::table_page::{self, Style};
use crate::drift::words::{Section, heading};
use crate::names::Names;

/// How many lines at the head of a page may hold its title.
const HEAD: usize = 40;

/// A page that could be read.
#[derive(Debug)]
pub(super) struct Subject {
    /// The service, as far as the page names one.
    pub(super) service: Option<String>,
    /// How it is spoken to.
    pub(super) protocol: &'static str,
    /// The title of the page; it begins with what drift knows the page by.
    pub(super) title: String,
    /// The operations, in order of the page.
    pub(super) operations: Vec<Operation>,
}

/// What the page says of one operation.
#[derive(Debug)]
pub(super) struct Operation {
    /// Its wire name.
    pub(super) name: String,
    /// What it does, in the words of the page.
    pub(super) title: String,
    /// Method and path, where the page names them.
    pub(super) call: Option<(String, String)>,
    /// Whether the page leaves open which members of an answer belong to an object.
    pub(super) is_flat: bool,
    /// All else.
    pub(super) stated: Stated,
}

/// Reads the page. `codes` are error codes that are known already.
pub(super) fn read(lines: &[Line], codes: &[&str]) -> Result<Subject, String> {
    if go_page::is_go(lines) { go(lines) } else { table(lines, codes) }
}

fn table(lines: &[Line], codes: &[&str]) -> Result<Subject, String> {
    let (product, name) = named(lines).ok_or_else(|| {
        "no operation is named on the page; it may be one to log in, or one that a script fills".to_owned()
    })?;
    let is_top = is_top_name(&name);
    let mut stated = table_page::read(lines, if is_top { Style::Top } else { Style::Cells }, codes);
    let has_table = lines.iter().any(|(_, line)| heading(line) == Some(Section::Request));
    let Stated { parameters, answer, errors, sample, .. } = &stated;
    if parameters.rows.is_empty() && !has_table {
        return Err(format!("the page names `{name}`, but no table of request parameters can be read"));
    }
    if parameters.rows.is_empty() && answer.rows.is_empty() && errors.is_empty() && sample.is_none() {
        return Err(format!("the page names `{name}`, but no table can be read"));
    }
    let is_flat = stated.answer.rows.iter().all(|row| row.depth == 0);
    arrange(&mut stated);
    let title = page_title(lines, &name);
    let words = title.strip_prefix(&*name).unwrap_or_default();
    let words = words.trim_matches([' ', '-', '–', '—', '(', ')', '（', '）', ':', '：']);
    let summary = stated.intro.iter().map(|(_, line)| line.trim()).find(|line| {
        speaks(line) && !line.starts_with(&*name) && !line.contains('>') && heading(line).is_none()
    });
    let words = if words.is_empty() { summary.map(sentence).unwrap_or_default() } else { words.to_owned() };
    let service = if is_top { name.split('.').nth(1).map(ToOwned::to_owned) } else { product };
    Ok(Subject {
        service: service.map(|service| service.replace('-', "_")),
        protocol: if is_top { "top" } else { "alibaba-rpc" },
        title,
        operations: vec![Operation { name, title: words, call: None, is_flat, stated }],
    })
}

/// Puts the members of objects below them. A sample stands in for a table that is not there.
fn arrange(stated: &mut Stated) {
    let rows = std::mem::take(&mut stated.parameters.rows);
    stated.parameters.rows = nest_by_page(rows, None).rows;
    let rows = std::mem::take(&mut stated.answer.rows);
    stated.answer.rows = match &stated.sample {
        Some((line, sample)) if rows.is_empty() => sampled(sample, *line, &stated.text).rows,
        sample => nest_by_page(rows, sample.as_ref().map(|(_, sample)| sample)).rows,
    };
}

/// The product, as far as it is named, and the operation.
fn named(lines: &[Line]) -> Option<(Option<String>, String)> {
    let mut words = lines.iter().flat_map(|(_, line)| line.split(['|', ' ']));
    if let Some((word, name)) = words.find_map(|word| Some((word, action(word)?))) {
        let product = word.trim().split_once(':').map(|(product, _)| product.to_owned());
        return Some((product, name.to_owned()));
    }
    let heads = || lines.iter().take(HEAD).map(|(_, line)| line.trim().trim_matches(['#', '*', '|', ' ']));
    let word = |line: &'_ str| -> String {
        line.chars().take_while(|next| next.is_ascii_alphanumeric() || matches!(next, '.' | '_')).collect()
    };
    let top = heads().map(word).find(|word| is_top_name(word));
    top.or_else(|| heads().find_map(titled)).map(|name| (None, name))
}

/// The operation of a title such as `SwitchLamps - 开关灯`: a name of several words in one.
fn titled(line: &str) -> Option<String> {
    let end = line.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let words = name.chars().filter(char::is_ascii_uppercase).count();
    let is_name = name.starts_with(|first: char| first.is_ascii_uppercase())
        && words >= 2
        && name.chars().any(|next| next.is_ascii_lowercase());
    let is_title =
        rest.trim().is_empty() || rest.trim_start().starts_with(['-', '–', '—', '(', '（', ':', '：']);
    (is_name && is_title).then(|| name.to_owned())
}

/// The shortest line at the head that says more than the name, or the name.
fn page_title(lines: &[Line], name: &str) -> String {
    let heads = lines
        .iter()
        .take(HEAD)
        .map(|(_, line)| super::material::clean(line.trim_matches(['#', '*', '|', ' '])));
    let is_title = |line: &String| {
        let rest = line.strip_prefix(name);
        rest.is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—', '(', '（', ':', '：']))
    };
    heads.filter(is_title).min_by_key(|line| line.chars().count()).unwrap_or_else(|| name.to_owned())
}

fn go(lines: &[Line]) -> Result<Subject, String> {
    let package = package(lines).ok_or_else(|| "the page names no package".to_owned())?;
    let package = package.split_whitespace().last().unwrap_or_default().to_owned();
    let operation = |method: Method| {
        let declared = lines.iter().find(|(line, _)| *line == method.stated.line)?;
        let (name, _) = declared.1.trim().split_once('(')?;
        let title = method.stated.intro.first().map(|(_, words)| sentence(words)).unwrap_or_default();
        Some(Operation {
            name: format!("{package}.{}", Names::new([]).module(name)),
            title,
            call: Some((method.verb, method.path)),
            is_flat: false,
            stated: method.stated,
        })
    };
    let operations: Vec<Operation> = go_page::methods(lines).into_iter().filter_map(operation).collect();
    if operations.is_empty() {
        return Err("no method of the package says which call it makes".to_owned());
    }
    let version =
        lines.iter().take(HEAD).find_map(|(_, line)| line.split_whitespace().find(|word| is_version(word)));
    let title = ["Go package", &package, version.unwrap_or_default()].join(" ");
    let title = title.trim_end().to_owned();
    Ok(Subject { service: Some(package), protocol: "jpush-rest", title, operations })
}

fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or_default();
    digits.contains('.')
        && digits.split('.').all(|part| !part.is_empty() && part.bytes().all(|next| next.is_ascii_digit()))
}
