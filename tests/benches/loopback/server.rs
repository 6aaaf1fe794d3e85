//! The smallest server that can be: it reads a request to its end and writes the same answer to each.

use std::net::TcpListener as StdListener;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const BODY: &str =
    r#"{"RequestId":"5B7C0B6A-1234-5678-9ABC-DEF012345678","MsgId":"AC1EC80B00002A9F0000000000001234"}"#;

/// Starts it on a thread and a port of its own.
pub(super) fn start() -> u16 {
    let listener = StdListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || run(listener));
    port
}

/// Runs it here, on this port.
pub(super) fn serve(port: u16) {
    run(StdListener::bind(("127.0.0.1", port)).expect("the port"));
}

fn run(listener: StdListener) {
    listener.set_nonblocking(true).expect("a socket");
    super::runtime().block_on(async {
        let listener = TcpListener::from_std(listener).expect("a listener");
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
}

async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    let mut buffer = vec![0; 64 << 10];
    let mut filled = 0;
    loop {
        let length = loop {
            match request_length(&buffer[..filled]) {
                Some(length) if length <= filled => break length,
                _ => {}
            }
            match stream.read(&mut buffer[filled..]).await? {
                0 => return Ok(()),
                read => filled += read,
            }
        };
        buffer.copy_within(length..filled, 0);
        filled -= length;
        stream.write_all(answer.as_bytes()).await?;
    }
}

/// The length of the first request, head and body, once its head is there.
fn request_length(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let lines = bytes[..head].split(|byte| *byte == b'\n');
    let length = lines.into_iter().find_map(|line| {
        let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    Some(head + length.unwrap_or(0))
}
