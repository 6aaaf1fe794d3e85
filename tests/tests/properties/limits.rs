//! The limits of one member.

use crate::{PAGE, formats, judged, leak, leak_list, leak_text, length, violations};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bindery::runtime::table::{
    Check, Condition, Encoding, Format, Kind, Limit, Member, Number, Pattern, Shape, Unit,
};
use proptest::collection::{btree_set, hash_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One limit, and objects whose member `value` lies on either side of it.
#[derive(Clone, Debug)]
struct Case {
    kind: Kind,
    encoding: Encoding,
    /// The last part of its id.
    id: String,
    /// What the member's text must be besides, for a limit that reads it.
    format: Option<Format>,
    check: Check,
    passes: Vec<Value>,
    fails: Vec<Value>,
}

impl Case {
    fn new(kind: Kind, id: impl Into<String>, check: Check, passes: Vec<Value>, fails: Vec<Value>) -> Self {
        let objects =
            |values: Vec<Value>| values.into_iter().map(|value| json!({ "value": value })).collect();
        Self {
            kind,
            encoding: Encoding::Plain,
            id: id.into(),
            format: None,
            check,
            passes: objects(passes),
            fails: objects(fails),
        }
    }

    fn texts(id: &str, check: Check, passes: &[String], fails: &[String]) -> Self {
        let values = |texts: &[String]| texts.iter().map(|text| json!(text)).collect();
        Self::new(Kind::Text, id, check, values(passes), values(fails))
    }

    fn shape(&self) -> &'static Shape {
        let format = self.format.map(Check::Format);
        let limits = leak_list(format.into_iter().chain([self.check]).map(|check| Limit(check, &PAGE)));
        let member = Member::new("value", self.kind).encoding(self.encoding).limits(limits);
        let members = leak([member, Member::new("other", Kind::Text)]);
        leak(Shape::new("Probe", members, &[]))
    }
}

properties! { Check, holds;
    min_length: Check::MinLength(..) => prop_oneof![min_length(), file_length(false)];
    max_length: Check::MaxLength(..) => prop_oneof![max_length(), file_length(true)];
    min: Check::Min(_) => prop_oneof![min(), min_of_fraction()];
    max: Check::Max(_) => prop_oneof![max(), max_of_fraction()];
    not_number: Check::NotNumber(_) => numbers(false);
    bit_mask: Check::BitMask(_) => bit_mask();
    pattern: Check::Pattern(_) => pattern();
    one_of: Check::OneOf(_) => one_of();
    one_of_any_case: Check::OneOfAnyCase(_) => one_of_any_case();
    one_of_numbers: Check::OneOfNumbers(_) => numbers(true);
    constant: Check::Constant(_) => prop_oneof![constant(), constant_number()];
    format: Check::Format(_) => format();
    starts_with: Check::StartsWith(_) => starts_with(true);
    not_starts_with: Check::NotStartsWith(_) => starts_with(false);
    contains: Check::Contains(_) => contains(true);
    not_contains: Check::NotContains(_) => contains(false);
    min_items: Check::MinItems(_) => items(false);
    max_items: Check::MaxItems(_) => items(true);
    sorted: Check::Sorted => sorted();
    each: Check::Each(_) => each();
    max_serialized: Check::MaxSerialized(_) => max_serialized();
    min_ahead: Check::MinAhead(_) => ahead(false);
    max_ahead: Check::MaxAhead(_) => ahead(true);
    file_types: Check::FileTypes(_) => file_types();
    when: Check::When(..) => some_limit().prop_map(when);
    advice: Check::Advice(_) => some_limit().prop_map(|case| Case { check: Check::Advice(leak(case.check)), ..case });
}

fn holds(case: &Case, test: &str) {
    assert_eq!(tested_by(&case.check), test);
    let shape = case.shape();
    let id = format!("Probe.value.{}", case.id);
    for violation in judged(&case.check, shape, &id, &case.passes, &case.fails) {
        assert_eq!(violation.parameter.split('[').next(), Some("value"));
        assert_eq!(violation.page, Some(&PAGE));
        assert_eq!(violation.advice, matches!(case.check, Check::Advice(_)));
    }
}

/// Nothing that JSON can hold makes the validator panic.
#[test]
fn any_value_is_judged() {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            hash_map("[a-z]{1,7}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    });
    let limits = Union::new(cases().into_iter().map(|(_, cases)| cases));
    crate::run((limits, value), |(case, value)| {
        violations(case.shape(), &json!({ "value": value, "other": "x" }));
    });
}

/// Three texts in any script, each one character and one byte longer than the one before.
fn longer_and_longer() -> impl Strategy<Value = [String; 3]> {
    "\\PC{0,24}".prop_map(|stem| [stem.clone(), format!("{stem}a"), format!("{stem}aa")])
}

fn unit() -> impl Strategy<Value = Unit> {
    select(vec![Unit::Bytes, Unit::Chars, Unit::Unstated])
}

fn min_length() -> BoxedStrategy<Case> {
    let case = |([under, at, over], unit): ([String; 3], Unit)| {
        Case::texts("min_length", Check::MinLength(length(&at, unit), unit), &[at, over], &[under])
    };
    (longer_and_longer(), unit()).prop_map(case).boxed()
}

fn max_length() -> BoxedStrategy<Case> {
    let case = |([under, at, over], unit): ([String; 3], Unit)| {
        Case::texts("max_length", Check::MaxLength(length(&at, unit), unit), &[under, at], &[over])
    };
    (longer_and_longer(), unit()).prop_map(case).boxed()
}

fn file_length(is_max: bool) -> BoxedStrategy<Case> {
    let case = move |bytes: u32| {
        let file = |bytes: u32| json!({ "name": "a", "content": STANDARD.encode(vec![0; bytes as usize]) });
        let [under, at, over] = [bytes - 1, bytes, bytes + 1].map(file);
        if is_max {
            Case::new(
                Kind::File,
                "max_length",
                Check::MaxLength(bytes, Unit::Bytes),
                vec![under, at],
                vec![over],
            )
        } else {
            Case::new(
                Kind::File,
                "min_length",
                Check::MinLength(bytes, Unit::Bytes),
                vec![at, over],
                vec![under],
            )
        }
    };
    (1..200_u32).prop_map(case).boxed()
}

/// A number as itself or as text.
fn as_given(number: i64, is_text: bool) -> (Kind, [Value; 3]) {
    let numbers = [number - 1, number, number + 1];
    if is_text {
        (Kind::Text, numbers.map(|number| json!(number.to_string())))
    } else {
        (Kind::Int64, numbers.map(|number| json!(number)))
    }
}

fn bounds() -> impl Strategy<Value = (i64, bool)> {
    (prop_oneof![i64::MIN + 1..i64::MAX, -3..4_i64], any::<bool>())
}

fn min() -> BoxedStrategy<Case> {
    let case = |(bound, is_text)| {
        let (kind, [under, at, over]) = as_given(bound, is_text);
        Case::new(kind, "min", Check::Min(Number::Int(bound)), vec![at, over], vec![under])
    };
    bounds().prop_map(case).boxed()
}

fn max() -> BoxedStrategy<Case> {
    let case = |(bound, is_text)| {
        let (kind, [under, at, over]) = as_given(bound, is_text);
        Case::new(kind, "max", Check::Max(Number::Int(bound)), vec![under, at], vec![over])
    };
    bounds().prop_map(case).boxed()
}

fn around(bound: f64) -> [Value; 3] {
    [bound.next_down(), bound, bound.next_up()].map(|number| json!(number))
}

fn min_of_fraction() -> BoxedStrategy<Case> {
    let case = |bound| {
        let [under, at, over] = around(bound);
        Case::new(Kind::Float, "min", Check::Min(Number::Float(bound)), vec![at, over], vec![under])
    };
    (-1e6..1e6).prop_map(case).boxed()
}

fn max_of_fraction() -> BoxedStrategy<Case> {
    let case = |bound| {
        let [under, at, over] = around(bound);
        Case::new(Kind::Float, "max", Check::Max(Number::Float(bound)), vec![under, at], vec![over])
    };
    (-1e6..1e6).prop_map(case).boxed()
}

/// Some numbers, and every number near them on one side or the other.
fn numbers(allowed: bool) -> BoxedStrategy<Case> {
    let case = move |named: BTreeSet<i64>| {
        let (inside, outside): (Vec<i64>, Vec<i64>) = (-9..=9).partition(|number| named.contains(number));
        let [inside, outside] =
            [inside, outside].map(|numbers| numbers.into_iter().map(|number| json!(number)).collect());
        let named = leak_list(named);
        if allowed {
            Case::new(Kind::Int64, "one_of", Check::OneOfNumbers(named), inside, outside)
        } else {
            Case::new(Kind::Int64, "not", Check::NotNumber(named), outside, inside)
        }
    };
    btree_set(-8..=8_i64, 1..6).prop_map(case).boxed()
}

fn bit_mask() -> BoxedStrategy<Case> {
    let case = |(mask, some): (u32, u32)| {
        let passes = [0, mask & some, mask].map(|bits| json!(bits)).to_vec();
        let outside = (0..40).map(|bit| 1_i64 << bit).filter(|bit| i64::from(mask) & bit == 0);
        let fails = outside
            .flat_map(|bit| [json!(bit), json!(i64::from(mask) | bit)])
            .chain([json!(-1), json!(i64::MIN)]);
        Case::new(Kind::Int64, "bit_mask", Check::BitMask(mask), passes, fails.collect())
    };
    (1..=u32::MAX, any::<u32>()).prop_map(case).boxed()
}

fn pattern() -> BoxedStrategy<Case> {
    let case = |(least, more): (usize, usize)| {
        let most = least + more;
        let pattern = leak(Pattern::new(leak_text(format!("[a-z]{{{least},{most}}}"))));
        let text = |length: usize| "a".repeat(length);
        let fails = [text(least - 1), text(most + 1), text(least) + "\n", format!(" {}", text(least))];
        Case::texts("pattern", Check::Pattern(pattern), &[text(least), text(most)], &fails)
    };
    (1..12_usize, 0..12_usize).prop_map(case).boxed()
}

fn words() -> impl Strategy<Value = Vec<String>> {
    btree_set("[a-z]{1,6}", 1..5).prop_map(|words| words.into_iter().collect())
}

fn one_of() -> BoxedStrategy<Case> {
    let case = |words: Vec<String>| {
        let longer = words.iter().map(|word| format!("{word}1"));
        let fails: Vec<String> =
            longer.chain(words.iter().map(|word| word.to_uppercase())).chain([String::new()]).collect();
        Case::texts("one_of", Check::OneOf(leak_list(words.iter().map(leak_text))), &words, &fails)
    };
    words().prop_map(case).boxed()
}

fn one_of_any_case() -> BoxedStrategy<Case> {
    let case = |words: Vec<String>| {
        let fails: Vec<String> = words.iter().map(|word| format!("{word}1")).chain([String::new()]).collect();
        let passes: Vec<String> = words.iter().flat_map(|word| [word.clone(), word.to_uppercase()]).collect();
        Case::texts("one_of", Check::OneOfAnyCase(leak_list(words.iter().map(leak_text))), &passes, &fails)
    };
    words().prop_map(case).boxed()
}

fn constant() -> BoxedStrategy<Case> {
    let case = |[under, at, over]: [String; 3]| {
        Case::texts("constant", Check::Constant(leak_text(at.as_str())), &[at], &[under, over])
    };
    longer_and_longer().prop_map(case).boxed()
}

fn constant_number() -> BoxedStrategy<Case> {
    let case = |number: i64| {
        let (kind, [under, at, over]) = as_given(number, false);
        Case::new(
            kind,
            "constant",
            Check::Constant(leak_text(number.to_string())),
            vec![at],
            vec![under, over],
        )
    };
    (-1000..1000_i64).prop_map(case).boxed()
}

fn format() -> BoxedStrategy<Case> {
    let case = |(format, number)| {
        let (passes, fails) = formats::texts(format, number);
        Case::texts("format", Check::Format(format), &passes, &fails)
    };
    (select(Format::ALL.to_vec()), any::<u16>()).prop_map(case).boxed()
}

/// The last letter of the start is what decides.
fn starts_with(demanded: bool) -> BoxedStrategy<Case> {
    let case = move |(stem, rest): (String, String)| {
        let start = format!("{stem}a");
        let with = [start.clone(), format!("{start}{rest}")];
        let without = [stem.clone(), format!("{stem}b{rest}"), format!("_{start}")];
        let start = leak_text(start);
        if demanded {
            Case::texts("starts_with", Check::StartsWith(start), &with, &without)
        } else {
            Case::texts("not_starts_with", Check::NotStartsWith(start), &without, &with)
        }
    };
    ("[a-z]{0,6}", "\\PC{0,6}").prop_map(case).boxed()
}

fn contains(demanded: bool) -> BoxedStrategy<Case> {
    let case = move |(stem, before, after): (String, String, String)| {
        let part = format!("{stem}z");
        let with = [part.clone(), format!("{before}{part}{after}")];
        let without = [String::new(), format!("{before}{stem}{after}")];
        let part = leak_text(part);
        if demanded {
            Case::texts("contains", Check::Contains(part), &with, &without)
        } else {
            Case::texts("not_contains", Check::NotContains(part), &without, &with)
        }
    };
    ("[a-y]{0,6}", "[0-9]{0,6}", "[0-9]{0,6}").prop_map(case).boxed()
}

/// The four ways to write a list.
#[derive(Clone, Copy, Debug)]
enum Written {
    List,
    JoinedList,
    JoinedText,
    JsonText,
}

fn items(is_max: bool) -> BoxedStrategy<Case> {
    let case = move |(count, written): (u32, Written)| {
        let value = |count: u32| {
            let items = vec!["x"; count as usize];
            match written {
                Written::List => json!(items.into_iter().map(Some).chain([None]).collect::<Vec<_>>()),
                Written::JoinedList => json!(items),
                Written::JoinedText => json!(items.join(",")),
                Written::JsonText => json!(json!(items).to_string()),
            }
        };
        let [under, at, over] = [count - 1, count, count + 1].map(value);
        let (kind, encoding) = match written {
            Written::List => (Kind::List(&Kind::Text), Encoding::Plain),
            Written::JoinedList | Written::JoinedText => (Kind::List(&Kind::Text), Encoding::Joined(",")),
            Written::JsonText => (Kind::Text, Encoding::Plain),
        };
        let case = if is_max {
            Case::new(kind, "max_items", Check::MaxItems(count), vec![under, at], vec![over])
        } else {
            Case::new(kind, "min_items", Check::MinItems(count), vec![at, over], vec![under])
        };
        Case { encoding, ..case }
    };
    let written = vec![Written::List, Written::JoinedList, Written::JoinedText, Written::JsonText];
    (1..40_u32, select(written)).prop_map(case).boxed()
}

/// Equal neighbours are in order, and one pair the other way round is not.
fn sorted() -> BoxedStrategy<Case> {
    let case = |(mut words, at): (Vec<String>, prop::sample::Index)| {
        words.sort();
        let twice: Vec<String> = words.iter().flat_map(|word| [word.clone(), word.clone()]).collect();
        let mut swapped = words.clone();
        let at = at.index(words.len());
        swapped.insert(at + 1, "A".to_owned());
        Case::new(
            Kind::List(&Kind::Text),
            "sorted",
            Check::Sorted,
            vec![json!(words), json!(twice), json!([])],
            vec![json!(swapped)],
        )
    };
    (vec("[a-z]{1,4}", 1..12), any::<prop::sample::Index>()).prop_map(case).boxed()
}

/// One bad item among good ones, by each check that items have.
fn each() -> BoxedStrategy<Case> {
    let case = |(case, at): (Case, prop::sample::Index)| {
        let value = |json: &Value| json["value"].clone();
        let good: Vec<Value> = case.passes.iter().map(value).collect();
        let fails = case.fails.iter().map(|bad| {
            let mut items = good.clone();
            items.insert(at.index(good.len() + 1), value(bad));
            json!(items)
        });
        let fails = fails.collect();
        Case::new(
            Kind::List(&Kind::Text),
            format!("item_{}", case.id),
            Check::Each(leak(case.check)),
            vec![json!(good), json!([])],
            fails,
        )
    };
    let checks =
        prop_oneof![min_length(), max_length(), pattern(), one_of(), one_of_any_case(), contains(false)];
    (checks, any::<prop::sample::Index>()).prop_map(case).boxed()
}

fn max_serialized() -> BoxedStrategy<Case> {
    let case = |texts: [String; 3]| {
        let [under, at, over] = texts.map(|text| json!({ "key": text }));
        // The braces around the member are not part of it.
        let bytes = json!({ "value": at }).to_string().len() - 2;
        Case::new(
            Kind::Map(&Kind::Json),
            "max_serialized",
            Check::MaxSerialized(u32::try_from(bytes).unwrap()),
            vec![under, at],
            vec![over],
        )
    };
    longer_and_longer().prop_map(case).boxed()
}

/// The tests' now is 2026-11-22T05:00:27Z; the times stay within that day.
fn ahead(is_max: bool) -> BoxedStrategy<Case> {
    let case = move |(bound, format): (u32, Format)| {
        let clock =
            |seconds: u32| format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        let time = |ahead: u32| match format {
            Format::UtcSeconds => json!(format!("2026-11-22T{}Z", clock(5 * 3600 + 27 + ahead))),
            Format::DateTime => json!(format!("2026-11-22 {}", clock(13 * 3600 + 27 + ahead))),
            Format::EpochSeconds => json!((1_795_323_627 + u64::from(ahead)).to_string()),
            _ => json!((1_795_323_627 + u64::from(ahead)) * 1000),
        };
        let [under, at, over] = [bound - 1, bound, bound + 1].map(time);
        let kind = if format == Format::EpochMillis { Kind::Int64 } else { Kind::Text };
        let case = if is_max {
            Case::new(kind, "max_ahead_seconds", Check::MaxAhead(bound), vec![under, at], vec![over])
        } else {
            Case::new(kind, "min_ahead_seconds", Check::MinAhead(bound), vec![at, over], vec![under])
        };
        Case { format: Some(format), ..case }
    };
    let formats = vec![Format::UtcSeconds, Format::DateTime, Format::EpochSeconds, Format::EpochMillis];
    (1..39_000_u32, select(formats)).prop_map(case).boxed()
}

fn file_types() -> BoxedStrategy<Case> {
    let case = |types: Vec<String>| {
        let files = |names: Vec<String>| -> Vec<Value> {
            names.into_iter().map(|name| json!({ "name": name, "content": "" })).collect()
        };
        let passes = types.iter().flat_map(|one| [format!("a.{one}"), format!("a.b.{}", one.to_uppercase())]);
        let fails = types.iter().flat_map(|one| [one.clone(), format!("a.{one}1"), format!("a.{one}.1")]);
        let (passes, fails) = (files(passes.collect()), files(fails.collect()));
        Case::new(
            Kind::File,
            "file_types",
            Check::FileTypes(leak_list(types.iter().map(leak_text))),
            passes,
            fails,
        )
    };
    words().prop_map(case).boxed()
}

/// A limit for others to hold.
fn some_limit() -> BoxedStrategy<Case> {
    prop_oneof![max_length(), min(), bit_mask(), one_of(), items(true), each(), ahead(true)].boxed()
}

/// The limit where another member has a value, and none where it has not.
fn when(case: Case) -> Case {
    let with_other = |values: &[Value]| -> Vec<Value> {
        values.iter().map(|json| json!({ "value": json["value"], "other": "x" })).collect()
    };
    let (mut passes, fails) = (with_other(&case.passes), with_other(&case.fails));
    passes.extend(case.fails);
    Case { check: Check::When(&Condition::Present("other"), leak(case.check)), passes, fails, ..case }
}
