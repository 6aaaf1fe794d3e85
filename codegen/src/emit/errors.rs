//! Error codes: tables of rows, and a constant for each code of a service.

use super::body::Body;
use super::docs::{Doc, code, prose};
use super::rust::{ident, int, variant};
use super::scope::Names;
use super::table::Table;
use crate::format::File;
use crate::model::Service;
use crate::names::code_constants;
use bindery_runtime::table::ErrorRow;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// How many operations a code's documentation names before it only counts.
const MOST_NAMED: usize = 8;

/// Adds the table of these rows, `ERRORS`.
pub(super) fn errors(rows: &[ErrorRow], names: &Names<'_>, body: &mut Body) {
    let mut table = Table::call("errors", quote!(ERRORS;), body);
    for row in rows {
        let ErrorRow { status, code, class, meaning, page } = row;
        let (text, class) = (code.0, variant(class));
        let status = status.map_or_else(
            || quote!(-),
            |status| {
                let status = int(status);
                quote!(#status)
            },
        );
        let page = names.page(page);
        // A class may be named like a type of a table, so the names of these rows are no imports.
        table.plain_row(quote!(#status #text #class #meaning #page;));
    }
    table.close();
}

/// The file with the constants of a service's codes; none, if it has no codes.
pub(super) fn file(service: &Service) -> Option<File> {
    let codes = collect(service);
    if codes.is_empty() {
        return None;
    }
    let title = prose(&service.title);
    let mut body = Body::new(&Doc::of(format!("The error codes that the pages of {title} list.")));
    let names = code_constants(codes.keys().copied());
    for (text, facts) in &codes {
        let name = ident(&names[text]);
        let doc = facts.doc(text);
        body.table_items(quote!(#doc pub const #name: Code = Code(#text);));
    }
    Some(body.into_file(format!("{}/codes.rs", service.module), &service.file, &[]))
}

/// What the tables of a service say of one code.
#[derive(Default)]
struct Facts<'m> {
    statuses: BTreeSet<u16>,
    meanings: BTreeSet<&'m str>,
    everywhere: bool,
    /// In the order of their names, each once.
    operations: Vec<&'m str>,
}

fn collect(service: &Service) -> BTreeMap<&str, Facts<'_>> {
    let mut codes: BTreeMap<&str, Facts<'_>> = BTreeMap::new();
    for row in &service.errors {
        codes.entry(row.code.0).or_default().take(row).everywhere = true;
    }
    for operation in &service.operations {
        for row in &operation.errors {
            let operations = &mut codes.entry(row.code.0).or_default().take(row).operations;
            if operations.last() != Some(&&*operation.wire_name) {
                operations.push(&operation.wire_name);
            }
        }
    }
    codes
}

impl Facts<'_> {
    fn take(&mut self, row: &ErrorRow) -> &mut Self {
        self.statuses.extend(row.status);
        self.meanings.insert(row.meaning);
        self
    }

    fn doc(&self, text: &str) -> Doc {
        let meanings: Vec<_> = self.meanings.iter().filter(|meaning| !meaning.is_empty()).collect();
        let meanings: Vec<_> = meanings.into_iter().map(|meaning| prose(meaning)).collect();
        let statuses: Vec<_> = self.statuses.iter().map(u16::to_string).collect();
        let text = code(text);
        let mut doc = match meanings.as_slice() {
            [] => Doc::of(format!("{text}.")),
            some => Doc::of(format!("{text}: {}.", some.join("; or "))),
        };
        if !statuses.is_empty() {
            doc.line(format!("Status {}.", statuses.join(", ")));
        }
        doc.line(self.origin());
        doc
    }

    /// Which operations answer it.
    fn origin(&self) -> String {
        if self.everywhere {
            return "From any operation.".to_owned();
        }
        let named: Vec<_> = self.operations.iter().take(MOST_NAMED).map(|name| code(name)).collect();
        match self.operations.len() - named.len() {
            0 => format!("From {}.", named.join(", ")),
            more => format!("From {} and {more} more.", named.join(", ")),
        }
    }
}
