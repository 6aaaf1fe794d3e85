//! How often an operation may be called, as the page states it.

use super::anchor::anchor;
use super::left::Left;
use super::limit::source;
use crate::draft::Draft;
use crate::drift::page::Stated;
use crate::drift::rate::rates;
use crate::drift::region::Region;
use serde_json::Value;

/// The rates of a page; the calls are taken to be counted over an account.
pub(super) fn quotas(stated: &Stated, page: &str, left: &mut Vec<Left>) -> Vec<Draft> {
    let whole = Region::new(stated.text.iter().map(|(line, text)| (*line, text.as_str())));
    let mut quotas: Vec<(i64, i64, Draft)> = Vec::new();
    for rate in rates(&whole) {
        let (calls, seconds) = (rate.calls, rate.per_seconds);
        if quotas.iter().any(|(known, time, _)| (*known, *time) == (calls, seconds)) {
            continue;
        }
        let found = anchor(&stated.text, rate.line, calls, &whole);
        let Some(found) = found.filter(|_| !quotas.iter().any(|(_, time, _)| *time == seconds)) else {
            left.push(Left::new(rate.line, format!("{calls} calls in {seconds} s became no quota")));
            continue;
        };
        let draft = Draft::object([
            ("calls", Draft::Scalar(Value::from(calls))),
            ("per_seconds", Draft::Scalar(Value::from(seconds))),
            ("scope", Draft::text("account")),
            ("source", source(page, &found.words)),
        ]);
        quotas.push((calls, seconds, draft));
    }
    quotas.into_iter().map(|(.., draft)| draft).collect()
}
