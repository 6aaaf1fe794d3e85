//! Rules that no request can pass: one alone, or two together.

use super::facts::File;
use super::siblings::Siblings;
use crate::diagnostic::Code;
use crate::tree::Span;
use bindery_runtime::table::{Rule, RuleKind};

/// Reports contradictions among the rules of an object. The spans are those of the rules.
pub(super) fn check(rules: &[Rule], spans: &[Span], siblings: &Siblings, file: &mut File<'_>) {
    for (at, (rule, span)) in rules.iter().zip(spans).enumerate() {
        if let Some(why) = alone(rule, siblings) {
            file.report(Code::Contradiction, span, why);
        }
        // Where only one of two has a condition, both say no more than that it does not hold.
        for earlier in rules[..at].iter().filter(|earlier| earlier.when == rule.when) {
            let why = together(&earlier.kind, &rule.kind).or_else(|| together(&rule.kind, &earlier.kind));
            if let Some(why) = why {
                let message = format!("this contradicts the rule `{}`: {why}", earlier.id);
                file.report(Code::Contradiction, span, message);
            }
        }
    }
}

/// Why a rule cannot hold, whatever the others say.
fn alone(rule: &Rule, siblings: &Siblings) -> Option<String> {
    let (members, most) = match rule.kind {
        RuleKind::Overrides(winner, losers) if losers.contains(&winner) => {
            return Some(format!("{winner} cannot win over itself"));
        }
        RuleKind::Forbidden(members) => (members, 0),
        RuleKind::ExactlyOne(members) | RuleKind::AtMostOne(members) => (members, 1),
        _ => return None,
    };
    let is_required = |name: &&str| siblings.get(name).is_some_and(|member| member.required);
    let required: Vec<&str> = members.iter().copied().filter(is_required).collect();
    let fails = rule.when.is_none() && required.len() > most;
    fails.then(|| format!("no request passes this rule: {} must always be there", required.join(" and ")))
}

/// Why two rules cannot both hold, the first demanding what the other refuses.
fn together(demand: &RuleKind, refusal: &RuleKind) -> Option<String> {
    match (*demand, *refusal) {
        (RuleKind::Required(members), RuleKind::Forbidden(others)) => {
            let both = common(members, others);
            (!both.is_empty()).then(|| format!("{} would be required and forbidden", both.join(" and ")))
        }
        (RuleKind::Required(members), RuleKind::ExactlyOne(others) | RuleKind::AtMostOne(others)) => {
            let both = common(members, others);
            (both.len() > 1).then(|| format!("only one of {} may be there", both.join(" and ")))
        }
        (RuleKind::AtLeastOne(members) | RuleKind::ExactlyOne(members), RuleKind::Forbidden(others)) => {
            (common(members, others).len() == members.len())
                .then(|| format!("{} would all be forbidden", members.join(" and ")))
        }
        (RuleKind::ExactlyOne(members), RuleKind::AllOrNone(others)) => (members.len() > 1
            && common(members, others).len() == members.len())
        .then(|| format!("{} would be there together or not at all", members.join(" and "))),
        _ => None,
    }
}

/// The members that stand in both lists.
fn common(members: &[&'static str], others: &[&'static str]) -> Vec<&'static str> {
    members.iter().copied().filter(|member| others.contains(member)).collect()
}
