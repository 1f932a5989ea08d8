//! What was read from a text: the connection, and how it was written, so that it can be written back as it was.

use super::{Connection, ConnectionError, ConnectionOption, Form, known, write};
use strongroom_secret::SecretString;

/// A connection with its options as the form spells them.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) connection: Connection,
    pub(super) form: Form,
    /// What stood before the colon of a URL, such as `postgresql+psycopg2` or `jdbc:oracle:thin`; empty elsewhere.
    pub(super) scheme: String,
}

impl Draft {
    pub(super) fn new(connection: Connection, form: Form, scheme: &str) -> Self {
        Self { connection, form, scheme: scheme.to_owned() }
    }

    pub(super) fn into_parsed(self) -> Parsed {
        let spelled = self.connection.options;
        let options = known::canonical(self.connection.system, self.form, &spelled);
        let connection = Connection { options, ..self.connection };
        Parsed { connection, form: self.form, scheme: self.scheme, spelled }
    }
}

/// A connection that was read, and how it was written.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The connection.
    pub connection: Connection,
    /// The form in which it was written.
    pub form: Form,
    scheme: String,
    spelled: Vec<ConnectionOption>,
}

impl Parsed {
    /// The connection in the form, scheme and spelling in which it was read, normalised in quotes and spaces, with
    /// everything but password and secret options. Personal, not secret. Empty where it cannot be written, which no text
    /// is known to cause.
    pub fn without_password(&self) -> String {
        let bare = Self {
            connection: self.connection.without_secrets(),
            spelled: self.spelled.iter().filter(|option| !option.secret).cloned().collect(),
            ..self.clone()
        };
        // Exposed because nothing secret is left in it.
        bare.text().map(|text| text.expose().clone()).unwrap_or_default()
    }

    /// The same with that user and password: what is stored apart is put back. An empty user leaves the one it has.
    #[must_use]
    pub fn with_credentials(mut self, user: &str, password: SecretString) -> Self {
        if !user.is_empty() {
            user.clone_into(&mut self.connection.user);
        }
        self.connection.password = password;
        self
    }

    /// The same with one more option, by the name of the product's main form.
    pub(super) fn with_option(mut self, option: ConnectionOption) -> Self {
        self.spelled.extend(known::spelled(self.connection.system, self.form, std::slice::from_ref(&option)));
        self.connection.options.push(option);
        self
    }

    /// The connection in the form in which it was read, or in another where what was changed needs one.
    pub fn text(&self) -> Option<SecretString> {
        let spelled = Connection { options: self.spelled.clone(), ..self.connection.clone() };
        write::checked(&spelled, self.form, &self.scheme, &self.connection)
            .or_else(|| self.connection.forms().into_iter().find_map(|form| self.connection.write(form)))
    }

    /// The error of a text that holds no connection, for callers that only ask whether it does.
    pub(super) fn require(self, holds: bool) -> Result<Self, ConnectionError> {
        if holds { Ok(self) } else { Err(ConnectionError::NotAConnection) }
    }
}
