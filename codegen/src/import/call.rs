//! How an operation is called: its style, method and path.

use super::left_out::Reason;
use crate::tree::Node;
use bindery_runtime::table::Method;

/// The two styles of Alibaba Cloud, each a protocol of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// By name, at one address.
    Rpc,
    /// By a path of its own.
    Roa,
}

impl Style {
    /// The style of an operation. Where the path is the one address of all and the body is none of its own, both
    /// styles send the same, and it counts as called by name.
    pub(super) fn of(tree: &Node<'_>) -> Self {
        let is_root = matches!(tree.text("pathPattern").unwrap_or_default(), "" | "/");
        if is_root && !tree.list("parameters").iter().any(is_whole_body) { Style::Rpc } else { Style::Roa }
    }
}

/// Whether a parameter of the body is all of it. One of this name is, for the vendor's command line too.
pub(super) fn is_whole_body(node: &Node<'_>) -> bool {
    node.text("name") == Some("body") && node.text("position") == Some("Body")
}

/// How an operation is called.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) style: Style,
    pub(super) method: Method,
    /// With `{name}` for what travels in it; empty where the protocol has one address.
    pub(super) path: String,
}

impl Call {
    /// How to call the operation: with POST where it may be, for a URL is not for everything. Only what is answered
    /// at once can be written.
    pub(super) fn of(tree: &Node<'_>) -> Result<Self, Reason> {
        if tree.text("protocol").is_some_and(|protocols| protocols.split('|').any(|one| one == "SSE")) {
            return Err(Reason::Stream);
        }
        let style = Style::of(tree);
        let known: &[Method] = match style {
            Style::Rpc => &[Method::Post, Method::Get],
            Style::Roa => &[Method::Post, Method::Put, Method::Patch, Method::Get, Method::Delete],
        };
        let methods = tree.text("method").unwrap_or_default();
        let takes = |method: &&Method| methods.split('|').any(|one| one == method.as_str());
        let method = known.iter().find(takes).ok_or_else(|| Reason::Method(methods.replace('|', " or ")))?;
        let path = match style {
            Style::Rpc => String::new(),
            Style::Roa => match tree.text("pathPattern").unwrap_or_default() {
                "" => "/".to_owned(),
                pattern => pattern.replace('[', "{").replace(']', "}"),
            },
        };
        Ok(Self { style, method: *method, path })
    }

    /// Whether the path names this parameter.
    pub(super) fn has_in_path(&self, name: &str) -> bool {
        self.path.contains(&format!("{{{name}}}"))
    }
}
