//! A marker in every place where a person can write, searched in every file that the vault leaves, in every writing.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::KdfParams;
use strongroom_storage::Storage;
use strongroom_storage_sqlite::SqliteStorage;
use strongroom_testkit::{SeededRandom, World, recovery_code};
use strongroom_vault::{Action, AuditEvent, Former, Incoming, NewItem, Unlocked, prepare};
use tempfile::TempDir;

/// Markers with the place that each was put into.
#[derive(Default)]
struct Markers(RefCell<Vec<(String, String)>>);

impl Markers {
    /// A new marker of 32 random letters; lower case, so that folding for search leaves it as it is.
    fn put(&self, place: &str) -> String {
        let mut all = self.0.borrow_mut();
        let random = SeededRandom::new(0xCA_0A41 + u64::try_from(all.len()).unwrap());
        let letters: Vec<u8> = (0..32).map(|_| b"abcdefghijklmnopqrstuvwxyz"[random.below(26)]).collect();
        let marker = String::from_utf8(letters).unwrap();
        all.push((place.to_owned(), marker.clone()));
        marker
    }

    /// The places whose marker stands somewhere in `bytes`.
    fn found_in(&self, bytes: &[u8]) -> Vec<String> {
        let all = self.0.borrow();
        let found =
            all.iter().filter(|(_, marker)| writings(marker).iter().any(|text| contains(bytes, text)));
        found.map(|(place, _)| place.clone()).collect()
    }
}

/// The marker as bytes, in UTF-16, in both hexadecimal writings, and in base64 at each of its three alignments.
fn writings(marker: &str) -> Vec<Vec<u8>> {
    let hex: String = marker.bytes().map(|byte| format!("{byte:02x}")).collect();
    let wide: Vec<u8> = marker.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut all = vec![marker.as_bytes().to_vec(), marker.to_uppercase().into_bytes(), wide];
    all.extend([hex.clone().into_bytes(), hex.to_uppercase().into_bytes()]);
    for skip in 0..3 {
        // Whole groups of three bytes only: the first and the last mix with what stands beside them.
        let inner = &marker.as_bytes()[skip..skip + 27];
        all.extend([STANDARD_NO_PAD.encode(inner).into_bytes(), URL_SAFE_NO_PAD.encode(inner).into_bytes()]);
    }
    all
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    memchr::memmem::find(bytes, text).is_some()
}

fn item(markers: &Markers, of: &str) -> Item {
    let place = |part: &str| markers.put(&format!("{of}: {part}"));
    let mut item = Item::new(Kind::named(&place("kind")), place("title"));
    let types = [
        FieldType::Text,
        FieldType::Hidden,
        FieldType::Url,
        FieldType::Date,
        FieldType::Month,
        FieldType::Number,
        FieldType::Email,
        FieldType::Phone,
        FieldType::Boolean,
        FieldType::Totp,
        FieldType::Unknown,
    ];
    for field_type in types {
        let name = place(&format!("name of {field_type:?}"));
        let value = place(&format!("value of {field_type:?}"));
        let value = if field_type == FieldType::Url { format!("https://{value}.example/") } else { value };
        item.fields.push(Field::custom(&name, field_type, value));
    }
    item.notes = place("notes").into();
    item.tags = vec![place("tag")];
    item
}

/// Every kind of change, with a marker wherever it takes text.
async fn write_everything(vault: &mut Unlocked, markers: &Markers, world: &World) {
    let env = || world.env();
    let folder = vault.create_folder(&markers.put("folder"), None, env()).await.unwrap();
    vault.update_folder(folder, &markers.put("renamed folder"), None, env()).await.unwrap();
    let id = vault.create(NewItem::new(item(markers, "first"), Some(folder)), env()).await.unwrap();
    let next = item(markers, "second");
    vault.update(id, 1, |_| Some((next.clone(), None)), env()).await.unwrap();
    let trashed = vault.create(NewItem::new(item(markers, "trashed"), None), env()).await.unwrap();
    vault.set_deleted(&[trashed], true, env()).await.unwrap();
    let purged = vault.create(NewItem::new(item(markers, "purged"), None), env()).await.unwrap();
    vault.purge(&[purged], env()).await.unwrap();
    let mut new = NewItem::new(item(markers, "imported"), None);
    new.history = vec![Former::new(item(markers, "imported past"), 1)];
    let incoming = Incoming { new, path: vec![markers.put("imported folder")] };
    vault.import(vec![incoming], &[], &markers.put("source"), env()).await.unwrap();
    let detail = markers.put("detail");
    vault.note(vec![AuditEvent::of_vault(Action::Reveal, detail)], env()).await.unwrap();
}

/// The content of every file of a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

#[tokio::test]
async fn canary_in_every_field_is_in_no_file() {
    let (folder, world, markers) = (TempDir::new().unwrap(), World::new(130), Markers::default());
    let path = folder.path().join("canary.vault");
    let (batch, keys) = prepare(&[recovery_code(130)], KdfParams::FLOOR, world.env()).unwrap();
    let storage = Arc::new(SqliteStorage::create(&path, batch).await.unwrap());
    let shared: Arc<dyn Storage> = Arc::<SqliteStorage>::clone(&storage);
    let mut vault = Unlocked::with_keys(shared, keys).await.unwrap();
    write_everything(&mut vault, &markers, &world).await;
    assert!(markers.0.borrow().len() > 150);
    let open = files(folder.path());
    assert!(open.iter().any(|(name, bytes)| name.ends_with("-wal") && !bytes.is_empty()));
    drop(vault);
    Arc::into_inner(storage).unwrap().close().await.unwrap();
    for (name, bytes) in open.into_iter().chain(files(folder.path())) {
        assert_eq!(markers.found_in(&bytes), [""; 0], "{name}");
    }
}

#[test]
fn canary_would_be_found_in_every_writing() {
    let markers = Markers::default();
    let marker = markers.put("here");
    let mut texts = writings(&marker);
    texts.extend(
        (0..3).map(|skip| STANDARD_NO_PAD.encode(format!("{}{marker}", &"xx"[..skip % 3])).into_bytes()),
    );
    for text in texts {
        assert_eq!(markers.found_in(&[b"before", &*text, b"after"].concat()), ["here"]);
    }
    assert_eq!(markers.found_in(&marker.as_bytes()[1..]), [""; 0]);
}
