//! Pages whose tables list members and error codes: those of the Alibaba help centre and of TOP.
//!
//! Saved as text the tables come as rows with bars, as cells that end in a bar and a line break, or as one
//! cell a line. They are read alike: as a row of words in which a name followed by a type begins a member.

use super::error_table;
use super::grid;
use super::kind::Kind;
use super::page::{End, ErrorRow, Line, Row, Stated};
use super::rows::{cells, tables};
use super::words::{Section, columns, header_length, heading, required};

pub(crate) use super::rows::Style;

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
    let mut bars = Bars::default();
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
        bars.count(text);
        // A word alone on a line of a cell heads nothing.
        let found =
            found.filter(|section| !bars.is_open() || !matches!(section, Section::Intro | Section::Other));
        if found.is_some() {
            bars = Bars::default();
        }
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

/// The bars of a table whose cells may have line breaks: its header says how many a row has.
#[derive(Default)]
struct Bars {
    in_row: usize,
    seen: usize,
}

impl Bars {
    fn count(&mut self, text: &str) {
        let count = text.matches('|').count();
        let cells: Vec<&str> = text.trim().trim_matches('|').split('|').map(str::trim).collect();
        if count > 1 && columns(&cells).is_some() {
            (self.in_row, self.seen) = (count, 0);
        } else {
            self.seen += count;
        }
    }

    /// Whether a row has begun and has not ended.
    fn is_open(&self) -> bool {
        self.in_row > 0 && !self.seen.is_multiple_of(self.in_row)
    }
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
