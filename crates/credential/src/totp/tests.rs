//! Tests of one-time codes by the clock.

use super::*;

fn code(parts: TotpParts, at: u64) -> String {
    Totp::from_parts(parts).unwrap().code_at(at).code.expose().clone()
}

#[test]
fn code_of_the_standard_at_59_seconds_has_one_second_left() {
    let key = b"12345678901234567890".to_vec();
    let totp = Totp::from_parts(TotpParts { digits: 8, ..TotpParts::new(key) }).unwrap();
    let code = totp.code_at(59);
    assert_eq!(
        (code.code.expose().as_str(), code.period_seconds, code.remaining_seconds),
        ("94287082", 30, 1)
    );
    assert_eq!(totp.code_at(60).remaining_seconds, 30);
}

#[test]
fn leading_zeros_are_part_of_the_code() {
    let parts = TotpParts { digits: 8, ..TotpParts::new(b"12345678901234567890".to_vec()) };
    assert_eq!(code(parts, 1_111_111_109), "07081804");
}

#[test]
fn short_secrets_that_services_hand_out_make_codes() {
    assert_eq!(code(TotpParts::new(vec![0x48; 10]), 0).len(), 6);
    assert_eq!(code(TotpParts::new(vec![1]), u64::MAX).len(), 6);
}

#[test]
fn steam_code_has_five_characters_of_its_alphabet_and_ignores_other_digits_and_periods() {
    let key = b"TestSecretSuperSecret".to_vec();
    let odd = TotpParts {
        digits: 8,
        period_seconds: 0,
        algorithm: Algorithm::Sha512,
        ..TotpParts::steam(key.clone())
    };
    let steam = code(odd, 1000);
    assert_eq!(steam, code(TotpParts::steam(key), 1000));
    assert_eq!(steam.len(), 5);
    assert!(steam.chars().all(|c| "23456789BCDFGHJKMNPQRTVWXY".contains(c)));
}

#[test]
fn parts_out_of_bounds_are_refused() {
    let new = || TotpParts::new(b"12345678901234567890".to_vec());
    for (parts, error) in [
        (TotpParts::new(Vec::new()), TotpError::NoSecret),
        (TotpParts::new(vec![0; 1025]), TotpError::TooLong),
        (TotpParts { account: "a".repeat(1025), ..new() }, TotpError::TooLong),
        (TotpParts { digits: 5, ..new() }, TotpError::BadDigits),
        (TotpParts { digits: 9, ..new() }, TotpError::BadDigits),
        (TotpParts { period_seconds: 0, ..new() }, TotpError::BadPeriod),
        (TotpParts { period_seconds: 86_401, ..new() }, TotpError::BadPeriod),
    ] {
        assert_eq!(Totp::from_parts(parts), Err(error));
    }
}

#[test]
fn debug_shows_no_secret() {
    let totp = Totp::parse("JBSWY3DPEHPK3PXP").unwrap();
    let shown = format!("{totp:?} {:?}", totp.code_at(0));
    assert!(shown.contains("[redacted]") && !shown.contains("282760"), "{shown}");
}
