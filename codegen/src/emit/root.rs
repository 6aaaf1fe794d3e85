//! The root of the generated crate.

use super::body::Body;
use super::docs::{Doc, prose};
use super::rust::ident;
use crate::format::File;
use crate::model::{Model, Service};
use quote::quote;

/// The file `lib.rs`.
pub(super) fn file(model: &Model) -> File {
    let mut body = Body::new(&crate_doc(model));
    body.items(quote! {
        #![allow(clippy::doc_markdown, reason = "product names are written as the vendors write them")]
    });
    let services = model.services.iter().map(|service| {
        let (feature, module) = (&service.module, ident(&service.module));
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    body.items(quote!(#(#services)*));
    body.items(quote! {
        pub use bindery_runtime as runtime;
        pub use bindery_runtime::{
            Answer, Call, Config, Credentials, Error, ErrorKind, File, Map, Mode, Prepared, Result, SendState,
            Violation, from_json, to_json,
        };
    });
    body.into_file("lib.rs".to_owned(), "", &[])
}

fn crate_doc(model: &Model) -> Doc {
    let mut doc = Doc::of("Typed clients, made from specifications of the vendors' documentation.");
    doc.paragraph(
        "Every service is a module behind the feature of its name. A request is checked against the \
         documented limits before it is sent, and every limit tells the page it was read from. The README \
         has examples.",
    );
    doc.paragraph("| Feature | Service | Version of the API | Operations |");
    doc.line("| --- | --- | --- | --- |");
    for service in &model.services {
        doc.line(row(service));
    }
    doc
}

fn row(service: &Service) -> String {
    let Service { module, title, version, operations, .. } = service;
    format!("| `{module}` | {} | {} | {} |", prose(title), prose(version), operations.len())
}
