//! Values that live as long as the program.
//!
//! Tables are made of `'static` references, because that is what generated code declares. A generator
//! runs once and ends, so what is leaked here is what it would hold to its end anyway.

use std::cell::RefCell;
use std::collections::HashSet;

thread_local! {
    /// The texts that are kept. Operations share most of their names and codes.
    static TEXTS: RefCell<HashSet<&'static str>> = RefCell::default();
}

/// Keeps a text, once however often it is met.
pub(super) fn text(text: &str) -> &'static str {
    TEXTS.with_borrow_mut(|texts| {
        if let Some(known) = texts.get(text) {
            return *known;
        }
        let kept: &'static str = Box::leak(Box::from(text));
        texts.insert(kept);
        kept
    })
}

/// Keeps a value.
pub(super) fn value<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Keeps a list.
pub(super) fn list<T>(list: Vec<T>) -> &'static [T] {
    if list.is_empty() {
        return &[];
    }
    // A list that was given back its room for more would leave a hole behind it; this one never had any.
    let mut exact = Vec::with_capacity(list.len());
    exact.extend(list);
    exact.leak()
}

/// Keeps a list of texts.
pub(super) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> &'static [&'static str] {
    list(texts.into_iter().map(text).collect())
}
