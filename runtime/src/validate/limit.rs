//! Checking the limits of one member.

use super::items::with_items;
use super::rule::holds;
use super::violation::{Failure, Path, Violation};
use crate::table::{Check, Limit, Member};
use crate::value::{RecordRef, Value};

/// How many bad items of one member are told. Whoever gave so many knows by then what is wrong with them.
const MOST_ITEMS: usize = 20;

/// A value to be checked.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// What is sent, and measured.
    pub(super) sent: Value<'a>,
    /// What it says: the list, where the text of a list was given.
    pub(super) read: Value<'a>,
}

impl<'a> Given<'a> {
    pub(super) fn plain(value: Value<'a>) -> Self {
        Self { sent: value, read: value }
    }
}

/// What the limits of one member are checked with.
pub(super) struct Checker<'a> {
    pub(super) record: RecordRef<'a>,
    pub(super) member: &'static Member,
    pub(super) path: &'a Path<'a>,
    /// Seconds since 1970.
    pub(super) now: i64,
}

impl Checker<'_> {
    pub(super) fn check(&self, given: Given<'_>, violations: &mut Vec<Violation>) {
        let mut bad_items = 0;
        for limit in self.member.limits {
            match self.applying(&limit.0) {
                Some(Check::Each(inner)) => self.each(limit, inner, given, &mut bad_items, violations),
                Some(check) => {
                    let failure = self.failure(check, given);
                    violations.extend(failure.map(|failure| self.violation(limit, self.path, failure)));
                }
                None => {}
            }
        }
    }

    fn violation(&self, limit: &'static Limit, path: &Path<'_>, failure: Failure) -> Violation {
        Violation::of_limit(limit, self.record.shape(), self.member, path, failure)
    }

    /// The check inside conditions and advice; `None` if a condition does not hold.
    pub(super) fn applying(&self, check: &'static Check) -> Option<&'static Check> {
        match check {
            Check::When(condition, inner) => {
                holds(condition, self.record).then(|| self.applying(inner)).flatten()
            }
            Check::Advice(inner) => self.applying(inner),
            check => Some(check),
        }
    }

    fn each(
        &self,
        limit: &'static Limit,
        check: &'static Check,
        given: Given<'_>,
        bad_items: &mut usize,
        violations: &mut Vec<Violation>,
    ) {
        let Some(check) = self.applying(check) else {
            return;
        };
        let result = with_items(self.member, given.read, |items| {
            for (index, item) in items {
                if *bad_items == MOST_ITEMS {
                    break;
                }
                if let Some(failure) = self.failure(check, Given::plain(item)) {
                    *bad_items += 1;
                    let failure = Failure { limit: format!("each item {}", failure.limit), ..failure };
                    violations.push(self.violation(limit, &self.path.item(index), failure));
                }
            }
        });
        let failure = result.err().and_then(|none| self.no_items(none, given));
        violations.extend(failure.map(|failure| self.violation(limit, self.path, failure)));
    }
}
