//! Alibaba Cloud's HMAC-SHA1, in which everything is a parameter.

use super::{Inspected, NotSigned, Scheme, take};
use crate::pairs;

pub(super) fn inspect(method: &str, parameters: &[(String, String)]) -> Result<Inspected, NotSigned> {
    let given = take(parameters, "Signature")?;
    let canonical = pairs::canonical(parameters.iter().filter(|(name, _)| name != "Signature"));
    let text = |name: &str| pairs::get(parameters, name).map(str::to_owned);
    let method_known = pairs::get(parameters, "SignatureMethod").is_none_or(|method| method == "HMAC-SHA1");
    Ok(Inspected {
        scheme: Scheme::HmacSha1,
        id: take(parameters, "AccessKeyId")?,
        string_to_sign: Some(format!("{method}&%2F&{}", pairs::encode(&canonical))),
        canonical_request: None,
        nonce: text("SignatureNonce"),
        date: text("Timestamp"),
        token: text("SecurityToken"),
        flaw: (!method_known).then_some("SignatureMethod is not HMAC-SHA1"),
        given,
    })
}
