//! Prints signed requests without sending them.
//!
//! Without arguments: the sample of each reference page, with a fixed clock, fixed nonce and false keys.
//!
//! With arguments, one call as JSON:
//!
//! ```text
//! prepare SERVICE OPERATION JSON [--at RFC3339] [--nonce N] [--region R] [--endpoint URL]
//!         [--signature acs3|hmac-sha1|md5|hmac|hmac-sha256] [--validation enforce|warn|off]
//! ```
//!
//! `JSON` holds the parameters by wire name. Credentials come from the service's environment variables. The
//! region of mqtt is `cn-hangzhou` if none is given. A broken limit is told as JSON on standard error, with
//! exit status 2; any other failure has exit status 1.

#![allow(clippy::print_stderr, reason = "printing is what this example is for")]

mod arguments;
mod output;
mod samples;

use crate::arguments::Arguments;
use bindery::runtime::Client;
use bindery::{Error, ErrorKind, Prepared};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = if arguments.is_empty() { samples::print_all().await } else { print_one(&arguments).await };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", output::error(&error));
            ExitCode::from(if error.kind() == ErrorKind::Invalid { 2 } else { 1 })
        }
    }
}

async fn print_one(arguments: &[String]) -> Result<(), Error> {
    let prepared = prepare(Arguments::parse(arguments)?).await?;
    output::print(&output::request(&prepared).to_string());
    if !prepared.warnings().is_empty() {
        eprintln!("{}", output::warnings(&prepared));
    }
    Ok(())
}

async fn prepare(arguments: Arguments) -> Result<Prepared, Error> {
    let client = Client::new(arguments.service, arguments.config)?;
    client.call(&arguments.operation, &arguments.parameters)?.prepare().await
}
