//! The services that the mock stands in for.

use crate::wire::Wire;
use bindery::runtime::Signature;
use bindery::runtime::table::{Operation, Service};

/// Every service.
pub(crate) fn all() -> [&'static Service; 4] {
    [&bindery::jpush::SERVICE, &bindery::mpush::SERVICE, &bindery::mqtt::SERVICE, &bindery::tmc::SERVICE]
}

/// The operation of this wire name.
pub(crate) fn operation(name: &str) -> Option<&'static Operation> {
    all().into_iter().find_map(|service| service.operation(name))
}

impl Wire {
    /// How a service is spoken to, told by the signature that its protocol knows.
    pub(crate) fn of(service: &Service) -> Self {
        match service.protocol.signatures().first() {
            Some(Signature::Basic) => Wire::Jpush,
            Some(Signature::TopMd5 | Signature::TopHmac | Signature::TopHmacSha256) => Wire::Top,
            _ => Wire::Alibaba,
        }
    }
}
