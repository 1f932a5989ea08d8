use crate::oauth::{ClientAuthentication, EndpointError, Refresh, RefreshError, TokenResponse};
use crate::{Day, Field, FieldType, Item, Kind, Moment};

fn item(fields: &[(&str, &str)]) -> Item {
    fields.iter().fold(Item::new(Kind::OAUTH, "x"), |item, (name, value)| {
        item.with(Field::new(name, FieldType::Hidden, *value))
    })
}

const WHOLE: [(&str, &str); 4] = [
    ("token_url", "https://login.example.com/token"),
    ("client_id", "s6BhdRkqt3"),
    ("client_secret", "gX1f:Bat3 bV/+é"),
    ("refresh_token", "tGzv3JOkF0XG5Qx2TlKWIA"),
];

/// RFC 6749, section 6, and appendix B for what is escaped.
#[test]
fn request_is_written_as_the_specification_has_it() {
    let refresh = Refresh::of(&item(&WHOLE)).unwrap();
    assert_eq!(refresh.authentication(), ClientAuthentication::Basic);
    let basic = refresh.request(ClientAuthentication::Basic);
    assert_eq!(basic.form.expose(), "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA");
    let sent = basic.authorization.unwrap();
    let decoded = data_encoding::BASE64.decode(sent.expose().strip_prefix("Basic ").unwrap().as_bytes());
    assert_eq!(decoded.unwrap(), b"s6BhdRkqt3:gX1f%3ABat3%20bV%2F%2B%C3%A9");
    let post = refresh.request(ClientAuthentication::Post);
    assert_eq!(post.authorization, None);
    assert_eq!(
        post.form.expose(),
        "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&client_id=s6BhdRkqt3\
         &client_secret=gX1f%3ABat3%20bV%2F%2B%C3%A9"
    );
    assert!(!format!("{refresh:?} {post:?}").contains("tGzv3"));
}

#[test]
fn public_client_names_itself_in_the_form() {
    let mut public = item(&WHOLE);
    public.fields.remove(2);
    let refresh = Refresh::of(&public).unwrap();
    assert_eq!(refresh.authentication(), ClientAuthentication::Post);
    let form = refresh.request(ClientAuthentication::Post).form;
    assert!(form.expose().ends_with("&client_id=s6BhdRkqt3"), "{}", form.expose());
}

#[test]
fn item_that_cannot_be_refreshed_says_why() {
    let without = |at: usize| {
        let mut item = item(&WHOLE);
        item.fields.remove(at);
        Refresh::of(&item).unwrap_err()
    };
    assert_eq!(without(0), RefreshError::Endpoint(EndpointError::Missing));
    assert_eq!(without(1), RefreshError::NoClient);
    assert_eq!(without(3), RefreshError::NoRefreshToken);
}

fn answer(text: &str) -> TokenResponse {
    TokenResponse::parse(text.as_bytes()).unwrap()
}

fn noon() -> Moment {
    Moment(Day::parse("2026-05-01").unwrap().start().0 + 43_200_000)
}

fn value<'a>(item: &'a Item, name: &str) -> &'a str {
    item.field(name).map_or("", |field| field.value.expose())
}

#[test]
fn new_tokens_replace_the_old_ones() {
    let mut item = item(&WHOLE);
    let new = answer(
        r#"{"access_token":"new","refresh_token":"r2","token_type":"Bearer","expires_in":86400,"scope":"a b"}"#,
    );
    let done = new.apply(&mut item, noon());
    assert!(done.rotated && done.scope_changed);
    assert_eq!(done.until, Some(Moment(noon().0 + 86_400_000)));
    let values =
        ["access_token", "refresh_token", "token_type", "expires", "scopes"].map(|name| value(&item, name));
    assert_eq!(values, ["new", "r2", "Bearer", "2026-05-02", "a b"]);
    assert_eq!(value(&item, "client_secret"), "gX1f:Bat3 bV/+é");
}

#[test]
fn what_the_provider_does_not_send_stays() {
    let mut item = item(&WHOLE);
    item.fields.push(Field::new("scopes", FieldType::Text, "b a"));
    item.fields.push(Field::new("expires", FieldType::Date, "2026-01-01"));
    let done = answer(r#"{"access_token":"new","scope":"a b"}"#).apply(&mut item, noon());
    assert!(!done.rotated && !done.scope_changed && done.until.is_none());
    assert_eq!(value(&item, "refresh_token"), "tGzv3JOkF0XG5Qx2TlKWIA");
    assert_eq!((value(&item, "scopes"), value(&item, "expires")), ("b a", ""));
    let same = answer(r#"{"access_token":"n","refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}"#);
    assert!(!same.apply(&mut item, noon()).rotated);
}

#[test]
fn end_of_a_token_that_says_it_itself_is_taken_from_it() {
    let part = |json: &str| data_encoding::BASE64URL_NOPAD.encode(json.as_bytes());
    let token = format!("{}.{}.c2ln", part(r#"{"alg":"RS256"}"#), part(r#"{"exp":1777680000}"#));
    let until = answer(&format!(r#"{{"access_token":"{token}"}}"#)).until(noon());
    assert_eq!(until, Some(Moment(1_777_680_000_000)));
}
