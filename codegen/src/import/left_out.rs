//! What a draft leaves out, and why.

use std::fmt;

/// An operation that is not imported, or a parameter that an imported operation lacks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The operation.
    pub operation: String,
    /// The parameter, with dots into repeated objects; `None` if the whole operation is left out.
    pub parameter: Option<String>,
    /// Why.
    pub reason: Reason,
}

impl LeftOut {
    pub(super) fn operation(operation: &str, reason: Reason) -> Self {
        Self { operation: operation.to_owned(), parameter: None, reason }
    }

    pub(super) fn parameter(operation: &str, parameter: &str, reason: Reason) -> Self {
        Self { operation: operation.to_owned(), parameter: Some(parameter.to_owned()), reason }
    }
}

/// Why something is left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The operation is of a product that is called at hosts of the caller's own.
    OwnHosts,
    /// The operation takes methods that its style has not.
    Method(String),
    /// The operation answers with a stream of events.
    Stream,
    /// The parameter is a structure, and neither its members nor its form on the wire are told.
    Unstructured(String),
    /// The parameter travels where the protocol has no place.
    Place(String),
    /// The parameter travels in the path, and the path does not name it.
    NotInPath,
    /// The parameter is named like one of the protocol itself.
    Reserved,
    /// The parameter is secret by its name, and there is no place for it but the URL.
    Secret,
    /// A parameter that is left out is required, so that no call could be right.
    Needed(String, Box<Reason>),
    /// Nobody says where the product is.
    Homeless,
    /// The file cannot be read.
    Unreadable(String),
    /// The specification would be refused.
    Refused(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::OwnHosts => {
                write!(
                    f,
                    "is of a product that is called at a host of the caller's own, which no protocol here does"
                )
            }
            Reason::Method(methods) => write!(f, "takes {methods}, which its protocol does not"),
            Reason::Stream => write!(f, "answers with a stream of events"),
            Reason::Unstructured(kind) => {
                write!(
                    f,
                    "is of type {kind}, and the metadata tells neither its members nor how it is written"
                )
            }
            Reason::Place(place) => write!(f, "travels in the place {place}"),
            Reason::NotInPath => write!(f, "travels in the path, which does not name it"),
            Reason::Reserved => write!(f, "is named like a parameter of the protocol itself"),
            Reason::Secret => write!(f, "is secret by its name, and would stand in the URL"),
            Reason::Needed(parameter, reason) => write!(f, "needs {parameter}, which {reason}"),
            Reason::Homeless => write!(f, "belongs to a product whose hosts are not told"),
            Reason::Unreadable(problem) => write!(f, "cannot be read: {problem}"),
            Reason::Refused(problem) => write!(f, "would be refused: {problem}"),
        }
    }
}
