//! Where each part of an item stands in its entry: as a standard string, a string of its own, or a property that KDBX has;
//! and the layout that says so.

use super::auto_type;
use super::names::{Names, label, standard};
use super::passkey;
use super::xml::{fits, fitted};
use crate::import::date::{date_of, parse_iso};
use crate::import::kdbx::counter;
use crate::import::kdbx::layout::{Layout, Slot, address_of};
use crate::passkey::keepass;
use std::borrow::Cow;
use strongroom_credential::{Field, FieldType, Item, Totp};

/// The string in which KeePassXC and KeePass's plugins look for a one-time code.
const CODE: &str = "otp";
/// Icons that every KeePass has.
const ICONS: std::ops::RangeInclusive<u8> = 1..=68;

/// A string of an entry.
pub(super) struct StringField<'i> {
    pub(super) name: String,
    pub(super) value: Cow<'i, str>,
    /// Whether other programs hide it.
    pub(super) protected: bool,
}

/// An entry to be.
pub(super) struct Plan<'i> {
    pub(super) strings: Vec<StringField<'i>>,
    /// Properties by the names that the importer gives them.
    pub(super) properties: Vec<(&'static str, &'i str)>,
    pub(super) layout: Layout,
    /// Whether the first one-time code stands where KeePassXC makes codes of it.
    pub(super) seen_code: bool,
}

/// Plans an item, or an earlier version of one.
pub(super) fn plan(item: &Item) -> Plan<'_> {
    let layout = Layout { kind: item.kind.name().to_owned(), favourite: item.favourite, ..Layout::default() };
    let mut plan = Plan { strings: Vec::new(), properties: Vec::new(), layout, seen_code: false };
    let mut names = Names::of_strings();
    plan.text("Title", &item.title);
    plan.fields(item, &mut names);
    plan.passkey(item, &mut names);
    // Exposed to be encrypted.
    plan.text("Notes", item.notes.expose());
    plan
}

impl<'i> Plan<'i> {
    pub(super) fn property(&self, name: &str) -> Option<&'i str> {
        self.properties.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn text(&mut self, name: &str, value: &'i str) {
        if !value.is_empty() {
            self.string(name.to_owned(), Cow::Borrowed(value), false);
        }
    }

    fn string(&mut self, name: String, value: Cow<'i, str>, secret: bool) {
        // What XML cannot have is in no one's way once it is encrypted.
        let protected = secret || !fits(&value);
        self.strings.push(StringField { name, value, protected });
    }

    /// The template's fields choose their places first; in the layout all stand in the item's order.
    fn fields(&mut self, item: &'i Item, names: &mut Names) {
        let mut taken = Vec::new();
        let mut slots: Vec<Option<Slot>> = vec![None; item.fields.len()];
        for custom in [false, true] {
            for (field, slot) in
                item.fields.iter().zip(&mut slots).filter(|(field, _)| field.custom == custom)
            {
                *slot = Some(self.field(field, item, names, &mut taken));
            }
        }
        self.layout.fields = slots.into_iter().flatten().collect();
    }

    fn field(
        &mut self,
        field: &'i Field,
        item: &Item,
        names: &mut Names,
        taken: &mut Vec<&'static str>,
    ) -> Slot {
        // Exposed to be written into the database, where it is encrypted.
        let value = field.value.expose().as_str();
        if let Some(property) = property(field, value).filter(|property| !taken.contains(property)) {
            taken.push(property);
            self.properties.push((property, value));
            return slot(field, property.to_owned(), true);
        }
        let at = match standard(&item.kind, field) {
            Some(standard) if !taken.contains(&standard) => {
                taken.push(standard);
                standard.to_owned()
            }
            Some("URL") => names.give("KP2A_URL"),
            _ if field.field_type == FieldType::Totp && !taken.contains(&CODE) => {
                taken.push(CODE);
                self.code(value, names)
            }
            _ => names.give(&fitted(&label(field))),
        };
        let secret = field.field_type.is_secret() || at == "Password";
        self.string(at.clone(), Cow::Borrowed(value), secret);
        slot(field, at, false)
    }

    /// A passkey as KeePassXC has it, beside the field that it was made from.
    fn passkey(&mut self, item: &Item, names: &mut Names) {
        let Some((_, strings)) = passkey::strings_of(item).filter(|_| names.are_free(&keepass::NAMES)) else {
            return;
        };
        for (name, value) in strings {
            self.string(names.give(name), Cow::Owned(value), keepass::is_secret(name));
        }
        self.layout.passkey_made = true;
    }

    /// Where a one-time code stands. A bare secret keeps a string of its own, and another has the address that other
    /// programs understand. Of a code by counter, which KeePassXC cannot show, KeePass has the secret and the counter too.
    fn code(&mut self, value: &str, names: &mut Names) -> String {
        let made = address_of(value);
        if value.starts_with("otpauth://totp/") && made.is_none() {
            self.seen_code = Totp::parse(value).is_ok();
            return names.give(CODE);
        }
        if let Some(address) = made.filter(|_| names.are_free(&[CODE])) {
            self.seen_code = true;
            let name = names.give(CODE);
            self.string(name, Cow::Owned(address), true);
            self.layout.otp_made = true;
        }
        if let Some((secret, at)) = counter::parts_of(value)
            && names.are_free(&[counter::SECRET, counter::COUNTER])
        {
            self.string(names.give(counter::SECRET), Cow::Owned(secret), true);
            self.string(names.give(counter::COUNTER), Cow::Owned(at.to_string()), false);
            self.layout.counter_made = true;
        }
        names.give("One-time secret")
    }
}

fn slot(field: &Field, at: String, property: bool) -> Slot {
    let name = (field.name != at).then(|| field.name.clone());
    Slot { at, property, name, field_type: field.field_type, custom: field.custom }
}

/// The property of an entry that says this; none where it would not come back as it is.
fn property(field: &Field, value: &str) -> Option<&'static str> {
    let plain = !value.is_empty() && value.trim() == value && fits(value);
    let (property, said) = match (field.name.as_str(), field.field_type) {
        ("expires", FieldType::Date) => {
            ("expires", parse_iso(value).and_then(date_of).is_some_and(|date| date == value))
        }
        ("icon", FieldType::Number) => {
            ("icon", value.parse().is_ok_and(|icon: u8| ICONS.contains(&icon) && icon.to_string() == value))
        }
        ("foreground colour", FieldType::Text) => ("foreground colour", is_colour(value)),
        ("background colour", FieldType::Text) => ("background colour", is_colour(value)),
        ("override URL", FieldType::Text) => ("override URL", true),
        ("quality check", FieldType::Text) => ("quality check", value == "False"),
        ("auto-type", FieldType::Text) => ("auto-type", auto_type::parse(value).is_some()),
        _ => return None,
    };
    (plain && said).then_some(property)
}

fn is_colour(value: &str) -> bool {
    let digits = value.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}
