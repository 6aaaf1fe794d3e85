//! `bindery errors`: what a code means, and whether a repeat is safe after it.

use crate::failure::{Failure, Status, page_json};
use crate::output::{self, BOLD, DIM, Format};
use crate::repeat::{Repeat, class_name};
use crate::service;
use bindery::runtime::serde_json::{Value, json};
use bindery::runtime::table::{ErrorRow, Operation, Page, Service};
use clap::Args;
use std::fmt::Write as _;

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The code, as the service answered it; templates match too, as in InvalidParameter.Payload
    #[arg(value_name = "CODE")]
    code: String,
}

/// Rows of one service that match the code and say the same, perhaps on several pages.
struct Found {
    service: &'static Service,
    row: &'static ErrorRow,
    /// The operations that may answer it, and where that was read.
    operations: Vec<(&'static Operation, &'static Page)>,
}

pub(crate) fn run(arguments: &Arguments, format: Format) -> Result<Status, Failure> {
    let code = arguments.code.as_str();
    let found: Vec<Found> = service::tables().flat_map(|service| find(service, code)).collect();
    if found.is_empty() {
        return Err(Failure::Usage(format!(
            "no service documents the code {code:?}; codes are written as they are answered, letter case included"
        )));
    }
    match format {
        Format::Json => output::json(&found.iter().map(|found| found.json(code)).collect())?,
        Format::Text => {
            output::text(&found.iter().map(|found| found.text(code)).collect::<Vec<_>>().join("\n"))?;
        }
    }
    Ok(Status::Success)
}

/// The rows of one service, each once. As in errors that arrive, an exact code goes before a template.
fn find(service: &'static Service, code: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for operation in service.operations {
        let matching = || operation.error_rows().filter(|row| row.code.matches(code));
        let is_exact = matching().any(|row| !row.code.is_template());
        for row in matching().filter(|row| row.code.is_template() != is_exact) {
            let answered = (*operation, row.page);
            match found.iter_mut().find(|known| ErrorRow { page: row.page, ..*known.row } == *row) {
                Some(known) => known.operations.push(answered),
                None => found.push(Found { service, row, operations: vec![answered] }),
            }
        }
    }
    found
}

impl Found {
    fn text(&self, code: &str) -> String {
        let row = self.row;
        let status = row.status.map_or_else(String::new, |status| format!(", status {status}"));
        let template =
            if row.code.is_template() { format!(", documented as {}", row.code.0) } else { String::new() };
        let mut text = format!("{BOLD}{code}{BOLD:#} of {}{status}{template}\n", self.service.name);
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "  meaning  {}", row.meaning);
        let _ = writeln!(text, "  class    {}", class_name(row.class));
        for (repeat, operations) in self.repeats() {
            let _ = writeln!(text, "  repeat   {}", repeat.words(row.class));
            let _ = writeln!(text, "           {DIM}{}{DIM:#}", operations.join(", "));
        }
        for page in self.pages() {
            let _ = writeln!(text, "  source   {page}");
        }
        text
    }

    fn json(&self, code: &str) -> Value {
        let row = self.row;
        let operation = |(operation, page): &(&Operation, &'static Page)| {
            json!({
                "operation": operation.name,
                "repeat": Repeat::after(row.class, operation).name(),
                "source": page_json(page),
            })
        };
        json!({
            "service": self.service.name,
            "status": row.status,
            "code": row.code.0,
            "argument": row.code.argument(code),
            "class": class_name(row.class),
            "meaning": row.meaning,
            "operations": self.operations.iter().map(operation).collect::<Vec<_>>(),
        })
    }

    /// The pages, each once.
    fn pages(&self) -> Vec<&'static Page> {
        let mut pages = Vec::new();
        for (_, page) in &self.operations {
            if !pages.contains(page) {
                pages.push(page);
            }
        }
        pages
    }

    /// What a repeat does, and of which operations, the safe ones first.
    fn repeats(&self) -> Vec<(Repeat, Vec<&'static str>)> {
        let mut repeats: Vec<(Repeat, Vec<&'static str>)> = Vec::new();
        for (operation, _) in &self.operations {
            let repeat = Repeat::after(self.row.class, operation);
            match repeats.iter_mut().find(|(known, _)| *known == repeat) {
                // A code may stand on the operation's page and on the service's.
                Some((_, names)) if names.contains(&operation.name) => {}
                Some((_, names)) => names.push(operation.name),
                None => repeats.push((repeat, vec![operation.name])),
            }
        }
        repeats.sort_by_key(|(repeat, _)| *repeat);
        repeats
    }
}
