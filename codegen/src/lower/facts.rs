//! What the files of one service know of each other.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, visible};
use crate::model::{NamedPage, Protocol, RustType};
use crate::names::Names;
use crate::tree::{Node, Span};
use bindery_runtime::table::{Encoding, Kind, Limit, Page, Pattern};
use std::collections::{BTreeMap, HashMap, HashSet};

use super::suggest::did_you_mean;

/// What `service.json` and the types say to the other files.
#[derive(Debug)]
pub(super) struct Facts {
    /// The service's protocol.
    pub(super) protocol: Protocol,
    /// How wire names become Rust names.
    pub(super) names: Names,
    /// The pages by id.
    pub(super) pages: BTreeMap<String, NamedPage>,
    /// Names of the bases that every endpoint has.
    pub(super) bases: Vec<String>,
    /// The types by name. `None` is a type whose own file is wrong, of which nothing more is said.
    pub(super) types: HashMap<String, Option<Resolved>>,
}

/// A type, ready to be used by members.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// Its kind in tables.
    pub(super) kind: Kind,
    /// Its Rust type.
    pub(super) rust: RustType,
    /// The limits that follow from the type alone: the values of closed enumerations.
    pub(super) limits: Vec<Limit>,
    /// How an object arrives that is embedded in text.
    pub(super) embedded: Option<Encoding>,
}

impl Resolved {
    /// A type without limits of its own.
    pub(super) fn plain(kind: Kind, rust: RustType) -> Self {
        Self { kind, rust, limits: Vec::new(), embedded: None }
    }
}

/// What is gathered over all files of a service.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Names of the types that are used somewhere.
    pub(super) used_types: HashSet<String>,
    /// Idents of the pages that something was read from.
    pub(super) used_pages: HashSet<&'static str>,
    /// The patterns by their text. Operations share many, and a compiled one is large.
    pub(super) patterns: HashMap<String, &'static Pattern>,
}

/// One file on its way to the model: what is known, where it stands, and what is wrong so far.
pub(super) struct File<'a> {
    pub(super) facts: &'a Facts,
    pub(super) path: &'a str,
    pub(super) problems: &'a mut Diagnostics,
    pub(super) gathered: &'a mut Gathered,
    /// Whether a member was left out or has no known type: what else would be said of rules and
    /// examples would follow from that alone.
    pub(super) incomplete: bool,
}

impl File<'_> {
    /// Reports a problem of this file.
    pub(super) fn report(&mut self, code: Code, span: &Span, message: impl Into<String>) -> &mut Diagnostic {
        self.problems.report(code, self.path, span, message)
    }

    /// The page that a source names: an object with `page`.
    pub(super) fn page(&mut self, source: Option<&Node<'_>>) -> Option<&'static Page> {
        self.page_named(source?.get("page")?)
    }

    /// The page of this id.
    pub(super) fn page_named(&mut self, id: &Node<'_>) -> Option<&'static Page> {
        let name = id.as_text()?;
        let facts = self.facts;
        if let Some(named) = facts.pages.get(name) {
            self.gathered.used_pages.insert(named.ident);
            return Some(named.page);
        }
        let message = format!("there is no page `{}`", visible(name));
        let problem = self.report(Code::UnknownPage, &id.span, message);
        match did_you_mean(name, facts.pages.keys().map(String::as_str)) {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem.help("list it in `pages` of service.json"),
        };
        None
    }

    /// Reports the second of two things that must be told apart.
    pub(super) fn check_unique<'n>(
        &mut self,
        seen: &mut HashSet<&'n str>,
        node: Option<&'n Node<'_>>,
        what: &str,
    ) {
        let Some((node, name)) = node.and_then(|node| Some((node, node.as_text()?))) else {
            return;
        };
        if !seen.insert(name) {
            let message = format!("the {what} `{}` is there twice", visible(name));
            self.report(Code::Duplicate, &node.span, message).label("the second one");
        }
    }
}
