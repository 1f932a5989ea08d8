//! The account of a connection: passwords that products come with, accounts that may do everything.

use super::super::{Connection, System};
use super::Subject;
use crate::{Finding, FindingCode, Severity, strength};

/// Passwords of the products' own installations and of their documentation's examples, by account where they have one.
const DEFAULTS: &[(System, &str, &str)] = &[
    (System::PostgreSql, "", "mysecretpassword"),
    (System::PostgreSql, "postgres", "password"),
    (System::PostgreSql, "postgres", "admin"),
    (System::PostgreSql, "postgres", "example"),
    (System::MySql, "", "my-secret-pw"),
    (System::MySql, "root", "password"),
    (System::MySql, "root", "mysql"),
    (System::MySql, "root", "example"),
    (System::MariaDb, "", "my-secret-pw"),
    (System::MariaDb, "root", "password"),
    (System::MariaDb, "root", "example"),
    (System::SqlServer, "", "yourStrong(!)Password"),
    (System::SqlServer, "", "<YourStrong@Passw0rd>"),
    (System::SqlServer, "", "<YourStrong!Passw0rd>"),
    (System::SqlServer, "", "YourStrong!Passw0rd"),
    (System::SqlServer, "", "yourStrong(!)Passw0rd"),
    (System::SqlServer, "sa", "password"),
    (System::Oracle, "scott", "tiger"),
    (System::Oracle, "sys", "change_on_install"),
    (System::Oracle, "system", "manager"),
    (System::Oracle, "", "oracle"),
    (System::Oracle, "", "welcome1"),
    (System::MongoDb, "root", "example"),
    (System::MongoDb, "mongoadmin", "secret"),
    (System::MongoDb, "admin", "password"),
    (System::Redis, "", "foobared"),
    (System::Redis, "", "redis"),
    (System::Amqp, "", "guest"),
    (System::Amqp, "", "bitnami"),
    (System::Kafka, "", "admin-secret"),
    (System::Kafka, "", "alice-secret"),
    (System::Kafka, "", "bob-secret"),
    (System::Elasticsearch, "", "changeme"),
    (System::Elasticsearch, "admin", "admin"),
    (System::Elasticsearch, "", "elastic"),
];
/// Accounts that may do everything.
const SUPERUSERS: &[(System, &[&str])] = &[
    (System::PostgreSql, &["postgres", "rdsadmin", "cloudsqlsuperuser", "root"]),
    (System::MySql, &["root"]),
    (System::MariaDb, &["root"]),
    (System::SqlServer, &["sa"]),
    (System::Oracle, &["sys", "system"]),
    (System::MongoDb, &["root", "admin"]),
    (System::Redis, &["default"]),
    (System::Kafka, &["admin"]),
    (System::Elasticsearch, &["elastic", "admin"]),
];
/// Options, folded, by which an account proves itself without a password.
const OTHER_PROOFS: [&str; 14] = [
    "integratedsecurity",
    "trustedconnection",
    "authentication",
    "authmechanism",
    "passfile",
    "service",
    "sslcert",
    "sslkey",
    "sslcertificate",
    "gssencmode",
    "tlscertificatekeyfile",
    "certfile",
    "walletlocation",
    "tokenauth",
];

impl Subject<'_> {
    /// What is wrong with user and password.
    pub(super) fn account(&self) -> Vec<Finding> {
        let user = self.user();
        // Exposed to be judged.
        let inside = self.connection.map_or("", |connection| connection.password.expose().as_str());
        let (password, field) = match self.value(self.password_field) {
            "" => (inside, self.connection_field),
            password => (password, self.password_field),
        };
        let about = |finding: Finding, field: Option<usize>| Finding { field, ..finding };
        let password = if password.is_empty() {
            self.lacks_password().then(|| {
                about(Finding::new(Severity::Medium, FindingCode::NoPassword), self.connection_field)
            })
        } else if self.is_default(user, password) {
            Some(about(Finding::new(Severity::High, FindingCode::DefaultPassword), field))
        } else {
            self.weakness(password)
                .map(|severity| about(Finding::new(severity, FindingCode::WeakPassword), field))
        };
        password.into_iter().chain(self.superuser(user)).collect()
    }

    /// Without a password where one is needed: on a remote host, with nothing else to prove who one is.
    fn lacks_password(&self) -> bool {
        let secret_elsewhere =
            self.item.fields.iter().any(|field| field.custom && field.field_type.is_secret());
        self.connection.is_some_and(|connection| {
            let known = |name: &str| OTHER_PROOFS.contains(&super::super::text::folded(name).as_str());
            let otherwise = connection.options.iter().any(|option| option.secret || known(&option.name));
            connection.is_remote() && !otherwise && !secret_elsewhere
        })
    }

    fn is_default(&self, user: &str, password: &str) -> bool {
        let is_known = |system: System| {
            DEFAULTS.iter().any(|(known, account, default)| {
                *known == system
                    && (account.is_empty() || user.eq_ignore_ascii_case(account))
                    && password.eq_ignore_ascii_case(default)
            })
        };
        password.eq_ignore_ascii_case(user)
            || self.connection.is_some_and(|connection| is_known(connection.system))
    }

    fn weakness(&self, password: &str) -> Option<Severity> {
        let own = self.item.own_words();
        let named = self.connection.map(Connection::words).unwrap_or_default();
        let words: Vec<&str> = named.iter().chain(&own).map(String::as_str).collect();
        match strength(password, &words).score {
            0 | 1 => Some(Severity::High),
            2 => Some(Severity::Medium),
            _ => None,
        }
    }

    fn superuser(&self, user: &str) -> Option<Finding> {
        let system = self.connection?.system;
        let (_, names) = SUPERUSERS.iter().find(|(known, _)| *known == system)?;
        let name = names.iter().find(|name| user.eq_ignore_ascii_case(name))?;
        let field =
            if self.value(self.user_field).is_empty() { self.connection_field } else { self.user_field };
        let finding = Finding::new(Severity::Low, FindingCode::Superuser).with_detail(*name);
        Some(Finding { field, ..finding })
    }
}

impl Connection {
    /// Words that someone who knows the connection would try first in its password.
    fn words(&self) -> Vec<String> {
        let names = [self.database.as_str(), &self.user].into_iter();
        let labels = self.hosts.iter().take(4).flat_map(|endpoint| endpoint.host.split('.'));
        names.chain(labels).filter(|word| word.chars().nth(2).is_some()).map(str::to_owned).collect()
    }
}
