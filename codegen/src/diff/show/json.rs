//! A diff for programs.

use super::Report;
use crate::diff::Place;
use crate::diff::finding::Finding;
use serde_json::{Value, json};

/// The diff as JSON, with the verdict beside the findings.
pub fn json(report: &Report<'_>) -> String {
    let verdict = report.diff.verdict();
    let next = report.version.map(|from| from.after(verdict.level).to_string());
    let findings: Vec<Value> =
        report.diff.findings.iter().map(|finding| self::finding(report, finding)).collect();
    let value = json!({
        "verdict": {
            "level": verdict.level.word(),
            "reason": verdict.reason,
            "version": report.version.map(|version| version.to_string()),
            "at_least": next,
        },
        "findings": findings,
        "formatting": report.diff.formatting,
    });
    // A value made of texts and lists can always be written.
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

fn finding(report: &Report<'_>, finding: &Finding) -> Value {
    let value = |text: &Option<String>| -> Value {
        text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    };
    let place = |place: &Option<Place>| place.as_ref().map(|place| format!("{}:{}", place.path, place.line));
    json!({
        "fingerprint": finding.fingerprint(),
        "level": finding.level().word(),
        "what": finding.what,
        "change": finding.judgement.direction.word(),
        "subject": finding.subject,
        "at": finding.at,
        "page": finding.page,
        "operations": finding.operations,
        "stops_compiling": finding.judgement.compile,
        "may_fail": finding.judgement.run_time,
        "before": value(&finding.before),
        "after": value(&finding.after),
        "old": place(&finding.old),
        "new": place(&finding.new),
        "accepted": report.accepted.has(finding),
    })
}
