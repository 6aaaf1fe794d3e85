//! Which objects callers build, and which stand in answers alone.

use crate::model::Service;
use bindery_runtime::table::{Kind, Shape};
use std::collections::HashSet;
use std::ptr;

/// The objects of a service that stand in answers, and in no request.
pub(super) struct Answered(HashSet<*const Shape>);

impl Answered {
    pub(super) fn of(service: &Service) -> Self {
        let (mut answers, mut requests) = (HashSet::new(), HashSet::new());
        for operation in &service.operations {
            reach(Kind::Record(operation.answer.shape), &mut answers);
            reach(Kind::Record(operation.request.shape), &mut requests);
        }
        answers.retain(|shape| !requests.contains(shape));
        Self(answers)
    }

    pub(super) fn has(&self, shape: &'static Shape) -> bool {
        self.0.contains(&ptr::from_ref(shape))
    }
}

/// Shapes may lead back to themselves; each is entered once.
fn reach(kind: Kind, found: &mut HashSet<*const Shape>) {
    match kind {
        Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Float | Kind::Text | Kind::File | Kind::Json => {}
        Kind::Map(inner) | Kind::List(inner) => reach(*inner, found),
        Kind::Union(union) => union.variants.iter().for_each(|variant| reach(variant.kind, found)),
        Kind::Record(shape) => {
            if found.insert(ptr::from_ref(shape)) {
                shape.members.iter().for_each(|member| reach(member.kind, found));
            }
        }
    }
}
