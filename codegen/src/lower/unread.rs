//! What no one has read of an operation, and that the file says nothing of it in spite of that.

use super::facts::File;
use crate::diagnostic::Code;
use crate::model::Unread;
use crate::schema::{self, UNREAD};
use crate::tree::{Node, Span};

/// Lowers `unread`. A part that is both unread and there is reported: one of the two is wrong.
pub(super) fn lower(tree: &Node<'_>, file: &mut File<'_>) -> Vec<Unread> {
    let mut unread = Vec::new();
    for node in tree.list("unread") {
        let word = node.as_text().unwrap_or_default();
        let Some(part) = schema::meaning(&UNREAD, word) else {
            continue;
        };
        if unread.contains(&part) {
            file.report(Code::Duplicate, &node.span, format!("`{word}` is there twice"))
                .label("the second one");
            continue;
        }
        if let Some((said, span)) = said(tree, part) {
            let message = format!("`{word}` is unread, but the file has {said}");
            let problem = file.report(Code::Contradiction, &span, message);
            problem.help(format!("take `{word}` out of `unread` once the page was read"));
        }
        unread.push(part);
    }
    unread
}

/// What the file says of the part in spite of that, and where.
fn said(tree: &Node<'_>, part: Unread) -> Option<(String, Span)> {
    let key = |key: &str| tree.get(key).map(|node| (format!("`{key}`"), node.head()));
    let word = |name: &str, silent: &str| {
        let node = tree.get(name).filter(|node| node.as_text() != Some(silent))?;
        Some((format!("another `{name}` than \"{silent}\""), node.span.clone()))
    };
    match part {
        Unread::Answer => {
            tree.get("answer").filter(|node| !node.items().is_empty()).and_then(|_| key("answer"))
        }
        Unread::Effect => word("effect", "write").or_else(|| word("idempotency", "none")),
        Unread::Errors => key("errors").or_else(|| word("errors_known", "unknown")),
        Unread::Limits => {
            let of_parameters = tree.list("parameters").iter().find_map(|node| node.get("limits"));
            let of_parameters = of_parameters.map(|node| ("`limits` of a parameter".to_owned(), node.head()));
            of_parameters.or_else(|| ["rules", "quotas", "objects", "page_size"].into_iter().find_map(key))
        }
    }
}
