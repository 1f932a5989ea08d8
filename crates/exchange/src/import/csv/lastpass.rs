//! LastPass's notes that have a type: lines of `name:value` in one cell.

use crate::import::draft::Draft;
use crate::import::month::parse_month;
use strongroom_credential::FieldType::{self, Email, Hidden, Month, Phone, Text, Url};
use strongroom_credential::{Field, Kind};

/// A type of note, the kind it becomes, and which of its names become which field of the template.
type NoteType = (&'static str, Kind, &'static [(&'static str, &'static str, FieldType)]);

const TYPES: &[NoteType] = &[
    (
        "Credit Card",
        Kind::CARD,
        &[
            ("Name on Card", "cardholder", Text),
            ("Type", "brand", Text),
            ("Number", "number", Hidden),
            ("Security Code", "code", Hidden),
            ("Expiration Date", "expiry", Month),
        ],
    ),
    (
        "Bank Account",
        Kind::BANK_ACCOUNT,
        &[
            ("Bank Name", "bank", Text),
            ("Routing Number", "routing_number", Text),
            ("Account Number", "account_number", Hidden),
            ("SWIFT Code", "bic", Text),
            ("IBAN Number", "iban", Hidden),
            ("Pin", "pin", Hidden),
        ],
    ),
    (
        "Address",
        Kind::IDENTITY,
        &[
            ("Title", "honorific", Text),
            ("First Name", "first_name", Text),
            ("Middle Name", "middle_name", Text),
            ("Last Name", "last_name", Text),
            ("Username", "username", Text),
            ("Company", "company", Text),
            ("Address 1", "address", Text),
            ("City / Town", "city", Text),
            ("State", "region", Text),
            ("Zip / Postal Code", "postal_code", Text),
            ("Country", "country", Text),
            ("Email Address", "email", Email),
        ],
    ),
    (
        "SSH Key",
        Kind::SSH_KEY,
        &[
            ("Passphrase", "passphrase", Hidden),
            ("Private Key", "private_key", Hidden),
            ("Public Key", "public_key", Text),
            ("Hostname", "host", Text),
        ],
    ),
    (
        "Server",
        Kind::SERVER,
        &[("Hostname", "host", Text), ("Username", "username", Text), ("Password", "password", Hidden)],
    ),
    ("Database", Kind::DATABASE, &[("Username", "username", Text), ("Password", "password", Hidden)]),
    (
        "Software License",
        Kind::LICENCE,
        &[("License Key", "key", Hidden), ("Licensee", "licensee", Text), ("Support Email", "email", Email)],
    ),
    ("Wi-Fi Password", Kind::WIFI, &[("SSID", "ssid", Text), ("Password", "password", Hidden)]),
    ("Email Account", Kind::LOGIN, &[("Username", "username", Text), ("Password", "password", Hidden)]),
];

/// Values that go over several lines, which may have colons in them.
const BLOCKS: &[&str] = &["Private Key", "Public Key", "Branch Address", "Notes"];

/// Places a note of a type; false for any other, which stays where it is. The cell was counted as one field.
pub(super) fn place(text: &str, draft: &mut Draft<'_>) -> bool {
    let Some(type_name) = text.lines().next().and_then(|line| line.strip_prefix("NoteType:")) else {
        return false;
    };
    let known = TYPES.iter().find(|(name, _, _)| *name == type_name.trim());
    draft.mapped();
    let table = match known {
        Some((_, kind, table)) => {
            draft.parsed.item.kind = kind.clone();
            *table
        }
        None => {
            draft.add_custom("NoteType", Text, type_name);
            &[][..]
        }
    };
    for (name, value) in fields_of(text) {
        put(&name, value, table, draft);
    }
    true
}

/// The names and values behind the first line; a line without a name goes on with the value before it.
fn fields_of(text: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().skip(1) {
        let last = fields.last().map(|(name, _)| name.as_str()).unwrap_or_default();
        let in_notes = last == "Notes";
        let in_block = BLOCKS.contains(&last);
        let named = line.split_once(':').filter(|(name, _)| {
            let starts_another =
                BLOCKS.contains(name) || matches!(*name, "Hostname" | "Date" | "Branch Phone");
            !in_notes && (!in_block || starts_another) && !name.is_empty()
        });
        match (named, fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name.to_owned(), value.to_owned())),
            (None, Some((_, value))) => {
                value.push('\n');
                value.push_str(line);
            }
            (None, None) => fields.push(("Notes".to_owned(), line.to_owned())),
        }
    }
    fields
}

fn put(name: &str, value: String, table: &[(&str, &str, FieldType)], draft: &mut Draft<'_>) {
    let value = if name == "Notes" { value } else { value.trim_end().to_owned() };
    if value.trim().is_empty() || (name == "Language" && value.len() <= 5) {
        return;
    }
    if name == "Notes" {
        draft.parsed.item.notes.expose_mut().push_str(&value);
        return;
    }
    match table.iter().find(|(known, _, _)| *known == name) {
        Some((_, field, Month)) => match month_of(&value) {
            Some(month) => draft.parsed.item.fields.push(Field::new(field, Month, month)),
            None => draft.add_custom(name, Text, value),
        },
        Some((_, field, field_type)) if !draft.has(field) => {
            draft.parsed.item.fields.push(Field::new(field, *field_type, value));
        }
        _ => draft.add_custom(name, type_of(name), value),
    }
}

fn type_of(name: &str) -> FieldType {
    match name {
        "Website" | "URL" => Url,
        "Phone" | "Branch Phone" => Phone,
        "Version" | "Publisher" | "Price" | "Purchase Date" | "Order Number" | "Number of Licenses"
        | "Order Total" | "Account Type" | "Branch Address" | "Type" | "Port" | "Database" => Text,
        _ => Hidden,
    }
}

/// `January,2028`, or as others write it.
fn month_of(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let Some((name, year)) = text.split_once(',') else { return parse_month(text) };
    let month = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name.trim()))?;
    crate::import::month::of_parts(year.trim(), &(month + 1).to_string())
}
