//! Connect descriptors: `(DESCRIPTION=(ADDRESS=…)(CONNECT_DATA=…)(SECURITY=…))`. What stands in them becomes options by
//! the names that Easy Connect Plus has for them; anything else by its path, as `connect_data.failover_mode.type`.

use super::super::endpoint::{Endpoint, port};
use super::super::text::Buffer;
use super::super::{Connection, ConnectionError, MAX_HOSTS};
use super::tree::{Content, Node};
use super::{PROTOCOL, SID, TCPS};

/// Parameters whose place is known without a path, by place.
const PLACES: [(&str, &[&str]); 2] = [
    (
        "connect_data",
        &[
            "server",
            "instance_name",
            "colocation_tag",
            "pool_purity",
            "pool_connection_class",
            "pool_boundary",
            "pool_name",
        ],
    ),
    (
        "security",
        &[
            "ssl_server_dn_match",
            "ssl_server_cert_dn",
            "ssl_allow_weak_dn_match",
            "ssl_version",
            "wallet_location",
            "my_wallet_directory",
            "token_auth",
            "token_location",
        ],
    ),
];

pub(super) fn read(connection: &mut Connection, text: &str) -> Result<(), ConnectionError> {
    // The name of the entry stands before the first parenthesis.
    let node = Node::parse(text.find('(').and_then(|start| text.get(start..)).unwrap_or_default())?;
    let mut found = Found {
        connection,
        secure: Vec::new(),
        address: Vec::new(),
        service: String::new(),
        sid: String::new(),
    };
    found.list(node)?;
    let Found { connection, secure, address, service, sid } = found;
    let is_sid = service.is_empty() && !sid.is_empty();
    connection.database = if is_sid { sid } else { service };
    for (name, value) in address {
        connection.push_option(&format!("address.{name}"), value.into())?;
    }
    if is_sid {
        connection.push_first(SID, "true");
    }
    match (secure.contains(&true), secure.contains(&false)) {
        (true, true) => Err(ConnectionError::Unsupported),
        (true, false) => {
            connection.push_first(PROTOCOL, TCPS);
            Ok(())
        }
        _ if connection.hosts.is_empty() => Err(ConnectionError::NoHost),
        _ => Ok(()),
    }
}

struct Found<'a> {
    connection: &'a mut Connection,
    /// Of each address, whether it is encrypted.
    secure: Vec<bool>,
    /// Further parameters of the addresses, the same for all.
    address: Vec<(String, String)>,
    service: String,
    sid: String,
}

impl Found<'_> {
    /// A description, or a list of one.
    fn list(&mut self, node: Node) -> Result<(), ConnectionError> {
        let Content::Nodes(nodes) = node.content else { return Err(ConnectionError::NoHost) };
        let mut descriptions = 0;
        for node in nodes {
            match (node.name.as_str(), node.content) {
                ("description", content) => {
                    descriptions += 1;
                    if descriptions > 1 {
                        return Err(ConnectionError::Unsupported);
                    }
                    let Content::Nodes(nodes) = content else { return Err(ConnectionError::NoHost) };
                    nodes.into_iter().try_for_each(|node| self.part(node))?;
                }
                (_, content) => self.part(Node { name: node.name, content })?,
            }
        }
        Ok(())
    }

    fn part(&mut self, node: Node) -> Result<(), ConnectionError> {
        match (node.name.as_str(), node.content) {
            ("address_list", Content::Nodes(nodes)) => nodes.into_iter().try_for_each(|node| self.part(node)),
            ("address", Content::Nodes(nodes)) => self.address(nodes),
            ("connect_data", Content::Nodes(nodes)) => {
                nodes.into_iter().try_for_each(|node| self.leaves("connect_data", node))
            }
            ("security", Content::Nodes(nodes)) => {
                nodes.into_iter().try_for_each(|node| self.leaves("security", node))
            }
            (name, content) => self.leaves("", Node { name: name.to_owned(), content }),
        }
    }

    fn address(&mut self, nodes: Vec<Node>) -> Result<(), ConnectionError> {
        let (mut host, mut number, mut secure, mut others) = (String::new(), None, false, Vec::new());
        for node in nodes {
            let Content::Text(text) = node.content else { return Err(ConnectionError::Unsupported) };
            match node.name.as_str() {
                "protocol" if text.eq_ignore_ascii_case(TCPS) => secure = true,
                "protocol" if text.eq_ignore_ascii_case("tcp") => {}
                "protocol" => return Err(ConnectionError::Unsupported),
                "host" => host = text,
                "port" => number = Some(port(&text)?),
                _ => others.push((node.name, text)),
            }
        }
        if self.connection.hosts.is_empty() {
            self.address = others;
        } else if self.address != others {
            return Err(ConnectionError::Unsupported);
        }
        if self.connection.hosts.len() >= MAX_HOSTS {
            return Err(ConnectionError::TooMany);
        }
        self.connection.hosts.push(Endpoint::new(&host, number)?);
        self.secure.push(secure);
        Ok(())
    }

    /// The texts of a node and of those inside it, each an option. The depth is that of the tree, which is bounded.
    fn leaves(&mut self, place: &str, node: Node) -> Result<(), ConnectionError> {
        let known =
            PLACES.iter().any(|(known, names)| *known == place && names.contains(&node.name.as_str()));
        let path =
            if place.is_empty() || known { node.name.clone() } else { format!("{place}.{}", node.name) };
        match node.content {
            Content::Text(text) if path == "connect_data.service_name" => self.service = text,
            Content::Text(text) if path == "connect_data.sid" => self.sid = text,
            Content::Text(text) => self.connection.push_option(&path, text.into())?,
            Content::Nodes(nodes) => nodes.into_iter().try_for_each(|node| self.leaves(&path, node))?,
        }
        Ok(())
    }
}

pub(super) fn write(connection: &Connection) -> Buffer {
    let is = |name: &str, value: &str| connection.options.iter().any(|option| option.is(name, value));
    let (secure, is_sid) = (is(PROTOCOL, TCPS), is(SID, "true"));
    let mut nodes: Vec<Node> = connection.hosts.iter().map(|endpoint| address(endpoint, secure)).collect();
    if !connection.database.is_empty() {
        insert(
            &mut nodes,
            &["connect_data", if is_sid { "sid" } else { "service_name" }],
            &connection.database,
        );
    }
    for option in
        connection.options.iter().filter(|option| !option.is(PROTOCOL, TCPS) && !option.is(SID, "true"))
    {
        // Exposed to be written.
        let value = option.value.expose();
        let place =
            PLACES.iter().find(|(_, names)| names.contains(&option.name.as_str())).map(|(place, _)| *place);
        let path: Vec<&str> = place.into_iter().chain(option.name.split('.')).collect();
        match path.as_slice() {
            ["address", rest @ ..] => {
                nodes.iter_mut().filter(|node| node.name == "address").for_each(|node| {
                    if let Content::Nodes(nodes) = &mut node.content {
                        insert(nodes, rest, value);
                    }
                })
            }
            path => insert(&mut nodes, path, value),
        }
    }
    let mut out = Buffer::default();
    Node::nodes("description", nodes).push(&mut out);
    out
}

fn address(endpoint: &Endpoint, secure: bool) -> Node {
    let protocol = Node::text(PROTOCOL, if secure { TCPS } else { "tcp" });
    let port = endpoint.port.map(|port| Node::text("port", &port.to_string()));
    let host = Node::text("host", &endpoint.host);
    Node::nodes("address", [protocol, host].into_iter().chain(port).collect())
}

/// Puts a text at the end of the path, into the places that are there already.
fn insert(nodes: &mut Vec<Node>, path: &[&str], text: &str) {
    match path {
        [] => {}
        [name] => nodes.push(Node::text(name, text)),
        [name, rest @ ..] => {
            let place =
                nodes.iter().position(|node| node.name == *name && matches!(node.content, Content::Nodes(_)));
            let place = place.unwrap_or_else(|| {
                nodes.push(Node::nodes(name, Vec::new()));
                nodes.len() - 1
            });
            if let Some(Node { content: Content::Nodes(inner), .. }) = nodes.get_mut(place) {
                insert(inner, rest, text);
            }
        }
    }
}
