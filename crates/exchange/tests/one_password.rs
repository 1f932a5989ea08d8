//! 1Password's 1PUX and 1PIF: every category, section, file and earlier password, with nothing lost.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{archive, deflated, stored};
use serde_json::{Value, json};
use strongroom_credential::{FieldType, Kind};
use strongroom_exchange::{Format, ImportError, ParsedImport, Warning};
use support::{corpus, folder, refusal, titled, urls, value, whole};

fn export(items: Value) -> Value {
    json!({ "accounts": [{
        "attrs": { "accountName": "Ann", "email": "a@example.org", "uuid": "A" },
        "vaults": [{ "attrs": { "uuid": "V", "name": "Private", "desc": "", "type": "P" }, "items": items }]
    }] })
}

fn pux(items: Value, files: &[(&str, &[u8])]) -> ParsedImport {
    let mut members = vec![
        stored("export.attributes", b"{\"version\":3}"),
        deflated("export.data", export(items).to_string().as_bytes()),
    ];
    members.extend(files.iter().map(|(name, bytes)| stored(name, bytes)));
    whole(&archive(&members))
}

fn login() -> Value {
    json!({
        "uuid": "1", "favIndex": 1, "createdAt": 1_614_298_956, "updatedAt": 1_635_346_445, "state": "archived",
        "categoryUuid": "001",
        "details": {
            "loginFields": [
                {"value": "ann", "id": "", "name": "user", "fieldType": "T", "designation": "username"},
                {"value": "new", "id": "", "name": "pass", "fieldType": "P", "designation": "password"},
                {"value": "yes", "id": "r", "name": "remember", "fieldType": "C"},
                {"value": "", "id": "e", "name": "empty", "fieldType": "T"}
            ],
            "notesPlain": "a note",
            "sections": [{"title": "Security", "name": "S", "fields": [
                {"title": "PIN", "id": "x", "value": {"concealed": "12892"}, "indexAtSource": 0, "guarded": false,
                 "multiline": false, "dontGenerate": false, "inputTraits": {"keyboard": "default"}},
                {"title": "code", "id": "TOTP_1", "value": {"totp": "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP"}},
                {"title": "mail", "id": "m", "value": {"email": {"email_address": "a@b.example", "provider": null}}},
                {"title": "since", "id": "d", "value": {"date": 1_700_000_000}},
                {"title": "scan", "id": "f", "value": {"file": {
                    "fileName": "scan.png", "documentId": "doc1", "decryptedSize": 3}}},
                {"title": "odd", "id": "o", "value": {"holo": {"a": 1}}, "future": "kept"},
                {"title": "nothing", "id": "n", "value": {"string": ""}}
            ]}],
            "passwordHistory": [{"value": "old", "time": 1_620_000_000}],
            "passkey": {"rpId": "example.org", "privateKey": "k"}
        },
        "overview": {
            "subtitle": "ann", "title": "Shop", "url": "https://shop.example", "ps": 88, "pbe": 86.13, "pgrng": true,
            "urls": [{"label": "website", "url": "https://shop.example", "mode": "default"},
                     {"label": "help", "url": "https://help.example"}],
            "tags": ["own"]
        }
    })
}

#[test]
fn given_a_login_with_everything_then_everything_is_there() {
    let import = pux(json!([login()]), &[("files/doc1__scan.png", b"png")]);
    let item = &import.items[0];
    assert_eq!((import.format, folder(&import, item).as_str()), (Format::OnePasswordPux, "Private"));
    assert_eq!((item.item.title.as_str(), item.item.kind.clone()), ("Shop", Kind::LOGIN));
    assert_eq!((value(&item.item, "username"), value(&item.item, "password")), ("ann", "new"));
    assert_eq!(urls(&item.item), ["https://shop.example", "https://help.example"]);
    assert!(item.item.favourite && item.item.tags == ["archived", "own"]);
    assert_eq!((item.created_ms, item.modified_ms), (Some(1_614_298_956_000), Some(1_635_346_445_000)));
    for (name, expected) in [
        ("Security: PIN", "12892"),
        ("Security: mail", "a@b.example"),
        ("Security: since", "2023-11-14"),
        ("Security: odd", "{\"a\":1}"),
        ("future", "kept"),
        ("remember", "yes"),
        ("url label", "help: https://help.example"),
    ] {
        assert_eq!(value(&item.item, name), expected, "{name}");
    }
    assert!(value(&item.item, "totp").starts_with("otpauth://"));
    assert!(value(&item.item, "passkey").contains("\"rpId\""));
    assert_eq!(
        (item.attachments[0].name.as_str(), item.attachments[0].bytes.expose().as_slice()),
        ("scan.png", &b"png"[..])
    );
    assert_eq!(value(&item.history[0].item, "password"), "old");
    assert!(import.warnings.iter().any(
        |warning| matches!(warning, Warning::BookkeepingLeft { names } if names.iter().any(|name| name == "ps"))
    ));
}

#[test]
fn given_every_category_then_kinds_and_template_fields_are_filled() {
    let field = |id: &str, value: Value| json!({"title": id, "id": id, "value": value});
    let item = |code: &str, fields: Vec<Value>| {
        json!({"uuid": code, "categoryUuid": code, "state": "active",
               "overview": {"title": code}, "details": {"sections": [{"title": "", "fields": fields}]}})
    };
    let import = pux(
        json!([
            item(
                "002",
                vec![
                    field("ccnum", json!({"creditCardNumber": "4111"})),
                    field("expiry", json!({"monthYear": 202_510})),
                    field("cvv", json!({"concealed": "1"}))
                ]
            ),
            item(
                "004",
                vec![
                    field("firstname", json!({"string": "Ann"})),
                    field(
                        "address",
                        json!({"address": {"street": "S 1", "city": "C", "zip": "Z", "country": "de", "state": ""}})
                    )
                ]
            ),
            item("100", vec![field("reg_code", json!({"string": "K"}))]),
            item(
                "101",
                vec![field("iban", json!({"string": "DE89"})), field("swift", json!({"string": "B"}))]
            ),
            item(
                "109",
                vec![
                    field("network_name", json!({"string": "net"})),
                    field("wireless_password", json!({"concealed": "w"}))
                ]
            ),
            item("112", vec![field("credential", json!({"concealed": "key"}))]),
            item(
                "114",
                vec![field(
                    "private_key",
                    json!({"sshKey": {"privateKey": "PEM", "metadata": {"privateKey": "PEM", "publicKey": "ssh-ed25519 A", "fingerprint": "SHA256:x", "keyType": "ed25519"}}})
                )]
            ),
            item("106", vec![field("number", json!({"string": "P1"}))]),
            item("999", vec![])
        ]),
        &[],
    );
    for (title, kind, name, expected) in [
        ("002", "card", "expiry", "2025-10"),
        ("002", "card", "number", "4111"),
        ("004", "identity", "postal_code", "Z"),
        ("004", "identity", "first_name", "Ann"),
        ("100", "licence", "key", "K"),
        ("101", "bank_account", "bic", "B"),
        ("109", "wifi", "ssid", "net"),
        ("112", "api_key", "key", "key"),
        ("114", "ssh_key", "public_key", "ssh-ed25519 A"),
        ("106", "note", "category", "passport"),
        ("999", "note", "category", "999"),
    ] {
        let item = &titled(&import, title).item;
        assert_eq!((item.kind.name(), value(item, name)), (kind, expected), "{title} {name}");
    }
    assert_eq!(titled(&import, "106").item.field("number").map(|field| field.custom), Some(true));
}

#[test]
fn given_the_json_of_an_archive_alone_then_it_is_read_and_missing_files_are_reported() {
    let data = export(json!([login()])).to_string();
    let import = strongroom_exchange::parse(&strongroom_exchange::Request::new(data.as_bytes())).unwrap();
    assert!(import.report.is_balanced());
    assert_eq!(import.report.dropped.len(), 1);
    assert_eq!(import.report.dropped[0].field, "scan.png");
}

#[test]
fn given_two_accounts_then_vaults_lie_below_their_account() {
    let mut data = export(json!([]));
    let account =
        export(json!([{"categoryUuid": "003", "overview": {"title": "n"}, "details": {}}]))["accounts"][0]
            .clone();
    data["accounts"].as_array_mut().unwrap().push(account);
    let import = whole(data.to_string().as_bytes());
    assert_eq!(folder(&import, &import.items[0]), "Ann/Private");
}

#[test]
fn given_the_pif_of_the_corpus_then_nothing_is_lost() {
    let Some(bytes) = corpus("importers/buttercup/test-1password.1pif/data.1pif") else { return };
    let import = whole(&bytes);
    assert_eq!((import.format, import.items.len()), (Format::OnePasswordPif, 4));
    let card = titled(&import, "Custom card");
    assert_eq!(folder(&import, card), "General/Sub");
    for (name, expected) in [
        ("cardholder", "Bob User"),
        ("number", "4532-3453-2356-1234"),
        ("code", "032"),
        ("expiry", "2019-11"),
        ("brand", "visa"),
        ("valid from", "2015-06"),
    ] {
        assert_eq!(value(&card.item, name), expected, "{name}");
    }
    let login = titled(&import, "Custom");
    assert_eq!((value(&login.item, "username"), folder(&import, login).as_str()), ("user", "General"));
    assert!(import.items.iter().flat_map(|item| &item.item.fields).all(|field| field.name != "expiry_yy"));
}

const MARK: &str = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";

#[test]
fn given_a_pif_folder_in_an_archive_then_attachments_come_along() {
    let item = json!({
        "uuid": "U", "typeName": "webforms.WebForm", "title": "Shop", "location": "https://a.example", "trashed": true,
        "openContents": {"tags": ["t"], "faveIndex": 2},
        "secureContents": {"URLs": [{"label": "w", "url": "https://a.example"}], "passwordHistory": [{"value": "old", "time": 5}],
                           "htmlAction": "/login", "password": "pw"}
    });
    let text = format!("{item}\n{MARK}\n");
    let import = whole(&archive(&[
        stored("x.1pif/data.1pif", text.as_bytes()),
        stored("x.1pif/attachments/U/a.txt", b"file"),
    ]));
    let item = &import.items[0];
    assert!(item.deleted && item.item.favourite && item.item.tags == ["t"]);
    assert_eq!((urls(&item.item), value(&item.item, "htmlAction")), (vec!["https://a.example"], "/login"));
    assert_eq!((item.attachments[0].name.as_str(), item.history.len()), ("a.txt", 1));
    assert_eq!(item.item.field("htmlAction").map(|field| field.field_type), Some(FieldType::Hidden));
}

#[test]
fn given_folders_that_contain_each_other_or_a_line_that_is_cut_then_the_refusal_says_so() {
    let folder = |uuid: &str, parent: &str| json!({"uuid": uuid, "folderUuid": parent, "title": "f", "typeName": "system.folder.Regular"});
    let text = format!("{}\n{MARK}\n{}\n{MARK}\n", folder("a", "b"), folder("b", "a"));
    assert_eq!(
        refusal(text.as_bytes()),
        ImportError::Damaged { at: "folders that contain each other".into() }
    );
    let text = format!("{}\n{MARK}\n{{\"title\": \"cu", folder("a", ""));
    assert_eq!(refusal(text.as_bytes()), ImportError::Damaged { at: "1PIF, line 3".into() });
}
