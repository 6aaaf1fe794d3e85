//! `bindery call`: makes a call, or only signs it.

use super::runtime::wait_for;
use super::signing::{self, Signing};
use crate::failure::{self, Failure, Status};
use crate::input;
use crate::output::{self, Format};
use crate::service::{self, Name};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bindery::runtime::serde_json::{Map, Value, json};
use bindery::runtime::{Client, http};
use bindery::{Config, Mode, Prepared};
use clap::{Args, ValueEnum};
use std::time::{Duration, SystemTime};

#[derive(Args, Debug)]
#[command(after_help = "\
Example: bindery call mqtt SendMessage @message.json --region cn-hangzhou

A call is repeated where the documentation says that it cannot do harm. Credentials come from environment \
variables, see bindery services; exit statuses: see bindery --help.")]
pub(crate) struct Arguments {
    /// The service
    #[arg(value_enum, value_name = "SERVICE")]
    service: Name,
    /// The operation's wire name; see bindery operations
    #[arg(value_name = "OPERATION", value_parser = service::operation_names(), hide_possible_values = true)]
    operation: String,
    /// The parameters by wire name: a JSON object, a file that holds one, or standard input
    #[arg(value_name = "JSON|@FILE|-")]
    parameters: Option<String>,
    #[command(flatten)]
    signing: Signing,
    /// What happens when the request breaks a documented limit
    #[arg(long, value_enum, value_name = "MODE", default_value_t = Validation::Enforce)]
    validation: Validation,
    /// Longest time for the whole call, repeats included; without it 30 seconds, and 15 for each attempt
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Print the signed request and send nothing. What is printed is what would be sent, credentials included
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run: sign as at this time (RFC 3339)
    #[arg(long, value_name = "TIME", requires = "dry_run", value_parser = signing::time)]
    at: Option<SystemTime>,
    /// With --dry-run: sign with this nonce
    #[arg(long, value_name = "NONCE", requires = "dry_run")]
    nonce: Option<String>,
}

/// What happens when a request breaks a documented limit.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Validation {
    /// Send nothing
    Enforce,
    /// Warn and go on
    Warn,
    /// Do not check
    Off,
}

pub(crate) fn run(arguments: Arguments, format: Format) -> Result<Status, Failure> {
    let service = arguments.service.table();
    let operation = service::find_operation(service, &arguments.operation)?;
    let parameters = input::parameters(arguments.parameters.as_deref())?;
    let is_dry = arguments.dry_run;
    let client = Client::new(service, config(arguments)?)?;
    let call = client.call(operation.name, &parameters)?;
    if is_dry {
        let prepared = wait_for(call.prepare())?;
        print(&request_json(&prepared), format)?;
        failure::warn(prepared.warnings(), format);
    } else {
        let answer = wait_for(async { call.await })?;
        failure::warn(answer.warnings(), format);
        print(&answer.into_inner(), format)?;
    }
    Ok(Status::Success)
}

fn config(arguments: Arguments) -> Result<Config, Failure> {
    let service = arguments.service.table();
    let mut config = arguments.signing.config(service)?.validation(match arguments.validation {
        Validation::Enforce => Mode::Enforce,
        Validation::Warn => Mode::Warn,
        Validation::Off => Mode::Off,
    });
    if let Some(timeout) = arguments.timeout {
        config = config.total_timeout(timeout).attempt_timeout(timeout);
    }
    if let Some(at) = arguments.at {
        config = config.clock(at);
    }
    if let Some(nonce) = arguments.nonce {
        config = config.nonces(nonce);
    }
    Ok(config)
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "it is no number of seconds above 0".to_owned())
}

/// A signed request as JSON: method, URL, headers, body and the text that was signed.
fn request_json(prepared: &Prepared) -> Value {
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.to_string(), Value::from(String::from_utf8_lossy(value.as_bytes())))
    };
    let mut request = json!({
        "method": prepared.method(),
        "url": prepared.url(),
        "headers": prepared.headers().iter().map(header).collect::<Map<String, Value>>(),
        "body": std::str::from_utf8(prepared.body()).ok(),
        "string_to_sign": prepared.string_to_sign(),
    });
    // A form with files is no text.
    if request["body"].is_null() {
        request["body_base64"] = STANDARD.encode(prepared.body()).into();
    }
    request
}

/// JSON is for people indented. An answer without a body is nothing to look at.
fn print(value: &Value, format: Format) -> Result<(), Failure> {
    match format {
        Format::Json => output::json(value),
        Format::Text if value.is_null() => Ok(()),
        Format::Text => output::indented_json(value),
    }
}
