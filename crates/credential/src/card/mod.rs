//! Payment cards: the network of a number, what does not fit on a card, and what a pasted number is. When a card ends is
//! [`crate::expiry`]'s to say. Nothing of a number but its network leaves.

mod network;
mod number;
mod paste;

pub use network::Network;
pub use paste::recognise;

use crate::{Examination, Fact, FactName, Finding, FindingCode, Item, Moment, Severity};
use number::Number;

/// The network of the card number, and what does not fit: number and security code. Looks at no clock: the parameter is
/// there because every kind has it.
pub fn examine(item: &Item, _now: Moment) -> Examination {
    let mut examination = Examination::default();
    let Some((index, value)) = filled(item, "number") else {
        check_code(item, None, &mut examination);
        return examination;
    };
    let number = Number::read(value);
    let network = number.and_then(Number::network);
    if let Some(network) = network {
        let value = network.name().to_owned();
        examination.facts.push(Fact { name: FactName::CardNetwork, value, field: Some(index) });
    }
    examination.findings.extend(number_finding(number, network).map(|finding| finding.about(index)));
    check_code(item, network, &mut examination);
    examination
}

/// One finding at most: a digit too few spoils the check digit too.
fn number_finding(number: Option<Number>, network: Option<Network>) -> Option<Finding> {
    let low = |code| Finding::new(Severity::Low, code);
    match (number, network) {
        (Some(number), Some(network)) if !network.has_length(number.digits()) => {
            Some(low(FindingCode::CardNumberLength).with_detail(network.name()))
        }
        (Some(_), Some(network)) if !network.has_check_digit() => None,
        (Some(number), _) if number.check_digit_fits() => None,
        _ => Some(low(FindingCode::CardNumberChecksum)),
    }
}

fn check_code(item: &Item, network: Option<Network>, examination: &mut Examination) {
    let Some((index, code)) = filled(item, "code") else { return };
    let code = code.trim();
    let digits = network.map_or("3–4".to_owned(), |network| network.code_digits().to_string());
    let length_fits =
        network.map_or(matches!(code.len(), 3 | 4), |network| code.len() == network.code_digits());
    if !length_fits || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        let finding = Finding::new(Severity::Low, FindingCode::CardCodeLength);
        examination.findings.push(finding.with_detail(digits).about(index));
    }
}

fn filled<'a>(item: &'a Item, name: &str) -> Option<(usize, &'a str)> {
    let mut fields = item.fields.iter().enumerate();
    let (index, field) =
        fields.find(|(_, field)| !field.custom && field.name == name && !field.value.is_empty())?;
    // Exposed to be judged; only network and judgement leave.
    Some((index, field.value.expose()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, FieldType, Kind};

    fn found(number: &str, code: &str) -> Vec<(&'static str, Option<String>, Option<usize>)> {
        let item = Item::new(Kind::CARD, "")
            .with(Field::new("number", FieldType::Hidden, number))
            .with(Field::new("code", FieldType::Hidden, code));
        let findings = examine(&item, Moment(0)).findings;
        findings.into_iter().map(|found| (found.code.code(), found.detail, found.field)).collect()
    }

    #[test]
    fn network_is_a_fact_of_the_number() {
        let item = Item::new(Kind::CARD, "")
            .with(Field::new("cardholder", FieldType::Text, "X"))
            .with(Field::new("number", FieldType::Hidden, "3782 822463 10005"));
        let facts = examine(&item, Moment(0)).facts;
        let network = Fact { name: FactName::CardNetwork, value: "American Express".into(), field: Some(1) };
        assert_eq!(facts, [network]);
    }

    #[test]
    fn number_that_fits_its_network_is_fine() {
        for number in [
            "4111 1111 1111 1111",
            "5555-5555-5555-4444",
            "2223003122003222",
            "378282246310005",
            "6011000990139424",
            "36227206271667",
            "3530111333300000",
            "6200000000000005",
            "6200000000000006",
            "6759649826438453",
            "",
        ] {
            assert_eq!(found(number, ""), [], "{number}");
        }
    }

    #[test]
    fn number_is_checked_by_its_length_and_then_by_its_last_digit() {
        for (number, code, detail) in [
            ("411111111111111", "card_number_length", Some("Visa")),
            ("55555555555544441", "card_number_length", Some("Mastercard")),
            ("37828224631000", "card_number_length", Some("American Express")),
            ("4111111111111112", "card_number_checksum", None),
            ("0000", "card_number_checksum", None),
            ("4111x11111111111", "card_number_checksum", None),
            ("00000000000000000000", "card_number_checksum", None),
            ("٤١١١١١١١١١١١١١١١", "card_number_checksum", None),
        ] {
            assert_eq!(found(number, ""), [(code, detail.map(str::to_owned), Some(0))], "{number}");
        }
    }

    #[test]
    fn security_code_has_as_many_digits_as_its_network_prints() {
        for (number, code, expected) in [
            ("4111111111111111", "123", None),
            ("4111111111111111", "1234", Some("3")),
            ("378282246310005", "1234", None),
            ("378282246310005", "123", Some("4")),
            ("4111111111111111", "12x", Some("3")),
            ("", "123", None),
            ("", "1234", None),
            ("", "12", Some("3–4")),
        ] {
            let codes = found(number, code);
            let detail = codes.first().map(|(_, detail, _)| detail.as_deref().unwrap_or_default());
            assert_eq!(detail, expected, "{number} {code}");
            assert!(codes.iter().all(|(code, ..)| *code == "card_code_length"));
        }
    }
}
