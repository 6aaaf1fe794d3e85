//! The services that the mock stands in for.

use crate::wire::Wire;
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
    /// How a service is spoken to, told by its protocol; `None` if the mock does not serve that one, as
    /// `alibaba_roa`.
    pub(crate) fn of(service: &Service) -> Option<Self> {
        match service.protocol.name() {
            "alibaba_rpc" => Some(Wire::Alibaba),
            "jpush_rest" => Some(Wire::Jpush),
            "top" => Some(Wire::Top),
            _ => None,
        }
    }
}
