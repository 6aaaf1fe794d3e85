//! One service: its module, its table and its client.

use super::body::{Body, Import};
use super::docs::{Doc, prose};
use super::errors::errors;
use super::operation::static_ident;
use super::rust::{option, texts};
use super::scope::Names;
use super::table::Table;
use crate::format::File;
use crate::model::{Operation, Protocol, Service};
use bindery_runtime::table::{Endpoint, Environment};
use proc_macro2::TokenStream;
use quote::quote;

/// The file `mod.rs` of a service.
pub(super) fn file(service: &Service, names: &Names<'_>) -> File {
    let mut body = Body::new(&module_doc(service));
    body.lines(modules(service));
    body.lines(service.operations.iter().map(export));
    if !service.errors.is_empty() {
        errors(&service.errors, names, &mut body);
    }
    table(service, &mut body);
    client(service, &mut body);
    let imports = [Import("bindery_runtime", &["Call", "Config", "Map", "Result"])];
    body.into_file(format!("{}/mod.rs", service.module), &service.file, &imports)
}

fn module_doc(service: &Service) -> Doc {
    let mut doc =
        Doc::of(format!("{}, version {} of its API.", prose(&service.title), prose(&service.version)));
    doc.prose(&service.doc);
    doc
}

fn modules(service: &Service) -> impl Iterator<Item = String> {
    let has_codes =
        !service.errors.is_empty() || service.operations.iter().any(|operation| !operation.errors.is_empty());
    let shared =
        [(has_codes, "codes"), (!service.pages.is_empty(), "pages"), (!service.types.is_empty(), "types")];
    let shared = shared.into_iter().filter(|(exists, _)| *exists);
    let operations = service.operations.iter();
    shared
        .map(|(_, module)| format!("pub mod {module};"))
        .chain(operations.map(|operation| format!("mod {};", operation.ident)))
}

fn export(operation: &Operation) -> String {
    let table = static_ident(operation).to_string();
    let mut names = [&*table, &operation.answer.ident, &operation.request.ident];
    names.sort_unstable();
    format!("pub use self::{}::{{{}}};", operation.ident, names.join(", "))
}

fn table(service: &Service, body: &mut Body) {
    let Service { module, version, .. } = service;
    let doc = Doc::of(format!("The table of {}.", prose(&service.title)));
    let mut table = Table::value(&doc, quote!(pub static SERVICE: Service = Service), body);
    let protocol = protocol(service.protocol);
    table.row(quote!(name: #module,));
    table.row(quote!(version: #version,));
    table.row(quote!(protocol: &bindery_runtime::protocol::#protocol,));
    table.list("endpoints", service.endpoints.iter().map(endpoint));
    table.row(environment(&service.environment));
    let errors = if service.errors.is_empty() { quote!(&[]) } else { quote!(ERRORS) };
    table.row(quote!(errors: #errors,));
    let mut operations: Vec<_> = service.operations.iter().collect();
    operations.sort_by_key(|operation| &operation.wire_name);
    let operations = operations.into_iter().map(static_ident);
    if service.operations.is_empty() {
        table.row(quote!(operations: &[],));
    }
    table.list("operations", operations.map(|name| quote!(&#name)));
    table.close();
}

fn protocol(protocol: Protocol) -> TokenStream {
    match protocol {
        Protocol::AlibabaRpc => quote!(AlibabaRpc),
        Protocol::AlibabaRoa => quote!(AlibabaRoa),
        Protocol::JpushRest => quote!(JpushRest),
        Protocol::Top => quote!(Top),
    }
}

fn endpoint(endpoint: &Endpoint) -> TokenStream {
    let network = endpoint.network;
    let regions = texts(endpoint.regions);
    let bases = endpoint.bases.iter().map(|(name, url)| quote!((#name, #url)));
    quote!(Endpoint { network: #network, regions: #regions, bases: &[#(#bases),*] })
}

fn environment(environment: &Environment) -> TokenStream {
    let Environment { id, secret, token } = environment;
    let token = option(*token);
    quote!(environment: Environment { id: #id, secret: #secret, token: #token },)
}

fn client(service: &Service, body: &mut Body) {
    let title = prose(&service.title);
    let doc =
        Doc::of(format!("Client of {title}. A clone is cheap and shares connections and configuration."));
    body.items(quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) core: bindery_runtime::Client,
        }
    });
    body.items(quote! {
        impl Client {
            /// Builds a client from its configuration.
            pub fn new(config: Config) -> Result<Self> {
                let core = bindery_runtime::Client::new(&SERVICE, config)?;
                Ok(Self { core })
            }

            /// Calls an operation by its wire name with JSON parameters, on the path of the typed methods.
            pub fn call<'a>(
                &'a self,
                operation: &str,
                parameters: &'a Map,
            ) -> Result<Call<'a, bindery_runtime::serde_json::Value>> {
                self.core.call(operation, parameters)
            }
        }
    });
}
