//! Shared types: objects, enumerations and unions, a file each.

use super::body::{Body, Import};
use super::docs::limits::sources;
use super::docs::{Doc, code, prose};
use super::member::union_variant;
use super::object::{object, pages, patterns, rule_docs};
use super::rust::ident;
use super::scope::{Names, Scope};
use super::table::Table;
use crate::format::File;
use crate::model::{RustType, Service, Type, TypeBody, UnionVariant};
use bindery_runtime::table::Variant;
use proc_macro2::TokenStream;
use quote::quote;

/// The files of a service's types, `types/mod.rs` first; none, if it has no types.
pub(super) fn files(service: &Service, names: &Names<'_>) -> Vec<File> {
    if service.types.is_empty() {
        return Vec::new();
    }
    let files = service.types.iter().map(|shared| type_file(shared, service, names));
    std::iter::once(index(service)).chain(files).collect()
}

fn index(service: &Service) -> File {
    let title = prose(&service.title);
    let mut body = Body::new(&Doc::of(format!("Types that the operations of {title} share.")));
    body.lines(service.types.iter().map(|shared| format!("mod {};", shared.module)));
    body.lines(service.types.iter().map(export));
    let path = format!("{}/types/mod.rs", service.module);
    body.into_file(path, &service.file, &[])
}

fn export(shared: &Type) -> String {
    let Type { ident, module, .. } = shared;
    let table = match &shared.body {
        TypeBody::Object(object) => &object.table_ident,
        TypeBody::Union { table_ident, .. } => table_ident,
        TypeBody::Enumeration { .. } => return format!("pub use self::{module}::{ident};"),
    };
    format!("pub use self::{module}::{{{table}, {ident}}};")
}

fn type_file(shared: &Type, service: &Service, names: &Names<'_>) -> File {
    let mut body = Body::default();
    let mut doc = Doc::default();
    doc.prose(&shared.doc);
    match &shared.body {
        TypeBody::Object(record) => {
            let scope = Scope::new(names, "super", &[record]);
            patterns(&scope, &mut body);
            doc.list(rule_docs(record));
            doc.paragraph(sources(pages(record)));
            object(record, &doc, &scope, &mut body);
        }
        TypeBody::Enumeration { values, open } => enumeration(shared, values, *open, doc, &mut body),
        TypeBody::Union { table, table_ident, variants } => {
            let scope = Scope::new(names, "super", &[]);
            body.items(union(shared, variants, &doc, &scope));
            let rows = variants.iter().zip(table.variants);
            union_table(shared, table_ident, rows, &scope, &mut body);
        }
    }
    let module = format!("crate::{}", service.module);
    let path = format!("{}/types/{}.rs", service.module, shared.module.trim_start_matches("r#"));
    let names: &[&str] = if body.is_used("pages") { &["pages"] } else { &[] };
    body.into_file(path, &shared.file, &[Import(&module, names)])
}

fn enumeration(
    shared: &Type,
    values: &[(String, String, String)],
    open: bool,
    mut doc: Doc,
    body: &mut Body,
) {
    let name = ident(&shared.ident);
    if open {
        doc.paragraph("The page does not say that these are all.");
    }
    let variants = values.iter().map(|(variant, text, meaning)| {
        let doc = variant_doc(text, meaning);
        let variant = ident(variant);
        quote!(#doc #variant)
    });
    body.items(quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// Text that this version does not know, kept as it came.
            Other(String),
        }
    });
    let mut table = Table::call("text_enum", quote!(#name,), body);
    for (variant, text, _) in values {
        let variant = ident(variant);
        table.plain_row(quote!(#variant = #text,));
    }
    table.close();
}

fn variant_doc(text: &str, meaning: &str) -> Doc {
    let text = code(text);
    Doc::of(if meaning.is_empty() { format!("{text}.") } else { format!("{text}: {}", prose(meaning)) })
}

fn union(shared: &Type, variants: &[UnionVariant], doc: &Doc, scope: &Scope<'_>) -> TokenStream {
    let name = ident(&shared.ident);
    let variants = variants.iter().map(|variant| {
        let doc = Doc::of(prose(&variant.doc));
        let name = ident(&variant.ident);
        let value = variant.rust.as_ref().map(|rust| rust.field(&scope.types));
        let value = value.map(|rust| quote!((#rust)));
        quote!(#doc #name #value)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value of no known kind, kept as it came.
            Other(bindery_runtime::serde_json::Value),
        }
    }
}

fn union_table<'a>(
    shared: &Type,
    table_ident: &str,
    variants: impl Iterator<Item = (&'a UnionVariant, &'a Variant)>,
    scope: &Scope<'_>,
    body: &mut Body,
) {
    let (name, table_ident) = (ident(&shared.ident), ident(table_ident));
    let mut table = Table::call("union", quote!(#name = #table_ident;), body);
    for (variant, row) in variants {
        let name = ident(&variant.ident);
        match (&variant.rust, row.constant) {
            (None, text) => table.plain_row(quote!(constant #name = #text;)),
            (Some(rust), _) => {
                let (how, rust) = conversion(rust, scope);
                table.member_row(quote!(#how #name: #rust), union_variant(row, scope));
            }
        }
    }
    table.close();
}

/// How a variant's value is converted, and the type that is written beside it.
fn conversion(rust: &RustType, scope: &Scope<'_>) -> (TokenStream, TokenStream) {
    match rust {
        RustType::Text => (quote!(text), quote!(String)),
        RustType::Record(_) => (quote!(record), rust.item(&scope.types)),
        RustType::List(item) => (quote!(many), item.item(&scope.types)),
        single => (quote!(one), single.item(&scope.types)),
    }
}
