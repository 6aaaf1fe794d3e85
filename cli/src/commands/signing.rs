//! How a call is set up and signed: what `call` and `explain` have in common.

use crate::failure::Failure;
use bindery::runtime::Signature;
use bindery::runtime::table::Service;
use bindery::{Config, Credentials};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::time::SystemTime;

#[derive(Args, Debug)]
pub(crate) struct Signing {
    /// Region, as the vendor names it: cn-hangzhou, beijing, sandbox
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Network, where a service is on several: public, vpc
    #[arg(long, value_name = "NETWORK")]
    network: Option<String>,
    /// URL in place of the service's own; https, but on this machine
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Signature, where the service takes several
    #[arg(long, value_name = "SIGNATURE", value_parser = signature_names())]
    signature: Option<String>,
}

const SIGNATURES: [Signature; 6] = [
    Signature::Acs3,
    Signature::HmacSha1,
    Signature::Basic,
    Signature::TopMd5,
    Signature::TopHmac,
    Signature::TopHmacSha256,
];

fn signature_names() -> PossibleValuesParser {
    PossibleValuesParser::new(SIGNATURES.map(Signature::name))
}

impl Signing {
    /// Whether no signature was chosen.
    pub(crate) fn is_default(&self) -> bool {
        self.signature.is_none()
    }

    /// The configuration, with credentials from the service's environment variables.
    pub(crate) fn config(&self, service: &Service) -> Result<Config, Failure> {
        let mut config = Config::new(Credentials::from_env(&service.environment)?);
        if let Some(region) = &self.region {
            config = config.region(region);
        }
        if let Some(network) = &self.network {
            config = config.network(network);
        }
        if let Some(endpoint) = &self.endpoint {
            config = config.endpoint(endpoint);
        }
        let wanted = |signature: &Signature| Some(signature.name()) == self.signature.as_deref();
        if let Some(signature) = SIGNATURES.into_iter().find(wanted) {
            config = config.signature(signature);
        }
        Ok(config)
    }
}

/// Reads an RFC 3339 time.
pub(crate) fn time(text: &str) -> Result<SystemTime, String> {
    let time: jiff::Timestamp =
        text.parse().map_err(|_| "it is no RFC 3339 time, such as 2026-11-22T05:00:27Z")?;
    Ok(time.into())
}
