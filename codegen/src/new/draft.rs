//! All that a page documents, drafted.

use super::columns::Tables;
use super::known::Known;
use super::left::Left;
use super::member::Drafting;
use super::object::Objects;
use super::service::{self, Entry};
use super::settle::{self, Files};
use super::subject::{Operation, Subject};
use super::{Drafted, locale, operation, rest};
use crate::drift::Page;
use crate::drift::page::Line;
use crate::drift::table_page::Style;
use crate::names::Names;
use crate::output::Output;
use heck::ToKebabCase as _;

/// What is drafted, and from what.
pub(super) struct Draftable<'p> {
    pub(super) page: &'p Page,
    pub(super) lines: &'p [Line],
    /// The day on which the page was read.
    pub(super) date: &'p str,
    /// The service.
    pub(super) name: &'p str,
    pub(super) known: Option<&'p Known<'p>>,
    pub(super) subject: &'p Subject,
}

impl Draftable<'_> {
    /// The draft; an error is a problem for which the generator would refuse it.
    pub(super) fn draft(&self) -> Result<Drafted, String> {
        let Self { lines, name, known, subject, .. } = *self;
        let entry = Entry {
            id: self.page_id(),
            title: subject.title.clone(),
            locale: locale::locale(&self.page.text, lines),
            date: self.date.to_owned(),
        };
        let (mut files, mut left) = self.files(&entry.id);
        let service = |has_page: bool| service::file(name, subject, known, Some(&entry).filter(|_| has_page));
        let (own, mut open) = settle::settle(&mut files, service, known, &mut left)?;
        left.extend(self.unread());
        left.sort();
        left.dedup();
        let (first, changed) = if known.is_some() { (None, own) } else { (own, None) };
        let drafted = files.into_iter().map(|(path, draft)| Output { path, text: draft.file() });
        let files: Vec<Output> = first.into_iter().chain(drafted).collect();
        open.retain(|problem| files.iter().any(|output| output.path == problem.path));
        Ok(Drafted { files, changed, open, left })
    }

    /// Operations and types, and what is not in them.
    fn files(&self, page: &str) -> (Files, Vec<Left>) {
        let Self { lines, name, known, subject, .. } = *self;
        let stem = |operation: &Operation| Names::new([]).pascal(short(subject, &operation.name));
        let stems: Vec<String> = subject.operations.iter().map(stem).collect();
        let idents = stems.iter().flat_map(|stem| [format!("{stem}Request"), format!("{stem}Answer")]);
        let mut drafting = Drafting {
            protocol: subject.protocol,
            page,
            tables: &Tables::new(lines),
            objects: Objects::new(known, idents),
            left: Vec::new(),
        };
        let mut files: Files = Vec::new();
        for (operation, stem) in subject.operations.iter().zip(&stems) {
            let draft = operation::draft(operation, stem, known, &mut drafting);
            files.push((format!("{name}/{}.json", operation.name), draft));
        }
        let Drafting { objects, left, .. } = drafting;
        let types = objects.into_files();
        files.extend(types.map(|(type_name, draft)| (format!("{name}/types/{type_name}.json"), draft)));
        (files, left)
    }

    /// What of the page was not read.
    fn unread(&self) -> Vec<Left> {
        let Self { lines, subject, .. } = *self;
        let style = if subject.protocol == "top" { Style::Top } else { Style::Cells };
        match &subject.operations[..] {
            [operation] if operation.call.is_none() => rest::of_tables(lines, style, &operation.stated),
            _ => rest::of_go(lines),
        }
    }

    /// The id of the page: that of its title, or one that no other page has.
    fn page_id(&self) -> String {
        let Self { known, subject, .. } = *self;
        if let Some(id) = known.and_then(|known| known.page(&subject.title)) {
            return id.to_owned();
        }
        let first = subject.operations.first().map_or("", |operation| &operation.name);
        let id = match subject.protocol {
            "jpush-rest" => format!("go-{}", first.split('.').next().unwrap_or_default()),
            _ => short(subject, first).replace('.', "-"),
        };
        let id = id.to_kebab_case();
        let numbered = (2..u32::MAX).map(|number| format!("{id}-{number}"));
        let is_free = |id: &String| known.is_none_or(|known| !known.has_page(id));
        std::iter::once(id.clone()).chain(numbered).find(is_free).unwrap_or(id)
    }
}

/// The name of an operation without what all names of TOP begin with.
fn short<'n>(subject: &Subject, name: &'n str) -> &'n str {
    let last = name.splitn(3, '.').last().filter(|_| subject.protocol == "top");
    last.unwrap_or(name)
}
