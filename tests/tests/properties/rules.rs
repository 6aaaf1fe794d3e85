//! The rules over several members.

use crate::{PAGE, judged, leak, leak_list, length, violations};
use bindery::runtime::table::{Check, Format, Kind, Limit, Member, Rule, RuleKind, Shape, Unit};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::Union;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// One rule, and objects on either side of it.
#[derive(Clone, Debug)]
struct Case {
    kind: RuleKind,
    passes: Vec<Value>,
    fails: Vec<Value>,
}

impl Case {
    fn shape(&self) -> &'static Shape {
        let rule =
            Rule { id: "the-rule", doc: "The rule must hold.", kind: self.kind, when: None, page: &PAGE };
        leak(Shape::new("Probe", &MEMBERS, leak_list([rule])))
    }
}

properties! { RuleKind, holds;
    required: RuleKind::Required(_) => presence(RuleKind::Required, |present, named| present == named);
    forbidden: RuleKind::Forbidden(_) => presence(RuleKind::Forbidden, |present, _| present == 0);
    at_least_one: RuleKind::AtLeastOne(_) => presence(RuleKind::AtLeastOne, |present, _| present >= 1);
    exactly_one: RuleKind::ExactlyOne(_) => presence(RuleKind::ExactlyOne, |present, _| present == 1);
    at_most_one: RuleKind::AtMostOne(_) => presence(RuleKind::AtMostOne, |present, _| present <= 1);
    all_or_none: RuleKind::AllOrNone(_) => presence(RuleKind::AllOrNone, |present, named| present == 0 || present == named);
    ineffective: RuleKind::Ineffective(_) => presence(RuleKind::Ineffective, |present, _| present == 0);
    overrides: RuleKind::Overrides(..) => overrides();
    ordering: RuleKind::Ordering { .. } => ordering();
    range_span: RuleKind::RangeSpan { .. } => range_span();
    total_length: RuleKind::TotalLength(..) => total_length();
    total_items: RuleKind::TotalItems(..) => total_items();
    subset: RuleKind::Subset(..) => subset();
    uniform_kind: RuleKind::UniformKind { .. } => uniform_kind();
}

static SECONDS: [Limit; 1] = [Limit(Check::Format(Format::EpochSeconds), &PAGE)];

static AUDIENCE: Shape = {
    static MEMBERS: [Member; 3] = [
        Member::new("alias", Kind::List(&Kind::Text)),
        Member::new("tag", Kind::List(&Kind::Text)),
        Member::new("tag_and", Kind::List(&Kind::Text)),
    ];
    Shape::new("Audience", &MEMBERS, &[])
};

static ITEM: Shape = {
    static MEMBERS: [Member; 2] =
        [Member::new("ids", Kind::List(&Kind::Text)), Member::new("audience", Kind::Record(&AUDIENCE))];
    Shape::new("Item", &MEMBERS, &[])
};

static MEMBERS: [Member; 9] = [
    Member::new("a", Kind::Text),
    Member::new("b", Kind::Text),
    Member::new("c", Kind::Text),
    Member::new("d", Kind::Text),
    Member::new("some", Kind::List(&Kind::Text)),
    Member::new("all", Kind::List(&Kind::Text)),
    Member::new("from", Kind::Int64).limits(&SECONDS),
    Member::new("to", Kind::Int64).limits(&SECONDS),
    Member::new("items", Kind::List(&Kind::Record(&ITEM))),
];

fn holds(case: &Case, test: &str) {
    assert_eq!(tested_by(&case.kind), test);
    for violation in judged(&case.kind, case.shape(), "Probe.the-rule", &case.passes, &case.fails) {
        assert_eq!(violation.page, Some(&PAGE));
        assert_eq!(violation.advice, case.kind.is_advice());
    }
}

/// No object of another rule's makes the validator panic.
#[test]
fn any_object_is_judged() {
    let any = || Union::new(cases().into_iter().map(|(_, cases)| cases));
    crate::run((any(), any()), |(case, other)| {
        for json in other.passes.iter().chain(&other.fails) {
            violations(case.shape(), json);
        }
    });
}

type Names = &'static [&'static str];

/// Every way in which four members can be there or not, with the names of those that are.
fn presences() -> impl Iterator<Item = (Value, Vec<&'static str>)> {
    (0..16_u8).map(|bits| {
        let names = ["a", "b", "c", "d"].into_iter().enumerate();
        let present: Vec<&str> = names.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, name)| name).collect();
        let members: Map<String, Value> =
            present.iter().map(|name| ((*name).to_owned(), json!(""))).collect();
        (json!(members), present)
    })
}

fn sorted_by(kind: RuleKind, passes: impl Fn(&[&'static str]) -> bool) -> Case {
    let (passes, fails): (Vec<_>, Vec<_>) = presences().partition(|(_, present)| passes(present));
    let objects = |sides: Vec<(Value, _)>| sides.into_iter().map(|(json, _)| json).collect();
    Case { kind, passes: objects(passes), fails: objects(fails) }
}

/// A rule that looks only at how many of the members it names are there.
fn presence(kind: fn(Names) -> RuleKind, passes: fn(usize, usize) -> bool) -> impl Strategy<Value = Case> {
    subsequence(vec!["a", "b", "c", "d"], 1..=4).prop_map(move |named| {
        sorted_by(kind(leak_list(named.clone())), |present| {
            passes(present.iter().filter(|name| named.contains(name)).count(), named.len())
        })
    })
}

fn overrides() -> impl Strategy<Value = Case> {
    subsequence(vec!["b", "c", "d"], 1..=3).prop_map(|losers| {
        sorted_by(RuleKind::Overrides("a", leak_list(losers.clone())), |present| {
            !present.contains(&"a") || !losers.iter().any(|loser| present.contains(loser))
        })
    })
}

/// With a margin the later time is later by more than it; without one the two may be equal.
fn ordering() -> impl Strategy<Value = Case> {
    let margin = prop_oneof![Just(0), 1..100_000_u32];
    (margin, any::<bool>(), -2_000_000_000..2_000_000_000_i64).prop_map(
        |(margin_seconds, earlier_defaults_to_now, from)| {
            let kind =
                RuleKind::Ordering { earlier: "from", later: "to", margin_seconds, earlier_defaults_to_now };
            let least = if margin_seconds == 0 { 0 } else { i64::from(margin_seconds) + 1 };
            let [under, at, over] =
                [least - 1, least, least + 1].map(|apart| json!({ "from": from, "to": from + apart }));
            let [under_now, at_now] = [least - 1, least].map(|apart| json!({ "to": 1_795_323_627 + apart }));
            let mut case = Case { kind, passes: vec![at, over, at_now], fails: vec![under] };
            let side = if earlier_defaults_to_now { &mut case.fails } else { &mut case.passes };
            side.push(under_now);
            case
        },
    )
}

fn range_span() -> impl Strategy<Value = Case> {
    (1..u32::MAX, -2_000_000_000..2_000_000_000_i64).prop_map(|(max_seconds, from)| {
        let kind = RuleKind::RangeSpan { start: "from", end: "to", max_seconds };
        let most = i64::from(max_seconds);
        let [under, at, over] =
            [most - 1, most, most + 1].map(|span| json!({ "from": from, "to": from + span }));
        Case { kind, passes: vec![under, at, json!({ "to": from })], fails: vec![over] }
    })
}

fn total_length() -> impl Strategy<Value = Case> {
    let units = select(vec![Unit::Bytes, Unit::Chars, Unit::Unstated]);
    ("\\PC{0,12}", "\\PC{0,12}", units).prop_map(|(first, second, unit)| {
        let max = length(&first, unit) + length(&second, unit) + 1;
        let kind = RuleKind::TotalLength(&["a", "b"], max, unit);
        let texts = |more: &str| json!({ "a": first, "b": format!("{second}{more}"), "c": "not counted" });
        Case { kind, passes: vec![texts(""), texts("x")], fails: vec![texts("xx")] }
    })
}

fn total_items() -> impl Strategy<Value = Case> {
    (0..6_usize, vec(0..6_usize, 1..5)).prop_map(|(alone, inside)| {
        let ids = |count: usize| vec!["x"; count];
        let object = |more: usize| {
            let items: Vec<Value> = inside.iter().map(|count| json!({ "ids": ids(*count) })).collect();
            json!({ "some": ids(alone + more), "items": items, "all": ["not counted"] })
        };
        let max = u32::try_from(alone + 1 + inside.iter().sum::<usize>()).unwrap();
        let kind = RuleKind::TotalItems(&["some", "items.ids"], max);
        Case { kind, passes: vec![object(0), object(1)], fails: vec![object(2)] }
    })
}

fn subset() -> impl Strategy<Value = Case> {
    let words = btree_set("[a-z]{1,3}", 1..6).prop_map(|words| words.into_iter().collect::<Vec<String>>());
    words.prop_map(|all| {
        let some = |words: &[String]| json!({ "some": words, "all": all });
        let outside = [&all[..], &["A".to_owned()]].concat();
        Case {
            kind: RuleKind::Subset("some", "all"),
            passes: vec![some(&[]), some(&all[1..]), some(&all)],
            fails: vec![some(&outside), json!({ "some": all })],
        }
    })
}

fn uniform_kind() -> impl Strategy<Value = Case> {
    let key = select(vec!["alias", "tag", "tag_and"]);
    let alike = subsequence(vec!["alias", "tag", "tag_and"], 0..=3);
    (vec(key, 1..4), alike).prop_map(|(keys, alike)| {
        let kind_of = |key: &&'static str| if alike.contains(key) { "alike" } else { *key };
        let kinds: BTreeSet<&str> = keys.iter().map(kind_of).collect();
        let items: Vec<Value> = keys.iter().map(|key| json!({ "audience": { *key: ["x"] } })).collect();
        let kind =
            RuleKind::UniformKind { list: "items", member: "audience", alike: leak_list(alike.clone()) };
        let (passes, fails) = if kinds.len() > 1 { (vec![], vec![items]) } else { (vec![items], vec![]) };
        let objects =
            |lists: Vec<Vec<Value>>| lists.into_iter().map(|items| json!({ "items": items })).collect();
        Case { kind, passes: objects(passes), fails: objects(fails) }
    })
}
