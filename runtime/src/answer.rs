//! Answers.

use crate::json::{ReadError, read_record, read_value};
use crate::protocol::Payload;
use crate::record::Record;
use crate::validate::Violation;
use http::{HeaderMap, StatusCode};
use std::ops::Deref;

/// What a call answered, with what is known about the exchange.
///
/// The members are reached directly: `answer.msg_id`.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<A> {
    pub(crate) body: A,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) warnings: Vec<Violation>,
}

impl<A> Answer<A> {
    /// The answer alone.
    pub fn into_inner(self) -> A {
        self.body
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id that the service gave the call, to quote in a support ticket.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Limits that the request broke and was sent all the same.
    pub fn warnings(&self) -> &[Violation] {
        &self.warnings
    }
}

impl<A> Deref for Answer<A> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.body
    }
}

/// A type that an answer can be read into: a generated struct, or any JSON.
pub trait AnswerBody: Sized + Send + 'static {
    /// Reads the payload of a successful answer.
    fn read(payload: Body) -> Result<Self, ReadError>;

    /// The text of a top-level member.
    fn text_of(&self, wire_name: &str) -> Option<String>;
}

/// The payload of a successful answer.
#[derive(Debug)]
pub struct Body(pub(crate) Payload);

impl<R: Record + Default + 'static> AnswerBody for R {
    fn read(payload: Body) -> Result<Self, ReadError> {
        let mut record = R::default();
        fill(payload.0, &mut record)?;
        Ok(record)
    }

    fn text_of(&self, wire_name: &str) -> Option<String> {
        text_of(self, wire_name)
    }
}

impl AnswerBody for serde_json::Value {
    fn read(payload: Body) -> Result<Self, ReadError> {
        Ok(match payload.0 {
            Payload::Empty => serde_json::Value::Null,
            Payload::Text(text) => serde_json::Value::Object(serde_json::from_slice(&text)?),
            Payload::Json(json) => json,
        })
    }

    fn text_of(&self, wire_name: &str) -> Option<String> {
        match self.get(wire_name)? {
            serde_json::Value::Null => None,
            serde_json::Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }
}

fn fill(payload: Payload, record: &mut dyn Record) -> Result<(), ReadError> {
    match payload {
        Payload::Empty => Ok(()),
        Payload::Text(text) => read_record(&text, record),
        Payload::Json(json) => read_value(json, record),
    }
}

fn text_of(record: &dyn Record, wire_name: &str) -> Option<String> {
    let index = record.shape().index_of(wire_name)?;
    let value = record.field(index)?.value();
    (!value.is_absent()).then(|| value.to_text().into_owned())
}
