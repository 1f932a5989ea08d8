//! One-time codes against those of `oathtool` (OATH Toolkit), which knows nothing of this program.
//! Skips, and says so, where it is not installed.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use std::process::Command;
use strongroom_credential::Totp;
use strongroom_credential::totp::{Algorithm, Hotp, HotpParts, TotpParts};

/// The judge's code; `None` where there is no judge.
fn judged(arguments: &[String]) -> Option<String> {
    let Ok(output) = Command::new("oathtool").args(arguments).output() else {
        eprintln!("skipped: no oathtool");
        return None;
    };
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

/// A made-up secret of that many bytes, each time another.
fn secret(length: u8, salt: u8) -> Vec<u8> {
    (0..length).map(|index| index.wrapping_mul(37).wrapping_add(salt.wrapping_mul(101))).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn time_based_codes_are_those_of_oathtool() {
    let algorithms = [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512];
    let moments = [0_u64, 59, 1_111_111_109, 1_234_567_890, 2_000_000_000, 4_102_444_800];
    for (salt, algorithm) in (0..).zip(algorithms) {
        for (digits, (period, length)) in [6, 7, 8].into_iter().zip([(30, 20), (60, 64), (15, 10)]) {
            for at in moments {
                let secret = secret(length, salt);
                let Some(expected) = judged(&[
                    format!("--totp={}", algorithm.name()),
                    format!("--digits={digits}"),
                    format!("--time-step-size={period}s"),
                    format!("--now=@{at}"),
                    hex(&secret),
                ]) else {
                    return;
                };
                let parts = TotpParts { algorithm, digits, period_seconds: period, ..TotpParts::new(secret) };
                let code = Totp::from_parts(parts).unwrap().code_at(at).code;
                assert_eq!(code.expose(), &expected, "{algorithm:?} {digits} {period} {at}");
            }
        }
    }
}

#[test]
fn counter_based_codes_are_those_of_oathtool() {
    for (salt, digits) in (0..).zip([6, 7, 8]) {
        for counter in [0_u64, 1, 9, 255, 256, 65_536, 4_294_967_296, i64::MAX.unsigned_abs()] {
            let secret = secret(20, salt);
            let Some(expected) = judged(&[
                "--hotp".into(),
                format!("--digits={digits}"),
                format!("--counter={counter}"),
                hex(&secret),
            ]) else {
                return;
            };
            let hotp = Hotp::from_parts(HotpParts { digits, counter, ..HotpParts::new(secret) }).unwrap();
            assert_eq!(hotp.code().expose(), &expected, "{digits} {counter}");
        }
    }
}
