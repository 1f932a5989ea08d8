//! What pasted text and key stores become.

use super::*;
use strongroom_credential::certificate::{from_certificates, from_key_store, recognise};

#[test]
fn pasted_text_becomes_certificate_key_and_chain_whatever_their_order() {
    let Chain { root, middle, leaf } = &*CHAIN;
    let parts = [pem(root), key(leaf), pem(middle), pem(leaf)];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1]] {
        let text = order.map(|place| format!("Bag Attributes\n{}\n", parts[place])).concat();
        let item = recognise(&text).unwrap();
        assert_eq!((item.kind.clone(), item.title.as_str()), (Kind::CERTIFICATE, "leaf.example"));
        assert_eq!(value(&item, "certificate"), pem(leaf));
        assert_eq!(value(&item, "private_key"), key(leaf).trim_end());
        assert_eq!(value(&item, "chain"), [pem(middle), pem(root)].concat());
        assert_eq!(item.notes.expose().lines().filter(|line| *line == "Bag Attributes").count(), 4);
        assert!(
            item.fields.iter().all(|field| field.field_type.is_secret() == (field.name == "private_key"))
        );
    }
}

#[test]
fn key_says_which_certificate_is_meant() {
    let Chain { root, middle, leaf } = &*CHAIN;
    let text = [pem(leaf), pem(middle), pem(root), key(middle), key(leaf)].concat();
    let item = recognise(&text).unwrap();
    assert_eq!(item.title, "leaf.example");
    assert_eq!(value(&item, "private_key"), key(leaf).trim_end());
    assert!(item.fields.iter().any(|field| field.custom && field.name == "private_key"));
    let item = recognise(&[pem(leaf), pem(middle), key(middle)].concat()).unwrap();
    assert_eq!((item.title.as_str(), value(&item, "certificate")), ("Middle", pem(middle).as_str()));
}

#[test]
fn other_text_is_not_a_certificate() {
    let leaf = pem(&CHAIN.leaf);
    let broken = leaf.replacen("MII", "MIX", 1);
    for text in [
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
        &key(&CHAIN.leaf),
        &broken.replacen('A', "%", 1),
        &leaf.repeat(101),
        &format!("{}{leaf}", " ".repeat(70_000)),
        &format!("{leaf}{}", " ".repeat(1 << 20)),
    ] {
        assert!(recognise(text).is_none(), "{}", text.get(..60).unwrap_or(text));
    }
}

#[test]
fn key_store_becomes_an_item() {
    let Chain { middle, leaf, .. } = &*CHAIN;
    let input = [pem(leaf), pem(middle), key(leaf)].concat();
    let Some(store) = openssl(&[("in", input)], "pkcs12 -export -in in -name Mine -passout pass:x -out out")
    else {
        return;
    };
    let made = from_key_store(&store, &"x".into()).unwrap().unwrap();
    assert_eq!(made.title, "Mine");
    assert_eq!(value(&made, "certificate"), pem(leaf));
    assert_eq!(value(&made, "private_key"), key(leaf));
    assert_eq!(value(&made, "chain"), pem(middle));
    assert!(from_key_store(&store, &"y".into()).is_err());
    assert!(from_certificates(Vec::new(), Vec::new()).is_none());
}
