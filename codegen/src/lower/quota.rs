//! Quotas and other facts about an operation that are told, but not checked.

use super::facts::File;
use super::leak;
use super::text::{Name, check_name};
use crate::diagnostic::Code;
use crate::model::Sourced;
use crate::tree::Node;
use bindery_runtime::table::{ObjectLimit, Quota, Scope};

/// Lowers the quotas.
pub(super) fn quotas(nodes: &[Node<'_>], file: &mut File<'_>) -> Vec<Quota> {
    let mut quotas: Vec<Quota> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let (Some(page), Some(scope)) = (file.page(node.get("source")), scope(node.get("scope"), file))
        else {
            continue;
        };
        let quota = Quota {
            calls: node.count("calls").unwrap_or_default(),
            window_seconds: node.count("per_seconds").unwrap_or_default(),
            scope,
            page,
        };
        let same = |other: &Quota| other.scope == quota.scope && other.window_seconds == quota.window_seconds;
        if quotas.iter().any(same) {
            let message = "there is a quota of this scope and time already";
            file.report(Code::Duplicate, &node.head(), message);
        }
        quotas.push(quota);
    }
    quotas
}

fn scope(node: Option<&Node<'_>>, file: &mut File<'_>) -> Option<Scope> {
    let node = node?;
    match node.as_text() {
        Some("account") => Some(Scope::Account),
        Some("application") => Some(Scope::Application),
        Some("address") => Some(Scope::Address),
        Some(_) => None,
        None => {
            let pool = node.get("pool")?;
            let name = pool.as_text()?;
            let fits = check_name(file.path, &pool.span, name, Name::Id, file.problems);
            fits.then(|| Scope::Pool(leak::text(name)))
        }
    }
}

/// Lowers the limits on objects.
pub(super) fn objects(nodes: &[Node<'_>], file: &mut File<'_>) -> Vec<ObjectLimit> {
    let mut objects = Vec::with_capacity(nodes.len());
    for node in nodes {
        let limit = |key| node.count(key);
        let (max_calls, lifetime, max_objects) =
            (limit("max_calls"), limit("lifetime_seconds"), limit("max_objects"));
        if max_calls.or(lifetime).or(max_objects).is_none() {
            let problem = file.report(Code::OneKey, &node.head(), "this object limit says nothing");
            problem.help("it needs one of max_calls, lifetime_seconds, max_objects");
        }
        let Some(page) = file.page(node.get("source")) else {
            continue;
        };
        objects.push(ObjectLimit {
            object: leak::text(node.text("object").unwrap_or_default()),
            max_calls,
            lifetime_seconds: lifetime,
            max_objects,
            page,
        });
    }
    objects
}

/// The most items on one page of a list.
pub(super) fn page_size(node: Option<&Node<'_>>, file: &mut File<'_>) -> Option<Sourced<u32>> {
    sourced(node?, node?.count("items")?, file)
}

/// Editions and what they mean.
pub(super) fn editions(nodes: &[Node<'_>], file: &mut File<'_>) -> Vec<Sourced<(String, String)>> {
    nodes.iter().filter_map(|node| sourced(node, (text(node, "edition"), text(node, "doc")), file)).collect()
}

/// What must hold on the server.
pub(super) fn preconditions(nodes: &[Node<'_>], file: &mut File<'_>) -> Vec<Sourced<String>> {
    nodes.iter().filter_map(|node| sourced(node, text(node, "doc"), file)).collect()
}

/// A fact of this node with the page that its source names.
fn sourced<T>(node: &Node<'_>, fact: T, file: &mut File<'_>) -> Option<Sourced<T>> {
    let page = file.page(node.get("source"))?;
    Some(Sourced { fact, page })
}

fn text(node: &Node<'_>, key: &str) -> String {
    node.text(key).unwrap_or_default().to_owned()
}
