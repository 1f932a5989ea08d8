//! An item's fields while they are placed in another format, and the notations of dates and folders that formats share.

use super::loss::{LossReason, Losses};
use super::passkeys;
use crate::{ParsedFolder, ParsedItem};
use strongroom_credential::{Field, FieldType, Item, Kind, Moment};

const DAY_MS: i64 = 86_400_000;

/// The fields that have no place yet. A field of the template without a value says nothing and needs none.
pub(super) struct Rest<'a> {
    fields: Vec<Option<&'a Field>>,
}

impl<'a> Rest<'a> {
    pub(super) fn of(item: &'a Item) -> Self {
        let speaks = |field: &&Field| field.custom || !field.value.is_empty();
        Self { fields: item.fields.iter().filter(speaks).map(Some).collect() }
    }

    /// The value of the first field of the template with that name and type, if `fits`.
    pub(super) fn take_if(
        &mut self,
        name: &str,
        field_type: FieldType,
        fits: impl Fn(&str) -> bool,
    ) -> Option<&'a str> {
        let is_it = |field: &Field| !field.custom && field.name == name && field.field_type == field_type;
        let place = self.fields.iter_mut().find(|field| field.is_some_and(is_it))?;
        // Exposed to be written, which is what was asked for.
        let value = place.map(|field| field.value.expose().as_str()).filter(|value| fits(value))?;
        *place = None;
        Some(value)
    }

    pub(super) fn take(&mut self, name: &str, field_type: FieldType) -> Option<&'a str> {
        self.take_if(name, field_type, |_| true)
    }

    /// The values of all fields of the template with that name and type, as long as one is left.
    pub(super) fn take_all(&mut self, name: &str, field_type: FieldType) -> Vec<&'a str> {
        std::iter::from_fn(|| self.take(name, field_type)).collect()
    }

    /// The values of the fields of that name and type that an item of kind `becomes` can have: none where its template has
    /// no such field, one where the field does not repeat.
    pub(super) fn take_known(&mut self, name: &str, field_type: FieldType, becomes: &Kind) -> Vec<&'a str> {
        let template = becomes.template().map(|template| template.fields).unwrap_or_default();
        match template.iter().find(|field| field.name == name) {
            Some(field) if field.repeats => self.take_all(name, field_type),
            Some(_) => self.take(name, field_type).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// What `read` makes of the values of all fields of the user's own with that name and type; those of which it makes nothing
    /// stay.
    pub(super) fn take_own_each<T>(
        &mut self,
        name: &str,
        field_type: FieldType,
        mut read: impl FnMut(&'a str) -> Option<T>,
    ) -> Vec<T> {
        let mut taken = Vec::new();
        for place in &mut self.fields {
            let is_it = |field: &&Field| field.custom && field.name == name && field.field_type == field_type;
            // Exposed to be written.
            if let Some(one) = place.filter(is_it).and_then(|field| read(field.value.expose())) {
                taken.push(one);
                *place = None;
            }
        }
        taken
    }

    /// Takes the first field of the user's own with that name.
    pub(super) fn take_own(&mut self, name: &str) -> Option<&'a Field> {
        let is_it = |field: &Field| field.custom && field.name == name;
        self.fields.iter_mut().find(|place| place.is_some_and(is_it))?.take()
    }

    /// The first field of the user's own with that name, left where it is.
    pub(super) fn own(&self, name: &str) -> Option<&'a Field> {
        self.fields.iter().flatten().copied().find(|field| field.custom && field.name == name)
    }

    /// The place of the field that [`take`](Self::take) would take, among those that were there at first.
    pub(super) fn place_of(&self, name: &str, field_type: FieldType) -> Option<usize> {
        let is_it = |field: &Field| !field.custom && field.name == name && field.field_type == field_type;
        self.fields.iter().position(|field| field.is_some_and(is_it))
    }

    /// What is left, in the item's order, each with its place among those that were there at first.
    pub(super) fn left_by_place(self) -> impl Iterator<Item = (usize, &'a Field)> {
        self.fields.into_iter().enumerate().filter_map(|(place, field)| Some((place, field?)))
    }

    /// What is left, in the item's order.
    pub(super) fn left(self) -> impl Iterator<Item = &'a Field> {
        self.fields.into_iter().flatten()
    }
}

/// Accounts for what a field loses that becomes one of the user's own of type `becomes`.
pub(super) fn account_own(field: &Field, becomes: FieldType, losses: &mut Losses) {
    if !field.custom {
        losses.add(&field.name, LossReason::AsOwnField);
    }
    if field.field_type != becomes {
        let reason = if becomes == FieldType::Hidden { LossReason::AsHidden } else { LossReason::AsText };
        losses.add(&field.name, reason);
    }
    if passkeys::is_one(field) {
        losses.add(&field.name, LossReason::PasskeyText);
    }
}

/// Accounts for the files that hang on an item and on its earlier versions.
pub(super) fn account_attachments(parsed: &ParsedItem, losses: &mut Losses) {
    let earlier = parsed.history.iter().flat_map(|version| &version.attachments);
    for attachment in parsed.attachments.iter().chain(earlier) {
        losses.add(&attachment.name, LossReason::NoAttachment);
    }
}

/// `2024-01-31T12:00:00.123Z`; none outside the years 0 to 9999.
pub(super) fn iso(ms: i64) -> Option<String> {
    let day = i32::try_from(ms.div_euclid(DAY_MS)).ok()?;
    // From 0000-01-01 to 9999-12-31.
    if !(-719_528..=2_932_896).contains(&day) {
        return None;
    }
    let rest = ms.rem_euclid(DAY_MS);
    let (hours, minutes) = (rest / 3_600_000, rest / 60_000 % 60);
    let (seconds, fraction) = (rest / 1_000 % 60, rest % 1_000);
    Some(format!("{}T{hours:02}:{minutes:02}:{seconds:02}.{fraction:03}Z", Moment(ms).day()))
}

/// A date in a format's notation; one that has none is accounted for.
pub(super) fn dated(ms: Option<i64>, what: &str, losses: &mut Losses) -> Option<String> {
    let ms = ms?;
    let text = iso(ms);
    if text.is_none() {
        losses.add(what, LossReason::NoDate);
    }
    text
}

/// Accounts for a title that readers make from the address.
pub(super) fn account_title(item: &Item, losses: &mut Losses) {
    if item.title.is_empty() && item.fields.iter().any(|field| field.field_type == FieldType::Url) {
        losses.add("title", LossReason::Untitled);
    }
}

/// Whole seconds since 1970; the fraction of one is accounted for, and so is what is not after that year's start.
pub(super) fn seconds(ms: Option<i64>, what: &str, losses: &mut Losses) -> Option<i64> {
    let ms = ms?;
    let seconds = ms.div_euclid(1_000);
    if seconds <= 0 {
        losses.add(what, LossReason::NoDate);
        return None;
    }
    if ms.rem_euclid(1_000) != 0 {
        losses.add(what, LossReason::Rounded);
    }
    Some(seconds)
}

/// A folder's path with slashes between its levels.
pub(super) fn joined(folder: &ParsedFolder) -> String {
    folder.path.join("/")
}

/// The path of the item's folder, joined; a name that the joining splits is accounted for.
pub(super) fn folder_of(
    parsed: &ParsedItem,
    folders: &[ParsedFolder],
    losses: &mut Losses,
) -> Option<String> {
    let folder = folders.get(parsed.folder?)?;
    if folder.path.iter().any(|name| name.contains('/') || name.is_empty()) {
        losses.add("folder", LossReason::FolderName);
    }
    Some(joined(folder))
}

/// Passwords of earlier versions, the latest first, each with the moment from which on it was another.
pub(super) fn former(parsed: &ParsedItem) -> Vec<(&str, Option<i64>)> {
    let next = parsed.history.iter().skip(1).map(|version| (&version.item, version.modified_ms));
    let next = next.chain([(&parsed.item, parsed.modified_ms)]);
    let pairs = parsed.history.iter().zip(next);
    let changed = pairs.filter_map(|(version, (after, until))| {
        let then = password_of(&version.item)?;
        (Some(then) != password_of(after)).then_some((then, until))
    });
    let mut passwords: Vec<_> = changed.collect();
    passwords.reverse();
    passwords
}

fn password_of(item: &Item) -> Option<&str> {
    let field = item.fields.iter().find(|field| !field.custom && field.name == "password")?;
    // Exposed to be written.
    Some(field.value.expose().as_str()).filter(|password| !password.is_empty())
}
