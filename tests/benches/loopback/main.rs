//! Calls over the loopback interface: typed calls, over each transport, beside plain reqwest, which sends the same
//! bytes ready-made.
//!
//! The server is the smallest that there can be, on a thread of its own, so that the client is what is measured. The
//! two take turns, and the lines that begin with `result:` are medians of the ratios within one turn.
//!
//! `-- --serve PORT` runs the server alone, for clients in other languages; `-- --clients SCRIPT` lets such a
//! script take turns with the typed calls.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on fails, and prints"
)]

mod peers;
mod server;
mod turn;

use bindery::mqtt::{Client, SendMessageRequest};
use bindery::{Config, Credentials};
use bindery_tests::Carrier;
use std::sync::Arc;
use turn::{Turn, median, take_turn};

/// What a turn is made of.
struct Size {
    in_flight: usize,
    calls: usize,
    turns: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1)
    };
    if let Some(port) = after("--serve") {
        server::serve(port.parse().expect("a port"));
        return;
    }
    // Without this argument, as `cargo test` runs it, the benchmark is only tried.
    let in_earnest = arguments.iter().any(|argument| argument == "--bench");
    let port = server::start();
    let sizes = if in_earnest {
        [Size { in_flight: 1, calls: 4_000, turns: 11 }, Size { in_flight: 64, calls: 20_000, turns: 11 }]
    } else {
        [Size { in_flight: 1, calls: 20, turns: 1 }, Size { in_flight: 64, calls: 640, turns: 1 }]
    };
    for size in &sizes {
        beside_reqwest(port, size);
    }
    if let Some(script) = after("--clients") {
        peers::beside(script, port, &sizes[1]);
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// The client, its rates switched off: the server has none.
fn client(port: u16, carrier: Carrier) -> Client {
    let credentials = Credentials::new("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET").expect("credentials");
    let config = Config::new(credentials).region("cn-hangzhou").pacing(false);
    Client::new(carrier.under(config).endpoint(format!("http://127.0.0.1:{port}"))).expect("a client")
}

/// A payload of 400 bytes.
fn message() -> SendMessageRequest {
    SendMessageRequest::default()
        .instance_id("post-cn-0pp12gl****")
        .mqtt_topic("TopicA")
        .payload("a".repeat(400))
}

/// One turn of typed calls.
fn typed(port: u16, carrier: Carrier, size: &Size) -> Turn {
    let client = client(port, carrier);
    let message = Arc::new(message());
    runtime().block_on(take_turn(size.in_flight, size.calls, move || {
        let (client, message) = (client.clone(), Arc::clone(&message));
        async move {
            let answer = client.send_message(&message).await.expect("an answer");
            assert!(answer.msg_id.is_some());
        }
    }))
}

/// One turn of plain reqwest with a request of the same bytes, made once and cloned.
fn plain(port: u16, size: &Size) -> Turn {
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let runtime = runtime();
    let request = runtime.block_on(async {
        let client = client(port, Carrier::Hyper);
        client.send_message(&message()).prepare().await.expect("a request").into_request()
    });
    let request = Arc::new(reqwest::Request::try_from(request).expect("a request"));
    runtime.block_on(take_turn(size.in_flight, size.calls, move || {
        let (http, request) = (http.clone(), request.try_clone().expect("a request"));
        async move {
            let answer = http.execute(request).await.expect("an answer");
            assert!(answer.status().is_success());
            assert!(!answer.bytes().await.expect("a body").is_empty());
        }
    }))
}

fn beside_reqwest(port: u16, size: &Size) {
    let mut turns = Vec::new();
    for turn in 0..size.turns {
        // Who goes first changes, for the first finds the caches cold.
        let mut results = [None, None, None];
        for at in 0..3 {
            let who = (at + turn) % 3;
            results[who] = Some(match who {
                0 => plain(port, size),
                who => typed(port, Carrier::ALL[who - 1], size),
            });
        }
        turns.push(results.map(|result| result.expect("everyone has a turn")));
    }
    for (at, carrier) in Carrier::ALL.into_iter().enumerate() {
        report(size, carrier, &turns, at + 1);
    }
}

/// The lines of one transport. The goal is that of the client as it comes, which takes the leaner one.
fn report(size: &Size, carrier: Carrier, turns: &[[Turn; 3]], at: usize) {
    let over = |value: &dyn Fn(&[Turn; 3]) -> f64| median(turns.iter().map(value).collect());
    let goal = match (carrier, size.in_flight) {
        (Carrier::Reqwest, _) => "no goal",
        (Carrier::Hyper, 1) => "goal at least 0.95",
        (Carrier::Hyper, _) => "goal at least 0.75",
    };
    let name = format!("loopback: {} in flight over {carrier:?}", size.in_flight);
    let rate = over(&|turn| turn[at].rate() / turn[0].rate());
    println!("result: {name}, calls a second beside plain reqwest = {rate:.2} ({goal})");
    let cpu = over(&|turn| turn[at].cpu_per_call() / turn[0].cpu_per_call());
    println!("result: {name}, processor time a call beside plain reqwest = {cpu:.2} (no goal)");
    let rate = over(&|turn| turn[at].rate());
    println!("result: {name}, typed calls a second = {rate:.0} (no goal)");
}
