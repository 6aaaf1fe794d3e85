//! Rows of members and variants.

use super::check::limit;
use super::rust::{texts, variant};
use super::scope::Scope;
use crate::model::RustType;
use bindery_runtime::table::{Accept, Encoding, Kind, Member, Place, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// The expression that makes this member, of this Rust type.
pub(super) fn member(member: &Member, rust: &RustType, scope: &Scope<'_>) -> TokenStream {
    let Member { wire_name, kind: holds, place, encoding: how, required, sensitive, accept, wrapper, limits } =
        member;
    let holds = kind(holds, scope);
    let mut row = quote!(Member::new(#wire_name, #holds));
    if *place != Place::Ordinary {
        let place = variant(place);
        row.extend(quote!(.place(Place::#place)));
    }
    if *how != Encoding::Plain {
        let how = encoding(how);
        row.extend(quote!(.encoding(#how)));
    }
    if *required {
        row.extend(quote!(.required()));
    }
    if *sensitive {
        row.extend(quote!(.sensitive()));
    }
    if *accept != Accept::Exact {
        let accept = variant(accept);
        row.extend(quote!(.accept(Accept::#accept)));
    }
    if let Some(wrapper) = wrapper {
        row.extend(quote!(.wrapper(#wrapper)));
    }
    if !limits.is_empty() {
        let limits = limits.iter().map(|one| limit(one, rust, scope));
        row.extend(quote!(.limits(&[#(#limits),*])));
    }
    row
}

fn kind(outer: &Kind, scope: &Scope<'_>) -> TokenStream {
    let argument = match outer {
        Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float | Kind::Text | Kind::File | Kind::Json => {
            let name = variant(outer);
            return quote!(Kind::#name);
        }
        Kind::Record(shape) => scope.shape(shape),
        Kind::Union(union) => scope.union(union),
        Kind::Map(inner) | Kind::List(inner) => {
            let inner = kind(inner, scope);
            quote!(&#inner)
        }
    };
    let name = match outer {
        Kind::Record(_) => quote!(Record),
        Kind::Union(_) => quote!(Union),
        Kind::Map(_) => quote!(Map),
        _ => quote!(List),
    };
    quote!(Kind::#name(#argument))
}

fn encoding(encoding: &Encoding) -> TokenStream {
    match encoding {
        Encoding::Plain | Encoding::Repeat | Encoding::JsonText | Encoding::NumberText => {
            let name = variant(encoding);
            quote!(Encoding::#name)
        }
        Encoding::Joined(separator) => quote!(Encoding::Joined(#separator)),
        Encoding::Embedded { plain, text } => quote!(Encoding::Embedded { plain: #plain, text: #text }),
    }
}

/// The expression that makes this variant of a union; constants have a row of their own kind.
pub(super) fn union_variant(variant: &Variant, scope: &Scope<'_>) -> TokenStream {
    let kind = kind(&variant.kind, scope);
    let mut row = quote!(Variant::new(#kind));
    if !variant.told_by.is_empty() {
        let members = texts(variant.told_by);
        row.extend(quote!(.told_by(#members)));
    }
    row
}
