//! The text of an item that a search looks through. It must never hold a secret field's value, nor the user, password
//! or query inside an address; notes are in it, because people search them.

use crate::fold::push_folded;
use crate::host::address;
use crate::{Field, FieldType, Item};

/// Longest search text, in bytes.
const MAX_TEXT: usize = 4096;
/// Longest part, in bytes, so that one long field leaves room for the rest; notes, the last, take what is left.
const MAX_PART: usize = 1024;

impl Item {
    /// Everything a search should find and that is no secret, one part a line, folded by [`crate::fold`]: the title
    /// first, tags, values of fields, names of custom fields, notes. At most 4 KiB; 1 KiB for each part but the notes.
    pub fn search_text(&self) -> String {
        let mut text = SearchText(String::with_capacity(256));
        push_folded(&mut text.0, &self.title, MAX_PART);
        for tag in &self.tags {
            text.part(&[tag]);
        }
        for field in &self.fields {
            text.field(field);
        }
        // Exposed because people search their notes; the overview that holds this text is itself sealed.
        text.line(&[self.notes.expose()], MAX_TEXT);
        text.0
    }
}

struct SearchText(String);

impl SearchText {
    fn field(&mut self, field: &Field) {
        if field.custom {
            self.part(&[&field.name]);
        }
        if field.field_type.is_secret() {
            return;
        }
        // Exposed because the type says that it is no secret.
        let value = field.value.expose();
        if field.field_type == FieldType::Url {
            let address = address(value);
            self.part(&[address.authority, address.path]);
        } else {
            self.part(&[value]);
        }
    }

    fn part(&mut self, pieces: &[&str]) {
        self.line(pieces, MAX_PART);
    }

    /// Appends the pieces as one line, unless they are empty.
    fn line(&mut self, pieces: &[&str], most: usize) {
        if self.0.len() >= MAX_TEXT || pieces.iter().all(|piece| piece.is_empty()) {
            return;
        }
        self.0.push('\n');
        let end = self.0.len().saturating_add(most).min(MAX_TEXT);
        for piece in pieces {
            let room = end.saturating_sub(self.0.len());
            push_folded(&mut self.0, piece, room);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn login() -> Item {
        let mut item = Item::new(Kind::LOGIN, "Café Crème")
            .with(Field::new("username", FieldType::Text, "Alice"))
            .with(Field::new("password", FieldType::Hidden, "hunter2"))
            .with(Field::new(
                "url",
                FieldType::Url,
                "https://bob:hunter2@Shop.example/In?token=hunter2#hunter2",
            ))
            .with(Field::new("totp", FieldType::Totp, "HUNTER2HUNTER2"))
            .with(Field::custom("Security Question", FieldType::Hidden, "hunter2"))
            .with(Field::custom("Shoe Size", FieldType::Number, "42"))
            .with(Field::new("future", FieldType::Unknown, "hunter2"));
        item.tags = vec!["Work".into()];
        item.notes = "Opened in MÄRZ".into();
        item
    }

    #[test]
    fn text_holds_everything_but_secrets_with_the_title_first() {
        let text = login().search_text();
        assert_eq!(
            text,
            "cafe creme\nwork\nalice\nshop.example/in\nsecurity question\nshoe size\n42\nopened in marz"
        );
    }

    #[test]
    fn long_field_leaves_room_for_the_others_and_notes_fill_the_rest() {
        let mut item = login().with(Field::custom("Story", FieldType::Text, "é".repeat(100_000)));
        item.notes = "日".repeat(100_000).into();
        let text = item.search_text();
        assert!(text.len() <= 4096 && text.len() > 4090, "{}", text.len());
        assert!(text.contains("\nshoe size\n") && text.ends_with('日'));
        assert_eq!(text.lines().map(str::len).filter(|&len| len > 1000).count(), 2);
    }

    #[test]
    fn thousands_of_fields_stay_within_4_kib() {
        let mut item = Item::new(Kind::NOTE, "");
        item.tags = vec!["ab".into(); 10_000];
        assert!(item.search_text().len() <= 4096);
    }

    #[test]
    fn untitled_item_keeps_an_empty_first_line() {
        let mut item = Item::new(Kind::NOTE, "");
        item.notes = "x".into();
        assert_eq!(item.search_text(), "\nx");
    }
}
