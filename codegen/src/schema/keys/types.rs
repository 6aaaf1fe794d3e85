//! Keys of `types/<Type>.json`.

use super::operation::MEMBER;
use super::{DECIDE, DOC, Form, Key, RULE, SOURCE, TEXTS, Takes};

/// A shared type.
pub static TYPE: Form = Form {
    name: "type",
    doc: "A shared type: an object, an enumeration or a union.",
    keys: &[
        Key::new("$schema", Takes::Exactly("../../schema/type.schema.json"), "The schema of this file.")
            .required(),
        Key::new("type", Takes::Text, "Its name, and the name of the file.").required(),
        Key::new("doc", DOC, "Paragraphs: what it is.").required(),
        Key::new("members", Takes::List(&Takes::Object(&MEMBER)), "An object: its members."),
        Key::new("rules", Takes::List(&Takes::Object(&RULE)), "Rules over several members.")
            .beside(&["members"]),
        Key::new("embedded", Takes::Object(&EMBEDDED), "The object arrives as text.").beside(&["members"]),
        Key::new("values", Takes::List(&Takes::Object(&VALUE)), "An enumeration: its values."),
        Key::new("open", Takes::True, "The page does not say that these are all.").beside(&["values"]),
        Key::new("any_case", Takes::True, "Letter case does not matter.").beside(&["values"]),
        Key::new("source", Takes::Object(&SOURCE), "Where the values were read.").beside(&["values"]),
        Key::new(
            "variants",
            Takes::List(&Takes::Object(&VARIANT)),
            "A union: its variants, in the order tried.",
        ),
        DECIDE,
    ],
    one_of: &["members", "values", "variants"],
};

static EMBEDDED: Form = Form {
    name: "embedded",
    doc: "The object arrives as text that is either its JSON or one plain value.",
    keys: &[
        Key::new("plain", Takes::Text, "The member that takes a plain value.").required(),
        Key::new("text", Takes::Text, "The member that keeps the text as it came.").required(),
    ],
    one_of: &[],
};

static VALUE: Form = Form {
    name: "value",
    doc: "A value of an enumeration.",
    keys: &[
        Key::new("value", Takes::Text, "The text on the wire.").required(),
        Key::new("doc", Takes::Text, "What it means.").required(),
    ],
    one_of: &[],
};

static VARIANT: Form = Form {
    name: "variant",
    doc: "A variant of a union.",
    keys: &[
        Key::new("name", Takes::Text, "Its name.").required(),
        Key::new("doc", Takes::Text, "What it is.").required(),
        Key::new("constant", Takes::Text, "The one text it takes."),
        Key::new("type", Takes::Text, "Its type, as for members."),
        Key::new("told_by", TEXTS, "The members that tell this object from the union's others.")
            .beside(&["type"]),
    ],
    one_of: &["constant", "type"],
};
