//! How many times as long one thing takes as another.

use allocation_counter::opt_out;
use criterion::measurement::{Measurement as _, WallTime};
use std::time::Duration;

/// Rounds in each of which both are measured. Their median is what counts.
const ROUNDS: usize = 61;

/// How long one of the two is measured in one round.
const ROUND: Duration = Duration::from_millis(8);

/// How many times as long `one` takes as `other`.
///
/// The two take turns, and each begins every second round. What else the machine does then slows both down
/// alike, and a round in which it slowed down one alone does not count.
pub(crate) fn ratio(one: &dyn Fn(), other: &dyn Fn()) -> f64 {
    let mut ratio = 0.0;
    opt_out(|| ratio = median(one, other));
    ratio
}

fn median(one: &dyn Fn(), other: &dyn Fn()) -> f64 {
    let (one_calls, other_calls) = (calls(one), calls(other));
    let mut ratios = [0.0; ROUNDS];
    for (round, ratio) in ratios.iter_mut().enumerate() {
        let (mine, others);
        if round % 2 == 0 {
            mine = seconds(one, one_calls);
            others = seconds(other, other_calls);
        } else {
            others = seconds(other, other_calls);
            mine = seconds(one, one_calls);
        }
        *ratio = (mine / f64::from(one_calls)) / (others / f64::from(other_calls));
    }
    ratios.sort_unstable_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

/// How many calls fill a round.
fn calls(what: &dyn Fn()) -> u32 {
    let mut calls = 1;
    while seconds(what, calls) < ROUND.as_secs_f64() && calls < 1 << 24 {
        calls *= 2;
    }
    calls
}

/// How long so many calls take, by the clock that criterion uses.
fn seconds(what: &dyn Fn(), calls: u32) -> f64 {
    let start = WallTime.start();
    for _ in 0..calls {
        what();
    }
    WallTime.end(start).as_secs_f64()
}
