//! What a pasted text is. Needs no open vault, stores nothing, and keeps nothing of the text.

use crate::app::{App, path_of};
use crate::types::{
    DraftValue, FieldDraft, ItemDraft, PictureRequest, RecogniseRequest, Recognised, RecognisedItem,
};
use crate::view::known;
use crate::{ApiError, Picture};
use strongroom_credential::{Field, Item, Kind, Moment, examine, recognise};

/// Longest text, in bytes.
const MAX_TEXT: usize = 1 << 20;

impl App {
    /// The items that a text would make, and what is known about each; none where it is nothing that is known.
    pub async fn recognise(&self, request: RecogniseRequest) -> Result<Recognised, ApiError> {
        // Exposed to be measured and read.
        let text = request.text.expose();
        if text.len() > MAX_TEXT {
            return Err(ApiError::invalid("the text is longer than 1 MiB: paste only the credential itself"));
        }
        let now = self.moment();
        let items = recognise(text).into_iter().map(|item| recognised(item, now)).collect();
        Ok(Recognised { items })
    }
}

impl App {
    /// The items that the QR codes of a picture would make; a text that is nothing that is known is a note without a title.
    pub async fn recognise_picture(&self, request: PictureRequest) -> Result<Recognised, ApiError> {
        let picture = match request {
            PictureRequest::File { path } => Picture::File(path_of(&path)?),
            PictureRequest::Clipboard => Picture::Clipboard,
            PictureRequest::Screen => Picture::Screen,
        };
        let codes = self.host.read_codes(picture).await?;
        let now = self.moment();
        let items = codes.into_iter().flat_map(|text| {
            // Exposed to be read.
            match recognise(text.expose()) {
                none if none.is_empty() => vec![Item { notes: text, ..Item::new(Kind::NOTE, "") }],
                items => items,
            }
        });
        Ok(Recognised { items: items.map(|item| recognised(item, now)).collect() })
    }
}

pub(crate) fn recognised(item: Item, now: Moment) -> RecognisedItem {
    let (facts, findings) = known(&examine(&item, now));
    RecognisedItem { draft: draft(item), facts, findings }
}

fn draft(item: Item) -> ItemDraft {
    ItemDraft {
        kind: item.kind.name().to_owned(),
        title: item.title,
        fields: item.fields.into_iter().map(field).collect(),
        notes: item.notes,
        tags: item.tags,
        favourite: item.favourite,
        folder: None,
    }
}

fn field(field: Field) -> FieldDraft {
    FieldDraft {
        name: field.name,
        field_type: field.field_type.name().to_owned(),
        custom: field.custom,
        value: DraftValue::New { value: field.value },
    }
}
