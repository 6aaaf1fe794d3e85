//! Rules: what several members of one object must be together.

use super::{Condition, Page, Unit};

/// One documented rule over several members of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Name of the rule within its object; with the object's name before it, the rule id.
    pub id: &'static str,
    /// What must hold, in words, for the message.
    pub doc: &'static str,
    /// What must hold.
    pub kind: RuleKind,
    /// When the rule applies; always, if `None`.
    pub when: Option<Condition>,
    /// Where the rule was read.
    pub page: &'static Page,
}

/// What a [`Rule`] demands. Members are named by wire name, with dots into nested objects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RuleKind {
    /// Each of these has a value.
    Required(&'static [&'static str]),
    /// None of these has a value.
    Forbidden(&'static [&'static str]),
    /// At least one of these has a value.
    AtLeastOne(&'static [&'static str]),
    /// Exactly one of these has a value.
    ExactlyOne(&'static [&'static str]),
    /// At most one of these has a value.
    AtMostOne(&'static [&'static str]),
    /// Either all of these have a value or none.
    AllOrNone(&'static [&'static str]),
    /// Advice: these have no effect.
    Ineffective(&'static [&'static str]),
    /// Advice: the first wins, the others have no effect beside it.
    Overrides(&'static str, &'static [&'static str]),
    /// The later time is after the earlier by more than the margin in seconds.
    Ordering {
        /// Member with the earlier time.
        earlier: &'static str,
        /// Member with the later time.
        later: &'static str,
        /// How many seconds must lie between, at least. With zero the two may be equal.
        margin_seconds: u32,
        /// Whether an absent earlier time means now.
        earlier_defaults_to_now: bool,
    },
    /// From the start time to the end time it is at most so many seconds.
    RangeSpan {
        /// Member with the start.
        start: &'static str,
        /// Member with the end.
        end: &'static str,
        /// The longest span, in seconds.
        max_seconds: u32,
    },
    /// The lengths of these together are at most this.
    TotalLength(&'static [&'static str], u32, Unit),
    /// The items of these lists together are at most so many. A dot goes into every item of a list.
    TotalItems(&'static [&'static str], u32),
    /// Every item of the first list stands in the second.
    Subset(&'static str, &'static str),
    /// Over all items of a list, the objects under one member use one kind of key only.
    UniformKind {
        /// The list.
        list: &'static str,
        /// Member of each item whose keys are compared; text counts as its own kind.
        member: &'static str,
        /// Keys that count as one kind.
        alike: &'static [&'static str],
    },
}

impl RuleKind {
    /// Whether the rule only tells of something the service silently ignores.
    pub fn is_advice(&self) -> bool {
        matches!(self, RuleKind::Ineffective(_) | RuleKind::Overrides(..))
    }

    /// The name of this kind in a specification.
    pub fn name(&self) -> &'static str {
        match self {
            RuleKind::Required(_) => "required",
            RuleKind::Forbidden(_) => "forbidden",
            RuleKind::AtLeastOne(_) => "at_least_one",
            RuleKind::ExactlyOne(_) => "exactly_one",
            RuleKind::AtMostOne(_) => "at_most_one",
            RuleKind::AllOrNone(_) => "all_or_none",
            RuleKind::Ineffective(_) => "ineffective",
            RuleKind::Overrides(..) => "overrides",
            RuleKind::Ordering { .. } => "ordering",
            RuleKind::RangeSpan { .. } => "range_span",
            RuleKind::TotalLength(..) => "total_length",
            RuleKind::TotalItems(..) => "total_items",
            RuleKind::Subset(..) => "subset",
            RuleKind::UniformKind { .. } => "uniform_kind",
        }
    }
}
