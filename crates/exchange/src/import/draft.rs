//! An item while it is read. Every method that takes a source value says in its name what the report counts it as.

use super::{FieldReport, ParsedItem};
use std::collections::HashSet;
use strongroom_credential::{Field, FieldType, Item, Kind};
use strongroom_secret::SecretString;

/// An item while it is read, with the report that its fields are counted in.
pub(super) struct Draft<'r> {
    pub(super) parsed: ParsedItem,
    pub(super) report: &'r mut FieldReport,
}

impl<'r> Draft<'r> {
    pub(super) fn new(kind: Kind, report: &'r mut FieldReport) -> Self {
        Self { parsed: ParsedItem::new(Item::new(kind, "")), report }
    }

    /// An item that was read before and gets more.
    pub(super) fn of(parsed: ParsedItem, report: &'r mut FieldReport) -> Self {
        Self { parsed, report }
    }

    /// Counts one field of the source. The caller does this where it *sees* a field, not where it places it.
    pub(super) fn saw(&mut self) {
        self.report.source_fields += 1;
    }

    /// Counts a field as mapped that is in the item in another way: as its kind, its folder, a time.
    pub(super) fn mapped(&mut self) {
        self.report.mapped += 1;
    }

    pub(super) fn mapped_title(&mut self, value: &str) {
        self.mapped();
        value.clone_into(&mut self.parsed.item.title);
    }

    /// Several notes of one item follow each other.
    pub(super) fn mapped_notes(&mut self, value: &str) {
        self.mapped();
        let notes = self.parsed.item.notes.expose_mut();
        if !notes.is_empty() {
            notes.push_str("\n\n");
        }
        notes.push_str(value);
    }

    pub(super) fn mapped_field(&mut self, name: &str, field_type: FieldType, value: impl Into<SecretString>) {
        self.mapped();
        self.parsed.item.fields.push(Field::new(name, field_type, value));
    }

    /// A field of the kind's template; a second one of a name that does not repeat, and one that the kind has not, is
    /// custom under the source's own label.
    pub(super) fn place(
        &mut self,
        name: &str,
        field_type: FieldType,
        label: &str,
        value: impl Into<SecretString>,
    ) {
        let known = self.parsed.item.kind.template().and_then(|template| {
            template.fields.iter().find(|field| field.name == name).map(|field| field.repeats)
        });
        match known {
            Some(repeats) if repeats || !self.has(name) => self.mapped_field(name, field_type, value),
            _ => self.custom_field(label, field_type, value),
        }
    }

    pub(super) fn custom_field(&mut self, name: &str, field_type: FieldType, value: impl Into<SecretString>) {
        self.report.custom += 1;
        self.add_custom(name, field_type, value);
    }

    /// A custom field that is part of a source field which is counted already.
    pub(super) fn add_custom(&mut self, name: &str, field_type: FieldType, value: impl Into<SecretString>) {
        self.parsed.item.fields.push(Field::custom(name, field_type, value));
    }

    /// Tags, each once. The caller counts them: a text of several tags is one source field.
    pub(super) fn add_tags<'t>(&mut self, tags: impl Iterator<Item = &'t str>) {
        add_tags(&mut self.parsed.item.tags, tags);
    }

    /// Whether the item has a template field of that name with a value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parsed.item.fields.iter().any(|field| !field.custom && field.name == name)
    }

    /// A name for an item that has none: the host of its first URL. Not a source field, hence not counted.
    pub(super) fn name_by_host(&mut self) {
        if self.parsed.item.title.is_empty()
            && let Some(url) = self.parsed.item.fields.iter().find(|field| field.field_type == FieldType::Url)
        {
            // An address is personal, and so is a title.
            self.parsed.item.title = host_of(url.value.expose()).to_owned();
        }
    }
}

/// Adds the tags that are not there yet. A set beside the list keeps a hostile number of them cheap.
pub(super) fn add_tags<'t>(list: &mut Vec<String>, tags: impl Iterator<Item = &'t str>) {
    let mut known: HashSet<String> = list.iter().cloned().collect();
    for tag in tags {
        if !tag.is_empty() && known.insert(tag.to_owned()) {
            list.push(tag.to_owned());
        }
    }
}

/// The host in an address, or the address itself where there is no scheme.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.is_empty() { url } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_is_what_stands_between_scheme_and_path() {
        for (url, host) in [
            ("https://me:pw@example.org/a?b", "example.org"),
            ("example.org/x", "example.org"),
            ("http://localhost:8080", "localhost:8080"),
            ("", ""),
            ("file:///x", "file:///x"),
        ] {
            assert_eq!(host_of(url), host);
        }
    }
}
