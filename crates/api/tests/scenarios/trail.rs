//! Every look at a secret leaves an entry; a code that stays on show leaves one.

use crate::support::{Machine, add_login, create};
use strongroom_api::types::{AuditRequest, FieldRequest};

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
