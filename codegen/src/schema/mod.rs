//! The format of specifications: its keys and words, and the JSON Schemas that editors read.

mod form;
mod json;
mod keys;
mod words;

pub use self::form::{Form, Key, MAX_ANCHOR, Takes};
pub use self::json::schemas;
pub use self::keys::{ACCEPTED, BASELINE, FILES, LimitKey, OPERATION, RECORDS, RuleKey, SERVICE, TYPE};
pub use self::words::{
    ACCEPTS, CLASSES, EFFECTS, ERRORS_KNOWN, FORMATS, METHODS, PLACES, PROTOCOLS, SESSIONS, TOKEN_FORMS,
    UNITS, UNREAD, meaning,
};
