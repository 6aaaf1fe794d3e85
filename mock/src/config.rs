//! How a mock is set up.

use crate::credentials::Credentials;
use crate::faults::Faults;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::SystemTime;

/// How a mock is set up.
///
/// | setting | default |
/// | --- | --- |
/// | address | a free port of 127.0.0.1 |
/// | clock | the computer's |
/// | credentials | `EXAMPLE-ID` with the secret `EXAMPLE-NOT-A-SECRET`, and the session `EXAMPLE-NOT-A-SESSION` |
/// | faults | none |
/// | ledger, rates | on |
#[derive(Clone, Debug)]
pub struct MockConfig {
    pub(crate) address: SocketAddr,
    pub(crate) exposed: bool,
    pub(crate) start: Option<SystemTime>,
    pub(crate) credentials: Credentials,
    pub(crate) faults: Faults,
    pub(crate) ledger: bool,
    pub(crate) rates: bool,
}

impl Default for MockConfig {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            exposed: false,
            start: None,
            credentials: Credentials::example(),
            faults: Faults::default(),
            ledger: true,
            rates: true,
        }
    }
}

impl MockConfig {
    /// Listens there. An address that is not on this machine alone also needs [`expose`](Self::expose).
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Allows an address that other machines reach. They reach the control under `/_mock/` too.
    pub fn expose(mut self) -> Self {
        self.exposed = true;
        self
    }

    /// The clock stands still at this time, and moves only when it is turned.
    pub fn clock_at(mut self, start: SystemTime) -> Self {
        self.start = Some(start);
        self
    }

    /// Who may call, in place of the example credentials.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// What goes wrong, from the start.
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// Keeps no ledger, for long runs.
    pub fn without_ledger(mut self) -> Self {
        self.ledger = false;
        self
    }

    /// Does not enforce rates, so that a benchmark on this machine is not throttled.
    pub fn without_rates(mut self) -> Self {
        self.rates = false;
        self
    }
}
