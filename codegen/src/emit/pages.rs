//! The pages that a service's specification was read from.

use super::body::Body;
use super::docs::limits::sentence;
use super::docs::{Doc, prose};
use super::rust::ident;
use super::table::Table;
use crate::format::File;
use crate::model::Service;
use bindery_runtime::table::Page;
use quote::quote;

/// The file with a service's pages; none, if it names no pages.
pub(super) fn file(service: &Service) -> Option<File> {
    if service.pages.is_empty() {
        return None;
    }
    let title = prose(&service.title);
    let mut body = Body::new(&Doc::of(format!("The pages that tell of {title}, and when they were read.")));
    for named in &service.pages {
        let name = ident(named.ident);
        let Page { title, locale, date } = named.page;
        let doc = Doc::of(sentence(&prose(&named.page.to_string())));
        let mut table = Table::value(&doc, quote!(pub static #name: Page = Page), &mut body);
        table.row(quote!(title: #title,));
        table.row(quote!(locale: #locale,));
        table.row(quote!(date: #date,));
        table.close();
    }
    Some(body.into_file(format!("{}/pages.rs", service.module), &service.file, &[]))
}
