//! The keys of every object of the format, in the order of `specs/README.md`.

/// Declares a form that has exactly one of some keys, between those that it has always or may have beside it. Such a
/// key becomes a variant of an enum, which `lower` matches on without a wildcard: none can be read and not
/// lowered.
macro_rules! choice {
    (
        $(#[$doc:meta])* enum $keys:ident;
        static $form:ident = $form_name:literal $form_doc:literal;
        first [$($first:expr,)*]
        one of {$($variant:ident $name:literal $takes:expr, $key_doc:literal;)*}
        last [$($last:expr,)*]
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $keys {
            $(#[doc = $key_doc] $variant,)*
        }

        impl $keys {
            /// The key that is written so.
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        #[doc = concat!("A ", $form_name, ".")]
        pub(super) static $form: Form = Form {
            name: $form_name,
            doc: $form_doc,
            keys: &[$($first,)* $(Key::new($name, $takes, $key_doc),)* $($last,)*],
            one_of: &[$($name),*],
        };
    };
}

mod limit;
mod operation;
mod records;
mod rule;
mod service;
mod types;

pub use self::limit::LimitKey;
pub use self::operation::OPERATION;
pub use self::records::{ACCEPTED, BASELINE};
pub use self::rule::RuleKey;
pub use self::service::SERVICE;
pub use self::types::TYPE;

use self::limit::{CONDITION, LIMIT};
use self::rule::RULE;
use super::form::{Form, Key, Takes};

const TEXTS: Takes = Takes::List(&Takes::Text);
const DOC: Takes = TEXTS;
const OBJECT_OF_TEXTS: Takes = Takes::Map(&Takes::Text);

/// What a person must still decide. A file with this key is refused, and checked like any other.
const DECIDE: Key = Key::new(
    "decide",
    Takes::Map(&Takes::Text),
    "What a person must still decide: a key of this object, and what about it.",
);

/// Where a fact was read.
static SOURCE: Form = Form {
    name: "source",
    doc: "Where a fact was read: a page and a few words that stand beside the fact.",
    keys: &[
        Key::new("page", Takes::Text, "The id of a page in `service.json`.").required(),
        Key::new("anchors", Takes::List(&Takes::Anchor), "Words of the page that stand beside the fact.")
            .required(),
    ],
    one_of: &[],
};

/// A row of an error table.
static ERROR: Form = Form {
    name: "error row",
    doc: "One documented error code.",
    keys: &[
        Key::new("status", Takes::Count(100), "The HTTP status, where the page gives one."),
        Key::new("code", Takes::Text, "The code as documented, `%s` included.").required(),
        Key::new("class", Takes::Word(&CLASS_WORDS), "What kind of failure it is.").required(),
        Key::new("meaning", Takes::Text, "What it means, in a few words of our own.").required(),
        Key::new("source", Takes::Text, "The id of the page.").required(),
        DECIDE,
    ],
    one_of: &[],
};

const CLASS_WORDS: [&str; 7] = super::words::words(&super::words::CLASSES);
const ERRORS: Takes = Takes::List(&Takes::Object(&ERROR));

/// The forms of the three sorts of file, by the name of their schema.
pub const FILES: [(&str, &Form); 3] =
    [("service.schema.json", &SERVICE), ("operation.schema.json", &OPERATION), ("type.schema.json", &TYPE)];

/// The forms of the files beside the services, by the name of their schema.
pub const RECORDS: [(&str, &Form); 2] =
    [("accepted.schema.json", &ACCEPTED), ("baseline.schema.json", &BASELINE)];
