//! What no HTTP library does: answers that drip, break off, never end, or come without a good certificate.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test of time limits takes time; one that cannot go on fails"
)]

use bindery::mqtt::{Client, SERVICE, SendMessageRequest};
use bindery::runtime::SendState;
use bindery::{Config, Error, ErrorKind};
use bindery_tests::{Carrier, Server, Step, config};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

fn message() -> SendMessageRequest {
    SendMessageRequest::default().instance_id("i").mqtt_topic("t").payload("p")
}

async fn fails(url: &str, carrier: Carrier, configure: impl FnOnce(Config) -> Config) -> Error {
    let config = configure(carrier.under(config(&SERVICE).endpoint(url)));
    Client::new(config).unwrap().send_message(&message()).await.unwrap_err()
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

/// Before the head, in it, and in the body.
#[tokio::test]
async fn a_reset_is_a_typed_error_wherever_it_comes() {
    for (written, state) in [
        (b"".as_slice(), SendState::MaybeSent),
        (b"HTTP/1.1 200 OK\r\ncontent-le".as_slice(), SendState::MaybeSent),
        (HEAD, SendState::Answered),
    ] {
        for carrier in Carrier::ALL {
            let script = vec![Step::ReadRequest, Step::Write(written.to_vec()), Step::Reset];
            let server = Server::start(script).await;
            let error = fails(&server.url(), carrier, |config| config).await;
            assert_eq!(error.kind(), ErrorKind::Transport);
            // A reset may overtake the head.
            assert!(error.send_state() == state || error.send_state() == SendState::MaybeSent);
            assert!(error.may_have_taken_effect());
        }
    }
}

/// A length that is too large never ends; one that is too small leaves an answer that cannot be read.
#[tokio::test]
async fn a_length_that_is_a_lie_is_a_typed_error() {
    let body = br#"{"MsgId":"m"}"#;
    for (length, kind) in [(99, ErrorKind::Transport), (5, ErrorKind::Decode)] {
        for carrier in Carrier::ALL {
            let mut answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").into_bytes();
            answer.extend_from_slice(body);
            let error = fails(&Server::answering(answer).await.url(), carrier, |config| config).await;
            assert_eq!((error.kind(), error.send_state()), (kind, SendState::Answered));
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
