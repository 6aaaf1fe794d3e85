//! Where a service is: base URLs from the table by network and region, or one that the user gave.

use crate::error::{Error, Result};
use crate::table::{Endpoint, Service};
use bytes::Bytes;
use http::Uri;
use http::header::HeaderValue;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use std::net::IpAddr;

/// A base URL, without a slash at its end.
#[derive(Clone, Debug)]
pub struct BaseUrl {
    name: &'static str,
    scheme: Scheme,
    authority: Authority,
    /// Its path, without a slash at its end.
    path: String,
    host: HeaderValue,
}

impl BaseUrl {
    fn new(name: &'static str, url: &str) -> Result<Self> {
        // Before anything else, for every other message quotes the URL.
        if holds_credentials(url) {
            return Err(Error::configuration("the endpoint holds credentials before an @; leave them out"));
        }
        if url.contains(['?', '#']) {
            return Err(Error::configuration("the endpoint has a query or fragment; leave it out"));
        }
        let refused = |why: &str| Error::configuration(format!("endpoint {url:?}: {why}"));
        let uri: Uri = url.parse().map_err(|error| refused("not a URL").with_source(error))?;
        let authority =
            uri.authority().ok_or_else(|| refused("it names no host; write it as https://host"))?;
        if uri.path().split('/').any(is_dots) {
            return Err(refused("its path has a segment of dots, which would be resolved after signing"));
        }
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if is_loopback(authority) => {}
            Some("http") => return Err(refused("http is for this machine alone; use https")),
            _ => return Err(refused("only https is spoken")),
        }
        let url = url.trim_end_matches('/');
        let host = HeaderValue::from_str(authority.as_str())
            .map_err(|error| refused("its host is not valid").with_source(error))?;
        let path = path_of(url).to_owned();
        let scheme = uri.scheme().cloned().unwrap_or(Scheme::HTTPS);
        Ok(Self { name, scheme, authority: authority.clone(), path, host })
    }

    /// Its path, without a slash at its end.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// How long the URL is before its path.
    pub(crate) fn origin_length(&self) -> usize {
        self.scheme.as_str().len() + "://".len() + self.authority.as_str().len()
    }

    /// The URL with this path, which begins with the base's, and this query.
    pub(crate) fn join(&self, path_and_query: Vec<u8>) -> Result<Uri> {
        let refused = "the request has no valid URL";
        let path_and_query = PathAndQuery::from_maybe_shared(Bytes::from(path_and_query))
            .map_err(|error| Error::configuration(refused).with_source(error))?;
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path_and_query);
        Uri::from_parts(parts).map_err(|error| Error::configuration(refused).with_source(error))
    }

    pub(crate) fn host_header(&self) -> HeaderValue {
        self.host.clone()
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }
}

fn holds_credentials(url: &str) -> bool {
    let after_scheme = url.split_once("//").map_or(url, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
    authority.contains('@')
}

/// Whether a path segment means this folder or the one above, percent-encoded or not.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

fn is_loopback(authority: &Authority) -> bool {
    let host = authority.host();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The base URLs of a service, from its table or with the user's endpoint in their place.
pub(crate) fn resolve(
    service: &Service,
    network: Option<&str>,
    region: Option<&str>,
    endpoint: Option<&str>,
) -> Result<Vec<BaseUrl>> {
    let (row, region) = row(service, network, region, endpoint.is_some())?;
    match endpoint {
        Some(endpoint) => overridden(service, row, endpoint),
        None => {
            row.bases.iter().map(|(name, url)| BaseUrl::new(name, &url.replace("{region}", region))).collect()
        }
    }
}

/// The table's row for a network and region. A region that only the host depends on is not needed with an
/// endpoint of the user's own.
fn row<'a>(
    service: &Service,
    network: Option<&str>,
    region: Option<&'a str>,
    has_endpoint: bool,
) -> Result<(&'static Endpoint, &'a str)> {
    let default_network = service.endpoints.first().map_or("", |row| row.network);
    let network = network.unwrap_or(default_network);
    let rows: Vec<&'static Endpoint> =
        service.endpoints.iter().filter(|row| row.network == network).collect();
    let Some(first) = rows.first() else {
        let known: Vec<&str> = service.endpoints.iter().map(|row| row.network).collect();
        return Err(unknown(service, "network", network, &known));
    };
    let known = || rows.iter().flat_map(|row| row.regions).copied().collect::<Vec<&str>>();
    match region {
        None if depends_on_region(first) && !has_endpoint => {
            let message = format!("{} needs a region, one of {}", service.name, known().join(", "));
            Err(Error::configuration(message))
        }
        None => Ok((first, "")),
        Some(region) => {
            let serves = |row: &&&'static Endpoint| row.regions.is_empty() || row.regions.contains(&region);
            let row = rows.iter().find(serves).ok_or_else(|| unknown(service, "region", region, &known()))?;
            Ok((row, region))
        }
    }
}

fn depends_on_region(row: &Endpoint) -> bool {
    row.bases.iter().any(|(_, url)| url.contains("{region}"))
}

fn unknown(service: &Service, what: &str, given: &str, known: &[&str]) -> Error {
    let known = known.join(", ");
    Error::configuration(format!("{} has no {what} {given:?}; known are {known}", service.name))
}

/// The user's URL in place of the table's: in place of the host alone, if it has no path. A path could not
/// stand for several bases at once.
fn overridden(service: &Service, row: &Endpoint, endpoint: &str) -> Result<Vec<BaseUrl>> {
    let given = BaseUrl::new("", endpoint)?;
    let has_path = !given.path.is_empty();
    if has_path && row.bases.len() > 1 {
        let message = format!("{} has several base URLs: give an endpoint without a path", service.name);
        return Err(Error::configuration(message));
    }
    let base = |(name, url): &(&'static str, &'static str)| {
        let path = if has_path { "" } else { path_of(url) };
        BaseUrl::new(name, &format!("{}://{}{}{path}", given.scheme, given.authority, given.path))
    };
    row.bases.iter().map(base).collect()
}

fn path_of(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    url[after_scheme..].find('/').map_or("", |at| &url[after_scheme + at..])
}
