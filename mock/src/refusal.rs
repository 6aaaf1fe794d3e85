//! Why a request is refused, and the documented error that says so.

use bindery::runtime::table::{ErrorRow, Operation, Service};
use std::time::Duration;

/// Why a request is refused. Each wire protocol has documented codes for these, in order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// No operation is named.
    NoOperation,
    /// The service has no such operation.
    UnknownOperation,
    /// The version is absent.
    NoVersion,
    /// The version is none of the service's.
    UnknownVersion,
    /// The HTTP method is not taken.
    WrongMethod,
    /// The demanded format of the answer is none.
    UnknownFormat,
    /// The signature or a part of it is absent.
    IncompleteSignature,
    /// The signature or a part of it cannot be read.
    MalformedSignature,
    /// The id is absent.
    NoId,
    /// Nobody has this id.
    UnknownId,
    /// The signature is another than the server's.
    WrongSignature,
    /// The security token does not go with the id.
    WrongToken,
    /// The user's session is absent.
    NoSession,
    /// The user's session is not known.
    WrongSession,
    /// The time of signing is absent.
    NoTime,
    /// The time of signing cannot be read.
    MalformedTime,
    /// The time of signing is too far from the server's.
    WrongTime,
    /// The nonce is absent.
    NoNonce,
    /// The nonce was seen before.
    UsedNonce,
    /// A required parameter is absent.
    Missing,
    /// There is no such parameter.
    UnknownParameter,
    /// A value is not of its kind or format.
    Malformed,
    /// A text has too many characters.
    TooManyChars,
    /// A text has too many bytes.
    TooManyBytes,
    /// A text is empty.
    Empty,
    /// A span of time is too long.
    TooLongPeriod,
    /// A value is refused for another reason.
    Invalid,
    /// The object that is named does not exist.
    NoSuchObject,
    /// The object that is named can no longer be used.
    SpentObject,
    /// There are as many objects as there may be.
    TooManyObjects,
    /// The account called too often.
    AccountThrottled,
    /// The operation was called too often, in another scope than the account.
    OperationThrottled,
    /// The service is out of order.
    Unavailable,
}

/// A refused request: a documented error, filled in.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The HTTP status that the error is documented under, if one is.
    pub(crate) status: Option<u16>,
    /// The code; none if the vendor documents none for this.
    pub(crate) code: Option<String>,
    /// What is wrong, with the parameter and the limit.
    pub(crate) message: String,
    /// How long to wait before the next call.
    pub(crate) retry_after: Option<Duration>,
}

impl Refusal {
    /// A refusal that the vendor documents no code for.
    pub(crate) fn bare(status: u16, message: impl Into<String>) -> Self {
        Self { status: Some(status), code: None, message: message.into(), retry_after: None }
    }

    /// The refusal by this row. The code may be one made from the row's template.
    pub(crate) fn of_row(row: &ErrorRow, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status: row.status, code: Some(code.into()), message: message.into(), retry_after: None }
    }

    /// The refusal by the first of these codes that is documented, if one is, its `%s` filled in.
    pub(crate) fn by_codes(
        service: &'static Service,
        operation: Option<&'static Operation>,
        codes: &[&str],
        argument: &str,
        message: &str,
    ) -> Option<Self> {
        let row = codes.iter().find_map(|code| find_row(service, operation, code))?;
        Some(Self::of_row(row, row.code.0.replace("%s", argument), message))
    }

    pub(crate) fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }
}

/// The row of a code, an operation's own before the service's.
pub(crate) fn find_row(
    service: &'static Service,
    operation: Option<&'static Operation>,
    code: &str,
) -> Option<&'static ErrorRow> {
    let own = operation.map_or(&[][..], |operation| operation.errors);
    own.iter().chain(service.errors).find(|row| row.code.0 == code)
}
