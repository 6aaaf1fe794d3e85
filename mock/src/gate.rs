//! Who calls, and whether that is true: credentials, clocks and nonces.

use crate::clock::Moment;
use crate::credentials::Credentials;
use crate::refusal::{Reason, Refusal};
use crate::signature::{self, Inspected, NotSigned, Scheme};
use crate::wire::{Asked, Received, Wire};
use bindery::runtime::table::{Operation, Session};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::collections::HashSet;

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) id: String,
    pub(crate) nonce: Option<String>,
}

/// How far a client's clock may be from the server's, in seconds.
const ALIBABA_SKEW: u64 = 15 * 60;
const TOP_SKEW: u64 = 10 * 60;

/// Whether the request is signed by somebody who may call. Its nonce is looked at apart, by [`Nonces`].
pub(crate) fn admit(
    asked: &Asked,
    operation: &Operation,
    received: &Received,
    credentials: &Credentials,
    now: Moment,
) -> Result<Caller, Refusal> {
    let inspected = inspect(asked, received)?;
    let Some(secret) = credentials.secret(&inspected.id) else {
        return Err(asked.refuse(Reason::UnknownId, "", "Specified access key is not found."));
    };
    check_time(asked, &inspected, now)?;
    if !inspected.verify(secret) {
        return Err(asked.refuse(Reason::WrongSignature, "", mismatch(asked, &inspected)));
    }
    check_token(asked, operation, &inspected, credentials)?;
    if asked.wire == Wire::Alibaba && inspected.nonce.as_deref().unwrap_or_default().is_empty() {
        let message = "SignatureNonce is mandatory for this action.";
        return Err(asked.refuse(Reason::NoNonce, "SignatureNonce", message));
    }
    Ok(Caller { id: inspected.id, nonce: inspected.nonce })
}

fn inspect(asked: &Asked, received: &Received) -> Result<Inspected, Refusal> {
    let inspected = signature::inspect(&received.parts, &received.body).map_err(|error| {
        let (reason, part) = match error {
            NotSigned::Unsigned => (Reason::IncompleteSignature, ""),
            NotSigned::Missing(part @ ("AccessKeyId" | "app_key")) => (Reason::NoId, part),
            NotSigned::Missing(part) => (Reason::IncompleteSignature, part),
            NotSigned::Malformed(part) => (Reason::MalformedSignature, part),
        };
        asked.refuse(reason, part, format!("The request signature does not conform to standards: {error}."))
    })?;
    let fits = match inspected.scheme {
        Scheme::Acs3 | Scheme::HmacSha1 => Wire::Alibaba,
        Scheme::Basic => Wire::Jpush,
        Scheme::Md5 | Scheme::Hmac | Scheme::HmacSha256 => Wire::Top,
    };
    if fits == asked.wire {
        return Ok(inspected);
    }
    let message = format!("The service does not take signatures of the kind {}.", inspected.scheme.name());
    Err(asked.refuse(Reason::IncompleteSignature, "", message))
}

/// The vendor repeats its own string to sign after a colon, so that the caller can compare it.
fn mismatch(asked: &Asked, inspected: &Inspected) -> String {
    let text = inspected.string_to_sign.as_deref().unwrap_or_default();
    match (asked.wire, inspected.flaw) {
        (_, Some(flaw)) => format!("The request signature does not conform to standards: {flaw}."),
        (Wire::Alibaba, None) => {
            format!(
                "Specified signature is not matched with our calculation. server string to sign is:{text}"
            )
        }
        (Wire::Jpush, None) => "app key and master secret do not go together".to_owned(),
        (Wire::Top, None) => "the sign is not the platform's".to_owned(),
    }
}

fn check_time(asked: &Asked, inspected: &Inspected, now: Moment) -> Result<(), Refusal> {
    let (parameter, skew) = match asked.wire {
        Wire::Alibaba => ("Timestamp", ALIBABA_SKEW),
        Wire::Top => ("timestamp", TOP_SKEW),
        Wire::Jpush => return Ok(()),
    };
    let Some(date) = inspected.date.as_deref().filter(|date| !date.is_empty()) else {
        let message = format!("{parameter} is mandatory for this action.");
        return Err(asked.refuse(Reason::NoTime, parameter, message));
    };
    let signed_at = match asked.wire {
        Wire::Alibaba => civil("%Y-%m-%dT%H:%M:%SZ", date, Offset::UTC),
        _ => china(date),
    };
    let Some(signed_at) = signed_at else {
        let message = format!("Specified time stamp or date value {date:?} is not well formatted.");
        return Err(asked.refuse(Reason::MalformedTime, "", message));
    };
    if now.seconds_from(signed_at) > skew {
        let message = format!(
            "Specified time stamp or date value is expired: {date}, and the server's time is {}.",
            now.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ")
        );
        return Err(asked.refuse(Reason::WrongTime, "", message));
    }
    Ok(())
}

/// A time of TOP: China's, or in milliseconds since 1970, as an old client of the vendor's sends it.
fn china(date: &str) -> Option<i64> {
    let millis = date.parse::<i64>().ok().map(|millis| millis.div_euclid(1000));
    millis.or_else(|| civil("%Y-%m-%d %H:%M:%S", date, Offset::constant(8)))
}

/// The seconds since 1970 of a time in this format and zone.
fn civil(format: &str, text: &str, zone: Offset) -> Option<i64> {
    let time = DateTime::strptime(format, text).ok()?;
    Some(time.to_zoned(TimeZone::fixed(zone)).ok()?.timestamp().as_second())
}

fn check_token(
    asked: &Asked,
    operation: &Operation,
    inspected: &Inspected,
    credentials: &Credentials,
) -> Result<(), Refusal> {
    let token = inspected.token.as_deref();
    match (asked.wire, operation.session, token) {
        (Wire::Alibaba, ..) if !credentials.has_token(&inspected.id, token) => Err(asked.refuse(
            Reason::WrongToken,
            "",
            "Specified access key does not go with the security token.",
        )),
        (Wire::Top, Session::Required, None) => {
            Err(asked.refuse(Reason::NoSession, "session", "the operation needs a session"))
        }
        (Wire::Top, Session::Required | Session::Optional, Some(session))
            if !credentials.has_session(session) =>
        {
            Err(asked.refuse(Reason::WrongSession, "session", "nobody has this session"))
        }
        _ => Ok(()),
    }
}

/// The nonces that were used. A nonce is remembered for as long as the time of its request can be taken:
/// half an hour at least, as that time may be ahead.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    since: i64,
    recent: HashSet<(String, String)>,
    older: HashSet<(String, String)>,
}

impl Nonces {
    /// Uses the nonce of a call.
    pub(crate) fn use_up(&mut self, asked: &Asked, caller: &Caller, now: Moment) -> Result<(), Refusal> {
        let Some(nonce) = &caller.nonce else {
            return Ok(());
        };
        if now.seconds_from(self.since) > 2 * ALIBABA_SKEW {
            self.since = now.seconds();
            self.older = std::mem::take(&mut self.recent);
        }
        let key = (caller.id.clone(), nonce.clone());
        if self.older.contains(&key) || !self.recent.insert(key) {
            let message = "Specified signature nonce was used already.";
            return Err(asked.refuse(Reason::UsedNonce, "", message));
        }
        Ok(())
    }
}
