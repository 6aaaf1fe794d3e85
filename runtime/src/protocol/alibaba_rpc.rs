//! Alibaba Cloud RPC: parameters in the query, signed with ACS3-HMAC-SHA256 in headers or with the older
//! HMAC-SHA1 in a parameter.
//!
//! A query that no URL can hold goes into a form body, as does one with a sensitive parameter, and everything
//! under HMAC-SHA1, where the parameters include the security token: those have no place in a URL. A GET or
//! DELETE has no body, so what is not for a URL is refused.

mod hmac_sha1;
mod place;

use super::alibaba::{self, acs3, answer};
use super::hints::Complaint;
use super::sealed::Speak;
use super::{Attempt, Protocol, Signed, Success};
use crate::config::Signature;
use crate::error::{Error, Result};
use crate::table::Operation;
use bytes::Bytes;
use http::Response;
use std::time::{Duration, SystemTime};

/// Alibaba Cloud RPC.
#[derive(Clone, Copy, Debug)]
pub struct AlibabaRpc;

impl AlibabaRpc {
    /// Parameters of the protocol itself under HMAC-SHA1, which a caller may not give under either signature.
    pub const RESERVED: [&str; 11] = [
        "AccessKeyId",
        "Action",
        "Format",
        "SecurityToken",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureType",
        "SignatureVersion",
        "Timestamp",
        "Version",
    ];
}

impl Protocol for AlibabaRpc {
    fn name(&self) -> &'static str {
        "alibaba_rpc"
    }

    fn signatures(&self) -> &'static [Signature] {
        &[Signature::Acs3, Signature::HmacSha1]
    }

    fn request_id_member(&self) -> Option<&'static str> {
        Some("RequestId")
    }
}

impl Speak for AlibabaRpc {
    fn sign(&self, attempt: &Attempt<'_>) -> Result<Signed> {
        match attempt.signature {
            Signature::HmacSha1 => hmac_sha1::sign(attempt),
            _ => acs3::sign(attempt, place::place(attempt)?),
        }
    }

    fn read(
        &self,
        operation: &'static Operation,
        response: &Response<Bytes>,
    ) -> std::result::Result<Success, Error> {
        answer::read(operation, response)
    }

    fn complaint(&self, error: &Error) -> Option<Complaint> {
        alibaba::complaint(error)
    }

    fn wait(&self, error: &Error, now: SystemTime) -> Option<Duration> {
        alibaba::wait(error, now)
    }
}
