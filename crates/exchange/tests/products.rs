//! Proton Pass, Dashlane, CXF, Enpass, Keeper, NordPass, RoboForm, LastPass's notes: every field of each accounted for.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
mod support;

use archive::{archive, deflated, stored};
use serde_json::{Value, json};
use strongroom_credential::Kind;
use strongroom_exchange::{Format, ImportError, Request, parse, sealed_part};
use support::{corpus, folder, refusal, titled, urls, value, whole};

fn proton() -> Value {
    let item = |id: &str, kind: &str, content: Value, more: Value| {
        let mut item = json!({
            "itemId": id, "shareId": "s", "state": 1, "aliasEmail": null, "contentFormatVersion": 7,
            "createTime": 1_700_000_000, "modifyTime": 1_700_000_001, "pinned": false, "shareCount": 0,
            "data": {
                "metadata": {"name": id, "note": "", "itemUuid": "u"}, "extraFields": [], "platformSpecific": {},
                "type": kind, "content": content
            }
        });
        for (key, value) in more.as_object().unwrap() {
            item[key] = value.clone();
        }
        item
    };
    let extra = |name: &str, kind: &str, data: Value| json!({"fieldName": name, "type": kind, "data": data});
    let mut login = item(
        "login",
        "login",
        json!({"itemEmail": "a@x.example", "itemUsername": "ann", "password": "pw", "urls": ["https://a.example", "https://b.example"],
               "totpUri": "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP", "passkeys": [{"keyId": "k", "rpId": "a.example"}]}),
        json!({"pinned": true, "files": ["scan/1.png"], "folderId": "inner"}),
    );
    login["data"]["extraFields"] = json!([
        extra("pin", "hidden", json!({"content": "1"})),
        extra("second", "totp", json!({"totpUri": "JBSWY3DP"})),
        extra("empty", "text", json!({"content": ""}))
    ]);
    login["data"]["platformSpecific"] =
        json!({"android": {"allowedApps": [{"packageName": "p.q", "hashes": ["h"], "appName": "Q"}]}});
    json!({
        "version": "1.31.0", "userId": "u", "encrypted": false,
        "vaults": {"s": {
            "name": "Personal", "description": "", "display": {"icon": 0, "color": 0},
            "folders": [{"folderId": "outer", "parentFolderId": null, "name": "Outer"},
                        {"folderId": "inner", "parentFolderId": "outer", "name": "Inner"}],
            "items": [
                login,
                item("card", "creditCard", json!({"cardholderName": "Ann", "cardType": 0, "number": "4111", "verificationNumber": "1", "expirationDate": "092028", "pin": "2"}), json!({"state": 2})),
                item("person", "identity", json!({"fullName": "Ann B", "firstName": "Ann", "birthdate": "1990-02-03", "organization": "Org", "company": "Co", "xHandle": "@a",
                    "extraSections": [{"sectionName": "More", "sectionFields": [extra("f", "text", json!({"content": "v"}))]}],
                    "extraWorkDetails": [extra("desk", "text", json!({"content": "4"}))]}), json!({})),
                item("alias", "alias", json!({}), json!({"aliasEmail": "x@alias.example"})),
                item("net", "wifi", json!({"ssid": "home", "password": "w", "security": 2, "sections": []}), json!({})),
                item("key", "sshKey", json!({"privateKey": "PEM", "publicKey": "ssh", "sections": []}), json!({}))
            ]
        }}
    })
}

#[test]
fn given_a_proton_archive_then_every_type_field_and_file_is_there() {
    let data = proton().to_string();
    let import = whole(&archive(&[
        deflated("Proton Pass/data.json", data.as_bytes()),
        stored("Proton Pass/files/scan_1.png", b"png"),
    ]));
    assert_eq!((import.format, import.items.len()), (Format::ProtonPassZip, 6));
    let login = titled(&import, "login");
    assert_eq!(folder(&import, login), "Personal/Outer/Inner");
    assert_eq!((value(&login.item, "username"), value(&login.item, "itemEmail")), ("ann", "a@x.example"));
    assert_eq!(urls(&login.item), ["https://a.example", "https://b.example"]);
    assert!(login.item.favourite && login.item.field("empty").is_some());
    assert!(
        value(&login.item, "passkey").contains("rpId") && value(&login.item, "allowedApps").contains("p.q")
    );
    assert_eq!(
        (login.attachments[0].name.as_str(), login.created_ms),
        ("scan/1.png", Some(1_700_000_000_000))
    );
    for (title, kind, name, expected) in [
        ("card", "card", "expiry", "2028-09"),
        ("card", "card", "code", "1"),
        ("person", "identity", "birth_date", "1990-02-03"),
        ("person", "identity", "company", "Co"),
        ("person", "identity", "organization", "Org"),
        ("person", "identity", "More: f", "v"),
        ("person", "identity", "desk", "4"),
        ("alias", "login", "username", "x@alias.example"),
        ("alias", "login", "type", "alias"),
        ("net", "wifi", "security", "WPA2"),
        ("key", "ssh_key", "private_key", "PEM"),
    ] {
        let item = &titled(&import, title).item;
        assert_eq!((item.kind.name(), value(item, name)), (kind, expected), "{title} {name}");
    }
    assert!(titled(&import, "card").deleted);
    let alone = parse(&Request::new(data.as_bytes())).unwrap();
    assert_eq!((alone.format, alone.report.dropped.len()), (Format::ProtonPassJson, 1));
    assert!(alone.report.is_balanced());
}

#[test]
fn given_what_proton_encrypted_then_the_refusal_says_how_to_decrypt_it() {
    let error = refusal(&archive(&[stored("Proton Pass/data.pgp", b"-----BEGIN PGP MESSAGE-----")]));
    assert!(
        matches!(error, ImportError::EncryptedExport { .. }) && error.to_string().contains("gpg"),
        "{error}"
    );
    let error = refusal(b"-----BEGIN PGP MESSAGE-----\n\nwcBM\n-----END PGP MESSAGE-----\n");
    assert!(matches!(error, ImportError::NotSupported { .. }), "{error}");
}

#[test]
fn given_what_was_decrypted_of_a_proton_archive_then_it_is_read_with_the_files_beside_it() {
    let mut data = proton();
    // What earlier versions wrote into the text that they encrypted.
    data["encrypted"] = json!(true);
    let bytes = archive(&[
        stored("Proton Pass/data.pgp", b"-----BEGIN PGP MESSAGE-----"),
        stored("Proton Pass/files/scan_1.png", b"png"),
    ]);
    let part = sealed_part(&bytes).unwrap();
    assert_eq!(
        (part.name.as_str(), part.bytes.as_slice()),
        ("data.pgp", &b"-----BEGIN PGP MESSAGE-----"[..])
    );
    let plain = data.to_string();
    let import = parse(&Request { unsealed: Some(plain.as_bytes()), ..Request::new(&bytes) }).unwrap();
    assert_eq!((import.format, import.items.len()), (Format::ProtonPassZip, 6));
    assert_eq!(titled(&import, "login").attachments[0].name, "scan/1.png");
    assert!(import.report.is_balanced() && import.report.dropped.is_empty(), "{:?}", import.report);
    for plain in [&b""[..], b"{", b"\xff\xfe", b"PK\x03\x04"] {
        assert!(parse(&Request { unsealed: Some(plain), ..Request::new(&bytes) }).is_err(), "{plain:?}");
    }
    // An archive of anybody else has no such part, nor has what is none.
    for other in [archive(&[stored("1/data.pgp", b"x")]), b"PK\x03\x04".to_vec(), Vec::new()] {
        assert_eq!(sealed_part(&other), None);
    }
}

#[test]
fn given_the_proton_table_of_the_corpus_then_it_is_still_read() {
    let Some(bytes) = corpus("importers/psono/protonpass.csv") else { return };
    assert_eq!(whole(&bytes).items.len(), 4);
}

#[test]
fn given_a_dashlane_archive_then_all_tables_become_one_import() {
    let import = whole(&archive(&[
        stored("credentials.csv", b"username,username2,username3,title,password,note,url,category,otpSecret\nann,a2,,Shop,pw,n,https://a.example,Work,JBSWY3DP\n"),
        stored("securenotes.csv", b"title,note\nRecipe,\"flour\nsalt\"\n"),
        stored("payments.csv", b"type,account_name,account_holder,cc_number,code,expiration_month,expiration_year,routing_number,account_number,country,issuing_bank,note,name\ncredit_card,Visa,Ann,4111,123,7,2030,,,US,Bank,,\nbank,Giro,Ann,,,,,R,A,DE,Bank,,\n"),
        stored("ids.csv", b"type,number,name,issue_date,expiration_date,place_of_issue,state\npassport,P1,Ann,2020-1-2,2030-01-01,Bonn,\n"),
        stored("personalInfo.csv", b"type,title,first_name,middle_name,last_name,login,date_of_birth,place_of_birth,email,email_type,item_name,phone_number,address,country,state,city,zip,address_recipient,job_title,url\nname,Mrs,Ann,,Bee,,1990-1-1,Bonn,,,Me,,,,,,,,,\n"),
    ]));
    assert_eq!((import.format, import.items.len()), (Format::DashlaneZip, 6));
    for (title, kind, name, expected) in [
        ("Shop", "login", "username2", "a2"),
        ("Visa", "card", "expiry", "2030-07"),
        ("Visa", "card", "cardholder", "Ann"),
        ("Giro", "bank_account", "holder", "Ann"),
        ("Giro", "bank_account", "account_number", "A"),
        ("Ann", "identity", "number", "P1"),
        ("Me", "identity", "honorific", "Mrs"),
    ] {
        let item = &titled(&import, title).item;
        assert_eq!((item.kind.name(), value(item, name)), (kind, expected), "{title} {name}");
    }
    let note = &titled(&import, "Recipe").item;
    assert_eq!((note.kind.clone(), note.notes.expose().as_str()), (Kind::NOTE, "flour\nsalt"));
}

fn cxf() -> Value {
    let field = |kind: &str, value: &str| json!({"id": "f", "fieldType": kind, "value": value});
    json!({
        "version": {"major": 1, "minor": 0}, "exporterRpId": "x.example", "exporterDisplayName": "X", "timestamp": 1_700_000_000,
        "accounts": [{"id": "A", "username": "ann", "email": "",
            "collections": [{"id": "c", "title": "Work", "items": [{"item": "1"}], "subCollections": [
                {"id": "d", "title": "Deep", "items": [{"item": "2"}, {"item": "1"}]}]}],
            "items": [
                {"id": "1", "title": "Shop", "creationAt": 1_700_000_000, "modifiedAt": 1_700_000_001, "favorite": true, "tags": ["t"],
                 "scope": {"urls": ["https://a.example", "https://b.example"], "androidApps": [{"bundleId": "p"}]},
                 "credentials": [
                    {"type": "basic-auth", "username": field("string", "ann"), "password": field("concealed-string", "pw")},
                    {"type": "totp", "secret": "JBSWY3DPEHPK3PXP", "period": 30, "digits": 6, "algorithm": "sha1", "username": "ann", "issuer": "Shop"},
                    {"type": "passkey", "credentialId": "c", "rpId": "a.example", "key": "k"},
                    {"type": "note", "content": field("string", "a note")},
                    {"type": "file", "id": "doc", "name": "a.txt", "decryptedSize": 4, "integrityHash": "h"},
                    {"type": "custom-fields", "id": "s", "label": "More", "fields": [
                        {"id": "x", "fieldType": "boolean", "value": "true", "label": "agreed"},
                        {"fieldType": "string", "value": "v", "label": "word", "extensions": []}]},
                    {"type": "novelty", "strange": {"a": 1}}
                 ]},
                {"id": "2", "title": "Card", "credentials": [{"type": "credit-card", "number": field("concealed-string", "4111"),
                    "expiryDate": field("year-month", "2030-07"), "validFrom": field("year-month", "2020-01")}]},
                {"id": "3", "title": "Net", "credentials": [{"type": "wifi", "ssid": field("string", "home"), "passphrase": field("concealed-string", "w"), "hidden": field("boolean", "false")}]},
                {"id": "4", "title": "Me", "credentials": [
                    {"type": "person-name", "given": field("string", "Ann")}, {"type": "address", "city": field("string", "Bonn")}]},
                {"id": "5", "title": "Key", "credentials": [{"type": "ssh-key", "keyType": "ed25519", "privateKey": "MAAA", "keyComment": "c"}]},
                {"id": "6", "title": "Odd code", "credentials": [{"type": "totp", "secret": "not base32!", "period": 30, "digits": 6, "algorithm": "md5"}]}
            ]}]
    })
}

#[test]
fn given_a_credential_exchange_then_every_credential_is_there() {
    let data = cxf().to_string();
    let import = whole(&archive(&[
        stored("export/cxf.json", data.as_bytes()),
        stored("export/documents/doc", b"file"),
    ]));
    assert_eq!((import.format, import.items.len()), (Format::Cxf, 6));
    let shop = titled(&import, "Shop");
    assert_eq!((folder(&import, shop).as_str(), value(&shop.item, "collection")), ("Work", "Deep"));
    assert_eq!((value(&shop.item, "username"), value(&shop.item, "password")), ("ann", "pw"));
    assert!(
        value(&shop.item, "totp").contains("JBSWY3DPEHPK3PXP")
            && value(&shop.item, "passkey").contains("rpId")
    );
    assert_eq!((value(&shop.item, "More: agreed"), value(&shop.item, "More: word")), ("true", "v"));
    assert_eq!((value(&shop.item, "strange"), shop.item.notes.expose().as_str()), ("{\"a\":1}", "a note"));
    assert_eq!(
        (urls(&shop.item).len(), shop.item.favourite, shop.item.tags.join(",")),
        (2, true, "t".to_owned())
    );
    assert_eq!(shop.attachments[0].bytes.expose(), b"file");
    for (title, kind, name, expected) in [
        ("Card", "card", "expiry", "2030-07"),
        ("Card", "card", "validFrom", "2020-01"),
        ("Net", "wifi", "password", "w"),
        ("Me", "identity", "city", "Bonn"),
        ("Key", "ssh_key", "private_key", "-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----\n"),
        ("Odd code", "login", "secret", "not base32!"),
    ] {
        let item = &titled(&import, title).item;
        assert_eq!((item.kind.name(), value(item, name)), (kind, expected), "{title} {name}");
    }
}

#[test]
fn given_an_enpass_export_then_fields_files_and_earlier_passwords_are_there() {
    let field = |label: &str, kind: &str, value: &str| {
        json!({"deleted": 0, "history": [], "label": label, "order": 1, "sensitive": 0, "type": kind, "uid": 1, "updated_at": 5,
               "value": value, "value_updated_at": 5})
    };
    let mut password = field("Password", "password", "new");
    password["history"] = json!([{"encrypted": false, "updated_at": 4, "value": "old"}]);
    let export = json!({
        "folders": [{"icon": "1", "parent_uuid": "", "title": "Work", "updated_at": 1, "uuid": "f"},
                    {"icon": "1", "parent_uuid": "f", "title": "Deep", "updated_at": 1, "uuid": "g"}],
        "items": [
            {"archived": 1, "auto_submit": 1, "category": "login", "createdAt": 3, "favorite": 1, "trashed": 0, "icon": {"fav": "x"},
             "note": "n", "subtitle": "ann", "template_type": "login.default", "title": "Shop", "updated_at": 5, "uuid": "i",
             "folders": ["g", "f"],
             "fields": [field("Username", "username", "ann"), field("E-mail", "email", "a@x"), password, field("Website", "url", "a.example"),
                        field("Code", "totp", "JBSWY3DP"), field("Additional Details", "section", ""), field("Hint", "text", "h"),
                        {"label": "Gone", "type": "text", "value": "g", "deleted": 1}],
             "attachments": [{"name": "a.txt", "data": "ZmlsZQ==", "kind": "text/plain", "order": 1, "size": 4, "updated_at": 1, "uuid": "a"}]},
            {"category": "creditcard", "template_type": "creditcard.default", "title": "Card", "uuid": "c", "fields": [
                field("Holder", "ccName", "Ann"), field("Number", "ccNumber", "4111"), field("Expiry", "ccExpiry", "07/30"), field("Odd", "ccExpiry", "soon")]},
            {"category": "travel", "template_type": "travel.passport", "title": "Pass", "uuid": "t", "fields": [field("No", "text", "P")]}
        ]
    });
    let import = whole(export.to_string().as_bytes());
    assert_eq!((import.format, import.items.len()), (Format::EnpassJson, 3));
    let shop = titled(&import, "Shop");
    assert_eq!((folder(&import, shop).as_str(), value(&shop.item, "folder")), ("Work/Deep", "Work"));
    assert_eq!(
        (
            value(&shop.item, "username"),
            value(&shop.item, "E-mail"),
            value(&shop.item, "Additional Details: Gone (deleted)")
        ),
        ("ann", "a@x", "g")
    );
    assert_eq!(
        (value(&shop.history[0].item, "password"), shop.attachments[0].bytes.expose().as_slice()),
        ("old", &b"file"[..])
    );
    assert!(shop.item.favourite && shop.item.tags == ["archived"]);
    let card = &titled(&import, "Card").item;
    assert_eq!((value(card, "expiry"), value(card, "Odd")), ("2030-07", "soon"));
    assert_eq!(value(&titled(&import, "Pass").item, "category"), "travel");
}

#[test]
fn given_keeper_json_then_records_of_every_sort_are_there() {
    if let Some(bytes) = corpus("importers/buttercup/keeper.json") {
        let import = whole(&bytes);
        assert_eq!((import.format, import.items.len()), (Format::KeeperJson, 3));
        assert_eq!(folder(&import, &import.items[1]), "Foo /Bar ");
        assert_eq!(value(&import.items[0].item, "password"), "password2");
    }
    let record = |title: &str, kind: &str, fields: Value| json!({"uid": 1, "title": title, "$type": kind, "custom_fields": fields});
    let import = whole(
        json!({"shared_folders": [], "records": [
            record("Login", "login", json!({"$oneTimeCode::1": "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP", "$url::1": ["https://a", "https://b"],
                "$securityQuestion::1": {"question": "q", "answer": "a"}, "$passkey::1": {"rpId": "r"}, "Hint": "h", "$text:Label:1": "t"})),
            record("Card", "bankCard", json!({"$paymentCard::1": {"cardNumber": "4111", "cardExpirationDate": "03/2027", "cardSecurityCode": "9"},
                "$text:cardholderName:1": "Ann", "$pinCode::1": "1"})),
            record("Key", "sshKeys", json!({"$keyPair::1": {"privateKey": "PEM", "publicKey": "ssh"}, "$host::1": {"hostName": "h", "port": "22"}})),
            {"title": "Placed", "$type": "novel", "folders": [{"shared_folder": "S", "folder": "A\\B"}, {"folder": "C"}]}
        ]})
        .to_string()
        .as_bytes(),
    );
    for (title, kind, name, expected) in [
        ("Login", "login", "securityQuestion: answer", "a"),
        ("Login", "login", "passkey", "{\"rpId\":\"r\"}"),
        ("Login", "login", "Label", "t"),
        ("Card", "card", "expiry", "2027-03"),
        ("Card", "card", "cardholder", "Ann"),
        ("Key", "ssh_key", "private_key", "PEM"),
        ("Key", "ssh_key", "host: port", "22"),
        ("Placed", "login", "$type", "novel"),
        ("Placed", "login", "folder", "C"),
    ] {
        let item = &titled(&import, title).item;
        assert_eq!((item.kind.name(), value(item, name)), (kind, expected), "{title} {name}");
    }
    assert_eq!(urls(&titled(&import, "Login").item), ["https://a", "https://b"]);
    assert_eq!(folder(&import, titled(&import, "Placed")), "S/A/B");
}

#[test]
fn given_keeper_csv_then_its_columns_are_known_when_it_is_named() {
    let bytes = b"Work\\Deep,Portal,ann,pw,https://a.example,\"l1\nl2\",Team,PIN,5,TFC:Keeper,otpauth://totp/a?secret=JBSWY3DPEHPK3PXP\n,Gate,,,,,\n";
    let import = parse(&Request { format: Some(Format::KeeperCsv), ..Request::new(bytes) }).unwrap();
    assert!(import.report.is_balanced() && import.report.dropped.is_empty());
    let item = titled(&import, "Portal");
    assert_eq!((folder(&import, item).as_str(), value(&item.item, "Shared Folder")), ("Work/Deep", ""));
    assert_eq!((value(&item.item, "shared folder"), value(&item.item, "PIN")), ("Team", "5"));
    assert!(value(&item.item, "totp").starts_with("otpauth://") && import.items.len() == 2);
}

#[test]
fn given_keeper_csv_without_its_name_then_its_shape_tells_it() {
    let import = whole(
        b"\"Privat\",\"GitHub\",\"anna@example.com\",\"S3cret!pw\",\"https://github.com/login\",\"my\nnote\",\"\",\"PIN\",\"12\"\n\
        \"\",\"Bank\",\"otto\",\"Pw!2222222\",\"\",\"\",\"\"\n\"Work\\Sub\",\"Mail\",\"u3\",\"x\",\"https://mail.example\",\"n\",\"\"\n",
    );
    assert_eq!((import.format, import.items.len()), (Format::KeeperCsv, 3));
    let item = titled(&import, "GitHub");
    assert_eq!((folder(&import, item).as_str(), value(&item.item, "PIN")), ("Privat", "12"));
    assert_eq!(value(&item.item, "password"), "S3cret!pw");
    assert_eq!(folder(&import, titled(&import, "Mail")), "Work/Sub");
}

#[test]
fn given_nordpass_and_roboform_tables_then_their_own_columns_are_told() {
    let import = whole(
        b"name,url,additional_urls,username,password,note,cardholdername,cardnumber,cvc,pin,expirydate,zipcode,folder,full_name,phone_number,email,address1,address2,city,country,state,type,custom_fields\n\
        Work,,,,,,,,,,,,,,,,,,,,,folder,\n\
        Shop,https://a.example,\"[\"\"https://b.example\"\"]\",ann,pw,n,,,,,,,Work,,,,,,,,,password,\"[{\"\"type\"\":\"\"text\"\",\"\"label\"\":\"\"L\"\",\"\"value\"\":\"\"V\"\"}]\"\n\
        Visa,,,,,,Ann,4111,1,2,09/28,53111,,,,,,,,,,credit_card,\n\
        Me,,,,,,,,,,,53111,,Ann Bee,555,a@x,Street,,Bonn,DE,,identity,\n",
    );
    assert_eq!((import.format, import.items.len()), (Format::NordPassCsv, 3));
    let shop = titled(&import, "Shop");
    assert_eq!((folder(&import, shop).as_str(), value(&shop.item, "L")), ("Work", "V"));
    assert_eq!(urls(&shop.item), ["https://a.example", "https://b.example"]);
    assert_eq!(value(&titled(&import, "Visa").item, "expiry"), "2028-09");
    assert_eq!(
        (value(&titled(&import, "Me").item, "postal_code"), value(&titled(&import, "Me").item, "full_name")),
        ("53111", "Ann Bee")
    );

    let import = whole(
        "\u{feff}Name,Url,MatchUrl,Login,Pwd,Note,Folder,RfFieldsV2\nShop,https://a.example,https://a.example,ann,pw,n,Work/Deep,\"User ID$,,,txt,ann\",\"TOTP KEY$,,,txt,JBSWY3DP\"\n".as_bytes(),
    );
    let item = &import.items[0];
    assert_eq!((import.format, folder(&import, item).as_str()), (Format::RoboFormCsv, "Work/Deep"));
    assert_eq!((value(&item.item, "User ID"), value(&item.item, "totp")), ("ann", "JBSWY3DP"));
}

#[test]
fn given_notes_of_lastpass_that_have_a_type_then_their_lines_become_fields() {
    let row = |title: &str, extra: &str| format!("http://sn,,,,\"{extra}\",{title},,0\n");
    let text = format!(
        "url,username,password,totp,extra,name,grouping,fav\n{}{}{}{}",
        row(
            "Card",
            "NoteType:Credit Card\nLanguage:en-US\nName on Card:Ann\nNumber:4111\nSecurity Code:1\nExpiration Date:July,2030\nNotes:two\nlines: here"
        ),
        row(
            "Key",
            "NoteType:SSH Key\nPassphrase:pp\nPrivate Key:-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n-----END X-----\nPublic Key:ssh a\nHostname:h\nNotes:"
        ),
        row("Odd", "NoteType:Insurance\nPolicy Number:5"),
        row("Plain", "just: text"),
    );
    let import = whole(text.as_bytes());
    for (title, kind, name, expected) in [
        ("Card", "card", "expiry", "2030-07"),
        ("Card", "card", "cardholder", "Ann"),
        ("Key", "ssh_key", "private_key", "-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n-----END X-----"),
        ("Key", "ssh_key", "host", "h"),
        ("Odd", "note", "NoteType", "Insurance"),
        ("Odd", "note", "Policy Number", "5"),
    ] {
        let item = &titled(&import, title).item;
        assert_eq!((item.kind.name(), value(item, name)), (kind, expected), "{title} {name}");
    }
    assert_eq!(titled(&import, "Card").item.notes.expose(), "two\nlines: here");
    assert_eq!(titled(&import, "Plain").item.notes.expose(), "just: text");
}

#[test]
fn given_values_of_every_wrong_type_then_there_is_an_error_or_a_balanced_import() {
    let odd =
        [json!(null), json!(5), json!(-1.5), json!("x"), json!([[1]]), json!({"a": {"b": []}}), json!(true)];
    for document in [proton(), cxf()] {
        let mut paths = Vec::new();
        paths_of(&document, &mut Vec::new(), &mut paths);
        for path in &paths {
            for value in &odd {
                let mut changed = document.clone();
                if let Some(place) = changed.pointer_mut(path) {
                    *place = value.clone();
                }
                if let Ok(import) = parse(&Request::new(changed.to_string().as_bytes())) {
                    assert!(import.report.is_balanced(), "{path} = {value}: {:?}", import.report);
                }
            }
        }
    }
}

fn paths_of(value: &Value, path: &mut Vec<String>, paths: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => {
            list.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (key, value) in children {
        path.push(key);
        paths.push(format!("/{}", path.join("/")));
        paths_of(value, path, paths);
        path.pop();
    }
}
