//! Starting the program.

use serde_json::Value;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Credentials of Alibaba Cloud, JPush and TOP that are obviously false.
pub(crate) const CREDENTIALS: [(&str, &str); 7] = [
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "EXAMPLE-ID"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "EXAMPLE-NOT-A-SECRET"),
    ("JPUSH_APP_KEY", "EXAMPLE-ID"),
    ("JPUSH_MASTER_SECRET", "EXAMPLE-NOT-A-SECRET"),
    ("TOP_APP_KEY", "EXAMPLE-ID"),
    ("TOP_APP_SECRET", "EXAMPLE-NOT-A-SECRET"),
    ("TOP_SESSION", "EXAMPLE-NOT-A-SESSION"),
];

/// The program, without any environment.
pub(crate) fn bare(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.env_clear().args(arguments);
    command
}

/// Runs the program with credentials.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    Ran::of(bare(arguments).envs(CREDENTIALS))
}

/// Runs the program with credentials, and with this text on standard input.
pub(crate) fn run_with_input(arguments: &[&str], input: &str) -> Ran {
    let mut command = bare(arguments);
    command.envs(CREDENTIALS).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a standard input");
    stdin.write_all(input.as_bytes()).expect("the program reads");
    drop(stdin);
    child.wait_with_output().expect("the program ends").into()
}

/// A file with this content, whose name no other test has. It is given to the program as `@` and the path.
pub(crate) fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a file");
    format!("@{}", path.display())
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn of(command: &mut Command) -> Self {
        command.output().expect("the program starts").into()
    }

    /// Standard output of a run that must succeed and say nothing else.
    pub(crate) fn text(self) -> String {
        assert_eq!((self.status, self.stderr.as_str()), (0, ""), "{self:?}");
        self.stdout
    }

    /// Standard output of a run that must succeed, as JSON.
    pub(crate) fn json(self) -> Value {
        serde_json::from_str(&self.text()).expect("standard output is JSON")
    }

    /// Standard error as JSON, of a run that must fail with this status and print nothing else.
    pub(crate) fn error(self, status: i32) -> Value {
        assert_eq!((self.status, self.stdout.as_str()), (status, ""), "{self:?}");
        serde_json::from_str(&self.stderr).expect("standard error is JSON")
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().expect("the program was not killed"),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}
