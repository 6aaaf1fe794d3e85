//! Names that the language or generated code has taken.

/// Names that a type cannot have, because Rust's prelude means something else by them.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names that a type cannot have, because generated code means something else by them.
const TAKEN_TYPES: &[&str] = &[
    "Accept",
    "BodyStatus",
    "Call",
    "Check",
    "Class",
    "Client",
    "Code",
    "Condition",
    "Effect",
    "Encoding",
    "Endpoint",
    "Environment",
    "Error",
    "ErrorRow",
    "File",
    "Format",
    "Idempotency",
    "Kind",
    "Limit",
    "Map",
    "Member",
    "Method",
    "Number",
    "ObjectLimit",
    "Operation",
    "Page",
    "Pattern",
    "Place",
    "Quota",
    "Record",
    "Rule",
    "RuleKind",
    "Scope",
    "Service",
    "Session",
    "Shape",
    "Union",
    "Unit",
    "Value",
    "Variant",
];

/// Names that a field cannot have, because its setter would hide a function of the same name.
const TAKEN_FIELDS: &[&str] = &["default"];

/// Names that an operation cannot have, because they are modules or functions beside it.
const TAKEN_OPERATIONS: &[&str] = &[
    "builder",
    "call",
    "client",
    "clone",
    "codes",
    "config",
    "core",
    "errors",
    "from_env",
    "lib",
    "main",
    "mod",
    "new",
    "operations",
    "pages",
    "service",
    "types",
];

/// Names that a service cannot have, because they are crates, modules or folders of their own.
const TAKEN_SERVICES: &[&str] = &[
    "alloc",
    "bindery",
    "bindery_runtime",
    "core",
    "default",
    "hyper",
    "lib",
    "main",
    "mod",
    "reqwest",
    "runtime",
    "schema",
    "std",
];

/// Names that a variant of an enumeration or union cannot have.
const TAKEN_VARIANTS: &[&str] = &["Other", "Self"];

/// What names stand for, to know which of them are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A field of a struct, with its setter.
    Field,
    /// An operation: a module and a function of the client.
    Operation,
    /// A service: a module.
    Service,
    /// A type.
    Type,
    /// A variant.
    Variant,
}

/// Whether the language or generated code already means something by the name.
pub fn is_taken(name: &str, role: Role) -> bool {
    let taken = match role {
        Role::Field => TAKEN_FIELDS,
        Role::Operation => TAKEN_OPERATIONS,
        Role::Service => TAKEN_SERVICES,
        Role::Type => TAKEN_TYPES,
        Role::Variant => TAKEN_VARIANTS,
    };
    taken.contains(&name) || (role == Role::Type && PRELUDE.contains(&name))
}
