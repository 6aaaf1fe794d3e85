//! What it takes to check, encode and sign a call, without sending it.
//!
//! Each call stands beside its floor: the hashing of the same bytes, which no implementation can spare. One
//! also stands beside code that was written by hand for it alone. Criterion reports times, which are those of
//! the machine; the lines that begin with `result:` are ratios within one run and counts of allocations, which
//! can be compared between machines. `docs/results.md` is made of them. Nothing is counted while time is taken,
//! for counting takes time.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot go on fails, and prints"
)]

mod by_hand;
mod case;
mod ratio;

use allocation_counter::opt_out;
use bindery::{Config, Prepared, mqtt};
use bindery_tests::{Canned, ID, NONCE, SECRET, credentials, now};
use by_hand::{SendMessage, Signer};
use case::{Case, INSTANCE_ID, PAYLOAD, TOPIC};
use criterion::Criterion;
use ratio::ratio;
use std::hint::black_box;
use std::time::Duration;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(50)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    // Without the first argument, as `cargo test` runs it, a benchmark is only tried; under the second, a profiler
    // looks at one alone.
    let has = |wanted: &str| std::env::args().any(|argument| argument == wanted);
    let in_earnest = has("--bench") && !has("--profile-time");
    for case in case::all() {
        opt_out(|| measure(&mut criterion, &case));
        if in_earnest {
            println!("{}", result(&case));
        }
    }
    beside_by_hand(&mut criterion, in_earnest);
    criterion.final_summary();
}

fn measure(criterion: &mut Criterion, case: &Case) {
    let mut group = criterion.benchmark_group(format!("prepare/{}", case.name));
    group.bench_function("bindery", |bencher| bencher.iter(&case.prepare));
    group.bench_function("floor", |bencher| bencher.iter(&case.floor));
    group.finish();
}

/// The line of a case.
fn result(case: &Case) -> String {
    let prepare = || drop(black_box((case.prepare)()));
    let times = ratio(&prepare, &case.floor);
    let allocations = allocation_counter::measure(prepare).count_total;
    let goal = match case.most_allocations {
        Some(most) => goal(&format!("at most {most} allocations"), allocations <= most),
        None => "no goal".to_owned(),
    };
    format!("result: prepare/{} = {times:.2} times the floor, {allocations} allocations ({goal})", case.name)
}

fn goal(goal: &str, met: bool) -> String {
    format!("goal {goal}: {}", if met { "met" } else { "missed" })
}

/// `SendMessage` beside code that knows no other operation. Both make the same request.
fn beside_by_hand(criterion: &mut Criterion, in_earnest: bool) {
    let payload = "a".repeat(PAYLOAD);
    let call = SendMessage { instance_id: INSTANCE_ID, mqtt_topic: TOPIC, payload: &payload };
    let signer = Signer::new("onsmqtt.cn-hangzhou.aliyuncs.com", ID, SECRET);
    check_that_they_agree(&signer, &call);

    let hand = || drop(black_box(signer.prepare(black_box(&call)).expect("a request without violations")));
    opt_out(|| {
        criterion.bench_function("prepare/send_message/by hand", |bencher| bencher.iter(hand));
    });
    if in_earnest {
        let [ours, ..] = case::all();
        let times = ratio(&|| drop(black_box((ours.prepare)())), &hand);
        let allocations = allocation_counter::measure(hand).count_total;
        let goal = goal("at most 1.25 times, never over 1.5", times <= 1.25);
        println!(
            "result: prepare/send_message beside code by hand = {times:.2} times, which makes {allocations} \
             allocations ({goal})"
        );
    }
}

/// With the same clock and nonce, the two requests are the same in every header and in every byte of the URL.
fn check_that_they_agree(signer: &Signer, call: &SendMessage<'_>) {
    let nonce = NONCE.as_bytes().try_into().expect("32 digits");
    let hand = signer.prepare_at(call, now(), nonce).expect("a request without violations");
    let ours = ours_at_a_fixed_time().into_request();
    assert_eq!(hand.method(), ours.method());
    assert_eq!(hand.uri(), ours.uri());
    assert_eq!(hand.headers(), ours.headers());
    assert_eq!(hand.body(), ours.body());
}

fn ours_at_a_fixed_time() -> Prepared {
    let config = Config::new(credentials()).clock(now()).nonces(NONCE.to_owned()).region("cn-hangzhou");
    let client = mqtt::Client::new(config.transport(Canned::new(200, ""))).expect("a client");
    case::now(client.send_message(&case::send_message_request()))
}
