//! Printing a record through its table, typed or in JSON: present members only, sensitive values left out.

use super::{Record, has_secrets};
use crate::json::{inside, value};
use crate::table::Kind;
use crate::value::{ListRef, RecordRef, Value};
use std::fmt;

/// Prints a record through its table: present members only, sensitive values left out.
pub fn debug(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug_ref(RecordRef::Typed(record), f)
}

/// Prints a typed record and a JSON object alike. Of members that the table does not know only the names are
/// shown, for nobody said whether their values are secret.
pub(crate) fn debug_ref(record: RecordRef<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(record.shape().name);
    for (member, value) in record.members().filter(|(_, value)| !value.is_absent()) {
        if member.sensitive {
            out.field(member.wire_name, &"[redacted]");
        } else {
            out.field(member.wire_name, &Shown { kind: member.kind, value });
        }
    }
    for (name, _) in record.unknown() {
        out.field(&name.escape_debug().to_string(), &format_args!("…"));
    }
    out.finish()
}

/// Prints a value of this kind as a generated type would print it.
pub(crate) struct Shown<'a> {
    pub(crate) kind: Kind,
    pub(crate) value: Value<'a>,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = inside(self.kind, self.value);
        let within = |value| Shown { kind, value };
        match self.value {
            // Text or other JSON in place of an object hides the members that would have to be left out.
            Value::Text(_) | Value::Json(_) if has_secrets(self.kind) => f.write_str("\"[redacted]\""),
            Value::Absent => f.write_str("None"),
            Value::Bool(value) => value.fmt(f),
            Value::Int(value) => value.fmt(f),
            Value::Float(value) => value.fmt(f),
            Value::Text(value) => value.fmt(f),
            Value::File(file) => write!(f, "File({:?}, {} bytes)", file.name, file.bytes().len()),
            Value::Json(value) => value.fmt(f),
            Value::Map(map) if kind == Kind::Json => map.fmt(f),
            Value::Map(map) => {
                f.debug_map().entries(map.iter().map(|(key, json)| (key, within(value(kind, json))))).finish()
            }
            Value::Record(record) => debug_ref(record, f),
            Value::List(ListRef::Json(list)) => list.fmt(f),
            Value::List(list) => f.debug_list().entries(list.iter().map(within)).finish(),
        }
    }
}
