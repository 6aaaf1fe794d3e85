//! Limits that nothing can satisfy together, and limits that are there twice.

use super::facts::File;
use crate::diagnostic::Code;
use crate::tree::Span;
use bindery_runtime::table::{Check, Kind, Limit, Member, Unit};

/// Reports what is wrong among the limits of a member.
pub(super) fn check(member: &Member, limits: &[(Check, Span)], file: &mut File<'_>) {
    for (at, (check, span)) in limits.iter().enumerate() {
        for (earlier, _) in &limits[..at] {
            if let Some((code, why)) = beside(*earlier, *check) {
                file.report(code, span, why);
            }
        }
        let always = at_its_time(*check);
        if matches!(always, Check::Advice(_)) {
            continue;
        }
        if let Some(why) = with_kind(member.kind, &always) {
            file.report(Code::Contradiction, span, why);
        }
        let of_type = member.limits.iter().map(|limit: &Limit| limit.0);
        let others =
            of_type.chain(limits.iter().filter(|(other, _)| other != check).map(|(other, _)| *other));
        let mut texts = others.filter_map(|other| allowed(together(other, *check)?.0));
        if let Some(text) = texts.find_map(|texts| none_passes(texts, &always)) {
            let message = format!("no value that is allowed passes this limit, not even {text:?}");
            file.report(Code::Contradiction, span, message);
        }
    }
}

/// What is wrong with two limits beside each other. One that holds always may be repeated more tightly under a
/// condition, but must leave room for it.
fn beside(earlier: Check, check: Check) -> Option<(Code, String)> {
    let (left, right) = together(earlier, check)?;
    let is_tighter = matches!(earlier, Check::When(..)) != matches!(check, Check::When(..));
    between(&left, &right).filter(|(code, _)| !is_tighter || *code == Code::Contradiction)
}

/// Two checks without their conditions, if one holds whenever the other does, and both are advice or none is.
fn together(left: Check, right: Check) -> Option<(Check, Check)> {
    match (left, right) {
        (Check::When(when, left), Check::When(same, right)) => {
            if when == same {
                together(*left, *right)
            } else {
                None
            }
        }
        (Check::When(_, left), right) => together(*left, right),
        (left, Check::When(_, right)) => together(left, *right),
        (Check::Advice(left), Check::Advice(right)) => together(*left, *right),
        (Check::Advice(_), _) | (_, Check::Advice(_)) => None,
        both => Some(both),
    }
}

/// A check without its condition.
fn at_its_time(check: Check) -> Check {
    match check {
        Check::When(_, inner) => *inner,
        check => check,
    }
}

/// Why two limits cannot both hold, or say the same thing twice.
fn between(left: &Check, right: &Check) -> Option<(Code, String)> {
    let ordered = |fits: bool, left: &str, right: &str| {
        let message = || format!("this contradicts another limit: at least {left} and at most {right}");
        (!fits).then(|| (Code::Contradiction, message()))
    };
    let bound = |least: u32, most: u32| ordered(least <= most, &least.to_string(), &most.to_string());
    match (left, right) {
        (Check::Each(left), Check::Each(right)) => between(left, right),
        (Check::MinLength(least, unit), Check::MaxLength(most, other))
        | (Check::MaxLength(most, other), Check::MinLength(least, unit)) => {
            // As many bytes as characters, at least; so a least number of characters is one of bytes too.
            let comparable = unit == other || (*unit != Unit::Bytes && *other == Unit::Bytes);
            if comparable { bound(*least, *most) } else { None }
        }
        (Check::Min(least), Check::Max(most)) | (Check::Max(most), Check::Min(least)) => {
            ordered(least.as_f64() <= most.as_f64(), &least.to_string(), &most.to_string())
        }
        (Check::MinItems(least), Check::MaxItems(most))
        | (Check::MaxItems(most), Check::MinItems(least))
        | (Check::MinAhead(least), Check::MaxAhead(most))
        | (Check::MaxAhead(most), Check::MinAhead(least)) => bound(*least, *most),
        (Check::MinLength(_, unit), Check::MinLength(_, other))
        | (Check::MaxLength(_, unit), Check::MaxLength(_, other)) => (unit == other).then(|| twice(right)),
        (left, right) if excludes(left, right) || excludes(right, left) => {
            let message = format!("no value passes both `{}` and this `{}`", left.name(), right.name());
            Some((Code::Contradiction, message))
        }
        (left, right) if left == right => Some(twice(right)),
        (left, right) if is_single(left) && left.name() == right.name() => Some(twice(right)),
        _ => None,
    }
}

/// Whether a part that a text or number must have is one that the other check refuses.
fn excludes(demand: &Check, refusal: &Check) -> bool {
    match (*demand, *refusal) {
        (Check::StartsWith(start), Check::NotStartsWith(refused)) => start.starts_with(refused),
        (Check::StartsWith(part) | Check::Contains(part), Check::NotContains(refused)) => {
            part.contains(refused)
        }
        (Check::StartsWith(part) | Check::Contains(part), Check::MaxLength(most, unit)) => {
            unit.length(part) > most as usize
        }
        (Check::Min(least), Check::BitMask(mask)) => least.as_f64() > f64::from(mask),
        (Check::Max(most), Check::BitMask(_)) => most.as_f64() < 0.0,
        _ => false,
    }
}

fn twice(check: &Check) -> (Code, String) {
    (Code::Duplicate, format!("there is a limit `{}` already, which holds whenever this does", check.name()))
}

/// Whether a second limit of this sort can only repeat or contradict the first. Several patterns, or several parts
/// that a text must or must not contain, can hold together.
fn is_single(check: &Check) -> bool {
    matches!(
        check,
        Check::Min(_)
            | Check::Max(_)
            | Check::BitMask(_)
            | Check::OneOf(_)
            | Check::OneOfAnyCase(_)
            | Check::OneOfNumbers(_)
            | Check::NotNumber(_)
            | Check::Constant(_)
            | Check::Format(_)
            | Check::StartsWith(_)
            | Check::MinItems(_)
            | Check::MaxItems(_)
            | Check::Sorted
            | Check::MaxSerialized(_)
            | Check::MinAhead(_)
            | Check::MaxAhead(_)
            | Check::FileTypes(_)
    )
}

/// Bounds that no number of 32 bits reaches.
fn with_kind(kind: Kind, check: &Check) -> Option<String> {
    let outside = match check {
        Check::Min(least) => least.as_f64() > f64::from(i32::MAX),
        Check::Max(most) => most.as_f64() < f64::from(i32::MIN),
        _ => false,
    };
    (kind == Kind::Int32 && outside).then(|| "no number of 32 bits passes this limit".to_owned())
}

/// The only texts that a check lets pass.
fn allowed(check: Check) -> Option<&'static [&'static str]> {
    match check {
        Check::OneOf(texts) => Some(texts),
        _ => None,
    }
}

/// One of the texts, if not one of them passes the check.
fn none_passes(texts: &'static [&'static str], check: &Check) -> Option<&'static str> {
    let passes = |text: &&&str| match *check {
        Check::MinLength(least, unit) => unit.length(text) >= least as usize,
        Check::MaxLength(most, unit) => unit.length(text) <= most as usize,
        Check::Pattern(pattern) => pattern.is_match(text),
        Check::Constant(constant) => **text == constant,
        Check::OneOf(others) => others.contains(text),
        Check::StartsWith(start) => text.starts_with(start),
        Check::Contains(part) => text.contains(part),
        Check::NotContains(part) => !text.contains(part),
        Check::NotStartsWith(start) => !text.starts_with(start),
        _ => true,
    };
    if texts.iter().any(|text| passes(&text)) { None } else { texts.first().copied() }
}
