//! Everything that a vault says, as the JSON of `tests/vectors/README.md`: to compare what was put in, what comes out
//! after a damage, and what another reader of the format finds.

use futures_util::TryStreamExt;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use strongroom_storage::{Class, Record};
use strongroom_vault::{
    Attachment, AuditEntry, FolderId, FolderOverview, ItemOverview, KnownStrength, OpenedItem, ReadError,
    Setting, Unlocked, VersionRecord,
};

/// The content of an open vault, in ascending order of ids. Every record of an item is read and verified.
///
/// # Errors
/// The first [`ReadError`] of a record that is not the one that the index pins.
pub async fn content(vault: &mut Unlocked) -> Result<Value, ReadError> {
    let items = read_items(vault).await?;
    let mut audit = vault.audit(0, u64::MAX).await?;
    audit.reverse();
    Ok(json!({
        "vault": vault.header().vault().to_string(),
        "generation": vault.header().generation,
        "security_version": 1,
        "items": items,
        "folders": read_folders(vault).await?,
        "settings": read_settings(vault).await?,
        "audit": audit.iter().map(entry).collect::<Vec<_>>(),
    }))
}

/// The content, once verifying the whole found nothing wrong; otherwise what is wrong.
pub async fn read_all(vault: &mut Unlocked) -> Result<Value, String> {
    let found = vault.verify().await.map_err(|error| error.to_string())?;
    if !found.is_sound() {
        return Err(format!("{:?}", found.problems));
    }
    content(vault).await.map_err(|error| error.to_string())
}

async fn read_items(vault: &mut Unlocked) -> Result<Vec<Value>, ReadError> {
    let mut ids: Vec<_> = vault.overviews().map(|(id, _)| id).collect();
    ids.sort();
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        let opened = vault.read(id).await?;
        let mut history = Vec::new();
        for one in &opened.record.history {
            let version = vault.read_version(&opened, one.version).await?;
            let mut said = earlier(&one.id.to_string(), &version);
            add_files(vault, &version.attachments, &mut said).await?;
            history.push(said);
        }
        let shown = vault.overview(id).unwrap();
        let mut said = item(&opened, &history, shown);
        add_files(vault, &opened.record.attachments, &mut said).await?;
        items.push(said);
    }
    Ok(items)
}

/// Says which files there are, if there are any: what they hold is read, and named by its SHA-256.
async fn add_files(vault: &Unlocked, files: &[Attachment], said: &mut Value) -> Result<(), ReadError> {
    let mut found = Vec::with_capacity(files.len());
    for file in files {
        let mut sum = Sha256::new();
        for number in 0..file.parts() {
            sum.update(vault.read_attachment(file, number).await?.expose());
        }
        let sum: String = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let Attachment { id, name, size, added } = file;
        found.push(json!({ "id": id, "name": name, "size": size, "added": added, "sha256": sum }));
    }
    if !found.is_empty() {
        said["attachments"] = Value::Array(found);
    }
    Ok(())
}

fn item(opened: &OpenedItem, history: &[Value], shown: &ItemOverview) -> Value {
    let record = &opened.record;
    json!({
        "id": opened.id.to_string(),
        "version": opened.version,
        "item": record.item,
        "folder": record.folder,
        "created": record.created,
        "modified": record.modified,
        "deleted": record.deleted,
        "history": history,
        "overview": {
            "title": shown.title,
            "subtitle": shown.subtitle,
            "totp": shown.has_totp,
            "strength": strength(shown.strength),
            "fingerprint": format!("{:032x}", u128::from_be_bytes(shown.fingerprint)),
            "similar": format!("{:032x}", u128::from_be_bytes(shown.similar)),
            "secret_since": shown.secret_since,
            "ends": shown.ends.map(|day| day.0),
            "worst": shown.worst,
            "search": record.item.search_text(),
        },
    })
}

fn strength(strength: KnownStrength) -> Value {
    match strength {
        KnownStrength::None => Value::Null,
        KnownStrength::Pending => json!("pending"),
        KnownStrength::Score(score) => json!(score),
    }
}

fn earlier(id: &str, version: &VersionRecord) -> Value {
    let VersionRecord { version, saved, folder, item, .. } = version;
    json!({ "id": id, "version": version, "saved": saved, "folder": folder, "item": item })
}

async fn read_folders(vault: &Unlocked) -> Result<Vec<Value>, ReadError> {
    let mut folders: Vec<(FolderId, FolderOverview)> =
        vault.folders().map(|(id, folder)| (id, folder.clone())).collect();
    folders.sort_by_key(|(id, _)| *id);
    let versions = versions(vault, Class::Folder).await?;
    let version = |id: &FolderId| versions.get(&id.to_string());
    let folder = |(id, folder): &(FolderId, FolderOverview)| json!({ "id": id, "version": version(id), "name": folder.name, "parent": folder.parent });
    Ok(folders.iter().map(folder).collect())
}

async fn read_settings(vault: &mut Unlocked) -> Result<Vec<Value>, ReadError> {
    let versions = versions(vault, Class::Setting).await?;
    let mut settings = Vec::new();
    for setting in Setting::ALL {
        if let Some(value) = vault.setting(setting).await? {
            let id = setting.id().to_string();
            settings.push(json!({
                "id": id,
                "version": versions.get(&id),
                "name": setting.name(),
                "value": value,
            }));
        }
    }
    Ok(settings)
}

/// The versions of a class' records by their ids, as their envelopes say.
async fn versions(vault: &Unlocked, class: Class) -> Result<BTreeMap<String, u64>, ReadError> {
    let records: Vec<_> = vault.storage().stream(class).try_collect().await?;
    let version = |record: &Record| {
        let sealed = strongroom_crypto::Envelope::peek(&record.body).ok()?;
        Some((record.id.to_string(), sealed.version))
    };
    Ok(records.iter().filter_map(version).collect())
}

fn entry(entry: &AuditEntry) -> Value {
    let AuditEntry { number, at, action, item, detail, .. } = entry;
    json!({ "number": number, "at": at, "action": action, "item": item, "detail": detail })
}
