//! Generated items: every kind, every type of field, odd text, moments at the edges, passkeys as each program writes them.

use crate::{ParsedAttachment, ParsedFolder, ParsedItem, ParsedVersion};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::HashSet;
use strongroom_credential::{Field, FieldType, Item, Kind};

const ODD: &[&str] = &[
    "",
    "a",
    " padded ",
    "=1+1",
    "+49",
    "-x",
    "@home",
    "\ttab",
    "\rcr",
    "two\r\nlines",
    "semi;comma,",
    "\"quoted\"",
    "'",
    "back\\slash",
    "a/b",
    "\u{202e}reversed",
    "e\u{301}\u{323}",
    "👩\u{200d}💻",
    "東京",
    "שלום",
    "\u{feff}mark",
    "\0nul",
    "2027-03",
    "2027-13",
    "true",
    "{\"a\":1}",
    "x\u{2028}y",
];

pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(ODD).prop_map(str::to_owned), 1 => any::<String>(), 2 => "[a-z]{1,8}"]
}

/// Values that formats take apart, and some that look like it.
const TAKEN_APART: &[(&str, FieldType, &str)] = &[
    ("totp", FieldType::Totp, "JBSWY3DPEHPK3PXP"),
    (
        "totp",
        FieldType::Totp,
        "otpauth://totp/Shop:me%40x.example?secret=JBSWY3DPEHPK3PXP&issuer=Shop&digits=8",
    ),
    ("totp", FieldType::Totp, "otpauth://hotp/Shop?secret=JBSWY3DPEHPK3PXP&counter=7"),
    ("totp", FieldType::Totp, "otpauth://totp/Steam:me?secret=JBSWY3DPEHPK3PXP&encoder=steam"),
    (
        "passkey",
        FieldType::Hidden,
        r#"{"credentialId":"Y3JlZA","key":"a2V5","rpId":"x.example","userHandle":"dQ","username":"me"}"#,
    ),
    ("passkey", FieldType::Hidden, r#"{"credentialId":"c","keyValue":"k","rpId":"x.example"}"#),
    ("passkey", FieldType::Hidden, r#"{ "credentialId": "spaced", "key": "k", "rpId": "x.example" }"#),
    ("passkey", FieldType::Hidden, "{\"rpId\":"),
    ("passkey", FieldType::Hidden, passkey::BITWARDEN),
    ("passkey", FieldType::Hidden, passkey::EXCHANGE),
    ("expires", FieldType::Date, "2027-02-28"),
    ("security", FieldType::Text, "WPA2"),
];

/// Passkeys with a key that is one.
mod passkey {
    pub(super) const BITWARDEN: &str = concat!(
        r#"{"counter":"1","credentialId":"b64.AQID","keyValue":"MC4CAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEFAAAAAAAAAAAAAAAAAAAAAAAAAAA","#,
        r#""rpId":"x.example","userHandle":"dQ","userName":"me"}"#
    );
    pub(super) const EXCHANGE: &str = concat!(
        r#"{"credentialId":"AQID","key":"MC4CAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEFAAAAAAAAAAAAAAAAAAAAAAAAAAA","#,
        r#""rpId":"x.example","userHandle":"dQ","username":"me"}"#
    );
}

fn taken_apart() -> impl Strategy<Value = Field> {
    (select(TAKEN_APART), any::<bool>()).prop_map(|((name, field_type, value), custom)| {
        let mut field = Field::new(name, field_type, value);
        field.custom = custom || name == "passkey";
        field
    })
}

fn field_type() -> impl Strategy<Value = FieldType> {
    use FieldType::*;
    select(&[Text, Hidden, Url, Date, Month, Number, Email, Phone, Boolean, Totp, Unknown][..])
}

fn kind() -> impl Strategy<Value = Kind> {
    let mut kinds: Vec<Kind> = Kind::templates().iter().map(|template| Kind::named(template.kind)).collect();
    kinds.extend([Kind::named("own_router"), Kind::named("from_a_newer_program")]);
    select(kinds)
}

fn item(number: usize) -> impl Strategy<Value = Item> {
    let own = proptest::collection::vec((text(), field_type(), text()), 0..4);
    let values = proptest::collection::vec(proptest::option::of(text()), 20);
    let tags = proptest::collection::vec(text(), 0..3);
    let apart = proptest::collection::vec(taken_apart(), 0..3);
    (kind(), own, values, (text(), text(), any::<bool>()), (tags, apart)).prop_map(
        move |(kind, own, values, (title, notes, favourite), (mut tags, apart))| {
            let mut item = Item::new(kind.clone(), format!("{number} {title}"));
            let fields = kind.template().map(|template| template.fields).unwrap_or_default();
            for (template, value) in fields.iter().zip(&values) {
                if let Some(value) = value {
                    item.fields.push(Field::new(template.name, template.field_type, value.as_str()));
                }
            }
            if let (Some(template), Some(again)) = (fields.first(), values.last().cloned().flatten()) {
                item.fields.push(Field::new(template.name, template.field_type, again));
            }
            item.fields.extend(
                own.iter().map(|(name, field_type, value)| Field::custom(name, *field_type, value.as_str())),
            );
            for field in apart {
                // A template's field is one that the kind has, and has once.
                let known = fields.iter().any(|known| known.name == field.name);
                item.fields.retain(|other| field.custom || other.custom || other.name != field.name);
                item.fields.push(Field { custom: field.custom || !known, ..field });
            }
            item.notes = notes.into();
            item.favourite = favourite;
            let mut seen = HashSet::new();
            tags.retain(|tag| !tag.is_empty() && seen.insert(tag.clone()));
            item.tags = tags;
            item
        },
    )
}

fn moment() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        1 => Just(None),
        6 => (0..4_000_000_000_000_i64).prop_map(Some),
        1 => select(&[-1, i64::MIN, i64::MAX][..]).prop_map(Some),
    ]
}

fn parsed(number: usize) -> impl Strategy<Value = ParsedItem> {
    let version = (item(number), moment()).prop_map(|(item, modified_ms)| ParsedVersion {
        item,
        modified_ms,
        attachments: Vec::new(),
    });
    let attachment = (text(), any::<Vec<u8>>())
        .prop_map(|(name, bytes)| ParsedAttachment { name: format!("file {name}"), bytes: bytes.into() });
    let history = proptest::collection::vec(version, 0..3);
    let attachments = proptest::collection::vec(attachment, 0..2);
    (item(number), proptest::option::of(0..6_usize), moment(), moment(), any::<bool>(), history, attachments)
        .prop_map(|(item, folder, created_ms, modified_ms, deleted, history, attachments)| ParsedItem {
            item,
            folder,
            created_ms,
            modified_ms,
            history,
            deleted,
            attachments,
        })
}

pub(super) fn items() -> impl Strategy<Value = Vec<ParsedItem>> {
    (parsed(0), parsed(1), parsed(2)).prop_map(|(one, two, three)| vec![one, two, three])
}

pub(super) fn folders() -> Vec<ParsedFolder> {
    let paths: [&[&str]; 6] = [
        &["Work"],
        &["Work", "東京"],
        &["with/slash"],
        &["=formula"],
        &["Work", "東京", "e\u{301}\u{202e}"],
        &["Strongroom"],
    ];
    paths
        .iter()
        .map(|path| ParsedFolder { path: path.iter().map(|name| (*name).to_owned()).collect() })
        .collect()
}
