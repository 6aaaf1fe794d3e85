//! What the validator reports.

use crate::record::has_secrets;
use crate::table::{Check, Limit, Member, Page, Rule, RuleKind, Shape};
use crate::value::Value;
use std::fmt;

/// One violation of a documented limit or rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The id of the limit or rule, by which it can be switched: `SendMessage.Payload.max_length`.
    pub rule: String,
    /// The parameter, as a path of wire names: `messages[3].content`.
    pub parameter: String,
    /// What the documentation allows: `at most 1000 items`.
    pub limit: String,
    /// What was given, in the limit's unit.
    pub given: String,
    /// What is counted, where something is.
    pub unit: Option<&'static str>,
    /// Where the limit was read; none for what follows from the types alone.
    pub page: Option<&'static Page>,
    /// Whether it is advice: the service takes the value, but alters or ignores it.
    pub advice: bool,
}

impl Violation {
    pub(super) fn missing(shape: &Shape, member: &Member, path: &Path<'_>) -> Self {
        Self::of_member(shape, member, "required", path, "a value is required", "nothing".to_owned())
    }

    pub(super) fn of_type(
        shape: &Shape,
        member: &Member,
        path: &Path<'_>,
        limit: impl Into<String>,
        value: Value<'_>,
    ) -> Self {
        Self::of_member(shape, member, "type", path, limit, shown(member, value))
    }

    pub(super) fn no_segment(shape: &Shape, member: &Member, value: Value<'_>, path: &Path<'_>) -> Self {
        Self::of_member(shape, member, "path", path, "must not be empty or only dots", shown(member, value))
    }

    pub(super) fn unknown(shape: &Shape, path: &Path<'_>) -> Self {
        Self {
            rule: format!("{}.unknown", shape.name),
            parameter: path.to_string(),
            limit: format!("{} has no such parameter", shape.name),
            given: "a value".to_owned(),
            unit: None,
            page: None,
            advice: false,
        }
    }

    fn of_member(
        shape: &Shape,
        member: &Member,
        rule: &str,
        path: &Path<'_>,
        limit: impl Into<String>,
        given: String,
    ) -> Self {
        Self {
            rule: format!("{}.{}.{rule}", shape.name, member.wire_name),
            parameter: path.to_string(),
            limit: limit.into(),
            given,
            unit: None,
            page: None,
            advice: false,
        }
    }

    pub(super) fn of_limit(
        limit: &'static Limit,
        shape: &Shape,
        member: &Member,
        path: &Path<'_>,
        failure: Failure,
    ) -> Self {
        Self {
            rule: format!("{}.{}.{}", shape.name, member.wire_name, limit.0.name()),
            parameter: path.to_string(),
            limit: failure.limit,
            given: failure.given,
            unit: failure.unit,
            page: Some(limit.1),
            advice: is_advice(&limit.0),
        }
    }

    pub(super) fn of_rule(
        rule: &'static Rule,
        shape: &Shape,
        path: &Path<'_>,
        members: String,
        given: String,
    ) -> Self {
        let parameter = match path {
            Path::Root => members,
            path => {
                members.split(", ").map(|member| format!("{path}.{member}")).collect::<Vec<_>>().join(", ")
            }
        };
        Self {
            rule: format!("{}.{}", shape.name, rule.id),
            parameter,
            limit: rule.doc.trim_end_matches('.').to_owned(),
            given,
            unit: unit(&rule.kind),
            page: Some(rule.page),
            advice: rule.kind.is_advice(),
        }
    }
}

/// What a rule counts, if it counts something.
fn unit(kind: &RuleKind) -> Option<&'static str> {
    match kind {
        RuleKind::TotalLength(_, _, unit) => Some(unit.word()),
        RuleKind::TotalItems(..) => Some("items"),
        RuleKind::Ordering { .. } | RuleKind::RangeSpan { .. } => Some("seconds"),
        _ => None,
    }
}

fn is_advice(check: &Check) -> bool {
    match check {
        Check::Advice(_) => true,
        Check::When(_, inner) => is_advice(inner),
        _ => false,
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}, given {}", self.parameter, self.limit, self.given)?;
        if let Some(page) = self.page {
            write!(f, "; source: {page}")?;
        }
        write!(f, " [{}]", self.rule)
    }
}

/// What a failed check says.
pub(super) struct Failure {
    pub(super) limit: String,
    pub(super) given: String,
    pub(super) unit: Option<&'static str>,
}

impl Failure {
    pub(super) fn new(limit: impl Into<String>, given: impl Into<String>) -> Self {
        Self { limit: limit.into(), given: given.into(), unit: None }
    }

    pub(super) fn counted(
        limit: &str,
        bound: impl fmt::Display,
        given: impl fmt::Display,
        unit: &'static str,
    ) -> Self {
        Self { limit: format!("{limit} {bound} {unit}"), given: given.to_string(), unit: Some(unit) }
    }
}

/// A value for a message: quoted, cut short, and left out where it or a member inside it is sensitive.
pub(super) fn shown(member: &Member, value: Value<'_>) -> String {
    if member.sensitive || has_secrets(member.kind) {
        return REDACTED.to_owned();
    }
    if let Value::File(file) = value {
        return format!("{:?}", file.name);
    }
    let text = value.encoded(member);
    let cut = cut(&text);
    let more = if cut.len() < text.len() { "…" } else { "" };
    match value {
        Value::Text(_) | Value::List(_) => format!("{cut:?}{more}"),
        _ => format!("{cut}{more}"),
    }
}

/// What stands in place of a sensitive value.
pub(super) const REDACTED: &str = "[redacted]";

/// The start of a text, as much as a message has room for.
pub(super) fn cut(text: &str) -> &str {
    const LONGEST: usize = 64;
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

/// Where in a request the validator is. Written out only when there is something to report.
pub(super) enum Path<'p> {
    Root,
    Member(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(super) fn member(&'p self, name: &'p str) -> Path<'p> {
        Path::Member(self, name)
    }

    pub(super) fn item(&'p self, index: usize) -> Path<'p> {
        Path::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Member(Path::Root, name) => f.write_str(name),
            Path::Member(parent, name) => write!(f, "{parent}.{name}"),
            Path::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
