//! Tables of error codes.

use super::grid;
use super::page::{ErrorRow, Line};
use super::rows::Cell;
use super::words::{Section, heading};
use std::ops::Range;

const STATUS_WORDS: [&str; 12] = [
    "http status code",
    "http status",
    "httpcode",
    "http code",
    "http状态码",
    "http 状态码",
    "http狀態碼",
    "状态码",
    "status code",
    "kode status http",
    "http ステータスコード",
    "httpステータスコード",
];
const CODE_WORDS: [&str; 10] = [
    "code",
    "错误码",
    "错误代码",
    "錯誤碼",
    "error code",
    "kode kesalahan",
    "エラーコード",
    "오류 코드",
    "异常码",
    "返回码",
];

/// Whether this is the header of a table of error codes, or the first cell of one.
pub(super) fn is_header(text: &str) -> bool {
    let cells = cells_of(text);
    let Some(first) = cells.iter().find(|cell| !cell.is_empty()) else { return false };
    let is_status = STATUS_WORDS.contains(&first.as_str());
    let is_code = cells.len() > 1 && heading(first) == Some(Section::Errors);
    is_status || is_code
}

fn cells_of(text: &str) -> Vec<String> {
    let text = text.trim();
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(|cell| cell.trim().trim_matches(['*', '`', '¦']).to_lowercase()).collect()
}

/// The rows of a table: by the columns of its header if that stands on one line, else by what looks like a
/// status with a code behind it. `codes` are known codes, for rows without a status.
pub(super) fn rows(lines: &[Line], cells: &[Cell], codes: &[&str]) -> Vec<ErrorRow> {
    let header = lines.iter().enumerate().find_map(|(at, (_, text))| Some((at, columns(text)?)));
    let by_header = header.map(|(at, header)| by_columns(&lines[at + 1..], &header));
    by_header.filter(|rows| !rows.is_empty()).unwrap_or_else(|| by_looks(cells, codes))
}

/// A header on one line: how many cells it has, whether it begins with a bar, and which cell is which.
struct Header {
    length: usize,
    is_leading: bool,
    code: usize,
    status: Option<usize>,
}

fn columns(text: &str) -> Option<Header> {
    let cells = cells_of(text);
    let position = |words: &[&str]| cells.iter().position(|cell| words.contains(&cell.as_str()));
    let code = position(&CODE_WORDS).filter(|_| cells.len() > 1)?;
    let is_leading = text.trim().starts_with('|');
    Some(Header { length: cells.len(), is_leading, code, status: position(&STATUS_WORDS) })
}

fn by_columns(lines: &[Line], header: &Header) -> Vec<ErrorRow> {
    let rows = grid::rows_of(lines, header.length, header.is_leading);
    let row = |cells: Vec<grid::Cell>| {
        let has_bar = cells.len() == header.length + 1 && cells.first().is_some_and(Vec::is_empty);
        let cells = if has_bar { &cells[1..] } else { &cells[..] };
        let word = |at: usize| {
            let (line, text) = cells.get(at)?.first()?;
            Some((*line, text.trim_matches(['`', '*']).split_whitespace().next()?.to_owned()))
        };
        let (line, code) = word(header.code).filter(|(_, code)| is_code(code))?;
        let status = header.status.and_then(word).and_then(|(_, status)| self::status(&status));
        Some(ErrorRow { status, code, line })
    };
    rows.into_iter().filter_map(row).collect()
}

/// The error codes that cells list without a header that could be read.
fn by_looks(cells: &[Cell], codes: &[&str]) -> Vec<ErrorRow> {
    let mut found = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let mut words = cell.text.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next());
        let next = cells.get(at + 1).and_then(|cell| cell.text.split_whitespace().next());
        let row = |status, code: &str| ErrorRow { status, code: code.to_owned(), line: cell.line };
        if let Some(status) = status(first) {
            if let Some(code) = second.or(next).filter(|code| is_code(code)) {
                found.push(row(Some(status), code));
            }
        } else if cell.is_first && (codes.contains(&first) || is_dotted(first)) {
            let follows_status =
                at.checked_sub(1).is_some_and(|before| status(&cells[before].text).is_some());
            if !follows_status {
                found.push(row(None, first));
            }
        }
    }
    found
}

fn status(word: &str) -> Option<i64> {
    const STATUSES: Range<i64> = 200..600;
    let status = word.parse().ok()?;
    (word.len() == 3 && STATUSES.contains(&status)).then_some(status)
}

fn is_code(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '%')
        && word.len() >= 3
        && word.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '.' | '_' | '-' | '%'))
}

/// Whether a word is a code such as those of TOP.
fn is_dotted(word: &str) -> bool {
    is_code(word) && ["isv.", "isp.", "accesscontrol.", "top."].iter().any(|start| word.starts_with(start))
}
