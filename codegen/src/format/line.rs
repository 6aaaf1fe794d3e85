//! Prints the tokens of one row on one line, spaced as rustfmt spaces them.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use std::fmt::{Display, Write};

/// Adds the tokens to the text, on its last line. `head` is told every name that no path leads to, such as
/// `a` of `a::b`.
pub(crate) fn line(tokens: TokenStream, text: &mut String, head: impl FnMut(&str)) {
    let start = text.len();
    Printer { text, start, last: Last::Open, in_path: false, head }.tokens(tokens);
}

struct Printer<'t, F> {
    text: &'t mut String,
    /// Where in the text the tokens begin.
    start: usize,
    last: Last,
    /// Whether `::` was printed last.
    in_path: bool,
    head: F,
}

/// What was printed last, as far as spaces depend on it.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    /// The start, or something that clings to what follows: `&`, `::`, `.`, `(`, a sign.
    Open,
    /// A word, a literal, a closing bracket or `!`.
    Word,
    /// A punctuation mark with a space behind it: `,`, `:`, `=`, `=>`, or `-` in place of a status.
    Mark,
    /// A mark that what follows belongs to, such as the first of `::` or the quote of a lifetime.
    Joint,
}

impl<F: FnMut(&str)> Printer<'_, F> {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => self.name(&ident),
                TokenTree::Literal(literal) => _ = self.word(&literal),
                TokenTree::Punct(mark) => self.mark(mark.as_char(), mark.spacing()),
                TokenTree::Group(group) => self.group(group),
            }
        }
    }

    fn name(&mut self, name: &Ident) {
        let in_path = self.in_path;
        let printed = self.word(name);
        if !in_path {
            (self.head)(&self.text[printed..]);
        }
    }

    /// Prints a word and tells where it begins.
    fn word(&mut self, word: &impl Display) -> usize {
        if matches!(self.last, Last::Word | Last::Mark) {
            self.text.push(' ');
        }
        let start = self.text.len();
        // Writing to a `String` cannot fail.
        let _ = write!(self.text, "{word}");
        self.in_path = false;
        self.last = Last::Word;
        start
    }

    fn mark(&mut self, mark: char, spacing: Spacing) {
        let follows = self.last == Last::Joint;
        if matches!(mark, '=' | '-' | '&') && matches!(self.last, Last::Word | Last::Mark) {
            self.text.push(' ');
        }
        let starts = self.text.len() == self.start;
        self.in_path = mark == ':' && follows;
        self.text.push(mark);
        self.last = match mark {
            _ if spacing == Spacing::Joint && !follows => Last::Joint,
            ':' if follows => Last::Open,
            '-' if !starts => Last::Open,
            '&' | '.' | '<' | '#' => Last::Open,
            '>' if !follows => Last::Word,
            '!' => Last::Word,
            _ => Last::Mark,
        };
    }

    fn group(&mut self, group: Group) {
        let (delimiter, inside) = (group.delimiter(), group.stream());
        // Tokens that a group still holds are copied to be taken apart.
        drop(group);
        let (open, close, spaced) = match delimiter {
            Delimiter::Parenthesis => ("(", ")", self.last == Last::Mark),
            Delimiter::Bracket => ("[", "]", self.last == Last::Mark),
            Delimiter::Brace => ("{ ", " }", self.last != Last::Open),
            Delimiter::None => return self.tokens(inside),
        };
        if spaced {
            self.text.push(' ');
        }
        self.in_path = false;
        self.text.push_str(open);
        self.last = Last::Open;
        self.tokens(inside);
        self.text.push_str(close);
        self.last = Last::Word;
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    fn line(tokens: TokenStream) -> String {
        // What a row stands behind is no part of it.
        let mut text = "    ".to_owned();
        super::line(tokens, &mut text, |_| {});
        text.split_off(4)
    }

    #[test]
    fn heads_of_paths_are_told() {
        let mut heads = Vec::new();
        let row = quote!(A::b(&c::D, E { f: g }) => Vec<h::I>);
        super::line(row, &mut String::new(), |head| heads.push(head.to_owned()));
        assert_eq!(heads, ["A", "c", "E", "f", "g", "Vec", "h"]);
    }

    #[test]
    fn rows_are_spaced_as_rustfmt_spaces() {
        let row = quote! {
            one topic: Box<types::Topic> => Member::new("T", Kind::Text).limits(&[
                Limit(Check::When(&Condition::Is("A", &["x", "y"]), &Check::Min(Number::Int(1))), &pages::A),
            ]);
        };
        assert_eq!(
            line(row),
            "one topic: Box<types::Topic> => Member::new(\"T\", Kind::Text).limits(&[\
             Limit(Check::When(&Condition::Is(\"A\", &[\"x\", \"y\"]), &Check::Min(Number::Int(1))), &pages::A),]);"
        );
    }

    #[test]
    fn tables_of_every_form() {
        assert_eq!(line(quote!(many r#type: Vec<Option<i64>> => 1;)), "many r#type: Vec<Option<i64>> => 1;");
        assert_eq!(line(quote!(- "X" Server "No\n\"quote\".";)), r#"- "X" Server "No\n\"quote\".";"#);
        assert_eq!(line(quote!(A = B "C" &[];)), "A = B \"C\" &[];");
        assert_eq!(line(quote!(Check::NotNumber(&[-1, 0, -2]))), "Check::NotNumber(&[-1, 0, -2])");
        assert_eq!(
            line(quote!(Quota { calls: 1, page: &pages::A },)),
            "Quota { calls: 1, page: &pages::A },"
        );
        assert_eq!(line(quote!(..Operation::new("A", &SERVICE))), "..Operation::new(\"A\", &SERVICE)");
        assert_eq!(
            line(quote!(pub fn a<'a>(&'a self, b: &'a B) -> Call<'a, Vec<Vec<C>>>)),
            "pub fn a<'a>(&'a self, b: &'a B) -> Call<'a, Vec<Vec<C>>>"
        );
        assert_eq!(line(quote!(#[doc(alias = "A")])), "#[doc(alias = \"A\")]");
        assert_eq!(line(quote!(pub static A: &[Rule] = &[])), "pub static A: &[Rule] = &[]");
        assert_eq!(line(quote!(bases: &[("", "x")],)), "bases: &[(\"\", \"x\")],");
    }
}
