//! Documentation: lines that no text of a specification can break out of.

pub(super) mod limits;
pub(super) mod method;
mod prose;

pub(super) use self::prose::{code, codes, ended, prose};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// A documentation comment in the making: its lines, each with the space that it begins with.
#[derive(Default)]
pub(super) struct Doc(String);

impl Doc {
    /// A comment of one paragraph of Markdown.
    pub(super) fn of(markdown: impl AsRef<str>) -> Self {
        let mut doc = Self::default();
        doc.paragraph(markdown);
        doc
    }

    /// Adds a paragraph of Markdown; nothing, if it is empty.
    pub(super) fn paragraph(&mut self, markdown: impl AsRef<str>) {
        let markdown = markdown.as_ref();
        if !markdown.is_empty() && !self.0.is_empty() {
            self.0.push('\n');
        }
        self.line(markdown);
    }

    /// Adds a line of Markdown to the last paragraph; nothing, if it is empty.
    pub(super) fn line(&mut self, markdown: impl AsRef<str>) {
        let markdown = markdown.as_ref();
        if !markdown.is_empty() {
            self.0.extend([" ", markdown, "\n"]);
        }
    }

    /// Adds paragraphs of a specification.
    pub(super) fn prose(&mut self, paragraphs: &[String]) {
        for paragraph in paragraphs {
            self.paragraph(prose(paragraph));
        }
    }

    /// Adds a heading of the highest rank that an item's documentation may have.
    pub(super) fn heading(&mut self, words: &str) {
        self.paragraph(format!("# {words}"));
    }

    /// Adds a list below the last paragraph or heading, one item of Markdown a line.
    pub(super) fn list(&mut self, items: impl IntoIterator<Item = String>) {
        for item in items.into_iter().filter(|item| !item.is_empty()) {
            self.line(format!("- {item}"));
        }
    }

    /// Its lines, without the slashes before them.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// The comment as one of the module that it stands in.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#![doc = #lines])*)
    }
}

impl ToTokens for Doc {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.lines();
        tokens.extend(quote!(#(#[doc = #lines])*));
    }
}
