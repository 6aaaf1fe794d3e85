//! Comparing the values that a page lists for a member with those of its enumeration or limit.

use super::anchored::is_read_here;
use super::compare::{Comparison, Difference};
use super::enumeration::{self, Listed};
use super::finding::Change;
use super::page::Row;
use super::spec::{File, Member};
use crate::tree::Node;
use serde_json::{Value, json};
use std::borrow::Cow;

/// Where the values of a member stand, and what they are.
struct Known<'a, 't> {
    file: &'a File<'t>,
    point: &'a Node<'t>,
    values: Vec<Cow<'a, str>>,
    any_case: bool,
}

impl Known<'_, '_> {
    fn is_same(&self, left: &str, right: &str) -> bool {
        left == right || (self.any_case && left.eq_ignore_ascii_case(right))
    }

    fn is_in(&self, value: &str, listed: &Listed) -> bool {
        listed.values.iter().any(|now| self.is_same(value, now))
    }
}

/// Compares the values, if the page lists those of this member.
pub(super) fn compare(
    comparison: &mut Comparison<'_, '_>,
    at: &str,
    member: Member<'_, '_>,
    row: &Row,
    is_parameter: bool,
) {
    let lines: Vec<_> = row.text.iter().collect();
    let mut listed = enumeration::listed(&lines);
    let known = known(comparison, member).or_else(|| fresh(member, &listed).filter(|_| is_parameter));
    let Some(known) = known else { return };
    if !is_list_of(&known, &listed) {
        let run = enumeration::runs(&lines).into_iter().find(|(run, is_announced)| {
            is_list_of(&known, run)
                && (*is_announced || known.values.iter().all(|value| known.is_in(value, run)))
        });
        listed = run.map(|(run, _)| run).unwrap_or(listed);
    }
    let Some(after) = after(&known, &listed) else { return count(comparison, at, &known) };
    let Known { file, point, values, .. } = &known;
    comparison.report(Difference {
        change: Change::Enum,
        at: at.to_owned(),
        attribute: "values".to_owned(),
        before: if values.is_empty() { Value::Null } else { json!(values) },
        edit: format!("let the values be {}", after.join(", ")),
        after: json!(after),
        page_line: listed.line,
        file,
        spec_line: file.line(&point.span),
        mend: Vec::new(),
    });
}

/// Compares how many values there are with the number between the anchors of an enumeration.
fn count(comparison: &mut Comparison<'_, '_>, at: &str, known: &Known<'_, '_>) {
    let node = &known.file.node;
    if !is_read_here(node, &comparison.subject.pages) {
        return;
    }
    let anchors = node.get("source").map(|source| source.texts("anchors")).unwrap_or_default();
    let [before, after] = anchors[..] else { return };
    let Some((now, line)) = comparison.whole.between(before, after) else { return };
    if usize::try_from(now).is_ok_and(|now| now == known.values.len()) {
        return;
    }
    comparison.report(Difference {
        change: Change::Enum,
        at: at.to_owned(),
        attribute: "values".to_owned(),
        before: json!(known.values),
        after: json!(now),
        edit: format!("the page now counts {now} values: list them"),
        page_line: line,
        file: known.file,
        spec_line: known.file.line(&known.point.span),
        mend: Vec::new(),
    });
}

/// The values of the member's enumeration, or of a limit that names them.
fn known<'a, 't>(comparison: &Comparison<'a, 't>, member: Member<'a, 't>) -> Option<Known<'a, 't>> {
    if let Some(file) = comparison.subject.service.inner_type(member)
        && let Some(point) = file.node.get("values")
    {
        let values = point.items().iter().filter_map(|item| item.text("value").map(Cow::Borrowed)).collect();
        return Some(Known { file, point, values, any_case: file.node.flag("any_case") });
    }
    let mut always = member.limits().iter().filter(|limit| limit.get("when").is_none());
    let (limit, point) =
        always.find_map(|limit| Some((limit, limit.get("one_of").or_else(|| limit.get("item_one_of"))?)))?;
    let text = |item: &'a Node<'t>| {
        item.as_text().map(Cow::Borrowed).or_else(|| Some(Cow::Owned(item.as_int()?.to_string())))
    };
    let values = point.items().iter().filter_map(text).collect();
    Some(Known { file: member.file, point, values, any_case: limit.flag("any_case") })
}

/// No values yet, where the page has a list of words in capitals for a text without limits.
fn fresh<'a, 't>(member: Member<'a, 't>, listed: &Listed) -> Option<Known<'a, 't>> {
    let is_plain = member.node.text("type") == Some("string") && member.limits().is_empty();
    let is_word = |value: &String| value.chars().all(|next| next.is_ascii_uppercase() || next == '_');
    let is_list = listed.is_list && listed.values.len() >= 2 && listed.values.iter().all(is_word);
    let point = member.node.get("type").filter(|_| is_plain && is_list)?;
    Some(Known { file: member.file, point, values: Vec::new(), any_case: false })
}

/// Whether a list is one of these values: it shares half of them.
fn is_list_of(known: &Known<'_, '_>, listed: &Listed) -> bool {
    let shared = known.values.iter().filter(|value| known.is_in(value, listed)).count();
    known.values.is_empty() || (shared > 0 && shared * 2 >= known.values.len())
}

/// The values as the page has them now, if they differ. What shares less than half of the values is
/// another list, or a mention of some.
fn after<'a>(known: &'a Known<'_, '_>, listed: &'a Listed) -> Option<Vec<&'a str>> {
    let values: Vec<&str> = known.values.iter().map(Cow::as_ref).collect();
    let stays = |value: &&str| known.is_in(value, listed);
    let mut after: Vec<&str> = values.iter().copied().filter(stays).collect();
    let shared = after.len();
    let is_new = |now: &&String| {
        let is_alike = known.any_case || values.is_empty() || enumeration::is_alike(now, &values);
        is_alike && !values.iter().any(|value| known.is_same(value, now))
    };
    after.extend(listed.values.iter().filter(is_new).map(String::as_str));
    let is_same = after.len() == shared && shared == values.len();
    (is_list_of(known, listed) && listed.values.len() >= 2 && !is_same).then_some(after)
}
