//! One thing in which a page and a specification differ, and how it is told.

use serde_json::{Value, json};
use std::fmt::Write as _;

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// The page lists a parameter that the specification lacks.
    ParameterAdded,
    /// The page no longer lists a parameter.
    ParameterRemoved,
    /// The type of a parameter.
    Type,
    /// Whether a parameter is required.
    Required,
    /// The number or list of a limit.
    Limit,
    /// The page states a limit that was not stated there.
    LimitStated,
    /// The values that a parameter or member takes.
    Enum,
    /// A rate, a lifetime, or another limit on calls and objects.
    OperationLimit,
    /// The page lists a member of the answer that the specification lacks.
    ResponseAdded,
    /// The page no longer lists a member of the answer.
    ResponseRemoved,
    /// The type of a member of the answer.
    ResponseType,
    /// The page lists an error code that the specification lacks.
    ErrorAdded,
    /// The page no longer lists an error code.
    ErrorRemoved,
    /// The HTTP status of an error code.
    ErrorStatus,
    /// The operation, a parameter or a member is out of use.
    Deprecated,
}

impl Change {
    /// The word for it in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ParameterAdded => "parameter_added",
            Self::ParameterRemoved => "parameter_removed",
            Self::Type => "type",
            Self::Required => "required",
            Self::Limit => "limit",
            Self::LimitStated => "limit_stated",
            Self::Enum => "enum",
            Self::OperationLimit => "operation_limit",
            Self::ResponseAdded => "response_added",
            Self::ResponseRemoved => "response_removed",
            Self::ResponseType => "response_type",
            Self::ErrorAdded => "error_added",
            Self::ErrorRemoved => "error_removed",
            Self::ErrorStatus => "error_status",
            Self::Deprecated => "deprecated",
        }
    }
}

/// A change of a page, beside what its specification says.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The operation's wire name.
    pub operation: String,
    /// What kind of change it is.
    pub change: Change,
    /// The member, error code, object or rule, with dots down into objects; empty for the operation.
    pub at: String,
    /// The key of the specification that is concerned.
    pub attribute: String,
    /// What the specification says, `null` if nothing.
    pub before: Value,
    /// What the page says, `null` if nothing any more.
    pub after: Value,
    /// The page, as the caller named it.
    pub page: String,
    /// The line of the page, from 1.
    pub page_line: usize,
    /// The specification file, below the folder of specifications.
    pub spec_path: String,
    /// Its line, from 1.
    pub spec_line: usize,
    /// What to do in that file.
    pub edit: String,
}

impl Finding {
    /// The finding as JSON; `folder` is where the specifications are.
    fn json(&self, folder: &str) -> Value {
        json!({
            "operation": self.operation,
            "change": self.change.word(),
            "at": self.at,
            "attribute": self.attribute,
            "before": self.before,
            "after": self.after,
            "page_line": self.page_line,
            "spec": format!("{folder}/{}:{}", self.spec_path, self.spec_line),
        })
    }
}

/// The findings as a JSON list.
pub fn as_json(findings: &[Finding], folder: &str) -> String {
    let list: Vec<Value> = findings.iter().map(|finding| finding.json(folder)).collect();
    // A value made of texts and numbers can always be written.
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

/// The findings as text, one paragraph each.
pub fn as_text(findings: &[Finding], folder: &str) -> String {
    let mut text = String::new();
    for finding in findings {
        let Finding {
            operation,
            at,
            attribute,
            before,
            after,
            page,
            page_line,
            spec_path,
            spec_line,
            edit,
            ..
        } = finding;
        let place = if at.is_empty() { String::new() } else { format!(" {at}") };
        let change = finding.change.word();
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "{operation}{place}: {change}\n  {attribute}: {before} → {after}\n  page {page}:{page_line}\n  spec {folder}/{spec_path}:{spec_line}\n  edit: {edit}\n\n",
        );
    }
    let count = findings.len();
    let noun = if count == 1 { "difference" } else { "differences" };
    let _ = writeln!(text, "{count} {noun}");
    text
}
