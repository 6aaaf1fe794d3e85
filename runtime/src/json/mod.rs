//! JSON, read and written by `serde_json` through one adapter for every type.

mod read;
mod record;
mod write;

pub(crate) use self::read::read_value;
pub use self::read::{ReadError, read_record};
pub(crate) use self::record::value;
pub use self::record::{JsonList, JsonRecord};
pub use self::write::write_record;
pub(crate) use self::write::{Body, write};
