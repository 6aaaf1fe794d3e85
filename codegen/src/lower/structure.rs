//! The first look at a file: are its keys, words and types those of the format? A file that fails here is lowered
//! all the same, so that everything that is wrong with it is told at once, but nothing is made of it. A key that is
//! not known is only told of: nothing reads it. So is what is not decided: what stands there is of the format.

use super::suggest::did_you_mean;
use super::text::check_content;
use super::undecided;
use crate::diagnostic::{Code, Diagnostics, visible};
use crate::schema::{Form, Key, MAX_ANCHOR, Takes};
use crate::tree::{Entry, Json, Node, Span};

/// Most keys of an object that are worth a word each.
const MAX_KEYS: usize = 128;

/// Longest text anywhere in a specification, in bytes.
const MAX_TEXT: usize = 8 * 1024;

/// Whether all that the form asks for is there; everything that is wrong is reported.
pub(super) fn check(path: &str, tree: &Node<'_>, form: &'static Form, problems: &mut Diagnostics) -> bool {
    let before = problems.len();
    Checker { path, problems }.object(tree, form);
    let is_passed_over = |code| matches!(code, Code::UnknownKey | Code::Undecided);
    problems.since(before).iter().all(|problem| is_passed_over(problem.code))
}

struct Checker<'p> {
    path: &'p str,
    problems: &'p mut Diagnostics,
}

impl Checker<'_> {
    fn object(&mut self, node: &Node<'_>, form: &'static Form) {
        let Json::Object(entries) = &node.value else {
            self.wrong_type(node, "an object");
            return;
        };
        if entries.len() > MAX_KEYS {
            let message = format!("{} does not have {} keys", form.with_article(), entries.len());
            self.problems.report(Code::OutOfRange, self.path, &node.head(), message);
            return;
        }
        let present = |key: &str| node.get(key).is_some();
        for entry in entries {
            match form.key(&entry.key) {
                Some(key) => {
                    self.beside(key, node, &entry.span);
                    self.value(&entry.value, &key.takes);
                }
                None => self.unknown_key(form, entry),
            }
        }
        for key in form.keys {
            let asked = key.required || (key.needed && key.beside.iter().any(|other| present(other)));
            if asked && !present(key.name) {
                let message = format!("this {} lacks `{}`", form.name, key.name);
                let problem = self.problems.report(Code::MissingKey, self.path, &node.head(), message);
                problem.help(format!("`{}`: {}", key.name, key.doc));
            }
        }
        self.one_of(node, form);
        undecided::report(self.path, node, form, self.problems);
    }

    fn unknown_key(&mut self, form: &Form, entry: &Entry<'_>) {
        let message = format!("{} has no key `{}`", form.with_article(), visible(&entry.key));
        let problem = self.problems.report(Code::UnknownKey, self.path, &entry.span, message);
        let known = form.keys.iter().map(|key| key.name);
        match did_you_mean(&entry.key, known.clone()) {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem.help(format!("it has {}", known.collect::<Vec<_>>().join(", "))),
        };
    }

    fn beside(&mut self, key: &Key, node: &Node<'_>, span: &Span) {
        if !key.beside.is_empty() && !key.beside.iter().any(|other| node.get(other).is_some()) {
            let message = format!("`{}` has no meaning here", key.name);
            let problem = self.problems.report(Code::UnknownKey, self.path, span, message);
            problem.help(format!("it stands beside `{}`", key.beside.join("` or `")));
        }
    }

    fn one_of(&mut self, node: &Node<'_>, form: &Form) {
        if form.one_of.is_empty() {
            return;
        }
        let mut found = node.entries().iter().filter(|entry| form.one_of.contains(&&*entry.key));
        match (found.next(), found.next()) {
            (None, _) => {
                let message = format!("this {} says nothing", form.name);
                let problem = self.problems.report(Code::OneKey, self.path, &node.head(), message);
                problem.help(format!("it needs one of {}", form.one_of.join(", ")));
            }
            (Some(first), Some(second)) => {
                let message = format!("this {} has both `{}` and `{}`", form.name, first.key, second.key);
                let problem = self.problems.report(Code::OneKey, self.path, &second.span, message);
                problem.help("write two, each with its own source");
            }
            (Some(_), None) => {}
        }
    }

    fn value(&mut self, node: &Node<'_>, takes: &'static Takes) {
        match (takes, &node.value) {
            (Takes::Text | Takes::Anchor, Json::Text(text)) if text.is_empty() => self.empty(node),
            (Takes::Text, Json::Text(text)) => self.text(node, text, false),
            (Takes::Anchor, Json::Text(text)) => self.anchor(node, text),
            (Takes::Content, Json::Text(text)) => self.text(node, text, true),
            (Takes::Exactly(wanted), Json::Text(text)) => self.word(node, text, &[wanted]),
            (Takes::Word(words), Json::Text(text)) => self.word(node, text, words),
            (Takes::True, Json::Bool(false)) => {
                let problem = self.problems.report(
                    Code::OutOfRange,
                    self.path,
                    &node.span,
                    "`false` is what holds without this key",
                );
                problem.help("leave the key out");
            }
            (Takes::Count(least), Json::Int(number)) => self.count(node, *number, *least),
            (Takes::True | Takes::Flag, Json::Bool(_))
            | (Takes::Integer, Json::Int(_))
            | (Takes::Number, Json::Int(_) | Json::Float(_)) => {}
            (Takes::Any, _) => self.any(node),
            (Takes::List(_), Json::List(items)) if items.is_empty() => self.empty(node),
            (Takes::List(takes) | Takes::Some(takes), Json::List(items)) => {
                for item in items {
                    self.value(item, takes);
                }
            }
            (Takes::Map(takes), Json::Object(entries)) => {
                for entry in entries {
                    check_content(self.path, &entry.span, &entry.key, false, self.problems);
                    self.value(&entry.value, takes);
                }
            }
            (Takes::Object(form), Json::Object(_)) => self.object(node, form),
            (Takes::Either(choices), _) => match choices.iter().find(|choice| fits(choice, node)) {
                Some(choice) => self.value(node, choice),
                None => self.wrong_type(node, &takes.words()),
            },
            _ => self.wrong_type(node, &takes.words()),
        }
    }

    /// An example holds anything, but nothing hidden.
    fn any(&mut self, node: &Node<'_>) {
        match &node.value {
            Json::Text(text) => self.text(node, text, true),
            Json::List(items) => items.iter().for_each(|item| self.any(item)),
            Json::Object(entries) => {
                for entry in entries {
                    check_content(self.path, &entry.span, &entry.key, false, self.problems);
                    self.any(&entry.value);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, node: &Node<'_>, text: &str, lines: bool) {
        if text.len() > MAX_TEXT {
            let message = format!("this text is longer than {MAX_TEXT} bytes");
            self.problems.report(Code::OutOfRange, self.path, &node.head(), message);
        }
        check_content(self.path, &node.span, text, lines, self.problems);
    }

    fn anchor(&mut self, node: &Node<'_>, text: &str) {
        if text.chars().count() > MAX_ANCHOR as usize {
            let message = format!("this anchor is longer than {MAX_ANCHOR} characters");
            let problem = self.problems.report(Code::OutOfRange, self.path, &node.span, message);
            problem.help("give the few words that stand beside the fact");
        }
        self.text(node, text, false);
    }

    fn word(&mut self, node: &Node<'_>, text: &str, words: &[&str]) {
        if words.contains(&text) {
            return;
        }
        let message = format!("`{}` is not known here", visible(text));
        let problem = self.problems.report(Code::UnknownWord, self.path, &node.span, message);
        match did_you_mean(text, words.iter().copied()) {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem.help(format!("it takes `{}`", words.join("`, `"))),
        };
    }

    fn count(&mut self, node: &Node<'_>, number: i64, least: u32) {
        if number < i64::from(least) || number > i64::from(u32::MAX) {
            let message = format!("this number must lie between {least} and {}", u32::MAX);
            self.problems.report(Code::OutOfRange, self.path, &node.span, message);
        }
    }

    fn empty(&mut self, node: &Node<'_>) {
        let problem = self.problems.report(Code::OutOfRange, self.path, &node.span, "this is empty");
        problem.help("leave the key out if there is nothing to say");
    }

    fn wrong_type(&mut self, node: &Node<'_>, wanted: &str) {
        let message = format!("expected {wanted}, found {}", found(node));
        // An object or list may be long; its first character is enough to find it.
        let span = match node.value {
            Json::Object(_) | Json::List(_) => node.head(),
            _ => node.span.clone(),
        };
        self.problems.report(Code::WrongType, self.path, &span, message);
    }
}

/// Whether the value has the JSON type of this choice.
fn fits(takes: &Takes, node: &Node<'_>) -> bool {
    match takes {
        Takes::Text | Takes::Anchor | Takes::Content | Takes::Exactly(_) | Takes::Word(_) => {
            matches!(node.value, Json::Text(_))
        }
        Takes::True | Takes::Flag => matches!(node.value, Json::Bool(_)),
        Takes::Count(_) | Takes::Integer => matches!(node.value, Json::Int(_)),
        Takes::Number => matches!(node.value, Json::Int(_) | Json::Float(_)),
        Takes::List(_) | Takes::Some(_) => matches!(node.value, Json::List(_)),
        Takes::Map(_) | Takes::Object(_) => matches!(node.value, Json::Object(_)),
        Takes::Any => true,
        Takes::Either(choices) => choices.iter().any(|choice| fits(choice, node)),
    }
}

fn found(node: &Node<'_>) -> &'static str {
    match node.value {
        Json::Null => "`null`",
        Json::Bool(_) => "a boolean",
        Json::Int(_) => "a whole number",
        Json::Float(_) => "a number with a fraction",
        Json::Text(_) => "text",
        Json::List(_) => "a list",
        Json::Object(_) => "an object",
    }
}
