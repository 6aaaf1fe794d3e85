//! Which parameters hold secrets, told by their names.

use crate::draft::is_secret;
use crate::tree::Node;

/// Whether the parameter, or a member that it is told to have, is secret by its name.
pub(super) fn is_told(node: &Node<'_>) -> bool {
    is_secret(node.text("name").unwrap_or_default())
        || node.text("type") == Some("Json") && node.list("sub_parameters").iter().any(is_told)
}
