//! What the text of one file refers to by name: tables, pages and patterns.

use super::answered::Answered;
use super::rust::ident;
use crate::model::{Object, RustType, Service, TypeBody};
use bindery_runtime::table::{Check, Page, Pattern, Shape, Union};
use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::HashMap;
use std::ptr;

/// Names of the statics that all files of a service share, found by the address of what they hold.
pub(super) struct Names<'m> {
    /// The service's module.
    pub(super) service: &'m str,
    shapes: HashMap<*const Shape, &'m str>,
    unions: HashMap<*const Union, &'m str>,
    enumerations: HashMap<&'m str, &'m [(String, String, String)]>,
    pages: HashMap<*const Page, &'m str>,
    answered: Answered,
}

impl<'m> Names<'m> {
    /// The names of a service's types and pages.
    pub(super) fn of(service: &'m Service) -> Self {
        let mut names = Self {
            service: &service.module,
            shapes: HashMap::new(),
            unions: HashMap::new(),
            enumerations: HashMap::new(),
            pages: service.pages.iter().map(|named| (ptr::from_ref(named.page), named.ident)).collect(),
            answered: Answered::of(service),
        };
        for shared in &service.types {
            match &shared.body {
                TypeBody::Object(object) => {
                    names.shapes.insert(ptr::from_ref(object.shape), &object.table_ident);
                }
                TypeBody::Union { table, table_ident, .. } => {
                    names.unions.insert(ptr::from_ref(*table), table_ident);
                }
                TypeBody::Enumeration { values, .. } => {
                    names.enumerations.insert(&shared.ident, values);
                }
            }
        }
        names
    }

    /// A page, without the `&` that a reference to it begins with.
    pub(super) fn page(&self, page: &'static Page) -> TokenStream {
        if let Some(name) = self.pages.get(&ptr::from_ref(page)) {
            let name = ident(name);
            return quote!(pages::#name);
        }
        let Page { title, locale, date } = page;
        quote!(bindery_runtime::table::Page { title: #title, locale: #locale, date: #date })
    }
}

/// The names of a service as one file writes them, and the patterns of that file.
pub(super) struct Scope<'m> {
    names: &'m Names<'m>,
    /// The module with the shared types: `types`, or `super` among themselves.
    pub(super) types: Ident,
    patterns: Vec<(Ident, &'static Pattern)>,
}

impl<'m> Scope<'m> {
    /// The scope of a file with these objects.
    pub(super) fn new(names: &'m Names<'m>, types: &str, objects: &[&Object]) -> Self {
        let mut scope = Self { names, types: ident(types), patterns: Vec::new() };
        for object in objects {
            for (field, member) in object.fields.iter().zip(object.shape.members) {
                for limit in member.limits {
                    scope.take_pattern(&limit.0, &field.ident);
                }
            }
        }
        scope
    }

    /// The patterns of the file, each with the name of its static.
    pub(super) fn patterns(&self) -> impl Iterator<Item = (&Ident, &'static str)> {
        self.patterns.iter().map(|(name, pattern)| (name, pattern.source()))
    }

    /// A reference to a page.
    pub(super) fn page(&self, page: &'static Page) -> TokenStream {
        let page = self.names.page(page);
        quote!(&#page)
    }

    /// Whether callers build this object, so that it has setters.
    pub(super) fn is_built(&self, object: &Object) -> bool {
        !self.names.answered.has(object.shape)
    }

    /// A reference to the table of a shared object.
    pub(super) fn shape(&self, shape: &'static Shape) -> TokenStream {
        self.table(self.names.shapes.get(&ptr::from_ref(shape)), shape.name)
    }

    /// A reference to the table of a union.
    pub(super) fn union(&self, union: &'static Union) -> TokenStream {
        self.table(self.names.unions.get(&ptr::from_ref(union)), union.name)
    }

    /// The list of an enumeration's values, if these are the values of the member's type.
    pub(super) fn values(&self, rust: &RustType, values: &[&str]) -> Option<TokenStream> {
        let word = rust.word()?;
        let known = self.names.enumerations.get(word)?.iter().map(|(_, text, _)| text);
        let (types, word) = (&self.types, ident(word));
        known.eq(values.iter().copied()).then(|| quote!(#types::#word::VALUES))
    }

    /// A reference to a pattern.
    pub(super) fn pattern(&self, pattern: &'static Pattern) -> TokenStream {
        let named = self.patterns.iter().find(|(_, known)| *known == pattern);
        if let Some((name, _)) = named {
            return quote!(&#name);
        }
        let source = pattern.source();
        quote!(&Pattern::new(#source))
    }

    fn table(&self, known: Option<&&str>, name: &str) -> TokenStream {
        let types = &self.types;
        let name = known.map_or_else(|| ident(&name.to_shouty_snake_case()), |name| ident(name));
        quote!(&#types::#name)
    }

    fn take_pattern(&mut self, check: &Check, field: &str) {
        match check.innermost() {
            Check::Each(inner) => self.take_pattern(inner, field),
            Check::Pattern(pattern) if !self.patterns.iter().any(|(_, known)| known == pattern) => {
                let name = self.free_name(&format!("{}_PATTERN", field.to_shouty_snake_case()));
                self.patterns.push((name, pattern));
            }
            _ => {}
        }
    }

    fn free_name(&self, stem: &str) -> Ident {
        let taken = |name: &Ident| self.patterns.iter().any(|(known, _)| known == name);
        let mut name = ident(stem);
        let mut count = 2;
        while taken(&name) {
            name = ident(&format!("{stem}_{count}"));
            count += 1;
        }
        name
    }
}
