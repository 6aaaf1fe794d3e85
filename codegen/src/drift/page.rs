//! What a page says of its operations, whatever its layout.

use super::kind::Kind;
use serde_json::Value;

/// A line of a page: its number and its text.
pub(crate) type Line = (usize, String);

/// What a page says of one operation.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    /// The line that names the operation.
    pub(crate) line: usize,
    /// The introduction: title and what comes before the first table.
    pub(crate) intro: Vec<Line>,
    /// All that the page says of the operation.
    pub(crate) text: Vec<Line>,
    /// The parameters, if the page lists them.
    pub(crate) parameters: Members,
    /// The members of the answer, if the page lists them.
    pub(crate) answer: Members,
    /// Whether the page itself says which object a member belongs to.
    pub(crate) is_nested: bool,
    /// The error codes, if the page lists them.
    pub(crate) errors: Vec<ErrorRow>,
    /// A sample answer and the line where it begins.
    pub(crate) sample: Option<(usize, Value)>,
    /// What the page ends in.
    pub(crate) end: End,
    /// Whether the page also lists the parameters of another operation.
    pub(crate) has_others: bool,
}

/// What a page ends in: a whole one has more after its tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum End {
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
pub(crate) struct Members {
    /// The rows, in order.
    pub(crate) rows: Vec<Row>,
    /// Whether the page says that there are others, which it does not list.
    pub(crate) open: bool,
    /// Whether the page lists them even though there are none.
    pub(crate) is_listed: bool,
}

/// A row of a table of members.
#[derive(Debug)]
pub(crate) struct Row {
    /// The wire name.
    pub(crate) name: String,
    /// How deep the page draws it below others.
    pub(crate) depth: usize,
    /// The line of the name.
    pub(crate) line: usize,
    /// The type, as far as it is understood.
    pub(crate) kind: Kind,
    /// The type as the page names it; empty where only a sample shows the member.
    pub(crate) type_text: String,
    /// The example, empty if its column is; none if the column is not known.
    pub(crate) example: Option<String>,
    /// Whether the member is required, if the page says so.
    pub(crate) required: Option<bool>,
    /// What else stands in the row.
    pub(crate) text: Vec<Line>,
    /// The members of the object.
    pub(crate) children: Members,
}

/// A row of a table of error codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ErrorRow {
    /// The HTTP status, if the page gives one.
    pub(crate) status: Option<i64>,
    /// The code.
    pub(crate) code: String,
    /// The line.
    pub(crate) line: usize,
}
