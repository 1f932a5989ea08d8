//! Contacting other machines: only where a person was told, with an entry before, and without losing a token.

use crate::support::{Machine, add_fields, create, lock, unlock};
use std::sync::Arc;
use std::time::Duration;
use strongroom_api::types::{
    AuditRequest, ContactRequest, FieldRequest, ItemRequest, ItemView, RestoreVersionRequest, TokenRefresh,
};
use strongroom_api::{ApiError, App, ErrorCode, Failure, FailureKind, ServerFacts, Tried};
use strongroom_credential::connection::Place;

const TOKENS: &str =
    r#"{"access_token":"access-2","refresh_token":"refresh-2","token_type":"Bearer","expires_in":3600}"#;

async fn opened(machine: &Machine) -> App {
    let app = machine.start();
    create(&app, machine, "v", false).await;
    app
}

async fn database(app: &App) -> ItemView {
    let fields = [
        ("connection", "text", "postgres://db.example.com/books"),
        ("username", "text", "clerk"),
        ("password", "hidden", "made-up"),
    ];
    add_fields(app, "database", "Books", &fields).await
}

async fn client(app: &App) -> ItemView {
    let fields = [
        ("issuer", "url", "https://login.example.com"),
        ("token_url", "url", "https://login.example.com/token"),
        ("client_id", "text", "me"),
        ("client_secret", "hidden", "made-up"),
        ("access_token", "hidden", "access-1"),
        ("refresh_token", "hidden", "refresh-1"),
    ];
    add_fields(app, "oauth", "Mail", &fields).await
}

fn yes(item: &ItemView, place: &str) -> ContactRequest {
    ContactRequest { id: item.id.clone(), contacts: vec![place.to_owned()] }
}

async fn trail(app: &App) -> Vec<(String, String)> {
    let audit = app.audit(AuditRequest { skip: 0, count: 100 }).await.unwrap();
    let entries = audit.entries.into_iter().filter(|entry| entry.item.is_some());
    entries.map(|entry| (entry.action, entry.detail)).collect()
}

async fn field(app: &App, item: &ItemView, name: &str) -> String {
    let item = app.open_item(ItemRequest { id: item.id.clone() }).await.unwrap();
    let place = item.fields.iter().find(|field| field.name == name).unwrap().index;
    let request = FieldRequest { id: item.id, field: place, version: None };
    app.reveal(request).await.unwrap().value.expose().clone()
}

async fn refresh(app: &App, item: &ItemView) -> Result<TokenRefresh, ApiError> {
    app.refresh_token(yes(item, "login.example.com:443")).await
}

#[tokio::test]
async fn plan_says_where_it_leads_and_contacts_nobody() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let item = database(&app).await;
    let plan = app.connection_check_plan(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!(
        (plan.system.as_str(), plan.contacts, plan.network),
        ("PostgreSQL", vec!["db.example.com:5432".into()], true)
    );
    assert_eq!((plan.database.as_str(), plan.user.as_str()), ("books", "clerk"));
    assert_eq!((plan.encryption.as_str(), plan.in_the_clear, plan.seconds), ("required", false, 10));
    let item = client(&app).await;
    let plan = app.oauth_plan(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!(plan.refresh.contacts, ["login.example.com:443"]);
    assert_eq!(plan.discovery.contacts, ["login.example.com:443"]);
    assert_eq!(plan.discovery.urls.len(), 2);
    assert!(machine.others.sent.lock().unwrap().is_empty());
}

#[tokio::test]
async fn connection_is_tested_and_the_entry_comes_first() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let item = database(&app).await;
    let facts =
        ServerFacts { version: "PostgreSQL 15".into(), superuser: Some(true), ..ServerFacts::default() };
    let tried = |outcome| Tried {
        place: Place::Host("db.example.com".into(), 5432),
        took: Duration::from_millis(7),
        outcome,
    };
    let failure = Failure::new(FailureKind::TlsRefused).with("expired");
    *machine.others.tried.lock().unwrap() = vec![tried(Ok(facts)), tried(Err(failure))];
    let place = "db.example.com:5432";
    let test = app.test_connection(yes(&item, place)).await.unwrap();
    assert_eq!((test.contacted.as_str(), test.elapsed_ms, test.failure), (place, 7, None));
    assert_eq!(test.server.unwrap().version, "PostgreSQL 15");
    let test = app.test_connection(yes(&item, place)).await.unwrap();
    let failure = test.failure.unwrap();
    assert_eq!((failure.code.as_str(), failure.detail.as_deref()), ("tls_refused", Some("expired")));
    assert_eq!(*machine.others.sent.lock().unwrap(), ["db.example.com:5432 made-up"; 2]);
    let contact = ("contact".to_owned(), place.to_owned());
    assert_eq!(trail(&app).await[..2], [contact.clone(), contact]);
}

#[tokio::test]
async fn nobody_is_contacted_where_the_item_leads_elsewhere_or_nothing_can_be_written_down() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let (base, oauth) = (database(&app).await, client(&app).await);
    let error = app.test_connection(yes(&base, "other.example.com:5432")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    let error = app.refresh_token(yes(&oauth, "other.example.com:443")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Conflict);
    machine.refuse(strongroom_storage::StorageError::Full);
    assert!(app.test_connection(yes(&base, "db.example.com:5432")).await.is_err());
    assert!(refresh(&app, &oauth).await.is_err());
    assert!(machine.others.sent.lock().unwrap().is_empty());
}

#[tokio::test]
async fn items_of_other_kinds_have_nothing_to_contact() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let login = add_fields(&app, "login", "L", &[("password", "hidden", "x")]).await;
    let error = app.connection_check_plan(ItemRequest { id: login.id.clone() }).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    let plan = app.oauth_plan(ItemRequest { id: login.id }).await.unwrap();
    assert!(plan.refresh.problem.is_some() && plan.discovery.problem.is_some());
}

#[tokio::test]
async fn new_tokens_are_a_new_version_and_the_old_ones_stay_in_the_history() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let item = client(&app).await;
    machine.others.say(200, TOKENS);
    let done = refresh(&app, &item).await.unwrap();
    assert!(done.failure.is_none() && done.rotated);
    assert_eq!(done.until, Some(1_700_000_000_000 + 3_600_000));
    let renewed = done.item.unwrap();
    assert_eq!((renewed.version, renewed.earlier_versions), (2, 1));
    assert_eq!(field(&app, &item, "access_token").await, "access-2");
    assert_eq!(field(&app, &item, "refresh_token").await, "refresh-2");
    let entries = trail(&app).await;
    let told = |action: &str, detail: &str| (action.to_owned(), detail.to_owned());
    assert_eq!(entries[2..4], [told("update", "token"), told("contact", "login.example.com:443")]);
    app.restore_version(RestoreVersionRequest { id: item.id.clone(), version: 1 }).await.unwrap();
    assert_eq!(field(&app, &item, "refresh_token").await, "refresh-1");
}

#[tokio::test]
async fn refusal_is_told_and_changes_nothing() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let item = client(&app).await;
    for (status, body, expected, detail) in [
        (400, r#"{"error":"invalid_grant","error_description":"gone"}"#, "invalid_grant", Some("gone")),
        (400, r#"{"error":"invalid_grant","error_description":"refresh-1 is gone"}"#, "invalid_grant", None),
        (400, r#"{"error":"its_own","error_description":"no"}"#, "refused", Some("its_own: no")),
        (200, r#"{"error":"invalid_scope"}"#, "invalid_scope", None),
        (200, "<html>", "bad_answer", None),
        (503, "<html>", "bad_answer", Some("HTTP 503")),
        (302, "", "redirected", None),
    ] {
        machine.others.say(status, body);
        let failure = refresh(&app, &item).await.unwrap().failure.unwrap();
        assert_eq!((failure.code.as_str(), failure.detail.as_deref()), (expected, detail), "{body}");
    }
    assert_eq!(field(&app, &item, "refresh_token").await, "refresh-1");
    let now = app.open_item(ItemRequest { id: item.id }).await.unwrap();
    assert_eq!(now.version, 1);
}

#[tokio::test]
async fn client_that_is_not_known_by_its_header_is_named_in_the_form() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let item = client(&app).await;
    machine.others.say(401, r#"{"error":"invalid_client"}"#);
    machine.others.say(200, TOKENS);
    assert!(refresh(&app, &item).await.unwrap().failure.is_none());
    let sent = machine.others.sent.lock().unwrap().clone();
    assert!(
        sent[0].ends_with("refresh-1 true") && sent[1].ends_with("client_secret=made-up false"),
        "{sent:?}"
    );
}

#[tokio::test]
async fn tokens_that_could_not_be_saved_are_saved_later_without_asking_again() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let item = client(&app).await;
    machine.others.say(200, TOKENS);
    *machine.others.fills.lock().unwrap() = Some(Arc::clone(&machine.refusal));
    let error = refresh(&app, &item).await.unwrap_err();
    assert_eq!(error.message, "the provider gave new tokens, but they could not be saved");
    machine.refuse(None);
    let done = refresh(&app, &item).await.unwrap();
    assert!(done.failure.is_none() && done.rotated);
    assert_eq!(machine.others.sent.lock().unwrap().len(), 1);
    lock(&app).await;
    unlock(&app, &machine, "v").await.unwrap();
    assert_eq!(field(&app, &item, "refresh_token").await, "refresh-2");
}

#[tokio::test]
async fn description_is_read_where_it_lies_and_judged() {
    let machine = Machine::new();
    let app = opened(&machine).await;
    let item = client(&app).await;
    machine.others.say(404, "{}");
    machine.others.say(200, r#"{"issuer":"https://evil.example","token_endpoint":"https://evil.example/t"}"#);
    let done = app.discover_provider(yes(&item, "login.example.com:443")).await.unwrap();
    assert_eq!(done.url, "https://login.example.com/.well-known/oauth-authorization-server");
    let provider = done.provider.unwrap();
    assert_eq!(provider.findings[0].code, "oauth_issuer_mismatch");
    machine.others.say(200, "<html>");
    machine.others.say(404, "");
    let failed = app.discover_provider(yes(&item, "login.example.com:443")).await.unwrap();
    assert_eq!(failed.failure.unwrap().code, "bad_answer");
}
