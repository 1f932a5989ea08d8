//! Between a connection and an item of kind `database`: the text without secrets in one field, the secrets in hidden ones.

use super::{Connection, ConnectionError, ConnectionOption, Parsed, System};
use crate::fold::prefix;
use crate::{Field, FieldType, Item, Kind};

/// Names of the template's fields.
pub(super) const CONNECTION: &str = "connection";
pub(super) const USERNAME: &str = "username";
pub(super) const PASSWORD: &str = "password";
/// Longest title, in bytes.
const MAX_TITLE: usize = 120;

/// A pasted text as a new item: the connection without its secrets, user, password, and one hidden field of the user's
/// own for each further secret. `None` for a text that is not clearly a connection to a database.
pub fn recognise(text: &str) -> Option<Item> {
    let parsed = Connection::parse(text).ok()?;
    let connection = &parsed.connection;
    // The address of a search engine without an account is any address.
    if connection.system == System::Elasticsearch && connection.user.is_empty() {
        return None;
    }
    let without_password = parsed.without_password();
    if without_password.is_empty() {
        return None;
    }
    let mut item = Item::new(Kind::DATABASE, connection.title())
        .with(Field::new(CONNECTION, FieldType::Text, without_password))
        .with(Field::new(USERNAME, FieldType::Text, connection.user.as_str()))
        .with(Field::new(PASSWORD, FieldType::Hidden, connection.password.clone()));
    for option in connection.options.iter().filter(|option| option.secret) {
        item = item.with(Field::custom(&option.name, FieldType::Hidden, option.value.clone()));
    }
    Some(item)
}

/// The whole connection of an item, with user, password and further secrets put back: what is copied to be used. `None`
/// where the item has no connection.
pub fn of_item(item: &Item) -> Option<Result<Parsed, ConnectionError>> {
    // Exposed to be put together; nothing leaves but the connection.
    let value = |name: &str| item.field(name).map(|field| &field.value);
    let text = value(CONNECTION).filter(|text| !text.is_empty())?;
    let parsed = match Connection::parse(text.expose()) {
        Ok(parsed) => parsed,
        Err(error) => return Some(Err(error)),
    };
    let user = value(USERNAME).map(|user| user.expose().clone()).unwrap_or_default();
    let password = value(PASSWORD).filter(|password| !password.is_empty());
    let password = password.unwrap_or(&parsed.connection.password).clone();
    let secrets = item.fields.iter().filter(|field| field.custom && field.field_type == FieldType::Hidden);
    let secrets = secrets.map(|field| ConnectionOption::new(&field.name, field.value.clone()));
    let known = |option: &ConnectionOption| {
        option.secret && !parsed.connection.options.iter().any(|known| known.name == option.name)
    };
    let secrets: Vec<ConnectionOption> = secrets.filter(known).collect();
    Some(Ok(secrets.into_iter().fold(parsed.with_credentials(&user, password), Parsed::with_option)))
}

impl Connection {
    /// `database @ host`, or what there is of it. Personal.
    pub fn title(&self) -> String {
        let file = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
        let database =
            if self.system == System::Sqlite { file(&self.database) } else { self.database.clone() };
        let host = self.hosts.first().filter(|host| !host.is_socket()).map(|host| host.host.as_str());
        let title = match (database.is_empty(), host) {
            (false, Some(host)) => format!("{database} @ {host}"),
            (false, None) => database,
            (true, Some(host)) => host.to_owned(),
            (true, None) => self.system.name().to_owned(),
        };
        prefix(&title, MAX_TITLE).to_owned()
    }
}
