//! Answers.

use crate::credentials::Credentials;
use crate::error::{Course, Error, Reply, Result};
use crate::json::{ReadError, read_record, read_value};
use crate::protocol::{Payload, Success, find_request_id};
use crate::record::Record;
use crate::table::Operation;
use crate::trace;
use crate::validate::Violation;
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use std::ops::Deref;
use std::sync::Arc;
use tracing::Span;

/// What a call answered, with what is known about the exchange.
///
/// The members are reached directly: `answer.msg_id`.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<A> {
    pub(crate) body: A,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
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

    /// How many times the request was sent, or may have been.
    pub fn attempts(&self) -> u32 {
        self.attempts
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

/// A successful answer before it is read into its type.
pub(crate) struct Exchange {
    pub(crate) success: Success,
    pub(crate) response: Response<Bytes>,
    /// What the request was signed with, and so what no error may show.
    pub(crate) credentials: Arc<Credentials>,
    pub(crate) course: Course,
    /// The span of the call, which ends when its answer is read.
    pub(crate) span: Span,
}

impl Exchange {
    pub(crate) fn read<A: AnswerBody>(self, operation: &'static Operation) -> Result<Answer<A>> {
        let (head, body) = self.response.into_parts();
        let read = match A::read(Body(self.success.payload)) {
            Ok(read) => read,
            Err(error) => {
                let mut reply = Reply::new(head.status, head.headers, &body);
                reply.request_id = self.success.request_id.or_else(|| find_request_id(&body));
                let error =
                    Error::decode("the answer is not in the documented form", reply).with_source(error);
                let error = error.redacted(&self.credentials.secrets()).of(operation).after(&self.course);
                trace::call_failed(&self.span, &error);
                return Err(error);
            }
        };
        let of_answer = || operation.service.protocol.request_id_member().and_then(|name| read.text_of(name));
        Ok(Answer {
            request_id: self.success.request_id.or_else(of_answer),
            body: read,
            status: head.status,
            headers: head.headers,
            attempts: self.course.attempts,
            warnings: self.course.warnings,
        })
    }
}

/// A type that an answer can be read into: a generated struct, or any JSON.
pub trait AnswerBody: Sized + Send + 'static {
    /// Reads the payload of a successful answer.
    fn read(payload: Body) -> std::result::Result<Self, ReadError>;

    /// The text of a top-level member.
    fn text_of(&self, wire_name: &str) -> Option<String>;
}

/// The payload of a successful answer.
#[derive(Debug)]
pub struct Body(pub(crate) Payload);

impl<R: Record + Default + 'static> AnswerBody for R {
    fn read(payload: Body) -> std::result::Result<Self, ReadError> {
        let mut record = R::default();
        fill(payload.0, &mut record)?;
        Ok(record)
    }

    fn text_of(&self, wire_name: &str) -> Option<String> {
        text_of(self, wire_name)
    }
}

impl AnswerBody for serde_json::Value {
    fn read(payload: Body) -> std::result::Result<Self, ReadError> {
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

fn fill(payload: Payload, record: &mut dyn Record) -> std::result::Result<(), ReadError> {
    match payload {
        Payload::Empty => Ok(()),
        Payload::Text(text) => read_record(&text, record),
        // An answer of which nothing is documented may be a list as well.
        Payload::Json(_) if record.shape().members.is_empty() => Ok(()),
        Payload::Json(json) => read_value(json, record),
    }
}

fn text_of(record: &dyn Record, wire_name: &str) -> Option<String> {
    let index = record.shape().index_of(wire_name)?;
    let value = record.field(index)?.value();
    (!value.is_absent()).then(|| value.to_text().into_owned())
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the macro is made for public types")]
mod tests {
    use super::*;

    crate::record! {
        pub struct Unread = UNREAD "Unread" &[];
    }

    crate::record! {
        pub struct Read = READ "Read" &[];
        one id: String => crate::table::Member::new("id", crate::table::Kind::Text);
    }

    #[test]
    fn only_an_answer_of_which_nothing_is_documented_may_be_no_object() {
        let list = || Body(Payload::Json(serde_json::json!([{ "id": "1" }])));
        assert!(Unread::read(list()).is_ok());
        assert!(Read::read(list()).is_err());
        assert!(Unread::read(Body(Payload::Text("[".into()))).is_err());
    }
}
