//! The rows of tables of members, read as a row of words in which a name followed by a type begins a member.

use super::kind::Kind;
use super::page::{Line, Members, Row};
use super::words::{header_length, required, says_deprecated};

/// What is between two bars or line breaks.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) line: usize,
    pub(super) text: String,
    /// Whether it is the first of its line.
    pub(super) is_first: bool,
    /// Whether it is an item of a list.
    is_item: bool,
}

/// How a page writes its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// A cell has an end of its own.
    Cells,
    /// Name, type and necessity stand on one line, parted by blanks; types have names of their own.
    Top,
}

const BULLETS: [char; 4] = ['•', '·', '●', '◦'];

pub(super) fn cells(lines: &[Line], style: Style) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (line, text) in lines {
        let text = text.trim_start_matches('¦').trim();
        let is_item = text.starts_with(BULLETS);
        let text = text.trim_start_matches(BULLETS).trim();
        let parts: Vec<&str> = match style {
            Style::Top if !text.contains('|') && !is_item => words_of_row(text),
            Style::Top | Style::Cells => text.split('|').collect(),
        };
        let mut is_first = true;
        for part in parts {
            let is_item = is_item || part.trim().starts_with(BULLETS);
            let part = part.trim().trim_start_matches(BULLETS).trim();
            let is_rule =
                part.contains("--") && part.chars().all(|character| matches!(character, '-' | ':' | ' '));
            if !part.is_empty() && !is_rule {
                cells.push(Cell { line: *line, text: part.to_owned(), is_first, is_item });
                is_first = false;
            }
        }
    }
    cells
}

/// A line of a TOP page, parted into name, type, necessity and the rest if it begins with a name and a type.
fn words_of_row(text: &str) -> Vec<&str> {
    let (marks, rest) = text.split_at(text.len() - text.trim_start_matches(['└', ' ']).len());
    let Some((name, after)) = rest.split_once(char::is_whitespace) else { return vec![text] };
    let after = after.trim_start();
    let mut end = after.find(char::is_whitespace).unwrap_or(after.len());
    if after[end..].trim_start().starts_with("[]") {
        end = after.len() - after[end..].trim_start().len() + 2;
    }
    let (kind, after) = after.split_at(end);
    if !is_name(name) || kind_of(kind, Style::Top).is_none() {
        return vec![text];
    }
    let name = &text[..marks.len() + name.len()];
    let after = after.trim_start();
    let (word, description) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
    if required(word).is_some_and(|_| !matches!(word, "true" | "false")) {
        return vec![name, kind, word, description];
    }
    vec![name, kind, after]
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.'))
        && text.len() <= 80
}

pub(super) fn kind_of(text: &str, style: Style) -> Option<Kind> {
    let known = Kind::named(text).filter(|_| text.len() <= 60);
    known.or_else(|| {
        let is_type = style == Style::Top
            && text.starts_with(|first: char| first.is_ascii_uppercase())
            && text.chars().all(|next| next.is_ascii_alphanumeric())
            && text.chars().any(|next| next.is_ascii_lowercase());
        is_type.then_some(Kind::Object)
    })
}

/// A name with the marks that say how deep it is.
pub(super) fn name_of(text: &str) -> Option<(usize, &str)> {
    let name = text.trim_start_matches(['└', '∟', '├', '─', '　', ' ', '*', '`']);
    let depth = text.chars().filter(|mark| matches!(mark, '└' | '∟' | '├')).count();
    // A badge beside the name is no part of it, but a sentence is no name.
    let (name, badge) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    let (name, badge) = name.find(['(', '（', '【']).map_or((name, badge), |at| name.split_at(at));
    let name = name.trim_end_matches(['`', '*']);
    let badge = badge.trim().trim_matches(['(', ')', '[', ']', '（', '）', '【', '】']);
    let is_badge = badge.is_empty()
        || !badge.starts_with(|next: char| next.is_ascii_alphanumeric())
        || says_deprecated(badge)
        || required(badge).is_some();
    let is_type = ["object", "array", "string", "integer", "long", "boolean", "number"].contains(&name);
    (is_badge && is_name(name) && !is_type && !name.ends_with('.')).then_some((depth, name))
}

/// A name, a type, and whether it is required: where a row begins.
struct Start<'c> {
    depth: usize,
    name: &'c str,
    kind: Kind,
    type_text: &'c str,
    required: Option<bool>,
    /// How many cells these are.
    length: usize,
}

fn start(cells: &[Cell], style: Style) -> Option<Start<'_>> {
    let first = cells.first()?;
    // TOP draws the members of objects as lists and marks each name; other items are no names.
    let (depth, name) =
        name_of(&first.text).filter(|(depth, _)| style == Style::Cells || !first.is_item || *depth > 0)?;
    let second = &cells.get(1)?.text;
    let third = cells.get(2).and_then(|cell| required(&cell.text));
    if let Some(kind) = kind_of(second, style) {
        let length = if third.is_some() { 3 } else { 2 };
        return Some(Start { depth, name, kind, type_text: second, required: third, length });
    }
    // The columns may stand in another order.
    if let Some(needed) = required(second)
        && let Some(cell) = cells.get(2)
        && let Some(kind) = kind_of(&cell.text, style)
    {
        return Some(Start { depth, name, kind, type_text: &cell.text, required: Some(needed), length: 3 });
    }
    // A type of an unknown name, in a row that says whether it is required.
    let is_word =
        second.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '<' | '>' | '[' | ']'));
    (third.is_some() && is_word && required(second).is_none()).then_some(Start {
        depth,
        name,
        kind: Kind::Unknown,
        type_text: second,
        required: third,
        length: 3,
    })
}

/// The tables of members that the cells hold, each flat. A header begins a table.
pub(super) fn tables(cells: &[Cell], style: Style) -> Vec<Vec<Row>> {
    let mut tables: Vec<Vec<Row>> = vec![Vec::new()];
    let mut at = 0;
    while at < cells.len() {
        let header = header_length(cells[at..].iter().map(|cell| cell.text.as_str()));
        if header > 0 {
            tables.push(Vec::new());
            at += header;
            continue;
        }
        let Some(rows) = tables.last_mut() else { break };
        if let Some(begin) = start(&cells[at..], style) {
            let length = begin.length;
            rows.push(row(begin, &cells[at]));
            at += length;
        } else {
            if let Some(row) = rows.last_mut() {
                row.text.push((cells[at].line, cells[at].text.clone()));
            }
            at += 1;
        }
    }
    tables.retain(|rows| !rows.is_empty());
    tables
}

fn row(begin: Start<'_>, cell: &Cell) -> Row {
    Row {
        name: begin.name.to_owned(),
        depth: begin.depth,
        line: cell.line,
        kind: begin.kind,
        type_text: begin.type_text.to_owned(),
        example: None,
        required: begin.required,
        text: badge(cell).into_iter().collect(),
        children: Members::default(),
    }
}

/// What stands beside the name in its cell.
fn badge(cell: &Cell) -> Option<Line> {
    let words = cell.text.trim_start_matches(['└', '∟', '├', '─', ' ']);
    let (_, badge) = words.split_once(char::is_whitespace)?;
    Some((cell.line, badge.trim().to_owned()))
}
