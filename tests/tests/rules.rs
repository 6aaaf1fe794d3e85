//! Every kind of rule over several parameters.

#![allow(
    clippy::cloned_ref_to_slice_refs,
    clippy::items_after_statements,
    reason = "a table stands where it is used, and lists of cases are written alike"
)]

use bindery::runtime::json::JsonRecord;
use bindery::runtime::table::{
    Check, Condition, Format, Kind, Limit, Member, Page, Rule, RuleKind, Shape, Unit,
};
use bindery::runtime::{RecordRef, Violation, validate};
use bindery_tests::{now, object};
use serde_json::{Value, json};

static PAGE: Page = Page { title: "Rules", locale: "en", date: "2026-11-22" };

static TIME: [Limit; 1] = [Limit(Check::Format(Format::UtcSeconds), &PAGE)];

static ANY_CASE: [Limit; 1] = [Limit(Check::OneOfAnyCase(&["day", "week"]), &PAGE)];

static EACH_ANY_CASE: [Limit; 1] = [Limit(Check::Each(&Check::OneOfAnyCase(&["day", "week"])), &PAGE)];

static ITEM: Shape = {
    static MEMBERS: [Member; 4] = [
        Member::new("word", Kind::Text).sensitive(),
        Member::new("id", Kind::List(&Kind::Text)),
        Member::new("tag", Kind::List(&Kind::Text)),
        Member::new("audience", Kind::Record(&AUDIENCE)),
    ];
    Shape::new("Item", &MEMBERS, &[])
};

static AUDIENCE: Shape = {
    static MEMBERS: [Member; 4] = [
        Member::new("word", Kind::Text).limits(&ANY_CASE),
        Member::new("alias", Kind::List(&Kind::Text)),
        Member::new("tag", Kind::List(&Kind::Text)),
        Member::new("tag_and", Kind::List(&Kind::Text)),
    ];
    Shape::new("Audience", &MEMBERS, &[])
};

/// Checks an object with texts `a` to `d`, lists `l` and `m`, times `from` and `to`, items `items`, a
/// nested `audience`, words in any letter case and a secret against one rule.
fn check(kind: RuleKind, when: Option<Condition>, json: Value) -> Vec<Violation> {
    static MEMBERS: [Member; 13] = [
        Member::new("a", Kind::Text),
        Member::new("b", Kind::Text),
        Member::new("c", Kind::Text),
        Member::new("d", Kind::Int64),
        Member::new("l", Kind::List(&Kind::Text)),
        Member::new("m", Kind::List(&Kind::Text)),
        Member::new("from", Kind::Text).limits(&TIME),
        Member::new("to", Kind::Text).limits(&TIME),
        Member::new("items", Kind::List(&Kind::Record(&ITEM))),
        Member::new("audience", Kind::Record(&AUDIENCE)),
        Member::new("word", Kind::Text).limits(&ANY_CASE),
        Member::new("words", Kind::List(&Kind::Text)).limits(&EACH_ANY_CASE),
        Member::new("secret", Kind::List(&Kind::Text)).sensitive(),
    ];
    let rule = Rule { id: "the-rule", doc: "The rule must hold.", kind, when, page: &PAGE };
    let shape: &'static Shape =
        Box::leak(Box::new(Shape::new("Probe", &MEMBERS, Box::leak(Box::new([rule])))));
    let map = object(json);
    validate::check(RecordRef::Json(JsonRecord::new(shape, &map)), now())
}

/// Each of the first passes, each of the others is one violation.
#[track_caller]
fn holds(kind: RuleKind, passes: &[Value], fails: &[Value]) {
    for json in passes {
        assert_eq!(check(kind, None, json.clone()), [], "{kind:?} refuses {json}");
    }
    for json in fails {
        let violations = check(kind, None, json.clone());
        assert_eq!(violations.len(), 1, "{kind:?} of {json}: {violations:?}");
        assert_eq!(violations[0].rule, "Probe.the-rule");
        assert_eq!(violations[0].advice, kind.is_advice());
    }
}

#[test]
fn presence() {
    let (a, b, ab, none) =
        (json!({ "a": "" }), json!({ "b": "x" }), json!({ "a": "x", "b": "x" }), json!({}));
    holds(RuleKind::Required(&["a", "b"]), &[ab.clone()], &[a.clone(), b.clone(), none.clone()]);
    holds(RuleKind::Forbidden(&["a", "b"]), &[none.clone()], &[a.clone(), b.clone(), ab.clone()]);
    holds(RuleKind::AtLeastOne(&["a", "b"]), &[a.clone(), b.clone(), ab.clone()], &[none.clone()]);
    holds(RuleKind::ExactlyOne(&["a", "b"]), &[a.clone(), b.clone()], &[ab.clone(), none.clone()]);
    holds(RuleKind::AtMostOne(&["a", "b"]), &[a.clone(), b.clone(), none.clone()], &[ab.clone()]);
    holds(RuleKind::AllOrNone(&["a", "b"]), &[ab.clone(), none.clone()], &[a.clone(), b.clone()]);
    holds(RuleKind::Ineffective(&["a"]), &[b.clone()], &[a.clone()]);
    holds(RuleKind::Overrides("a", &["b"]), &[a, b], &[ab]);
    let empty = [json!({ "l": [] }), json!({ "l": [null] }), none];
    holds(RuleKind::Required(&["l"]), &[json!({ "l": ["x"] })], &empty);
}

#[test]
fn nested_members_are_reached_with_dots() {
    let kind = RuleKind::Required(&["audience.alias"]);
    holds(kind, &[json!({ "audience": { "alias": ["x"] } })], &[json!({ "audience": {} }), json!({})]);
}

#[test]
fn times_keep_order_and_span() {
    let times = |from: &str, to: &str| json!({ "from": from, "to": to });
    let ordering = |margin_seconds, earlier_defaults_to_now| RuleKind::Ordering {
        earlier: "from",
        later: "to",
        margin_seconds,
        earlier_defaults_to_now,
    };
    let (zero, three, four) = ("2026-11-22T05:00:27Z", "2026-11-22T05:00:30Z", "2026-11-22T05:00:31Z");
    holds(
        ordering(0, false),
        &[times(zero, zero), times(zero, four), json!({ "to": zero })],
        &[times(four, zero)],
    );
    holds(ordering(3, false), &[times(zero, four)], &[times(zero, three), times(four, zero)]);
    holds(ordering(3, true), &[json!({ "to": four }), json!({})], &[json!({ "to": three })]);
    let span = RuleKind::RangeSpan { start: "from", end: "to", max_seconds: 3 };
    holds(span, &[times(zero, three), json!({ "from": zero })], &[times(zero, four)]);
}

#[test]
fn totals_add_up() {
    let total = RuleKind::TotalLength(&["a", "b", "d"], 6, Unit::Bytes);
    holds(
        total,
        &[json!({ "a": "你", "b": "xyz" }), json!({ "d": 123_456 })],
        &[json!({ "a": "你", "b": "xy", "d": 12 })],
    );
    let items = RuleKind::TotalItems(&["items.id", "items.tag"], 3);
    let two = json!({ "id": ["1"], "tag": ["2"] });
    holds(items, &[json!({ "items": [two, { "id": ["3"] }] }), json!({})], &[json!({ "items": [two, two] })]);
}

#[test]
fn what_is_counted_has_a_unit() {
    for (kind, json, unit) in [
        (RuleKind::TotalLength(&["a"], 1, Unit::Bytes), json!({ "a": "xy" }), Some("bytes")),
        (RuleKind::TotalItems(&["l"], 1), json!({ "l": ["x", "y"] }), Some("items")),
        (RuleKind::Forbidden(&["a"]), json!({ "a": "x" }), None),
    ] {
        assert_eq!(check(kind, None, json)[0].unit, unit, "{kind:?}");
    }
}

#[test]
fn lists_are_compared() {
    let subset = RuleKind::Subset("l", "m");
    holds(subset, &[json!({ "l": ["x"], "m": ["x", "y"] }), json!({})], &[json!({ "l": ["z"], "m": ["x"] })]);
    let uniform = RuleKind::UniformKind { list: "items", member: "audience", alike: &["tag", "tag_and"] };
    let items =
        |first: Value, second: Value| json!({ "items": [{ "audience": first }, { "audience": second }] });
    holds(
        uniform,
        &[
            items(json!({ "alias": ["x"] }), json!({ "alias": ["y"] })),
            items(json!({ "tag": ["x"] }), json!({ "tag_and": ["y"], "tag": ["z"] })),
        ],
        &[items(json!({ "alias": ["x"] }), json!({ "tag": ["y"] }))],
    );
}

#[test]
fn values_in_messages_are_short_and_never_secret() {
    let long = json!({ "l": ["x".repeat(100)], "m": ["y"] });
    assert_eq!(check(RuleKind::Subset("l", "m"), None, long)[0].given, format!("{}…", "x".repeat(64)));
    let secret = |rule| check(rule, None, json!({ "secret": ["canary"], "m": ["y"] }))[0].given.clone();
    assert_eq!(secret(RuleKind::Subset("secret", "m")), "[redacted]");
    assert_eq!(secret(RuleKind::Subset("m", "secret")), "[redacted]");
    let uniform = RuleKind::UniformKind { list: "items", member: "word", alike: &[] };
    let items = json!({ "items": [{ "word": "canary" }, { "word": "other" }] });
    assert_eq!(check(uniform, None, items)[0].given, "[redacted]");
}

#[test]
fn conditions_ignore_letter_case_where_the_member_does() {
    let applies =
        |when: Condition, json: Value| !check(RuleKind::Required(&["c"]), Some(when), json).is_empty();
    assert!(applies(Condition::Is("word", &["day"]), json!({ "word": "Day" })));
    assert!(applies(Condition::Is("audience.word", &["day"]), json!({ "audience": { "word": "DAY" } })));
    assert!(applies(Condition::Contains("words", &["day"]), json!({ "words": ["Day"] })));
    assert!(!applies(Condition::Is("a", &["day"]), json!({ "a": "Day" })));
}

#[test]
fn conditions_decide_when_a_rule_applies() {
    let applies =
        |when: Condition, json: Value| !check(RuleKind::Required(&["c"]), Some(when), json).is_empty();
    static IS: Condition = Condition::Is("a", &["x", "7", "true"]);
    let a = |text: &str| json!({ "a": text });
    assert!(applies(IS, a("x")));
    assert!(!applies(IS, a("y")));
    assert!(!applies(IS, json!({})));
    assert!(applies(Condition::Is("d", &["7"]), json!({ "d": 7 })));
    assert!(applies(Condition::Not(&IS), a("y")));
    assert!(applies(Condition::Present("a"), a("")));
    assert!(applies(Condition::Absent("a"), json!({})));
    assert!(applies(Condition::Contains("l", &["p"]), json!({ "l": ["o", "p"] })));
    assert!(!applies(Condition::Contains("l", &["p"]), json!({ "l": ["o"] })));
    static BOTH: [Condition; 2] = [Condition::Present("a"), Condition::Present("b")];
    assert!(!applies(Condition::All(&BOTH), a("x")));
    assert!(applies(Condition::Any(&BOTH), a("x")));
}

#[test]
fn a_violation_shows_the_rule_in_words() {
    let violations = check(RuleKind::ExactlyOne(&["a", "b"]), None, json!({ "a": "x", "b": "y" }));
    assert_eq!(
        violations[0].to_string(),
        "`a, b`: The rule must hold, given each of them; source: “Rules” (en, 2026-11-22) [Probe.the-rule]"
    );
}
