//! The model: what the specifications say, resolved and found right, with Rust names.
//!
//! Tables are the runtime's own types, so a limit has one definition: [`lower`](crate::lower) makes
//! them, [`emit`](crate::emit) prints them, and the examples are checked against the very same.

use bindery_runtime::table::{
    BodyStatus, Effect, Endpoint, Environment, ErrorRow, Idempotency, Method, ObjectLimit, Page, Quota,
    Session, Shape, Union,
};
use serde_json::{Map, Value};

/// Every service, sorted by module.
#[derive(Debug, Default)]
pub struct Model {
    /// The services.
    pub services: Vec<Service>,
}

/// One service.
#[derive(Debug)]
pub struct Service {
    /// Its module and feature, also its wire-independent name: `mqtt`.
    pub module: String,
    /// The product's name.
    pub title: String,
    /// What it is, one paragraph an entry.
    pub doc: Vec<String>,
    /// The version of its API.
    pub version: String,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Where it is.
    pub endpoints: Vec<Endpoint>,
    /// The variables with its credentials.
    pub environment: Environment,
    /// The pages that were read, sorted by ident.
    pub pages: Vec<NamedPage>,
    /// Errors that every operation shares.
    pub errors: Vec<ErrorRow>,
    /// Its operations, sorted by wire name.
    pub operations: Vec<Operation>,
    /// Its types, sorted by ident.
    pub types: Vec<Type>,
    /// The file it was read from, relative to the folder of specifications: `mqtt/service.json`.
    pub file: String,
}

/// How a service is spoken to. The one place, beside the runtime, that lists protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Alibaba Cloud RPC.
    AlibabaRpc,
    /// Alibaba Cloud ROA.
    AlibabaRoa,
    /// JPush REST.
    JpushRest,
    /// Taobao Open Platform.
    Top,
}

/// A page and the name of its static.
#[derive(Clone, Copy, Debug)]
pub struct NamedPage {
    /// Name of the static, upper case.
    pub ident: &'static str,
    /// The page. Limits, rules and quotas point at this very value.
    pub page: &'static Page,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// Its wire name.
    pub wire_name: String,
    /// Stem of its types: `SendMessage`.
    pub stem: String,
    /// Its method and module: `send_message`.
    pub ident: String,
    /// A few words.
    pub title: String,
    /// What a caller must know, one paragraph an entry.
    pub doc: Vec<String>,
    /// HTTP method.
    pub method: Method,
    /// Name of its base URL.
    pub base: String,
    /// Path below the base URL.
    pub path: String,
    /// Constant query parameters.
    pub fixed_query: Vec<(String, String)>,
    /// Whether it changes anything.
    pub effect: Effect,
    /// What makes a repeat harmless.
    pub idempotency: Idempotency,
    /// Whether it needs a session.
    pub session: Session,
    /// What it takes.
    pub request: Object,
    /// What it answers.
    pub answer: Object,
    /// Errors hidden in successful answers.
    pub body_status: Option<BodyStatus>,
    /// Its own errors.
    pub errors: Vec<ErrorRow>,
    /// Whether a page lists its errors.
    pub errors_known: ErrorsKnown,
    /// What no one has read about it, in the order of the specification.
    pub unread: Vec<Unread>,
    /// How often it may be called.
    pub quotas: Vec<Quota>,
    /// Limits on the objects it works on.
    pub objects: Vec<ObjectLimit>,
    /// Most items on one page of a list.
    pub page_size: Option<Sourced<u32>>,
    /// What only some customers have: edition and what it means.
    pub editions: Vec<Sourced<(String, String)>>,
    /// What must hold on the server.
    pub preconditions: Vec<Sourced<String>>,
    /// What to use instead.
    pub deprecated: Option<String>,
    /// Examples, the documented one first.
    pub examples: Vec<Example>,
    /// The file it was read from.
    pub file: String,
}

/// A fact that no table of the runtime holds, and where it was read.
#[derive(Clone, Debug)]
pub struct Sourced<T> {
    /// The fact.
    pub fact: T,
    /// Where it was read.
    pub page: &'static Page,
}

/// Whether a page lists an operation's errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorsKnown {
    /// It does.
    Listed,
    /// There is a table, and it is empty.
    Empty,
    /// No page was found.
    Unknown,
}

/// A part of an operation that no one has read, so that the specification says nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// What it answers.
    Answer,
    /// Whether it changes anything, and what makes a repeat harmless.
    Effect,
    /// Its error codes.
    Errors,
    /// Limits and rules of its parameters, and how often it may be called.
    Limits,
}

/// One example of an operation.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub doc: String,
    /// Parameters by wire name.
    pub request: Map<String, Value>,
    /// The answer, without its envelope.
    pub answer: Option<Value>,
}

/// A struct: a request, an answer or a nested object.
#[derive(Debug)]
pub struct Object {
    /// Its Rust name.
    pub ident: String,
    /// Name of the static with its table: `SEND_MESSAGE_REQUEST`.
    pub table_ident: String,
    /// What it is, one paragraph an entry.
    pub doc: Vec<String>,
    /// Its table.
    pub shape: &'static Shape,
    /// Its fields, in the order of the table.
    pub fields: Vec<Field>,
}

/// A field of an [`Object`]; its table row is the shape's member at the same index.
#[derive(Debug)]
pub struct Field {
    /// Its Rust name, a raw identifier where it is a keyword.
    pub ident: String,
    /// Its Rust type, inside `Option`.
    pub rust: RustType,
    /// What it is, without its limits.
    pub doc: String,
    /// What the service assumes without it, as JSON text.
    pub default: Option<String>,
    /// What to use instead.
    pub deprecated: Option<String>,
    /// Where it was seen, if the page's table lacks it.
    pub undocumented: Option<String>,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i64`
    Int,
    /// `f64`
    Float,
    /// `String`
    Text,
    /// `File`
    File,
    /// `serde_json::Value`
    Json,
    /// `Map`
    Map,
    /// An object of this name; boxed, except in a list.
    Record(String),
    /// An enumeration of this name.
    Word(String),
    /// A union of this name.
    Union(String),
    /// `Vec` of these.
    List(Box<RustType>),
}

/// A shared type, in the service's module `types`.
#[derive(Debug)]
pub struct Type {
    /// Its Rust name.
    pub ident: String,
    /// Its module: the file name under `types/`.
    pub module: String,
    /// What it is, one paragraph an entry.
    pub doc: Vec<String>,
    /// What kind of type.
    pub body: TypeBody,
    /// The file it was read from.
    pub file: String,
}

/// What kind of type a [`Type`] is.
#[derive(Debug)]
pub enum TypeBody {
    /// A struct.
    Object(Object),
    /// An enum of texts.
    Enumeration {
        /// Ident, wire text and doc of each value.
        values: Vec<(String, String, String)>,
        /// Whether the page leaves room for others.
        open: bool,
    },
    /// An enum of values of several kinds.
    Union {
        /// Its table.
        table: &'static Union,
        /// Name of the static with its table.
        table_ident: String,
        /// Its variants, in the order of the table: constants first.
        variants: Vec<UnionVariant>,
    },
}

/// A variant of a union.
#[derive(Debug)]
pub struct UnionVariant {
    /// Its Rust name.
    pub ident: String,
    /// Its Rust type; `None` for a constant.
    pub rust: Option<RustType>,
    /// What it is.
    pub doc: String,
}
