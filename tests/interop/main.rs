//! The vendors' own Python clients beside ours: every case is played to a mock by our client and to another by
//! theirs, and both must have left the same calls in the ledger and read the same from the answers.
//!
//! `run.sh` installs the clients and runs this. The one argument is the Python interpreter that has them.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a comparison that cannot go on fails, and prints"
)]

mod difference;
mod drawn;
mod duet;
mod push;
mod refusals;
mod schedules;
mod sessions;
mod stage;
mod vendor;

use duet::Duet;
use std::ffi::OsStr;
use std::process::ExitCode;
use vendor::Library;

fn main() -> ExitCode {
    let python = std::env::args_os().nth(1).expect("the Python interpreter that has the vendors' clients");
    let differing = bindery_tests::block_on(play(&python));
    match differing {
        0 => ExitCode::SUCCESS,
        differing => {
            println!("interop: {differing} cases differ");
            ExitCode::FAILURE
        }
    }
}

/// Plays everything and gives the number of cases that differ.
async fn play(python: &OsStr) -> usize {
    let mut differing = 0;
    for library in [Library::Tea, Library::Core] {
        let mut duet = Duet::new(python, library);
        push::play(&mut duet).await;
        sessions::play(&mut duet).await;
        refusals::play(&mut duet).await;
        drawn::play(&mut duet).await;
        differing += duet.differing();
    }
    let mut duet = Duet::new(python, Library::Jpush);
    schedules::play(&mut duet).await;
    refusals::play_schedules(&mut duet).await;
    drawn::play_schedules(&mut duet).await;
    differing + duet.differing()
}
