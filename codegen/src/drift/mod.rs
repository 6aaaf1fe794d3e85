//! Whether documentation pages still say what the specifications say.
//!
//! A page is read as [`html`] or as text, told apart by its layout ([`table_page`], [`go_page`]), matched
//! with its operations ([`identify`]) and compared with their files ([`compare`]). What a page does not
//! state is not compared. A page that cannot be read is an error and never "no difference".

mod anchored;
pub(crate) mod compare;
mod cut;
mod encoding;
pub(crate) mod enumeration;
mod error_table;
mod errors;
mod file_types;
mod finding;
pub(crate) mod go_page;
mod grid;
mod html;
pub(crate) mod identify;
pub(crate) mod kind;
pub(crate) mod limits;
pub(crate) mod members;
mod mend;
pub(crate) mod nest;
pub(crate) mod number;
mod numerals;
mod operation_limits;
pub(crate) mod page;
pub(crate) mod rate;
pub(crate) mod region;
mod rows;
mod spec;
pub(crate) mod statement;
pub(crate) mod table_page;
mod template;
mod text;
mod units;
mod values;
pub(crate) mod words;

pub use self::encoding::decoded;
pub use self::finding::{Change, Finding, as_json, as_text};
pub use self::mend::{Mend, mended};

use crate::source::Source;
use crate::tree::Span;
use std::fmt;

/// A saved page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What the caller calls it: mostly the path of its file.
    pub name: String,
    /// What the file holds, HTML or text.
    pub text: String,
}

/// What a page says that its specifications do not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The differences, in order of the page.
    pub findings: Vec<Finding>,
    /// The dates of reading of the page.
    pub dates: Vec<Date>,
}

/// Where the day stands on which a page was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The file, below the folder of specifications.
    pub spec_path: String,
    /// The bytes of the date, quotes included.
    pub span: Span,
    /// Whether no finding waits for a person's decision.
    pub is_settled: bool,
}

/// Why a page cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The page, as the caller named it; empty if it is the specifications that cannot be read.
    pub page: String,
    /// What is wrong, in a sentence without a full stop.
    pub reason: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.page.is_empty() {
            return f.write_str(&self.reason);
        }
        write!(f, "{}: {}", self.page, self.reason)
    }
}

impl std::error::Error for Unreadable {}

/// Compares a page with the specifications of the operations that it is about, in order of the page.
/// Only those of one service are looked at, if one is named.
pub fn drift(sources: &[Source], page: &Page, service: Option<&str>) -> Result<Reading, Unreadable> {
    let unreadable = |reason: String| Unreadable { page: page.name.clone(), reason };
    let services = spec::services(sources).map_err(|reason| Unreadable { page: String::new(), reason })?;
    let services: Vec<_> =
        services.into_iter().filter(|known| service.is_none_or(|name| known.name == name)).collect();
    if let Some(name) = service.filter(|_| services.is_empty()) {
        return Err(Unreadable { page: String::new(), reason: format!("there is no service `{name}`") });
    }
    let lines = lines(&page.text);
    if lines.is_empty() {
        return Err(unreadable("the page is empty".to_owned()));
    }
    let subjects = if go_page::is_go(&lines) {
        identify::go(&services, &lines).map_err(unreadable)?
    } else {
        vec![identify::table(&services, &lines).map_err(unreadable)?]
    };
    let mut reading = compare::compare(subjects);
    for finding in &mut reading.findings {
        finding.page.clone_from(&page.name);
    }
    Ok(reading)
}

/// The lines of a page that hold something, of HTML or of text.
pub(crate) fn lines(text: &str) -> Vec<page::Line> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if html::is_html(&text) { html::lines(&text) } else { text::lines(&text) }
}
