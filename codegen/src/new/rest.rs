//! The lines of a page that nothing was made of.

use super::left::Left;
use super::material::{clean, speaks};
use crate::drift::go_page;
use crate::drift::kind::Kind;
use crate::drift::page::{ErrorRow, Line, Row, Stated};
use crate::drift::table_page::{Style, sections};
use crate::drift::words::{Section, heading, is_header};
use std::ops::RangeInclusive;

/// What of a page with tables is in no draft: parts that are not read, and lines of tables in no row.
pub(super) fn of_tables(lines: &[Line], style: Style, stated: &Stated) -> Vec<Left> {
    let mut used = Used::default();
    for row in stated.parameters.rows.iter().chain(&stated.answer.rows) {
        used.add(row);
    }
    let mut left = Vec::new();
    for (section, part) in sections(lines, style).0 {
        let (Some((first, _)), Some((last, _))) = (part.first(), part.last()) else { continue };
        match section {
            Section::Intro => {}
            Section::Other if used.meets(*first..=*last) => {}
            Section::Other => left.push(unread(lines, *first, *last)),
            Section::Request | Section::Answer => {
                let rest = part.iter().filter(|line| !used.holds(line) && !is_drawn(&line.1));
                left.extend(
                    rest.map(|(line, text)| Left::new(*line, format!("`{}` is in no row", clean(text)))),
                );
            }
            Section::Errors => left.extend(behind_errors(&part, &stated.errors)),
        }
    }
    left
}

/// The lines that rows were read from.
#[derive(Default)]
struct Used<'r> {
    rows: Vec<RangeInclusive<usize>>,
    examples: Vec<&'r str>,
}

impl<'r> Used<'r> {
    fn add(&mut self, row: &'r Row) {
        let end = row.text.iter().map(|(line, _)| *line).max().unwrap_or(row.line);
        // Type and necessity may stand on lines of their own.
        self.rows.push(row.line..=end.max(row.line + 4));
        self.examples.extend(row.example.as_deref());
        row.children.rows.iter().for_each(|row| self.add(row));
    }

    /// Whether a row begins in these lines, or ends there.
    fn meets(&self, lines: RangeInclusive<usize>) -> bool {
        self.rows.iter().any(|row| row.contains(lines.start()) || lines.contains(row.start()))
    }

    fn holds(&self, (line, text): &Line) -> bool {
        let text = text.trim_matches(['|', '¦', ' ']);
        let is_example = || self.examples.iter().any(|example| example.lines().any(|line| line == text));
        self.rows.iter().any(|row| row.contains(line)) || is_example()
    }
}

fn unread(lines: &[Line], first: usize, last: usize) -> Left {
    let before = lines.iter().rev().filter(|(line, _)| *line < first);
    let named =
        before.into_iter().map(|(_, text)| text.trim()).find(|text| heading(text) == Some(Section::Other));
    let part = named.map_or_else(|| "a part".to_owned(), |named| format!("the part `{}`", clean(named)));
    let end = if first == last { String::new() } else { format!(", to line {last}") };
    Left::new(first, format!("{part} is not read{end}"))
}

/// Whether the line only draws the table: its headers, the types of objects without names, and lines.
fn is_drawn(text: &str) -> bool {
    let is_word = |cell: &str| is_header(cell) || Kind::named(cell).is_some() || !speaks(cell);
    let is_words = |text: &str| text.split_whitespace().all(is_word);
    text.split('|').map(str::trim).all(|cell| is_word(cell) || is_words(cell))
}

/// The lines behind the first error row that are no rows, or those of a table of which none could be read.
fn behind_errors(part: &[Line], rows: &[ErrorRow]) -> Vec<Left> {
    let Some(last) = rows.iter().map(|row| row.line).max() else {
        let is_drawn = |text: &str| {
            text.split(['|', ' ']).find(|cell| speaks(cell)).is_some_and(|cell| heading(cell).is_some())
        };
        let told = part.iter().filter(|(_, text)| speaks(text) && !is_drawn(text));
        return told
            .map(|(line, text)| Left::new(*line, format!("`{}` is no error row", clean(text))))
            .collect();
    };
    let behind = part.iter().filter(|(line, text)| *line > last && speaks(text));
    behind.map(|(line, text)| Left::new(*line, format!("`{}` is no error row", clean(text)))).collect()
}

/// The structs of a Go package that nothing else on its page names.
pub(super) fn of_go(lines: &[Line]) -> Vec<Left> {
    let is_word = |text: &str, name: &str| {
        text.split(|next: char| !next.is_ascii_alphanumeric() && next != '_').any(|word| word == name)
    };
    let is_used = |name: &str| {
        let lines = lines.iter().map(|(_, line)| line.trim());
        let mut others = lines.filter(|line| !line.starts_with("type ") && !line.starts_with("func "));
        others.any(|line| is_word(without_field(line), name))
    };
    let unused = go_page::objects(lines).into_iter().filter(|(name, ..)| !is_used(name));
    unused.map(|(name, line, _)| Left::new(line, format!("no method leads to the struct `{name}`"))).collect()
}

/// The line without the name of a field, which says nothing of its type.
fn without_field(line: &str) -> &str {
    line.split_once(char::is_whitespace).map_or(line, |(_, kind)| kind)
}
