//! Conditions: when a limit or a rule applies.

/// When a limit or a rule applies, read off the values of the members beside it.
///
/// Members are named by wire name; a dot goes down into a nested object
/// (`options.notification_3rd_ver`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    /// The member has a value.
    Present(&'static str),
    /// The member has no value.
    Absent(&'static str),
    /// The member's text form is one of these. Booleans read `true` and `false`, integers are decimal.
    Is(&'static str, &'static [&'static str]),
    /// The member is a list that contains one of these, or is itself one of these.
    Contains(&'static str, &'static [&'static str]),
    /// The other condition does not hold.
    Not(&'static Condition),
    /// Each of these holds.
    All(&'static [Condition]),
    /// At least one of these holds.
    Any(&'static [Condition]),
}
