//! `bindery operations`: what can be called, and what one operation takes.

mod json;
mod text;

use crate::failure::{Failure, Status};
use crate::limits::{duration, plural};
use crate::output::{self, Format};
use crate::service::{self, Name};
use crate::table::Table;
use bindery::runtime::table::{Effect, Idempotency, Operation, Quota, Scope, Service};
use clap::Args;

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The service; without one, all services
    #[arg(value_enum, value_name = "SERVICE")]
    service: Option<Name>,
    /// The wire name of one operation, to see its parameters, limits and rules with their source pages
    #[arg(value_name = "OPERATION", value_parser = service::operation_names(), hide_possible_values = true)]
    operation: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, format: Format) -> Result<Status, Failure> {
    let service = arguments.service.map(Name::table);
    match (service, &arguments.operation) {
        (Some(service), Some(operation)) => {
            let operation = service::find_operation(service, operation)?;
            match format {
                Format::Text => output::text(&text::whole(operation))?,
                Format::Json => output::json(&json::whole(operation))?,
            }
        }
        (Some(service), None) => list(&[service], format)?,
        (None, _) => list(&service::tables().collect::<Vec<_>>(), format)?,
    }
    Ok(Status::Success)
}

fn list(services: &[&'static Service], format: Format) -> Result<(), Failure> {
    let operations = services.iter().flat_map(|service| service.operations);
    if format == Format::Json {
        return output::json(&operations.map(|operation| json::summary(operation)).collect());
    }
    let mut table = Table::new(["SERVICE", "OPERATION", "EFFECT", "A REPEAT", "QUOTAS"]);
    for operation in operations {
        let quotas: Vec<String> = operation.quotas.iter().map(quota).collect();
        table.row([
            operation.service.name.to_owned(),
            operation.name.to_owned(),
            effect(operation).to_owned(),
            idempotency(operation),
            quotas.join("; "),
        ]);
    }
    output::text(&table.text())
}

fn effect(operation: &Operation) -> &'static str {
    match operation.effect {
        Effect::Read => "read",
        Effect::Write => "write",
    }
}

/// What a repeat does.
fn idempotency(operation: &Operation) -> String {
    match (operation.effect, operation.idempotency) {
        (Effect::Read, _) => "changes nothing".to_owned(),
        (Effect::Write, Idempotency::None) => "may take effect twice".to_owned(),
        (Effect::Write, Idempotency::Natural) => "leaves the same state".to_owned(),
        (Effect::Write, Idempotency::Token { parameter, window_seconds, .. }) => {
            format!("takes effect once with the same {parameter}, for {}", duration(window_seconds))
        }
    }
}

fn quota(quota: &Quota) -> String {
    let scope = match quota.scope {
        Scope::Account => "of one account".to_owned(),
        Scope::Application => "of one application".to_owned(),
        Scope::Address => "from one address, over all operations".to_owned(),
        Scope::Pool(pool) => format!("over all operations of the pool {pool}"),
    };
    format!("{} in {} {scope}", plural(quota.calls, "call"), duration(quota.window_seconds))
}
