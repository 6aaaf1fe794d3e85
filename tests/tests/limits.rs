//! Every kind of limit: what it lets through, what it refuses, and what it says.

#![allow(
    clippy::items_after_statements,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; a table stands where it is used"
)]

use bindery::runtime::json::JsonRecord;
use bindery::runtime::table::{
    Check, Condition, Encoding, Format, Kind, Limit, Member, Number, Page, Pattern, Shape, Unit,
};
use bindery::runtime::{RecordRef, Violation, validate};
use bindery_tests::{now, object};
use serde_json::{Value, json};

static PAGE: Page = Page { title: "Limits", locale: "en", date: "2026-11-22" };

/// Checks a value, given as JSON, against one limit of a member of this kind.
fn check(member: Member, check: Check, value: &Value) -> Vec<Violation> {
    let limits: &'static [Limit] = Box::leak(Box::new([Limit(check, &PAGE)]));
    check_all(member.limits(limits), &json!({ "value": value }))
}

/// Checks an object with the member `value` and a text member `other`.
fn check_all(member: Member, json: &Value) -> Vec<Violation> {
    let members: &'static [Member; 2] = Box::leak(Box::new([member, Member::new("other", Kind::Text)]));
    let shape: &'static Shape = Box::leak(Box::new(Shape::new("Probe", members, &[])));
    let map = object(json.clone());
    validate::check(RecordRef::Json(JsonRecord::new(shape, &map)), now())
}

fn text() -> Member {
    Member::new("value", Kind::Text)
}

fn integer() -> Member {
    Member::new("value", Kind::Int64)
}

fn list() -> Member {
    Member::new("value", Kind::List(&Kind::Text))
}

fn joined() -> Member {
    list().encoding(Encoding::Joined(","))
}

/// Each of the first passes, each of the others is one violation of this limit.
#[track_caller]
fn holds(member: Member, limit: Check, passes: &[Value], fails: &[Value]) {
    for value in passes {
        assert_eq!(check(member, limit, value), [], "{limit:?} refuses {value}");
    }
    for value in fails {
        let violations = check(member, limit, value);
        let [violation] = violations.as_slice() else {
            panic!("{limit:?} of {value}: {violations:?}");
        };
        assert_eq!(violation.rule, format!("Probe.value.{}", limit.name()));
        let parameter = violation.parameter.split('[').next();
        assert_eq!(parameter, Some("value"));
        assert_eq!(violation.page, Some(&PAGE));
    }
}

#[test]
fn lengths_count_in_the_documented_unit() {
    holds(text(), Check::MaxLength(6, Unit::Bytes), &[json!("你好"), json!("")], &[json!("你好a")]);
    holds(text(), Check::MaxLength(2, Unit::Chars), &[json!("你好")], &[json!("abc")]);
    holds(text(), Check::MaxLength(2, Unit::Unstated), &[json!("你好")], &[json!("abc")]);
    holds(text(), Check::MinLength(2, Unit::Chars), &[json!("你好")], &[json!("a"), json!("")]);
}

#[test]
fn numbers_have_bounds_and_exceptions() {
    let (min, max) = (Check::Min(Number::Int(-2)), Check::Max(Number::Int(2)));
    holds(integer(), min, &[json!(-2), json!(i64::MAX)], &[json!(-3), json!(i64::MIN)]);
    holds(integer(), max, &[json!(2), json!("2")], &[json!(3), json!("3")]);
    let score = Member::new("value", Kind::Float);
    holds(score, Check::Max(Number::Float(1.0)), &[json!(1), json!(0.75)], &[json!(1.01), json!(2)]);
    holds(integer(), Check::NotNumber(&[0]), &[json!(1)], &[json!(0)]);
    holds(integer(), Check::OneOfNumbers(&[1, 2, 16]), &[json!(16)], &[json!(3)]);
    holds(integer(), Check::BitMask(0b1111), &[json!(15), json!(0)], &[json!(16), json!(-1)]);
    holds(text(), Check::Max(Number::Int(10)), &[json!("10")], &[json!("11")]);
}

#[test]
fn texts_have_patterns_words_and_parts() {
    static NAME: Pattern = Pattern::new("[0-9A-Za-z_一-龥]+");
    holds(text(), Check::Pattern(&NAME), &[json!("nightly_报表")], &[json!("a-b"), json!("a b"), json!("")]);
    holds(text(), Check::OneOf(&["DEV", "PRODUCT"]), &[json!("DEV")], &[json!("dev"), json!("")]);
    holds(text(), Check::OneOfAnyCase(&["day"]), &[json!("DAY")], &[json!("days")]);
    holds(text(), Check::Constant("ALL"), &[json!("ALL")], &[json!("all")]);
    holds(text(), Check::StartsWith("a"), &[json!("ab")], &[json!("ba")]);
    holds(text(), Check::NotStartsWith("default"), &[json!("my")], &[json!("default1")]);
    holds(text(), Check::Contains("@@@"), &[json!("GID@@@1")], &[json!("GID@1")]);
    holds(text(), Check::NotContains(","), &[json!("a")], &[json!("a,b")]);
}

#[test]
fn formats_are_checked() {
    let cases: [(Format, &[&str], &[&str]); 13] = [
        (Format::Json, &["1", "{}", "[]", "\"a\""], &["", "{", "a"]),
        (Format::JsonObject, &["{}", " {\"a\":1}"], &["[]", "1", "{a}"]),
        (Format::JsonArray, &["[]", "[1,2]"], &["{}", "[1"]),
        (
            Format::Url,
            &[
                "http://a.example/x?y",
                "https://a.example",
                "https://user@例.example:8443#x",
                "https://[::1]:80",
            ],
            &[
                "a.example",
                "https://",
                "ftp://a.example",
                "https:///x",
                "https://@",
                "https://:80",
                "https://user@:80/x",
                "https://.",
                "https://a.example:x",
                "https://a.example:65536",
                "https://[::g]",
            ],
        ),
        (Format::HttpsUrl, &["https://a.example/x.png"], &["http://a.example/x.png", "https://a example"]),
        (
            Format::UtcSeconds,
            &["2026-11-22T05:00:27Z", "2024-02-29T00:00:00Z"],
            &[
                "2026-11-22 05:00:27",
                "2026-11-22T05:00:27+08:00",
                "2026-02-29T00:00:00Z",
                "2026-1-2T05:00:27Z",
                "2026-11-23T 5:00:00Z",
                "+026-11-23T05:00:00Z",
                "2026-11-23T05:00:60Z",
                "now",
            ],
        ),
        (
            Format::DateTime,
            &["2027-01-01 00:00:00"],
            &["2027-01-01T00:00:00Z", "2027-1-1 0:0:0", "2027-01-01  3:00:00", "2027-13-01 00:00:00"],
        ),
        (Format::Time, &["03:15:00", "23:59:59"], &["3:15:00", " 3:15:00", "03:15:60", "24:00:00", "03:15"]),
        (Format::EpochSeconds, &["1795323627"], &["1795323627.5", "soon"]),
        (Format::EpochMillis, &["1795323627000"], &["x"]),
        (Format::Integer, &["0", "-12"], &["1.0", "", "١"]),
        (Format::FormPairs, &["a=1&b=2", "a="], &["a", "=1", "a=1&"]),
        (
            Format::PooledId,
            &["7d431e42dfa6a6d693ac2d04-5e987ac6-d2e0-4d95-a9d8-f0d1aabbccdd"],
            &[
                "5e987ac6",
                "key-5e987ac6-d2e0-4d95-a9d8",
                "key-5e98-d2e0-4d95-a9d8-f0d1aabbccdd",
                "-5e987ac6-d2e0-4d95-a9d8-f0d1aabbccdd",
            ],
        ),
    ];
    assert_eq!(cases.map(|(format, ..)| format), Format::ALL);
    for (format, passes, fails) in cases {
        let texts = |texts: &[&str]| -> Vec<Value> { texts.iter().map(|text| json!(text)).collect() };
        holds(text(), Check::Format(format), &texts(passes), &texts(fails));
    }
}

#[test]
fn lists_and_joined_lists_are_counted_alike() {
    for member in [list(), joined()] {
        holds(member, Check::MaxItems(2), &[json!(["a", "b"]), json!([])], &[json!(["a", "b", "c"])]);
        holds(member, Check::MinItems(1), &[json!(["a"])], &[json!([])]);
        holds(member, Check::Sorted, &[json!(["a", "b"])], &[json!(["b", "a"])]);
        let each = Check::Each(&Check::MaxLength(3, Unit::Bytes));
        holds(member, each, &[json!(["abc", "你"])], &[json!(["abcd"]), json!(["a", "你a"])]);
        holds(member, Check::Each(&Check::OneOf(&["a"])), &[json!(["a", "a"])], &[json!(["a", "b"])]);
    }
    holds(joined(), Check::MaxItems(2), &[json!("a,b")], &[json!("a,b,c")]);
    holds(joined(), Check::MinItems(1), &[json!("a")], &[json!("")]);
    holds(joined(), Check::Constant("ALL"), &[json!(["ALL"]), json!("ALL")], &[json!(["ALL", "x"])]);
}

#[test]
fn arrays_in_text_are_counted_and_never_passed_unread() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let fails = [json!("[1,2,3]"), json!("no list"), json!("{}"), json!(""), json!(deep)];
    holds(text(), Check::MaxItems(2), &[json!("[1,2]")], &fails);
    holds(text(), Check::Each(&Check::OneOf(&["a"])), &[json!(r#"["a"]"#)], &[json!(r#"["b"]"#), json!("a")]);
    static LIMITS: [Limit; 2] =
        [Limit(Check::Format(Format::JsonArray), &PAGE), Limit(Check::MaxItems(2), &PAGE)];
    let told = |value: Value| -> Vec<String> {
        let violations = check_all(text().limits(&LIMITS), &json!({ "value": value }));
        violations.into_iter().map(|violation| violation.rule).collect()
    };
    assert_eq!(told(json!("no list")), ["Probe.value.format"], "one mistake is told once");
    assert_eq!(told(json!({"a": 1})), ["Probe.value.format"]);
    assert_eq!(told(json!([1, 2, 3])), ["Probe.value.max_items"]);
    assert_eq!(told(json!(deep)), ["Probe.value.max_items"]);
}

#[test]
fn what_travels_as_text_is_measured_as_that_text() {
    let long = Check::MaxLength(5, Unit::Bytes);
    let map = Member::new("value", Kind::Map(&Kind::Json)).encoding(Encoding::JsonText);
    holds(map, long, &[json!({}), json!("{  }")], &[json!({"a": 1}), json!("{    }")]);
    holds(joined(), long, &[json!(["ab", "cd"]), json!("ab,cd")], &[json!(["ab", "cde"]), json!("ab,cde")]);
    assert_eq!(check(map, long, &json!("[]"))[0].rule, "Probe.value.type");
}

#[test]
fn every_bad_item_is_told_with_its_index() {
    let limit = Check::Each(&Check::MaxLength(1, Unit::Bytes));
    let violations = check(list(), limit, &json!(["a", "bb", null, "c", "dd"]));
    let told: Vec<_> =
        violations.iter().map(|one| (one.parameter.as_str(), one.given.as_str(), one.unit)).collect();
    assert_eq!(told, [("value[1]", "2", Some("bytes")), ("value[4]", "2", Some("bytes"))]);
    assert_eq!(check(list(), limit, &json!(vec!["bb"; 100])).len(), 20);
}

#[test]
fn serialized_size_counts_the_whole_member() {
    let block = Member::new("value", Kind::Map(&Kind::Json));
    // `"value":{"a":"你"}` is 8 + 11 bytes.
    holds(block, Check::MaxSerialized(19), &[json!({"a": "你"})], &[json!({"a": "你."})]);
}

#[test]
fn times_are_measured_from_now() {
    static LIMITS: [Limit; 3] = [
        Limit(Check::Format(Format::UtcSeconds), &PAGE),
        Limit(Check::MinAhead(1), &PAGE),
        Limit(Check::MaxAhead(60), &PAGE),
    ];
    let ahead = |time: &str| check_all(text().limits(&LIMITS), &json!({ "value": time }));
    assert_eq!(ahead("2026-11-22T05:00:28Z"), []);
    assert_eq!(ahead("2026-11-22T05:01:27Z"), []);
    assert_eq!(ahead("2026-11-22T05:01:28Z")[0].rule, "Probe.value.max_ahead_seconds");
    assert_eq!(ahead("2026-11-22T05:00:27Z")[0].rule, "Probe.value.min_ahead_seconds");

    static CHINA: [Limit; 2] =
        [Limit(Check::Format(Format::DateTime), &PAGE), Limit(Check::MaxAhead(60), &PAGE)];
    assert_eq!(check_all(text().limits(&CHINA), &json!({ "value": "2026-11-22 13:01:27" })), []);
    assert_eq!(check_all(text().limits(&CHINA), &json!({ "value": "2026-11-22 13:01:28" })).len(), 1);

    assert_eq!(check_all(text().limits(&MILLIS), &json!({ "value": "1795323687000" })), []);
    assert_eq!(check_all(text().limits(&MILLIS), &json!({ "value": "1795323688000" })).len(), 1);
    static MILLIS: [Limit; 2] =
        [Limit(Check::Format(Format::EpochMillis), &PAGE), Limit(Check::MaxAhead(60), &PAGE)];
    assert_eq!(check_all(integer().limits(&MILLIS), &json!({ "value": 1_795_323_687_000_i64 })), []);
    assert_eq!(check_all(integer().limits(&MILLIS), &json!({ "value": 1_795_323_688_000_i64 })).len(), 1);
}

#[test]
fn files_have_sizes_and_types() {
    let file = Member::new("value", Kind::File);
    let of = |name: &str| json!({ "name": name, "content": "YWJj" });
    holds(file, Check::FileTypes(&["jpg", "png"]), &[of("a.JPG")], &[of("a.exe"), of("jpg")]);
    holds(
        file,
        Check::MaxLength(3, Unit::Bytes),
        &[of("a")],
        &[json!({ "name": "a", "content": "YWJjZA==" })],
    );
}

#[test]
fn conditions_switch_limits() {
    static CONDITION: Condition = Condition::Is("other", &["ALL"]);
    static LIMITS: [Limit; 1] = [Limit(Check::When(&CONDITION, &Check::Constant("ALL")), &PAGE)];
    let given = |json: Value| check_all(text().limits(&LIMITS), &json);
    assert_eq!(given(json!({ "value": "x" })), []);
    assert_eq!(given(json!({ "value": "ALL", "other": "ALL" })), []);
    assert_eq!(given(json!({ "value": "x", "other": "ALL" })).len(), 1);
}

#[test]
fn advice_is_marked() {
    let violations = check(integer(), Check::Advice(&Check::Min(Number::Int(1))), &json!(0));
    assert!(violations[0].advice);
}

#[test]
fn wrong_types_missing_and_unknown_parameters_are_told() {
    let required = text().required();
    let rules = |json: Value| -> Vec<String> {
        check_all(required, &json).into_iter().map(|violation| violation.rule).collect()
    };
    assert_eq!(rules(json!({})), ["Probe.value.required"]);
    assert_eq!(rules(json!({ "value": null })), ["Probe.value.required"]);
    assert_eq!(rules(json!({ "value": 1 })), ["Probe.value.type"]);
    assert_eq!(rules(json!({ "value": "a", "valeu": "b" })), ["Probe.unknown"]);
    let int32 = Member::new("value", Kind::Int32);
    assert_eq!(check_all(int32, &json!({ "value": 2_147_483_648_i64 }))[0].rule, "Probe.value.type");
    assert_eq!(check_all(int32, &json!({ "value": 2_147_483_647 })), []);
    let int32s = Member::new("value", Kind::List(&Kind::Int32));
    assert_eq!(check_all(int32s, &json!({ "value": [1, 2_147_483_648_i64] }))[0].parameter, "value[1]");
    let rules = |json: Value| -> Vec<String> {
        check_all(list().required(), &json).into_iter().map(|violation| violation.rule).collect()
    };
    assert_eq!(rules(json!({ "value": [null] })), ["Probe.value.required"]);
    assert_eq!(check_all(list(), &json!({ "value": ["a", 1] }))[0].parameter, "value[1]");
}

#[test]
fn a_violation_names_everything() {
    let violations = check(joined(), Check::MaxItems(2), &json!("a,b,c"));
    assert_eq!(
        violations[0].to_string(),
        "`value`: at most 2 items, given 3; source: “Limits” (en, 2026-11-22) [Probe.value.max_items]"
    );
    assert_eq!((violations[0].given.as_str(), violations[0].unit), ("3", Some("items")));
}

#[test]
fn sensitive_values_are_left_out() {
    let violations = check(text().sensitive(), Check::OneOf(&["a"]), &json!("canary"));
    assert!(!violations[0].to_string().contains("canary"));
}
