//! A request as a list of named texts, for the protocols that send parameters.

use super::percent;
use crate::error::{Error, Result};
use crate::table::{Encoding, Place};
use crate::value::{RecordRef, Value};
use serde_json::Value as Json;
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

/// The parameters that travel in this protocol's ordinary place, and those that the table does not know, sorted
/// by name in byte order. `spare` leaves room for so many more. Files are left out.
#[inline]
pub(super) fn collect(record: RecordRef<'_>, spare: usize) -> Vec<Parameter<'_>> {
    collect_from(record, Place::Ordinary, true, spare)
}

/// The parameters that travel in this place, and perhaps those that the table does not know.
#[inline]
pub(super) fn collect_from(
    record: RecordRef<'_>,
    place: Place,
    has_unknown: bool,
    spare: usize,
) -> Vec<Parameter<'_>> {
    let shape = record.shape();
    let mut parameters = Vec::with_capacity(shape.members.len() + spare);
    // The table is sorted; what it does not know of, numbers and strangers, may be out of order.
    let mut is_sorted = true;
    for &index in shape.order() {
        let member = &shape.members[index];
        let value = record.get(index);
        match (value, member.encoding) {
            (Value::Absent | Value::File(_), _) => {}
            _ if member.place != place => {}
            (value, Encoding::Repeat) => {
                push_repeated(Cow::Borrowed(member.wire_name), value, &mut parameters);
                is_sorted = false;
            }
            _ => parameters.push(Parameter::new(member.wire_name, value.encoded(member))),
        }
    }
    for (name, json) in record.unknown().filter(|_| has_unknown) {
        parameters.push(Parameter::new(name, json_text(json)));
        is_sorted = false;
    }
    if !is_sorted {
        sort(&mut parameters);
    }
    parameters
}

/// Refuses names that are the protocol's own and names that stand twice: a caller's parameter must not take
/// the place of another, whatever the mode of validation. The parameters are sorted.
#[inline]
pub(super) fn refuse_clashes(parameters: &[Parameter<'_>], reserved: &[&str]) -> Result<()> {
    let is_reserved = |name: &str| reserved.contains(&name);
    if let Some(taken) = parameters.iter().find(|parameter| is_reserved(&parameter.name)) {
        let message = format!("parameter {:?} is the protocol's own and may not be given", taken.name);
        return Err(Error::configuration(message));
    }
    match parameters.windows(2).find(|pair| pair[0].name == pair[1].name) {
        Some(pair) => Err(Error::configuration(format!("parameter {:?} stands twice", pair[0].name))),
        None => Ok(()),
    }
}

/// Sorts by name in byte order.
#[inline]
pub(super) fn sort(parameters: &mut [Parameter<'_>]) {
    parameters.sort_by(|left, right| left.name.cmp(&right.name));
}

/// `Name.1`, `Name.2`: counted from one. An absent item is left out but keeps its number. The members of an object
/// follow its name or number: `Name.Key`, `Name.1.Key`.
fn push_repeated<'a>(name: Cow<'a, str>, value: Value<'a>, parameters: &mut Vec<Parameter<'a>>) {
    match value {
        Value::Absent => {}
        Value::List(list) => {
            for (index, item) in list.iter().enumerate().filter(|(_, item)| !item.is_absent()) {
                push_repeated(Cow::Owned(format!("{name}.{}", index + 1)), item, parameters);
            }
        }
        Value::Record(record) => push_members(&name, record, parameters),
        Value::Map(map) => {
            map.iter()
                .for_each(|(key, json)| push_json(Cow::Owned(format!("{name}.{key}")), json, parameters));
        }
        Value::Json(json) => push_json(name, json, parameters),
        value => parameters.push(Parameter::new(name, value.to_text())),
    }
}

/// JSON without a table, in the same way.
fn push_json<'a>(name: Cow<'a, str>, json: &'a Json, parameters: &mut Vec<Parameter<'a>>) {
    match json {
        Json::Null => {}
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                push_json(Cow::Owned(format!("{name}.{}", index + 1)), item, parameters);
            }
        }
        Json::Object(map) => {
            map.iter()
                .for_each(|(key, json)| push_json(Cow::Owned(format!("{name}.{key}")), json, parameters));
        }
        json => parameters.push(Parameter::new(name, json_text(json))),
    }
}

fn push_members<'a>(name: &str, record: RecordRef<'a>, parameters: &mut Vec<Parameter<'a>>) {
    for (member, value) in record.members() {
        let name = format!("{name}.{}", member.wire_name);
        match (value, member.encoding) {
            (Value::Absent, _) => {}
            (value, Encoding::Repeat) => push_repeated(Cow::Owned(name), value, parameters),
            _ => parameters.push(Parameter::new(name, value.encoded(member))),
        }
    }
    for (unknown, json) in record.unknown() {
        parameters.push(Parameter::new(format!("{name}.{unknown}"), json_text(json)));
    }
}

pub(super) fn json_text(json: &Json) -> Cow<'_, str> {
    match json {
        Json::String(text) => Cow::Borrowed(text),
        json => Cow::Owned(json.to_string()),
    }
}

/// Appends `name=value` pairs joined with `&`, percent-encoded.
#[inline]
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

/// Names and values, encoded, in their order.
pub(super) fn canonical_query(parameters: &[Parameter<'_>]) -> String {
    let mut query = Vec::with_capacity(usual_length(parameters));
    encode(parameters, &mut query);
    percent::into_text(query)
}

/// Room for what [`encode`] appends, where texts are mostly plain.
#[inline]
pub(super) fn usual_length(parameters: &[Parameter<'_>]) -> usize {
    let length = |parameter: &Parameter<'_>| parameter.name.len() + parameter.value.len() * 3 / 2 + 2;
    parameters.iter().map(length).sum()
}

#[cfg(test)]
mod tests {
    use super::collect;
    use crate::json::JsonRecord;
    use crate::table::{Encoding, Kind, Member, Shape};
    use crate::value::RecordRef;

    static TAG: Shape = Shape::new(
        "Tag",
        &[
            Member::new("Key", Kind::Text),
            Member::new("Ids", Kind::List(&Kind::Int64)).encoding(Encoding::Repeat),
            Member::new("More", Kind::Json).encoding(Encoding::JsonText),
        ],
        &[],
    );

    static REQUEST: Shape = Shape::new(
        "Request",
        &[Member::new("Tag", Kind::List(&Kind::Record(&TAG))).encoding(Encoding::Repeat)],
        &[],
    );

    #[test]
    fn objects_and_json_are_parameters_of_their_own() {
        const REPEATED: Encoding = Encoding::Repeat;
        static SHAPE: Shape = Shape::new(
            "Request",
            &[
                Member::new("Any", Kind::Json).encoding(REPEATED),
                Member::new("List", Kind::List(&Kind::Json)).encoding(REPEATED),
                Member::new("Map", Kind::Map(&Kind::Json)).encoding(REPEATED),
                Member::new("Tag", Kind::Record(&TAG)).encoding(REPEATED),
            ],
            &[],
        );
        for (given, expected) in [
            (serde_json::json!({"Any": "a b"}), vec![("Any", "a b")]),
            (serde_json::json!({"Any": [1.5, null, true]}), vec![("Any.1", "1.5"), ("Any.3", "true")]),
            (
                serde_json::json!({"List": [{"B": "x", "A": [1]}, "y"]}),
                vec![("List.1.A.1", "1"), ("List.1.B", "x"), ("List.2", "y")],
            ),
            (serde_json::json!({"Map": {"B": {}, "A": {"C": ""}}}), vec![("Map.A.C", "")]),
            (
                serde_json::json!({"Tag": {"Key": "a", "Ids": [7]}}),
                vec![("Tag.Ids.1", "7"), ("Tag.Key", "a")],
            ),
        ] {
            let parameters = collect(RecordRef::Json(JsonRecord::new(&SHAPE, given.as_object().unwrap())), 0);
            let pairs: Vec<(&str, &str)> = parameters.iter().map(|it| (&*it.name, &*it.value)).collect();
            assert_eq!(pairs, expected, "{given}");
        }
    }

    #[test]
    fn repeated_objects_are_numbered_and_their_members_follow_the_number() {
        let map = serde_json::json!({"Tag": [
            {"Key": "a", "Ids": [7, 8], "Unknown": true},
            null,
            {"Key": "", "More": {"b": 1}},
        ]});
        let map = map.as_object().unwrap();
        let parameters = collect(RecordRef::Json(JsonRecord::new(&REQUEST, map)), 0);
        let pairs: Vec<(&str, &str)> = parameters.iter().map(|it| (&*it.name, &*it.value)).collect();
        let expected = [
            ("Tag.1.Ids.1", "7"),
            ("Tag.1.Ids.2", "8"),
            ("Tag.1.Key", "a"),
            ("Tag.1.Unknown", "true"),
            ("Tag.3.Key", ""),
            ("Tag.3.More", r#"{"b":1}"#),
        ];
        assert_eq!(pairs, expected);
    }
}
