//! Starting and stopping.

use crate::shared::mock;
use bindery_mock::{Error, Mock, MockConfig};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

fn everywhere() -> SocketAddr {
    "0.0.0.0:0".parse().unwrap()
}

#[tokio::test]
async fn only_this_machine_is_listened_to_unless_told_otherwise() {
    let mock = mock().await;
    assert!(mock.address().ip().is_loopback());
    let refused = Mock::start(MockConfig::default().address(everywhere())).await;
    assert!(matches!(refused, Err(Error::NotLoopback(_))));
    Mock::start(MockConfig::default().address(everywhere()).expose()).await.unwrap();
}

#[tokio::test]
async fn an_address_is_listened_on_once() {
    let mock = mock().await;
    let again = Mock::start(MockConfig::default().address(mock.address())).await;
    assert!(matches!(again, Err(Error::Bind(..))));
}

#[tokio::test]
async fn a_dropped_mock_answers_no_more() {
    let mock = mock().await;
    let address = mock.address();
    let mut open = TcpStream::connect(address).await.unwrap();
    drop(mock);
    let mut byte = [0; 1];
    let read = tokio::time::timeout(Duration::from_secs(10), open.read(&mut byte)).await;
    assert!(matches!(read.expect("it is closed"), Ok(0) | Err(_)));
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn what_is_no_http_does_no_harm() {
    let mock = mock().await;
    for line in ["", "\0\u{ff}", "GET", "POST / HTTP/9.9", "GET /%zz?&=&%=%00 HTTP/1.1"] {
        let _ = crate::raw::bytes(&mock, line, &["x-acs-action: \u{7f}"], "").await;
    }
    let multipart = "Content-Type: multipart/form-data; boundary=";
    crate::raw::send(&mock, "POST /router/rest", &[multipart], "--\r\n\r\n--").await.unwrap();
    let large = "x".repeat((10 << 20) + 1);
    let answer = crate::raw::send(&mock, "POST /", &["x-acs-action: Push"], &large).await.unwrap();
    assert_eq!(answer.status, 413);
    assert!(mock.ledger().is_empty());
}
