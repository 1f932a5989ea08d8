use crate::oauth::{Discovery, DiscoveryError, EndpointError, Refusal, TokenResponse, TokenResponseError};
use crate::{FieldType, Item, examine, recognise};
use serde_json::{Value, json};
use strongroom_secret::SecretString;

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

fn good() -> Value {
    json!({
        "issuer": "https://login.example.com",
        "authorization_endpoint": "https://login.example.com/authorize",
        "token_endpoint": "https://login.example.com/token",
        "response_types_supported": ["code", "code id_token"],
        "code_challenge_methods_supported": ["plain", "S256"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email"],
        "grant_types_supported": ["authorization_code", "refresh_token"]
    })
}

fn found(change: impl FnOnce(&mut Value)) -> Vec<(&'static str, Option<String>)> {
    let mut document = good();
    change(&mut document);
    let said = Discovery::parse(&bytes(&document)).unwrap();
    let findings = said.findings("https://login.example.com").into_iter();
    findings.map(|finding| (finding.code.code(), finding.detail)).collect()
}

#[test]
fn description_that_is_in_order_has_no_findings() {
    assert_eq!(found(|_| {}), []);
    assert_eq!(found(|document| document["issuer"] = json!("https://login.example.com/")), []);
    assert!(Discovery::parse(&bytes(&good())).unwrap().refreshes());
}

#[test]
fn what_is_wrong_with_a_description_is_found() {
    let some = |detail: &str| Some(detail.to_owned());
    assert_eq!(
        found(|document| document["issuer"] = json!("https://evil.example")),
        [("oauth_issuer_mismatch", some("https://evil.example"))]
    );
    assert_eq!(
        found(|document| document["token_endpoint"] = json!("http://login.example.com/token")),
        [("oauth_insecure_endpoint", some("token_endpoint"))]
    );
    assert_eq!(
        found(|document| document["code_challenge_methods_supported"] = json!(["plain"])),
        [("oauth_no_pkce", some("plain"))]
    );
    assert_eq!(
        found(|document| {
            document.as_object_mut().unwrap().remove("code_challenge_methods_supported");
        }),
        [("oauth_no_pkce", None)]
    );
    assert_eq!(
        found(|document| document["response_types_supported"] = json!(["token", "id_token token"])),
        [("oauth_implicit_only", None)]
    );
    assert_eq!(
        found(|document| document["grant_types_supported"] = json!(["implicit"])),
        [("oauth_implicit_only", None)]
    );
    assert_eq!(
        found(|document| document["id_token_signing_alg_values_supported"] = json!(["RS256", "none"])),
        [("oauth_unsigned_tokens", some("none"))]
    );
    assert_eq!(
        found(|document| document["grant_types_supported"] = json!(["authorization_code", "password"])),
        [("oauth_password_grant", None)]
    );
}

#[test]
fn what_is_no_description_says_why() {
    for (text, expected) in [
        ("", DiscoveryError::NotJson),
        ("<html>", DiscoveryError::NotJson),
        ("[]", DiscoveryError::NotJson),
        ("{", DiscoveryError::NotJson),
        ("{}", DiscoveryError::NotADescription),
        (r#"{"issuer":"https://a.b"}"#, DiscoveryError::NotADescription),
        (r#"{"issuer":1,"token_endpoint":"https://a.b"}"#, DiscoveryError::NotADescription),
    ] {
        assert_eq!(Discovery::parse(text.as_bytes()), Err(expected), "{text}");
    }
    let deep = format!(r#"{{"issuer":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(Discovery::parse(deep.as_bytes()), Err(DiscoveryError::NotJson));
    let long = vec![b' '; (1 << 20) + 1];
    assert_eq!(Discovery::parse(&long), Err(DiscoveryError::TooLong));
}

/// OpenID Connect Discovery 1.0, section 4; RFC 8414, section 3.1.
#[test]
fn description_lies_where_both_specifications_put_it() {
    let places = |issuer| Discovery::places(issuer).map(|all| all.map(|place| place.url().to_owned()));
    assert_eq!(
        places("https://example.com/issuer1/").unwrap(),
        [
            "https://example.com/issuer1/.well-known/openid-configuration",
            "https://example.com/.well-known/oauth-authorization-server/issuer1"
        ]
    );
    assert_eq!(
        places("https://example.com").unwrap(),
        [
            "https://example.com/.well-known/openid-configuration",
            "https://example.com/.well-known/oauth-authorization-server"
        ]
    );
    assert_eq!(places("https://example.com/?x=1"), Err(EndpointError::Malformed));
    assert_eq!(places("http://example.com/"), Err(EndpointError::Insecure));
}

#[test]
fn answer_with_tokens_is_read_and_shows_no_secret() {
    // RFC 6749, section 5.1.
    let answer = TokenResponse::parse(
        br#"{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"example","expires_in":3600,
            "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA","example_parameter":"example_value"}"#,
    )
    .unwrap();
    assert_eq!(answer.access_token.expose(), "2YotnFZFEjr1zCsicMWpAA");
    assert_eq!(answer.refresh_token.as_ref().unwrap().expose(), "tGzv3JOkF0XG5Qx2TlKWIA");
    assert_eq!((answer.token_type.as_str(), answer.expires_in), ("example", Some(3600)));
    let shown = format!("{answer:?}");
    assert!(!shown.contains("2Yotn") && !shown.contains("tGzv3"), "{shown}");
    let text = TokenResponse::parse(br#"{"access_token":"a","expires_in":"60"}"#).unwrap();
    assert_eq!(text.expires_in, Some(60));
    for (body, expected) in [
        (&b"not json"[..], TokenResponseError::NotJson),
        (br#"{"token_type":"Bearer"}"#, TokenResponseError::NoToken),
        (br#"{"access_token":""}"#, TokenResponseError::NoToken),
        (br#"{"access_token":"a\nb"}"#, TokenResponseError::NoToken),
        (br#"{"access_token":7}"#, TokenResponseError::NoToken),
    ] {
        assert_eq!(TokenResponse::parse(body), Err(expected));
    }
    let endless = br#"{"access_token":"a","expires_in":99999999999999}"#;
    assert_eq!(TokenResponse::parse(endless).unwrap().expires_in, None);
}

/// RFC 6749, section 5.2.
#[test]
fn refusal_is_told_without_the_secrets_that_were_sent() {
    let body = br#"{"error":"invalid_grant","error_description":"token tGzv3JOkF0XG is\u001b[2J revoked"}"#;
    assert_eq!(Refusal::parse(body).unwrap().description, "", "what steers is left out");
    let body = br#"{"error":"invalid_grant","error_description":"token tGzv3JOkF0XG5Qx2 is revoked"}"#;
    let refusal = Refusal::parse(body).unwrap();
    assert_eq!(refusal.code, "invalid_grant");
    let sent = SecretString::from("tGzv3JOkF0XG5Qx2TlKWIA");
    assert_eq!(refusal.clone().without(&[&sent]).description, "");
    let other = SecretString::from("another-secret");
    assert_eq!(refusal.without(&[&other]).description, "token tGzv3JOkF0XG5Qx2 is revoked");
    for body in [&b""[..], b"{}", br#"{"error":{}}"#, br#"{"error":"no such\nthing"}"#, b"<html>"] {
        assert_eq!(Refusal::parse(body), None);
    }
}

fn fields(item: &Item) -> Vec<(&str, &str)> {
    item.fields.iter().map(|field| (field.name.as_str(), field.value.expose().as_str())).collect()
}

fn only(text: &str) -> Item {
    let mut items = recognise(text);
    assert_eq!(items.len(), 1, "{text}");
    items.remove(0)
}

#[test]
fn pasted_documents_become_oauth_items() {
    let client = json!({"installed": {
        "client_id": "1234-made-up.apps.example.com", "project_id": "made-up-project",
        "auth_uri": "https://accounts.example.com/o/oauth2/auth", "token_uri": "https://oauth2.example.com/token",
        "client_secret": "made-up-client-secret", "redirect_uris": ["http://localhost"]
    }});
    let item = only(&client.to_string());
    assert_eq!((item.kind.name(), item.title.as_str()), ("oauth", "made-up-project @ oauth2.example.com"));
    assert_eq!(
        fields(&item),
        [
            ("client_id", "1234-made-up.apps.example.com"),
            ("client_secret", "made-up-client-secret"),
            ("authorization_url", "https://accounts.example.com/o/oauth2/auth"),
            ("token_url", "https://oauth2.example.com/token"),
            ("redirect_uri", "http://localhost"),
        ]
    );
    let tokens =
        only(r#" {"access_token":"made-up","token_type":"Bearer","refresh_token":"r","scope":"a b"} "#);
    assert_eq!(
        fields(&tokens),
        [("access_token", "made-up"), ("refresh_token", "r"), ("token_type", "Bearer"), ("scopes", "a b")]
    );
    let hidden = |name: &str| tokens.field(name).unwrap().field_type == FieldType::Hidden;
    assert!(hidden("access_token") && hidden("refresh_token"));
    let described = only(&good().to_string());
    assert_eq!(described.title, "login.example.com");
    assert_eq!(described.field("token_url").unwrap().value.expose(), "https://login.example.com/token");
}

#[test]
fn other_json_is_no_oauth_item() {
    for text in [
        "{}",
        r#"{"installed":{}}"#,
        r#"{"web":{"client_id":"x"}}"#,
        r#"{"access_token":"x"}"#,
        r#"{"issuer":"https://a.b"}"#,
        r#"{"token_type":"Bearer","access_token":["x"]}"#,
    ] {
        let item = recognise(text);
        assert!(item.iter().all(|item| item.kind.name() != "oauth"), "{text}");
    }
}

#[test]
fn item_says_its_scopes_and_what_is_wrong_with_its_addresses() {
    use crate::{Day, Field, Kind};
    let item = Item::new(Kind::OAUTH, "x")
        .with(Field::new("token_url", FieldType::Url, "http://login.example.com/token"))
        .with(Field::new("scopes", FieldType::Text, "openid  email"))
        .with(Field::new("access_token", FieldType::Hidden, "made-up"))
        .with(Field::new("expires", FieldType::Date, "2026-01-01"));
    let all = examine(&item, Day::parse("2026-01-01").unwrap().start());
    let facts: Vec<(&str, &str)> =
        all.facts.iter().map(|fact| (fact.name.code(), fact.value.as_str())).collect();
    assert_eq!(facts, [("scope", "openid, email"), ("service", "login.example.com")]);
    let codes: Vec<&str> = all.findings.iter().map(|finding| finding.code.code()).collect();
    assert_eq!(codes, ["oauth_insecure_endpoint", "oauth_no_refresh", "expires_soon"]);
}
