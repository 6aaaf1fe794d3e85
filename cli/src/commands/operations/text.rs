//! One operation for people.

use super::{effect, idempotency, quota};
use crate::limits::{duration, plural};
use crate::output::{BOLD, DIM};
use crate::parameters;
use crate::table::Table;
use bindery::runtime::table::{ObjectLimit, Operation, Page, Rule, Session, Shape};
use std::fmt::Write as _;

/// Everything about one operation.
pub(super) fn whole(operation: &'static Operation) -> String {
    let mut sources = Sources(Vec::new());
    let mut text = head(operation, &mut sources);
    for shape in parameters::shapes(operation.parameters) {
        if shape != operation.parameters {
            let _ = writeln!(text, "\n{BOLD}{}{BOLD:#}", shape.name);
        }
        text.push_str(&members_text(shape, &mut sources));
        text.push_str(&rules_text(shape, &mut sources));
    }
    text.push_str(&sources.text());
    text
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

fn head(operation: &Operation, sources: &mut Sources) -> String {
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

fn object_limit(limit: &ObjectLimit) -> String {
    let parts = [
        limit.max_calls.map(|calls| format!("at most {} for one", plural(calls, "call"))),
        limit.lifetime_seconds.map(|seconds| format!("lives for {}", duration(seconds))),
        limit.max_objects.map(|objects| format!("at most {objects} at one time")),
    ];
    format!("{}: {}", limit.object, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
