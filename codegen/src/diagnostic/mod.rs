//! Diagnostics: what is wrong with a specification, and where.

mod code;
mod render;
mod visible;

pub use self::code::Code;
pub use self::render::{Style, render};
pub use self::visible::{hidden, is_odd_blank, visible};

use std::ops::Range;

/// One problem of one specification file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What sort of problem it is.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The file, as in [`Source::path`](crate::source::Source::path).
    pub path: String,
    /// The bytes of the file that are wrong.
    pub span: Range<usize>,
    /// A few words that stand below the wrong text.
    pub label: String,
    /// How to put it right.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Says a few words below the wrong text.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Says how to put it right.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }
}

/// A message no longer than anyone reads, whatever it quotes.
fn shortened(mut message: String) -> String {
    const LONGEST: usize = 600;
    if let Some((end, _)) = message.char_indices().nth(LONGEST) {
        message.truncate(end);
        message.push('…');
    }
    message
}

/// The problems found so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a problem, and gives it to be told more about.
    pub fn report(
        &mut self,
        code: Code,
        path: &str,
        span: &Range<usize>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic {
            code,
            message: shortened(message.into()),
            path: path.to_owned(),
            span: span.clone(),
            label: String::new(),
            help: None,
        });
        &mut self.found[at]
    }

    /// How many problems there are so far. Grows with every report.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The problems after the first so many.
    pub fn since(&self, count: usize) -> &[Diagnostic] {
        self.found.get(count..).unwrap_or_default()
    }

    /// Takes problems back, from the count `later` on, that stand where one of those from `first` to `later` stands:
    /// what is wrong there was said.
    pub(crate) fn forget_repeats(&mut self, first: usize, later: usize) {
        let mut later = self.found.split_off(later.min(self.found.len()));
        let said = self.since(first);
        let is_said = |one: &Diagnostic| {
            let covers =
                |other: &Diagnostic| other.span.start <= one.span.start && one.span.end <= other.span.end;
            said.iter().any(|other| other.path == one.path && covers(other))
        };
        later.retain(|one| !is_said(one));
        self.found.append(&mut later);
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All problems, by file and position, each once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|left, right| {
            let key = |it: &Diagnostic| (it.span.start, it.span.end, it.code);
            (left.path.cmp(&right.path))
                .then_with(|| key(left).cmp(&key(right)))
                .then_with(|| left.message.cmp(&right.message))
        });
        self.found.dedup();
        self.found
    }
}
