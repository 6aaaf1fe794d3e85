//! Clients in another language, beside typed calls against the same server.

use super::turn::{Turn, median};
use super::{Size, typed};
use bindery_tests::Carrier;
use std::process::Command;
use std::time::Duration;

/// Lets the script take turns with the typed calls. It is called as `SCRIPT KIND PORT IN_FLIGHT CALLS` and prints
/// `CALLS SECONDS SECONDS_OF_PROCESSOR`; without arguments it prints the kinds that it knows, one a line.
pub(super) fn beside(script: &str, port: u16, size: &Size) {
    for kind in run(script, &[]).lines() {
        let (mut rates, mut times) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            let ours = typed(port, Carrier::Hyper, size);
            let theirs = theirs(script, kind, port, size.in_flight);
            rates.push(ours.rate() / theirs.rate());
            times.push(theirs.cpu_per_call() / ours.cpu_per_call());
        }
        let name = format!("loopback: {} in flight, typed calls beside {kind}", size.in_flight);
        println!("result: {name}, calls a second = {:.0} times (goal at least 20)", median(rates));
        println!(
            "result: {name}, calls for one processor time = {:.0} times (goal at least 20)",
            median(times)
        );
    }
}

fn theirs(script: &str, kind: &str, port: u16, in_flight: usize) -> Turn {
    let printed = run(script, &[kind, &port.to_string(), &in_flight.to_string(), "4000"]);
    let numbers: Vec<f64> =
        printed.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let [calls, time, cpu] = numbers[..] else { unreachable!("{script} printed {printed:?}") };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a count")]
    Turn::new(calls as usize, Duration::from_secs_f64(time), Duration::from_secs_f64(cpu))
}

fn run(script: &str, arguments: &[&str]) -> String {
    let output = Command::new(script).args(arguments).output().expect("the script");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}
