//! A server's message compared with what we sign.

use super::{Arguments, redact, signed_text};
use crate::commands::runtime::wait_for;
use crate::failure::{Failure, Status};
use crate::input;
use crate::output::{self, BOLD, DIM, Format, visible};
use crate::service::{self, Name};
use bindery::runtime::protocol::explain_difference;
use bindery::runtime::serde_json::{self, Value, json};
use bindery::runtime::table::Operation;
use bindery::runtime::{Client, Signature};
use bindery::{Map, Mode};
use std::fmt::Write as _;

pub(super) fn explain(arguments: Arguments, message: &str, format: Format) -> Result<Status, Failure> {
    let message = input::text(message, "the message")?;
    let server = server_text(&message)?;
    let ours = match (&arguments.string_to_sign, arguments.service) {
        (Some(text), _) => input::text(text, "the string to sign")?.trim_end_matches(['\r', '\n']).to_owned(),
        (None, Some(service)) => signed_again(arguments, service, &server)?,
        (None, None) => {
            let message = "there is nothing to compare the server's text with: give SERVICE OPERATION JSON, or --string-to-sign";
            return Err(Failure::Usage(message.to_owned()));
        }
    };
    let (ours, server) = redact::both(&ours, &server, &[]);
    let mut explanation = explain_difference(&ours, &server);
    if ours != server && server.starts_with("ACS3-HMAC-SHA256") {
        explanation
            .push_str("; these are hashes: a captured request, given as --request, tells what was hashed");
    }
    let parameters = signed_text::differing_parameters(&ours, &server);
    match format {
        Format::Text => output::text(&text(&explanation, &parameters))?,
        Format::Json => output::json(&json(&explanation, ours == server, &parameters))?,
    }
    Ok(Status::Success)
}

fn text(explanation: &str, parameters: &[signed_text::Differing]) -> String {
    let mut text = format!("{BOLD}{explanation}{BOLD:#}\n");
    for one in parameters {
        // Writing to a `String` cannot fail.
        let shown =
            |value: &Option<String>| value.as_ref().map_or("absent".to_owned(), |value| format!("{value:?}"));
        let (ours, server) = (shown(&one.ours), shown(&one.server));
        let _ = writeln!(text, "  {}: ours {ours} {DIM}|{DIM:#} the server's {server}", visible(&one.name));
    }
    text
}

fn json(explanation: &str, same: bool, parameters: &[signed_text::Differing]) -> Value {
    let parameter =
        |one: &signed_text::Differing| json!({ "name": one.name, "ours": one.ours, "server": one.server });
    json!({
        "same": same,
        "explanation": explanation,
        "parameters": parameters.iter().map(parameter).collect::<Vec<_>>(),
    })
}

/// The server's string to sign, from its message or a whole answer.
fn server_text(given: &str) -> Result<String, Failure> {
    const MARK: &str = "string to sign is:";
    let answer: Option<Map> = serde_json::from_str(given).ok();
    let of_answer = answer.as_ref().and_then(|answer| {
        ["service_message", "Message", "message"].into_iter().find_map(|name| answer.get(name)?.as_str())
    });
    let message = of_answer.unwrap_or(given);
    match message.to_ascii_lowercase().find(MARK) {
        Some(at) => Ok(unquoted(&message[at + MARK.len()..])),
        None if answer.is_some() => Err(Failure::Usage(format!(
            "the answer holds no string to sign, which a server tells after \"{MARK}\""
        ))),
        None => Ok(given.trim_end_matches(['\r', '\n']).to_owned()),
    }
}

/// As it was before a message, a log or XML quoted it. No signed text of Alibaba Cloud holds a quote or a
/// backslash, for all but letters, digits and a few signs is percent-encoded.
fn unquoted(text: &str) -> String {
    let text = text.trim_start_matches(['"', ' ']);
    let end = text.find(['"', '<']).unwrap_or(text.len());
    text[..end].replace("\\n", "\n").replace("&amp;", "&").trim_end().to_owned()
}

/// What we sign for the same call, at the moment and with the nonce of the server's text.
fn signed_again(arguments: Arguments, name: Name, server: &str) -> Result<String, Failure> {
    let service = name.table();
    let operation = service::find_operation(service, arguments.operation.as_deref().unwrap_or_default())?;
    let parameters = input::parameters(arguments.parameters.as_deref())?;
    let at = arguments.at.or_else(|| signed_text::time(server)).ok_or_else(|| missing("time", "--at"))?;
    let nonce = arguments.nonce.or_else(|| signed_text::nonce(server));
    let mut config = arguments.signing.config(service)?.validation(Mode::Off).clock(at);
    if arguments.signing.is_default() && signed_text::is_hmac_sha1(server) {
        config = config.signature(Signature::HmacSha1);
    }
    match nonce {
        Some(nonce) => config = config.nonces(nonce),
        None if service.protocol.signatures().contains(&Signature::Acs3) => {
            return Err(missing("nonce", "--nonce"));
        }
        None => {}
    }
    let client = Client::new(service, config)?;
    let prepared = wait_for(client.call(operation.name, &parameters)?.prepare())?;
    prepared.string_to_sign().map(str::to_owned).ok_or_else(|| unsigned(operation))
}

fn missing(what: &str, option: &str) -> Failure {
    Failure::Usage(format!("the server's text tells no {what}: give the one it was signed with as {option}"))
}

fn unsigned(operation: &Operation) -> Failure {
    let service = operation.service;
    Failure::Usage(format!(
        "{} signs nothing: it sends id and secret as they are, from {} and {}",
        service.name, service.environment.id, service.environment.secret
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_string_to_sign_is_found_however_it_was_quoted() {
        let plain = "Specified signature is not matched with our calculation. server string to sign is:POST&%2F&A%3D1";
        let cases = [
            plain.to_owned(),
            "POST&%2F&A%3D1\n".to_owned(),
            format!(r#"{{"Code": "SignatureDoesNotMatch", "Message": "{plain}"}}"#),
            format!(r#"SendMessage: status 400, message "{plain}", request id "1""#),
            format!("<Message>{}</Message>", plain.replace('&', "&amp;")),
        ];
        for case in cases {
            assert_eq!(server_text(&case).expect("a text"), "POST&%2F&A%3D1", "{case}");
        }
    }

    #[test]
    fn an_answer_without_a_string_to_sign_is_refused() {
        assert!(server_text(r#"{"Code": "InternalError", "Message": "failed"}"#).is_err());
    }
}
