//! Objects of a draft, with what a person must still decide about them.

use super::material::clean;
use crate::draft::Draft;

/// An object in the making. What is not decided stands at its end, under `decide`.
#[derive(Debug, Default)]
pub(super) struct Marked {
    entries: Vec<(String, Draft)>,
    decide: Vec<(String, String)>,
}

impl Marked {
    /// Adds a key.
    pub(super) fn put(&mut self, key: &str, value: Draft) {
        self.entries.push((key.to_owned(), value));
    }

    /// Adds a key with text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.put(key, Draft::text(text));
    }

    /// Marks a key, which may be one that is not there.
    pub(super) fn decide(&mut self, key: &str, what: &str) {
        let what = clean(what);
        match self.decide.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = format!("{known}; {what}"),
            None => self.decide.push((key.to_owned(), what)),
        }
    }

    /// The object.
    pub(super) fn draft(mut self) -> Draft {
        if !self.decide.is_empty() {
            let marks = self.decide.into_iter().map(|(key, what)| (key, Draft::Text(what)));
            self.entries.push(("decide".to_owned(), Draft::Object(marks.collect())));
        }
        Draft::Object(self.entries)
    }
}
