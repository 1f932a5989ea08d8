//! What is known about an item's one-time codes. Nothing of the secret leaves but its length.

use super::{Encoder, Otp};
use crate::strength::cut;
use crate::{Examination, Fact, FactName, FieldType, Finding, FindingCode, Item, Moment, Severity};

/// What RFC 4226 asks of a secret at least (section 4, R6).
const MIN_BITS: usize = 128;
/// Fields of an item that are looked at.
const MAX_FIELDS: usize = 1000;
/// Characters of a fact.
const MAX_FACT: usize = 200;

/// The shape of each one-time code (`6 / 30 s`: digits and period; `6 / #41`: digits and counter), its hash, whose it is,
/// and whether its secret is short. What cannot be read is another's to report. Looks at no clock: the parameter is there
/// because every kind has it.
pub fn examine(item: &Item, _now: Moment) -> Examination {
    let mut examination = Examination::default();
    let fields = item.fields.iter().enumerate().filter(|(_, field)| field.field_type == FieldType::Totp);
    for (index, field) in fields.take(MAX_FIELDS) {
        // Exposed to be read; only its shape, its names and its length leave.
        let Ok(otp) = Otp::parse(field.value.expose()) else { continue };
        examination.facts.extend(facts(&otp, index));
        let bits = otp.secret().expose().len() * 8;
        if bits < MIN_BITS {
            let finding = Finding::new(Severity::Low, FindingCode::ShortTotpSecret);
            examination.findings.push(finding.with_detail(bits.to_string()).about(index));
        }
    }
    examination
}

fn facts(otp: &Otp, field: usize) -> impl Iterator<Item = Fact> {
    let (shape, algorithm) = match otp {
        Otp::Time(totp) => {
            let parts = totp.parts();
            let algorithm = if parts.encoder == Encoder::Steam { "Steam" } else { parts.algorithm.name() };
            (format!("{} / {} s", parts.digits, parts.period_seconds), algorithm)
        }
        Otp::Counter(hotp) => {
            let parts = hotp.parts();
            (format!("{} / #{}", parts.digits, parts.counter), parts.algorithm.name())
        }
    };
    let facts = [
        (FactName::CodeShape, shape),
        (FactName::Algorithm, algorithm.to_owned()),
        (FactName::Issuer, cut(otp.issuer(), MAX_FACT).to_owned()),
        (FactName::UserName, cut(otp.account(), MAX_FACT).to_owned()),
    ];
    let said = facts.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(move |(name, value)| Fact { name, value, field: Some(field) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Kind};

    fn examined(value: &str) -> Examination {
        let item = Item::new(Kind::NOTE, "")
            .with(Field::new("username", FieldType::Text, "x"))
            .with(Field::custom("Code", FieldType::Totp, value));
        examine(&item, Moment(0))
    }

    fn facts_of(value: &str) -> Vec<(&'static str, String)> {
        let facts = examined(value).facts;
        assert!(facts.iter().all(|fact| fact.field == Some(1)));
        facts.into_iter().map(|fact| (fact.name.code(), fact.value)).collect()
    }

    #[test]
    fn shape_hash_and_names_are_facts() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let fact = |name, value: &str| (name, value.to_owned());
        assert_eq!(facts_of(secret), [fact("code_shape", "6 / 30 s"), fact("algorithm", "SHA1")]);
        assert_eq!(
            facts_of(&format!(
                "otpauth://totp/Shop:anna?secret={secret}&algorithm=SHA512&digits=8&period=60"
            )),
            [
                fact("code_shape", "8 / 60 s"),
                fact("algorithm", "SHA512"),
                fact("issuer", "Shop"),
                fact("user_name", "anna")
            ]
        );
        assert_eq!(
            facts_of(&format!("steam://{secret}"))[..2],
            [fact("code_shape", "5 / 30 s"), fact("algorithm", "Steam")]
        );
        assert_eq!(
            facts_of(&format!("otpauth://hotp/?secret={secret}&counter=41"))[0],
            fact("code_shape", "6 / #41")
        );
        assert_eq!(facts_of("no code"), []);
        assert_eq!(facts_of(""), []);
    }

    #[test]
    fn secret_of_fewer_than_128_bits_is_short() {
        for (characters, bits) in [(16, Some("80")), (24, Some("120")), (26, None), (32, None)] {
            let findings = examined(&"A".repeat(characters)).findings;
            let found = findings.first().map(|found| found.detail.as_deref().unwrap_or_default());
            assert_eq!(found, bits, "{characters}");
            let expected = (FindingCode::ShortTotpSecret, Severity::Low, Some(1));
            assert!(findings.iter().all(|found| (found.code, found.severity, found.field) == expected));
        }
    }
}
