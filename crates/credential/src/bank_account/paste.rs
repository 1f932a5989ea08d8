//! A pasted account: a number alone, or lines as invoices and banks write them. Anything that is not understood makes it
//! no account.

use super::iban::{Iban, is_bic};
use crate::fold::fold;
use crate::{Field, FieldType, Item, Kind};

/// Longest text that is looked at, in bytes.
const MAX_TEXT: usize = 2048;
/// Most lines with anything in them.
const MAX_LINES: usize = 8;
/// What stands before the colon, folded, in English and German, and the field that it means.
const LABELS: &[(&str, &str)] = &[
    ("account holder", "holder"),
    ("account name", "holder"),
    ("account owner", "holder"),
    ("bank", "bank"),
    ("bank name", "bank"),
    ("beneficiary", "holder"),
    ("bic", "bic"),
    ("bic (swift)", "bic"),
    ("bic/swift", "bic"),
    ("empfanger", "holder"),
    ("geldinstitut", "bank"),
    ("holder", "holder"),
    ("iban", "iban"),
    ("inhaber", "holder"),
    ("inhaberin", "holder"),
    ("kontoinhaber", "holder"),
    ("kontoinhaberin", "holder"),
    ("kreditinstitut", "bank"),
    ("name", "holder"),
    ("swift", "bic"),
    ("swift-bic", "bic"),
    ("swift/bic", "bic"),
];

/// What the lines said.
#[derive(Default)]
struct Account<'a> {
    iban: Option<Iban>,
    bic: Option<&'a str>,
    bank: Option<&'a str>,
    holder: Option<&'a str>,
}

/// The account of a text that has one account number of a country of the registry, with the right length and check digits
/// — alone, or with lines `label: value` for bank, BIC and holder. `None` for everything else, at once where it is long.
pub fn recognise(text: &str) -> Option<Item> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let mut account = Account::default();
    for (number, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        if number == MAX_LINES {
            return None;
        }
        account.take(line)?;
    }
    account.into_item()
}

impl<'a> Account<'a> {
    /// Takes one line in; `None` where it is not understood or says again what was said.
    fn take(&mut self, line: &'a str) -> Option<()> {
        let (field, value) = labelled(line);
        let slot = match field {
            "iban" => {
                let iban = Iban::read(value).filter(|iban| iban.length_fits() == Some(true))?;
                return set(&mut self.iban, iban.check_digits_fit().then_some(iban)?);
            }
            "bic" if is_bic(value) => &mut self.bic,
            "bank" => &mut self.bank,
            "holder" => &mut self.holder,
            _ => return None,
        };
        set(slot, value)
    }

    fn into_item(self) -> Option<Item> {
        let iban = self.iban?;
        let title =
            self.bank.or(self.bic).map_or_else(|| format!("IBAN {}", iban.country_code()), str::to_owned);
        let mut item = Item::new(Kind::BANK_ACCOUNT, title);
        for (name, value) in [("bank", self.bank), ("holder", self.holder), ("bic", self.bic)] {
            item.fields.extend(value.map(|value| Field::new(name, FieldType::Text, value)));
        }
        Some(item.with(Field::new("iban", FieldType::Hidden, iban.into_secret())))
    }
}

/// The field that a line is about, and its value. A line without a colon is a number or a bank code, perhaps with its name
/// before it.
fn labelled(line: &str) -> (&'static str, &str) {
    if let Some((label, value)) = line.split_once(':') {
        let label = fold(label.trim());
        let known = LABELS.iter().find(|(known, _)| *known == label);
        return (known.map_or("", |(_, field)| field), value.trim());
    }
    for field in ["iban", "bic"] {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if word.eq_ignore_ascii_case(field) {
            return (field, rest.trim());
        }
    }
    (if is_bic(line) { "bic" } else { "iban" }, line)
}

fn set<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(text: &str) -> Option<(String, Vec<(String, String)>)> {
        let item = recognise(text)?;
        assert_eq!(item.kind, Kind::BANK_ACCOUNT);
        let values =
            item.fields.iter().map(|field| (field.name.clone(), field.value.expose().clone())).collect();
        Some((item.title, values))
    }

    #[test]
    fn number_alone_is_an_account() {
        for text in
            ["DE89 3704 0044 0532 0130 00", "IBAN: de89370400440532013000", "\n IBAN DE89370400440532013000 "]
        {
            let (title, fields) = values(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(title, "IBAN DE");
            assert_eq!(fields, [("iban".to_owned(), "DE89370400440532013000".to_owned())]);
        }
    }

    #[test]
    fn lines_of_an_invoice_fill_the_fields() {
        let text = "Kontoinhaber: Erika Mustermann\r\nIBAN: DE89 3704 0044 0532 0130 00\r\nBIC: COBADEFFXXX\r\nBank: Commerzbank\r\n";
        let (title, fields) = values(text).unwrap();
        assert_eq!(title, "Commerzbank");
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("bank", "Commerzbank"),
            ("holder", "Erika Mustermann"),
            ("bic", "COBADEFFXXX"),
            ("iban", "DE89370400440532013000"),
        ];
        assert_eq!(fields, expected);
        assert_eq!(
            values("DE89370400440532013000\nCOBADEFF").map(|(title, _)| title).as_deref(),
            Some("COBADEFF")
        );
    }

    #[test]
    fn only_the_number_is_hidden() {
        let item = recognise("Bank: X\nIBAN: DE89370400440532013000\nBIC: COBADEFF").unwrap();
        let hidden: Vec<&str> = item
            .fields
            .iter()
            .filter(|f| f.field_type == FieldType::Hidden)
            .map(|f| f.name.as_str())
            .collect();
        assert_eq!(hidden, ["iban"]);
    }

    #[test]
    fn what_is_not_clearly_an_account_is_none() {
        for text in [
            "",
            "COBADEFFXXX",
            "DE88370400440532013000",
            "DE8937040044053201300",
            "MA64011519000001205000534921",
            "DE89370400440532013000\nDE89370400440532013000",
            "DE89370400440532013000\nThank you",
            "IBAN: DE89370400440532013000\nBIC: not one",
            "Please pay to DE89370400440532013000",
            ":",
        ] {
            assert_eq!(values(text), None, "{text}");
        }
        assert_eq!(values(&"\n".repeat(1_000_000)), None);
        assert_eq!(values(&format!("DE89370400440532013000\n{}", "Bank: X\n".repeat(100))), None);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_taken_is_an_account(
            text in "((IBAN|BIC|Bank|Name)?:? ?(DE[0-9]{2}( ?[0-9]){18}|[A-Z]{8}|\\PC{0,20})\\n?){0,4}",
        ) {
            let _ = Iban::read(&text).map(|iban| (iban.check_digits_fit(), iban.bank_code().map(str::to_owned)));
            if let Some(item) = recognise(&text) {
                prop_assert_eq!(crate::bank_account::examine(&item, crate::Moment(0)).findings, []);
            }
        }
    }
}
