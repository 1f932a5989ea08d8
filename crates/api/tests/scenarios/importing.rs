//! Imports through the api: how a table was read is remembered by its header, and a damaged file comes only where somebody
//! says that they want the part that could be read.

use crate::support::{Machine, create, lock, unlock};
use strongroom_api::types::{
    ColumnChoice, ImportPreview, PreviewImportRequest, RunImportRequest, TableMapping,
};
use strongroom_api::{App, ErrorCode};

const TABLE: &str = "Was,Nummer,Farbe\nBank,4711,rot\n";

/// A file on the machine.
fn file(machine: &Machine, name: &str, text: &str) -> String {
    let path = machine.path(name);
    std::fs::write(&path, text).unwrap();
    path
}

async fn looked_at(app: &App, path: &str, table: Option<TableMapping>) -> ImportPreview {
    let request =
        PreviewImportRequest { path: path.to_owned(), format: None, password: None, key_file: None, table };
    app.preview_import(request).await.unwrap()
}

fn chosen(columns: &[(&str, &str)]) -> Option<TableMapping> {
    let choice = |(column, becomes): &(&str, &str)| ColumnChoice {
        column: (*column).to_owned(),
        becomes: (*becomes).to_owned(),
    };
    Some(TableMapping { columns: columns.iter().map(choice).collect(), ..TableMapping::default() })
}

/// What each column becomes, and why.
fn told(preview: &ImportPreview) -> Vec<(&str, &str)> {
    let columns = &preview.table.as_ref().unwrap().columns;
    columns.iter().map(|column| (column.becomes.as_str(), column.reason.as_str())).collect()
}

#[tokio::test]
async fn choice_for_a_table_is_remembered_by_its_header_if_somebody_says_so() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a", false).await;
    let path = file(&machine, "first.csv", TABLE);
    let choice = || chosen(&[("Was", "title"), ("#2", "password"), ("Farbe", "leave_out")]);

    looked_at(&app, &path, choice()).await;
    app.run_import(RunImportRequest::default()).await.unwrap();
    assert!(told(&looked_at(&app, &path, None).await).iter().all(|(_, why)| *why != "remembered"));

    looked_at(&app, &path, choice()).await;
    app.run_import(RunImportRequest { remember: true, ..RunImportRequest::default() }).await.unwrap();
    lock(&app).await;
    unlock(&app, &machine, "a").await.unwrap();
    let next = file(&machine, "next.csv", &TABLE.replace("Bank", "Post"));
    let preview = looked_at(&app, &next, None).await;
    assert_eq!(
        told(&preview),
        [("title", "remembered"), ("password", "remembered"), ("leave_out", "remembered")]
    );
    assert_eq!((preview.left_out, preview.source_fields), (1, 3));

    // Another header is another table, and what is chosen now goes before what was.
    let other = file(&machine, "other.csv", &TABLE.replace("Farbe", "Form"));
    assert!(told(&looked_at(&app, &other, None).await).iter().all(|(_, why)| *why != "remembered"));
    let again = looked_at(&app, &next, chosen(&[("Farbe", "text")])).await;
    assert_eq!(told(&again)[2], ("text", "chosen"));
}

#[tokio::test]
async fn of_fifty_one_tables_the_first_is_forgotten() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a", false).await;
    let table = |number: usize| {
        file(&machine, &format!("{number}.csv"), &TABLE.replace("Was", &format!("Was {number}")))
    };
    for number in 0..=50 {
        looked_at(&app, &table(number), chosen(&[("#2", "password")])).await;
        app.run_import(RunImportRequest { remember: true, ..RunImportRequest::default() }).await.unwrap();
    }
    let why = |preview: ImportPreview| told(&preview)[1].1.to_owned();
    assert_ne!(why(looked_at(&app, &table(0), None).await), "remembered");
    for number in [1, 50] {
        assert_eq!(why(looked_at(&app, &table(number), None).await), "remembered", "{number}");
    }
}

#[tokio::test]
async fn mapping_that_names_what_there_is_not_is_invalid() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a", false).await;
    let path = file(&machine, "a.csv", TABLE);
    for column in [("Was", "pigeon"), ("no such column", "title"), ("#9", "title")] {
        let request = PreviewImportRequest {
            path: path.clone(),
            format: None,
            password: None,
            key_file: None,
            table: chosen(&[column]),
        };
        let error = app.preview_import(request).await.map(|_| ()).unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid, "{column:?}");
    }
}

#[tokio::test]
async fn damaged_file_stays_previewed_until_its_part_is_accepted() {
    let machine = Machine::new();
    let app = machine.start();
    create(&app, &machine, "a", false).await;
    let whole = r#"{"encrypted":false,"folders":[],"items":[{"type":1,"name":"A","login":{"password":"x"}},
        {"type":1,"name":"B","login":{"password":"y"}}]}"#;
    let path = file(&machine, "cut.json", &whole[..whole.len() - 20]);
    let preview = looked_at(&app, &path, None).await;
    assert_eq!((preview.items, preview.damaged.len()), (1, 1));
    assert_eq!((preview.damaged[0].unit.as_str(), preview.damaged[0].at), ("line", 2));
    let error = app.run_import(RunImportRequest::default()).await.map(|_| ()).unwrap_err();
    assert_eq!(error.code, ErrorCode::BadFile);
    let report = app
        .run_import(RunImportRequest { accept_damaged: true, ..RunImportRequest::default() })
        .await
        .unwrap();
    assert_eq!((report.imported, report.damaged.len()), (1, 1));
}
