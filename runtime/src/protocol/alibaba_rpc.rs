//! Alibaba Cloud RPC: parameters in the query, signed with ACS3-HMAC-SHA256 in headers or with the older
//! HMAC-SHA1 in a parameter.
//!
//! A query that no URL can hold goes into a form body, as does one with a sensitive parameter, and everything
//! under HMAC-SHA1, where the parameters include the security token: those have no place in a URL.

mod acs3;
mod answer;
mod hmac_sha1;

use super::hints::{self, Complaint};
use super::parameters::{self, Parameter};
use super::sealed::Speak;
use super::{Attempt, Protocol, Signed, Success, percent};
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
            _ => acs3::sign(attempt),
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
        match error.code()? {
            "InvalidTimeStamp.Expired" => Some(Complaint::Clock),
            "SignatureNonceUsed" => Some(Complaint::Nonce),
            "SignatureDoesNotMatch" => {
                Some(Complaint::Signature(error.message().and_then(answer::text_of_server)))
            }
            _ => None,
        }
    }

    /// The gateway's own header counts in milliseconds.
    fn wait(&self, error: &Error, now: SystemTime) -> Option<Duration> {
        let headers = error.headers()?;
        let millis = hints::number(headers, "x-acs-retry-after").filter(|millis| *millis > 0);
        millis.map(Duration::from_millis).or_else(|| hints::retry_after(headers, now))
    }
}

/// Names and values, encoded, in their order.
fn canonical_query(parameters: &[Parameter<'_>]) -> String {
    let mut query = Vec::with_capacity(parameters::encoded_length(parameters));
    parameters::encode(parameters, &mut query);
    percent::into_text(query)
}
