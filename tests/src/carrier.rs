//! The transports that come with the runtime.

use bindery::Config;
use bindery::runtime::transport::{HyperTransport, ReqwestTransport};
use std::time::Duration;

/// One of the transports that come with the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The leaner one, which a client takes by default.
    Hyper,
    /// The other one.
    Reqwest,
}

impl Carrier {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Hyper, Self::Reqwest];

    /// The configuration with this transport.
    pub fn under(self, config: Config) -> Config {
        let connect_timeout = Duration::from_secs(5);
        match self {
            Self::Hyper => config.transport(HyperTransport::new(connect_timeout).unwrap()),
            Self::Reqwest => config.transport(ReqwestTransport::new(connect_timeout).unwrap()),
        }
    }
}
