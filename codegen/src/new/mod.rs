//! A first draft of an operation's specification, out of the page that documents it.
//!
//! The page is read as [`drift`] reads it, so that a draft and its page do not differ. What the page
//! says becomes the draft; where a person must decide, the draft has `decide` beside the value, and `check` is red
//! until it is gone. What has no place in the draft is told: nothing is dropped in silence. A draft that would be
//! refused for anything but its decisions is no draft.

mod anchor;
mod call;
mod choice;
mod columns;
mod draft;
mod error_row;
mod example;
mod known;
mod left;
mod limit;
mod locale;
mod marked;
mod material;
mod member;
mod object;
mod operation;
mod quota;
mod rest;
mod service;
mod settle;
mod subject;
mod taking;
mod type_text;

pub use self::left::Left;

use self::draft::Draftable;
use self::known::Known;
use self::subject::{Operation, Subject};
use crate::diagnostic::Diagnostic;
use crate::drift::identify::is_called;
use crate::drift::{self, Page};
use crate::output::Output;
use crate::source::Source;

/// What is drafted of a page.
#[derive(Debug, Default)]
pub struct Drafted {
    /// The files that are new, below the folder of specifications.
    pub files: Vec<Output>,
    /// `service.json` with one more page, where the service has one already.
    pub changed: Option<Output>,
    /// What a person must decide of them, as `check` tells it.
    pub open: Vec<Diagnostic>,
    /// What the page says that no file does, in order of the page.
    pub left: Vec<Left>,
}

/// Why nothing is drafted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The page cannot be read; or nothing can be made of it that the generator would take.
    Unreadable(String),
    /// There is a specification already.
    There(String),
}

/// Drafts the specification of what a page is about, read on this day. The page's own word for its service is
/// taken if none is given.
pub fn new(sources: &[Source], page: &Page, service: Option<&str>, date: &str) -> Result<Drafted, Refused> {
    let lines = drift::lines(&page.text);
    if lines.is_empty() {
        return Err(Refused::Unreadable("the page is empty".to_owned()));
    }
    let mut subject = subject::read(&lines, &[]).map_err(Refused::Unreadable)?;
    let name = service.map(ToOwned::to_owned).or_else(|| subject.service.clone());
    let name =
        name.ok_or_else(|| Refused::Unreadable("the page names no service; give --service".to_owned()))?;
    let known = Known::read(sources, &name).map_err(Refused::Unreadable)?;
    let mut there = Vec::new();
    if let Some(known) = &known {
        // Known codes tell rows of errors that have no status.
        let codes: Vec<&str> = known.errors().into_iter().map(|(_, code)| code).collect();
        subject = subject::read(&lines, &codes).map_err(Refused::Unreadable)?;
        there = without_known(&mut subject, known, sources, &name)?;
    }
    let draftable =
        Draftable { page, lines: &lines, date, name: &name, known: known.as_ref(), subject: &subject };
    let mut drafted = draftable.draft().map_err(Refused::Unreadable)?;
    drafted.left.splice(0..0, there);
    Ok(drafted)
}

/// Takes out the operations that the service has already, and names them. That all are is an error.
fn without_known(
    subject: &mut Subject,
    known: &Known<'_>,
    sources: &[Source],
    name: &str,
) -> Result<Vec<Left>, Refused> {
    if known.protocol() != subject.protocol {
        let problem =
            format!("the page is of {}, and `{name}` speaks {}", subject.protocol, known.protocol());
        return Err(Refused::Unreadable(problem));
    }
    let is_there = |operation: &Operation| {
        let call = operation.call.as_ref();
        known.operations.contains(&operation.name)
            || call.is_some_and(|(method, path)| is_called(sources, name, method, path))
    };
    let (there, fresh): (Vec<_>, Vec<_>) =
        std::mem::take(&mut subject.operations).into_iter().partition(is_there);
    subject.operations = fresh;
    if subject.operations.is_empty() {
        let problem = format!("all that the page documents is in `{name}` already; `drift` compares the two");
        return Err(Refused::There(problem));
    }
    let told = there
        .iter()
        .map(|operation| Left::new(operation.stated.line, format!("`{}` is there already", operation.name)));
    Ok(told.collect())
}
