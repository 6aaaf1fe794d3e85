//! Keys of operations and of their members.

use super::{DOC, ERRORS, Form, Key, LIMIT, RULE, SOURCE, TEXTS, Takes};
use crate::schema::words::{
    ACCEPTS, EFFECTS, ERRORS_KNOWN, METHODS, PLACES, SESSIONS, TOKEN_FORMS, UNREAD, words,
};

const EFFECT_WORDS: [&str; 2] = words(&EFFECTS);
const TOKEN_FORM_WORDS: [&str; 2] = words(&TOKEN_FORMS);
const SESSION_WORDS: [&str; 3] = words(&SESSIONS);
const ERRORS_KNOWN_WORDS: [&str; 3] = words(&ERRORS_KNOWN);
const UNREAD_WORDS: [&str; 4] = words(&UNREAD);
const METHOD_WORDS: [&str; 5] = words(&METHODS);
const PLACE_WORDS: [&str; 5] = words(&PLACES);
const ACCEPT_WORDS: [&str; 2] = words(&ACCEPTS);
const MEMBERS: Takes = Takes::Some(&Takes::Object(&MEMBER));
const SOURCED: Takes = Takes::Object(&SOURCE);

/// An operation.
pub static OPERATION: Form = Form {
    name: "operation",
    doc: "One operation of a service.",
    keys: &[
        Key::new("$schema", Takes::Exactly("../schema/operation.schema.json"), "The schema of this file.")
            .required(),
        Key::new("operation", Takes::Text, "Its wire name, and the name of the file.").required(),
        Key::new("title", Takes::Text, "A few words: what it does.").required(),
        Key::new("doc", DOC, "Paragraphs: what a caller must know.").required(),
        Key::new("http", Takes::Object(&HTTP), "Method, base and path, where they are not the protocol's."),
        Key::new("effect", Takes::Word(&EFFECT_WORDS), "Whether it changes anything.").required(),
        Key::new("idempotency", IDEMPOTENCY, "What makes a repeat harmless.").required(),
        Key::new("session", Takes::Word(&SESSION_WORDS), "Whether it needs a user's session."),
        Key::new("parameters", MEMBERS, "What it takes."),
        Key::new("rules", Takes::List(&Takes::Object(&RULE)), "Rules over several parameters."),
        Key::new("answer", MEMBERS, "What it answers."),
        Key::new(
            "body_status",
            Takes::Object(&BODY_STATUS),
            "Members of a 200 answer that may tell of an error.",
        ),
        Key::new("errors", ERRORS, "Its own error rows."),
        Key::new("errors_known", Takes::Word(&ERRORS_KNOWN_WORDS), "Whether a page lists its errors.")
            .required(),
        Key::new(
            "unread",
            Takes::List(&Takes::Word(&UNREAD_WORDS)),
            "What no one has read yet, so that the file says nothing of it.",
        ),
        Key::new("quotas", Takes::List(&Takes::Object(&QUOTA)), "How often it may be called."),
        Key::new("objects", Takes::List(&Takes::Object(&OBJECT_LIMIT)), "Limits on the objects it works on."),
        Key::new("page_size", Takes::Object(&PAGE_SIZE), "Most items on one page of a list."),
        Key::new("editions", Takes::List(&Takes::Object(&EDITION)), "What only some customers have."),
        Key::new("deprecated", Takes::Text, "What to use instead."),
        Key::new(
            "preconditions",
            Takes::List(&Takes::Object(&PRECONDITION)),
            "What must hold on the server.",
        ),
        Key::new("fixes", Takes::List(&Takes::Object(&FIX)), "Corrections to the page."),
        Key::new("examples", Takes::List(&Takes::Object(&EXAMPLE)), "Examples, the documented one first."),
    ],
    one_of: &[],
};

const IDEMPOTENCY: Takes = Takes::Either(&[Takes::Word(&["none", "natural"]), Takes::Object(&TOKEN)]);

static TOKEN: Form = Form {
    name: "idempotency token",
    doc: "A parameter that makes a repeat harmless.",
    keys: &[
        Key::new("token", Takes::Text, "The parameter that carries the token.").required(),
        Key::new("window_seconds", Takes::Count(1), "How long the service remembers it.").required(),
        Key::new(
            "form",
            Takes::Word(&TOKEN_FORM_WORDS),
            "Who makes it: `uuid` if the caller makes one up, `issued` if another call of the service answers it.",
        )
        .required(),
    ],
    one_of: &[],
};

static HTTP: Form = Form {
    name: "http",
    doc: "Where an operation is under HTTP.",
    keys: &[
        Key::new("method", Takes::Word(&METHOD_WORDS), "The method."),
        Key::new("base", Takes::Text, "Name of the base URL."),
        Key::new("path", Takes::Text, "The path below the base URL, with `{name}` for path members."),
        Key::new("query", Takes::Map(&Takes::Content), "Constant query parameters."),
    ],
    one_of: &[],
};

static BODY_STATUS: Form = Form {
    name: "body status",
    doc: "Members of a 200 answer that may tell of an error.",
    keys: &[
        Key::new("code", Takes::Text, "The member with the code.").required(),
        Key::new("message", Takes::Text, "The member with the message.").required(),
        Key::new("success", TEXTS, "The codes that mean success.").required(),
    ],
    one_of: &[],
};

static QUOTA: Form = Form {
    name: "quota",
    doc: "How often an operation may be called.",
    keys: &[
        Key::new("calls", Takes::Count(1), "So many calls").required(),
        Key::new("per_seconds", Takes::Count(1), "in so many seconds.").required(),
        Key::new("scope", SCOPE, "What the calls are counted over.").required(),
        Key::new("source", SOURCED, "Where the quota was read.").required(),
    ],
    one_of: &[],
};

const SCOPE: Takes =
    Takes::Either(&[Takes::Word(&["account", "application", "address"]), Takes::Object(&POOL)]);

static POOL: Form = Form {
    name: "pool",
    doc: "All operations that name this pool share the quota.",
    keys: &[Key::new("pool", Takes::Text, "Name of the pool.").required()],
    one_of: &[],
};

static OBJECT_LIMIT: Form = Form {
    name: "object limit",
    doc: "A limit on the objects that an operation works on.",
    keys: &[
        Key::new("object", Takes::Text, "What kind of object, usually the parameter that names it.")
            .required(),
        Key::new("max_calls", Takes::Count(1), "Most calls for one object."),
        Key::new("lifetime_seconds", Takes::Count(1), "How long an object lives."),
        Key::new("max_objects", Takes::Count(1), "Most objects at one time."),
        Key::new("source", SOURCED, "Where the limit was read.").required(),
    ],
    one_of: &[],
};

static PAGE_SIZE: Form = Form {
    name: "page size",
    doc: "Most items on one page of a list.",
    keys: &[
        Key::new("items", Takes::Count(1), "So many items.").required(),
        Key::new("source", SOURCED, "Where it was read.").required(),
    ],
    one_of: &[],
};

static EDITION: Form = Form {
    name: "edition",
    doc: "What only some customers have.",
    keys: &[
        Key::new("edition", Takes::Text, "Name of the edition.").required(),
        Key::new("doc", Takes::Text, "What is different in it.").required(),
        Key::new("source", SOURCED, "Where it was read.").required(),
    ],
    one_of: &[],
};

static PRECONDITION: Form = Form {
    name: "precondition",
    doc: "What must hold on the server; documented, never checked.",
    keys: &[
        Key::new("doc", Takes::Text, "What must hold.").required(),
        Key::new("source", SOURCED, "Where it was read.").required(),
    ],
    one_of: &[],
};

static FIX: Form = Form {
    name: "fix",
    doc: "A correction to the page, which fails generation once it no longer applies.",
    keys: &[
        Key::new("id", Takes::Text, "Lower-case words with hyphens.").required(),
        Key::new("page_says", Takes::Any, "What the page says.").required(),
        Key::new("we_say", Takes::Any, "The value that stands at `at`.").required(),
        Key::new("because", Takes::Text, "Why we know better.").required(),
        Key::new("at", Takes::Content, "JSON pointer into the same file.").required(),
    ],
    one_of: &[],
};

static EXAMPLE: Form = Form {
    name: "example",
    doc: "One call, with parameters as a caller writes them.",
    keys: &[
        Key::new("name", Takes::Text, "Lower-case words with hyphens; the first is `documented`.").required(),
        Key::new("doc", Takes::Text, "What it shows.").required(),
        Key::new("request", Takes::Map(&Takes::Any), "Parameters by wire name.").required(),
        Key::new("answer", Takes::Any, "The answer as it arrives, without the protocol's envelope."),
    ],
    one_of: &[],
};

/// A member of a request, an answer or a type.
pub(super) static MEMBER: Form = Form {
    name: "member",
    doc: "A member of a request, an answer or an object.",
    keys: &[
        Key::new("name", Takes::Text, "Wire name, misspellings and letter case included.").required(),
        Key::new("type", Takes::Text, "Type: built in, `list<T>`, `map<T>`, or the name of a type.")
            .required(),
        Key::new("required", Takes::True, "Whether the page demands it."),
        Key::new("place", Takes::Word(&PLACE_WORDS), "Where it travels, if not in the ordinary place."),
        Key::new("encoding", ENCODING, "How it is written, if not in the ordinary way."),
        Key::new("doc", Takes::Text, "What it is, in a sentence or two.").required(),
        Key::new("example", Takes::Any, "An example value."),
        Key::new("default", Takes::Any, "What the service assumes without it."),
        Key::new("limits", Takes::List(&Takes::Object(&LIMIT)), "What its value must be."),
        Key::new("sensitive", Takes::True, "Its value stays out of logs and messages."),
        Key::new("accept", Takes::Word(&ACCEPT_WORDS), "Other JSON types an answer may use for it."),
        Key::new("wrapper", Takes::Text, "In an answer, the name of the object around the list."),
        Key::new("deprecated", Takes::Text, "What to use instead."),
        Key::new("undocumented", Takes::Text, "Where it was seen, if the page's table lacks it."),
        Key::new("rust_name", Takes::Text, "The Rust name, where the rule gives a bad one."),
        Key::new("note", Takes::Text, "For the maintainer: contradictions, doubts."),
    ],
    one_of: &[],
};

const ENCODING: Takes =
    Takes::Either(&[Takes::Word(&["repeat", "json-text", "number-text"]), Takes::Object(&JOINED)]);

static JOINED: Form = Form {
    name: "joined",
    doc: "A list as one text, its items joined.",
    keys: &[Key::new("joined", Takes::Text, "What stands between the items.").required()],
    one_of: &[],
};
