//! Fixes: corrections to a page, which must still apply.

use super::facts::File;
use super::text::{Name, check_name};
use crate::diagnostic::{Code, visible};
use crate::tree::{Json, Node};
use std::collections::HashSet;

/// Checks that every fix still stands where it says.
pub(super) fn check(tree: &Node<'_>, file: &mut File<'_>) {
    let mut seen = HashSet::new();
    for fix in tree.list("fixes") {
        if let Some(id) = fix.get("id") {
            check_name(file.path, &id.span, id.as_text().unwrap_or_default(), Name::Id, file.problems);
            file.check_unique(&mut seen, Some(id), "fix");
        }
        // Where something is wrong, that may be what the fix speaks of.
        if !file.incomplete {
            check_fix(tree, fix, file);
        }
    }
}

fn check_fix(tree: &Node<'_>, fix: &Node<'_>, file: &mut File<'_>) {
    let (Some(at), Some(ours), Some(theirs)) = (fix.get("at"), fix.get("we_say"), fix.get("page_says"))
    else {
        return;
    };
    let pointer = at.as_text().unwrap_or_default();
    let Some(found) = resolve(tree, pointer) else {
        let message = format!("this fix no longer applies: there is nothing at {}", visible(pointer));
        file.report(Code::StaleFix, &at.span, message);
        return;
    };
    if found.to_json() != ours.to_json() {
        let message = format!("this fix no longer applies: another value stands at {}", visible(pointer));
        let problem = file.report(Code::StaleFix, &ours.span, message);
        problem.label("not what stands there").help("take the fix out, or say there what it says here");
    } else if ours.to_json() == theirs.to_json() {
        let message = "this fix no longer applies: the page says what we say";
        file.report(Code::StaleFix, &theirs.span, message);
    }
}

/// The value at a JSON pointer (RFC 6901).
fn resolve<'n, 't>(tree: &'n Node<'t>, pointer: &str) -> Option<&'n Node<'t>> {
    if pointer.is_empty() {
        return Some(tree);
    }
    let mut node = tree;
    for part in pointer.strip_prefix('/')?.split('/') {
        let part = part.replace("~1", "/").replace("~0", "~");
        node = match &node.value {
            Json::Object(_) => node.get(&part)?,
            Json::List(items) => items.get(part.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(node)
}
