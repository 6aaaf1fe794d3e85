//! The wire protocols, seen from the server: which operation a request calls, what its parameters are, and
//! in what envelope the answer goes.

mod alibaba;
mod jpush;
mod top;
mod values;
mod xml;

use crate::form::FilePart;
use crate::pairs::Pairs;
use crate::refusal::{Reason, Refusal};
use crate::reply::Reply;
use bindery::Map;
use bindery::runtime::table::{Operation, Service};
use bytes::Bytes;
use http::request;
use std::net::IpAddr;

/// Parameters in a path, by name.
pub(crate) type Segments = Vec<(&'static str, String)>;

/// A request as it arrived.
pub(crate) struct Received {
    pub(crate) parts: request::Parts,
    pub(crate) body: Bytes,
    pub(crate) peer: IpAddr,
}

/// How a service is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Alibaba,
    Jpush,
    Top,
}

/// What a request asks for.
pub(crate) struct Asked {
    pub(crate) wire: Wire,
    pub(crate) service: &'static Service,
    /// The operation, or why there is none.
    pub(crate) operation: Result<&'static Operation, Refusal>,
    /// An operation that looks the same on the wire, and differs only in what the client does.
    pub(crate) alias: Option<&'static Operation>,
    /// The parameters of query and form.
    pub(crate) pairs: Pairs,
    pub(crate) files: Vec<FilePart>,
    /// The parameters in the path.
    pub(crate) segments: Segments,
}

impl Asked {
    fn new(wire: Wire, service: &'static Service, pairs: Pairs) -> Self {
        Self {
            wire,
            service,
            operation: Err(Refusal::bare(404, "no operation")),
            alias: None,
            pairs,
            files: Vec::new(),
            segments: Vec::new(),
        }
    }

    /// The names that the call goes by; none if it calls no operation.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.operation.iter().chain(&self.alias).map(|operation| operation.name).collect()
    }

    /// The refusal for this reason, in the codes of the service.
    pub(crate) fn refuse(&self, reason: Reason, argument: &str, message: impl Into<String>) -> Refusal {
        let operation = self.operation.as_ref().ok().copied();
        self.wire.refuse(self.service, operation, reason, argument, message)
    }

    /// The business parameters by wire name, as JSON.
    pub(crate) fn parameters(
        &self,
        operation: &'static Operation,
        received: &Received,
    ) -> Result<Map, Refusal> {
        match self.wire {
            Wire::Alibaba => Ok(alibaba::parameters(operation, &self.pairs)),
            Wire::Jpush => jpush::parameters(self, operation, &received.body),
            Wire::Top => Ok(top::parameters(operation, &self.pairs, &self.files)),
        }
    }

    /// The answer of a success, in the vendor's envelope.
    pub(crate) fn success(&self, operation: &'static Operation, answer: Map, request_id: &str) -> Reply {
        match self.wire {
            Wire::Alibaba => alibaba::success(answer, request_id),
            Wire::Jpush => jpush::success(operation, answer),
            Wire::Top => top::success(operation, answer, request_id, &self.pairs),
        }
    }

    /// The answer of a refusal, in the vendor's envelope.
    pub(crate) fn refusal(&self, refusal: &Refusal, request_id: &str, received: &Received) -> Reply {
        match self.wire {
            Wire::Alibaba => alibaba::refusal(refusal, request_id, &received.parts.headers),
            Wire::Jpush => jpush::refusal(self.operation.as_ref().ok().copied(), refusal),
            Wire::Top => top::refusal(self.service, refusal, request_id, &self.pairs),
        }
    }
}

impl Wire {
    /// The refusal for this reason, in the codes of the service.
    pub(crate) fn refuse(
        self,
        service: &'static Service,
        operation: Option<&'static Operation>,
        reason: Reason,
        argument: &str,
        message: impl Into<String>,
    ) -> Refusal {
        let message = message.into();
        let codes = match self {
            Wire::Alibaba => alibaba::codes(reason),
            Wire::Jpush => jpush::codes(reason),
            Wire::Top => top::codes(reason),
        };
        let documented = Refusal::by_codes(service, operation, codes, argument, &message);
        documented.unwrap_or_else(|| Refusal::bare(bare_status(reason), message))
    }
}

/// The status of a refusal that the vendor documents no code for.
fn bare_status(reason: Reason) -> u16 {
    match reason {
        Reason::NoOperation | Reason::UnknownOperation => 404,
        Reason::WrongMethod => 405,
        Reason::Unavailable => 503,
        _ => 400,
    }
}

/// What a request asks for. A request that is none of any protocol gets no vendor's answer.
pub(crate) fn read(received: &Received) -> Option<Asked> {
    top::read(received).or_else(|| jpush::read(received)).or_else(|| alibaba::read(received))
}

/// The path of a base URL.
fn path_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.find('/').map_or("", |at| &after_scheme[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery::runtime::table::Class;

    /// What any operation may refuse, with the class that its error should have.
    const REASONS: [(Reason, Class); 12] = [
        (Reason::UnknownId, Class::Auth),
        (Reason::WrongSignature, Class::Auth),
        (Reason::Missing, Class::Caller),
        (Reason::Malformed, Class::Caller),
        (Reason::TooManyChars, Class::Caller),
        (Reason::TooManyBytes, Class::Caller),
        (Reason::Empty, Class::Caller),
        (Reason::TooLongPeriod, Class::Caller),
        (Reason::Invalid, Class::Caller),
        (Reason::AccountThrottled, Class::Throttled),
        (Reason::OperationThrottled, Class::Throttled),
        (Reason::Unavailable, Class::Server),
    ];

    #[test]
    fn every_operation_documents_a_fitting_error_for_every_reason() {
        for service in crate::services::all() {
            let wire = Wire::of(service).expect("it is served");
            for operation in service.operations {
                for (reason, class) in REASONS {
                    let refusal = wire.refuse(service, Some(operation), reason, "Title", "");
                    let code = refusal.code.unwrap_or_default();
                    let mut rows = operation.error_rows().filter(|row| row.code.matches(&code));
                    let fits = rows.any(|row| row.class == class && row.status == refusal.status);
                    assert!(fits, "{} refuses with {code:?} for {reason:?}", operation.name);
                    assert!(!code.contains("%s"), "{code}");
                }
            }
        }
    }
}
