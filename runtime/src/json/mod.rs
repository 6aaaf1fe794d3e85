//! JSON, read and written by `serde_json` through one adapter for every type.

mod embedded;
mod fill;
mod read;
mod record;
mod wrapped;
mod write;

pub(crate) use self::read::read_record;
pub(crate) use self::read::read_value;
pub use self::read::{ReadError, from_json};
pub use self::record::{JsonList, JsonRecord};
pub(crate) use self::record::{formats, inside, is_json_text, value};
pub use self::write::to_json;
pub(crate) use self::write::{Body, write, write_as, write_member};
