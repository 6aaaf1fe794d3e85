//! A server for one request.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

/// A server on this machine that reads one request, answers with some bytes, and closes.
pub(crate) struct Server {
    url: String,
    request: JoinHandle<String>,
}

impl Server {
    /// Answers with this status and this body of JSON.
    pub(crate) fn answering(status: u16, body: &str) -> Self {
        let length = body.len();
        Self::writing(format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
    }

    /// Closes without an answer.
    pub(crate) fn silent() -> Self {
        Self::writing(String::new())
    }

    fn writing(answer: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let request = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let request = read_request(&mut stream);
            stream.write_all(answer.as_bytes()).expect("the client listens");
            request
        });
        Self { url, request }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The request that arrived.
    pub(crate) fn request(self) -> String {
        self.request.join().expect("a request")
    }
}

/// A URL on this machine where nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.to_ascii_lowercase();
            let length =
                length.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        let read = stream.read(&mut chunk).expect("the client sends");
        assert_ne!(read, 0, "the request broke off");
        request.extend_from_slice(&chunk[..read]);
    }
}
