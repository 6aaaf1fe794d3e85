//! A file in the making: its pieces, and the names they use.

use super::docs::Doc;
use super::used::Used;
use crate::format::{File, Piece, line};
use proc_macro2::TokenStream;

/// More bytes than the lines of an ordinary operation have.
const USUAL: usize = 8 * 1024;

/// A file in the making.
#[derive(Default)]
pub(super) struct Body {
    doc: TokenStream,
    pieces: Vec<Piece>,
    /// The lines behind the last piece.
    lines: String,
    used: Used,
}

impl Body {
    /// A file that begins with this documentation.
    pub(super) fn new(doc: &Doc) -> Self {
        Self { doc: doc.inner(), ..Self::default() }
    }

    /// Adds items, which need no imports.
    pub(super) fn items(&mut self, tokens: TokenStream) {
        self.end_lines();
        self.pieces.push(Piece::Items(tokens));
    }

    /// Adds items of one line each, which need no imports.
    pub(super) fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        let (text, _) = self.begin_lines();
        text.extend(lines.into_iter().map(|line| line + "\n"));
    }

    /// Adds items that name what tables are made of.
    pub(super) fn table_items(&mut self, tokens: TokenStream) {
        line(tokens.clone(), &mut String::new(), |name| self.used.note(name));
        self.items(tokens);
    }

    /// Where lines are added behind a blank line, and where the names in them are noted.
    pub(super) fn begin_lines(&mut self) -> (&mut String, &mut Used) {
        if self.lines.is_empty() {
            self.lines.reserve(USUAL);
        } else {
            self.lines.push('\n');
        }
        (&mut self.lines, &mut self.used)
    }

    fn end_lines(&mut self) {
        if !self.lines.is_empty() {
            self.pieces.push(Piece::Lines(std::mem::take(&mut self.lines)));
        }
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
        self.end_lines();
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
