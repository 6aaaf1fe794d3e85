//! The services, by the names they have on the command line.

use crate::failure::Failure;
use bindery::runtime::table::{Operation, Service};
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

/// A service by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Name {
    /// Alibaba Cloud Mobile Push
    Mpush,
    /// ApsaraMQ for MQTT
    Mqtt,
    /// Taobao TOP messages
    Tmc,
    /// JPush schedules
    Jpush,
}

impl Name {
    /// The service's table.
    pub(crate) fn table(self) -> &'static Service {
        match self {
            Name::Mpush => &bindery::mpush::SERVICE,
            Name::Mqtt => &bindery::mqtt::SERVICE,
            Name::Tmc => &bindery::tmc::SERVICE,
            Name::Jpush => &bindery::jpush::SERVICE,
        }
    }

    /// The product's name.
    pub(crate) fn title(self) -> String {
        let help = self.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string));
        help.unwrap_or_default()
    }
}

/// The tables of all services.
pub(crate) fn tables() -> impl Iterator<Item = &'static Service> {
    Name::value_variants().iter().map(|name| name.table())
}

/// The operation with this wire name.
pub(crate) fn find_operation(service: &'static Service, name: &str) -> Result<&'static Operation, Failure> {
    service.operation(name).ok_or_else(|| {
        let known: Vec<&str> = service.operations.iter().map(|operation| operation.name).collect();
        Failure::Usage(format!("{} has no operation {name:?}; known are {}", service.name, known.join(", ")))
    })
}

/// Takes the wire name of any operation, so that completions and suggestions know them all.
pub(crate) fn operation_names() -> PossibleValuesParser {
    PossibleValuesParser::new(tables().flat_map(|service| service.operations).map(|operation| operation.name))
}

/// Which environment variables hold which service's credentials, a line each.
pub(crate) fn environment_lines() -> Vec<String> {
    let line = |service: &Service| {
        let names = &service.environment;
        let token = names.token.map_or_else(String::new, |token| format!(", perhaps {token}"));
        format!("  {:<5}  {}, {}{token}", service.name, names.id, names.secret)
    };
    tables().map(line).collect()
}

/// What the environment holds of the services' secrets and tokens, to be kept out of what is printed.
pub(crate) fn secrets() -> impl Iterator<Item = String> {
    let names = tables().flat_map(|service| [Some(service.environment.secret), service.environment.token]);
    names.flatten().filter_map(|name| std::env::var(name).ok()).filter(|value| !value.is_empty())
}
