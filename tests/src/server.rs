//! A server that does, byte by byte, what an HTTP library cannot.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with a connection, in order. At the end it closes.
#[derive(Clone, Debug)]
pub enum Step {
    /// Reads a whole request.
    ReadRequest,
    /// Writes these bytes.
    Write(Vec<u8>),
    /// Writes these bytes again and again, until the other side goes away.
    WriteForever(Vec<u8>),
    /// Writes these bytes one by one, with this time before each.
    Drip(Vec<u8>, Duration),
    /// Waits until the other side goes away.
    Hold,
    /// Closes with a reset instead of an end.
    Reset,
}

/// A server on this machine that does the same with every connection.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts the server on a free port of the loopback interface.
    pub async fn start(script: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(play(stream, script.clone(), Arc::clone(&counter)));
            }
        });
        Self { address, requests, task }
    }

    /// Starts a server that answers every request with these bytes.
    pub async fn answering(bytes: impl Into<Vec<u8>>) -> Self {
        Self::start(vec![Step::ReadRequest, Step::Write(bytes.into())]).await
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many whole requests it has read.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn play(mut stream: TcpStream, script: Vec<Step>, requests: Arc<AtomicUsize>) {
    for step in script {
        let done = match step {
            Step::ReadRequest => read_request(&mut stream, &requests).await,
            Step::Write(bytes) => stream.write_all(&bytes).await.is_ok(),
            Step::WriteForever(bytes) => {
                while stream.write_all(&bytes).await.is_ok() {}
                false
            }
            Step::Drip(bytes, every) => drip(&mut stream, &bytes, every).await.is_ok(),
            Step::Reset => {
                stream.set_zero_linger().expect("a socket");
                false
            }
            Step::Hold => {
                while stream.read(&mut [0; 1024]).await.is_ok_and(|read| read > 0) {}
                false
            }
        };
        if !done {
            return;
        }
    }
}

async fn drip(stream: &mut TcpStream, bytes: &[u8], every: Duration) -> std::io::Result<()> {
    for byte in bytes {
        tokio::time::sleep(every).await;
        stream.write_all(&[*byte]).await?;
    }
    Ok(())
}

/// Reads a head and as many bytes as its `content-length` says.
async fn read_request(stream: &mut TcpStream, requests: &AtomicUsize) -> bool {
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(length) = request_length(&seen)
            && seen.len() >= length
        {
            requests.fetch_add(1, Ordering::SeqCst);
            return true;
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return false,
            Ok(read) => seen.extend_from_slice(&buffer[..read]),
        }
    }
}

fn request_length(seen: &[u8]) -> Option<usize> {
    let head = seen.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&seen[..head]).to_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    Some(head + length.unwrap_or(0))
}
