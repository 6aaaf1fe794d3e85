//! Where a parameter travels.

use super::call::{Call, Style, is_whole_body};
use super::left_out::Reason;
use crate::tree::Node;
use bindery_runtime::protocol::{AlibabaRoa, AlibabaRpc};

/// A place of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Query,
    Path,
    Header,
    Form,
    WholeBody,
}

impl Place {
    /// The word of the format.
    pub(super) fn word(self) -> &'static str {
        match self {
            Place::Query => "query",
            Place::Path => "path",
            Place::Header => "header",
            Place::Form => "form",
            Place::WholeBody => "whole-body",
        }
    }
}

/// The place of a parameter; `None` is the protocol's ordinary one. Query and form are one place to a protocol that
/// chooses between them.
pub(super) fn of(node: &Node<'_>, name: &str, call: &Call) -> Result<Option<Place>, Reason> {
    let position = node.text("position").unwrap_or_default();
    let place = match (call.style, position) {
        (Style::Rpc, "Query" | "Body" | "FormData") if AlibabaRpc::RESERVED.contains(&name) => {
            return Err(Reason::Reserved);
        }
        (Style::Rpc, "Query" | "Body" | "FormData") => return Ok(None),
        (Style::Roa, "Query") => Place::Query,
        (Style::Roa, "Path") if call.has_in_path(name) => Place::Path,
        (Style::Roa, "Path") => return Err(Reason::NotInPath),
        (Style::Roa, "Header") if AlibabaRoa::reserves(&name.to_ascii_lowercase()) => {
            return Err(Reason::Reserved);
        }
        (Style::Roa, "Header") => Place::Header,
        (Style::Roa, _) if is_whole_body(node) => Place::WholeBody,
        (Style::Roa, "Body" | "FormData") => Place::Form,
        (_, other) => return Err(Reason::Place(other.to_owned())),
    };
    Ok(Some(place))
}
