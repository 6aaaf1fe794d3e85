//! An answer on its way out.

use bindery::runtime::serde_json::Value as Json;
use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};

/// An answer on its way out.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    /// An answer without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    pub(crate) fn json(status: u16, body: &Json) -> Self {
        Self { body: body.to_string().into(), ..Self::empty(status) }
            .header("content-type", "application/json;charset=utf-8")
    }

    pub(crate) fn xml(status: u16, body: String) -> Self {
        Self { body: body.into(), ..Self::empty(status) }.header("content-type", "text/xml;charset=utf-8")
    }

    /// The same answer with a header. A value that HTTP does not allow is left out.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }
}
