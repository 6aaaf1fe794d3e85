//! The cells of a member's row that drift does not tell apart: its description and its example.

use super::material::speaks;
use crate::drift::kind::Kind;
use crate::drift::page::{Line, Row};
use crate::drift::region::Region;
use crate::drift::statement;
use crate::drift::words::{self, Column, header_length};

/// Words that begin a note.
const NOTES: [&str; 4] = ["说明", "Note", "備考", "Catatan"];

/// What a row says beside name, type and necessity.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The description.
    pub(super) doc: String,
    /// The example.
    pub(super) example: Option<Shown>,
}

/// An example as the page shows it.
#[derive(Debug)]
pub(super) struct Shown {
    /// Its text.
    pub(super) text: String,
    /// Whether it was taken for one only for where it stands among the others.
    pub(super) is_guess: bool,
}

/// The header of a table: where it is, and which of its columns holds the example.
#[derive(Debug)]
struct Header {
    line: usize,
    /// How many columns there are.
    columns: usize,
    example: Option<usize>,
}

/// The tables of a page.
#[derive(Debug)]
pub(super) struct Tables<'p> {
    lines: &'p [Line],
    headers: Vec<Header>,
}

impl<'p> Tables<'p> {
    /// The tables of these lines.
    pub(super) fn new(lines: &'p [Line]) -> Self {
        let cells: Vec<(usize, &str)> = lines.iter().flat_map(|(line, text)| cells(*line, text)).collect();
        let mut headers = Vec::new();
        let mut at = 0;
        while at < cells.len() {
            let columns = header_length(cells[at..].iter().map(|(_, cell)| *cell));
            if columns > 0 {
                let named: Vec<&str> = cells[at..at + columns].iter().map(|(_, cell)| *cell).collect();
                let example = words::columns(&named)
                    .and_then(|known| known.iter().position(|column| *column == Column::Example));
                headers.push(Header { line: cells[at].0, columns, example });
            }
            at += columns.max(1);
        }
        Self { lines, headers }
    }

    /// What the row says. Its cells are known where bars part them, and guessed elsewhere.
    pub(super) fn told(&self, row: &Row) -> Told {
        if let Some(text) = &row.example {
            let example = Some(text).filter(|text| !text.is_empty());
            let example = example.map(|text| Shown { text: text.clone(), is_guess: false });
            return Told { doc: joined(&row.text.iter().collect::<Vec<_>>()), example };
        }
        let header = self.headers.iter().rev().find(|header| header.line < row.line);
        // A row without a name says only that the members that follow are those of an object.
        let texts: Vec<&Line> = row.text.iter().filter(|(_, cell)| !is_nameless(cell)).collect();
        let Some((header, example)) = header.and_then(|header| Some((header, header.example?))) else {
            return Told { doc: joined(&texts), example: None };
        };
        if let Some(text) = self.barred(row, example) {
            let rest: Vec<&Line> = texts.iter().copied().filter(|(_, cell)| *cell != text).collect();
            let example = Some(text).filter(|text| !text.is_empty());
            let example = example.map(|text| Shown { text, is_guess: false });
            return Told { doc: joined(if example.is_some() { &rest } else { &texts }), example };
        }
        guessed(&texts, header, example)
    }

    /// The cell of this column, if bars part it from the others.
    fn barred(&self, row: &Row, column: usize) -> Option<String> {
        let end = row.text.iter().map(|(line, _)| *line).max().unwrap_or(row.line);
        // The bars behind the last cell may stand on lines of their own.
        let is_row = |(line, text): &&Line| *line <= end || !speaks(text);
        let from = self.lines.iter().position(|(line, text)| *line == row.line && begins(text, row))?;
        let drawn: Vec<&str> =
            self.lines[from..].iter().take_while(is_row).map(|(_, text)| text.as_str()).collect();
        let drawn = drawn.join("\n");
        let mut cells = drawn.split('|').map(str::trim).skip_while(|cell| !begins(cell, row));
        let (_, second) = (cells.next()?, cells.next()?);
        let is_type = second == row.type_text || column < 2;
        cells.nth(column.checked_sub(2)?).filter(|_| is_type).map(ToOwned::to_owned)
    }
}

fn is_nameless(cell: &str) -> bool {
    matches!(Kind::named(cell), Some(Kind::Object | Kind::List(_)))
}

/// Whether the first word of the text is the name of the row, or ends in it: `LampIds.1`.
fn begins(text: &str, row: &Row) -> bool {
    const MARKS: [char; 9] = ['|', '└', '∟', '├', '─', '•', '·', '*', ' '];
    let first = text.trim_start_matches(MARKS).split([' ', '|']).next().unwrap_or_default();
    first.split('.').any(|part| part == row.name)
}

fn cells(line: usize, text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bars = text.contains('|');
    let parts: Vec<&str> = if bars {
        text.split('|').collect()
    } else if is_words(text) {
        text.split(' ').collect()
    } else {
        vec![text]
    };
    let cells = parts.into_iter().map(|cell| cell.trim().trim_start_matches(['•', '·', '*']).trim());
    cells.filter(|cell| !cell.is_empty()).map(move |cell| (line, cell))
}

/// Whether a line without bars is a header whose columns are parted by blanks.
fn is_words(text: &str) -> bool {
    header_length(text.split_whitespace()) > 2
}

/// An example stands first or last among the texts of a row without bars. Where it is left out, a description
/// of several lines looks the same.
fn guessed(texts: &[&Line], header: &Header, example: usize) -> Told {
    let found = if example + 1 == header.columns { last(texts) } else { first(texts) };
    match found {
        Some((text, doc)) => Told { doc, example: Some(Shown { text, is_guess: true }) },
        None => Told { doc: joined(texts), example: None },
    }
}

/// The last text as an example, and the others.
fn last(texts: &[&Line]) -> Option<(String, String)> {
    // A note behind the table looks like a part of its last row.
    let is_end = |at: usize| texts.get(at + 1).is_none_or(|(_, text)| NOTES.contains(&text.as_str()));
    let at = (1..texts.len()).rev().find(|at| is_end(*at)).filter(|at| is_value(&texts[*at].1))?;
    let others: Vec<&Line> = texts[..at].iter().chain(&texts[at + 1..]).copied().collect();
    Some((texts[at].1.clone(), joined(&others)))
}

/// The first text as an example, and the others. On a single line a blank parts it from them.
fn first(texts: &[&Line]) -> Option<(String, String)> {
    let ((_, first), others) = texts.split_first()?;
    let (value, doc) = if others.is_empty() {
        first.split_once(' ').map(|(value, doc)| (value, doc.trim().to_owned()))?
    } else {
        (first.as_str(), joined(others))
    };
    is_value(value).then(|| (value.to_owned(), doc))
}

/// Whether a text could be a value: no sentence, and no limit.
fn is_value(text: &str) -> bool {
    let region = Region::new([(0, text)]);
    !text.contains(['。', '：', '，', '、']) && statement::limits(&region).is_empty()
}

fn joined(texts: &[&Line]) -> String {
    texts.iter().map(|(_, text)| text.trim()).collect::<Vec<_>>().join(" ")
}
