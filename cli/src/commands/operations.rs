//! `bindery operations`: what can be called, and what one operation takes.

use crate::failure::{Failure, Status, page_json};
use crate::limits::{duration, plural};
use crate::output::{self, BOLD, DIM, Format};
use crate::parameters;
use crate::service::{self, Name};
use crate::table::Table;
use bindery::runtime::serde_json::{Value, json};
use bindery::runtime::table::{
    Effect, Idempotency, ObjectLimit, Operation, Page, Quota, Rule, Scope, Service, Session, Shape, TokenForm,
};
use clap::Args;
use std::fmt::Write as _;

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
        (Some(service), Some(operation)) => one(service::find_operation(service, operation)?, format)?,
        (Some(service), None) => list(&[service], format)?,
        (None, _) => list(&service::tables().collect::<Vec<_>>(), format)?,
    }
    Ok(Status::Success)
}

fn list(services: &[&'static Service], format: Format) -> Result<(), Failure> {
    let operations = services.iter().flat_map(|service| service.operations);
    if format == Format::Json {
        return output::json(&operations.map(|operation| summary_json(operation)).collect());
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

fn one(operation: &'static Operation, format: Format) -> Result<(), Failure> {
    let shapes = parameters::shapes(operation.parameters);
    if format == Format::Json {
        let mut json = summary_json(operation);
        let mut shapes = shapes.into_iter().map(parameters::json);
        json["parameters"] = shapes.next().unwrap_or_default();
        json["types"] = shapes.collect();
        return output::json(&json);
    }
    let mut sources = Sources(Vec::new());
    let mut text = facts(operation, &mut sources);
    for shape in shapes {
        if shape != operation.parameters {
            let _ = writeln!(text, "\n{BOLD}{}{BOLD:#}", shape.name);
        }
        text.push_str(&members_text(shape, &mut sources));
        text.push_str(&rules_text(shape, &mut sources));
    }
    text.push_str(&sources.text());
    output::text(&text)
}

/// The pages that were named, each with a number.
struct Sources(Vec<&'static Page>);

impl Sources {
    fn mark(&mut self, page: &'static Page) -> String {
        let at = self.0.iter().position(|known| *known == page).unwrap_or_else(|| {
            self.0.push(page);
            self.0.len() - 1
        });
        format!("[{}]", at + 1)
    }

    fn text(&self) -> String {
        let lines =
            self.0.iter().enumerate().map(|(at, page)| format!("  {DIM}[{}] {page}{DIM:#}\n", at + 1));
        let lines: String = lines.collect();
        if lines.is_empty() { lines } else { format!("\n{BOLD}SOURCES{BOLD:#}\n{lines}") }
    }
}

fn facts(operation: &Operation, sources: &mut Sources) -> String {
    let service = operation.service;
    let mut text =
        format!("{BOLD}{}{BOLD:#} of {}, version {}\n", operation.name, service.name, service.version);
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "  effect   {}", effect(operation));
    let _ = writeln!(text, "  repeat   {}", idempotency(operation));
    match operation.session {
        Session::None => {}
        Session::Optional => text.push_str("  session  may be given\n"),
        Session::Required => text.push_str("  session  must be given\n"),
    }
    for one in operation.quotas {
        let _ = writeln!(text, "  quota    {} {}", quota(one), sources.mark(one.page));
    }
    for one in operation.object_limits {
        let _ = writeln!(text, "  objects  {} {}", object_limit(one), sources.mark(one.page));
    }
    if let Some(items) = operation.page_size {
        let _ = writeln!(text, "  page     at most {}", plural(items, "item"));
    }
    text.push('\n');
    text
}

fn members_text(shape: &Shape, sources: &mut Sources) -> String {
    if shape.members.is_empty() {
        return "It takes no parameters.\n".to_owned();
    }
    let mut table = Table::new(["NAME", "TYPE", "NEEDED", "LIMITS"]);
    for member in shape.members {
        let notes = parameters::notes(member).map(str::to_owned);
        let limits =
            parameters::limits(member).map(|(limit, page)| format!("{limit} {}", sources.mark(page)));
        let mut lines = notes.chain(limits);
        let needed = if member.required { "required" } else { "" };
        let first = lines.next().unwrap_or_default();
        table.row([member.wire_name.to_owned(), parameters::kind(member.kind), needed.to_owned(), first]);
        // Each limit has a line of its own: some are as long as a list of names.
        for line in lines {
            table.row([String::new(), String::new(), String::new(), line]);
        }
    }
    table.text()
}

fn rules_text(shape: &'static Shape, sources: &mut Sources) -> String {
    let mut line = |rule: &'static Rule| {
        let id = parameters::rule_id(shape, rule);
        format!("  {} {DIM}[{id}]{DIM:#} {}\n", rule.doc, sources.mark(rule.page))
    };
    let lines: String = shape.rules.iter().map(&mut line).collect();
    if lines.is_empty() { lines } else { format!("Rules:\n{lines}") }
}

fn summary_json(operation: &Operation) -> Value {
    let idempotency = match operation.idempotency {
        Idempotency::None => json!("none"),
        Idempotency::Natural => json!("natural"),
        Idempotency::Token { parameter, window_seconds, form } => {
            let form = match form {
                TokenForm::Uuid => "uuid",
                TokenForm::Issued => "issued",
            };
            json!({ "token": parameter, "form": form, "window_seconds": window_seconds })
        }
    };
    json!({
        "service": operation.service.name,
        "operation": operation.name,
        "effect": effect(operation),
        "idempotency": idempotency,
        "session": match operation.session {
            Session::None => "none",
            Session::Optional => "optional",
            Session::Required => "required",
        },
        "quotas": operation.quotas.iter().map(quota_json).collect::<Vec<_>>(),
        "objects": operation.object_limits.iter().map(object_limit_json).collect::<Vec<_>>(),
        "page_size": operation.page_size,
    })
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

fn quota_json(quota: &Quota) -> Value {
    let scope = match quota.scope {
        Scope::Account => json!("account"),
        Scope::Application => json!("application"),
        Scope::Address => json!("address"),
        Scope::Pool(pool) => json!({ "pool": pool }),
    };
    json!({
        "calls": quota.calls,
        "per_seconds": quota.window_seconds,
        "scope": scope,
        "source": page_json(quota.page),
    })
}

fn object_limit(limit: &ObjectLimit) -> String {
    let parts = [
        limit.max_calls.map(|calls| format!("at most {} for one", plural(calls, "call"))),
        limit.lifetime_seconds.map(|seconds| format!("lives for {}", duration(seconds))),
        limit.max_objects.map(|objects| format!("at most {objects} at one time")),
    ];
    format!("{}: {}", limit.object, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn object_limit_json(limit: &ObjectLimit) -> Value {
    json!({
        "object": limit.object,
        "max_calls": limit.max_calls,
        "lifetime_seconds": limit.lifetime_seconds,
        "max_objects": limit.max_objects,
        "source": page_json(limit.page),
    })
}
