//! Parts of other programs' JSON that few items have, or that only newer versions write: each where it belongs, and once.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

mod support;

use serde_json::{Value, json};
use strongroom_credential::{FieldType, Item};
use strongroom_exchange::ParsedImport;
use support::{titled, urls, whole};

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
