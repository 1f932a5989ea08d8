//! One-time codes by a counter (RFC 4226). The counter is the caller's to keep: a code that was used must never be made
//! again, and one that was skipped is forgiven by most services only a few times.

use super::{Algorithm, TotpError, check_common, generator, uri};
use strongroom_secret::{SecretBytes, SecretString};

/// What a counter-based code is made from, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HotpParts {
    /// The shared key itself, not in base32. Secret.
    pub secret: SecretBytes,
    /// The hash. The standard knows SHA-1 alone.
    pub algorithm: Algorithm,
    /// Digits of a code, 6 to 8.
    pub digits: u8,
    /// How many codes were used: the number of the next one.
    pub counter: u64,
    /// The service, for people; may be empty. Personal.
    pub issuer: String,
    /// The account, for people; may be empty. Personal.
    pub account: String,
}

impl HotpParts {
    /// The common case: SHA-1, six digits, no code used, nobody's name.
    pub fn new(secret: impl Into<SecretBytes>) -> Self {
        Self {
            secret: secret.into(),
            algorithm: Algorithm::Sha1,
            digits: 6,
            counter: 0,
            issuer: String::new(),
            account: String::new(),
        }
    }
}

/// A source of counter-based codes, checked. `Debug` shows no secret, but the personal issuer and account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hotp(HotpParts);

impl Hotp {
    /// Reads an `otpauth://hotp/…` URI. The counter must be there.
    pub fn parse(text: &str) -> Result<Self, TotpError> {
        match uri::parse(text)? {
            uri::Parsed::Counter(parts) => Self::from_parts(parts),
            uri::Parsed::Time(_) => Err(TotpError::NotHotp),
        }
    }

    /// Checks the parts.
    pub fn from_parts(parts: HotpParts) -> Result<Self, TotpError> {
        check_common(&parts.secret, &parts.issuer, &parts.account)?;
        if !(6..=8).contains(&parts.digits) {
            return Err(TotpError::BadDigits);
        }
        Ok(Self(HotpParts { account: super::account(&parts.account), ..parts }))
    }

    /// The canonical URI, with every parameter written out; [`Hotp::parse`] reads the same code from it.
    pub fn to_uri(&self) -> SecretString {
        uri::write_hotp(&self.0)
    }

    /// What it is made from.
    pub fn parts(&self) -> &HotpParts {
        &self.0
    }

    /// The code of its counter. Secret until it is used.
    pub fn code(&self) -> SecretString {
        // A counter is a clock that ticks once a second, to the library.
        let generator = generator(self.0.algorithm.into(), self.0.digits, 1, &self.0.secret);
        SecretString::new(generator.generate(self.0.counter).to_string())
    }

    /// The same with its code used: what must be kept before the code is shown. `None` after the last of the 2⁶⁴.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let counter = self.0.counter.checked_add(1)?;
        Some(Self(HotpParts { counter, ..self.0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "JBSWY3DPEHPK3PXP";

    #[test]
    fn codes_of_the_standard_follow_each_other() {
        let mut hotp = Hotp::from_parts(HotpParts::new(b"12345678901234567890".to_vec())).unwrap();
        for code in ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871"]
        {
            assert_eq!(hotp.code().expose(), code);
            hotp = hotp.next().unwrap();
        }
        assert_eq!(hotp.parts().counter, 9);
    }

    #[test]
    fn last_counter_has_a_code_and_no_next_one() {
        let parts = HotpParts { counter: u64::MAX, ..HotpParts::new(vec![1; 20]) };
        let hotp = Hotp::from_parts(parts).unwrap();
        assert_eq!(hotp.code().expose().len(), 6);
        assert_eq!(hotp.next(), None);
    }

    #[test]
    fn uri_gives_all_its_parts_and_reads_back_as_the_same_code() {
        let text =
            format!("otpauth://HOTP/ACME%20Co:anna?secret={SECRET}&issuer=ACME%20Co&digits=8&counter=42");
        let hotp = Hotp::parse(&text).unwrap();
        let parts = hotp.parts();
        assert_eq!((parts.issuer.as_str(), parts.account.as_str()), ("ACME Co", "anna"));
        assert_eq!((parts.digits, parts.counter), (8, 42));
        assert_eq!(Hotp::parse(hotp.to_uri().expose()), Ok(hotp.clone()));
        let written = format!(
            "otpauth://hotp/ACME%20Co:anna?secret={SECRET}&issuer=ACME%20Co&algorithm=SHA1&digits=8&counter=42"
        );
        assert_eq!(hotp.to_uri().expose(), &written);
    }

    #[test]
    fn what_is_no_counter_based_code_is_refused_by_name() {
        let with = |more: &str| format!("otpauth://hotp/a?secret={SECRET}{more}");
        for (text, error) in [
            (with(""), TotpError::BadCounter),
            (with("&counter="), TotpError::BadCounter),
            (with("&counter=-1"), TotpError::BadCounter),
            (with("&counter=18446744073709551616"), TotpError::BadCounter),
            (with("&counter=1&counter=2"), TotpError::Repeated),
            (with("&counter=1&digits=5"), TotpError::BadDigits),
            (with("&counter=1&digits=9"), TotpError::BadDigits),
            ("otpauth://hotp/a?counter=1".into(), TotpError::NoSecret),
            (format!("otpauth://totp/a?secret={SECRET}&counter=1"), TotpError::NotHotp),
            (SECRET.into(), TotpError::NotHotp),
        ] {
            assert_eq!(Hotp::parse(&text), Err(error), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let hotp = Hotp::from_parts(HotpParts::new(b"Hello!".to_vec())).unwrap();
        let shown = format!("{hotp:?} {:?}", hotp.code());
        assert!(shown.contains("[redacted]") && !shown.contains(hotp.code().expose().as_str()), "{shown}");
    }
}
