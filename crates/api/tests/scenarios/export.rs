//! Export on a machine that tests can break: who may, what stands in the trail, and what is left where it fails.

use crate::support::{Machine, PASSWORD, add_fields, add_login, create, lock};
use std::path::Path;
use strongroom_api::types::{
    AuditRequest, ExportSelection, ItemRequest, ItemsRequest, Nothing, PreviewExportRequest,
    RunExportRequest, SaveDotenvRequest,
};
use strongroom_api::{App, ErrorCode};
use strongroom_storage::StorageError;

async fn stocked(machine: &Machine) -> App {
    let app = machine.start();
    create(&app, machine, "a.vault", false).await;
    add_login(&app, "Bank").await;
    add_login(&app, "Mail").await;
    add_fields(&app, "secret", "Token", &[("key", "text", "API"), ("value", "hidden", "t0p")]).await;
    app
}

fn request(machine: &Machine, name: &str, format: &str, password: &str) -> RunExportRequest {
    RunExportRequest {
        path: machine.path(name),
        format: format.to_owned(),
        selection: ExportSelection::default(),
        password: password.into(),
        language: None,
        key_file: None,
        make_key_file: false,
    }
}

async fn trail(app: &App) -> Vec<String> {
    let list = app.audit(AuditRequest { skip: 0, count: 100 }).await.unwrap();
    list.entries.into_iter().filter(|entry| entry.action == "export").map(|entry| entry.detail).collect()
}

/// Names in the folder of the machine's files that are of an export.
fn left(machine: &Machine) -> Vec<String> {
    let folder = machine.path("x");
    let folder = Path::new(&folder).parent().unwrap().to_owned();
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.contains("out") || name.contains(".part")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_export_needs_the_master_password_and_wrong_ones_are_counted() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    let mut last = ErrorCode::WrongPassword;
    for _ in 0..20 {
        let error =
            app.run_export(request(&machine, "out.json", "strongroom_json", "wrong")).await.unwrap_err();
        last = error.code;
        if last == ErrorCode::Throttled {
            break;
        }
    }
    assert_eq!(last, ErrorCode::Throttled);
    let right = app.run_export(request(&machine, "out.json", "strongroom_json", PASSWORD)).await;
    assert_eq!(right.unwrap_err().code, ErrorCode::Throttled);
    assert!(left(&machine).is_empty() && trail(&app).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn export_is_in_the_trail_by_format_and_count_and_holds_no_secret() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    let report = app.run_export(request(&machine, "out.csv", "csv_safe", PASSWORD)).await.unwrap();
    assert_eq!((report.items, report.files, report.encrypted), (3, 1, false));
    assert_eq!(trail(&app).await, ["3 items as CSV for spreadsheets"]);
    let sealed =
        app.run_export(request(&machine, "out.json", "bitwarden_encrypted_json", "other")).await.unwrap();
    assert!(sealed.encrypted && sealed.bytes > 100);
    let empty = app.run_export(request(&machine, "out2.json", "bitwarden_encrypted_json", "")).await;
    assert_eq!(empty.unwrap_err().code, ErrorCode::NeedsPassword);
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_export_leaves_nothing_half_written() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    for (format, name) in
        [("strongroom_json", "missing/out.json"), ("key_files", "out-keys"), ("dotenv", "out.env")]
    {
        let mut request = request(&machine, name, format, PASSWORD);
        request.selection.kind = Some("login".to_owned());
        assert!(app.run_export(request).await.is_err(), "{format}");
    }
    std::fs::write(machine.path("out.csv"), "mine").unwrap();
    let there = app.run_export(request(&machine, "out.csv", "csv", PASSWORD)).await;
    assert_eq!(there.unwrap_err().code, ErrorCode::Exists);
    assert_eq!(std::fs::read_to_string(machine.path("out.csv")).unwrap(), "mine");
    // A trail that cannot be written for another reason than a full disk stops the export.
    machine.refuse(StorageError::Conflict);
    let refused = app.run_export(request(&machine, "out.json", "strongroom_json", PASSWORD)).await;
    assert!(refused.is_err());
    assert_eq!(left(&machine), ["out.csv"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn selection_is_by_everything_that_is_named_and_damage_is_said() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    let bank = add_login(&app, "Old bank").await;
    app.delete_items(ItemsRequest { ids: vec![bank.id.clone()] }).await.unwrap();
    let count = async |selection: ExportSelection| {
        let request = PreviewExportRequest { format: "strongroom_json".to_owned(), selection };
        app.preview_export(request).await.map(|preview| preview.items)
    };
    let all = ExportSelection::default();
    assert_eq!(count(all.clone()).await, Ok(3));
    assert_eq!(count(ExportSelection { include_deleted: true, ..all.clone() }).await, Ok(4));
    assert_eq!(count(ExportSelection { kind: Some("secret".to_owned()), ..all.clone() }).await, Ok(1));
    assert_eq!(count(ExportSelection { tag: Some("none".to_owned()), ..all.clone() }).await, Ok(0));
    let missing = ExportSelection { items: Some(vec!["0".repeat(32)]), ..all.clone() };
    assert_eq!(count(missing).await.unwrap_err().code, ErrorCode::NotFound);
    let broken = add_login(&app, "Broken").await;
    machine.damage(&broken.id);
    let request = PreviewExportRequest { format: "strongroom_json".to_owned(), selection: all };
    let preview = app.preview_export(request).await.unwrap();
    assert_eq!((preview.items, preview.losses_total, &*preview.losses[0].item), (3, 1, "Broken"));
}

#[tokio::test(flavor = "multi_thread")]
async fn env_file_of_one_item_is_closed_to_others_and_in_the_trail() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    let token =
        add_fields(&app, "secret", "Other", &[("key", "text", "K"), ("value", "hidden", "v w")]).await;
    let path = machine.path("out.env");
    app.save_dotenv(SaveDotenvRequest { id: token.id.clone(), path: path.clone() }).await.unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "K='v w'\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(trail(&app).await, [".env"]);
    app.copy_dotenv(ItemRequest { id: token.id }).await.unwrap();
    lock(&app).await;
    assert_eq!(app.export_formats(Nothing {}).await.unwrap().formats.len(), 12);
    let locked = app.run_export(request(&machine, "out2.csv", "csv", PASSWORD)).await;
    assert_eq!(locked.unwrap_err().code, ErrorCode::Locked);
}

#[tokio::test(flavor = "multi_thread")]
async fn selection_that_nothing_fits_makes_no_file() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    let nothing = [
        ExportSelection { kind: Some("nope".to_owned()), ..ExportSelection::default() },
        ExportSelection { tag: Some("nope".to_owned()), ..ExportSelection::default() },
    ];
    for selection in nothing {
        let request =
            RunExportRequest { selection, ..request(&machine, "out.json", "strongroom_json", PASSWORD) };
        assert_eq!(app.run_export(request).await.unwrap_err().code, ErrorCode::NotFound);
    }
    assert_eq!((left(&machine), trail(&app).await), (Vec::<String>::new(), Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn key_file_in_the_place_of_its_database_is_refused_however_the_place_is_written() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    std::fs::create_dir(machine.path("sub")).unwrap();
    for name in ["out.kdbx", "sub/../out.kdbx", "./out.kdbx"] {
        let key_file = Some(machine.path(name));
        let request = RunExportRequest {
            key_file,
            make_key_file: true,
            ..request(&machine, "out.kdbx", "kdbx", "a password of the file")
        };
        assert_eq!(app.run_export(request).await.unwrap_err().code, ErrorCode::Invalid, "{name}");
    }
    assert_eq!((left(&machine), trail(&app).await), (Vec::<String>::new(), Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn file_of_the_longest_name_that_there_can_be_is_written() {
    let machine = Machine::new();
    let app = stocked(&machine).await;
    let name = format!("out{}.csv", "x".repeat(248));
    app.run_export(request(&machine, &name, "csv", PASSWORD)).await.unwrap();
    assert_eq!(left(&machine), [name]);
}
