//! Files that hang on an item. Nothing stores them yet, so small ones can be folded into custom fields.

use super::{Dropped, FieldReport, ParsedItem};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strongroom_credential::{Field, FieldType, Item};
use strongroom_secret::{SecretBytes, SecretString};

/// The largest attachment that is folded into a field, in bytes.
pub const MAX_FOLDED_ATTACHMENT: usize = 8 << 20;
/// What all attachments of one item, or of one of its earlier versions, may take together, in bytes.
const MAX_FOLDED_TOGETHER: usize = 24 << 20;
/// What a folded attachment that is not text starts with; base64 of the bytes follows.
const BINARY_PREFIX: &str = "data:application/octet-stream;base64,";
const TOO_LARGE: &str =
    "an attachment of more than 8 MiB, or one of several that have more than 24 MiB together";

/// A file that hangs on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedAttachment {
    /// Its file name. Personal; not safe as a path.
    pub name: String,
    /// Its content. Secret. Base64 in JSON.
    #[serde(with = "as_base64")]
    pub bytes: SecretBytes,
}

impl ParsedAttachment {
    /// A hidden custom field of the attachment's name that holds its content: as it is when that is UTF-8 text, else
    /// as `data:application/octet-stream;base64,…`. None when it is larger than [`MAX_FOLDED_ATTACHMENT`] or than what is
    /// left of `room`, in bytes.
    fn folded(&self, room: &mut usize) -> Option<Field> {
        // Exposed to be moved into a field, which is as secret.
        let bytes = self.bytes.expose();
        if bytes.len() > MAX_FOLDED_ATTACHMENT {
            return None;
        }
        *room = room.checked_sub(bytes.len())?;
        let value = match std::str::from_utf8(bytes) {
            Ok(text) => SecretString::from(text),
            Err(_) => SecretString::from(format!("{BINARY_PREFIX}{}", STANDARD.encode(bytes))),
        };
        Some(Field::custom(&self.name, FieldType::Hidden, value))
    }
}

impl ParsedItem {
    /// Turns the attachments, also those of earlier versions, into hidden custom fields; one that is too large goes, and
    /// moves from mapped to dropped in the report.
    pub fn fold_attachments(&mut self, report: &mut FieldReport) {
        fold(&mut self.item, std::mem::take(&mut self.attachments), report);
        for version in &mut self.history {
            fold(&mut version.item, std::mem::take(&mut version.attachments), report);
        }
    }
}

fn fold(item: &mut Item, attachments: Vec<ParsedAttachment>, report: &mut FieldReport) {
    let mut room = MAX_FOLDED_TOGETHER;
    for attachment in attachments {
        report.mapped = report.mapped.saturating_sub(1);
        if let Some(field) = attachment.folded(&mut room) {
            item.fields.push(field);
            report.custom += 1;
        } else {
            let item_title = Some(item.title.clone());
            report.dropped.push(Dropped { item_title, field: attachment.name, reason: TOO_LARGE.to_owned() });
        }
    }
}

mod as_base64 {
    use super::{Deserialize, Deserializer, Engine, STANDARD, SecretBytes, Serializer};
    use serde::de::Error;

    pub(super) fn serialize<S: Serializer>(bytes: &SecretBytes, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes.expose()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SecretBytes, D::Error> {
        let text = String::deserialize(from)?;
        STANDARD.decode(text).map(SecretBytes::new).map_err(|_| D::Error::custom("attachment is not base64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strongroom_credential::Kind;

    fn item_with(name: &str, bytes: Vec<u8>) -> (ParsedItem, FieldReport) {
        let mut item = ParsedItem::new(Item::new(Kind::LOGIN, "Bank"));
        item.attachments.push(ParsedAttachment { name: name.to_owned(), bytes: bytes.into() });
        (item, FieldReport { source_fields: 1, mapped: 1, ..FieldReport::default() })
    }

    fn folded(name: &str, bytes: Vec<u8>) -> (ParsedItem, FieldReport) {
        let (mut item, mut report) = item_with(name, bytes);
        item.fold_attachments(&mut report);
        assert!(report.is_balanced() && item.attachments.is_empty());
        (item, report)
    }

    #[test]
    fn text_folds_into_a_hidden_field_as_it_is() {
        let (item, report) = folded("codes.txt", b"one\ntwo".to_vec());
        assert_eq!(item.item.fields, [Field::custom("codes.txt", FieldType::Hidden, "one\ntwo")]);
        assert_eq!(report.custom, 1);
    }

    #[test]
    fn binary_folds_into_a_data_uri() {
        let (item, _) = folded("key", vec![0xff, 0x00]);
        let value = item.item.field("key").map(|field| field.value.expose().clone());
        assert_eq!(value.as_deref(), Some("data:application/octet-stream;base64,/wA="));
    }

    #[test]
    fn large_one_is_reported_as_dropped() {
        let (item, report) = folded("film", vec![b'x'; MAX_FOLDED_ATTACHMENT + 1]);
        assert!(item.item.fields.is_empty());
        assert_eq!(report.dropped.first().map(|one| one.reason.as_str()), Some(TOO_LARGE));
    }

    #[test]
    fn several_that_are_too_large_together_are_kept_as_far_as_they_go() {
        let mut item = ParsedItem::new(Item::new(Kind::LOGIN, "Bank"));
        for number in 0..4 {
            let bytes = vec![b'x'; MAX_FOLDED_ATTACHMENT].into();
            item.attachments.push(ParsedAttachment { name: number.to_string(), bytes });
        }
        let mut report = FieldReport { source_fields: 4, mapped: 4, ..FieldReport::default() };
        item.fold_attachments(&mut report);
        assert_eq!((report.custom, report.dropped.len(), item.item.fields.len()), (3, 1, 3));
        assert!(report.is_balanced());
    }

    #[test]
    fn attachment_survives_the_pipe() {
        let (item, _) = item_with("key", vec![0, 1, 255]);
        let json = serde_json::to_string(&item).unwrap();
        assert_eq!(serde_json::from_str::<ParsedItem>(&json).unwrap(), item);
    }
}
