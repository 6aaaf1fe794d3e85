//! Values that live as long as the program.
//!
//! Tables are made of `'static` references, because that is what generated code declares. A generator
//! runs once and ends, so what is leaked here is what it would hold to its end anyway.

/// Keeps a text.
pub(super) fn text(text: &str) -> &'static str {
    if text.is_empty() { "" } else { Box::leak(Box::from(text)) }
}

/// Keeps a value.
pub(super) fn value<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Keeps a list.
pub(super) fn list<T>(list: Vec<T>) -> &'static [T] {
    if list.is_empty() { &[] } else { Vec::leak(list) }
}

/// Keeps a list of texts.
pub(super) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> &'static [&'static str] {
    list(texts.into_iter().map(text).collect())
}
