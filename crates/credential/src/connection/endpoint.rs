//! A host and its port, or a socket.

use super::text::Buffer;
use super::{ConnectionError, MAX_HOSTS};
use crate::host;
use std::fmt::Write;
use std::net::Ipv6Addr;

/// Longest host, in bytes, as DNS has it.
const MAX_HOST: usize = 253;
/// Longest path of a socket, in bytes; systems allow about a hundred.
const MAX_SOCKET: usize = 1024;

/// One place where a server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// A name, an address (IPv6 without brackets), the path of a Unix socket (which starts with `/` or `@`), or one of
    /// SQL Server's names for the own machine: `.`, `(local)`, `(localdb)`. Personal.
    pub host: String,
    /// The port; `None` for the product's own.
    pub port: Option<u16>,
}

impl Endpoint {
    /// A checked host; neither escapes nor brackets are taken off.
    pub(super) fn new(host: &str, port: Option<u16>) -> Result<Self, ConnectionError> {
        let endpoint = Self { host: host.to_owned(), port };
        endpoint.is_valid().then_some(endpoint).ok_or(ConnectionError::BadHost)
    }

    /// `host`, `host:port`, `[IPv6]` or `[IPv6]:port` (RFC 3986, section 3.2.2).
    pub(super) fn parse(text: &str) -> Result<Self, ConnectionError> {
        if let Some(rest) = text.strip_prefix('[') {
            let (host, rest) = rest.split_once(']').ok_or(ConnectionError::Unclosed)?;
            let port = match rest.strip_prefix(':') {
                Some(port) => port_or_none(port)?,
                None if rest.is_empty() => None,
                None => return Err(ConnectionError::BadPort),
            };
            return if is_ipv6(host) { Self::new(host, port) } else { Err(ConnectionError::BadHost) };
        }
        match text.split_once(':') {
            Some((host, port)) => Self::new(host, port_or_none(port)?),
            None => Self::new(text, None),
        }
    }

    /// Whether it is a Unix socket.
    pub fn is_socket(&self) -> bool {
        self.host.starts_with(['/', '@'])
    }

    /// Whether it is on the own machine or in the own network, as far as its name tells.
    pub fn is_local(&self) -> bool {
        if self.is_socket() || self.host.starts_with(['(', '.']) {
            return true;
        }
        let name = self.host.to_ascii_lowercase();
        let name = name.strip_suffix('.').unwrap_or(&name);
        if self.is_ipv6() {
            host::is_local(&format!("[{}]", without_zone(name)))
        } else {
            host::is_local(name)
        }
    }

    pub(super) fn is_ipv6(&self) -> bool {
        is_ipv6(&self.host)
    }

    fn is_valid(&self) -> bool {
        if self.is_socket() {
            return self.host.len() <= MAX_SOCKET && !self.host.chars().any(char::is_control);
        }
        matches!(self.host.as_str(), "." | "(local)" | "(localdb)")
            || is_ipv6(&self.host)
            || (self.host.len() <= MAX_HOST && is_name(&self.host))
    }

    /// Appends `host:port`, with brackets around an IPv6 address.
    pub(super) fn push(&self, out: &mut Buffer) {
        let _ = if self.is_ipv6() { write!(out, "[{}]", self.host) } else { out.write_str(&self.host) };
        push_port(out, ':', self.port);
    }
}

/// Appends the port behind the mark, if there is one.
pub(super) fn push_port(out: &mut Buffer, mark: char, port: Option<u16>) {
    if let Some(port) = port {
        let _ = write!(out, "{mark}{port}");
    }
}

/// A port from 1 to 65535.
pub(super) fn port(text: &str) -> Result<u16, ConnectionError> {
    let plain = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| text.parse::<u16>().ok()).flatten();
    number.filter(|port| *port != 0).ok_or(ConnectionError::BadPort)
}

/// A port, or none where nothing is written.
pub(super) fn port_or_none(text: &str) -> Result<Option<u16>, ConnectionError> {
    if text.is_empty() { Ok(None) } else { port(text).map(Some) }
}

/// An address with or without a zone (RFC 4007, section 11).
fn is_ipv6(host: &str) -> bool {
    let zone = host.split_once('%').map(|(_, zone)| zone);
    without_zone(host).parse::<Ipv6Addr>().is_ok()
        && zone.is_none_or(|zone| !zone.is_empty() && zone.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn without_zone(host: &str) -> &str {
    host.split_once('%').map_or(host, |(address, _)| address)
}

fn is_name(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    name.split('.').all(|label| !label.is_empty() && label.chars().all(fits))
}

/// Several places, parted by commas, each with its own port or that one.
pub(super) fn hosts(text: &str, port: Option<u16>) -> Result<Vec<Endpoint>, ConnectionError> {
    let places = text.split(',').map(str::trim).take(MAX_HOSTS + 1).map(|place| {
        let bare = is_ipv6(place) || place.starts_with(['/', '@']);
        let endpoint = if bare { Endpoint::new(place, None) } else { Endpoint::parse(place) }?;
        Ok(Endpoint { port: endpoint.port.or(port), ..endpoint })
    });
    limited(places.collect::<Result<_, _>>()?)
}

/// Hosts and ports in two lists, as libpq has them (PostgreSQL manual, 34.1.1.3): as many ports as hosts, or one for all.
pub(super) fn two_lists(hosts: &str, ports: &str) -> Result<Vec<Endpoint>, ConnectionError> {
    let hosts: Vec<&str> = hosts.split(',').take(MAX_HOSTS + 1).collect();
    let ports: Vec<Option<u16>> =
        ports.split(',').take(MAX_HOSTS + 1).map(port_or_none).collect::<Result<_, _>>()?;
    let port_of = |place: usize| match ports.as_slice() {
        [port] => Ok(*port),
        ports if ports.len() == hosts.len() => Ok(ports.get(place).copied().flatten()),
        _ => Err(ConnectionError::BadPort),
    };
    let places = hosts.iter().enumerate().map(|(place, host)| Endpoint::new(host, port_of(place)?));
    limited(places.collect::<Result<_, _>>()?)
}

fn limited(endpoints: Vec<Endpoint>) -> Result<Vec<Endpoint>, ConnectionError> {
    if endpoints.len() > MAX_HOSTS { Err(ConnectionError::TooMany) } else { Ok(endpoints) }
}

/// Both lists of [`two_lists`]; the ports are empty where no host has one.
pub(super) fn as_two_lists(endpoints: &[Endpoint]) -> (String, String) {
    let hosts: Vec<&str> = endpoints.iter().map(|endpoint| endpoint.host.as_str()).collect();
    let ports: Vec<String> = endpoints
        .iter()
        .map(|endpoint| endpoint.port.map(|port| port.to_string()).unwrap_or_default())
        .collect();
    let same = ports.windows(2).all(|pair| pair.first() == pair.last());
    (hosts.join(","), if same { ports.first().cloned().unwrap_or_default() } else { ports.join(",") })
}
