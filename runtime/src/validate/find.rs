//! Members on paths of wire names, found with their tables.

use super::items;
use crate::table::{Check, Member};
use crate::value::{RecordRef, Value};

/// A member on a path, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub(super) member: &'static Member,
    pub(super) value: Value<'a>,
    /// Whether the member, or one on the way to it, is kept out of messages.
    pub(super) is_secret: bool,
}

/// The member on a path of wire names joined with dots; `None` if the way to it has no value.
pub(super) fn find<'a>(record: RecordRef<'a>, path: &str) -> Option<Found<'a>> {
    let (first, rest) = split(path);
    let index = record.shape().index_of(first)?;
    let (member, value) = (&record.shape().members[index], record.get(index));
    match (rest, value) {
        (None, value) => Some(Found { member, value, is_secret: member.sensitive }),
        (Some(rest), Value::Record(inner)) => {
            let found = find(inner, rest)?;
            Some(Found { is_secret: found.is_secret || member.sensitive, ..found })
        }
        (Some(_), _) => None,
    }
}

/// The first name of a path, and what follows it.
pub(super) fn split(path: &str) -> (&str, Option<&str>) {
    path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)))
}

/// Whether the member on a path has a value. A list without items has none.
pub(super) fn is_present(record: RecordRef<'_>, path: &str) -> bool {
    find(record, path)
        .is_some_and(|found| !found.value.is_absent() && !items::is_empty(found.member, found.value))
}

impl Found<'_> {
    /// Whether this text is one of these; in any letter case where the member's own limits say that letter
    /// case does not matter.
    pub(super) fn is_one_of(&self, text: &str, texts: &[&str]) -> bool {
        let any_case = || texts.iter().any(|one| one.eq_ignore_ascii_case(text));
        texts.contains(&text) || (takes_any_case(self.member) && any_case())
    }
}

fn takes_any_case(member: &Member) -> bool {
    member.limits.iter().any(|limit| match limit.0.innermost() {
        Check::Each(inner) => matches!(inner.innermost(), Check::OneOfAnyCase(_)),
        check => matches!(check, Check::OneOfAnyCase(_)),
    })
}
