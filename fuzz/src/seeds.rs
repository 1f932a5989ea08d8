//! What to begin with, where it is made rather than written down: formats in bytes, whose samples would be opaque files.

use crate::check::Seeded;
use crate::containers::{BACKUP, PASSPHRASE, PLACE};
use futures_executor::block_on;
use std::sync::Arc;
use strongroom_backup::BackupDraft;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::{
    BACKUP_HEAD, Header, KdfParams, RecoveryCode, SEALED_CHUNK, UnlockSecret, VaultKeys,
};
use strongroom_exchange::{NamedFile, pack_folder};
use strongroom_pki::ssh::{Curve, KeyType, make};
use strongroom_pki::x509::{AlternativeName, Draft, Made, NewKey, Purpose, UnixTime, issued, self_signed};
use strongroom_storage::{Class, MemoryStorage, RecordId, Storage};
use strongroom_vault::{Clock, Env, NewItem, Timestamp, Unlocked, prepare};

/// What the one record says that the targets' keys have sealed.
pub const SEALED: &[u8] = b"sealed by the fuzzer";

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        1_764_028_800_000
    }
}

/// One of each product, with the least that tells it.
fn archives() -> Vec<Vec<u8>> {
    let files: [(&str, &str); 6] = [
        (
            "export.data",
            r#"{"accounts":[{"attrs":{},"vaults":[{"attrs":{"name":"V"},"items":[{"overview":{"title":"T"}}]}]}]}"#,
        ),
        ("data.json", r#"{"encrypted":false,"folders":[],"items":[{"id":"1","type":2,"name":"A"}]}"#),
        ("Proton Pass/data.json", r#"{"version":"1","vaults":{"v":{"name":"P","items":[]}}}"#),
        ("credentials.csv", "username,username2,title,password\nann,,Shop,pw\n"),
        ("cxf.json", r#"{"exporterRpId":"x","accounts":[{"items":[{"title":"T","credentials":[]}]}]}"#),
        (".netrc", "machine a.example login ann password pw"),
    ];
    let packed = files.into_iter().filter_map(|(name, text)| {
        let file = NamedFile { name: name.to_owned(), bytes: text.as_bytes().to_vec().into() };
        pack_folder(&[file]).map(|archive| archive.expose().clone())
    });
    packed.collect()
}

pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "ssh_openssh" => ssh_keys().into_iter().map(|(private, _)| private).collect(),
        "ssh_public" => ssh_keys().into_iter().map(|(_, public)| public).collect(),
        "certificate" => certificates().iter().map(|made| made.certificate.der().to_vec()).collect(),
        "chain" => {
            vec![certificates().iter().rev().flat_map(|made| made.certificate.der().to_vec()).collect()]
        }
        "certificates_pem" => {
            certificates().iter().map(|made| made.certificate.to_pem().into_bytes()).collect()
        }
        "private_key" => certificates().iter().map(|made| der(made.private_key.to_pem().expose())).collect(),
        "ssh_pem" => {
            let keys = certificates().into_iter().map(|made| der(made.private_key.to_pem().expose()));
            keys.map(|key| [vec![3], key].concat()).collect()
        }
        "vault_header" => vec![vault_keys().1.to_bytes()],
        "envelope" => {
            let (mut keys, mut header) = vault_keys();
            vec![keys.seal(&mut header, &PLACE, SEALED, &Seeded::new(5)).expect("sealed")]
        }
        "recovery_code" => {
            let UnlockSecret::Recovery(code) = code() else { return Vec::new() };
            vec![code.to_text().expose().clone().into_bytes()]
        }
        "index_page" => opened_records(&[Class::Page]),
        "record" => {
            opened_records(&[Class::Item, Class::Version, Class::Folder, Class::Audit, Class::Setting])
        }
        "backup" => vec![backup()],
        "archive" => archives(),
        _ => Vec::new(),
    }
}

/// The bytes of a block of PEM.
fn der(text: &str) -> Vec<u8> {
    let base64: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    data_encoding::BASE64.decode(base64.as_bytes()).expect("PEM that was written")
}

/// Private files without their armour, and public blobs.
fn ssh_keys() -> Vec<(Vec<u8>, Vec<u8>)> {
    let types = [KeyType::Ed25519, KeyType::Ecdsa(Curve::P256), KeyType::Rsa3072];
    let keys = types.map(|key_type| make(key_type, "a comment", None, &Seeded::new(6)).expect("a key"));
    keys.iter()
        .map(|key| {
            let blob = key.public.split(' ').nth(1).unwrap_or_default();
            (der(key.private.expose()), data_encoding::BASE64.decode(blob.as_bytes()).expect("a line"))
        })
        .collect()
}

/// A root, an authority below it and a server's.
fn certificates() -> Vec<Made> {
    let draft = |name: &str, purpose| Draft {
        common_name: name.to_owned(),
        organisation: "Example".to_owned(),
        alternative_names: vec![
            AlternativeName::Dns(name.to_owned()),
            AlternativeName::Ip([192, 0, 2, 1].into()),
            AlternativeName::Email("a@example.org".to_owned()),
        ],
        not_before: UnixTime(1_763_000_000),
        not_after: UnixTime(1_765_000_000),
        purpose,
        key: NewKey::P256,
    };
    let random = Seeded::new(7);
    let root = self_signed(&draft("root.example", Purpose::Authority(None)), &random).expect("a root");
    let middle =
        issued(&draft("middle.example", Purpose::Authority(Some(0))), &root, &random).expect("an authority");
    let leaf = issued(&draft("leaf.example", Purpose::Server), &middle, &random).expect("a leaf");
    vec![root, middle, leaf]
}

/// The code that opens the targets' vault.
pub fn code() -> UnlockSecret {
    UnlockSecret::Recovery(RecoveryCode::make(&Seeded::new(8)).expect("a code"))
}

/// The targets' vault, the same in every run.
pub fn vault_keys() -> (VaultKeys, Header) {
    VaultKeys::create(&[code()], KdfParams::FLOOR, &Seeded::new(9)).expect("a vault")
}

/// A vault with one of everything.
async fn vault() -> (Unlocked, Arc<MemoryStorage>) {
    let (clock, random) = (Still, Seeded::new(10));
    let env = || Env { clock: &clock, random: &random };
    let (batch, keys) = prepare(&[code()], KdfParams::FLOOR, env()).expect("a vault");
    let storage = Arc::new(MemoryStorage::new());
    storage.commit(batch).await.expect("stored");
    let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
    let mut vault = Unlocked::with_keys(shared, keys).await.expect("opened");
    let folder = vault.create_folder("Work", None, env()).await.expect("a folder");
    let mut login = Item::new(Kind::LOGIN, "Mail")
        .with(Field::new("username", FieldType::Text, "alice"))
        .with(Field::new("password", FieldType::Hidden, "first secret"))
        .with(Field::custom("expires", FieldType::Date, "2026-01-31"));
    login.tags = vec!["private".to_owned()];
    let first = vault.create(NewItem::new(login.clone(), Some(folder)), env()).await.expect("an item");
    login.notes = "a note".into();
    vault.update(first, 1, |_| Some((login.clone(), None)), env()).await.expect("a version");
    vault.create(NewItem::new(Item::new(Kind::CARD, "Bank"), None), env()).await.expect("an item");
    (vault, storage)
}

/// What the vault's records of those classes say.
fn opened_records(classes: &[Class]) -> Vec<Vec<u8>> {
    let (vault, storage) = block_on(vault());
    let mut contents = Vec::new();
    for class in classes {
        let records: Vec<_> = futures_executor::block_on_stream(storage.stream(*class)).flatten().collect();
        for record in records {
            let RecordId(id) = record.id;
            let version = strongroom_crypto::Envelope::peek(&record.body).expect("a record").version;
            let place = strongroom_crypto::Place { class: class.number(), id, version };
            let content = vault.keys().open(&place, &record.body).expect("an own record");
            contents.push(content.expose().clone());
        }
    }
    contents
}

/// What is sealed in a backup of the vault.
fn backup() -> Vec<u8> {
    let (vault, _) = block_on(vault());
    let (keys, head) = &*BACKUP;
    let draft = BackupDraft::new(&PASSPHRASE.into(), KdfParams::FLOOR, &Seeded::new(2)).expect("keys");
    let snapshot = draft.snapshot(&vault, 0, &Seeded::new(11)).expect("a snapshot");
    let mut file = Vec::new();
    block_on(snapshot.write(&mut file)).expect("a backup");
    assert!(file.starts_with(head), "not the targets' keys");
    let body = &file[BACKUP_HEAD..];
    let count = body.len().div_ceil(SEALED_CHUNK);
    let chunks = body.chunks(SEALED_CHUNK).enumerate();
    chunks
        .flat_map(|(number, chunk)| {
            let mut chunk = chunk.to_vec();
            keys.open_chunk(number as u64, number + 1 == count, &mut chunk).expect("an own chunk");
            chunk
        })
        .collect()
}
