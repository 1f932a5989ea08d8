//! Tests of the QR code's text; that it reads back as the same network is the main one.

use super::*;
use proptest::prelude::*;

fn fields(text: &str) -> Option<Vec<(String, String)>> {
    let item = recognise(text)?;
    assert_eq!(item.kind, Kind::WIFI);
    Some(item.fields.iter().map(|field| (field.name.clone(), field.value.expose().clone())).collect())
}

fn network(ssid: &str, password: &str, security: &str) -> Item {
    Item::new(Kind::WIFI, ssid)
        .with(Field::new("ssid", FieldType::Text, ssid))
        .with(Field::new("password", FieldType::Hidden, password))
        .with(Field::new("security", FieldType::Text, security))
}

#[test]
fn text_of_a_code_is_a_network() {
    for (text, expected) in [
        (
            "WIFI:T:WPA;S:Attic;P:correct horse;H:true;;",
            &[("ssid", "Attic"), ("password", "correct horse"), ("security", "WPA"), ("hidden", "true")][..],
        ),
        ("wifi:S:Attic;P:x;T:WEP;;", &[("ssid", "Attic"), ("password", "x"), ("security", "WEP")]),
        ("WIFI:S:Attic;;", &[("ssid", "Attic"), ("security", "open")]),
        ("WIFI:T:nopass;S:Attic", &[("ssid", "Attic"), ("security", "open")]),
        ("WIFI:S:Attic;P:x;;", &[("ssid", "Attic"), ("password", "x"), ("security", "WPA")]),
        ("WIFI:T:SAE;R:1;S:Attic;P:x;;", &[("ssid", "Attic"), ("password", "x"), ("security", "WPA3")]),
        (
            r#"WIFI:T:WPA;S:a\;b\:c\\d\,e\"f;P:\;\\;;"#,
            &[("ssid", r#"a;b:c\d,e"f"#), ("password", r";\"), ("security", "WPA")],
        ),
        (
            r#"WIFI:T:WPA;S:"Attic";P:"12345678";;"#,
            &[("ssid", "Attic"), ("password", "12345678"), ("security", "WPA")],
        ),
        (r#"WIFI:T:WPA;S:"a\"";P:\"x\";;"#, &[("ssid", "a\""), ("password", "\"x\""), ("security", "WPA")]),
        (r#"WIFI:T:WPA;S:"a\";P:x;;"#, &[("ssid", "\"a\""), ("password", "x"), ("security", "WPA")]),
        ("WIFI:T:WPA;S:100%;P:%41%41;;", &[("ssid", "100%"), ("password", "%41%41"), ("security", "WPA")]),
        (
            "WIFI:T:WPA2-EAP;S:Office;E:PEAP;PH2:MSCHAPV2;I:anna;P:x;;",
            &[("ssid", "Office"), ("password", "x"), ("security", "WPA2-EAP"), ("identity", "anna")],
        ),
        ("WIFI:T:WPA;S:one;S:two;P:x;;", &[("ssid", "one"), ("password", "x"), ("security", "WPA")]),
    ] {
        let fields = fields(text).unwrap_or_else(|| panic!("{text}"));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, expected, "{text}");
    }
}

#[test]
fn password_alone_is_hidden() {
    let item = recognise("WIFI:T:WPA;S:Attic;P:correct horse;;").unwrap();
    assert_eq!(item.title, "Attic");
    let hidden: Vec<&str> = item
        .fields
        .iter()
        .filter(|field| field.field_type.is_secret())
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(hidden, ["password"]);
}

#[test]
fn what_names_no_network_is_none() {
    for text in
        ["", "WIFI:", "WIFI:T:WPA;P:x;;", "WIFI:S:;;", "WIFI", "WIFI:;;;;", "https://x.org", "WIFÏ:S:x;;"]
    {
        assert_eq!(fields(text), None, "{text}");
    }
    assert_eq!(fields(&format!("WIFI:S:{};;", "x".repeat(1_000_000))), None);
}

#[test]
fn written_text_is_the_one_that_telephones_read() {
    for (item, expected) in [
        (network("Attic", "correct horse", "WPA2"), Some("WIFI:T:WPA;S:Attic;P:correct horse;;")),
        (network("Attic", "correct horse", "WPA3"), Some("WIFI:T:WPA;S:Attic;P:correct horse;;")),
        (network("Attic", "correct horse", ""), Some("WIFI:T:WPA;S:Attic;P:correct horse;;")),
        (network("a;b", r#"\:,""#, "WPA"), Some(r#"WIFI:T:WPA;S:a\;b;P:\\\:\,\";;"#)),
        (network("Attic", "abcde", "WEP"), Some("WIFI:T:WEP;S:Attic;P:abcde;;")),
        (network("Attic", "", ""), Some("WIFI:T:nopass;S:Attic;;")),
        (network("Attic", "left over", "open"), Some("WIFI:T:nopass;S:Attic;;")),
        (
            network("Attic", "x", "WPA").with(Field::new("hidden", FieldType::Boolean, "true")),
            Some("WIFI:T:WPA;S:Attic;P:x;H:true;;"),
        ),
        (network("", "x", "WPA"), None),
        (network("Office", "x", "WPA2-Enterprise"), None),
        (Item { kind: Kind::LOGIN, ..network("Attic", "x", "WPA") }, None),
    ] {
        let text = qr_text(&item);
        assert_eq!(text.as_ref().map(|text| text.expose().as_str()), expected);
    }
}

proptest! {
    #[test]
    fn written_network_reads_back_as_the_same(ssid in "\\PC{1,40}", password in "[ -~]{0,64}|\\PC{1,40}") {
        let security = if password.is_empty() { "open" } else { "WPA" };
        let text = qr_text(&network(&ssid, &password, security)).unwrap();
        let read = recognise(text.expose()).unwrap();
        prop_assert_eq!(read.field("ssid").unwrap().value.expose(), &ssid);
        let read = read.field("password").map(|field| field.value.expose().clone()).unwrap_or_default();
        prop_assert_eq!(read, password);
    }

    #[test]
    fn no_text_panics(text in "(WIFI:)?([TSPHEI]:|[;\\\\\":a]|\\PC){0,60}") {
        let _ = recognise(&text);
    }
}
