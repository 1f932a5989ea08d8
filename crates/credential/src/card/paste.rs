//! A pasted card: a number, perhaps with its month and security code, as forms, mails and other programs write them.
//! Anything that is not understood makes it no card.

use super::number::{Number, is_separator};
use crate::{Field, FieldType, Item, Kind};
use strongroom_secret::SecretString;
use zeroize::Zeroizing;

/// Longest text that is looked at, in bytes.
const MAX_TEXT: usize = 256;
/// Words that stand beside the values, in English and German; the network's name may too.
const LABELS: &[&str] = &[
    "ablauf",
    "american",
    "amex",
    "bis",
    "card",
    "cid",
    "club",
    "code",
    "credit",
    "csc",
    "cvc",
    "cvc2",
    "cvv",
    "cvv2",
    "date",
    "debit",
    "diners",
    "discover",
    "elo",
    "end",
    "exp",
    "expires",
    "expiry",
    "express",
    "gültig",
    "jcb",
    "karte",
    "kartennummer",
    "kreditkarte",
    "maestro",
    "mastercard",
    "mir",
    "nr",
    "number",
    "nummer",
    "prüfnummer",
    "prüfziffer",
    "rupay",
    "security",
    "thru",
    "unionpay",
    "until",
    "valid",
    "visa",
];

/// The card of a text that is one number of a known network with its right length and check digit: alone, or followed by
/// its month (`MM/YY`, `MM/YYYY`), or by that and the security code. The month goes into `expiry`, the secrets into
/// `number` and `code`. `None` for everything else, at once where the text is long.
pub fn recognise(text: &str) -> Option<Item> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let text = Zeroizing::new(text.replace(" / ", "/"));
    let words = || {
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'))
            .map(bare)
            .filter(|w| !is_label(w))
    };
    let month_at = words().position(|word| word.contains('/'));
    let number = Zeroizing::new(words().take(month_at.unwrap_or(usize::MAX)).collect::<Vec<_>>().join(" "));
    let read = Number::read(&number).filter(|number| number.check_digit_fits())?;
    let network = read.network().filter(|network| network.has_length(read.digits()))?;
    let digits: String = number.chars().filter(|c| !is_separator(*c)).collect();
    let mut item = Item::new(Kind::CARD, network.name())
        .with(Field::new("number", FieldType::Hidden, SecretString::new(digits)))
        .with(Field::new("brand", FieldType::Text, network.name()));
    let Some(month_at) = month_at else { return Some(item) };
    let mut rest = words().skip(month_at);
    item = item.with(Field::new("expiry", FieldType::Month, month(rest.next()?)?));
    if let Some(code) = rest.next() {
        let fits = code.len() == network.code_digits() && code.bytes().all(|byte| byte.is_ascii_digit());
        item = item.with(Field::new("code", FieldType::Hidden, fits.then_some(code)?));
    }
    rest.next().is_none().then_some(item)
}

/// A word without the colon or full stop of a label.
fn bare(word: &str) -> &str {
    word.trim_matches(|c| matches!(c, ':' | '.' | '#' | '='))
}

fn is_label(word: &str) -> bool {
    word.is_empty() || LABELS.iter().any(|label| label.eq_ignore_ascii_case(word))
}

/// `YYYY-MM` of `MM/YY` or `MM/YYYY` in this century.
fn month(text: &str) -> Option<String> {
    let (month, year) = text.split_once('/')?;
    let year = match year.len() {
        2 => year,
        _ => year.strip_prefix("20")?,
    };
    let is_plain = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = is_plain(month) && is_plain(year) && ("01"..="12").contains(&month);
    fits.then(|| format!("20{year}-{month}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(item: &Item, name: &str) -> Option<String> {
        item.field(name).map(|field| field.value.expose().clone())
    }

    #[test]
    fn number_alone_is_a_card() {
        for text in [
            "4111111111111111",
            " 4111 1111 1111 1111\n",
            "4111-1111-1111-1111",
            "Card number: 4111 1111 1111 1111",
            "VISA 4111\u{a0}1111\u{a0}1111\u{a0}1111",
        ] {
            let item = recognise(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((item.kind.clone(), item.title.as_str()), (Kind::CARD, "Visa"));
            assert_eq!(value(&item, "number").as_deref(), Some("4111111111111111"), "{text}");
            assert_eq!(value(&item, "brand").as_deref(), Some("Visa"));
            assert_eq!((value(&item, "expiry"), value(&item, "code")), (None, None));
            assert_eq!(item.field("number").map(|field| field.field_type), Some(FieldType::Hidden));
        }
    }

    #[test]
    fn month_and_code_go_into_their_own_fields() {
        for (text, month, code) in [
            ("4111 1111 1111 1111 12/29", "2029-12", None),
            ("4111 1111 1111 1111 12/2029 123", "2029-12", Some("123")),
            ("378282246310005, 01/30, 1234", "2030-01", Some("1234")),
            ("4111111111111111\r\nExp: 07/31\r\nCVV: 123\r\n", "2031-07", Some("123")),
            (
                "Kartennummer: 4111 1111 1111 1111\nGültig bis: 07 / 31\nPrüfziffer: 123",
                "2031-07",
                Some("123"),
            ),
            ("4111111111111111|07/31|123", "2031-07", Some("123")),
        ] {
            let item = recognise(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(value(&item, "expiry").as_deref(), Some(month), "{text}");
            assert_eq!(value(&item, "code").as_deref(), code, "{text}");
        }
    }

    #[test]
    fn what_is_not_clearly_a_card_is_none() {
        for text in [
            "",
            "4111111111111112",
            "411111111111111",
            "1234567890123452",
            "4111 1111 1111 1111 123",
            "4111111111111111 13/29",
            "4111111111111111 00/29",
            "4111111111111111 12/1929",
            "4111111111111111 12/29 1234",
            "4111111111111111 12/29 123 9",
            "4111111111111111 12/29/31",
            "12/29 4111111111111111",
            "Call me at 4111111111111111",
            "1700000000000",
            "9780306406157",
            "/",
        ] {
            assert_eq!(recognise(text).map(|item| item.title), None, "{text}");
        }
        assert_eq!(recognise(&"4111111111111111 ".repeat(100_000)), None);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_taken_is_a_card(
            text in "([0-9]{4}[ -]?){3,5}([ ,]\\PC{0,8}|[01][0-9]/[0-9]{2}){0,3}|\\PC{0,40}",
        ) {
            if let Some(item) = recognise(&text) {
                prop_assert_eq!(crate::card::examine(&item, crate::Moment(0)).findings, []);
            }
        }
    }
}
