//! `bindery explain`: why a signature differs.

mod captured;
mod message;
mod redact;
mod request;
mod signed_text;

use super::signing::{self, Signing};
use crate::failure::{Failure, Status};
use crate::output::Format;
use crate::service::{self, Name};
use clap::{ArgGroup, Args};
use std::time::SystemTime;

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  bindery explain mqtt SendMessage @message.json --region cn-hangzhou --message @answer.json
  bindery explain --request @captured.http

A message is compared with what would be signed for the same call. A captured request is looked at as the service \
does, with the secret from the environment; its status is 1 if the signature is wrong. Secrets are left out of \
what is printed.")]
#[command(group(ArgGroup::new("evidence").args(["message", "request"]).required(true)))]
pub(crate) struct Arguments {
    /// The service that was called
    #[arg(value_enum, value_name = "SERVICE", requires = "operation", conflicts_with = "string_to_sign")]
    service: Option<Name>,
    /// The operation that was called
    #[arg(value_name = "OPERATION", value_parser = service::operation_names(), hide_possible_values = true)]
    operation: Option<String>,
    /// The parameters it was called with: a JSON object, a file that holds one, or standard input
    #[arg(value_name = "JSON|@FILE|-")]
    parameters: Option<String>,
    #[command(flatten)]
    signing: Signing,
    /// The message in which the server tells its string to sign, or the whole answer; or a file, or standard input
    #[arg(long, value_name = "TEXT|@FILE|-")]
    message: Option<String>,
    /// A captured request: HTTP/1.1 as it was sent, or what --dry-run printed
    #[arg(long, value_name = "TEXT|@FILE|-", conflicts_with_all = ["service", "at", "nonce"])]
    request: Option<String>,
    /// The text that was signed here, in place of service, operation and parameters
    #[arg(long, value_name = "TEXT|@FILE|-")]
    string_to_sign: Option<String>,
    /// When it was signed (RFC 3339); without it, the time in the server's text
    #[arg(long, value_name = "TIME", value_parser = signing::time)]
    at: Option<SystemTime>,
    /// The nonce it was signed with; without it, the nonce in the server's text
    #[arg(long, value_name = "NONCE")]
    nonce: Option<String>,
}

pub(crate) fn run(arguments: Arguments, format: Format) -> Result<Status, Failure> {
    let inputs = [&arguments.parameters, &arguments.message, &arguments.request, &arguments.string_to_sign];
    if inputs.into_iter().flatten().filter(|input| *input == "-").count() > 1 {
        return Err(Failure::Usage(
            "standard input holds one text only: give the other one as @FILE".to_owned(),
        ));
    }
    match (&arguments.request, &arguments.message) {
        (Some(request), _) => captured::explain(&arguments, request, format),
        (None, message) => {
            let message = message.clone().unwrap_or_default();
            message::explain(arguments, &message, format)
        }
    }
}
