//! Items of the kind certificate: what pasted text becomes, what is said of it, and what is found wrong.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

mod judged;
mod recognised;

use std::process::Command;
use std::sync::LazyLock;
use strongroom_credential::certificate::examine;
use strongroom_credential::{Day, Examination, FactName, Field, FieldType, FindingCode, Item, Kind, Moment};
use strongroom_pki::x509::{
    AlternativeName, Contents, Draft, Made, NewKey, Purpose, RootKind, Roots, UnixTime, issued, request,
    self_signed,
};
use strongroom_secret::OsRandom;

/// 2027-01-15T08:00:00Z.
const NOW: Moment = Moment(1_800_000_000_000);
const DAY: i64 = 86_400;

struct Chain {
    root: Made,
    middle: Made,
    leaf: Made,
}

static CHAIN: LazyLock<Chain> = LazyLock::new(|| {
    let root = self_signed(&draft("Root", Purpose::Authority(None)), &OsRandom).unwrap();
    let middle = issued(&draft("Middle", Purpose::Authority(None)), &root, &OsRandom).unwrap();
    let leaf = issued(&draft("leaf.example", Purpose::Server), &middle, &OsRandom).unwrap();
    Chain { root, middle, leaf }
});

fn draft(name: &str, purpose: Purpose) -> Draft {
    let is_authority = matches!(purpose, Purpose::Authority(_));
    let names = vec![AlternativeName::Dns(name.to_owned()), AlternativeName::Dns(format!("*.{name}"))];
    Draft {
        common_name: name.to_owned(),
        organisation: "Example".to_owned(),
        alternative_names: if is_authority { Vec::new() } else { names },
        not_before: UnixTime(NOW.0 / 1000 - DAY),
        not_after: UnixTime(NOW.0 / 1000 + 90 * DAY),
        purpose,
        key: NewKey::P256,
    }
}

fn pem(made: &Made) -> String {
    made.certificate.to_pem()
}

fn key(made: &Made) -> String {
    made.private_key.to_pem().expose().clone()
}

fn value<'a>(item: &'a Item, name: &str) -> &'a str {
    item.field(name).map_or("", |field| field.value.expose())
}

/// An item with those fields of the template.
fn item(fields: &[(&str, &str)]) -> Item {
    fields.iter().fold(Item::new(Kind::CERTIFICATE, ""), |item, (name, value)| {
        let secret = matches!(*name, "private_key" | "passphrase");
        item.with(Field::new(name, if secret { FieldType::Hidden } else { FieldType::Text }, *value))
    })
}

/// Codes with the names of their fields, in order.
fn codes(item: &Item, examination: &Examination) -> Vec<(&'static str, String)> {
    let findings = examination.findings.iter();
    findings.map(|one| (one.code.code(), item.fields[one.field.unwrap()].name.clone())).collect()
}

fn found(fields: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let item = item(fields);
    let mut codes = codes(&item, &examine(&item, NOW));
    codes.retain(|(code, _)| *code != "private_key_unencrypted");
    codes
}

fn one(code: &'static str, field: &str) -> Vec<(&'static str, String)> {
    vec![(code, field.to_owned())]
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn skipped(what: &str) {
    eprintln!("skipped: no {what}");
}

/// Runs `openssl` beside these files, and gives what it wrote to `out`. `None` where there is no `openssl`.
fn openssl(files: &[(&str, String)], arguments: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, content)| std::fs::write(folder.path().join(name), content).unwrap());
    let Ok(done) = Command::new("openssl").args(arguments.split(' ')).current_dir(folder.path()).output()
    else {
        skipped("openssl");
        return None;
    };
    assert!(done.status.success(), "{arguments}: {}", String::from_utf8_lossy(&done.stderr));
    Some(std::fs::read(folder.path().join("out")).unwrap())
}
