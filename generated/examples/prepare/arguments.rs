//! The command line.

use bindery::runtime::table::Service;
use bindery::runtime::{Signature, serde_json};
use bindery::{Config, Credentials, Error, Map, Mode};
use std::time::SystemTime;

const USAGE: &str = "usage: prepare SERVICE OPERATION JSON [--at RFC3339] [--nonce N] [--region R] [--endpoint URL] \
[--signature acs3|hmac-sha1|md5|hmac|hmac-sha256] [--validation enforce|warn|off]";

pub(crate) struct Arguments {
    pub(crate) service: &'static Service,
    pub(crate) operation: String,
    pub(crate) parameters: Map,
    pub(crate) config: Config,
}

impl Arguments {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, Error> {
        let [service, operation, json, options @ ..] = arguments else {
            return Err(Error::configuration(USAGE));
        };
        let service = find_service(service)?;
        let parameters = serde_json::from_str(json)
            .map_err(|error| Error::configuration(format!("the parameters are no JSON object: {error}")))?;
        let mut config = Config::new(Credentials::from_env(&service.environment)?);
        let names_place = options.iter().any(|option| option == "--region" || option == "--endpoint");
        if service.name == "mqtt" && !names_place {
            config = config.region("cn-hangzhou");
        }
        for option in options.chunks(2) {
            let [name, value] = option else {
                return Err(Error::configuration(format!("{} needs a value; {USAGE}", option[0])));
            };
            config = configure(config, name, value)?;
        }
        Ok(Self { service, operation: operation.clone(), parameters, config })
    }
}

fn find_service(name: &str) -> Result<&'static Service, Error> {
    let services =
        [&bindery::jpush::SERVICE, &bindery::mpush::SERVICE, &bindery::mqtt::SERVICE, &bindery::tmc::SERVICE];
    let found = services.into_iter().find(|service| service.name == name);
    found.ok_or_else(|| {
        let known = services.map(|service| service.name).join(", ");
        Error::configuration(format!("there is no service {name:?}; known are {known}"))
    })
}

fn configure(config: Config, name: &str, value: &str) -> Result<Config, Error> {
    let unknown = |known: &str| Error::configuration(format!("{name} {value:?} is not one of {known}"));
    Ok(match name {
        "--at" => config.clock(parse_time(value)?),
        "--nonce" => config.nonces(value.to_owned()),
        "--region" => config.region(value),
        "--endpoint" => config.endpoint(value),
        "--signature" => {
            let known = [
                Signature::Acs3,
                Signature::HmacSha1,
                Signature::TopMd5,
                Signature::TopHmac,
                Signature::TopHmacSha256,
            ];
            let found = known.into_iter().find(|signature| signature.name() == value);
            config.signature(found.ok_or_else(|| unknown(&known.map(Signature::name).join(", ")))?)
        }
        "--validation" => config.validation(match value {
            "enforce" => Mode::Enforce,
            "warn" => Mode::Warn,
            "off" => Mode::Off,
            _ => return Err(unknown("enforce, warn, off")),
        }),
        _ => return Err(Error::configuration(format!("unknown option {name:?}; {USAGE}"))),
    })
}

fn parse_time(text: &str) -> Result<SystemTime, Error> {
    let time: jiff::Timestamp = text
        .parse()
        .map_err(|error| Error::configuration(format!("--at {text:?} is not an RFC 3339 time: {error}")))?;
    Ok(time.into())
}
