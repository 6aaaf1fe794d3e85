//! Specifications in the making: what the drafts of [`import`](crate::import) and [`new`](crate::new) share.

mod json;
mod rust_names;
mod secret;
mod type_names;

pub(crate) use self::json::Draft;
pub(crate) use self::rust_names::RustNames;
pub(crate) use self::secret::is_secret;
pub(crate) use self::type_names::TypeNames;
