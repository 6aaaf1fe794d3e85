//! A transport that plays a script: one act for each attempt.

use bindery::runtime::bytes::Bytes;
use bindery::runtime::http::{Request, Response};
use bindery::runtime::{BoxFuture, Transport};
use bindery::{Error, Result};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

/// What happens to one attempt.
#[derive(Clone, Debug)]
pub enum Act {
    /// The service answers with this status, these headers and this body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// No connection can be made.
    Refuse,
    /// The connection fails after the request was sent.
    Reset,
    /// Nothing ever comes.
    Silence,
    /// Something else happens, after this time.
    Later(Duration, Box<Act>),
}

impl Act {
    /// An answer without headers.
    pub fn answer(status: u16, body: impl Into<String>) -> Self {
        Act::Answer(status, Vec::new(), body.into())
    }

    /// The same, after this time.
    pub fn after(self, time: Duration) -> Self {
        Act::Later(time, Box::new(self))
    }

    /// The same answer with a header more.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Act::Answer(_, headers, _) = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

/// A transport that plays a script and then repeats its last act. It keeps what it was sent, and when.
#[derive(Clone, Debug)]
pub struct Scripted {
    acts: Arc<Mutex<VecDeque<Act>>>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

type Sent = (Instant, Request<Bytes>);

impl Scripted {
    /// Plays these acts.
    pub fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self { acts: Arc::new(Mutex::new(acts.into_iter().collect())), sent: Arc::default() }
    }

    /// What was sent.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.sent.lock().unwrap().iter().map(|(_, request)| request.clone()).collect()
    }

    /// When it was sent.
    pub fn times(&self) -> Vec<Instant> {
        self.sent.lock().unwrap().iter().map(|(time, _)| *time).collect()
    }

    /// How long each attempt came after the one before.
    pub fn pauses(&self) -> Vec<Duration> {
        self.times().windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    fn next(&self) -> Act {
        let mut acts = self.acts.lock().unwrap();
        let act = if acts.len() > 1 { acts.pop_front() } else { acts.front().cloned() };
        act.expect("an act")
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request<Bytes>, _: usize) -> BoxFuture<'_, Result<Response<Bytes>>> {
        self.sent.lock().unwrap().push((Instant::now(), request));
        let act = self.next();
        Box::pin(play(act))
    }
}

async fn play(mut act: Act) -> Result<Response<Bytes>> {
    while let Act::Later(time, later) = act {
        tokio::time::sleep(time).await;
        act = *later;
    }
    match act {
        Act::Answer(status, headers, body) => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            Ok(response.body(body.into()).expect("a response"))
        }
        Act::Refuse => Err(Error::connect("refused")),
        Act::Reset => Err(Error::transport("reset")),
        Act::Silence | Act::Later(..) => std::future::pending().await,
    }
}
