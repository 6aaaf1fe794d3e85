//! What a page says of its operations, whatever its layout.

use super::kind::Kind;
use serde_json::Value;

/// A line of a page: its number and its text.
pub(super) type Line = (usize, String);

/// What a page says of one operation.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// The line that names the operation.
    pub(super) line: usize,
    /// The introduction: title and what comes before the first table.
    pub(super) intro: Vec<Line>,
    /// All that the page says of the operation.
    pub(super) text: Vec<Line>,
    /// The parameters, if the page lists them.
    pub(super) parameters: Members,
    /// The members of the answer, if the page lists them.
    pub(super) answer: Members,
    /// Whether the page itself says which object a member belongs to.
    pub(super) is_nested: bool,
    /// The error codes, if the page lists them.
    pub(super) errors: Vec<ErrorRow>,
    /// A sample answer and the line where it begins.
    pub(super) sample: Option<(usize, Value)>,
    /// What the page ends in.
    pub(super) end: End,
    /// Whether the page also lists the parameters of another operation.
    pub(super) has_others: bool,
}

/// What a page ends in: a whole one has more after its tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// The part with the parameters.
    Request,
    /// The part with the members of the answer.
    Answer,
    /// The sample answer.
    Sample,
    /// A row of the error codes.
    Errors,
    /// Something else.
    #[default]
    Elsewhere,
}

/// Members of a request, an answer or an object.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// The rows, in order.
    pub(super) rows: Vec<Row>,
    /// Whether the page says that there are others, which it does not list.
    pub(super) open: bool,
    /// Whether the page lists them even though there are none.
    pub(super) is_listed: bool,
}

/// A row of a table of members.
#[derive(Debug)]
pub(super) struct Row {
    /// The wire name.
    pub(super) name: String,
    /// How deep the page draws it below others.
    pub(super) depth: usize,
    /// The line of the name.
    pub(super) line: usize,
    /// The type, as far as it is understood.
    pub(super) kind: Kind,
    /// Whether the member is required, if the page says so.
    pub(super) required: Option<bool>,
    /// What else stands in the row.
    pub(super) text: Vec<Line>,
    /// The members of the object.
    pub(super) children: Members,
}

/// A row of a table of error codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ErrorRow {
    /// The HTTP status, if the page gives one.
    pub(super) status: Option<i64>,
    /// The code.
    pub(super) code: String,
    /// The line.
    pub(super) line: usize,
}
