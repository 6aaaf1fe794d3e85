//! Files beside the services: what a maintainer has accepted, and what was released last.

use super::{Form, Key, Takes};

/// The findings that a maintainer has accepted.
pub static ACCEPTED: Form = Form {
    name: "accepted findings",
    doc: "Findings that a maintainer has accepted.",
    keys: &[
        Key::new("$schema", Takes::Exactly("schema/accepted.schema.json"), "The schema of this file.")
            .required(),
        Key::new("accepted", Takes::Some(&Takes::Object(&FINDING)), "The findings.").required(),
    ],
    one_of: &[],
};

static FINDING: Form = Form {
    name: "accepted finding",
    doc: "One finding and the reason why it may stand.",
    keys: &[
        Key::new("fingerprint", Takes::Text, "The finding's fingerprint.").required(),
        Key::new("why", Takes::Text, "Why it may stand.").required(),
    ],
    one_of: &[],
};

/// The specifications of the last release.
pub static BASELINE: Form = Form {
    name: "baseline",
    doc: "The specifications as they were released last.",
    keys: &[
        Key::new("$schema", Takes::Exactly("schema/baseline.schema.json"), "The schema of this file.")
            .required(),
        Key::new("version", Takes::Text, "The version that was released.").required(),
        Key::new("revision", Takes::Text, "The git revision that has these specifications."),
        Key::new("files", Takes::Map(&Takes::Text), "The fingerprint of what each file says, by path.")
            .required(),
    ],
    one_of: &[],
};
