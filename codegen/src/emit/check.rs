//! Limits, conditions and rules, as table text.

use super::rust::{int, option, texts, variant};
use super::scope::Scope;
use crate::model::RustType;
use bindery_runtime::table::{Check, Condition, Limit, Number, Rule, RuleKind, Unit};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A limit of a member of this Rust type, with its page.
pub(super) fn limit(limit: &Limit, rust: &RustType, scope: &Scope<'_>) -> TokenStream {
    let check = check(&limit.0, rust, scope);
    let page = scope.page(limit.1);
    quote!(Limit(#check, #page))
}

fn check(outer: &Check, rust: &RustType, scope: &Scope<'_>) -> TokenStream {
    let arguments = match outer {
        Check::Sorted => return quote!(Check::Sorted),
        Check::MinLength(length, unit) | Check::MaxLength(length, unit) => measure(*length, *unit),
        Check::Min(number) | Check::Max(number) => bound(*number),
        Check::NotNumber(numbers) | Check::OneOfNumbers(numbers) => {
            let numbers = numbers.iter().map(|number| int(*number));
            quote!(&[#(#numbers),*])
        }
        Check::OneOf(values) | Check::OneOfAnyCase(values) => {
            scope.values(rust, values).unwrap_or_else(|| texts(values))
        }
        Check::FileTypes(types) => texts(types),
        Check::Pattern(pattern) => scope.pattern(pattern),
        Check::Format(format) => {
            let format = variant(format);
            quote!(Format::#format)
        }
        Check::Constant(text)
        | Check::StartsWith(text)
        | Check::NotStartsWith(text)
        | Check::Contains(text)
        | Check::NotContains(text) => quote!(#text),
        Check::BitMask(number)
        | Check::MinItems(number)
        | Check::MaxItems(number)
        | Check::MaxSerialized(number)
        | Check::MinAhead(number)
        | Check::MaxAhead(number) => {
            let number = int(*number);
            quote!(#number)
        }
        Check::Each(inner) | Check::Advice(inner) => {
            let inner = check(inner, rust, scope);
            quote!(&#inner)
        }
        Check::When(when, inner) => {
            let (when, inner) = (condition(when), check(inner, rust, scope));
            quote!(&#when, &#inner)
        }
    };
    let name = variant(outer);
    quote!(Check::#name(#arguments))
}

fn measure(length: u32, unit: Unit) -> TokenStream {
    let (length, unit) = (int(length), variant(unit));
    quote!(#length, Unit::#unit)
}

fn bound(number: Number) -> TokenStream {
    match number {
        Number::Int(number) => {
            let number = int(number);
            quote!(Number::Int(#number))
        }
        Number::Float(number) => {
            let number = Literal::f64_unsuffixed(number);
            quote!(Number::Float(#number))
        }
    }
}

/// A condition.
fn condition(outer: &Condition) -> TokenStream {
    let arguments = match outer {
        Condition::Present(member) | Condition::Absent(member) => quote!(#member),
        Condition::Is(member, values) | Condition::Contains(member, values) => {
            let values = texts(values);
            quote!(#member, #values)
        }
        Condition::Not(inner) => {
            let inner = condition(inner);
            quote!(&#inner)
        }
        Condition::All(several) | Condition::Any(several) => {
            let several = several.iter().map(condition);
            quote!(&[#(#several),*])
        }
    };
    let name = variant(outer);
    quote!(Condition::#name(#arguments))
}

/// A rule.
pub(super) fn rule(rule: &Rule, scope: &Scope<'_>) -> TokenStream {
    let Rule { id, doc, kind, when, page } = rule;
    let kind = rule_kind(kind);
    let when = option(when.as_ref().map(condition));
    let page = scope.page(page);
    quote!(Rule { id: #id, doc: #doc, kind: #kind, when: #when, page: #page })
}

fn rule_kind(kind: &RuleKind) -> TokenStream {
    let arguments = match kind {
        RuleKind::Required(members)
        | RuleKind::Forbidden(members)
        | RuleKind::AtLeastOne(members)
        | RuleKind::ExactlyOne(members)
        | RuleKind::AtMostOne(members)
        | RuleKind::AllOrNone(members)
        | RuleKind::Ineffective(members) => texts(members),
        RuleKind::Overrides(winner, losers) => {
            let losers = texts(losers);
            quote!(#winner, #losers)
        }
        RuleKind::TotalLength(members, most, unit) => {
            let (members, most) = (texts(members), measure(*most, *unit));
            quote!(#members, #most)
        }
        RuleKind::TotalItems(lists, most) => {
            let (lists, most) = (texts(lists), int(*most));
            quote!(#lists, #most)
        }
        RuleKind::Subset(list, of) => quote!(#list, #of),
        RuleKind::Ordering { .. } | RuleKind::RangeSpan { .. } | RuleKind::UniformKind { .. } => {
            return named_rule_kind(kind);
        }
    };
    let name = variant(kind);
    quote!(RuleKind::#name(#arguments))
}

/// A kind of rule whose fields have names.
fn named_rule_kind(kind: &RuleKind) -> TokenStream {
    let fields = match kind {
        RuleKind::Ordering { earlier, later, margin_seconds, earlier_defaults_to_now } => {
            let margin = int(*margin_seconds);
            quote! {
                earlier: #earlier,
                later: #later,
                margin_seconds: #margin,
                earlier_defaults_to_now: #earlier_defaults_to_now,
            }
        }
        RuleKind::RangeSpan { start, end, max_seconds } => {
            let most = int(*max_seconds);
            quote!(start: #start, end: #end, max_seconds: #most)
        }
        RuleKind::UniformKind { list, member, alike } => {
            let alike = texts(alike);
            quote!(list: #list, member: #member, alike: #alike)
        }
        _ => TokenStream::new(),
    };
    let name = variant(kind);
    quote!(RuleKind::#name { #fields })
}
