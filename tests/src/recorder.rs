//! A subscriber that keeps everything that is traced, by anyone, at every level.

use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// A span or an event: who traced it, at what level, its name, and its fields in the order in which they came.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// The module that traced it.
    pub target: String,
    /// The level.
    pub level: Level,
    /// The span's name; empty for an event.
    pub span: &'static str,
    /// Names and values.
    pub fields: Vec<(&'static str, String)>,
}

impl Traced {
    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find_map(|(known, value)| (*known == name).then_some(value.as_str()))
    }
}

/// Keeps what is traced.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    next: Arc<AtomicU64>,
    traced: Arc<Mutex<Vec<Kept>>>,
}

/// What was traced, and the id of the span if it is one.
type Kept = (Option<u64>, Traced);

impl Recorder {
    /// Runs the function and gives what it traced on this thread.
    pub fn record(run: impl FnOnce()) -> Vec<Traced> {
        let recorder = Self::default();
        tracing::subscriber::with_default(recorder.clone(), run);
        let traced = recorder.traced.lock().unwrap();
        traced.iter().map(|(_, traced)| traced.clone()).collect()
    }

    fn keep(&self, id: Option<u64>, metadata: &Metadata<'_>, fields: Fields) {
        let span = if metadata.is_span() { metadata.name() } else { "" };
        let traced =
            Traced { target: metadata.target().to_owned(), level: *metadata.level(), span, fields: fields.0 };
        self.traced.lock().unwrap().push((id, traced));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let id = self.next.fetch_add(1, Ordering::SeqCst) + 1;
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        self.keep(Some(id), attributes.metadata(), fields);
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        let mut traced = self.traced.lock().unwrap();
        let found = traced.iter_mut().find(|(id, _)| *id == Some(span.into_u64())).expect("a span");
        found.1.fields.append(&mut fields.0);
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.keep(None, event.metadata(), fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Fields(Vec<(&'static str, String)>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        write!(text, "{value:?}").expect("text");
        self.0.push((field.name(), text));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name(), value.to_owned()));
    }
}
