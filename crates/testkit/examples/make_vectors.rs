//! Writes the vaults of `tests/vectors` with their manifests: the same bytes at every run. Vectors are added and never
//! changed, so a file that is there already and differs is reported and left alone.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing, reason = "run by hand")]

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use strongroom_backup::BackupDraft;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::{Header, KdfParams, PageSum, RecoveryCode, UnlockSecret, WRAPS_PER_EPOCH};
use strongroom_secret::{Random, Secret};
use strongroom_storage::{Batch, Class, MemoryStorage, Storage};
use strongroom_storage_sqlite::SqliteStorage;
use strongroom_testkit::{FixedClock, Rows, World, attach_to, generated_items, login, read_all};
use strongroom_vault::{
    ATTACHMENT_PART, Action, AuditEvent, Former, ImportPlan, Incoming, Merging, NewItem, Order, Setting,
    Unlocked, prepare,
};

const BACKUP_MADE: i64 = FixedClock::START + 86_400_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    minimal().await;
    full().await;
    two_epochs().await;
    settings().await;
    attachments().await;
    imports().await;
    refused().await;
}

/// A way in, as the program takes it and as a manifest names it.
struct Way(UnlockSecret, Value);

impl Way {
    fn password(text: &str) -> Self {
        Self(UnlockSecret::Password(text.into()), json!({ "password": text }))
    }

    fn recovery(random: &dyn Random) -> Self {
        let code = RecoveryCode::make(random).unwrap();
        let text = code.to_text();
        Self(UnlockSecret::Recovery(code), json!({ "recovery_code": text.expose() }))
    }

    fn device(text: &str, random: &dyn Random) -> Self {
        let mut device = [0; 32];
        random.fill(&mut device).unwrap();
        let way = json!({ "password": text, "device_secret": hex(&device) });
        Self(UnlockSecret::PasswordDevice(text.into(), Secret::new(device)), way)
    }

    fn key_file(text: &str, file: &[u8]) -> Self {
        let way = json!({ "password": text, "key_file": hex(file) });
        Self(UnlockSecret::PasswordKeyFile(text.into(), file.to_vec().into()), way)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A vault that is being made into a vector.
struct Draft {
    name: &'static str,
    about: &'static str,
    ways: Vec<Way>,
    world: World,
    storage: Arc<MemoryStorage>,
    vault: Unlocked,
}

impl Draft {
    async fn new(name: &'static str, about: &'static str, ways: Vec<Way>, world: World) -> Self {
        Self::with_used_epoch(name, about, ways, world, 0).await
    }

    /// A draft whose first epoch has wrapped that many keys already.
    async fn with_used_epoch(
        name: &'static str,
        about: &'static str,
        ways: Vec<Way>,
        world: World,
        wraps: u64,
    ) -> Self {
        let secrets: Vec<UnlockSecret> = ways.iter().map(|Way(secret, _)| secret.clone()).collect();
        let (batch, keys) = prepare(&secrets, KdfParams::FLOOR, world.env()).unwrap();
        let mut header = Header::parse(&batch.header).unwrap();
        header.add_wraps(wraps);
        keys.finish(&mut header, &PageSum::default());
        let storage = Arc::new(MemoryStorage::new());
        storage.commit(Batch { header: header.to_bytes(), ..batch }).await.unwrap();
        let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
        let vault = Unlocked::with_keys(shared, keys).await.unwrap();
        Self { name, about, ways, world, storage, vault }
    }

    async fn rows(&self) -> Rows {
        Rows::of(&*self.storage).await
    }

    fn manifest(&self) -> Value {
        let ways: Vec<&Value> = self.ways.iter().map(|Way(_, way)| way).collect();
        json!({ "about": self.about, "file": format!("{}.vault", self.name), "open": ways })
    }

    async fn write(mut self, backup_passphrase: Option<&str>) {
        let mut manifest = self.manifest();
        manifest["content"] = read_all(&mut self.vault).await.unwrap();
        if let Some(passphrase) = backup_passphrase {
            let file = format!("{}.backup", self.name);
            keep(&folder().join(&file), &self.backup(passphrase).await);
            manifest["backup"] = json!({ "file": file, "password": passphrase, "made": BACKUP_MADE });
        }
        write_vault(self.name, &self.rows().await).await;
        write_manifest(self.name, &manifest);
    }

    async fn backup(&self, passphrase: &str) -> Vec<u8> {
        let random = &self.world.random;
        let draft = BackupDraft::new(&passphrase.into(), KdfParams::FLOOR, random).unwrap();
        let mut bytes = Vec::new();
        draft.snapshot(&self.vault, BACKUP_MADE, random).unwrap().write(&mut bytes).await.unwrap();
        bytes
    }

    /// The vault after `change` of its rows, which the reader's error of that name must refuse.
    async fn write_refused(self, refused: &str, change: impl FnOnce(&mut Rows)) {
        let mut rows = self.rows().await;
        change(&mut rows);
        let mut manifest = self.manifest();
        manifest["refused"] = json!(refused);
        write_vault(self.name, &rows).await;
        write_manifest(self.name, &manifest);
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

/// Writes a file that is not there yet.
fn keep(path: &Path, bytes: &[u8]) {
    match fs::read(path) {
        Ok(known) if known == bytes => println!("same     {}", path.display()),
        Ok(_) => println!("DIFFERS  {}: left as it was", path.display()),
        Err(_) => {
            fs::write(path, bytes).unwrap();
            println!("written  {}", path.display());
        }
    }
}

fn write_manifest(name: &str, manifest: &Value) {
    let text = format!("{}\n", serde_json::to_string_pretty(manifest).unwrap());
    keep(&folder().join(format!("{name}.json")), text.as_bytes());
}

async fn write_vault(name: &str, rows: &Rows) {
    let aside = std::env::temp_dir().join(format!("strongroom-vector-{}-{name}.vault", std::process::id()));
    SqliteStorage::create(&aside, sealed_batch(rows)).await.unwrap().close().await.unwrap();
    let mut bytes = fs::read(&aside).unwrap();
    fs::remove_file(&aside).unwrap();
    // Versions of the file's format for writing and reading, in SQLite's own header: 1 is a file without a log.
    bytes[18] = 1;
    bytes[19] = 1;
    keep(&folder().join(format!("{name}.vault")), &bytes);
}

/// The rows as a first state, at the generation of the header if it has a readable one.
fn sealed_batch(rows: &Rows) -> Batch {
    let header = rows.header.first.as_deref().unwrap();
    match Header::parse(header) {
        Ok(_) => rows.batch(),
        Err(_) => {
            let mut readable = rows.clone();
            readable.set_header(rows.header.second.as_deref().unwrap());
            Batch { header: header.to_vec(), ..readable.batch() }
        }
    }
}

async fn minimal() {
    let world = World::new(0x5EED_0001);
    let ways = vec![Way::password("minimal vector"), Way::recovery(&world.random)];
    let about = "The least: one login, opened by a password or by the recovery code.";
    let mut draft = Draft::new("minimal", about, ways, world).await;
    let item = login("Example", "alice", "correct horse battery staple");
    draft.vault.create(NewItem::new(item, None), draft.world.env()).await.unwrap();
    draft.write(Some("minimal backup")).await;
}

/// An item of each kind, with a value in each of its fields.
fn one_of_each_kind() -> impl Iterator<Item = Item> {
    Kind::templates().iter().map(|template| {
        let mut item = Item::new(Kind::named(template.kind), format!("One {}", template.kind));
        for field in template.fields {
            let value = match field.field_type {
                FieldType::Date => "2024-02-29".to_owned(),
                FieldType::Month => "2030-12".to_owned(),
                FieldType::Totp => "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ".to_owned(),
                FieldType::Url => "https://user:pass@www.example.org:8443/path?query=1".to_owned(),
                _ => format!("{} of {}", field.name, template.kind),
            };
            item.fields.push(Field::new(field.name, field.field_type, value));
        }
        for field_type in [FieldType::Number, FieldType::Email, FieldType::Phone, FieldType::Boolean] {
            item.fields.push(Field::custom(field_type.name(), field_type, "true"));
        }
        item.notes = "first line\nsecond line\t\u{1}\u{7f}\u{2028}\"quoted\" \\ \u{1F511}".into();
        item
    })
}

async fn full() {
    let world = World::new(0x5EED_0002);
    let ways = vec![
        Way::device("cafe\u{301} with device", &world.random),
        Way::recovery(&world.random),
        Way::key_file("with key file", b"any bytes \x00\xff\r\n"),
    ];
    let about =
        "Every kind, folders, history, trash, several index pages; a device, a key file, a recovery code.";
    let mut draft = Draft::new("full", about, ways, world).await;
    let (vault, world) = (&mut draft.vault, &draft.world);
    let top = vault.create_folder("Top \u{1F4C1}", None, world.env()).await.unwrap();
    let inner = vault.create_folder("Inner", Some(top), world.env()).await.unwrap();
    vault.update_folder(inner, "Inner, renamed", Some(top), world.env()).await.unwrap();
    let mut ids = Vec::new();
    for item in one_of_each_kind() {
        ids.push(vault.create(NewItem::new(item, Some(inner)), world.env()).await.unwrap());
    }
    for version in 1..=3 {
        let next = login("Changed", "bob", &format!("secret number {version}"));
        vault.update(ids[0], version, |_| Some((next.clone(), Some(top))), world.env()).await.unwrap();
    }
    vault.set_deleted(&ids[1..4], true, world.env()).await.unwrap();
    vault.set_deleted(&ids[3..4], false, world.env()).await.unwrap();
    vault.purge(&ids[2..3], world.env()).await.unwrap();
    import(vault, world).await;
    vault.score_pending(40, world.env()).await.unwrap();
    let revealed = AuditEvent::of_item(Action::Reveal, ids[0], "password");
    vault.note(vec![revealed, AuditEvent::of_vault(Action::Lock, "")], world.env()).await.unwrap();
    draft.write(Some("full backup")).await;
}

async fn settings() {
    let world = World::new(0x5EED_0004);
    let about = "Two settings beside an item, one of them changed since.";
    let mut draft = Draft::new("settings", about, vec![Way::password("with settings")], world).await;
    let (vault, world) = (&mut draft.vault, &draft.world);
    vault.create(NewItem::new(login("Beside", "u", "p"), None), world.env()).await.unwrap();
    let texts =
        [(Setting::ItemTypes, "[]"), (Setting::Policies, "{\"é\":1}"), (Setting::ItemTypes, "\"\t\"")];
    for (setting, text) in texts {
        vault.change_setting(setting, |_| Some(text.to_owned()), world.env()).await.unwrap();
    }
    draft.write(Some("settings backup")).await;
}

/// What imports leave behind beside their items: what each brought, and how a table was read.
async fn imports() {
    let world = World::new(0x5EED_0008);
    let about =
        "Two imports, one with a folder and one that was merged, and a table whose reading is remembered.";
    let mut draft = Draft::new("imports", about, vec![Way::recovery(&world.random)], world).await;
    let (vault, world) = (&mut draft.vault, &draft.world);
    let into = vault.create(NewItem::new(login("Mail", "u", "old"), None), world.env()).await.unwrap();
    let brought = |title: &str, path: &[&str]| Incoming {
        new: NewItem::new(login(title, "u", "new"), None),
        path: path.iter().map(|name| (*name).to_owned()).collect(),
    };
    let first = vec![brought("Bank", &["Work", "Money \u{1F4B6}"]), brought("Shop", &[])];
    vault.import(first, &[vec!["Empty".to_owned()]], "Chrome CSV", world.env()).await.unwrap();
    let merging = vec![Merging { incoming: brought("Mail", &[]), into, order: Order::OnTop }];
    let plan = ImportPlan { merging, source: "CSV", ..ImportPlan::default() };
    vault.import_all(plan, world.env()).await.unwrap();
    let table = concat!(
        r#"[{"header":["Was","Kennwort",""],"mapping":{"encoding":"windows-1252","delimiter":"semicolon","#,
        r##""quoting":"double","header":true,"columns":[{"column":"#1","becomes":"title"},"##,
        r##"{"column":"#2","becomes":"password"},{"column":"#3","becomes":"leave_out"}]}}]"##,
    );
    vault.change_setting(Setting::Tables, |_| Some(table.to_owned()), world.env()).await.unwrap();
    draft.write(Some("imports backup")).await;
}

/// Files of every kind of size, on an item and on an earlier version of it only, shared by versions; and one that was cut off.
async fn attachments() {
    let world = World::new(0x5EED_0007);
    let ways = vec![Way::recovery(&world.random)];
    let about =
        "Files on an item and on an earlier version of it, of one part and of several; one is being stored.";
    let mut draft = Draft::new("attachments", about, ways, world).await;
    let (vault, world) = (&mut draft.vault, &draft.world);
    let id = vault.create(NewItem::new(login("Passport", "u", "p"), None), world.env()).await.unwrap();
    for (name, size) in [("empty", 0), ("Pass \u{1F6C2}.txt", 11), ("two parts.bin", ATTACHMENT_PART + 1)] {
        attach_to(vault, id, name, vec![b'a'; size], world).await;
    }
    let gone = attach_to(vault, id, "gone.bin", vec![b'b'; ATTACHMENT_PART], world).await;
    vault.detach(id, gone.id, world.env()).await.unwrap();
    let mut unfinished = vault.begin_attachment(world.env()).unwrap();
    vault.store_attachment(&mut unfinished, &b"cut off".to_vec().into(), world.env()).await.unwrap();
    draft.write(Some("attachments backup")).await;
    stray_part().await;
    short_part().await;
}

/// A part of no file.
async fn stray_part() {
    let about = "A part that belongs to no file, put there by somebody who copied one under another name.";
    let draft = with_one_file("refused-stray-part", about, 20).await;
    draft
        .write_refused("Inconsistent", |rows| {
            let place = rows.places(Class::Attachment)[0];
            let mut other = place.1;
            other.0[0] ^= 1;
            rows.records.insert((Class::Attachment, other), rows.records[&place].clone());
        })
        .await;
}

/// A file without its last part.
async fn short_part() {
    let draft = with_one_file("refused-part", "A file of which the last part is missing.", 21).await;
    draft
        .write_refused("Inconsistent", |rows| {
            let last = *rows.places(Class::Attachment).last().unwrap();
            rows.records.remove(&last);
        })
        .await;
}

async fn with_one_file(name: &'static str, about: &'static str, seed: u64) -> Draft {
    let mut draft = hostile(name, about, seed, |world| Way::recovery(&world.random)).await;
    let id = draft.vault.overviews().next().unwrap().0;
    attach_to(&mut draft.vault, id, "a.bin", vec![7; 100], &draft.world).await;
    draft
}

/// 140 generated items, some in folders, some with a past, with titles and notes up to and beyond the limits.
async fn import(vault: &mut Unlocked, world: &World) {
    let mut incoming: Vec<Incoming> = generated_items(0x5EED, 140)
        .map(|item| Incoming { new: NewItem::new(item, None), path: Vec::new() })
        .collect();
    incoming[0].new.history =
        vec![Former::new(login("Before", "u", "first"), -1), Former::new(login("Between", "u", "second"), 0)];
    (incoming[0].new.created, incoming[0].new.modified) = (Some(-2), Some(i64::from(u32::MAX)));
    incoming[1].new.deleted = true;
    incoming[2].new.item.title = "ü".repeat(700);
    incoming[3].new.item.notes = "long note ".repeat(2000).into();
    incoming[4].path = vec!["Top \u{1F4C1}".to_owned(), "Imported".to_owned()];
    incoming[5].new.item = Item::new(Kind::NOTE, "");
    vault.import(incoming, &[vec!["Empty".to_owned()]], "a generator", world.env()).await.unwrap();
}

async fn two_epochs() {
    let world = World::new(0x5EED_0003);
    let ways = vec![Way::recovery(&world.random)];
    let about = "An epoch that is used up and the one after it, with records under both.";
    // The new vault's audit entry is the first wrap; eight more are left.
    let mut draft = Draft::with_used_epoch("two-epochs", about, ways, world, WRAPS_PER_EPOCH - 9).await;
    for number in 0..6 {
        let item = NewItem::new(login(&format!("Item {number}"), "u", "p"), None);
        draft.vault.create(item, draft.world.env()).await.unwrap();
    }
    draft.write(None).await;
}

async fn hostile(name: &'static str, about: &'static str, seed: u64, way: fn(&World) -> Way) -> Draft {
    let world = World::new(0x5EED_0010 + seed);
    let ways = vec![way(&world)];
    let mut draft = Draft::new(name, about, ways, world).await;
    let id = draft.vault.create(NewItem::new(login("A", "u", "p"), None), draft.world.env()).await.unwrap();
    draft.vault.set_deleted(&[id], true, draft.world.env()).await.unwrap();
    draft
}

fn change_header(rows: &mut Rows, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = rows.header.first.clone().unwrap();
    change(&mut bytes);
    rows.header.first = Some(bytes);
}

async fn refused() {
    let code: fn(&World) -> Way = |world| Way::recovery(&world.random);
    let about = "The header's audit head was changed: its authentication does not match.";
    let draft = hostile("refused-header", about, 1, code).await;
    draft
        .write_refused("Unauthentic", |rows| {
            change_header(rows, |bytes| {
                let place = bytes.len() - 40;
                bytes[place] ^= 1;
            });
            let changed = rows.header.first.clone().unwrap();
            rows.set_header(&changed);
        })
        .await;
    let about = "A password slot asks for less memory than the floor.";
    let draft = hostile("refused-kdf", about, 2, |_| Way::password("weak")).await;
    draft
        .write_refused("BeyondLimits", |rows| {
            change_header(rows, |bytes| bytes[47 + 17..47 + 21].copy_from_slice(&65_535_u32.to_be_bytes()));
        })
        .await;
    let about = "The header says that it is of minor version 1.";
    let draft = hostile("refused-version", about, 3, code).await;
    draft.write_refused("Unsupported", |rows| change_header(rows, |bytes| bytes[11] = 1)).await;
    let about = "The item's row is gone while its index entry is there.";
    let draft = hostile("refused-missing", about, 4, code).await;
    draft
        .write_refused("Inconsistent", |rows| rows.records.retain(|(class, _), _| *class != Class::Item))
        .await;
    let about = "The last entry of the audit trail is gone.";
    let draft = hostile("refused-trail", about, 5, code).await;
    draft
        .write_refused("Inconsistent", |rows| {
            let last = *rows.places(Class::Audit).last().unwrap();
            rows.records.remove(&last);
        })
        .await;
    let about = "An earlier state of the index page was put back.";
    let mut draft = hostile("refused-replay", about, 6, code).await;
    let before = draft.rows().await;
    draft.vault.create_folder("Later", None, draft.world.env()).await.unwrap();
    draft
        .write_refused("Unauthentic", move |rows| {
            for place in before.places(Class::Page) {
                rows.records.insert(place, before.records[&place].clone());
            }
        })
        .await;
}
