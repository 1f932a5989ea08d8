//! Parts of other programs' JSON that few items have, or that only newer versions write: each where it belongs, and once.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use serde_json::{Value, json};
use strongroom_credential::{FieldType, Item};
use strongroom_exchange::{ParsedImport, Request, parse};
use support::{titled, urls, value, whole};

fn imported(export: &Value) -> ParsedImport {
    whole(export.to_string().as_bytes())
}

/// The values of all fields of that name, in order.
fn values<'a>(item: &'a Item, name: &str) -> Vec<&'a str> {
    let fields = item.fields.iter().filter(|field| field.name == name);
    fields.map(|field| field.value.expose().as_str()).collect()
}

fn is_custom(item: &Item, name: &str) -> Option<bool> {
    item.field(name).map(|field| field.custom)
}

fn pux(items: Value) -> Value {
    let vaults =
        json!([{"attrs": {"uuid": "V", "name": "Private", "desc": "", "type": "P"}, "items": items}]);
    json!({"accounts": [{"attrs": {"accountName": "Ann", "uuid": "A"}, "vaults": vaults}]})
}

const PIF_MARK: &str = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";

#[test]
fn given_a_router_of_1password_then_the_network_has_the_network_s_password() {
    let names = [
        ("base station password", "password", "ADMINPW"),
        ("network name", "network_name", "net"),
        ("wireless network password", "wireless_password", "WIFIPW"),
    ];
    let newer =
        names.map(|(title, id, text)| json!({"title": title, "id": id, "value": {"concealed": text}}));
    let older = names.map(|(title, id, text)| json!({"t": title, "n": id, "k": "concealed", "v": text}));
    let newer = json!([{"categoryUuid": "109", "overview": {"title": "r"}, "details": {"sections": [{"fields": newer}]}}]);
    let older = json!({"typeName": "wallet.computer.Router", "title": "r", "secureContents": {
        "password": "ADMINPW", "wireless_password": "WIFIPW", "sections": [{"fields": older}]}});
    let bare = json!({"typeName": "wallet.computer.Router", "title": "r", "secureContents": {
        "password": "ADMINPW", "sections": [{"fields": [{"t": "net pass", "n": "wireless_password", "k": "concealed", "v": "WIFIPW"}]}]}});
    for text in [pux(newer).to_string(), format!("{older}\n{PIF_MARK}\n"), format!("{bare}\n{PIF_MARK}\n")] {
        let import = whole(text.as_bytes());
        let item = &titled(&import, "r").item;
        assert_eq!(item.kind.name(), "wifi");
        assert_eq!(
            (values(item, "password"), is_custom(item, "password")),
            (vec!["WIFIPW"], Some(false)),
            "{text}"
        );
        let own = item.field("base station password").unwrap();
        assert_eq!(
            (own.value.expose().as_str(), own.field_type, own.custom),
            ("ADMINPW", FieldType::Hidden, true)
        );
    }
}

#[test]
fn given_proton_s_addresses_with_modes_then_each_is_there_once_with_its_mode() {
    let url = |url: &str, mode: Value| json!({"url": url, "mode": mode});
    for (content, expected, modes) in [
        (
            json!({"urls": ["https://a.example/"], "autofillUrls": [url("https://a.example/", json!(0)), url("https://b.example/x", json!(1))]}),
            vec!["https://a.example/", "https://b.example/x"],
            vec!["host: https://b.example/x"],
        ),
        (
            json!({"autofillUrls": [url("https://a.example/", json!(2)), url("^a$", json!(5)), url("https://c.example/", json!(9))]}),
            vec!["https://a.example/", "^a$", "https://c.example/"],
            vec!["never: https://a.example/", "regular expression: ^a$", "mode 9: https://c.example/"],
        ),
        (
            json!({"urls": ["https://a.example/"], "autofillUrls": [url("https://a.example/", json!(6))]}),
            vec!["https://a.example/"],
            vec!["exact: https://a.example/"],
        ),
    ] {
        let data = json!({"metadata": {"name": "l"}, "type": "login", "content": content});
        let import =
            imported(&json!({"version": "1", "vaults": {"s": {"name": "P", "items": [{"data": data}]}}}));
        let item = &titled(&import, "l").item;
        assert_eq!((urls(item), values(item, "url match")), (expected, modes), "{content}");
        assert!(item.field("mode").is_none() && item.field("autofillUrls").is_none());
    }
}

fn bitwarden(items: Value) -> ParsedImport {
    imported(&json!({"encrypted": false, "folders": [], "items": items}))
}

#[test]
fn given_bitwarden_s_earlier_value_of_a_hidden_field_then_it_is_of_that_field() {
    let pin = json!([{"name": "PIN", "value": "2", "type": 1}, {"name": "PIN: old", "value": "8", "type": 1}, {"name": "open", "value": "t", "type": 0}]);
    let past =
        |day: u8, text: &str| json!({"password": text, "lastUsedDate": format!("2024-01-0{day}T00:00:00Z")});
    let import = bitwarden(json!([
        {"type": 1, "name": "login", "login": {"password": "now"}, "fields": pin, "creationDate": "2023-01-01T00:00:00Z",
         "passwordHistory": [past(5, "PIN: 1"), past(4, "before"), past(3, "PIN: old: 7"), past(2, "open: x")]},
        {"type": 2, "name": "note", "fields": pin, "passwordHistory": [past(1, "PIN: 1"), past(2, "gone: 9")]},
        {"type": 1, "name": "plain", "login": {"password": "now"}, "passwordHistory": [past(1, "PIN: 1")]}
    ]));
    let versions = |title: &str, names: [&str; 3]| -> Vec<String> {
        let versions = &titled(&import, title).history;
        versions.iter().map(|version| names.map(|name| value(&version.item, name)).join(" ")).collect()
    };
    let names = ["password", "PIN", "PIN: old"];
    assert_eq!(versions("login", names), ["open: x 1 7", "before 1 7", "before 1 8", "now 1 8"]);
    let login = titled(&import, "login");
    assert_eq!((value(&login.item, "PIN"), login.history[0].modified_ms), ("2", login.created_ms));
    assert_eq!(versions("note", ["password", "PIN", "gone"]), [" 1 9", " 2 9"]);
    assert_eq!(versions("plain", names), ["PIN: 1  "]);
}

#[test]
fn given_a_bitwarden_item_in_the_archive_then_it_has_the_tag_and_the_date() {
    let import = bitwarden(json!([
        {"type": 1, "name": "put away", "archivedDate": "2025-01-02T03:04:05.000Z"},
        {"type": 1, "name": "odd", "archivedDate": "soon"}, {"type": 1, "name": "at hand", "archivedDate": null}
    ]));
    for (title, tags, date) in [
        ("put away", &["archived"][..], "2025-01-02T03:04:05.000Z"),
        ("odd", &["archived"], "soon"),
        ("at hand", &[], ""),
    ] {
        let item = &titled(&import, title).item;
        assert!(item.tags == tags && value(item, "archivedDate") == date, "{title}");
    }
}

#[test]
fn given_bitwarden_s_bank_account_and_papers_then_they_are_no_logins() {
    let import = bitwarden(json!([
        {"type": 6, "name": "bank", "bankAccount": {"bankName": "B", "nameOnAccount": "Ann", "accountType": "checking",
            "accountNumber": "1", "routingNumber": "2", "branchNumber": "3", "pin": "4", "swiftCode": "5", "iban": "6",
            "bankContactPhone": "7", "newer": "8"}},
        {"type": 7, "name": "licence", "driversLicense": {"firstName": "Ann", "dateOfBirth": "1990-01-15",
            "licenseNumber": "D1", "issuingState": "CA", "expirationDate": "2028-06-01", "issueDate": "some day"}},
        {"type": 8, "name": "passport", "passport": {"surname": "B", "passportNumber": "P1", "nationality": "DE"}},
        {"name": "by content", "passport": {"passportNumber": "P2"}}
    ]));
    for (title, kind, name, expected, custom) in [
        ("bank", "bank_account", "bank", "B", false),
        ("bank", "bank_account", "holder", "Ann", false),
        ("bank", "bank_account", "bic", "5", false),
        ("bank", "bank_account", "iban", "6", false),
        ("bank", "bank_account", "branchNumber", "3", true),
        ("bank", "bank_account", "newer", "8", true),
        ("licence", "identity", "birth_date", "1990-01-15", false),
        ("licence", "identity", "driving_licence", "D1", false),
        ("licence", "identity", "expirationDate", "2028-06-01", true),
        ("licence", "identity", "issueDate", "some day", true),
        ("passport", "identity", "last_name", "B", false),
        ("passport", "identity", "passport", "P1", false),
        ("passport", "identity", "nationality", "DE", true),
        ("by content", "identity", "passport", "P2", false),
    ] {
        let item = &titled(&import, title).item;
        let found = (item.kind.name(), value(item, name), is_custom(item, name));
        assert_eq!(found, (kind, expected, Some(custom)), "{title} {name}");
    }
}

fn keeper(records: Value) -> ParsedImport {
    let bytes = json!({"shared_folders": [], "records": records}).to_string();
    let import = parse(&Request::new(bytes.as_bytes())).unwrap();
    assert!(import.report.is_balanced(), "{:?}", import.report);
    import
}

#[test]
fn given_keeper_s_dates_then_they_are_the_days_that_somebody_chose() {
    // 1990-07-22 in Berlin, in New York and in UTC; a moment that is no midnight; a text.
    for (ms, date, kept) in [
        (json!(648_597_600_000_i64), "1990-07-22", ""),
        (json!(648_619_200_000_i64), "1990-07-22", ""),
        (json!(648_604_800_000_i64), "1990-07-22", ""),
        (json!(1_900_000_000_000_i64), "2030-03-17", "1900000000000"),
    ] {
        let import = keeper(json!([
            {"title": "pass", "$type": "passport", "custom_fields": {"$birthDate": ms, "$date:issued:1": ms, "$accountNumber:passportNumber:1": "P1"}},
            {"title": "product", "$type": "softwareLicense", "custom_fields": {"$expirationDate::1": ms}}
        ]));
        let (pass, product) = (&titled(&import, "pass").item, &titled(&import, "product").item);
        for (item, name, custom) in
            [(pass, "birth_date", false), (pass, "issued", true), (product, "expires", false)]
        {
            let field = item.field(name).unwrap();
            assert_eq!(
                (field.value.expose().as_str(), field.field_type, field.custom),
                (date, FieldType::Date, custom)
            );
        }
        assert_eq!(value(product, "expirationDate: milliseconds since 1970"), kept);
        assert_eq!((value(pass, "passport"), value(pass, "category")), ("P1", "passport"));
    }
    let import =
        keeper(json!([{"title": "text", "$type": "passport", "custom_fields": {"$birthDate": "in May"}}]));
    assert_eq!(value(&titled(&import, "text").item, "birthDate"), "in May");
}

#[test]
fn given_keeper_s_types_without_a_kind_then_they_are_no_logins_unless_somebody_logs_in() {
    for (type_name, login, kind, category) in [
        ("driverLicense", "", "identity", "driver license"),
        ("ssnCard", "", "identity", "social security number"),
        ("membership", "", "note", "membership"),
        ("healthInsurance", "ann", "login", "health insurance"),
        ("healthInsurance", "", "note", "health insurance"),
        ("photo", "", "note", "photo"),
        ("general", "ann", "login", ""),
    ] {
        let import = keeper(json!([{"title": "r", "$type": type_name, "login": login}]));
        let item = &titled(&import, "r").item;
        assert_eq!((item.kind.name(), value(item, "category")), (kind, category), "{type_name}");
        assert!(item.field("$type").is_none());
    }
}

#[test]
fn given_keeper_s_parts_links_and_folders_then_each_says_what_it_belongs_to() {
    let import = keeper(json!([
        {"uid": "A", "title": "many", "$type": "login", "references": {"$addressRef::0": ["H"], "$cardRef": ["gone"], "$fileRef::0": ["F"]},
         "folders": [{"folder": "Development\\Name/with\\\\both/slashes\\Android"}],
         "custom_fields": {"$phone": [{"region": "AZ", "number": "1"}, {"number": "5", "ext": "4"}], "$addressRef::1": "H"}},
        {"uid": "H", "title": "Home", "$type": "address", "custom_fields": {"$phone::1": {"number": "1"}, "$phone::2": {"number": "2", "ext": "3"}}},
        {"uid": "N", "title": "text", "$type": "encryptedNotes", "notes": "n", "custom_fields": {"$note::1": "secret"}}
    ]));
    let many = titled(&import, "many");
    assert_eq!(
        import.folders[many.folder.unwrap()].path,
        ["Development", "Name/with\\both/slashes", "Android"]
    );
    for (name, expected) in [
        ("phone: region", &["AZ"][..]),
        ("phone: number", &["1"]),
        ("phone 2: number", &["5"]),
        ("phone 2: ext", &["4"]),
        ("addressRef", &["Home", "Home"]),
        ("cardRef", &["gone"]),
    ] {
        assert_eq!(values(&many.item, name), expected, "{name}");
    }
    let dropped: Vec<&str> = import.report.dropped.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(dropped, ["fileRef"]);
    let home = &titled(&import, "Home").item;
    assert_eq!(["phone", "phone 2: number", "phone 2: ext"].map(|name| value(home, name)), ["1", "2", "3"]);
    let text = &titled(&import, "text").item;
    assert!(text.notes.expose() == "n\n\nsecret" && text.fields.is_empty());
}

#[test]
fn given_1password_s_linked_items_key_types_and_modes_of_addresses_then_each_says_something() {
    let field = |id: &str, value: Value| json!({"title": id, "id": id, "value": value});
    let key = |kind: Value| {
        field("private_key", json!({"sshKey": {"privateKey": "PEM", "metadata": {"keyType": kind}}}))
    };
    let item = |id: &str, overview: Value, fields: Value| json!({"uuid": id, "categoryUuid": "114", "overview": overview, "details": {"sections": [{"fields": fields}]}});
    let import = imported(&pux(json!([
        item(
            "1",
            json!({"title": "links", "urls": [{"url": "https://a.example", "mode": "host"}, {"url": "https://b.example", "mode": "default"}]}),
            json!([field("bank", json!({"reference": "2"})), field("lost", json!({"reference": "9"}))])
        ),
        item("2", json!({"title": "newer"}), json!([key(json!({"t": "rsa", "c": 4096}))])),
        item("3", json!({"title": "short"}), json!([key(json!({"t": "ed25519"}))])),
        item("4", json!({"title": "older"}), json!([key(json!("ed25519"))]))
    ])));
    for (title, name, expected) in [
        ("links", "bank", "newer"),
        ("links", "lost", "9"),
        ("links", "url match", "host: https://a.example"),
        ("newer", "key type", "rsa 4096"),
        ("short", "key type", "ed25519"),
        ("older", "key type", "ed25519"),
    ] {
        assert_eq!(values(&titled(&import, title).item, name), [expected], "{title} {name}");
    }
    for (title, name) in [("links", "mode"), ("newer", "t"), ("newer", "c")] {
        assert!(titled(&import, title).item.field(name).is_none(), "{title} {name}");
    }
}

#[test]
fn given_enpass_s_headings_then_the_fields_below_are_told_apart_by_them() {
    let field = |kind: &str, label: &str, text: &str| json!({"type": kind, "label": label, "value": text, "order": 1});
    let import = imported(&json!({"folders": [], "items": [{
        "title": "person", "category": "identity", "template_type": "identity.default", "fields": [
            field("text", "Nick", "A"), field("section", "HOME", ""), field("text", "City", "B"), field("email", "Mail", "a@x.example"),
            field("section", "WORK", ""), field("text", "City", "C"),
            json!({"type": "section", "label": "GONE", "value": "", "deleted": 1}), field("text", "Desk", "4")
        ]
    }]}));
    let item = &titled(&import, "person").item;
    let found = ["Nick", "HOME: City", "email", "WORK: City", "WORK: Desk"].map(|name| value(item, name));
    assert_eq!(found, ["A", "B", "a@x.example", "C", "4"]);
}

#[test]
fn given_what_somebody_wrote_about_a_vault_then_a_note_in_its_folder_has_it() {
    let mut newer = pux(json!([]));
    newer["accounts"][0]["vaults"][0]["attrs"]["desc"] = json!("whose it is");
    let proton = json!({"version": "1", "vaults": {"s": {"name": "Private", "description": "whose it is", "items": []}}});
    for export in [newer, proton] {
        let import = imported(&export);
        let note = titled(&import, "Private");
        assert_eq!((note.item.kind.name(), note.item.notes.expose().as_str()), ("note", "whose it is"));
        assert_eq!(import.folders[note.folder.unwrap()].path, ["Private"]);
        assert_eq!((import.report.source_fields, import.report.mapped), (1, 1));
        assert!(import.warnings.is_empty() && import.items.len() == 1);
    }
}
