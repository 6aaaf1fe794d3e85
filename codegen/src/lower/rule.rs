//! Rules over several members.

use super::facts::File;
use super::siblings::{Siblings, Way};
use super::text::{Name, check_name};
use super::{condition, leak, limit, rule_contradiction};
use crate::diagnostic::Code;
use crate::schema::{self, RuleKey, UNITS};
use crate::tree::Node;
use bindery_runtime::table::{Check, Format, Kind, Member, Rule, RuleKind, Unit};
use std::collections::HashSet;

/// Lowers the rules of an object.
pub(super) fn lower_all(nodes: &[Node<'_>], siblings: &Siblings, file: &mut File<'_>) -> Vec<Rule> {
    let mut seen = HashSet::new();
    let mut rules = Vec::with_capacity(nodes.len());
    let mut spans = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Some(id) = node.get("id") {
            check_id(id, file);
            file.check_unique(&mut seen, Some(id), "rule");
        }
        if let Some(rule) = (Lowering { siblings, file }).rule(node) {
            rules.push(rule);
            spans.push(node.get("id").map_or_else(|| node.head(), |id| id.span.clone()));
        }
    }
    rule_contradiction::check(&rules, &spans, siblings, file);
    rules
}

/// Reports the id of a rule that is no name, or one that stands for something else.
fn check_id(id: &Node<'_>, file: &mut File<'_>) {
    /// With the object's name before it, the id under which unknown parameters are reported.
    const TAKEN: &str = "unknown";
    let text = id.as_text().unwrap_or_default();
    if check_name(file.path, &id.span, text, Name::Id, file.problems) && text == TAKEN {
        let message = format!("`{TAKEN}` is the id under which unknown parameters are reported");
        file.report(Code::BadName, &id.span, message).help("name the rule for what it demands");
    }
}

struct Lowering<'l, 'f> {
    siblings: &'l Siblings,
    file: &'l mut File<'f>,
}

impl Lowering<'_, '_> {
    fn rule(&mut self, node: &Node<'_>) -> Option<Rule> {
        let page = self.file.page(node.get("source"));
        let when = node.get("when").map(|when| condition::lower(when, self.siblings, self.file));
        let kind = self.kind(node)?;
        let when = match when {
            Some(when) => Some(when?),
            None => None,
        };
        Some(Rule {
            id: leak::text(node.text("id")?),
            doc: leak::text(node.text("doc")?),
            kind,
            when,
            page: page?,
        })
    }

    fn kind(&mut self, node: &Node<'_>) -> Option<RuleKind> {
        let (key, value) =
            node.entries().iter().find_map(|entry| Some((RuleKey::of(&entry.key)?, &entry.value)))?;
        Some(match key {
            RuleKey::Required => RuleKind::Required(self.members(value, 1)?),
            RuleKey::Forbidden => RuleKind::Forbidden(self.members(value, 1)?),
            RuleKey::AtLeastOne => RuleKind::AtLeastOne(self.members(value, 2)?),
            RuleKey::ExactlyOne => RuleKind::ExactlyOne(self.members(value, 2)?),
            RuleKey::AtMostOne => RuleKind::AtMostOne(self.members(value, 2)?),
            RuleKey::AllOrNone => RuleKind::AllOrNone(self.members(value, 2)?),
            RuleKey::Ineffective => RuleKind::Ineffective(self.members(value, 1)?),
            RuleKey::Overrides => RuleKind::Overrides(
                self.member(value.get("winner")?)?,
                self.members(value.get("losers")?, 1)?,
            ),
            RuleKey::Ordering => self.ordering(value)?,
            RuleKey::RangeSpan => RuleKind::RangeSpan {
                start: self.time(value.get("start")?)?,
                end: self.time(value.get("end")?)?,
                max_seconds: value.count("max_seconds")?,
            },
            RuleKey::TotalLength => self.total_length(value)?,
            RuleKey::TotalItems => {
                RuleKind::TotalItems(self.lists(value.get("lists")?)?, value.count("max")?)
            }
            RuleKey::Subset => {
                RuleKind::Subset(self.member(value.get("list")?)?, self.member(value.get("of")?)?)
            }
            RuleKey::UniformKind => self.uniform_kind(value)?,
        })
    }

    fn member(&mut self, node: &Node<'_>) -> Option<&'static str> {
        self.siblings.find(node, Way::Objects, self.file)?;
        node.as_text().map(leak::text)
    }

    fn members(&mut self, node: &Node<'_>, least: usize) -> Option<&'static [&'static str]> {
        if node.items().len() < least {
            self.file.report(Code::OutOfRange, &node.span, "a choice needs two members");
        }
        let found = node.items().iter().map(|item| self.member(item)).collect::<Vec<_>>();
        let texts = limit::texts(node, self.file);
        found.iter().all(Option::is_some).then_some(texts)
    }

    fn wrong_kind(&mut self, node: &Node<'_>, wanted: &str) {
        let message = format!("`{}` is no {wanted}", node.as_text().unwrap_or_default());
        self.file.report(Code::RuleKind, &node.span, message);
    }

    fn ordering(&mut self, value: &Node<'_>) -> Option<RuleKind> {
        Some(RuleKind::Ordering {
            earlier: self.time(value.get("earlier")?)?,
            later: self.time(value.get("later")?)?,
            margin_seconds: value.count("margin_seconds").unwrap_or_default(),
            earlier_defaults_to_now: value.get("earlier_default").is_some(),
        })
    }

    /// A member that tells an instant: a number, or text whose format says how to read it.
    fn time(&mut self, node: &Node<'_>) -> Option<&'static str> {
        let member = self.siblings.find(node, Way::Objects, self.file)?;
        let is_time = match member.kind {
            Kind::Int32 | Kind::Int64 => true,
            Kind::Text => {
                formats(&member).any(|format| matches!(format, Format::UtcSeconds | Format::DateTime))
            }
            _ => false,
        };
        if !is_time {
            self.wrong_kind(node, "time: it needs a limit with the format utc-seconds or date-time");
        }
        node.as_text().map(leak::text)
    }

    fn total_length(&mut self, value: &Node<'_>) -> Option<RuleKind> {
        let unit =
            value.text("unit").and_then(|word| schema::meaning(&UNITS, word)).unwrap_or(Unit::Unstated);
        let members = self.members(value.get("members")?, 1)?;
        Some(RuleKind::TotalLength(members, value.count("max")?, unit))
    }

    fn lists(&mut self, node: &Node<'_>) -> Option<&'static [&'static str]> {
        let mut all_found = true;
        for item in node.items() {
            match self.siblings.find(item, Way::Items, self.file) {
                Some(member) if !holds_list(member.kind) => self.wrong_kind(item, "list"),
                found => all_found &= found.is_some(),
            }
        }
        let texts = limit::texts(node, self.file);
        all_found.then_some(texts)
    }

    fn uniform_kind(&mut self, value: &Node<'_>) -> Option<RuleKind> {
        let (list, name) = (value.get("list")?, value.get("member")?);
        let found = self.siblings.find(list, Way::Objects, self.file)?;
        let Kind::List(Kind::Record(item)) = found.kind else {
            self.wrong_kind(list, "list of objects");
            return None;
        };
        let inner = Siblings::new(item.members.to_vec()).find(name, Way::Objects, self.file)?;
        if let Kind::Record(shape) = inner.kind {
            let keys = Siblings::new(shape.members.to_vec());
            for key in value.list("alike") {
                keys.find(key, Way::Objects, self.file);
            }
        }
        let alike = value.get("alike").map_or(&[][..], |alike| limit::texts(alike, self.file));
        Some(RuleKind::UniformKind {
            list: leak::text(list.as_text()?),
            member: leak::text(name.as_text()?),
            alike,
        })
    }
}

fn formats(member: &Member) -> impl Iterator<Item = Format> {
    member.limits.iter().filter_map(|limit| match limit.0.innermost() {
        Check::Format(format) => Some(*format),
        _ => None,
    })
}

fn holds_list(kind: Kind) -> bool {
    match kind {
        Kind::List(_) => true,
        Kind::Union(union) => union.variants.iter().any(|variant| holds_list(variant.kind)),
        _ => false,
    }
}
