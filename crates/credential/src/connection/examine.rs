//! What is known about an item of kind `database`, and what is wrong with it. It must never ask a network, and neither a
//! fact nor a detail holds a secret.

mod account;

use super::item::{CONNECTION, PASSWORD, USERNAME};
use super::{Connection, Encryption, System};
use crate::fold::prefix;
use crate::{Examination, Fact, FactName, Finding, FindingCode, Item, Moment, Severity};

/// Longest fact, in bytes.
const MAX_FACT: usize = 200;

/// Facts and findings of an item of kind `database`. Some milliseconds, for scoring the password; nothing depends on the
/// moment.
pub fn examine(item: &Item, now: Moment) -> Examination {
    let _ = now;
    let mut examination = Examination::default();
    let place =
        |name: &str| item.fields.iter().position(|field| field.name == name && !field.value.is_empty());
    // Exposed to be examined; only judgements leave.
    let text =
        place(CONNECTION).and_then(|place| item.fields.get(place)).map(|field| field.value.expose().as_str());
    let parsed = text.map(Connection::parse);
    let connection = match &parsed {
        Some(Ok(parsed)) => Some(&parsed.connection),
        Some(Err(_)) => {
            let finding = Finding::new(Severity::Medium, FindingCode::ConnectionUnreadable);
            examination.findings.extend(place(CONNECTION).map(|field| finding.about(field)));
            None
        }
        None => None,
    };
    let subject = Subject {
        item,
        connection,
        connection_field: place(CONNECTION),
        user_field: place(USERNAME),
        password_field: place(PASSWORD),
    };
    examination.facts = subject.facts();
    examination.findings.extend(subject.leaks());
    examination.findings.extend(subject.encryption());
    examination.findings.extend(subject.account());
    examination.findings.sort_by_key(|finding| finding.field);
    examination
}

/// An item, its connection where it can be read, and where its filled fields are.
struct Subject<'a> {
    item: &'a Item,
    connection: Option<&'a Connection>,
    connection_field: Option<usize>,
    user_field: Option<usize>,
    password_field: Option<usize>,
}

impl Subject<'_> {
    fn value(&self, field: Option<usize>) -> &str {
        // Exposed to be judged.
        field.and_then(|field| self.item.fields.get(field)).map_or("", |field| field.value.expose())
    }

    /// The account: the field's, or the connection's.
    fn user(&self) -> &str {
        match (self.value(self.user_field), self.connection) {
            ("", Some(connection)) => &connection.user,
            (user, _) => user,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let Some(connection) = self.connection else { return Vec::new() };
        let join = |parts: Vec<String>| {
            let mut unique: Vec<String> = Vec::new();
            parts.into_iter().filter(|part| !part.is_empty()).for_each(|part| {
                if !unique.contains(&part) {
                    unique.push(part);
                }
            });
            unique.join(", ")
        };
        let secure = matches!(connection.encryption(), Encryption::Required | Encryption::Verified);
        let port = connection.system.default_port(secure);
        let hosts = join(connection.hosts.iter().map(|endpoint| endpoint.host.clone()).collect());
        let places = connection.hosts.iter().filter(|endpoint| !endpoint.is_socket());
        let ports =
            join(places.filter_map(|endpoint| endpoint.port.or(port)).map(|port| port.to_string()).collect());
        let encryption = if connection.is_remote() { connection.encryption().code() } else { "" };
        let user_field =
            if self.value(self.user_field).is_empty() { self.connection_field } else { self.user_field };
        [
            (FactName::System, connection.system.name(), self.connection_field),
            (FactName::Host, &hosts, self.connection_field),
            (FactName::Port, &ports, self.connection_field),
            (FactName::Database, &connection.database, self.connection_field),
            (FactName::UserName, self.user(), user_field),
            (FactName::Encryption, encryption, self.connection_field),
        ]
        .into_iter()
        .filter(|(_, value, _)| !value.is_empty())
        .map(|(name, value, field)| Fact { name, value: prefix(value, MAX_FACT).to_owned(), field })
        .collect()
    }

    /// Secrets in the text that everybody sees.
    fn leaks(&self) -> Vec<Finding> {
        let Some(connection) = self.connection else { return Vec::new() };
        let password = (!connection.password.is_empty()).then_some(PASSWORD);
        let others = connection.options.iter().filter(|option| option.secret && !option.value.is_empty());
        let finding = |name: &str| {
            let finding = Finding::new(Severity::High, FindingCode::SecretInPublicField).with_detail(name);
            Finding { field: self.connection_field, ..finding }
        };
        password.into_iter().chain(others.map(|option| option.name.as_str())).map(finding).collect()
    }

    fn encryption(&self) -> Option<Finding> {
        let connection = self.connection.filter(|connection| connection.is_remote())?;
        let (severity, code) = match connection.encryption() {
            Encryption::Off => (Severity::High, FindingCode::ConnectionUnencrypted),
            Encryption::Opportunistic => (Severity::Medium, FindingCode::ConnectionUnencrypted),
            Encryption::Required => (Severity::Low, FindingCode::ConnectionUnverified),
            Encryption::Verified | Encryption::Unknown => return None,
        };
        Some(Finding { field: self.connection_field, ..Finding::new(severity, code) })
    }
}

impl Connection {
    /// Whether a host of it is neither on the own machine nor in the own network, as far as names tell.
    pub fn is_remote(&self) -> bool {
        let address = self.option("hostaddr").and_then(|address| super::Endpoint::new(address, None).ok());
        self.system != System::Sqlite
            && self.hosts.iter().chain(address.as_ref()).any(|endpoint| !endpoint.is_local())
    }
}

#[cfg(test)]
mod tests;
