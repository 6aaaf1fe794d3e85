//! A file in the making: its pieces, and the names they use.

use super::docs::Doc;
use crate::format::{File, Piece, Row, line};
use proc_macro2::TokenStream;
use std::collections::BTreeSet;

/// The modules of a service that its operations name.
const MODULES: [&str; 2] = ["pages", "types"];

/// What generated tables name without a path, out of `bindery_runtime::table`; sorted.
const TABLE_NAMES: [&str; 31] = [
    "Accept",
    "BodyStatus",
    "Check",
    "Code",
    "Condition",
    "Effect",
    "Encoding",
    "Endpoint",
    "Environment",
    "Format",
    "Idempotency",
    "Kind",
    "Limit",
    "Member",
    "Method",
    "Number",
    "ObjectLimit",
    "Page",
    "Pattern",
    "Place",
    "Quota",
    "Rule",
    "RuleKind",
    "Scope",
    "Service",
    "Session",
    "Shape",
    "TokenForm",
    "Union",
    "Unit",
    "Variant",
];

/// A file in the making.
#[derive(Default)]
pub(super) struct Body {
    doc: TokenStream,
    pieces: Vec<Piece>,
    used: Used,
}

impl Body {
    /// A file that begins with this documentation.
    pub(super) fn new(doc: &Doc) -> Self {
        Self { doc: doc.inner(), ..Self::default() }
    }

    /// Adds items, which need no imports.
    pub(super) fn items(&mut self, tokens: TokenStream) {
        self.pieces.push(Piece::Items(tokens));
    }

    /// Adds items of one line each, which need no imports.
    pub(super) fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        self.pieces.push(Piece::Lines(lines.into_iter().collect()));
    }

    /// Adds items that name what tables are made of.
    pub(super) fn table_items(&mut self, tokens: TokenStream) {
        line(tokens.clone(), |name| self.used.note(name));
        self.items(tokens);
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: Table) {
        self.used.names.extend(table.used.names);
        let Table { lead, open, rows, close, .. } = table;
        self.pieces.push(Piece::Table { lead, open, rows, close });
    }

    /// Notes that the file names this module of its service.
    pub(super) fn uses(&mut self, module: &str) {
        self.used.note(module);
    }

    /// Whether the file names this module of its service.
    pub(super) fn is_used(&self, module: &str) -> bool {
        self.used.names.contains(module)
    }

    /// The file: its documentation, `imports` and those that its tables need, then everything else.
    pub(super) fn into_file(mut self, path: String, source: &str, imports: &[Import<'_>]) -> File {
        let names = TABLE_NAMES.into_iter().filter(|name| self.used.names.contains(name));
        let of_tables = Import("bindery_runtime::table", &names.collect::<Vec<_>>()).line();
        let imports: Vec<_> = imports.iter().map(Import::line).chain([of_tables]).flatten().collect();
        let doc = (!self.doc.is_empty()).then_some(Piece::Items(self.doc));
        let imports = (!imports.is_empty()).then_some(Piece::Lines(imports));
        self.pieces.splice(0..0, doc.into_iter().chain(imports));
        File { path, source: source.to_owned(), pieces: self.pieces }
    }
}

/// The names that a file takes from one module, which stand on one line however many they are.
pub(super) struct Import<'n>(pub(super) &'n str, pub(super) &'n [&'n str]);

impl Import<'_> {
    fn line(&self) -> Option<String> {
        let Self(module, names) = self;
        match names {
            [] => None,
            [one] => Some(format!("use {module}::{one};")),
            several => Some(format!("use {module}::{{{}}};", several.join(", "))),
        }
    }
}

/// The names without a path before them that must be imported.
#[derive(Default)]
struct Used {
    names: BTreeSet<&'static str>,
}

impl Used {
    fn note(&mut self, name: &str) {
        let known = TABLE_NAMES.binary_search(&name).map(|at| TABLE_NAMES[at]).ok();
        self.names.extend(known.or_else(|| MODULES.into_iter().find(|module| *module == name)));
    }
}

/// A table in the making, or whatever else has rows.
pub(super) struct Table {
    lead: Vec<String>,
    open: String,
    rows: Vec<Row>,
    close: &'static str,
    used: Used,
}

impl Table {
    /// A call of a macro of the runtime; what the rows are of stands behind its brace.
    pub(super) fn call(name: &str, head: TokenStream) -> Self {
        let head = line(head, |_| {});
        Self::new(format!("bindery_runtime::{name}! {{ {head}"), "}")
    }

    /// A call of a macro of the runtime that declares something; what it declares stands in the rows.
    pub(super) fn declaration(name: &str) -> Self {
        Self::new(format!("bindery_runtime::{name}! {{"), "}")
    }

    /// A static, up to the name of its type.
    pub(super) fn value(doc: &Doc, open: TokenStream) -> Self {
        let mut used = Used::default();
        let open = line(open, |name| used.note(name)) + " {";
        Self { used, lead: doc.lines().collect(), ..Self::new(open, "};") }
    }

    fn new(open: String, close: &'static str) -> Self {
        Self { lead: Vec::new(), open, rows: Vec::new(), close, used: Used::default() }
    }

    /// Documentation of the next row.
    pub(super) fn doc(&mut self, doc: &Doc) {
        self.rows.extend(doc.lines().map(|text| Row { depth: 1, text }));
    }

    /// A row whose names need no imports.
    pub(super) fn plain_row(&mut self, row: TokenStream) {
        let text = line(row, |_| {});
        self.push(1, text);
    }

    /// A row.
    pub(super) fn row(&mut self, row: TokenStream) {
        let text = line(row, |name| self.used.note(name));
        self.push(1, text);
    }

    /// A row of a member: its field, whose names need no imports, and its table row.
    pub(super) fn member_row(&mut self, field: TokenStream, row: TokenStream) {
        let row = line(row, |name| self.used.note(name));
        self.push(1, format!("{} => {row};", line(field, |_| {})));
    }

    /// A field with a list, one item a row, or a single item beside the field; nothing, if there are no items.
    pub(super) fn list(&mut self, field: &str, items: impl IntoIterator<Item = TokenStream>) {
        let items: Vec<_> = items.into_iter().map(|item| line(item, |name| self.used.note(name))).collect();
        match items.as_slice() {
            [] => {}
            [one] => self.push(1, format!("{field}: &[{one}],")),
            several => {
                self.push(1, format!("{field}: &["));
                for item in several {
                    self.push(2, format!("{item},"));
                }
                self.push(1, "],".to_owned());
            }
        }
    }

    fn push(&mut self, depth: usize, text: String) {
        self.rows.push(Row { depth, text });
    }
}

#[cfg(test)]
mod tests {
    use super::TABLE_NAMES;

    #[test]
    fn names_are_sorted() {
        assert!(TABLE_NAMES.is_sorted());
    }
}
