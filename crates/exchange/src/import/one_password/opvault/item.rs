//! One item of an OPVault: what lies open, its overview, and its details, each in an envelope of its own.

use super::file::Files;
use super::open::{Changed, is_as_written};
use super::{Keys, object_in};
use crate::import::draft::Draft;
use crate::import::json::{
    Object, count_except, keep_rest_except, take_flag, take_list, take_seconds, take_tags, take_text,
};
use crate::import::left::Left;
use crate::import::one_password::pif::{place_secret, place_section};
use crate::import::one_password::section::place_login_field;
use crate::import::one_password::{BOOKKEEPING, category, place_history, place_urls};
use crate::import::zip::Room;
use crate::import::{FieldReport, ImportError, ParsedItem};
use serde_json::Value;
use std::collections::HashMap;
use strongroom_credential::{FieldType, Kind};

/// What links the file's parts, and the envelopes themselves.
const LINKS: &[&str] = &["uuid", "folder", "hmac", "k", "o", "d"];
const ITEM: &str = "OPVault item";

pub(super) struct Reading<'a> {
    pub(super) keys: &'a Keys,
    pub(super) places: HashMap<String, Option<usize>>,
    pub(super) report: FieldReport,
    pub(super) left: Left,
    pub(super) changed: Changed,
    pub(super) files: Files<'a>,
}

impl Reading<'_> {
    pub(super) fn item(
        &mut self,
        uuid: &str,
        object: Object,
        room: &mut Room,
    ) -> Result<ParsedItem, ImportError> {
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        let overview = object_in(&self.keys.overview, text("o"), ITEM)?;
        let keys = self.keys.master.of_item(text("k")).ok_or_else(|| ImportError::damaged(ITEM))?;
        let details = object_in(&keys, text("d"), ITEM)?;
        let as_written = is_as_written(&object, &self.keys.overview);
        let folder = self.places.get(text("folder")).copied().flatten();
        let mut parsed = place(object, overview, details, &mut self.report, &mut self.left);
        parsed.folder = folder;
        if !as_written {
            self.changed.add(&parsed.item.title);
        }
        let mut draft = Draft::of(parsed, &mut self.report);
        self.files.attach(uuid, &keys, &self.keys.overview, &mut draft, room)?;
        Ok(draft.parsed)
    }
}

/// Places everything that an item's three parts say.
pub(super) fn place(
    mut object: Object,
    mut overview: Object,
    mut details: Object,
    report: &mut FieldReport,
    left: &mut Left,
) -> ParsedItem {
    object.retain(|key, _| !LINKS.contains(&key.as_str()));
    left.take(&mut object, &["tx"]);
    left.take(&mut overview, BOOKKEEPING);
    let (fields, sections) = (take_list(&mut details, "fields"), take_list(&mut details, "sections"));
    let mut draft = Draft::new(Kind::NOTE, report);
    draft.report.source_fields +=
        [&object, &overview, &details].iter().map(|part| count_except(part, &[])).sum::<u64>();
    place_common(&mut object, &mut overview, &mut draft);
    place_address(&mut overview, &mut draft);
    for field in fields {
        place_login_field(field, &mut draft);
    }
    for section in sections {
        place_section(section, &mut draft);
    }
    place_secret(&mut details, &mut draft);
    let earlier = take_list(&mut details, "passwordHistory");
    for part in [object, overview, details] {
        keep_rest_except(&mut draft, part, &[]);
    }
    draft.name_by_host();
    place_history(earlier, &mut draft);
    draft.parsed
}

fn place_common(object: &mut Object, overview: &mut Object, draft: &mut Draft<'_>) {
    if let Some(number) = take_text(object, "category") {
        let (kind, word) = category::kind_of(&number);
        draft.parsed.item.kind = kind;
        match word {
            Some(word) => draft.custom_field("category", FieldType::Text, word),
            None => draft.mapped(),
        }
    }
    if let Some(title) = take_text(overview, "title") {
        draft.mapped_title(&title);
    }
    draft.parsed.created_ms = take_seconds(object, "created", draft);
    draft.parsed.modified_ms = take_seconds(object, "updated", draft);
    if take_flag(object, "trashed", draft) == Some(true) {
        draft.parsed.deleted = true;
    }
    // Where the item stands among the favourites.
    if object.get("fave").is_some_and(Value::is_number) {
        object.remove("fave");
        draft.mapped();
        draft.parsed.item.favourite = true;
    }
    take_tags(overview, "tags", draft);
}

/// The address by which an item is found is mostly repeated among the others.
fn place_address(overview: &mut Object, draft: &mut Draft<'_>) {
    let urls = take_list(overview, "URLs");
    let url = take_text(overview, "url");
    let repeated = |one: &Value| one.get("u").and_then(Value::as_str) == url.as_deref();
    if url.is_some() && urls.iter().any(repeated) {
        draft.mapped();
    } else if let Some(url) = url {
        draft.place("url", FieldType::Url, "url", url);
    }
    place_urls(urls, draft);
}
