//! HTTP Basic.

use super::{Inspected, NotSigned, Scheme};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(super) fn inspect(pair: &str) -> Result<Inspected, NotSigned> {
    let malformed = NotSigned::Malformed("Authorization");
    let bytes = STANDARD.decode(pair.trim()).map_err(|_| malformed)?;
    let text = String::from_utf8(bytes).map_err(|_| malformed)?;
    let (id, secret) = text.split_once(':').ok_or(malformed)?;
    Ok(Inspected {
        scheme: Scheme::Basic,
        id: id.to_owned(),
        string_to_sign: None,
        canonical_request: None,
        nonce: None,
        date: None,
        token: None,
        flaw: None,
        given: secret.to_owned(),
    })
}
