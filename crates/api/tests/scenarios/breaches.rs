//! Checks against a service that cannot be reached or never answers: who may ask, what is written down, and that a lock waits
//! for nobody.

use crate::support::{Machine, add_login, create, lock, unlock};
use std::sync::Arc;
use strongroom_api::types::{AuditRequest, BreachAgainst, BreachRequest, Nothing, Settings};
use strongroom_api::{ApiError, App, ErrorCode};

fn online(host: &str, accept_online: bool) -> BreachRequest {
    BreachRequest { source: BreachAgainst::Online { host: host.to_owned(), accept_online }, item: None }
}

async fn refused(app: &App, request: BreachRequest) -> ApiError {
    app.breach_check(request).await.unwrap_err()
}

async fn set(app: &App, service: &str, breach_online: bool) -> Result<Settings, ApiError> {
    let breach_service = service.to_owned();
    app.change_settings(Settings { breach_online, breach_service, ..app.settings(Nothing {}).await? }).await
}

/// How many checks the trail knows of.
async fn checks(app: &App) -> usize {
    let audit = app.audit(AuditRequest { skip: 0, count: 100 }).await.unwrap();
    audit.entries.iter().filter(|entry| entry.action == "check_breaches").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_asked_only_where_that_is_switched_on_and_the_person_saw_its_host() {
    let machine = Machine::new();
    let app = machine.start();
    assert_eq!(refused(&app, online("api.pwnedpasswords.com", true)).await.code, ErrorCode::Locked);
    create(&app, &machine, "my.vault", false).await;
    add_login(&app, "Shop").await;
    assert_eq!(refused(&app, online("api.pwnedpasswords.com", false)).await.code, ErrorCode::Invalid);
    set(&app, "", true).await.unwrap();
    assert_eq!(refused(&app, online("elsewhere.example", false)).await.code, ErrorCode::Invalid);
    assert_eq!(checks(&app).await, 0);
    // Reached, which this machine cannot.
    assert_eq!(refused(&app, online("api.pwnedpasswords.com", false)).await.code, ErrorCode::System);
    assert_eq!(checks(&app).await, 1);
    let health = app.health(Nothing {}).await.unwrap();
    assert_eq!((health.breach_checked, health.breach_last), (0, None));
    assert_eq!(health.breach_host, "api.pwnedpasswords.com");
    for address in ["http://mirror.example", "https://a@b.example", "mirror"] {
        assert_eq!(set(&app, address, true).await.unwrap_err().code, ErrorCode::Invalid, "{address}");
    }
}

/// Starts a check that waits for its service, and gives it when the trail knows of it.
async fn waiting(app: &Arc<App>) -> tokio::task::JoinHandle<Result<bool, ErrorCode>> {
    let (before, asking) = (checks(app).await, Arc::clone(app));
    let check = tokio::spawn(async move {
        let done = asking.breach_check(online("silent.example", false)).await;
        done.map(|report| report.stopped).map_err(|error| error.code)
    });
    while checks(app).await == before {
        tokio::task::yield_now().await;
    }
    check
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_and_a_person_stop_a_check_that_waits_for_its_service() {
    let machine = Machine::new();
    let app = Arc::new(machine.start());
    create(&app, &machine, "my.vault", false).await;
    add_login(&app, "Shop").await;
    set(&app, "https://silent.example", true).await.unwrap();
    let check = waiting(&app).await;
    assert_eq!(refused(&app, online("silent.example", false)).await.code, ErrorCode::Conflict);
    app.cancel_breach_check(Nothing {}).await.unwrap();
    assert_eq!(check.await.unwrap(), Ok(true));
    let check = waiting(&app).await;
    lock(&app).await;
    assert_eq!(check.await.unwrap(), Err(ErrorCode::Locked));
    unlock(&app, &machine, "my.vault").await.unwrap();
    assert_eq!(app.health(Nothing {}).await.unwrap().breach_checked, 0);
    let check = waiting(&app).await;
    app.cancel_breach_check(Nothing {}).await.unwrap();
    assert_eq!(check.await.unwrap(), Ok(true));
}
