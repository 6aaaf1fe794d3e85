//! Comparing lists of file name endings.

use super::anchored::is_read_here;
use super::compare::Comparison;
use super::finding::Change;
use super::limits::{Changed, report};
use super::mend;
use super::region::Region;
use super::spec::Member;
use serde_json::json;

/// Compares the list of a member, if it has one that was read here.
pub(super) fn compare(comparison: &mut Comparison<'_, '_>, at: &str, member: Member<'_, '_>, own: &Region) {
    let Some(limit) = member.limits().iter().find(|limit| limit.get("file_types").is_some()) else { return };
    if !is_read_here(limit, &comparison.subject.pages) {
        return;
    }
    let known = limit.texts("file_types");
    let text: String = own.dense().iter().collect();
    let is_part =
        |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || matches!(next, ',' | '/' | '、');
    let listed = text.split(|next: char| !is_part(next)).map(|list| {
        list.split([',', '/', '、']).filter(|ending| (2..=5).contains(&ending.len())).collect::<Vec<_>>()
    });
    let shares =
        |list: &Vec<&str>| list.iter().filter(|ending| known.contains(ending)).count() * 2 >= known.len();
    let Some(list) = listed.into_iter().find(shares) else { return };
    if list.len() == known.len() && list.iter().all(|ending| known.contains(ending)) {
        return;
    }
    let (before, after) = (known.join(","), list.join(","));
    let anchors = limit.get("source").map_or(&[][..], |source| source.list("anchors"));
    let renamed = anchors.iter().filter_map(|anchor| {
        let text = anchor.as_text().filter(|text| text.contains(&before))?;
        Some(mend::value(anchor, &json!(text.replace(&before, &after))))
    });
    let rows = &comparison.subject.stated.parameters.rows;
    let line = rows.iter().find(|row| row.name == member.name()).map_or(1, |row| row.line);
    let anchors = renamed.collect();
    let change = Changed { key: "file_types", before: json!(known), after: json!(list), line, anchors };
    report(comparison, at, member, Change::Limit, limit, change);
}
