//! Lowering: specifications become the model. The only place that refuses a specification.
//!
//! A file is first checked against the table of keys ([`structure`]). Then it is lowered, and the many
//! small rules of the format are checked on the way; what becomes of a file that failed is thrown away.
//! Files are looked at in an order of their own, so the model does not depend on the order they are given in.

mod condition;
mod contradiction;
mod encoding;
mod errors;
mod examples;
mod facts;
mod fixes;
mod http;
mod leak;
mod limit;
mod limit_kind;
mod member;
mod object;
mod obstacle;
mod operation;
mod order;
mod place;
mod quota;
mod readable;
mod rule;
mod rule_contradiction;
mod service;
mod siblings;
mod structure;
mod suggest;
mod text;
mod type_text;
mod types;
mod undecided;
mod union;
mod unread;

pub(crate) use self::service::read;
pub(crate) use self::type_text::named;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Model;
use crate::source::Source;

/// Makes the model of these specifications, or says everything that is wrong with them.
pub fn lower(sources: &[Source]) -> Result<Model, Vec<Diagnostic>> {
    let mut problems = Diagnostics::default();
    let mut services = Vec::new();
    for (name, files) in place::sort(sources, &mut problems) {
        services.extend(service::lower(name, &files, &mut problems));
    }
    if problems.is_empty() { Ok(Model { services }) } else { Err(problems.into_sorted()) }
}
