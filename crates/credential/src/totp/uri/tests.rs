//! Tests of reading and writing the `otpauth` URI; the table of hostile ones is the main one.

use super::super::Totp;
use super::*;

const SECRET: &str = "JBSWY3DPEHPK3PXP";

fn parsed(text: &str) -> TotpParts {
    Totp::parse(text).unwrap().parts().clone()
}

#[test]
fn full_uri_gives_all_its_parts() {
    let parts = parsed(
        "otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA256&digits=7&period=60",
    );
    assert_eq!((parts.issuer.as_str(), parts.account.as_str()), ("ACME Co", "john.doe@email.com"));
    assert_eq!((parts.algorithm, parts.digits, parts.period_seconds), (Algorithm::Sha256, 7, 60));
    assert_eq!(parts.secret.expose().len(), 20);
}

#[test]
fn uri_with_a_secret_alone_and_a_bare_secret_mean_the_same() {
    let uri = parsed(&format!("OTPAUTH://TOTP/?SECRET={SECRET}"));
    assert_eq!(uri, parsed("jbsw y3dp ehpk 3pxp"));
    assert_eq!(uri, TotpParts::new(b"Hello!\xde\xad\xbe\xef".to_vec()));
}

#[test]
fn issuer_comes_from_the_parameter_before_the_label() {
    assert_eq!(parsed(&format!("otpauth://totp/Old:me?secret={SECRET}&issuer=New")).issuer, "New");
    assert_eq!(parsed(&format!("otpauth://totp/Old%3A%20me?secret={SECRET}")).issuer, "Old");
    assert_eq!(parsed(&format!("otpauth://totp/Old:%20me?secret={SECRET}")).account, "me");
    assert_eq!(parsed(&format!("otpauth://totp/me@x?secret={SECRET}")).account, "me@x");
}

#[test]
fn every_way_to_write_steam_is_understood() {
    for text in [
        format!("steam://{SECRET}"),
        format!("otpauth://steam/Steam:me?secret={SECRET}&digits=5&algorithm=SHA1&issuer=Steam"),
        format!("otpauth://totp/Steam:me?secret={SECRET}"),
        format!("otpauth://totp/me?secret={SECRET}&issuer=steam&digits=5"),
        format!("otpauth://totp/me?secret={SECRET}&encoder=Steam&digits=8"),
    ] {
        let parts = parsed(&text);
        assert_eq!((parts.encoder, parts.digits, parts.period_seconds), (Encoder::Steam, 5, 30), "{text}");
    }
    let parts = parsed(&format!("otpauth://totp/me?secret={SECRET}&issuer=Steam&digits=6"));
    assert_eq!(parts.encoder, Encoder::Decimal);
}

#[test]
fn names_of_the_hash_are_read_in_every_common_spelling() {
    for (name, algorithm) in [
        ("SHA1", Algorithm::Sha1),
        ("sha-1", Algorithm::Sha1),
        ("HmacSHA256", Algorithm::Sha256),
        ("HMAC-SHA-512", Algorithm::Sha512),
    ] {
        assert_eq!(
            parsed(&format!("otpauth://totp/a?secret={SECRET}&algorithm={name}")).algorithm,
            algorithm
        );
    }
}

#[test]
fn hostile_text_is_refused_by_name() {
    let with = |more: &str| format!("otpauth://totp/a?secret={SECRET}&{more}");
    for (text, error) in [
        (String::new(), TotpError::NoSecret),
        ("otpauth://totp/a".into(), TotpError::NoSecret),
        ("otpauth://totp/a?secret=".into(), TotpError::NoSecret),
        ("otpauth://totp/a?secret=01189998819991197253".into(), TotpError::BadBase32),
        (format!("otpauth://hotp/a?secret={SECRET}&counter=1"), TotpError::NotTotp),
        (format!("https://totp/a?secret={SECRET}"), TotpError::NotTotp),
        (format!("otpauth-migration://offline?data={SECRET}"), TotpError::NotTotp),
        (with("digits=0"), TotpError::BadDigits),
        (with("digits=99"), TotpError::BadDigits),
        (with("digits=-6"), TotpError::BadDigits),
        (with("digits=999999999999999999999"), TotpError::BadDigits),
        (with("period=0"), TotpError::BadPeriod),
        (with("period=18446744073709551616"), TotpError::BadPeriod),
        (with("period=x"), TotpError::BadPeriod),
        (with("algorithm=MD5"), TotpError::UnknownAlgorithm),
        (with("encoder=base64"), TotpError::UnknownEncoder),
        (with("secret=AAAA"), TotpError::Repeated),
        (with("issuer=%zz"), TotpError::BadEscape),
        (with("issuer=%2"), TotpError::BadEscape),
        (with("issuer=%ff"), TotpError::BadEscape),
        (with(&format!("issuer={}", "a".repeat(1025))), TotpError::TooLong),
        ("A".repeat(8193), TotpError::TooLong),
        (format!("otpauth://totp/a?secret={}", "A".repeat(2000)), TotpError::TooLong),
    ] {
        assert_eq!(Totp::parse(&text), Err(error), "{text}");
    }
}

#[test]
fn canonical_uri_reads_back_as_the_same_code() {
    for (issuer, account) in [
        ("", ""),
        ("", "me"),
        ("", "a:b"),
        ("Bank: the & one", "ü@x.org"),
        ("100 %", "a/b?c#d=e+f"),
        ("Steam", "x"),
    ] {
        for encoder in [Encoder::Decimal, Encoder::Steam] {
            let mut parts = TotpParts::new(b"12345678901234567890".to_vec());
            (parts.issuer, parts.account, parts.encoder) = (issuer.into(), account.into(), encoder);
            (parts.algorithm, parts.period_seconds) = (Algorithm::Sha512, 60);
            let totp = Totp::from_parts(parts).unwrap();
            assert_eq!(Totp::parse(totp.to_uri().expose()), Ok(totp.clone()), "{}", totp.to_uri().expose());
        }
    }
}

#[test]
fn spaces_before_the_account_are_no_part_of_it_with_and_without_a_label_s_issuer() {
    for label in ["%09me", "ACME:%20me", "ACME%3A%20me", "%20%20me"] {
        for query in ["", "&issuer=ACME"] {
            let totp = Totp::parse(&format!("otpauth://totp/{label}?secret=JBSWY3DPEE{query}")).unwrap();
            assert_eq!(totp.parts().account, "me");
            assert_eq!(Totp::parse(totp.to_uri().expose()), Ok(totp));
        }
    }
}

#[test]
fn canonical_uri_spells_everything_out() {
    let parts =
        TotpParts { issuer: "ACME Co".into(), account: "me".into(), ..TotpParts::new(b"Hello!".to_vec()) };
    assert_eq!(
        Totp::from_parts(parts).unwrap().to_uri().expose(),
        "otpauth://totp/ACME%20Co:me?secret=JBSWY3DPEE&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30"
    );
}
