//! `bindery services`: what is bound.

use crate::failure::{Failure, Status};
use crate::output::{self, BOLD, DIM, Format};
use crate::service::Name;
use bindery::runtime::serde_json::{Value, json};
use bindery::runtime::table::Service;
use clap::ValueEnum as _;
use std::fmt::Write as _;

pub(crate) fn run(format: Format) -> Result<Status, Failure> {
    let names = Name::value_variants();
    match format {
        Format::Json => output::json(&names.iter().map(|name| json(*name)).collect())?,
        Format::Text => {
            output::text(&names.iter().map(|name| text(*name)).collect::<Vec<_>>().join("\n"))?;
        }
    }
    Ok(Status::Success)
}

fn text(name: Name) -> String {
    let service = name.table();
    let environment = &service.environment;
    let token = environment.token.map_or_else(String::new, |token| format!(", {token} (optional)"));
    let mut text = format!(
        "{BOLD}{}{BOLD:#}  {}, version {}, {} operations\n",
        service.name,
        name.title(),
        service.version,
        service.operations.len()
    );
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "  signatures   {}", signatures(service).join(", "));
    let _ = writeln!(text, "  credentials  {}, {}{token}", environment.id, environment.secret);
    for endpoint in service.endpoints {
        let hosts: Vec<&str> = endpoint.bases.iter().map(|(_, url)| *url).collect();
        let _ = writeln!(text, "  {:<11}  {}", endpoint.network, hosts.join(", "));
        let regions =
            if endpoint.regions.is_empty() { "all".to_owned() } else { endpoint.regions.join(", ") };
        let _ = writeln!(text, "               {DIM}regions: {regions}{DIM:#}");
    }
    text
}

fn json(name: Name) -> Value {
    let service = name.table();
    let endpoint = |endpoint: &bindery::runtime::table::Endpoint| {
        let bases: Vec<Value> =
            endpoint.bases.iter().map(|(name, url)| json!({ "name": name, "url": url })).collect();
        json!({ "network": endpoint.network, "regions": endpoint.regions, "bases": bases })
    };
    let environment = &service.environment;
    json!({
        "service": service.name,
        "title": name.title(),
        "version": service.version,
        "signatures": signatures(service),
        "environment": { "id": environment.id, "secret": environment.secret, "token": environment.token },
        "endpoints": service.endpoints.iter().map(endpoint).collect::<Vec<_>>(),
        "operations": service.operations.iter().map(|operation| operation.name).collect::<Vec<_>>(),
    })
}

/// The names of the signatures it takes, the default first.
fn signatures(service: &Service) -> Vec<&'static str> {
    service.protocol.signatures().iter().map(|signature| signature.name()).collect()
}
