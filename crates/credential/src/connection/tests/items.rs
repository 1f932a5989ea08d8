//! Items made from pasted connections, and connections put together again from items.

use crate::connection::{Connection, ConnectionError, of_item, recognise};
use crate::{Field, FieldType, Item, Kind};

fn fields(item: &Item) -> Vec<(&str, &str, FieldType, bool)> {
    item.fields
        .iter()
        .map(|field| (field.name.as_str(), field.value.expose().as_str(), field.field_type, field.custom))
        .collect()
}

#[test]
fn pasted_connection_becomes_an_item_without_its_secrets_in_the_text() {
    let item =
        recognise("DATABASE_URL=postgres://alice:made-up@db.example.com:5432/app?sslpassword=key").unwrap();
    assert_eq!((item.kind.name(), item.title.as_str()), ("database", "app @ db.example.com"));
    assert_eq!(
        fields(&item),
        [
            ("connection", "postgres://alice@db.example.com:5432/app", FieldType::Text, false),
            ("username", "alice", FieldType::Text, false),
            ("password", "made-up", FieldType::Hidden, false),
            ("sslpassword", "key", FieldType::Hidden, true),
        ]
    );
}

#[test]
fn title_says_what_there_is() {
    for (text, title) in [
        ("postgres://db.example.com/app", "app @ db.example.com"),
        ("postgres://db.example.com", "db.example.com"),
        ("postgres:///app", "app"),
        ("postgres:///app?host=/run/postgresql", "app"),
        ("postgres://", "PostgreSQL"),
        ("mongodb://h1,h2/app", "app @ h1"),
        ("sqlite:////var/lib/app/data.db", "data.db"),
        (r"Data Source=C:\data\app.db", "app.db"),
        ("amqp://h/%2F", "/ @ h"),
    ] {
        assert_eq!(recognise(text).unwrap().title, title, "{text}");
    }
    let long = format!("postgres:///{}", "é".repeat(200));
    assert_eq!(recognise(&long).unwrap().title, "é".repeat(60));
}

#[test]
fn search_engine_is_recognised_only_with_an_account() {
    assert!(recognise("https://elastic:made-up@localhost:9200").is_some());
    assert!(recognise("https://localhost:9200").is_none());
}

#[test]
fn connection_is_put_together_again_from_the_item() {
    for text in [
        "postgres://alice:p%40ss@db.example.com:5432/app?sslmode=require&sslpassword=key",
        "jdbc:sqlserver://db:1433;user=u;password={a;b};trustStorePassword=key",
        "redis://:made-up@localhost/1",
        "Host=db;Username=u;Password=p;SSL Password=key",
        "bootstrap.servers=k:9092\nsasl.mechanism=OAUTHBEARER\nsasl.jaas.config=a.B required clientSecret=\"x\";",
        "db:5432:app:alice:made-up",
    ] {
        let item = recognise(text).unwrap();
        let whole = of_item(&item).unwrap().unwrap().text().unwrap();
        let meant = Connection::parse(text).unwrap().connection;
        let found = Connection::parse(whole.expose()).unwrap().connection;
        assert_eq!(found, meant, "{text} -> {}", whole.expose());
    }
}

#[test]
fn fields_of_an_item_count_before_what_its_text_says() {
    let item = Item::new(Kind::DATABASE, "X")
        .with(Field::new("connection", FieldType::Text, "postgres://old:old-password@db/app"))
        .with(Field::new("username", FieldType::Text, "alice"))
        .with(Field::new("password", FieldType::Hidden, "made-up"))
        .with(Field::custom("note", FieldType::Hidden, "not an option"));
    let whole = of_item(&item).unwrap().unwrap().text().unwrap();
    assert_eq!(whole.expose(), "postgres://alice:made-up@db/app");
}

#[test]
fn item_without_a_readable_connection_gives_none_or_the_reason() {
    let item = Item::new(Kind::DATABASE, "X").with(Field::new("connection", FieldType::Text, ""));
    assert!(of_item(&item).is_none());
    let item = Item::new(Kind::DATABASE, "X").with(Field::new("connection", FieldType::Text, "nonsense"));
    assert_eq!(of_item(&item).unwrap().unwrap_err(), ConnectionError::NotAConnection);
}
