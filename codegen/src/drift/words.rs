//! The words of pages in the languages that the vendors write.

mod deprecation;
mod header;
mod heading;
mod need;

pub(crate) use self::deprecation::{operation_is_deprecated, says_deprecated};
pub(crate) use self::header::{Column, columns, header_length, is_header};
pub(crate) use self::heading::{Section, heading};
pub(super) use self::need::required;

/// The sentences of a text.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '\n', '；', '！']).flat_map(|part| part.split(". "))
}
