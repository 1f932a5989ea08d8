//! Accounts at banks: whether number and bank code can be right, whose bank it is, and what a pasted account is. Of a
//! number nothing leaves but country and bank code.

mod iban;
mod paste;
mod registry;

pub use paste::recognise;

use crate::{Examination, Fact, FactName, Finding, FindingCode, Item, Moment, Severity};
use iban::{Iban, is_bic};

/// The bank by country and code, such as `DE 37040044`, and what cannot be right: length and check digits of the account
/// number, shape of the bank code. Looks at no clock: the parameter is there because every kind has it.
pub fn examine(item: &Item, _now: Moment) -> Examination {
    let mut examination = Examination::default();
    for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| !field.custom) {
        // Exposed to be judged; only country, bank code and judgement leave.
        let value = field.value.expose().trim();
        let finding = match field.name.as_str() {
            _ if value.is_empty() => None,
            "iban" => {
                let iban = Iban::read(value);
                examination.facts.extend(iban.as_ref().and_then(bank).map(|value| Fact {
                    name: FactName::Bank,
                    value,
                    field: Some(index),
                }));
                iban_finding(iban.as_ref())
            }
            "bic" => (!is_bic(value)).then(|| low(FindingCode::BicMalformed)),
            _ => None,
        };
        examination.findings.extend(finding.map(|finding| finding.about(index)));
    }
    examination
}

/// One finding at most: a character too few spoils the check digits too.
fn iban_finding(iban: Option<&Iban>) -> Option<Finding> {
    match iban {
        Some(iban) if iban.length_fits() == Some(false) => {
            Some(low(FindingCode::IbanLength).with_detail(iban.country_code()))
        }
        Some(iban) if iban.check_digits_fit() => None,
        _ => Some(low(FindingCode::IbanChecksum)),
    }
}

/// Country and bank code of a number of the right length: of another, what stands there may be the account.
fn bank(iban: &Iban) -> Option<String> {
    let code = iban.bank_code().filter(|_| iban.length_fits() == Some(true))?;
    Some(format!("{} {code}", iban.country_code()))
}

fn low(code: FindingCode) -> Finding {
    Finding::new(Severity::Low, code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, FieldType, Kind};

    fn examined(name: &str, value: &str) -> Examination {
        let item = Item::new(Kind::BANK_ACCOUNT, "")
            .with(Field::new("bank", FieldType::Text, "Bank"))
            .with(Field::new(name, FieldType::Hidden, value));
        examine(&item, Moment(0))
    }

    #[test]
    fn bank_is_a_fact_of_the_number() {
        let facts = examined("iban", "DE89 3704 0044 0532 0130 00").facts;
        assert_eq!(facts, [Fact { name: FactName::Bank, value: "DE 37040044".into(), field: Some(1) }]);
        assert_eq!(examined("iban", "DE89 3704 0044 0532 0130").facts, []);
        assert_eq!(examined("account_number", "DE89370400440532013000").facts, []);
    }

    #[test]
    fn number_and_code_that_cannot_be_right_are_found() {
        for (name, value, expected) in [
            ("iban", "DE89 3704 0044 0532 0130 00", None),
            ("iban", "de89370400440532013000", None),
            ("iban", " DE89370400440532013000\n", None),
            ("iban", "DE88370400440532013000", Some(("iban_checksum", None))),
            ("iban", "DE8937040044053201300", Some(("iban_length", Some("DE")))),
            ("iban", "NO93860111179471", Some(("iban_length", Some("NO")))),
            ("iban", "not a number", Some(("iban_checksum", None))),
            ("iban", "MA64011519000001205000534921", None),
            ("iban", "MA65011519000001205000534921", Some(("iban_checksum", None))),
            ("iban", "", None),
            ("bic", "COBADEFFXXX", None),
            ("bic", "COBADEFFX", Some(("bic_malformed", None))),
        ] {
            let findings = examined(name, value).findings;
            let found = findings.first().map(|found| (found.code.code(), found.detail.as_deref()));
            assert_eq!(found, expected, "{value}");
            assert!(findings.len() < 2 && findings.iter().all(|found| found.field == Some(1)));
        }
    }

    #[test]
    fn fields_of_the_users_own_are_not_judged() {
        let item = Item::new(Kind::BANK_ACCOUNT, "").with(Field::custom("iban", FieldType::Text, "mine"));
        assert_eq!(examine(&item, Moment(0)), Examination::default());
    }
}
