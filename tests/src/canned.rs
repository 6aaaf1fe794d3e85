//! A transport that answers from memory and keeps what it was sent.

use bindery::Result;
use bindery::runtime::bytes::Bytes;
use bindery::runtime::http::{Request, Response};
use bindery::runtime::{BoxFuture, Transport};
use std::fmt;
use std::sync::{Arc, Mutex};

/// A transport that gives every call the same answer.
#[derive(Clone)]
pub struct Canned {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    /// Answers with this status and body.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), requests: Arc::default() }
    }

    /// Answers with this header too.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// What was sent.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap().clone()
    }
}

/// Without what is answered, which a test may look for in what others print.
impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canned").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>, _: usize) -> BoxFuture<'_, Result<Response<Bytes>>> {
        self.requests.lock().unwrap().push(request);
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(*name, value);
        }
        let response = response.body(self.body.clone()).expect("a response");
        Box::pin(async { Ok(response) })
    }
}
