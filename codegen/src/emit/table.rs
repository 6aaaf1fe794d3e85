//! Tables, and whatever else has rows, laid out as they grow.

use super::body::Body;
use super::docs::Doc;
use super::used::Used;
use crate::format::line;
use proc_macro2::TokenStream;

/// A table at the end of a file in the making.
pub(super) struct Table<'b> {
    text: &'b mut String,
    used: &'b mut Used,
    has_rows: bool,
    close: &'static str,
}

impl<'b> Table<'b> {
    /// A call of a macro of the runtime; what the rows are of stands behind its brace.
    pub(super) fn call(name: &str, head: TokenStream, body: &'b mut Body) -> Self {
        let table = Self::declaration(name, body);
        table.text.push(' ');
        line(head, table.text, |_| {});
        table
    }

    /// A call of a macro of the runtime that declares something; what it declares stands in the rows.
    pub(super) fn declaration(name: &str, body: &'b mut Body) -> Self {
        let table = Self::new("}", body);
        table.text.extend(["bindery_runtime::", name, "! {"]);
        table
    }

    /// A static, up to the name of its type.
    pub(super) fn value(doc: &Doc, open: TokenStream, body: &'b mut Body) -> Self {
        let mut table = Self::new("};", body);
        for comment in doc.lines() {
            table.text.extend(["///", comment, "\n"]);
        }
        table.tokens(open);
        table.text.push_str(" {");
        table
    }

    fn new(close: &'static str, body: &'b mut Body) -> Self {
        let (text, used) = body.begin_lines();
        Self { text, used, has_rows: false, close }
    }

    /// Closes the table behind its last row.
    pub(super) fn close(self) {
        let before = match (self.has_rows, self.text.ends_with('{')) {
            (true, _) => "\n",
            (false, false) => " ",
            (false, true) => "",
        };
        self.text.extend([before, self.close, "\n"]);
    }

    /// Documentation of the next row.
    pub(super) fn doc(&mut self, doc: &Doc) {
        for comment in doc.lines() {
            self.begin(1).extend(["///", comment]);
        }
    }

    /// A row whose names need no imports.
    pub(super) fn plain_row(&mut self, row: TokenStream) {
        line(row, self.begin(1), |_| {});
    }

    /// A row.
    pub(super) fn row(&mut self, row: TokenStream) {
        self.begin(1);
        self.tokens(row);
    }

    /// A row of a member: its field, whose names need no imports, and its table row.
    pub(super) fn member_row(&mut self, field: TokenStream, row: TokenStream) {
        self.plain_row(field);
        self.text.push_str(" => ");
        self.tokens(row);
        self.text.push(';');
    }

    /// A field with a list, one item a row, or a single item beside the field; nothing, if there are no items.
    pub(super) fn list(&mut self, field: &str, items: impl IntoIterator<Item = TokenStream>) {
        let mut items = items.into_iter().peekable();
        let Some(first) = items.next() else {
            return;
        };
        self.begin(1).extend([field, ": &["]);
        if items.peek().is_none() {
            self.tokens(first);
        } else {
            for item in std::iter::once(first).chain(items) {
                self.begin(2);
                self.tokens(item);
                self.text.push(',');
            }
            self.begin(1);
        }
        self.text.push_str("],");
    }

    /// Begins a row that is indented so deep; 1 is just inside the table.
    fn begin(&mut self, depth: usize) -> &mut String {
        self.has_rows = true;
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("    ", depth));
        self.text
    }

    /// Adds tokens to the row, and notes their names.
    fn tokens(&mut self, tokens: TokenStream) {
        line(tokens, self.text, |name| self.used.note(name));
    }
}
