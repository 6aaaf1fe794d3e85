//! Where a service is: base URLs from the table by network and region, or one that the user gave.

use crate::error::{Error, Result};
use crate::table::{Endpoint, Service};
use http::Uri;
use http::header::HeaderValue;
use http::uri::Authority;
use std::net::IpAddr;

/// A base URL, without a slash at its end.
#[derive(Clone, Debug)]
pub struct BaseUrl {
    name: &'static str,
    url: String,
    path_at: usize,
    host: HeaderValue,
}

impl BaseUrl {
    fn new(name: &'static str, url: &str) -> Result<Self> {
        let refused = |why: &str| Error::configuration(format!("endpoint {url:?}: {why}"));
        let uri: Uri = url.parse().map_err(|error| refused("not a URL").with_source(error))?;
        let authority =
            uri.authority().ok_or_else(|| refused("it names no host; write it as https://host"))?;
        if authority.as_str().contains('@') {
            return Err(Error::configuration("the endpoint holds credentials; leave them out"));
        }
        if uri.query().is_some() || url.contains('#') {
            return Err(refused("it has a query or fragment; leave it out"));
        }
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if is_loopback(authority) => {}
            Some("http") => return Err(refused("http is for this machine alone; use https")),
            _ => return Err(refused("only https is spoken")),
        }
        let url = url.trim_end_matches('/');
        let path_at = url.find("://").map_or(0, |at| at + 3) + authority.as_str().len();
        let host = HeaderValue::from_str(authority.as_str())
            .map_err(|error| refused("its host is not valid").with_source(error))?;
        Ok(Self { name, url: url.to_owned(), path_at, host })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Where in the URL the path begins.
    pub(crate) fn path_at(&self) -> usize {
        self.path_at
    }

    pub(crate) fn host_header(&self) -> HeaderValue {
        self.host.clone()
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

fn is_loopback(authority: &Authority) -> bool {
    let host = authority.host();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The base URLs of a service.
pub(crate) fn resolve(
    service: &Service,
    network: Option<&str>,
    region: Option<&str>,
    endpoint: Option<&str>,
) -> Result<Vec<BaseUrl>> {
    match endpoint {
        Some(endpoint) => overridden(service, endpoint),
        None => from_table(service, network, region),
    }
}

fn from_table(service: &Service, network: Option<&str>, region: Option<&str>) -> Result<Vec<BaseUrl>> {
    let default_network = service.endpoints.first().map_or("", |endpoint| endpoint.network);
    let network = network.unwrap_or(default_network);
    let on_network = || service.endpoints.iter().filter(|endpoint| endpoint.network == network);
    if on_network().next().is_none() {
        let known: Vec<&str> = service.endpoints.iter().map(|endpoint| endpoint.network).collect();
        return Err(unknown(service, "network", network, &known));
    }
    let region = match (region, on_network().next()) {
        (Some(region), _) => region,
        (None, Some(first)) if depends_on_region(first) => {
            let known = regions(on_network());
            let message = format!("{} needs a region, one of {}", service.name, known.join(", "));
            return Err(Error::configuration(message));
        }
        (None, first) => first.and_then(|first| first.regions.first()).copied().unwrap_or_default(),
    };
    let serves = |endpoint: &&Endpoint| endpoint.regions.is_empty() || endpoint.regions.contains(&region);
    let Some(endpoint) = on_network().find(serves) else {
        return Err(unknown(service, "region", region, &regions(on_network())));
    };
    let base =
        |(name, url): &(&'static str, &'static str)| BaseUrl::new(name, &url.replace("{region}", region));
    endpoint.bases.iter().map(base).collect()
}

fn depends_on_region(endpoint: &Endpoint) -> bool {
    endpoint.bases.iter().any(|(_, url)| url.contains("{region}"))
}

fn regions<'a>(endpoints: impl Iterator<Item = &'a Endpoint>) -> Vec<&'static str> {
    endpoints.flat_map(|endpoint| endpoint.regions).copied().collect()
}

fn unknown(service: &Service, what: &str, given: &str, known: &[&str]) -> Error {
    let known = known.join(", ");
    Error::configuration(format!("{} has no {what} {given:?}; known are {known}", service.name))
}

/// The user's URL in place of the table's: in place of the host alone, if it has no path.
fn overridden(service: &Service, endpoint: &str) -> Result<Vec<BaseUrl>> {
    let given = BaseUrl::new("", endpoint)?;
    let bases = service.endpoints.first().map_or(&[][..], |endpoint| endpoint.bases);
    let base = |(name, url): &(&'static str, &'static str)| {
        let has_path = given.url.len() > given.path_at;
        let path = if has_path { "" } else { path_of(url) };
        BaseUrl::new(name, &format!("{}{path}", given.url))
    };
    bases.iter().map(base).collect()
}

fn path_of(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    url[after_scheme..].find('/').map_or("", |at| &url[after_scheme + at..])
}
