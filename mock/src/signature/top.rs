//! The signatures of TOP.

use super::{Inspected, NotSigned, Scheme, take};
use crate::pairs;

pub(super) fn inspect(parameters: &[(String, String)]) -> Result<Inspected, NotSigned> {
    let given = take(parameters, "sign")?;
    let scheme = match take(parameters, "sign_method")?.as_str() {
        "md5" => Scheme::Md5,
        "hmac" => Scheme::Hmac,
        "hmac-sha256" => Scheme::HmacSha256,
        _ => return Err(NotSigned::Malformed("sign_method")),
    };
    let mut signed: Vec<&(String, String)> = parameters.iter().filter(|(name, _)| name != "sign").collect();
    signed.sort();
    let text = |name: &str| pairs::get(parameters, name).map(str::to_owned);
    Ok(Inspected {
        scheme,
        id: take(parameters, "app_key")?,
        string_to_sign: Some(signed.iter().flat_map(|(name, value)| [name.as_str(), value]).collect()),
        canonical_request: None,
        nonce: None,
        date: text("timestamp"),
        token: text("session"),
        flaw: None,
        given,
    })
}
