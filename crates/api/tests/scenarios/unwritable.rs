//! A full disk and a read-only place: nothing is lost, nothing is claimed, and secrets can still be read.

use crate::support::{Machine, PASSWORD, add_login, create, lock, unlock, unlock_with};
use strongroom_api::ErrorCode;
use strongroom_api::types::{AuditRequest, ChangePasswordRequest, FieldRequest, ItemsRequest, Nothing};
use strongroom_storage::StorageError;

fn field(id: &str, field: u32) -> FieldRequest {
    FieldRequest { id: id.to_owned(), field, version: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_read_where_nothing_can_be_written_and_the_trail_shows_it_later() {
    for refusal in [StorageError::ReadOnly, StorageError::Full] {
        let machine = Machine::new();
        let app = machine.start();
        create(&app, &machine, "a.vault", false).await;
        let item = add_login(&app, "Mail").await;
        lock(&app).await;
        machine.refuse(refusal);
        let open = unlock(&app, &machine, "a.vault").await.unwrap();
        assert_eq!(open.warnings.len(), 1);
        let revealed = app.reveal(field(&item.id, 0)).await.unwrap();
        assert_eq!(revealed.value.expose(), "a password");
        app.copy_field(field(&item.id, 0)).await.unwrap();
        assert!(app.verify(Nothing {}).await.unwrap().ok);
        machine.refuse(None);
        app.reveal(field(&item.id, 0)).await.unwrap();
        let trail = app.audit(AuditRequest { skip: 0, count: 4 }).await.unwrap();
        let actions: Vec<&str> = trail.entries.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["reveal", "verify", "copy", "reveal"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn change_of_password_on_a_disk_without_room_to_rewrite_is_made_and_said() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let request = ChangePasswordRequest {
        password: PASSWORD.into(),
        new_password: "another password".into(),
        use_keyring: false,
    };
    machine.refuse_scrub();
    app.change_password(request).await.unwrap();
    lock(&app).await;
    unlock_with(&app, &machine, "a.vault", "another password", false).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_gone_where_only_their_traces_could_not_be_erased() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a.vault", false).await;
    let item = add_login(&app, "Mail").await;
    machine.refuse_scrub();
    let touched = app.purge_items(ItemsRequest { ids: vec![item.id.clone()] }).await.unwrap();
    assert_eq!(touched.items, 1);
    let gone = app.reveal(field(&item.id, 0)).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}
