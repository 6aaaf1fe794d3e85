//! A program that uses everything public of a service: every name is written, and every type of it.
//!
//! It is made from the model, and not from the generated text, so it says what callers may rely on however the
//! generated files are laid out.

use bindery_codegen::model::{Object, Operation, RustType, Service, Type, TypeBody, UnionVariant};
use bindery_codegen::names::code_constants;
use heck::ToShoutySnakeCase as _;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What stands once beside all witnesses.
pub(crate) const BESIDE: &str = "\
//! Callers of generated services.
#![allow(warnings)]
pub fn value<T>() -> T { loop {} }
pub fn is_shareable<T: Send + Sync + Unpin + 'static>() {}
pub fn is_plain<T: Clone + std::fmt::Debug + PartialEq>() {}
pub fn is_equal<T: Eq>() {}
";

/// The part of a service that a change in some files can reach: all of it, or operations or types and what they contain,
/// and beside types the smallest operation, since a service has one.
pub(crate) struct Part {
    operations: BTreeSet<String>,
    types: BTreeSet<String>,
}

impl Part {
    pub(crate) fn of(service: &Service, files: &[&str]) -> Self {
        let is_in = |other: &str| files.contains(&&*service.file) || files.contains(&other);
        let size = |one: &&Operation| one.request.fields.len() + one.answer.fields.len();
        let smallest = service.operations.iter().min_by_key(size).map(|one| &one.file);
        let is_type = !service.operations.iter().any(|one| is_in(&one.file));
        let is_kept = |one: &&Operation| is_in(&one.file) || is_type && Some(&one.file) == smallest;
        let operations = service.operations.iter().filter(is_kept);
        let types = service.types.iter().filter(|one| is_in(&one.file)).map(|one| one.ident.clone());
        let objects = operations.clone().flat_map(|one| [&one.request, &one.answer]);
        let types = closure(service, types.chain(objects.flat_map(named)).collect());
        Self { types, operations: operations.map(|one| one.file.clone()).collect() }
    }

    fn operations<'s>(&self, service: &'s Service) -> impl Iterator<Item = &'s Operation> {
        service.operations.iter().filter(|one| self.operations.contains(&one.file))
    }

    fn types<'s>(&self, service: &'s Service) -> impl Iterator<Item = &'s Type> {
        service.types.iter().filter(|one| self.types.contains(&one.ident))
    }

    /// Takes the rest out of the service.
    pub(crate) fn cut(&self, service: &mut Service) {
        service.operations.retain(|one| self.operations.contains(&one.file));
        service.types.retain(|one| self.types.contains(&one.ident));
    }
}

/// These types and all that they contain.
fn closure(service: &Service, mut types: BTreeSet<String>) -> BTreeSet<String> {
    loop {
        let within = service.types.iter().filter(|one| types.contains(&one.ident));
        let inner: Vec<String> = within.flat_map(contained).collect();
        let count = types.len();
        types.extend(inner);
        if types.len() == count {
            return types;
        }
    }
}

fn contained(shared: &Type) -> Vec<String> {
    match &shared.body {
        TypeBody::Object(object) => named(object),
        TypeBody::Enumeration { .. } => Vec::new(),
        TypeBody::Union { variants, .. } => {
            variants.iter().filter_map(|variant| name(variant.rust.as_ref()?)).collect()
        }
    }
}

fn named(object: &Object) -> Vec<String> {
    object.fields.iter().filter_map(|field| name(&field.rust)).collect()
}

/// The shared type that a type is, or is a list of.
fn name(rust: &RustType) -> Option<String> {
    match rust {
        RustType::Record(name) | RustType::Word(name) | RustType::Union(name) => Some(name.clone()),
        RustType::List(item) => name(item),
        RustType::Bool
        | RustType::Int
        | RustType::Float
        | RustType::Text
        | RustType::File
        | RustType::Json
        | RustType::Map => None,
    }
}

/// The program that uses this part of a service, which it calls `service`.
pub(crate) fn witness(service: &Service, part: &Part) -> String {
    let mut lines = vec!["use crate::*; use bindery_runtime as runtime;".to_owned()];
    lines.push(client());
    // What stands in answers alone has no setters.
    let requests = part.operations(service).flat_map(|one| named(&one.request));
    let built = closure(service, requests.collect());
    for (at, operation) in part.operations(service).enumerate() {
        lines.push(self::operation(at, operation));
        lines.push(record(&format!("request_{at}"), "service", &operation.request, true));
        lines.push(record(&format!("answer_{at}"), "service", &operation.answer, false));
    }
    for (at, shared) in part.types(service).enumerate() {
        lines.push(self::shared(at, shared, built.contains(&shared.ident)));
    }
    lines.push(constants(service, part));
    lines.join("\n") + "\n"
}

fn client() -> String {
    "fn client(config: runtime::Config, map: &runtime::Map, table: fn(&'static runtime::table::Service)) {
    table(&service::SERVICE);
    let client: service::Client = service::Client::new(config).unwrap_or_else(|_: runtime::Error| loop {});
    let _: service::Client = client.clone();
    let _: runtime::Result<runtime::Call<'_, runtime::serde_json::Value>> = client.call(\"\", map);
    is_shareable::<service::Client>();
}"
    .to_owned()
}

fn operation(at: usize, operation: &Operation) -> String {
    let Operation { ident, request, answer, .. } = operation;
    let (table, request, answer) = (ident.to_shouty_snake_case(), &request.ident, &answer.ident);
    format!(
        "fn call_{at}<'a>(client: &'a service::Client, request: &'a service::{request}) -> runtime::Call<'a, service::{answer}> {{
    let _: &'static runtime::table::Operation = &service::{table};
    client.{ident}(request)
}}"
    )
}

/// A struct of this module: what is derived, each field read and written, and set if callers build the struct.
fn record(name: &str, module: &str, object: &Object, is_built: bool) -> String {
    let Object { ident, fields, .. } = object;
    let path = format!("{module}::{ident}");
    let mut text = format!(
        "fn {name}(mut it: {path}) {{
    is_plain::<{path}>(); is_shareable::<{path}>();
    let _: (String, Result<{path}, runtime::json::ReadError>) = (runtime::json::to_json(&it), runtime::json::from_json(\"\"));
    let _: {path} = {path}::default();\n"
    );
    for field in fields {
        let (name, rust) = (&field.ident, boxed(&field.rust));
        // Writing to a `String` cannot fail.
        let _ = write!(text, "    let _: &Option<{rust}> = &it.{name}; it.{name} = None::<{rust}>;");
        for given in given(&field.rust).iter().filter(|_| is_built) {
            let _ = write!(text, " it = it.{name}({given});");
        }
        text.push('\n');
    }
    text + "}"
}

/// What a setter of this type takes, in every way that callers write it.
fn given(rust: &RustType) -> Vec<String> {
    match rust {
        RustType::List(item) => {
            let item = plain(item);
            vec![format!("value::<Vec<{item}>>()"), format!("value::<[{item}; 2]>()")]
        }
        RustType::Record(_) => {
            vec![format!("value::<{}>()", plain(rust)), format!("value::<{}>()", boxed(rust))]
        }
        RustType::Text | RustType::Word(_) => {
            vec![format!("value::<{}>()", plain(rust)), "\"text\"".to_owned()]
        }
        RustType::Bool
        | RustType::Int
        | RustType::Float
        | RustType::File
        | RustType::Json
        | RustType::Map
        | RustType::Union(_) => vec![format!("value::<{}>()", plain(rust))],
    }
}

fn shared(at: usize, shared: &Type, is_built: bool) -> String {
    let path = format!("service::types::{}", shared.ident);
    match &shared.body {
        TypeBody::Object(object) => {
            let table = format!(
                "\nfn table_{at}() -> &'static runtime::table::Shape {{ &service::types::{} }}",
                object.table_ident
            );
            record(&format!("object_{at}"), "service::types", object, is_built) + &table
        }
        TypeBody::Enumeration { values, .. } => {
            let arms = values.iter().map(|(variant, ..)| format!("{path}::{variant} => {{}} "));
            let made = values.iter().map(|(variant, ..)| format!("{path}::{variant}, "));
            format!(
                "fn word_{at}(it: &{path}) {{
    is_plain::<{path}>(); is_equal::<{path}>(); is_shareable::<{path}>();
    match it {{ {}{path}::Other(text) => {{ let _: &String = text; }} _ => {{}} }}
    let _ = [{}{path}::Other(String::new()), {path}::from(\"\"), {path}::from(String::new())];
    let _: (&str, String, &'static [&'static str]) = (it.as_str(), it.to_string(), {path}::VALUES);
}}",
                arms.collect::<String>(),
                made.collect::<String>()
            )
        }
        TypeBody::Union { table_ident, variants, .. } => union(at, &path, table_ident, variants),
    }
}

fn union(at: usize, path: &str, table: &str, variants: &[UnionVariant]) -> String {
    let mut text = format!(
        "fn union_{at}(it: &{path}) {{
    is_plain::<{path}>(); is_shareable::<{path}>();
    let _: &'static runtime::table::Union = &service::types::{table};
    match it {{ {path}::Other(json) => {{ let _: &runtime::serde_json::Value = json; }} _ => {{}} }}\n"
    );
    for UnionVariant { ident, rust, .. } in variants {
        let Some(rust) = rust else {
            let _ = writeln!(text, "    if let {path}::{ident} = it {{ let _ = {path}::{ident}; }}");
            continue;
        };
        let inner = boxed(rust);
        let _ = write!(text, "    if let {path}::{ident}(inner) = it {{ let _: &{inner} = inner; }}");
        let _ = write!(text, " let _ = {path}::{ident}(value::<{inner}>());");
        for from in converted(rust) {
            let _ = write!(text, " let _ = {path}::from({from});");
        }
        text.push('\n');
    }
    text + "}"
}

/// What a variant of this type is made from without its name.
fn converted(rust: &RustType) -> Vec<String> {
    match rust {
        RustType::Text => vec!["\"\"".to_owned(), "String::new()".to_owned()],
        RustType::List(item) => {
            let item = plain(item);
            vec![format!("value::<[{item}; 2]>()"), format!("value::<Vec<{item}>>()")]
        }
        RustType::Bool
        | RustType::Int
        | RustType::Float
        | RustType::File
        | RustType::Json
        | RustType::Map
        | RustType::Record(_)
        | RustType::Word(_)
        | RustType::Union(_) => vec![format!("value::<{}>()", plain(rust))],
    }
}

fn constants(service: &Service, part: &Part) -> String {
    let rows = part.operations(service).flat_map(|operation| &operation.errors).chain(&service.errors);
    let codes: BTreeSet<&str> = rows.map(|row| row.code.0).collect();
    let names = code_constants(codes.into_iter());
    let codes =
        names.values().map(|name| format!("    let _: runtime::table::Code = service::codes::{name};\n"));
    let pages = service
        .pages
        .iter()
        .map(|page| format!("    let _: &'static runtime::table::Page = &service::pages::{};\n", page.ident));
    format!("fn constants() {{\n{}}}", codes.chain(pages).collect::<String>())
}

/// The type as a field or variant holds it.
fn boxed(rust: &RustType) -> String {
    let plain = plain(rust);
    if matches!(rust, RustType::Record(_)) { format!("Box<{plain}>") } else { plain }
}

/// The type as a list holds it.
fn plain(rust: &RustType) -> String {
    match rust {
        RustType::Bool => "bool".to_owned(),
        RustType::Int => "i64".to_owned(),
        RustType::Float => "f64".to_owned(),
        RustType::Text => "String".to_owned(),
        RustType::File => "runtime::File".to_owned(),
        RustType::Json => "runtime::serde_json::Value".to_owned(),
        RustType::Map => "runtime::Map".to_owned(),
        RustType::Record(name) | RustType::Word(name) | RustType::Union(name) => {
            format!("service::types::{name}")
        }
        RustType::List(item) => format!("Vec<{}>", plain(item)),
    }
}
