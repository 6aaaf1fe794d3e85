//! Reading a list out of the object around it.

use super::fill::Fill;
use super::read::How;
use crate::record::{Grow, Target};
use serde::de::{DeserializeSeed, Error, MapAccess};
use serde_json::Value as Json;

/// Reads the member of the documented name or, where there is none, the only member that is a list: the
/// names of wrappers are the part of an answer that pages and services agree on least.
pub(super) fn read<'de, A: MapAccess<'de>>(
    mut map: A,
    list: &mut dyn Grow,
    how: How,
) -> Result<(), A::Error> {
    let within = How { wrapper: None, ..how };
    let (mut is_found, mut others) = (false, Vec::new());
    while let Some(key) = map.next_key::<String>()? {
        if Some(key.as_str()) == how.wrapper {
            map.next_value_seed(Fill::new(Target::List(&mut *list), within))?;
            is_found = true;
        } else if let other @ Json::Array(_) = map.next_value()? {
            others.push(other);
        }
    }
    if !is_found && others.len() == 1 {
        let only = others.remove(0);
        Fill::new(Target::List(list), within).deserialize(only).map_err(A::Error::custom)?;
    }
    Ok(())
}
