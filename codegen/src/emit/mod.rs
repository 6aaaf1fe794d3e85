//! From the model to the pieces of files. Nothing here can fail, and nothing here sees a specification.

mod answered;
mod body;
mod check;
mod docs;
mod errors;
mod member;
mod object;
mod operation;
mod pages;
mod root;
mod rust;
mod scope;
mod service;
mod table;
mod types;
mod used;

use self::scope::Names;
use crate::format::File;
use crate::model::{Model, Service};

/// The files of the generated crate's `src`, each made when it is asked for.
pub(crate) fn emit(model: &Model) -> impl Iterator<Item = File> {
    std::iter::once(root::file(model)).chain(model.services.iter().flat_map(service_files))
}

fn service_files(service: &Service) -> impl Iterator<Item = File> {
    let names = Names::of(service);
    let shared = [Some(service::file(service, &names)), errors::file(service), pages::file(service)];
    let types = types::files(service, &names);
    let operations = service.operations.iter().map(move |operation| operation::file(operation, &names));
    shared.into_iter().flatten().chain(types).chain(operations)
}
