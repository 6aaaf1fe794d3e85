//! HTTP byte by byte, for what a client would not do.

use bindery::runtime::serde_json::{self, Value as Json};
use bindery_mock::Mock;
use std::io;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer, as it came.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Raw {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Sends a request and reads all that comes.
pub(crate) async fn send(mock: &Mock, line: &str, headers: &[&str], body: &str) -> io::Result<Raw> {
    let text = bytes(mock, &format!("{line} HTTP/1.1"), headers, body).await?;
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Ok(Raw { status, head: head.to_owned(), body: body.to_owned() })
}

/// Sends a request and reads all that comes, whatever it is.
pub(crate) async fn bytes(mock: &Mock, line: &str, headers: &[&str], body: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(mock.address()).await?;
    let mut request = format!("{line}\r\nHost: {}\r\nConnection: close\r\n", mock.address());
    for header in headers {
        request.extend([header, "\r\n"]);
    }
    if !body.is_empty() {
        request.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
    }
    request.extend(["\r\n", body]);
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
