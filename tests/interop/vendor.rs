//! A vendor's client, in a Python process that makes one call for each line it is given.

use bindery::runtime::Signature;
use bindery::runtime::serde_json::{Value as Json, from_str};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

/// The vendors' libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Library {
    /// The clients of single services of Alibaba Cloud.
    Tea,
    /// The older one for all services of Alibaba Cloud.
    Core,
    /// That of JPush.
    Jpush,
}

impl Library {
    /// What `drive.py` calls it.
    fn word(self) -> &'static str {
        match self {
            Self::Tea => "tea",
            Self::Core => "core",
            Self::Jpush => "jpush",
        }
    }

    /// Its name, and how it signs.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Tea => "alibabacloud clients (ACS3-HMAC-SHA256)",
            Self::Core => "aliyun-python-sdk-core (HMAC-SHA1)",
            Self::Jpush => "jpush (Basic)",
        }
    }

    /// How it signs.
    pub(crate) fn signature(self) -> Signature {
        match self {
            Self::Tea => Signature::Acs3,
            Self::Core => Signature::HmacSha1,
            Self::Jpush => Signature::Basic,
        }
    }
}

/// A running client. Its clones are one, and it ends with the last of them.
#[derive(Clone)]
pub(crate) struct Vendor {
    pipes: Arc<Mutex<Pipes>>,
}

/// The process, and what it tells. It is given calls on its standard input.
struct Pipes {
    process: Child,
    told: BufReader<ChildStdout>,
}

impl Vendor {
    pub(crate) fn start(python: &OsStr, library: Library) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop/drive.py");
        let mut command = Command::new(python);
        command.arg(script).arg(library.word()).stdin(Stdio::piped()).stdout(Stdio::piped());
        // The mock is on this machine, wherever proxies are.
        command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
        let mut process = command.spawn().expect("the Python interpreter");
        let told = BufReader::new(process.stdout.take().expect("a pipe"));
        Self { pipes: Arc::new(Mutex::new(Pipes { process, told })) }
    }

    /// Has it make a call, and gives what it tells of it. The mock goes on answering meanwhile.
    pub(crate) async fn call(&self, order: Json) -> Json {
        let pipes = Arc::clone(&self.pipes);
        let exchange = move || pipes.lock().expect("a client that has not failed").exchange(&order);
        tokio::task::spawn_blocking(exchange).await.expect("what the client told")
    }
}

impl Pipes {
    fn exchange(&mut self, order: &Json) -> Json {
        let orders = self.process.stdin.as_mut().expect("a pipe");
        writeln!(orders, "{order}").expect("a client that reads");
        let mut line = String::new();
        self.told.read_line(&mut line).expect("what the client told");
        from_str(&line).expect("a client that has not failed; what it wrote about that stands above")
    }
}

/// The process ends when nothing more can come.
impl Drop for Pipes {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // How it ends is of no interest: what it did not tell was missed before.
        let _ = self.process.wait();
    }
}
