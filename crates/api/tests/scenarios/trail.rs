//! Every look at a secret leaves an entry; a code that stays on show leaves one.

use crate::support::{Machine, add_login, create, lock, unlock};
use strongroom_api::Event;
use strongroom_api::types::{AuditRequest, FieldRequest, Nothing};

#[tokio::test(flavor = "multi_thread")]
async fn code_that_stays_on_show_leaves_one_entry_and_one_shown_again_another() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let item = add_login(&app, "Mail").await;
    let look = || FieldRequest { id: item.id.clone(), field: 1, version: None };
    let reveals = async || {
        let trail = app.audit(AuditRequest { skip: 0, count: 100 }).await.unwrap();
        trail.entries.iter().filter(|entry| entry.action == "reveal").count()
    };
    for _ in 0..5 {
        app.one_time_code(look()).await.unwrap();
        machine.clock.pass(30);
    }
    assert_eq!(reveals().await, 1);
    machine.clock.pass(120);
    app.one_time_code(look()).await.unwrap();
    assert_eq!(reveals().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_found_in_the_background_and_said() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let item = add_login(&app, "Mail").await;
    lock(&app).await;
    machine.damage(&item.id);
    unlock(&app, &machine, "a.vault").await.unwrap();
    app.tick().await;
    let warned = machine.events.lock().unwrap().iter().any(|event| matches!(event, Event::Warned(_)));
    assert!(warned);
    let open = app.status(Nothing {}).await.unwrap().open.unwrap();
    assert_eq!(open.warnings[0].code, "record_damaged");
}

#[tokio::test(flavor = "multi_thread")]
async fn sound_vault_is_verified_in_the_background_without_a_word() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    add_login(&app, "Mail").await;
    for _ in 0..3 {
        app.tick().await;
    }
    assert!(!machine.events.lock().unwrap().iter().any(|event| matches!(event, Event::Warned(_))));
}
