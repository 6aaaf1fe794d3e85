//! The ids of all that can be reported for a shape.

use crate::record::shapes;
use crate::table::{Kind, Place, Shape};
use std::collections::BTreeSet;

/// Every rule id that [`check`](super::check) can report for a request of this shape, the objects inside it
/// included.
pub fn ids(shape: &'static Shape) -> BTreeSet<String> {
    shapes(Kind::Record(shape)).into_iter().flat_map(own_ids).collect()
}

fn own_ids(shape: &'static Shape) -> Vec<String> {
    let mut ids = vec![format!("{}.unknown", shape.name)];
    ids.extend(shape.rules.iter().map(|rule| format!("{}.{}", shape.name, rule.id)));
    for member in shape.members {
        let mut push = |rule: &str| ids.push(format!("{}.{}.{rule}", shape.name, member.wire_name));
        push("type");
        if member.required {
            push("required");
        }
        if member.place == Place::Path {
            push("path");
        }
        member.limits.iter().for_each(|limit| push(limit.0.name()));
    }
    ids
}
