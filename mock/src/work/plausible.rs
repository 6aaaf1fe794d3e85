//! An answer made from the table of its members alone.

use super::Work;
use crate::wire::Wire;
use bindery::Map;
use bindery::runtime::serde_json::{Value as Json, json};
use bindery::runtime::table::{Kind, Member};

/// A value for each member that has one of its kind. The request's id belongs to the envelope.
pub(super) fn answer(work: &mut Work<'_>) -> Map {
    let request_id = work.operation.service.protocol.request_id_member();
    let members = work.operation.answer.members.iter();
    object(work, members.filter(|member| Some(member.wire_name) != request_id))
}

fn object(work: &mut Work<'_>, members: impl Iterator<Item = &'static Member>) -> Map {
    members.filter_map(|member| Some((member.wire_name.to_owned(), value(work, member.kind)?))).collect()
}

fn value(work: &mut Work<'_>, kind: Kind) -> Option<Json> {
    Some(match kind {
        Kind::Bool => true.into(),
        Kind::Int32 | Kind::Int64 => 1.into(),
        Kind::Float => 1.0.into(),
        Kind::Text if work.asked.wire == Wire::Alibaba => work.ids.digits().into(),
        Kind::Text => work.ids.number().to_string().into(),
        Kind::Record(shape) => Json::Object(object(work, shape.members.iter())),
        Kind::List(kind) => json!([value(work, *kind)?]),
        Kind::File | Kind::Json | Kind::Map(_) | Kind::Union(_) => return None,
    })
}
