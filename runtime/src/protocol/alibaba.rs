//! What the two styles of Alibaba Cloud have in common: the signature ACS3-HMAC-SHA256, and how answers read.

pub(super) mod acs3;
pub(super) mod answer;

use super::hints::{self, Complaint};
use crate::error::{Error, Result};
use crate::table::{Kind, Member, Operation};
use crate::value::{RecordRef, Value};
use std::time::{Duration, SystemTime};

/// What a refusal says against the way a request was signed.
pub(super) fn complaint(error: &Error) -> Option<Complaint> {
    match error.code()? {
        "InvalidTimeStamp.Expired" => Some(Complaint::Clock),
        "SignatureNonceUsed" => Some(Complaint::Nonce),
        "SignatureDoesNotMatch" => {
            Some(Complaint::Signature(error.message().and_then(answer::text_of_server)))
        }
        _ => None,
    }
}

/// How long the service asks to wait. The gateway's own header counts in milliseconds.
pub(super) fn wait(error: &Error, now: SystemTime) -> Option<Duration> {
    let headers = error.headers()?;
    let millis = hints::number(headers, "x-acs-retry-after").filter(|millis| *millis > 0);
    millis.map(Duration::from_millis).or_else(|| hints::retry_after(headers, now))
}

/// Refuses a value that would stand in the URL and does not belong there.
pub(super) fn refuse_in_url(operation: &Operation) -> Result<()> {
    let name = operation.name;
    Err(Error::configuration(format!("{name} would put a sensitive parameter into its URL; nothing is sent")))
}

/// Whether a wanted parameter is given whose value does not belong into a URL.
#[inline]
pub(super) fn holds_sensitive(record: RecordRef<'_>, wanted: impl Fn(&Member) -> bool) -> bool {
    let mut members = record.shape().members.iter().enumerate();
    members.any(|(at, member)| wanted(member) && is_sensitive(record, at, member))
}

fn is_sensitive(record: RecordRef<'_>, at: usize, member: &Member) -> bool {
    let inside = |inner| holds_sensitive(inner, |_| true);
    match member.kind {
        _ if member.sensitive => !record.get(at).is_absent(),
        Kind::Record(_) | Kind::List(Kind::Record(_)) => match record.get(at) {
            Value::Record(inner) => inside(inner),
            Value::List(items) => {
                items.iter().any(|item| matches!(item, Value::Record(inner) if inside(inner)))
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_a_repeated_object_keeps_the_parameters_out_of_the_url() {
        use crate::json::JsonRecord;
        use crate::table::{Encoding, Shape};
        static USER: Shape = Shape::new(
            "User",
            &[Member::new("Name", Kind::Text), Member::new("Password", Kind::Text).sensitive()],
            &[],
        );
        static REQUEST: Shape = Shape::new(
            "Request",
            &[Member::new("User", Kind::List(&Kind::Record(&USER))).encoding(Encoding::Repeat)],
            &[],
        );
        for (user, holds) in [
            (serde_json::json!({"Name": "a"}), false),
            (serde_json::json!({"Name": "a", "Password": "EXAMPLE-NOT-A-SECRET"}), true),
        ] {
            let map = serde_json::json!({"User": [{"Name": "b"}, user]});
            let record = JsonRecord::new(&REQUEST, map.as_object().unwrap());
            assert_eq!(holds_sensitive(RecordRef::Json(record), |_| true), holds);
        }
    }
}
