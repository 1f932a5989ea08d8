//! Small vaults and large ones. A recovery code opens them, which needs no Argon2, so that a test may open thousands.

use crate::{FixedClock, SeededRandom, generated_items};
use std::sync::Arc;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_crypto::{KdfParams, RecoveryCode, UnlockSecret};
use strongroom_storage::{MemoryStorage, Storage};
use strongroom_vault::{
    Attachment, Env, Incoming, ItemId, Locked, NewItem, OpenVaultError, Unlocked, prepare,
};

/// Time and randomness of a test.
#[derive(Debug)]
pub struct World {
    /// The time.
    pub clock: FixedClock,
    /// The random source.
    pub random: SeededRandom,
}

impl World {
    /// The world of that seed.
    pub fn new(seed: u64) -> Self {
        Self { clock: FixedClock::default(), random: SeededRandom::new(seed) }
    }

    /// What changes of a vault take.
    pub fn env(&self) -> Env<'_> {
        Env { clock: &self.clock, random: &self.random }
    }
}

/// The recovery code of that seed.
pub fn recovery_code(seed: u64) -> UnlockSecret {
    UnlockSecret::Recovery(RecoveryCode::make(&SeededRandom::new(seed ^ 0xC0DE)).unwrap())
}

/// A new vault in memory that these secrets open, at the least cost of Argon2id that the format allows.
pub async fn vault_with(secrets: &[UnlockSecret], world: &World) -> (Unlocked, Arc<MemoryStorage>) {
    let (batch, keys) = prepare(secrets, KdfParams::FLOOR, world.env()).unwrap();
    let storage = Arc::new(MemoryStorage::new());
    storage.commit(batch).await.unwrap();
    let shared: Arc<dyn Storage> = Arc::<MemoryStorage>::clone(&storage);
    (Unlocked::with_keys(shared, keys).await.unwrap(), storage)
}

/// A new vault in memory, which `recovery_code(seed)` opens.
pub async fn empty_vault(seed: u64) -> (Unlocked, Arc<MemoryStorage>, World) {
    let world = World::new(seed);
    let (vault, storage) = vault_with(&[recovery_code(seed)], &world).await;
    (vault, storage, world)
}

/// A vault with one of everything: two folders, a login with earlier versions, a note with odd text, a card in the trash.
pub async fn seeded_vault(seed: u64) -> (Unlocked, Arc<MemoryStorage>, World) {
    let (mut vault, storage, world) = empty_vault(seed).await;
    let work = vault.create_folder("Work", None, world.env()).await.unwrap();
    let inner = vault.create_folder("Servers", Some(work), world.env()).await.unwrap();
    let first = vault.create(NewItem::new(login("Mail", "alice", "first secret"), Some(inner)), world.env());
    let first = first.await.unwrap();
    for (version, secret) in [(1, "second secret"), (2, "third secret")] {
        let item = login("Mail", "alice", secret);
        vault.update(first, version, |_| Some((item.clone(), Some(inner))), world.env()).await.unwrap();
    }
    let mut note = Item::new(Kind::NOTE, "Ünïcode \u{1F511} \"quoted\"\\\u{7}");
    note.notes = "first line\nsecond line \u{2028}".into();
    note.tags = vec!["private".to_owned()];
    note.favourite = true;
    vault.create(NewItem::new(note, None), world.env()).await.unwrap();
    let card =
        Item::new(Kind::CARD, "Bank").with(Field::new("number", FieldType::Hidden, "4111111111111111"));
    let card = vault.create(NewItem::new(card, Some(work)), world.env()).await.unwrap();
    vault.set_deleted(&[card], true, world.env()).await.unwrap();
    (vault, storage, world)
}

/// The vault of [`seeded_vault`], in which "Mail" has a file, and an earlier version of it another one.
pub async fn vault_with_files(seed: u64) -> (Unlocked, Arc<MemoryStorage>, World) {
    let (mut vault, storage, world) = seeded_vault(seed).await;
    let mail = vault.overviews().find(|(_, item)| &*item.title == "Mail").unwrap().0;
    let taken_off = attach_to(&mut vault, mail, "old.txt", b"old codes".to_vec(), &world).await;
    vault.detach(mail, taken_off.id, world.env()).await.unwrap();
    attach_to(&mut vault, mail, "codes.txt", b"one\ntwo".to_vec(), &world).await;
    (vault, storage, world)
}

/// Hangs a file on an item.
pub async fn attach_to(
    vault: &mut Unlocked,
    item: ItemId,
    name: &str,
    content: Vec<u8>,
    world: &World,
) -> Attachment {
    let mut upload = vault.begin_attachment(world.env()).unwrap();
    vault.store_attachment(&mut upload, &content.into(), world.env()).await.unwrap();
    vault.attach(&upload, item, name, world.env()).await.unwrap()
}

/// A vault with that many generated items, in folders: for tests of speed and of pages.
pub async fn large_vault(seed: u64, count: usize) -> (Unlocked, Arc<MemoryStorage>, World) {
    let (mut vault, storage, world) = empty_vault(seed).await;
    let folder = |place: usize| {
        if place.is_multiple_of(3) { Vec::new() } else { vec![format!("Folder {}", place % 20)] }
    };
    let incoming = generated_items(seed, count)
        .enumerate()
        .map(|(place, item)| Incoming { new: NewItem::new(item, None), path: folder(place) });
    vault.import(incoming.collect(), &[], "testkit", world.env()).await.unwrap();
    (vault, storage, world)
}

/// A login with user name and password.
pub fn login(title: &str, username: &str, password: &str) -> Item {
    Item::new(Kind::LOGIN, title).with(Field::new("username", FieldType::Text, username)).with(Field::new(
        "password",
        FieldType::Hidden,
        password,
    ))
}

/// Opens the vault of a storage with `recovery_code(seed)`.
pub async fn reopen(storage: &Arc<dyn Storage>, seed: u64) -> Result<Unlocked, OpenVaultError> {
    Locked::open(Arc::clone(storage)).await?.unlock(recovery_code(seed)).await
}
