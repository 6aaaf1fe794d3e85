//! Reading entries that are either one plain value or the JSON text of an object.
//!
//! One odd entry must not lose the answer around it. So nothing here fails: what can be read is, and the
//! text of the entry is kept as it came.

use super::read::{How, IntoField};
use crate::record::{Field, Record, Target};
use crate::table::Kind;
use crate::value::Map;
use serde::de::DeserializeSeed;
use serde_json::Value as Json;

/// Reads an entry. A plain value goes into the member `plain`, the text as it came into the member `text`.
pub(super) fn read(entry: Json, plain: &str, text: &str, record: &mut dyn Record) {
    let original = match entry {
        Json::Null => return,
        Json::String(original) => original,
        other => other.to_string(),
    };
    match serde_json::from_str::<Json>(&original) {
        Ok(Json::Object(map)) => keep_readable(map, record),
        // A list, or an object that broke off, is no plain value.
        _ if original.trim_start().starts_with(['{', '[']) => {}
        _ => set_text(record, plain, &original),
    }
    set_text(record, text, &original);
}

/// Reads the members that are of their type and leaves the others without a value.
fn keep_readable(map: Map, record: &mut dyn Record) {
    for (name, json) in map {
        let Some(index) = record.shape().index_of(&name) else {
            continue;
        };
        let member = &record.shape().members[index];
        let Some(field) = record.field_mut(index) else {
            continue;
        };
        match json {
            Json::Null => {}
            Json::Object(inner) if matches!(member.kind, Kind::Record(_)) => {
                if let Target::Record(record) = field.fill() {
                    keep_readable(inner, record);
                }
            }
            json => {
                if IntoField(&mut *field, How::of(member)).deserialize(json).is_err() {
                    field.clear();
                }
            }
        }
    }
}

fn set_text(record: &mut dyn Record, name: &str, text: &str) {
    let index = record.shape().index_of(name);
    let field = index.and_then(|index| record.field_mut(index));
    if let Some(Target::Text(to)) = field.map(Field::fill) {
        text.clone_into(to);
    }
}
