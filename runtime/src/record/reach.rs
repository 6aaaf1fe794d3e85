//! What a kind leads to: the shapes inside it, however deep.

use crate::table::{Kind, Shape};

/// Every shape that a kind leads to, each once.
pub(crate) fn shapes(kind: Kind) -> Vec<&'static Shape> {
    let mut found = Vec::new();
    reach(kind, &mut found);
    found
}

/// Whether a value of this kind may hold a member that is kept out of logs and messages.
pub(crate) fn has_secrets(kind: Kind) -> bool {
    shapes(kind).iter().any(|shape| shape.members.iter().any(|member| member.sensitive))
}

/// Shapes may lead back to themselves; each is entered once.
fn reach(kind: Kind, found: &mut Vec<&'static Shape>) {
    match kind {
        Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float | Kind::Text | Kind::File | Kind::Json => {}
        Kind::Map(inner) | Kind::List(inner) => reach(*inner, found),
        Kind::Union(union) => union.variants.iter().for_each(|variant| reach(variant.kind, found)),
        Kind::Record(shape) if found.contains(&shape) => {}
        Kind::Record(shape) => {
            found.push(shape);
            shape.members.iter().for_each(|member| reach(member.kind, found));
        }
    }
}
