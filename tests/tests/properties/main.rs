//! Every kind of limit and rule at its bound: what lies under, at and over it, drawn at random from a fixed seed.
//!
//! Each row of `properties!` is one kind and the cases it is tested with. A kind without a row does not compile.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use bindery::runtime::json::JsonRecord;
use bindery::runtime::table::{Page, Shape};
use bindery::runtime::{RecordRef, Violation, validate};
use bindery_tests::{now, object};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use std::fmt::Debug;

/// Declares the kinds: for each the name of its test, the pattern that tells it, and its cases.
macro_rules! properties {
    ($kind:ty, $holds:ident; $($name:ident: $pattern:pat => $cases:expr;)*) => {
        /// The name of the test of a kind.
        fn tested_by(kind: &$kind) -> &'static str {
            match kind {
                $($pattern => stringify!($name),)*
            }
        }

        /// The cases of every kind, by the name of its test.
        fn cases() -> Vec<(&'static str, BoxedStrategy<Case>)> {
            vec![$((stringify!($name), Strategy::boxed($cases))),*]
        }

        mod each_kind {
            $(
                #[test]
                fn $name() {
                    let (test, cases) = super::cases().into_iter().find(|(test, _)| *test == stringify!($name)).unwrap();
                    crate::run(cases, |case| super::$holds(case, test));
                }
            )*
        }
    };
}

mod formats;
mod limits;
mod rules;

static PAGE: Page = Page { title: "Limits", locale: "en", date: "2026-11-22" };

/// What cases are drawn from, unless the environment has another `PROPTEST_RNG_SEED`.
const SEED: u64 = 20_261_122;

/// Tests a property with cases of this strategy. A failure shows the smallest case found.
fn run<S: Strategy>(cases: S, holds: impl Fn(&S::Value)) {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(SEED);
    }
    let seed = config.rng_seed;
    let outcome = TestRunner::new(config).run(&cases, |case| {
        holds(&case);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}\nseed: {seed:?}"));
}

/// Checks an object by a table.
fn violations(shape: &'static Shape, json: &serde_json::Value) -> Vec<Violation> {
    let map = object(json.clone());
    validate::check(RecordRef::Json(JsonRecord::new(shape, &map)), now())
}

/// Each of the first passes, each of the others breaks this one limit or rule and nothing else.
fn judged(
    what: &dyn Debug,
    shape: &'static Shape,
    id: &str,
    passes: &[serde_json::Value],
    fails: &[serde_json::Value],
) -> Vec<Violation> {
    for json in passes {
        assert_eq!(violations(shape, json), [], "{what:?} refuses {json}");
    }
    fails
        .iter()
        .map(|json| {
            let mut found = violations(shape, json);
            let ids: Vec<&str> = found.iter().map(|violation| violation.rule.as_str()).collect();
            assert_eq!(ids, [id], "{what:?} judges {json}");
            found.remove(0)
        })
        .collect()
}

/// What tables are made of lives as long as the program.
fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_text(text: impl Into<String>) -> &'static str {
    Box::leak(text.into().into_boxed_str())
}

fn leak_list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect())
}

/// How long a text is, counted without the runtime.
fn length(text: &str, unit: bindery::runtime::table::Unit) -> u32 {
    use bindery::runtime::table::Unit;
    let length = match unit {
        Unit::Bytes => text.len(),
        Unit::Chars | Unit::Unstated => text.chars().count(),
    };
    u32::try_from(length).unwrap()
}
