//! Tables whose rows have bars, read by the columns of their header.

use super::kind::Kind;
use super::page::{Line, Members, Row};
use super::rows::{Style, kind_of, name_of};
use super::words::{Column, columns, required};

/// A header: what its columns hold, whether rows begin with a bar, and the first line below it.
struct Header {
    columns: Vec<Column>,
    is_leading: bool,
    end: usize,
}

/// A cell: its lines.
pub(super) type Cell = Vec<Line>;

/// The tables of members of these lines, each flat; none if a table has no header with bars, or a row that
/// does not fit its header.
pub(super) fn tables(lines: &[Line]) -> Option<Vec<Vec<Row>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(header) = header(lines, at) else {
            at += 1;
            continue;
        };
        let end = header.end + body_length(&lines[header.end..], &header);
        let mut rows: Vec<Row> = Vec::new();
        for cells in rows_of(&lines[header.end..end], header.columns.len(), header.is_leading) {
            match member(&cells, &header.columns)? {
                Read::Member(row) => rows.push(row),
                Read::Other(words) => {
                    if let Some(row) = rows.last_mut() {
                        row.text.extend(words);
                    }
                }
            }
        }
        found.push(rows);
        at = end;
    }
    found.retain(|rows| !rows.is_empty());
    (!found.is_empty()).then_some(found)
}

/// The header that begins on this line, on one line or with one cell a line.
fn header(lines: &[Line], at: usize) -> Option<Header> {
    let first = lines[at].1.trim();
    if !first.contains('|') {
        return None;
    }
    let one_line = first.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    if let Some(columns) = columns(&one_line) {
        return Some(Header { columns, is_leading: first.starts_with('|'), end: at + 1 });
    }
    let is_leading = first == "|";
    let start = at + usize::from(is_leading);
    let is_cell = |line: &&Line| line.1.trim().ends_with('|') && !line.1.trim().starts_with('|');
    let run: Vec<&str> = lines[start..]
        .iter()
        .take_while(is_cell)
        .map(|line| line.1.trim().trim_end_matches('|').trim())
        .collect();
    let columns = columns(&run)?;
    Some(Header { end: start + columns.len(), columns, is_leading })
}

/// How many lines the rows take: a table ends before the next header, and after its last bar.
fn body_length(lines: &[Line], header: &Header) -> usize {
    let next = (0..lines.len()).find(|at| self::header(lines, *at).is_some()).unwrap_or(lines.len());
    let last = lines[..next].iter().rposition(|(_, text)| text.contains('|')).map_or(0, |at| at + 1);
    // What follows the last row in a line of its own is no part of it.
    if header.is_leading {
        last + lines[last..next].iter().take_while(|(_, text)| text.starts_with('¦')).count()
    } else {
        last
    }
}

/// The rows of so many columns, each as its cells. A row begins with a bar of its own, or only its cells end
/// in one.
pub(super) fn rows_of(lines: &[Line], columns: usize, is_leading: bool) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut cell: Cell = Vec::new();
    let mut ends_with_bar = true;
    for (number, text) in lines {
        let text = text.trim().trim_start_matches('¦');
        let begins = if is_leading { ends_with_bar && text.starts_with('|') } else { row.len() >= columns };
        if begins {
            finish(&mut rows, &mut row, &mut cell);
        }
        let text = if begins && is_leading { &text[1..] } else { text };
        let mut parts = text.split('|').peekable();
        while let Some(part) = parts.next() {
            if !part.trim().is_empty() {
                cell.push((*number, part.trim().to_owned()));
            }
            if parts.peek().is_some() {
                row.push(std::mem::take(&mut cell));
            }
        }
        ends_with_bar = text.ends_with('|') || text.is_empty();
    }
    finish(&mut rows, &mut row, &mut cell);
    rows
}

fn finish(rows: &mut Vec<Vec<Cell>>, row: &mut Vec<Cell>, cell: &mut Cell) {
    if !cell.is_empty() {
        row.push(std::mem::take(cell));
    }
    if row.iter().any(|cell| !cell.is_empty()) {
        rows.push(std::mem::take(row));
    }
    row.clear();
}

/// What a row is.
enum Read {
    Member(Row),
    /// No member: a rule, the object around the members, or more words about the one before.
    Other(Vec<Line>),
}

fn member(cells: &[Cell], columns: &[Column]) -> Option<Read> {
    // A row may begin with a bar though the header does not.
    let has_bar = cells.len() == columns.len() + 1 && cells.first().is_some_and(Vec::is_empty);
    let cells = if has_bar { &cells[1..] } else { cells };
    let cell =
        |wanted: Column| columns.iter().position(|column| *column == wanted).and_then(|at| cells.get(at));
    let text =
        |wanted: Column| cell(wanted).and_then(|cell| cell.first()).map_or("", |(_, text)| text.as_str());
    let all = cells.iter().flatten();
    let is_rule = all.clone().all(|(_, text)| text.chars().all(|next| matches!(next, '-' | ':' | ' ')));
    let (name_text, type_text) = (text(Column::Name), text(Column::Type));
    let is_object =
        name_text.is_empty() || (kind_of(name_text, Style::Cells).is_some() && type_text.is_empty());
    if is_rule || is_object {
        return Some(Read::Other(Vec::new()));
    }
    if cells.len() == 1 {
        return Some(Read::Other(all.cloned().collect()));
    }
    if cells.len() > columns.len() {
        return None;
    }
    let (depth, name) = name_of(name_text)?;
    let mut words = vec![badge(cell(Column::Name)?, name)];
    words.extend(
        cells
            .iter()
            .zip(columns)
            .filter(|(_, column)| **column == Column::Words)
            .map(|(cell, _)| cell.clone()),
    );
    Some(Read::Member(Row {
        name: name.to_owned(),
        depth,
        line: cell(Column::Name)?.first()?.0,
        kind: kind_of(type_text, Style::Cells).unwrap_or(Kind::Unknown),
        type_text: type_text.to_owned(),
        example: columns.contains(&Column::Example).then(|| joined(cell(Column::Example))),
        required: required(text(Column::Required)),
        text: words.concat(),
        children: Members::default(),
    }))
}

fn joined(cell: Option<&Cell>) -> String {
    cell.into_iter().flatten().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
}

/// What stands beside the name in its cell.
fn badge(cell: &Cell, name: &str) -> Cell {
    let without = |text: &str| {
        text.split_once(name).map_or_else(|| text.to_owned(), |(_, badge)| badge.trim().to_owned())
    };
    cell.iter()
        .map(|(line, text)| (*line, without(text)))
        .filter(|(_, text)| text.chars().any(char::is_alphanumeric))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::tables;

    fn rows(text: &str) -> Option<Vec<(String, Option<bool>, String)>> {
        let lines: Vec<_> = text.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned())).collect();
        let rows = tables(&lines)?.into_iter().flatten();
        let words =
            |text: Vec<(usize, String)>| text.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ");
        Some(rows.map(|row| (row.name, row.required, words(row.text))).collect())
    }

    #[test]
    fn columns_stand_in_any_order() {
        let expected = [("Room", Some(true), "The room."), ("Note", Some(false), "A\nnote.")];
        let expected = expected.map(|(name, need, text)| (name.to_owned(), need, text.replace('\n', " ")));
        for text in [
            "Name | Type | Required | Description | Example |\n---|---|---|---|---|\nRoom | string | Yes | The room. | a |\nNote | string | No | A\nnote. | b |",
            "| Description | Required | Name | Type |\n|:--|---|---|---|\n| The room. | Yes | Room | string |\n| A\nnote. | No | Note | string |",
            "|\nName |\nDescription |\nType |\nRequired |\n| Room |\nThe room. |\nstring |\nYes |\n| Note |\nA\nnote. |\nstring |\nNo |\nMore words.",
            "|Name|Example|Type|Required|Description|\n|Room\n|a|string\n|Yes\n|The room.|\n|Note||string|No|A\n¦note.|",
        ] {
            assert_eq!(rows(text).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn a_row_that_does_not_fit_is_left_to_others() {
        assert_eq!(rows("Name | Type |\nRoom | string | Yes | The room. |\n"), None);
        assert_eq!(rows("Action | Access |\nlamp:Switch | none |"), None);
    }
}
