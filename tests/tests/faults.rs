//! Faults by the thousand: what the client says of a call agrees with what the service's ledger says of it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test of time limits takes time; one that cannot go on fails"
)]

use bindery::mqtt::{self, SERVICE, SendMessageRequest};
use bindery::runtime::{Client, RandomNonces, SendState, SystemClock};
use bindery::{Config, Error, ErrorKind, Map};
use bindery_mock::{Fault, Faults, Mock, MockConfig};
use bindery_tests::{Carrier, Server, Step, config, model, service};
use serde_json::json;
use std::collections::HashMap;
use std::future::IntoFuture as _;
use std::ops::Range;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// The default policy, on this machine's clock and as fast as it goes.
fn against(mock: &Mock, name: &str) -> Config {
    let config = config(service(name)).max_attempts(3).pacing(false).endpoint(mock.url());
    config.clock(SystemClock).nonces(RandomNonces::default())
}

async fn mock() -> Mock {
    Mock::start(MockConfig::default().without_rates()).await.unwrap()
}

/// So many times the documented example of an operation, each different from all others.
fn numbered(service: &str, operation: &str, numbers: Range<usize>) -> Vec<Map> {
    let model = model();
    let module = model.services.iter().find(|module| module.module == service).unwrap();
    let operation = module.operations.iter().find(|one| one.wire_name == operation).unwrap();
    let mut example = operation.examples[0].request.clone();
    example.remove("cid");
    let call = |number| {
        let mut parameters = example.clone();
        let (name, value) = match operation.wire_name.as_str() {
            "schedule.create" => ("name", format!("task_{number}")),
            "Push" => ("Title", format!("title {number}")),
            "SendMessage" => ("Payload", format!("payload {number}")),
            _ => ("content", format!("{{\"number\":{number}}}")),
        };
        parameters.insert(name.to_owned(), json!(value));
        parameters
    };
    numbers.map(call).collect()
}

/// Makes all these calls, so many at a time, and gives what each came to.
async fn call_all(
    client: &Client,
    operation: &'static str,
    all: &[Map],
    at_a_time: usize,
) -> Vec<Result<(), Error>> {
    let mut results = Vec::new();
    for some in all.chunks(at_a_time) {
        let mut calls = JoinSet::new();
        for (at, parameters) in some.iter().enumerate() {
            let (client, parameters) = (client.clone(), parameters.clone());
            calls.spawn(async move {
                let result = client.call(operation, &parameters).unwrap().await;
                (at, result.map(drop))
            });
        }
        let mut of_some = calls.join_all().await;
        of_some.sort_by_key(|(at, _)| *at);
        results.extend(of_some.into_iter().map(|(_, result)| result));
    }
    results
}

/// How often the ledger holds a call with these parameters.
fn counts(mock: &Mock, operation: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for entry in mock.ledger().of(operation) {
        let mut parameters = entry.parameters;
        parameters.remove("IdempotentToken");
        *counts.entry(key(&parameters)).or_default() += 1;
    }
    counts
}

/// What tells one numbered call from the others.
fn key(parameters: &Map) -> String {
    ["name", "Title", "Payload", "content"]
        .iter()
        .find_map(|name| parameters.get(*name))
        .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        .unwrap()
}

#[tokio::test]
async fn a_reset_after_the_call_was_carried_out_makes_no_duplicate_and_is_never_called_unsent() {
    // An application has a hundred tasks at most, so each hundred has a service of its own.
    for (name, operation, rounds, calls) in [
        ("mqtt", "SendMessage", 1, 1500),
        ("tmc", "taobao.tmc.message.produce", 1, 1500),
        ("jpush", "schedule.create", 5, 100),
    ] {
        for _ in 0..rounds {
            let mock = mock().await;
            mock.fault_next(operation, Fault::ResetAfterCommit, u32::MAX).unwrap();
            let client = Client::new(service(name), against(&mock, name)).unwrap();
            for result in call_all(&client, operation, &numbered(name, operation, 0..calls), 50).await {
                let error = result.unwrap_err();
                assert_eq!((error.send_state(), error.attempts()), (SendState::MaybeSent, 1), "{error:?}");
                assert!(error.may_have_taken_effect() && !error.is_retryable());
            }
            let counts = counts(&mock, operation);
            assert_eq!(counts.len(), calls);
            assert!(counts.values().all(|count| *count == 1));
        }
    }
}

#[tokio::test]
async fn a_token_makes_repeats_after_a_reset_take_effect_once() {
    const CALLS: usize = 500;
    let mock = mock().await;
    mock.faults(Faults::seeded(5).with(Fault::ResetAfterCommit, 0.4).unwrap());
    let client = Client::new(service("mpush"), against(&mock, "mpush")).unwrap();
    let all = numbered("mpush", "Push", 0..CALLS);
    let results = call_all(&client, "Push", &all, CALLS).await;
    let failed = results.iter().filter_map(|result| result.as_ref().err()).collect::<Vec<_>>();
    assert!(failed.iter().all(|error| error.send_state() == SendState::MaybeSent));
    // Four in ten go wrong, and a call ends in failure only after three such.
    assert!(!failed.is_empty() && failed.len() < CALLS / 5, "{}", failed.len());
    let counts = counts(&mock, "Push");
    assert_eq!(counts.len(), CALLS);
    assert!(counts.values().all(|count| *count == 1));
}

#[test]
fn ten_thousand_calls_at_once_with_faults_all_end_and_agree_with_the_ledger() {
    const CALLS: usize = 10_000;
    // The mock has a thread of its own, so that the memory of this one is the client's alone.
    let beside = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mock = beside.block_on(mock());
    let kinds = [
        Fault::ResetBeforeCommit,
        Fault::ResetAfterCommit,
        Fault::Truncate,
        Fault::ServerError,
        Fault::Throttle,
    ];
    let faults = kinds.into_iter().try_fold(Faults::seeded(7), |faults, fault| faults.with(fault, 0.01));
    mock.faults(faults.unwrap());
    let here = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = here.block_on(async { Client::new(service("mqtt"), against(&mock, "mqtt")).unwrap() });
    for round in 0..2 {
        let all = numbered("mqtt", "SendMessage", round * CALLS..(round + 1) * CALLS);
        let taken = allocation_counter::measure(|| {
            let results = here.block_on(call_all(&client, "SendMessage", &all, CALLS));
            agree(&all, &results, &counts(&mock, "SendMessage"));
        });
        // What the first round set up, the connections above all, is used again.
        assert!(round == 0 || taken.bytes_current < 1 << 20, "{} bytes more", taken.bytes_current);
    }
}

/// What succeeded was carried out once, what was not sent never, and nothing twice.
fn agree(all: &[Map], results: &[Result<(), Error>], counts: &HashMap<String, usize>) {
    let mut ended = HashMap::<_, usize>::new();
    for (parameters, result) in all.iter().zip(results) {
        let count = counts.get(&key(parameters)).copied().unwrap_or_default();
        let state = result.as_ref().err().map(Error::send_state);
        match state {
            None => assert_eq!(count, 1),
            Some(SendState::NotSent) => assert_eq!(count, 0),
            Some(_) => assert!(count <= 1),
        }
        *ended.entry(state).or_default() += 1;
    }
    assert_eq!(results.len(), all.len());
    assert!(ended[&None] > 0 && ended[&Some(SendState::MaybeSent)] > 0, "{ended:?}");
}

#[tokio::test]
async fn ten_thousand_cancelled_calls_leave_nothing_behind() {
    let mock = mock().await;
    let client = Client::new(service("mqtt"), against(&mock, "mqtt")).unwrap();
    let parameters = &numbered("mqtt", "SendMessage", 0..1)[0];
    let mut context = Context::from_waker(Waker::noop());
    let before = open_files();
    for number in 0..10_000 {
        let mut call = client.call("SendMessage", parameters).unwrap().into_future();
        // Dropped at one point of its way or another.
        for _ in 0..number % 7 {
            if matches!(call.as_mut().poll(&mut context), Poll::Ready(_)) {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(call);
    }
    let began = Instant::now();
    for _ in 0..100 {
        client.call("SendMessage", parameters).unwrap().await.unwrap();
    }
    assert!(began.elapsed() < Duration::from_secs(5));
    // Connections that were given up are closed, but for the pool's.
    let after = open_files();
    assert!(after <= before + 64, "{before} then {after} open files");
}

/// How many files this process has open, where that can be told.
fn open_files() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}

fn message() -> SendMessageRequest {
    SendMessageRequest::default().instance_id("i").mqtt_topic("t").payload("p")
}

async fn fails(url: &str, carrier: Carrier, configure: impl FnOnce(Config) -> Config) -> Error {
    let config = configure(carrier.under(config(&SERVICE).endpoint(url)));
    mqtt::Client::new(config).unwrap().send_message(&message()).await.unwrap_err()
}

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n";

/// Silence, a head and a body that come byte by byte: all end at the limit, within a twentieth of it.
#[tokio::test]
async fn slow_answers_end_at_their_limit() {
    let limit = Duration::from_secs(2);
    let slowly = Duration::from_millis(70);
    let scripts = [
        vec![Step::ReadRequest, Step::Hold],
        vec![Step::ReadRequest, Step::Drip(HEAD.to_vec(), slowly)],
        vec![Step::ReadRequest, Step::Write(HEAD.to_vec()), Step::Drip(vec![b' '; 99], slowly)],
    ];
    let mut calls = JoinSet::new();
    for script in scripts {
        for carrier in Carrier::ALL {
            for total in [true, false] {
                let script = script.clone();
                calls.spawn(async move {
                    let server = Server::start(script).await;
                    let began = Instant::now();
                    let set = |config: Config| {
                        if total { config.total_timeout(limit) } else { config.attempt_timeout(limit) }
                    };
                    (fails(&server.url(), carrier, set).await, began.elapsed())
                });
            }
        }
    }
    for (error, time) in calls.join_all().await {
        assert_eq!((error.kind(), error.send_state()), (ErrorKind::Timeout, SendState::MaybeSent));
        assert!(time >= limit && time < limit + limit / 20, "{time:?}");
    }
}

#[tokio::test]
async fn an_answer_cut_at_any_byte_is_a_typed_error() {
    let body = r#"{"MsgId":"AC1EC80B00002A9F0000000000001234","RequestId":"R"}"#;
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    for end in 0..answer.len() {
        for carrier in Carrier::ALL {
            let server = Server::answering(&answer.as_bytes()[..end]).await;
            let error = fails(&server.url(), carrier, |config| config).await;
            let state =
                if end < answer.len() - body.len() { SendState::MaybeSent } else { SendState::Answered };
            assert_eq!((error.kind(), error.send_state()), (ErrorKind::Transport, state), "cut at {end}");
            assert!(error.may_have_taken_effect());
        }
    }
}

#[tokio::test]
async fn an_endless_head_is_a_typed_error() {
    let mut head = b"HTTP/1.1 200 OK\r\n".to_vec();
    for number in 0..10_000 {
        head.extend_from_slice(format!("x-header-{number}: value\r\n").as_bytes());
    }
    for carrier in Carrier::ALL {
        let server = Server::answering(head.clone()).await;
        let error = fails(&server.url(), carrier, |config| config).await;
        assert_eq!((error.kind(), error.send_state()), (ErrorKind::Transport, SendState::MaybeSent));
    }
}

/// Neither a body without end nor one that claims to be small when packed takes more than the cap.
#[test]
fn a_body_without_end_takes_no_more_memory_than_the_cap() {
    const CAP: usize = 4 << 20;
    for encoding in
        ["", "content-encoding: gzip\r\n", "content-encoding: gzip\r\ncontent-length: 10737418240\r\n"]
    {
        for carrier in Carrier::ALL {
            let head = format!("HTTP/1.1 200 OK\r\n{encoding}\r\n\x1f\u{8b}");
            let script =
                vec![Step::ReadRequest, Step::Write(head.into_bytes()), Step::WriteForever(vec![0; 65_536])];
            let taken = allocation_counter::measure(|| {
                bindery_tests::block_on(async {
                    let server = Server::start(script).await;
                    let error = fails(&server.url(), carrier, |config| config.max_answer_bytes(CAP)).await;
                    assert_eq!((error.kind(), error.status()), (ErrorKind::TooLarge, Some(200)));
                });
            });
            // The buffer doubles as it grows; the start of the body is kept as text.
            assert!(taken.bytes_max < 4 * CAP as u64, "{} bytes over {carrier:?}", taken.bytes_max);
        }
    }
}

/// A server with a certificate that nobody vouches for: self-signed, expired, or of another host.
#[tokio::test]
async fn a_bad_certificate_is_refused_before_a_byte_of_the_request() {
    for case in ["self-signed", "expired", "other host"] {
        for carrier in Carrier::ALL {
            let server = tls::Server::start(case).await;
            let error = fails(&server.url(), carrier, |config| config).await;
            assert_eq!(
                (error.kind(), error.send_state()),
                (ErrorKind::Connect, SendState::NotSent),
                "{case}"
            );
            assert_eq!((server.handshakes(), server.bytes()), (1, 0), "{case} over {carrier:?}");
        }
    }
    // A server that speaks no TLS gets no request either.
    let server = Server::answering(HEAD).await;
    let url = server.url().replace("http:", "https:");
    for carrier in Carrier::ALL {
        let error = fails(&url, carrier, |config| config.connect_timeout(Duration::from_secs(1))).await;
        assert_eq!((error.kind(), error.send_state()), (ErrorKind::Connect, SendState::NotSent));
    }
    assert_eq!(server.requests(), 0);
}

mod tls {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::AsyncReadExt as _;
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::pki_types::PrivateKeyDer;

    /// A TLS server that counts what it reads.
    pub(super) struct Server {
        port: u16,
        handshakes: Arc<AtomicUsize>,
        bytes: Arc<AtomicUsize>,
    }

    impl Server {
        pub(super) async fn start(case: &str) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let server = Self {
                port: listener.local_addr().unwrap().port(),
                handshakes: Arc::default(),
                bytes: Arc::default(),
            };
            let (handshakes, bytes) = (Arc::clone(&server.handshakes), Arc::clone(&server.bytes));
            let acceptor = acceptor(case);
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    handshakes.fetch_add(1, Ordering::SeqCst);
                    if let Ok(mut stream) = acceptor.accept(stream).await {
                        let read = stream.read(&mut [0; 1024]).await.unwrap_or_default();
                        bytes.fetch_add(read, Ordering::SeqCst);
                    }
                }
            });
            server
        }

        pub(super) fn url(&self) -> String {
            format!("https://127.0.0.1:{}", self.port)
        }

        pub(super) fn handshakes(&self) -> usize {
            self.handshakes.load(Ordering::SeqCst)
        }

        pub(super) fn bytes(&self) -> usize {
            self.bytes.load(Ordering::SeqCst)
        }
    }

    fn acceptor(case: &str) -> TlsAcceptor {
        let host = if case == "other host" { "other.example" } else { "127.0.0.1" };
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        if case == "expired" {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder().with_no_client_auth();
        let config = config.with_single_cert(vec![certificate.der().clone()], key).unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}
