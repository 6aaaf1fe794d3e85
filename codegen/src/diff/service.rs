//! One service: what its files are compared against, and each file with the one that it became.

use super::finding::{Direction, Finding, Judgement};
use super::reach::Reach;
use super::rename::Renames;
use super::same::{same, same_but, same_or_absent};
use super::scope::Scope;
use super::specs::{Document, Naming, Sort, Specs};
use super::{operation, types};
use crate::tree::Node;
use std::collections::BTreeSet;

/// What both sides of a service know beyond one file.
pub(super) struct Context<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// Whether a name that both sides write alike is another one in Rust.
    pub(super) is_renamed: bool,
    pub(super) renames: &'a Renames,
    reach: Reach,
}

/// What one side knows beyond one file.
pub(super) struct Side<'a> {
    pub(super) naming: Naming<'a>,
    /// Every error code of the service.
    pub(super) codes: BTreeSet<&'a str>,
    /// The pages that were read.
    pub(super) pages: Option<&'a Node<'a>>,
}

/// What became of the files of a service.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) findings: Vec<Finding>,
    /// Files whose text differs and that say the same.
    pub(super) formatting: Vec<String>,
}

/// Compares the files of one service.
pub(super) fn compare(service: &str, old: &Specs<'_>, new: &Specs<'_>) -> Compared {
    let is_equal = |(old, new): (&Document<'_>, &Document<'_>)| old.path == new.path && old.text == new.text;
    let count = |specs: &Specs<'_>| specs.of_service(service).count();
    if count(old) == count(new) && old.of_service(service).zip(new.of_service(service)).all(is_equal) {
        return Compared::default();
    }
    let renames = Renames::find(service, old, new);
    // As they are written, so that a name is no layout.
    let is_layout = |path: &str| match (old.document(path), new.document(path)) {
        (Some(old), Some(new)) => old.text != new.text && same(&old.tree, &new.tree),
        _ => false,
    };
    // On both sides, so that what says the same still does.
    let (old, new) = (&renames.apply(service, old), &renames.apply(service, new));
    let old_files: Vec<&Document<'_>> = old.of_service(service).collect();
    let new_files: Vec<&Document<'_>> = new.of_service(service).collect();
    if let Some(one) = whole(&old_files, &new_files, &renames) {
        return one;
    }
    let context = context(&old_files, &new_files, &renames);
    let mut compared = Compared::default();
    for (old, new) in pairs(&old_files, &new_files, &renames) {
        if let (Some(old), Some(new)) = (old, new)
            && old.path == new.path
            && old.text == new.text
            && renames.is_empty()
        {
            continue;
        }
        let mut scope = scope(&context, old, new);
        files(&mut scope);
        let layout = new.filter(|new| scope.findings.is_empty() && is_layout(new.path));
        compared.formatting.extend(layout.map(|new| new.path.to_owned()));
        compared.findings.append(&mut scope.findings);
    }
    compared
}

/// A service that only one side has is one finding, not one a file.
fn whole(old: &[&Document<'_>], new: &[&Document<'_>], renames: &Renames) -> Option<Compared> {
    let judgement = match (old.is_empty(), new.is_empty()) {
        (true, false) if root(new).is_some() => Judgement::of(Direction::Added),
        (false, true) if root(old).is_some() => {
            Judgement::of(Direction::Removed).compile(true).run_time(true)
        }
        _ => return None,
    };
    let context = context(old, new, renames);
    let (old, new) = (root(old), root(new));
    let mut scope = scope(&context, old, new);
    scope.tell("service", "", (name(old, "service"), name(new, "service")), judgement);
    Some(Compared { findings: scope.findings, formatting: Vec::new() })
}

/// `service.json`, if it is among the files.
fn root<'a>(files: &[&'a Document<'a>]) -> Option<&'a Document<'a>> {
    files.iter().copied().find(|file| file.sort() == Sort::Service)
}

fn name<'a>(file: Option<&'a Document<'a>>, key: &str) -> Option<&'a Node<'a>> {
    file.and_then(|file| file.tree.get(key))
}

fn context<'a>(old: &[&'a Document<'a>], new: &[&'a Document<'a>], renames: &'a Renames) -> Context<'a> {
    let side = |files: &[&'a Document<'a>]| {
        let rows = files.iter().flat_map(|file| file.tree.list("errors"));
        Side {
            naming: Naming::of(root(files)),
            codes: rows.filter_map(|row| row.text("code")).collect(),
            pages: name(root(files), "pages"),
        }
    };
    let (old_side, new_side) = (side(old), side(new));
    let spells = |files: &[&'a Document<'a>], key| root(files).and_then(|root| root.tree.get(key));
    let is_spelled_alike =
        ["names", "strip_prefix"].iter().all(|key| same_or_absent(spells(old, key), spells(new, key)));
    let is_renamed = !is_spelled_alike
        && old.iter().any(|file| idents(file, &old_side.naming) != idents(file, &new_side.naming));
    let reach = Reach::of(old.iter().chain(new).copied());
    Context { old: old_side, new: new_side, is_renamed, renames, reach }
}

/// Every Rust name that a file gives rise to.
fn idents(file: &Document<'_>, naming: &Naming<'_>) -> Vec<String> {
    let tree = &file.tree;
    let members = ["parameters", "answer", "members"].into_iter().flat_map(|key| tree.list(key));
    let mut idents: Vec<String> = members.map(|member| naming.field(member)).collect();
    let values = tree.list("values").iter().filter_map(|value| value.text("value"));
    idents.extend(values.map(|value| naming.names.pascal(value)));
    if file.sort() == Sort::Operation {
        idents.extend(<[String; 2]>::from(naming.operation(file.name())));
    }
    idents
}

type Pair<'a> = (Option<&'a Document<'a>>, Option<&'a Document<'a>>);

/// Each file with the one that it became, which has another path if it was renamed.
fn pairs<'a>(old: &[&'a Document<'a>], new: &[&'a Document<'a>], renames: &Renames) -> Vec<Pair<'a>> {
    // Both are sorted by path.
    let at = |files: &[&'a Document<'a>], path: &str| {
        files.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| files[at])
    };
    let mut added: Vec<&'a Document<'a>> =
        new.iter().copied().filter(|file| at(old, file.path).is_none()).collect();
    let mut pairs: Vec<Pair<'a>> = Vec::with_capacity(old.len() + added.len());
    for file in old {
        let became = at(new, file.path).or_else(|| {
            let found = added.iter().position(|other| is_renamed(file, other, renames))?;
            Some(added.remove(found))
        });
        pairs.push((Some(file), became));
    }
    pairs.extend(added.into_iter().map(|file| (None, Some(file))));
    pairs
}

fn is_renamed(old: &Document<'_>, new: &Document<'_>, renames: &Renames) -> bool {
    match (old.sort(), new.sort()) {
        (Sort::Type, Sort::Type) => renames.is_type(old.name(), new.name()),
        (Sort::Operation, Sort::Operation) => same_but(&old.tree, &new.tree, &["operation"]),
        _ => false,
    }
}

fn scope<'a>(
    context: &'a Context<'a>,
    old: Option<&'a Document<'a>>,
    new: Option<&'a Document<'a>>,
) -> Scope<'a> {
    let (operations, in_request, in_answer) = match new.or(old) {
        Some(file) if file.sort() == Sort::Service => (context.reach.operations(), true, true),
        Some(file) if file.sort() == Sort::Operation => (vec![file.name().to_owned()], true, true),
        Some(file) => context.reach.of_type(file.name()),
        None => (Vec::new(), true, true),
    };
    Scope { context, old, new, operations, in_request, in_answer, findings: Vec::new() }
}

fn files(scope: &mut Scope<'_>) {
    let Some(sort) = scope.new.or(scope.old).map(Document::sort) else {
        return;
    };
    let (what, key) = match sort {
        Sort::Service => ("service", "service"),
        Sort::Type => ("type", "type"),
        Sort::Operation => ("operation", "operation"),
    };
    let names = (name(scope.old, key), name(scope.new, key));
    let (Some(old), Some(new)) = (scope.old, scope.new) else {
        let is_added = scope.old.is_none();
        let removed = Judgement::of(Direction::Removed).compile(true).run_time(sort != Sort::Type);
        scope.tell(what, "", names, if is_added { Judgement::of(Direction::Added) } else { removed });
        return;
    };
    if old.name() != new.name() {
        let idents = |naming: &Naming<'_>, file: &Document<'_>| match sort {
            Sort::Operation => naming.operation(file.name()),
            Sort::Service | Sort::Type => (file.name().to_owned(), String::new()),
        };
        let is_other = idents(&scope.context.old.naming, old) != idents(&scope.context.new.naming, new);
        let judgement = Judgement::of(Direction::Renamed).compile(is_other).run_time(sort == Sort::Operation);
        scope.tell(what, "", names, judgement);
    }
    match sort {
        Sort::Service => super::root::compare(scope, (&old.tree, &new.tree)),
        Sort::Type => types::compare(scope, (&old.tree, &new.tree)),
        Sort::Operation => operation::compare(scope, (&old.tree, &new.tree)),
    }
}
