//! Keys of `service.json`.

use super::{ERRORS, Form, Key, OBJECT_OF_TEXTS, TEXTS, Takes};
use crate::schema::words::{PROTOCOLS, words};

const PROTOCOL_WORDS: [&str; 4] = words(&PROTOCOLS);

/// A service.
pub static SERVICE: Form = Form {
    name: "service",
    doc: "What all operations of a service share.",
    keys: &[
        Key::new("$schema", Takes::Exactly("../schema/service.schema.json"), "The schema of this file.")
            .required(),
        Key::new("service", Takes::Text, "Name of the service, its folder and its module.").required(),
        Key::new("title", Takes::Text, "Name of the product as the vendor writes it.").required(),
        Key::new("version", Takes::Text, "Version of the API.").required(),
        Key::new("doc", Takes::Text, "What the service is, in a sentence or two.").required(),
        Key::new("protocol", Takes::Word(&PROTOCOL_WORDS), "How the service is spoken to.").required(),
        Key::new("strip_prefix", Takes::Text, "What operation names begin with that Rust names leave out."),
        Key::new("environment", Takes::Object(&ENVIRONMENT), "The variables that hold the credentials.")
            .required(),
        Key::new(
            "endpoints",
            Takes::List(&Takes::Object(&ENDPOINT)),
            "Where the service is; the first is the default.",
        )
        .required(),
        Key::new("pages", Takes::Map(&Takes::Object(&PAGE)), "The pages that were read, by id.").required(),
        Key::new("errors", ERRORS, "Error rows that every operation shares."),
        Key::new("names", OBJECT_OF_TEXTS, "Words of this service with an odd Rust spelling."),
    ],
    one_of: &[],
};

static ENVIRONMENT: Form = Form {
    name: "environment",
    doc: "Names of the environment variables that hold a service's credentials.",
    keys: &[
        Key::new("id", Takes::Text, "Variable with the access key id or app key.").required(),
        Key::new("secret", Takes::Text, "Variable with the secret.").required(),
        Key::new("token", Takes::Text, "Variable with the security token or session, where there is one."),
    ],
    one_of: &[],
};

static ENDPOINT: Form = Form {
    name: "endpoint",
    doc: "Base URLs of a service in some regions.",
    keys: &[
        Key::new("network", Takes::Text, "Which network it is on, such as `public`.").required(),
        Key::new("regions", TEXTS, "The regions it serves; every region, if left out."),
        Key::new("bases", OBJECT_OF_TEXTS, "URL of each base; `{region}` stands for the region.").required(),
    ],
    one_of: &[],
};

static PAGE: Form = Form {
    name: "page",
    doc: "A page of documentation that was read.",
    keys: &[
        Key::new("title", Takes::Text, "Its title.").required(),
        Key::new("locale", Takes::Text, "Its language, such as `zh`.").required(),
        Key::new("date", Takes::Text, "The day it was read, or of the edition that was read: yyyy-MM-dd.")
            .required(),
    ],
    one_of: &[],
};
