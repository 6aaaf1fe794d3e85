//! The formats of text.

use crate::table::Format;
use crate::time;
use std::net::Ipv6Addr;

pub(super) fn has_format(format: Format, text: &str) -> bool {
    match format {
        Format::Json => serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(),
        Format::JsonObject => text.trim_start().starts_with('{') && has_format(Format::Json, text),
        Format::JsonArray => text.trim_start().starts_with('[') && has_format(Format::Json, text),
        Format::Url => is_url(text, &["http", "https"]),
        Format::HttpsUrl => is_url(text, &["https"]),
        Format::UtcSeconds | Format::DateTime => time::parse(format, text).is_some(),
        Format::Time => time::is_time_of_day(text),
        Format::EpochSeconds | Format::EpochMillis | Format::Integer => text.parse::<i64>().is_ok(),
        Format::FormPairs => {
            text.split('&').all(|pair| pair.split_once('=').is_some_and(|(key, _)| !key.is_empty()))
        }
        Format::PooledId => is_pooled_id(text),
    }
}

fn is_url(text: &str, schemes: &[&str]) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let has_known_scheme = schemes.iter().any(|one| one.eq_ignore_ascii_case(scheme));
    has_known_scheme && has_host(authority) && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Whether there is a host between the user and the port, and the port is one.
fn has_host(authority: &str) -> bool {
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let bracketed = host_and_port.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (is_host, port) = if let Some((address, port)) = bracketed {
        (address.parse::<Ipv6Addr>().is_ok(), port)
    } else {
        let (host, port) = host_and_port.split_at(host_and_port.find(':').unwrap_or(host_and_port.len()));
        (!host.starts_with('.') && host.chars().any(char::is_alphanumeric), port)
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    is_host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

/// `{appkey}-{uuid}`: some key, a hyphen, and 36 characters of a UUID.
fn is_pooled_id(text: &str) -> bool {
    let is_uuid = |uuid: &str| {
        let parts: Vec<&str> = uuid.split('-').collect();
        parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
            && uuid.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
    };
    match text.split_once('-') {
        Some((key, uuid)) => !key.is_empty() && is_uuid(uuid),
        None => false,
    }
}
