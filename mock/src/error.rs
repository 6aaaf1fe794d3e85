//! What can go wrong with the mock itself.

use std::net::SocketAddr;
use std::{fmt, io};

/// The mock could not do what it was asked to.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The address is not on this machine alone, and nobody said that it may be.
    NotLoopback(SocketAddr),
    /// The address could not be bound.
    Bind(SocketAddr, io::Error),
    /// No service has an operation of this name.
    UnknownOperation(String),
    /// The operation's documentation has no such code under this status.
    UndocumentedCode {
        /// The operation.
        operation: &'static str,
        /// The code, and its status where one was demanded.
        code: String,
    },
    /// A number between 0 and 1 was expected.
    NotAProbability(f64),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotLoopback(address) => {
                write!(f, "{address} can be reached from elsewhere; if that is wanted, say so with expose()")
            }
            Error::Bind(address, _) => write!(f, "{address} cannot be listened on"),
            Error::UnknownOperation(name) => write!(f, "no service has an operation {name:?}"),
            Error::UndocumentedCode { operation, code } => {
                write!(f, "{operation} has no documented error {code:?}; for a template, fill in its %s")
            }
            Error::NotAProbability(number) => write!(f, "{number} is no probability: give 0 to 1"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Bind(_, source) => Some(source),
            _ => None,
        }
    }
}
