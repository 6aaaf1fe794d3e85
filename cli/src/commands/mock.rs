//! `bindery mock`: a server of all services on this machine.

use super::runtime::wait_for;
use crate::failure::{Failure, Status};
use crate::output::{self, Format};
use crate::service::{self, Name};
use bindery::Error;
use bindery::runtime::serde_json::{Value, json};
use bindery_mock::{Credentials, Fault, Faults, Mock, MockConfig};
use clap::Args;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// The only credentials that the mock knows, which open nothing anywhere else.
const ID: &str = "EXAMPLE-ID";
const SECRET: &str = "EXAMPLE-NOT-A-SECRET";
const SESSION: &str = "EXAMPLE-NOT-A-SESSION";

#[derive(Args, Debug)]
#[command(after_help = "\
Example: bindery mock --listen 127.0.0.1:8080 --fault reset-after-commit=0.01

Prints its URL and false credentials as lines for a shell, and stays until Ctrl-C. Point calls at it with \
--endpoint.

Faults: delay:SECONDS, reset-before-commit, reset-after-commit, truncate, server-error, throttle. A share is \
between 0 and 1.")]
pub(crate) struct Arguments {
    /// Address and port to listen on; port 0 is a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Allow an address that other machines reach
    #[arg(long)]
    expose: bool,
    /// What faults are drawn with: the same seed and the same requests have the same faults
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// A fault that strikes this share of the requests; may be given several times
    #[arg(long = "fault", value_name = "FAULT=SHARE", value_parser = fault)]
    faults: Vec<(Fault, f64)>,
}

pub(crate) fn run(arguments: Arguments, format: Format) -> Result<Status, Failure> {
    let address = arguments.listen;
    if !address.ip().is_loopback() && !arguments.expose {
        return Err(Failure::Usage(format!(
            "other machines reach {address}: add --expose if that is wanted"
        )));
    }
    let config = config(arguments)?;
    wait_for(async {
        let mock = Mock::start(config).await.map_err(|error| failed(&error))?;
        let url = mock.url();
        // Ctrl-C is listened for before anybody can know that the mock is there.
        let stopped = tokio::select! {
            biased;
            stopped = tokio::signal::ctrl_c() => stopped,
            failure = print_and_stay(&url, format) => return Ok(Err(failure)),
        };
        // The mock stops when it is dropped, here.
        let stopped =
            stopped.map_err(|error| Error::configuration(format!("Ctrl-C cannot be waited for: {error}")));
        stopped.map(|()| Ok(Status::Success))
    })?
}

async fn print_and_stay(url: &str, format: Format) -> Failure {
    match print(url, format) {
        Ok(()) => std::future::pending().await,
        Err(failure) => failure,
    }
}

fn config(arguments: Arguments) -> Result<MockConfig, Failure> {
    let mut faults = Faults::seeded(arguments.seed);
    for (fault, share) in arguments.faults {
        faults = faults.with(fault, share).map_err(|error| Failure::Usage(error.to_string()))?;
    }
    let credentials = Credentials::none().with(ID, SECRET).with_session(SESSION);
    let config = MockConfig::default().address(arguments.listen).credentials(credentials).faults(faults);
    Ok(if arguments.expose { config.expose() } else { config })
}

/// Reads `reset-after-commit=0.01` or `delay:0.5=0.1`.
fn fault(text: &str) -> Result<(Fault, f64), String> {
    let (name, share) = text.split_once('=').ok_or("write it as FAULT=SHARE, such as throttle=0.1")?;
    let share: f64 = share.parse().map_err(|_| format!("{share:?} is no number"))?;
    let fault = match name {
        "reset-before-commit" => Fault::ResetBeforeCommit,
        "reset-after-commit" => Fault::ResetAfterCommit,
        "truncate" => Fault::Truncate,
        "server-error" => Fault::ServerError,
        "throttle" => Fault::Throttle,
        _ => Fault::Delay(delay(name).ok_or_else(|| format!("there is no fault {name:?}"))?),
    };
    Ok((fault, share))
}

fn delay(name: &str) -> Option<Duration> {
    let seconds = name.strip_prefix("delay:")?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

fn failed(error: &bindery_mock::Error) -> Error {
    match std::error::Error::source(error) {
        Some(cause) => Error::configuration(format!("{error}: {cause}")),
        None => Error::configuration(error.to_string()),
    }
}

fn print(url: &str, format: Format) -> Result<(), Failure> {
    let environment = environment();
    match format {
        Format::Json => {
            let environment: Value =
                environment.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
            output::json(&json!({ "url": url, "environment": environment }))
        }
        Format::Text => {
            let lines = environment.into_iter().map(|(name, value)| format!("export {name}={value}\n"));
            let lines: String = lines.collect();
            output::text(&format!("# Listening on {url} until Ctrl-C.\n{lines}"))
        }
    }
}

/// What calls to the mock are signed with. A token that is set for real calls is emptied, so that none is sent.
fn environment() -> BTreeMap<&'static str, &'static str> {
    let mut environment = BTreeMap::new();
    for service in service::tables() {
        let names = &service.environment;
        environment.extend([(names.id, ID), (names.secret, SECRET)]);
        environment.extend(names.token.map(|token| (token, "")));
    }
    environment.extend(Name::Tmc.table().environment.token.map(|token| (token, SESSION)));
    environment
}
