//! International account numbers (IBAN, ISO 13616) and bank codes (BIC, ISO 9362): shape, length, check digits. Knows the
//! registry, asks no bank.

use super::registry::{Country, country};
use strongroom_secret::SecretString;

/// Characters of the longest number, by ISO 13616-1.
const MAX_CHARS: usize = 34;
/// Country, check digits and one character.
const MIN_CHARS: usize = 5;

/// A text of letters and digits that could be a number, upper case and without spaces. Its check digits may not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Iban(SecretString);

impl Iban {
    /// `None` where it does not begin with two letters and two digits, holds anything but letters, digits, spaces and
    /// hyphens, or has more than 34 characters.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut compact = SecretString::new(String::with_capacity(MAX_CHARS));
        for character in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            if !character.is_ascii_alphanumeric() || compact.expose().len() == MAX_CHARS {
                return None;
            }
            compact.expose_mut().push(character.to_ascii_uppercase());
        }
        let mut start = compact.expose().bytes();
        let begins_well = start.by_ref().take(2).all(|byte| byte.is_ascii_uppercase())
            && start.take(2).all(|byte| byte.is_ascii_digit());
        (begins_well && compact.expose().len() >= MIN_CHARS).then_some(Self(compact))
    }

    /// Its country's code, whether or not the registry has it.
    pub(super) fn country_code(&self) -> &str {
        self.text().get(..2).unwrap_or_default()
    }

    pub(super) fn country(&self) -> Option<Country> {
        country(self.country_code())
    }

    /// Whether it is as long as its country's are; `None` where the registry does not have the country.
    pub(super) fn length_fits(&self) -> Option<bool> {
        self.country().map(|country| self.text().len() == country.length)
    }

    /// ISO/IEC 7064, MOD 97-10: the first four characters moved to the end, letters as 10 to 35, the rest is 1.
    pub(super) fn check_digits_fit(&self) -> bool {
        let (start, rest) = self.text().split_at_checked(4).unwrap_or_default();
        let remainder =
            rest.chars().chain(start.chars()).filter_map(|c| c.to_digit(36)).fold(0, |sum, value| {
                let shift = if value < 10 { 10 } else { 100 };
                (sum * shift + value) % 97
            });
        remainder == 1
    }

    /// The bank's code within it, no secret; `None` where the registry does not have the country.
    pub(super) fn bank_code(&self) -> Option<&str> {
        let country = self.country()?;
        self.text().get(country.bank_from..country.bank_from + country.bank_length)
    }

    pub(super) fn into_secret(self) -> SecretString {
        self.0
    }

    /// Exposed within this module, which judges it.
    fn text(&self) -> &str {
        self.0.expose()
    }
}

/// Whether it has a BIC's shape: four letters or digits of the institution, two letters of the country, two letters or
/// digits of the place, and perhaps three of the branch (ISO 9362:2014).
pub(super) fn is_bic(text: &str) -> bool {
    let plain = matches!(text.len(), 8 | 11) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain && text.bytes().skip(4).take(2).all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::super::registry::COUNTRIES;
    use super::*;

    /// The examples that the registry prints, of the countries for which it prints a whole one.
    const PUBLISHED: &str = "
        AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 AT611904300234573201
        AZ21NABZ00000000137010001944 BA391290079401028494 BE68539007547034 BG80BNBG96611020345678
        BH67BMAG00001299123456 BR1800360305000010009795493C1 BY13NBRB3600900000002Z00AB00 CH9300762011623852957
        CR05015202001026284066 CY17002001280000001200527600 CZ6508000000192000145399 DE89370400440532013000
        DK5000400440116243 DO28BAGR00000001212453611324 EE382200221020145685 EG380019000500000000263180002
        ES9121000418450200051332 FI2112345600000785 FO6264600001631634 FR1420041010050500013M02606
        GB29NWBK60161331926819 GE29NB0000000101904917 GI75NWBK000000007099453 GL8964710001000206
        GR1601101250000000012300695 GT82TRAJ01020000001210029690 HR1210010051863000160
        HU42117730161111101800000000 IE29AIBK93115212345678 IL620108000000099999999 IQ98NBIQ850123456789012
        IS140159260076545510730339 IT60X0542811101000000123456 JO94CBJO0010000000000131000302
        KW81CBKU0000000000001234560101 KZ86125KZT5004100100 LB62099900000001001901229114
        LC55HEMM000100010012001200023015 LI21088100002324013AA LT121000011101001000 LU280019400644750000
        LV80BANK0000435195001 MC5811222000010123456789030 MD24AG000225100013104168 ME25505000012345678951
        MK07250120000058984 MR1300020001010000123456753 MT84MALT011000012345MTLCAST001S
        MU17BOMM0101101030300200000MUR NL91ABNA0417164300 NO9386011117947 PK36SCBL0000001123456702
        PL61109010140000071219812874 PS92PALS000000000400123456702 PT50000201231234567890154
        QA58DOHB00001234567890ABCDEFG RO49AAAA1B31007593840000 RS35260005601001611379
        SA0380000000608010167519 SC18SSCB11010000000000001497USD SE4550000000058398257466 SI56263300012039086
        SK3112000000198742637541 SM86U0322509800000000270100 ST23000100010051845310146
        SV62CENR00000000000000700025 TL380080012345678910157 TN5910006035183598478831
        TR330006100519786457841326 UA213223130000026007233566001 VA59001123000012345678
        VG96VPVG0000012345678901 XK051212012345678906";

    #[test]
    fn every_example_of_the_registry_fits() {
        for text in PUBLISHED.split_whitespace() {
            let iban = Iban::read(text).unwrap();
            assert_eq!((iban.length_fits(), iban.check_digits_fit()), (Some(true), true), "{text}");
            assert!(iban.bank_code().is_some_and(|code| !code.is_empty()), "{text}");
        }
        assert_eq!(PUBLISHED.split_whitespace().count(), 77);
    }

    #[test]
    fn every_country_stands_in_the_registry_once_and_in_order() {
        assert!(COUNTRIES.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(COUNTRIES.len(), 89);
        for (code, length, before, bank) in COUNTRIES {
            assert!(4 + before + bank < *length && *length <= MAX_CHARS, "{code}");
        }
    }

    #[test]
    fn one_wrong_or_two_swapped_characters_never_fit() {
        let right: Vec<char> = "GB29NWBK60161331926819".chars().collect();
        let fits = |text: &[char]| {
            Iban::read(&text.iter().collect::<String>()).is_some_and(|i| i.check_digits_fit())
        };
        assert!(fits(&right));
        for place in 4..right.len() {
            for digit in ('0'..='9').filter(|digit| *digit != right[place]) {
                let mut wrong = right.clone();
                wrong[place] = digit;
                assert!(!right[place].is_ascii_digit() || !fits(&wrong), "{place} {digit}");
            }
            let mut swapped = right.clone();
            swapped.swap(place - 1, place);
            assert!(swapped == right || !fits(&swapped), "{place}");
        }
    }

    #[test]
    fn bank_code_is_where_the_country_puts_it() {
        for (text, code) in [
            ("de89 3704 0044 0532 0130 00", Some("37040044")),
            ("IT60 X054 2811 1010 0000 0123 456", Some("05428")),
            ("GB29-NWBK-6016-1331-9268-19", Some("NWBK")),
            ("DE89", None),
            ("DE8937", None),
            ("ZZ8937040044", None),
        ] {
            let iban = Iban::read(text);
            assert_eq!(iban.as_ref().and_then(Iban::bank_code), code, "{text}");
        }
    }

    #[test]
    fn what_has_not_the_shape_is_none() {
        for text in ["", "DE", "DE8", "D389", "1234567890", "DE89 3704_0044", "DÉ89370400440532013000"] {
            assert_eq!(Iban::read(text), None, "{text}");
        }
        assert_eq!(Iban::read(&"A".repeat(1_000_000)), None);
        assert_eq!(Iban::read(&format!("DE89{}", "0".repeat(31))), None);
    }

    #[test]
    fn bic_has_eight_or_eleven_characters_and_a_country_in_them() {
        for text in ["COBADEFF", "COBADEFFXXX", "deutdeff500", "E097AEXX"] {
            assert!(is_bic(text), "{text}");
        }
        for text in ["", "COBADEF", "COBADEFFX", "COBA1EFF", "COBADEFF-XXX", "COBADÉF"] {
            assert!(!is_bic(text), "{text}");
        }
    }
}
