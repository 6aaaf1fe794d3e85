//! A request as a list of named texts, for the protocols that send parameters.

use super::percent;
use crate::table::{Encoding, Member, Place};
use crate::value::{ListRef, RecordRef, Value};
use std::borrow::Cow;

/// One parameter, decoded.
#[derive(Debug)]
pub(super) struct Parameter<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) value: Cow<'a, str>,
}

impl<'a> Parameter<'a> {
    pub(super) fn new(name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// The parameters that travel in this protocol's ordinary place, sorted by name in byte order. `spare`
/// leaves room for so many more. Files are left out.
pub(super) fn collect(record: RecordRef<'_>, spare: usize) -> Vec<Parameter<'_>> {
    let shape = record.shape();
    let mut parameters = Vec::with_capacity(shape.members.len() + spare);
    for &at in shape.order {
        let index = usize::from(at);
        let member = &shape.members[index];
        if member.place == Place::Ordinary {
            push(member, record.get(index), &mut parameters);
        }
    }
    let unknown = record.unknown().map(|(name, json)| Parameter::new(name, json_text(json)));
    parameters.extend(unknown);
    sort(&mut parameters);
    parameters
}

/// Sorts by name. Numbered names and unknown ones may be out of order; mostly nothing is.
pub(super) fn sort(parameters: &mut [Parameter<'_>]) {
    if !parameters.is_sorted_by(|left, right| left.name <= right.name) {
        parameters.sort_by(|left, right| left.name.cmp(&right.name));
    }
}

fn push<'a>(member: &'static Member, value: Value<'a>, parameters: &mut Vec<Parameter<'a>>) {
    match (value, member.encoding) {
        (Value::Absent | Value::File(_), _) => {}
        (Value::List(list), Encoding::Repeat) => push_numbered(member.wire_name, list, parameters),
        _ => parameters.push(Parameter::new(member.wire_name, value.encoded(member))),
    }
}

/// `Name.1`, `Name.2`: counted from one. An absent item is left out but keeps its number.
fn push_numbered<'a>(name: &'static str, list: ListRef<'a>, parameters: &mut Vec<Parameter<'a>>) {
    for (index, item) in list.iter().enumerate().filter(|(_, item)| !item.is_absent()) {
        parameters.push(Parameter::new(format!("{name}.{}", index + 1), item.to_text()));
    }
}

fn json_text(json: &serde_json::Value) -> Cow<'_, str> {
    match json {
        serde_json::Value::String(text) => Cow::Borrowed(text),
        json => Cow::Owned(json.to_string()),
    }
}

/// Appends `name=value` pairs joined with `&`, percent-encoded.
pub(super) fn encode(parameters: &[Parameter<'_>], out: &mut Vec<u8>) {
    for (index, parameter) in parameters.iter().enumerate() {
        if index > 0 {
            out.push(b'&');
        }
        percent::encode(&parameter.name, out);
        out.push(b'=');
        percent::encode(&parameter.value, out);
    }
}

/// An upper bound of what [`encode`] appends for texts that are mostly plain.
pub(super) fn encoded_length(parameters: &[Parameter<'_>]) -> usize {
    let length = |parameter: &Parameter<'_>| parameter.name.len() + parameter.value.len() * 3 / 2 + 2;
    parameters.iter().map(length).sum()
}
