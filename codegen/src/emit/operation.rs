//! One operation: its request, its answer, its table and its method.

use super::body::{Body, Import};
use super::docs::Doc;
use super::docs::method::method;
use super::errors::errors;
use super::object::{object, patterns, rule_docs};
use super::rust::{ident, int, option, texts, variant};
use super::scope::{Names, Scope};
use super::table::Table;
use crate::format::File;
use crate::model::Operation;
use bindery_runtime::table::{self, BodyStatus, Effect, Idempotency, Method, ObjectLimit, Quota, Session};
use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The name of an operation's static.
pub(super) fn static_ident(operation: &Operation) -> Ident {
    ident(&operation.ident.to_shouty_snake_case())
}

/// The file of an operation.
pub(super) fn file(operation: &Operation, names: &Names<'_>) -> File {
    let scope = Scope::new(names, "types", &[&operation.request, &operation.answer]);
    let mut body = Body::default();
    patterns(&scope, &mut body);
    for (what, structure) in [("Parameters of", &operation.request), ("Answer to", &operation.answer)] {
        let mut doc = Doc::of(format!("{what} [`Client::{}`].", operation.ident));
        doc.prose(&structure.doc);
        doc.list(rule_docs(structure));
        object(structure, &doc, &scope, &mut body);
    }
    if !operation.errors.is_empty() {
        body.uses("pages");
        errors(&operation.errors, names, &mut body);
    }
    declaration(operation, &scope, &mut body);
    let path = format!("{}/{}.rs", names.service, operation.ident.trim_start_matches("r#"));
    let local = ["pages", "types"].into_iter().filter(|name| body.is_used(name));
    let names: Vec<_> = ["Client", "SERVICE"].into_iter().chain(local).collect();
    body.into_file(path, &operation.file, &[Import("super", &names)])
}

/// Adds the operation: its documentation, its names, and what differs from the defaults of a table.
fn declaration(operation: &Operation, scope: &Scope<'_>, body: &mut Body) {
    let (name, table_name) = (ident(&operation.ident), static_ident(operation));
    let (request, answer) = (&operation.request, &operation.answer);
    let [takes, gives] = [request, answer].map(|object| ident(&object.ident));
    let [takes_table, gives_table] = [request, answer].map(|object| ident(&object.table_ident));
    let wire_name = &operation.wire_name;
    let mut table = Table::declaration("operation", body);
    table.doc(&method(operation));
    let names = quote!(#table_name #wire_name #takes_table #gives_table;);
    table.plain_row(quote!(pub fn #name(#takes) -> #gives = #names));
    for field in single_fields(operation) {
        table.row(field);
    }
    let query = operation.fixed_query.iter().map(|(name, value)| quote!((#name, #value)));
    table.list("fixed_query", query);
    if !operation.errors.is_empty() {
        table.plain_row(quote!(errors: ERRORS,));
    }
    table.list("quotas", operation.quotas.iter().map(|one| quota(one, scope)));
    table.list("object_limits", operation.objects.iter().map(|one| object_limit(one, scope)));
    table.close();
}

/// The fields with a value that is not the default.
fn single_fields(operation: &Operation) -> Vec<TokenStream> {
    let Operation { method, base, path, effect, session, .. } = operation;
    let (method_name, effect_name, session_name) = (variant(method), variant(effect), variant(session));
    let fields = [
        (*method != Method::Post).then(|| quote!(method: Method::#method_name,)),
        (!base.is_empty()).then(|| quote!(base: #base,)),
        (!path.is_empty()).then(|| quote!(path: #path,)),
        operation.body_status.as_ref().map(body_status),
        operation.page_size.as_ref().map(|most| {
            let most = option(Some(int(most.fact)));
            quote!(page_size: #most,)
        }),
        (*effect != Effect::Write).then(|| quote!(effect: Effect::#effect_name,)),
        idempotency(operation.idempotency),
        (*session != Session::None).then(|| quote!(session: Session::#session_name,)),
    ];
    fields.into_iter().flatten().collect()
}

fn body_status(status: &BodyStatus) -> TokenStream {
    let BodyStatus { code, message, success } = status;
    let success = texts(success);
    quote!(body_status: Some(BodyStatus { code: #code, message: #message, success: #success }),)
}

fn idempotency(idempotency: Idempotency) -> Option<TokenStream> {
    match idempotency {
        Idempotency::None => None,
        Idempotency::Natural => Some(quote!(idempotency: Idempotency::Natural,)),
        Idempotency::Token { parameter, window_seconds, form } => {
            let (window, form) = (int(window_seconds), variant(form));
            let token = quote!(parameter: #parameter, window_seconds: #window, form: TokenForm::#form);
            Some(quote!(idempotency: Idempotency::Token { #token },))
        }
    }
}

fn quota(quota: &Quota, scope: &Scope<'_>) -> TokenStream {
    let (calls, window) = (int(quota.calls), int(quota.window_seconds));
    let over = variant(quota.scope);
    let pool = match quota.scope {
        table::Scope::Pool(pool) => Some(quote!((#pool))),
        _ => None,
    };
    let page = scope.page(quota.page);
    quote!(Quota { calls: #calls, window_seconds: #window, scope: Scope::#over #pool, page: #page })
}

fn object_limit(limit: &ObjectLimit, scope: &Scope<'_>) -> TokenStream {
    let object = limit.object;
    let [calls, lifetime, objects] =
        [limit.max_calls, limit.lifetime_seconds, limit.max_objects].map(|number| option(number.map(int)));
    let page = scope.page(limit.page);
    quote! {
        ObjectLimit {
            object: #object, max_calls: #calls, lifetime_seconds: #lifetime, max_objects: #objects, page: #page
        }
    }
}
