//! Diagnostics as text, the way rustc shows its own.

use super::Diagnostic;
use super::visible::{push_visible, visible};
use crate::source::Source;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::HashMap;
use std::ops::Range;

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colours: for files, pipes and tests.
    Plain,
    /// With the colours of a terminal.
    Coloured,
}

/// Longest part of a line that is shown before and after what is wrong.
const LINE: usize = 400;

/// Most problems that are drawn; the others are counted.
const MOST: usize = 200;

/// Draws diagnostics: file, line and column, the wrong text and what to do about it.
pub fn render(diagnostics: &[Diagnostic], sources: &[Source], style: Style) -> String {
    let texts: HashMap<&str, &str> =
        sources.iter().map(|source| (source.path.as_str(), source.text.as_str())).collect();
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut all = String::new();
    for diagnostic in diagnostics.iter().take(MOST) {
        let text = texts.get(diagnostic.path.as_str()).copied().unwrap_or_default();
        all.push_str(&one(diagnostic, text, &renderer));
        all.push_str("\n\n");
    }
    all.push_str(&summary(diagnostics.len()));
    all
}

fn summary(count: usize) -> String {
    match count {
        0 => "no errors\n".to_owned(),
        1 => "1 error\n".to_owned(),
        count if count > MOST => format!("{count} errors, of which the first {MOST} are shown\n"),
        count => format!("{count} errors\n"),
    }
}

fn one(diagnostic: &Diagnostic, text: &str, renderer: &Renderer) -> String {
    let excerpt = Excerpt::of(text, &diagnostic.span);
    let path = visible(&diagnostic.path);
    let label = visible(&diagnostic.label);
    let mut annotation = AnnotationKind::Primary.span(excerpt.span);
    if !label.is_empty() {
        annotation = annotation.label(&*label);
    }
    let snippet =
        Snippet::source(&*excerpt.shown).line_start(excerpt.line).path(&*path).annotation(annotation);
    let title = Level::ERROR.primary_title(visible(&diagnostic.message)).id(diagnostic.code.id());
    let mut group = Group::with_title(title).element(snippet);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    renderer.render(&[group])
}

/// The lines around what is wrong, with hidden characters made visible.
///
/// Only these lines are given to the renderer, so that many problems in a large file stay cheap.
struct Excerpt {
    shown: String,
    span: Range<usize>,
    line: usize,
}

impl Excerpt {
    fn of(text: &str, span: &Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
        // The column counts from the line's start, so a long line keeps its head unless it is absurd.
        let first = if start - first > LINE * 100 { floor(text, start - LINE) } else { first };
        let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let last = floor(text, last.min(end + LINE)).max(end);
        let mut shown = String::with_capacity(last - first);
        let mut marked = 0..0;
        for (at, character) in text[first..last].char_indices() {
            if first + at == start {
                marked.start = shown.len();
            }
            if first + at == end {
                marked.end = shown.len();
            }
            if character == '\n' || character == '\t' {
                shown.push(character);
            } else if character != '\r' {
                push_visible(&mut shown, character);
            }
        }
        if start >= last {
            marked.start = shown.len();
        }
        if end >= last {
            marked.end = shown.len();
        }
        let line = text[..first].matches('\n').count() + 1;
        Self { shown, span: marked, line }
    }
}

/// The nearest character boundary at or before this position.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
