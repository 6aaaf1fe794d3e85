//! `bindery explain`: why a signature differs.

mod message;
mod redact;
mod signed_text;

use super::signing::{self, Signing};
use crate::failure::{Failure, Status};
use crate::output::Format;
use crate::service::{self, Name};
use clap::Args;
use std::time::SystemTime;

#[derive(Args, Debug)]
#[command(after_help = "\
Example: bindery explain mqtt SendMessage @message.json --region cn-hangzhou --message @answer.json

Secrets are left out of what is printed. A signature of ACS3 covers a hash: of a message that gives the hash \
alone, only whether it differs can be told.")]
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
    #[arg(long, value_name = "TEXT|@FILE|-", required = true)]
    message: Option<String>,
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
    message::explain(arguments, format)
}
