//! A path with parameters in it.

use super::percent;
use crate::error::{Error, Result};
use crate::value::RecordRef;

/// Fills `{name}` in the path. An empty value would change the route, so it is refused.
pub(super) fn push(template: &str, record: RecordRef<'_>, url: &mut Vec<u8>) -> Result<()> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        url.extend_from_slice(before.as_bytes());
        let value = record.at(name).to_text();
        // A segment of dots alone would be read as a step up or in place.
        if value.is_empty() || value.chars().all(|c| c == '.') {
            let message = format!("path parameter {name} is {value:?}, which would change the path");
            return Err(Error::configuration(message));
        }
        percent::encode(&value, url);
        rest = after;
    }
    url.extend_from_slice(rest.as_bytes());
    Ok(())
}
