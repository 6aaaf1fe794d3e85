//! Documented errors on demand.

use crate::error::Error;
use crate::faults::take;
use crate::refusal::Refusal;
use crate::services;
use bindery::runtime::table::{ErrorRow, Operation};
use std::collections::{HashMap, VecDeque};

/// The errors that were ordered, by operation.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    by_operation: HashMap<&'static str, VecDeque<(Refusal, u32)>>,
}

impl Orders {
    /// The next calls of an operation are refused with a documented error.
    pub(crate) fn add(
        &mut self,
        operation: &str,
        code: &str,
        status: Option<u16>,
        times: u32,
    ) -> Result<(), Error> {
        let operation =
            services::operation(operation).ok_or_else(|| Error::UnknownOperation(operation.to_owned()))?;
        let row = find(operation, code, status)
            .ok_or_else(|| Error::UndocumentedCode { operation: operation.name, code: code.to_owned() })?;
        let refusal = Refusal::of_row(row, code, row.meaning);
        self.by_operation.entry(operation.name).or_default().push_back((refusal, times));
        Ok(())
    }

    /// The error that was ordered for the next call of one of these operations.
    pub(crate) fn next(&mut self, operations: &[&'static str]) -> Option<Refusal> {
        operations.iter().find_map(|name| take(self.by_operation.get_mut(name)?))
    }
}

/// The row that a code comes from: the very code before a template.
fn find(operation: &'static Operation, code: &str, status: Option<u16>) -> Option<&'static ErrorRow> {
    let fits = |row: &&ErrorRow| row.code.matches(code) && (status.is_none() || row.status == status);
    let is_made_from_template = !code.contains("%s");
    let rows = operation.error_rows().filter(fits).filter(|_| is_made_from_template);
    rows.min_by_key(|row| row.code.is_template())
}
