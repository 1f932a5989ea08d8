//! Bitwarden's JSON: every type of item, missing keys, unknown keys, and exports that only Bitwarden opens.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use serde_json::json;
use strongroom_credential::{FieldType, Kind};
use strongroom_exchange::{Format, ImportError, ParsedImport};
use support::{corpus, folder, refusal, titled, urls, value, whole};

fn export(items: serde_json::Value) -> ParsedImport {
    whole(
        json!({ "encrypted": false, "folders": [{"id": "f", "name": "a/b"}], "items": items })
            .to_string()
            .as_bytes(),
    )
}

#[test]
fn given_both_exports_of_the_corpus_then_nothing_is_lost() {
    let Some(bytes) = corpus("importers/buttercup/bitwarden.json") else { return };
    let import = whole(&bytes);
    assert_eq!(
        (import.format, import.items.len(), import.report.source_fields),
        (Format::BitwardenJson, 5, 13)
    );
    let login = titled(&import, "Item with login uri");
    assert_eq!((urls(&login.item), folder(&import, login).as_str()), (vec!["https://example.org"], "FooBar"));
    assert_eq!(value(&titled(&import, "Item with fields").item, "field2"), "value2");

    let Some(bytes) = corpus("importers/psono/bitwarden.json") else { return };
    let import = whole(&bytes);
    let kinds: Vec<_> = import.items.iter().map(|item| item.item.kind.name()).collect();
    assert_eq!(kinds, ["note", "card", "identity", "login"]);
    let card = &import.items[1].item;
    assert_eq!(
        (value(card, "expiry"), value(card, "cardholder"), value(card, "code")),
        ("2021-10", "Jane Doe", "123")
    );
    let person = &import.items[2].item;
    assert_eq!(
        (value(person, "honorific"), value(person, "region"), value(person, "passport")),
        ("Mrs", "CA", "123456789")
    );
    assert_eq!(value(person, "address"), " 1 North Calle Cesar Chavez ");
    assert!(value(&import.items[3].item, "totp").starts_with("otpauth://"));
}

/// Found by fuzzing: an identifier inside a body was left out, and the account of the fields did not balance.
#[test]
fn given_identifiers_inside_bodies_then_they_are_kept_as_any_other_key() {
    let import = export(json!([
        {"id": "1", "login": {"id": "4"}},
        {"type": 3, "card": {"object": "o", "folderId": ["x", null]}},
        {"type": 2, "secureNote": {"type": 0, "organizationId": {"id": 7}}}
    ]));
    let [login, card, note] = [0, 1, 2].map(|place| &import.items[place].item);
    assert_eq!((value(login, "id"), value(card, "object"), value(card, "folderId")), ("4", "o", "x"));
    assert_eq!(value(note, "id"), "7");
}

#[test]
fn given_a_full_login_then_every_part_is_kept() {
    let import = export(json!([{
        "id": "1", "organizationId": null, "folderId": "f", "type": 1, "reprompt": 1, "name": "Shop", "notes": "n",
        "favorite": true, "creationDate": "2024-01-01T00:00:00.000Z", "revisionDate": "2024-03-01T00:00:00.000Z",
        "deletedDate": null,
        "fields": [
            {"name": "t", "value": "v", "type": 0, "linkedId": null}, {"name": "h", "value": "v", "type": 1},
            {"name": "b", "value": "true", "type": 2}, {"name": "l", "value": null, "type": 3, "linkedId": 100}
        ],
        "login": {
            "uris": [{"match": null, "uri": "https://a.example"}, {"match": 3, "uri": "https://b.example"}],
            "username": "ann", "password": "new", "totp": "JBSWY3DP", "fido2Credentials": [{"credentialId": "c"}]
        },
        "passwordHistory": [
            {"lastUsedDate": "2024-03-01T00:00:00.000Z", "password": "second"},
            {"lastUsedDate": "2024-02-01T00:00:00.000Z", "password": "first"}
        ],
        "collectionIds": null
    }]));
    let parsed = &import.items[0];
    let item = &parsed.item;
    assert_eq!((folder(&import, parsed).as_str(), item.favourite, parsed.deleted), ("a/b", true, false));
    assert_eq!((parsed.created_ms, parsed.modified_ms), (Some(1_704_067_200_000), Some(1_709_251_200_000)));
    assert_eq!(urls(item), ["https://a.example", "https://b.example"]);
    assert_eq!(
        (value(item, "url match"), value(item, "reprompt"), value(item, "l")),
        ("exact: https://b.example", "true", "linked: username")
    );
    assert_eq!(item.field("passkey").map(|field| field.field_type), Some(FieldType::Hidden));
    let types: Vec<_> = ["t", "h", "b"].iter().map(|name| item.field(name).unwrap().field_type).collect();
    assert_eq!(types, [FieldType::Text, FieldType::Hidden, FieldType::Boolean]);
    let earlier: Vec<_> = parsed
        .history
        .iter()
        .map(|version| (value(&version.item, "password"), version.modified_ms))
        .collect();
    assert_eq!(earlier, [("first", parsed.created_ms), ("second", Some(1_706_745_600_000))]);
    assert_eq!(import.report.source_fields, 19);
}

#[test]
fn given_an_ssh_key_and_a_type_of_the_future_then_both_are_kept() {
    let import = export(json!([
        {"type": 5, "name": "k", "sshKey": {"privateKey": "P", "publicKey": "p", "keyFingerprint": "SHA256:x"}},
        {"type": 9, "name": "f", "hologram": {"phase": 3, "deep": {"er": [1, {"a": null}]}}, "archivedDate": "soon"}
    ]));
    let key = &import.items[0].item;
    assert_eq!(
        (key.kind.clone(), value(key, "private_key"), value(key, "fingerprint")),
        (Kind::SSH_KEY, "P", "SHA256:x")
    );
    let future = &import.items[1].item;
    assert_eq!((value(future, "phase"), value(future, "er"), value(future, "type")), ("3", "1", "9"));
    assert_eq!(value(future, "archivedDate"), "soon");
}

#[test]
fn given_the_wrong_shape_in_every_place_then_nothing_is_lost_all_the_same() {
    for odd in [
        json!(null),
        json!(1),
        json!(true),
        json!("x"),
        json!(""),
        json!([]),
        json!([1, null]),
        json!({}),
        json!({"a": "b", "c": [{}]}),
    ] {
        for key in [
            "type",
            "name",
            "notes",
            "favorite",
            "reprompt",
            "creationDate",
            "deletedDate",
            "fields",
            "login",
            "card",
            "identity",
            "sshKey",
            "secureNote",
            "passwordHistory",
            "folderId",
            "collectionIds",
        ] {
            export(json!([{ key: odd }]));
        }
        for key in ["uris", "uri", "username", "password", "totp", "fido2Credentials"] {
            export(json!([{"type": 1, "login": { key: odd }}]));
        }
        export(
            json!([{"login": {"uri": odd, "uris": [{"uri": odd, "match": odd}]}, "secureNote": {"type": odd}, "card": {"expMonth": odd, "expYear": 2030}}]),
        );
        export(
            json!([{"fields": [{"name": odd, "value": odd, "type": odd, "linkedId": odd}], "passwordHistory": [{"password": odd, "lastUsedDate": odd}]}]),
        );
    }
}

#[test]
fn given_what_nobody_knows_inside_lists_then_each_value_is_kept() {
    let import = export(json!([{
        "name": "x",
        "login": {"uris": [{"uri": "https://a.example", "label": "work"}]},
        "fields": [{"name": "pair", "type": 1, "value": {"left": "one"}, "hint": "two"}, {"name": "odd", "type": "three"}],
        "passwordHistory": [{"password": "old", "lastUsedDate": "some day", "device": "phone"}],
    }]));
    let item = &import.items[0].item;
    let kept = ["label", "left", "hint", "type", "lastUsedDate", "device"].map(|name| value(item, name));
    assert_eq!(kept, ["work", "one", "two", "three", "some day", "phone"]);
    assert_eq!(value(&import.items[0].history[0].item, "password"), "old");
}

#[test]
fn given_a_collection_then_it_serves_as_the_folder() {
    let text = json!({"encrypted": false, "collections": [{"id": "c", "name": "Team/Ops"}, {"id": "d", "name": "Other"}],
        "items": [{"name": "x", "collectionIds": ["c", "d"]}]});
    let import = whole(text.to_string().as_bytes());
    assert_eq!(
        (folder(&import, &import.items[0]).as_str(), value(&import.items[0].item, "collection")),
        ("Team/Ops", "Other")
    );
    assert_eq!(import.folders.len(), 3);
}

#[test]
fn given_a_very_long_history_then_it_is_kept_as_fields_and_does_not_multiply() {
    let history: Vec<_> = (0..5000).map(|n| json!({"password": format!("p{n}")})).collect();
    let import =
        export(json!([{"name": "x", "notes": "n".repeat(10_000), "login": {}, "passwordHistory": history}]));
    assert_eq!((import.items[0].history.len(), import.items[0].item.fields.len()), (0, 5000));
}

#[test]
fn given_an_encrypted_export_then_the_way_out_is_named() {
    let error = refusal(br#"{"encrypted": true, "folders": [], "items": []}"#);
    assert!(matches!(error, ImportError::EncryptedExport { .. }));
    assert!(error.to_string().contains("not encrypted"), "{error}");
}

#[test]
fn given_an_item_of_a_thousand_levels_then_the_limit_is_named() {
    let deep =
        format!("{{\"folders\":[],\"items\":[{{\"x\":{}{}}}]}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(
        refusal(deep.as_bytes()),
        ImportError::TooLarge { what: "levels of JSON in an item".into(), limit: 127 }
    );
    let open = format!("{{\"folders\":[],\"items\":{}", "[".repeat(1_000_000));
    assert!(matches!(refusal(open.as_bytes()), ImportError::Damaged { .. }));
}

#[test]
fn given_an_export_that_was_cut_then_it_is_damaged_and_not_unknown() {
    let text = r#"{"encrypted": false, "folders": [], "items": [{"name": "x", "login""#;
    assert_eq!(refusal(text.as_bytes()), ImportError::Damaged { at: "JSON, line 1".into() });
}

#[test]
fn given_an_import_then_it_survives_the_pipe() {
    let import = export(json!([{"name": "x", "login": {"password": "p"}}]));
    let line = serde_json::to_string(&import).unwrap();
    assert_eq!(serde_json::from_str::<ParsedImport>(&line).unwrap(), import);
}
