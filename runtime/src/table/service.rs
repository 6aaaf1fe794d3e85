//! Services.

use super::{ErrorRow, Operation};
use crate::protocol::Protocol;
use std::fmt;

/// Everything that is known about one service.
pub struct Service {
    /// Its name in this crate.
    pub name: &'static str,
    /// The version of its API.
    pub version: &'static str,
    /// How it is spoken to.
    pub protocol: &'static dyn Protocol,
    /// Where it is.
    pub endpoints: &'static [Endpoint],
    /// Names of the environment variables with its credentials.
    pub environment: Environment,
    /// Error codes that any of its operations may answer.
    pub errors: &'static [ErrorRow],
    /// Its operations, sorted by wire name.
    pub operations: &'static [&'static Operation],
}

impl Service {
    /// The operation with this wire name.
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        let found = self.operations.binary_search_by(|operation| operation.name.cmp(name));
        found.ok().map(|at| self.operations[at])
    }
}

/// Name and version alone: operations know their service, so that printing both would never end.
impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("name", &self.name)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Service {
    /// Services are statics: one is equal to itself alone.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Base URLs of a service in some regions. The first endpoint's first region is the default, unless
/// its regions are told apart in the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Which network it is on, such as `public` or `vpc`.
    pub network: &'static str,
    /// The regions it serves; empty if it serves all.
    pub regions: &'static [&'static str],
    /// Name and URL of each base; `{region}` stands for the region.
    pub bases: &'static [(&'static str, &'static str)],
}

/// Names of the environment variables that hold a service's credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Environment {
    /// Variable with the access key id, or app key.
    pub id: &'static str,
    /// Variable with the secret.
    pub secret: &'static str,
    /// Variable with the security token or session, where the service knows one.
    pub token: Option<&'static str>,
}

/// A page of documentation on which a limit, rule, quota or error was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Title of the page.
    pub title: &'static str,
    /// Language of the page that was read, such as `zh`.
    pub locale: &'static str,
    /// Day it was read, or the day of the edition that was read: `yyyy-MM-dd`.
    pub date: &'static str,
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” ({}, {})", self.title, self.locale, self.date)
    }
}
