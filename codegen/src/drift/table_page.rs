//! Pages whose tables list members and error codes: those of the Alibaba help centre and of TOP.
//!
//! Saved as text the tables come as rows with bars, as cells that end in a bar and a line break, or as one
//! cell a line. They are read alike: as a row of words in which a name followed by a type begins a member.

use super::error_table;
use super::grid;
use super::kind::Kind;
use super::page::{End, ErrorRow, Line, Members, Row, Stated};
use super::words::{Section, header_length, heading, required, says_deprecated};

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

/// Reads the page. `codes` are error codes that are known, for rows without a status.
pub(crate) fn read(lines: &[Line], style: Style, codes: &[&str]) -> Stated {
    let mut stated = Stated { line: lines.first().map_or(1, |line| line.0), ..Stated::default() };
    stated.text = lines.to_vec();
    let (sections, sample) = sections(lines, style);
    stated.sample = sample;
    let intro = sections.iter().filter(|(section, _)| *section == Section::Intro);
    stated.intro = intro.flat_map(|(_, lines)| lines.iter().cloned()).collect();
    let last = sections.last().map_or(Section::Intro, |(section, _)| *section);
    for (section, lines) in sections {
        let cells = cells(&lines, style);
        if section == Section::Errors {
            stated.errors.extend(error_table::rows(&lines, &cells, codes));
            continue;
        }
        let by_header = (style == Style::Cells).then(|| grid::tables(&lines)).flatten();
        let found = by_header.unwrap_or_else(|| tables(&cells, style));
        sort_in(found, section, &mut stated);
    }
    stated.errors = once(std::mem::take(&mut stated.errors));
    stated.end = end(last, lines, &stated);
    stated
}

/// What the page ends in, of which this is the last part.
fn end(last: Section, lines: &[Line], stated: &Stated) -> End {
    let last_line = lines.last().map_or(0, |(line, _)| *line);
    let last_of = |sign: &str| lines.iter().rposition(|(_, text)| text == sign);
    let is_closed = last_of("}") >= last_of("{");
    let ends_sample = stated.sample.is_some() && last_of("}").is_some_and(|at| at + 1 == lines.len());
    let is_in_sample = || !is_closed || ends_sample;
    match last {
        Section::Request => End::Request,
        Section::Answer | Section::Other if is_in_sample() => End::Sample,
        Section::Answer => End::Answer,
        Section::Errors if stated.errors.last().is_some_and(|row| row.line == last_line) => End::Errors,
        Section::Errors | Section::Intro | Section::Other => End::Elsewhere,
    }
}

/// Each row of a table that the page may show twice.
fn once(rows: Vec<ErrorRow>) -> Vec<ErrorRow> {
    let mut kept: Vec<ErrorRow> = Vec::new();
    for row in rows {
        if !kept.iter().any(|known| known.code == row.code && known.status == row.status) {
            kept.push(row);
        }
    }
    kept
}

/// Tells what the tables of a part list. A part may be shown twice; what is headed in a language that is not
/// known, or not at all, is told by its columns: parameters say whether they are required, and the members
/// of the answer come after them.
fn sort_in(tables: Vec<Vec<Row>>, section: Section, stated: &mut Stated) {
    match section {
        Section::Answer => {
            let rows: Vec<Row> = tables.into_iter().flatten().collect();
            if stated.answer.rows.is_empty() {
                stated.answer.rows = rows;
            }
        }
        Section::Request if !stated.parameters.rows.is_empty() => {
            let known = &stated.parameters.rows;
            let is_new = |row: &Row| !known.iter().any(|known| known.name == row.name);
            stated.has_others |= tables.iter().flatten().any(is_new);
        }
        _ => {
            for rows in tables {
                let says_required = rows.iter().any(|row| row.required.is_some());
                let is_headed = section == Section::Request;
                let is_first = stated.parameters.rows.is_empty();
                if (is_headed && (is_first || says_required)) || (is_first && says_required) {
                    stated.parameters.rows.extend(rows);
                } else if stated.answer.rows.is_empty() && !is_first {
                    stated.answer.rows = rows;
                }
            }
        }
    }
}

pub(crate) type Sample = Option<(usize, serde_json::Value)>;

/// The parts of the page, and its first sample answer, which is in none of them.
pub(crate) fn sections(lines: &[Line], style: Style) -> (Vec<(Section, Vec<Line>)>, Sample) {
    let mut sections = vec![(Section::Intro, Vec::new())];
    let mut sample = None;
    let mut at = 0;
    while let Some((number, text)) = lines.get(at) {
        at += 1;
        let current = sections.last().map_or(Section::Intro, |(section, _)| *section);
        if text.trim_start().starts_with('{')
            && style == Style::Cells
            && current != Section::Request
            && let Some((length, value)) = json(&lines[at - 1..])
        {
            sample = sample.or(Some((*number, value)));
            at += length - 1;
            continue;
        }
        let before = at.checked_sub(2).and_then(|before| lines.get(before)).map(|(_, text)| text.trim());
        // What follows a type is the description of a member, even if it reads like a heading.
        let is_cell = before.is_some_and(|text| Kind::named(text).is_some() || required(text).is_some());
        let header = header_length(lines[at - 1..].iter().map(|(_, text)| text.trim()));
        if header > 0 {
            // A word of the header may be that of a part.
            if let Some((_, own)) = sections.last_mut() {
                own.extend_from_slice(&lines[at - 1..at - 1 + header]);
            }
            at += header - 1;
            continue;
        }
        let found = if text.contains(['|', '¦']) || is_cell { None } else { heading(text) };
        match found.or_else(|| error_table::is_header(text).then_some(Section::Errors)) {
            // The header of a table in its own part is no new part.
            Some(section) if section != current && !text.contains('|') => {
                sections.push((section, Vec::new()));
            }
            Some(section) if section != current => sections.push((section, vec![(*number, text.clone())])),
            Some(_) if !text.contains('|') => {}
            _ => {
                if let Some((_, lines)) = sections.last_mut() {
                    lines.push((*number, text.clone()));
                }
            }
        }
    }
    (sections, sample)
}

/// The JSON object that begins on the first line: how many lines it has, and what it is.
fn json(lines: &[Line]) -> Option<(usize, serde_json::Value)> {
    let mut text = String::new();
    for (count, (_, line)) in lines.iter().enumerate().take(400) {
        text.push_str(line.trim());
        text.push('\n');
        if line.contains('}')
            && let Ok(value @ serde_json::Value::Object(_)) = serde_json::from_str(&text)
        {
            return Some((count + 1, value));
        }
    }
    None
}

const BULLETS: [char; 4] = ['•', '·', '●', '◦'];

fn cells(lines: &[Line], style: Style) -> Vec<Cell> {
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
fn tables(cells: &[Cell], style: Style) -> Vec<Vec<Row>> {
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
