//! A captured request, looked at as the service does.

use super::request::{self, Captured};
use super::{Arguments, redact};
use crate::failure::{Failure, Status};
use crate::input;
use crate::output::{self, BOLD, DIM, Format, visible};
use crate::service::Name;
use bindery::Error;
use bindery::runtime::protocol::explain_difference;
use bindery::runtime::serde_json::{Value, json};
use bindery::runtime::table::Environment;
use bindery_mock::signature::{Inspected, Scheme, inspect};
use std::fmt::Write as _;

/// What is found.
struct Finding {
    is_right: bool,
    explanation: String,
    /// What the service signs, without secrets; under ACS3, what it hashes for that.
    signed: Option<String>,
}

pub(super) fn explain(arguments: &Arguments, argument: &str, format: Format) -> Result<Status, Failure> {
    let Captured { parts, body, string_to_sign } = request::read(argument)?;
    let inspected = inspect(&parts, &body).map_err(|error| Failure::Usage(error.to_string()))?;
    let ours = match &arguments.string_to_sign {
        Some(given) => {
            Some(input::text(given, "the string to sign")?.trim_end_matches(['\r', '\n']).to_owned())
        }
        None => string_to_sign,
    };
    let finding = find(&inspected, ours.as_deref())?;
    match format {
        Format::Text => output::text(&text(&inspected, &finding))?,
        Format::Json => output::json(&json(&inspected, &finding))?,
    }
    Ok(if finding.is_right { Status::Success } else { Status::Answered })
}

fn find(inspected: &Inspected, ours: Option<&str>) -> Result<Finding, Failure> {
    let environment = environment(inspected.scheme)?;
    let secret = variable(environment.secret)?;
    let token = inspected.token.as_slice();
    let derived = inspected.string_to_sign.as_deref();
    let is_right = inspected.verify(&secret);
    let explanation = match (inspected.flaw, derived, ours) {
        _ if is_right => format!("the signature is right: {} of {}", inspected.scheme.name(), inspected.id),
        (Some(flaw), ..) => flaw.to_owned(),
        (None, Some(derived), Some(ours)) if derived != ours && inspected.canonical_request.is_some() => {
            "the request was changed after it was signed: what the service hashes, which follows, has another hash"
                .to_owned()
        }
        (None, Some(derived), Some(ours)) => {
            let (ours, derived) = redact::both(ours, derived, token);
            explain_difference(&ours, &derived)
        }
        (None, Some(_), None) => {
            "the signature is wrong: the secret is another one, or the request was changed \
                                  after it was signed; the service signs what follows"
                .to_owned()
        }
        (None, None, _) => format!("the request bears another secret than {}", environment.secret),
    };
    let signed = inspected.canonical_request.as_deref().or(derived);
    Ok(Finding {
        is_right,
        explanation: format!("{explanation}{}", other_id(inspected, environment)),
        signed: signed.map(|text| redact::both(text, text, token).0),
    })
}

/// Which variables hold the secret that goes with this signature.
fn environment(scheme: Scheme) -> Result<&'static Environment, Failure> {
    let name = match scheme {
        Scheme::Acs3 | Scheme::HmacSha1 => Name::Mqtt,
        Scheme::Basic => Name::Jpush,
        Scheme::Md5 | Scheme::Hmac | Scheme::HmacSha256 => Name::Tmc,
        other => {
            return Err(Failure::Usage(format!("signatures of the kind {} are not known", other.name())));
        }
    };
    Ok(&name.table().environment)
}

fn variable(name: &str) -> Result<String, Failure> {
    let set = std::env::var(name).ok().filter(|value| !value.is_empty());
    set.ok_or_else(|| Error::credentials(format!("environment variable {name} is not set")).into())
}

/// A secret is wrong most often because it is that of another key.
fn other_id(inspected: &Inspected, environment: &Environment) -> String {
    match variable(environment.id) {
        Ok(id) if id != inspected.id => {
            format!("; the request names the id {}, and {} is another one", inspected.id, environment.id)
        }
        _ => String::new(),
    }
}

fn text(inspected: &Inspected, finding: &Finding) -> String {
    let mut text = format!("{BOLD}{}{BOLD:#}\n", finding.explanation);
    let signed = [("date", &inspected.date), ("nonce", &inspected.nonce)];
    for (name, value) in signed {
        if let Some(value) = value {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "  {name}: {}", visible(value));
        }
    }
    if let (false, Some(signed)) = (finding.is_right, &finding.signed) {
        for line in signed.lines() {
            let _ = writeln!(text, "  {DIM}{}{DIM:#}", visible(line));
        }
    }
    text
}

fn json(inspected: &Inspected, finding: &Finding) -> Value {
    json!({
        "right": finding.is_right,
        "explanation": finding.explanation,
        "scheme": inspected.scheme.name(),
        "id": inspected.id,
        "date": inspected.date,
        "nonce": inspected.nonce,
        "flaw": inspected.flaw,
        "server_signs": finding.signed,
    })
}
