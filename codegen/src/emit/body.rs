//! A file in the making: its pieces, and the names they use.

use super::docs::Doc;
use super::table::Table;
use super::used::Used;
use crate::format::{File, Piece, line};
use proc_macro2::TokenStream;

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
        self.pieces.push(Piece::Lines(lines.into_iter().map(|line| line + "\n").collect()));
    }

    /// Adds items that name what tables are made of.
    pub(super) fn table_items(&mut self, tokens: TokenStream) {
        line(tokens.clone(), &mut String::new(), |name| self.used.note(name));
        self.items(tokens);
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: Table) {
        let (lines, used) = table.finish();
        self.used.extend(&used);
        self.pieces.push(Piece::Lines(lines));
    }

    /// Notes that the file names this module of its service.
    pub(super) fn uses(&mut self, module: &str) {
        self.used.note(module);
    }

    /// Whether the file names this module of its service.
    pub(super) fn is_used(&self, module: &str) -> bool {
        self.used.has(module)
    }

    /// The file: its documentation, `imports` and those that its tables need, then everything else.
    pub(super) fn into_file(mut self, path: String, source: &str, imports: &[Import<'_>]) -> File {
        let names: Vec<_> = self.used.of_tables().collect();
        let of_tables = Import("bindery_runtime::table", &names).line();
        let imports: String = imports.iter().map(Import::line).chain([of_tables]).flatten().collect();
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
            [one] => Some(format!("use {module}::{one};\n")),
            several => Some(format!("use {module}::{{{}}};\n", several.join(", "))),
        }
    }
}
