//! Where the parameters go under ACS3: into the query, or into a form where a URL is not for them.

use super::AlibabaRpc;
use crate::error::Result;
use crate::protocol::alibaba::acs3::Placed;
use crate::protocol::alibaba::{holds_sensitive, refuse_in_url};
use crate::protocol::parameters;
use crate::protocol::{Attempt, FORM};

/// The longest URL that the `http` crate takes.
const LONGEST_URL: usize = u16::MAX as usize - 1;

#[inline]
pub(super) fn place(attempt: &Attempt<'_>) -> Result<Placed> {
    let parameters = parameters::collect(attempt.record, 0);
    parameters::refuse_clashes(&parameters, &AlibabaRpc::RESERVED)?;
    let base = attempt.base;
    let query_length = usize::from(!parameters.is_empty()) + parameters::usual_length(&parameters);
    let mut url = Vec::with_capacity(base.path().len() + 1 + query_length);
    url.extend_from_slice(base.path().as_bytes());
    url.push(b'/');
    let path_end = url.len();
    if !parameters.is_empty() {
        url.push(b'?');
        parameters::encode(&parameters, &mut url);
    }
    let query_at = url.len().min(path_end + 1);
    let mut placed =
        Placed { query_at, path_and_query: url, body: Vec::new(), content_type: FORM, headers: Vec::new() };
    let may_have_body = attempt.operation.method.has_body();
    let is_secret = holds_sensitive(attempt.record, |_| true);
    if is_secret && !may_have_body {
        refuse_in_url(attempt.operation)?;
    }
    let length = base.origin_length() + placed.path_and_query.len();
    if may_have_body && (is_secret || length > LONGEST_URL) {
        placed.body = placed.path_and_query.split_off(placed.query_at);
        placed.path_and_query.truncate(path_end);
        placed.query_at = path_end;
    }
    Ok(placed)
}
