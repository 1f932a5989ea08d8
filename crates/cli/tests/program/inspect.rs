//! What a text on standard input is, without a vault and without repeating it.

use crate::machine::{Machine, Ran, names, run};
use serde_json::Value;

fn inspect(arguments: &[&str], text: &str) -> Ran {
    run(Machine::new().bare().args(arguments).arg("inspect"), &[text])
}

const WIFI: &str = "WIFI:T:WEP;S:made-up;P:canary-7f3a91;;";
const CODE: &str = "otpauth://totp/Shop:anna?secret=JBSWY3DPEHPK3PXP&issuer=Shop";

#[test]
fn text_is_said_to_be_what_it_is_with_what_to_do_and_without_its_secret() {
    let ran = inspect(&[], WIFI);
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("Wi-Fi: made-up\n"), "{}", ran.out);
    assert!(ran.out.contains("The encryption of this network is broken"), "{}", ran.out);
    assert!(ran.out.contains("Switch WPA2 or WPA3 on"), "{}", ran.out);
    assert!(!ran.out.contains("canary"), "{}", ran.out);
}

#[test]
fn inspected_json_has_stable_names_and_no_secret() {
    let ran = inspect(&["--json"], &format!("{CODE}\n{CODE}"));
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(!ran.out.contains("JBSWY3DPEHPK3PXP"));
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["items"].as_array().unwrap().len(), 2);
    assert_eq!(json["items"][0]["kind"], "login");
    let expected = [
        "items",
        "items[].facts",
        "items[].facts[].field",
        "items[].facts[].name",
        "items[].facts[].value",
        "items[].fields",
        "items[].findings",
        "items[].findings[].code",
        "items[].findings[].detail",
        "items[].findings[].field",
        "items[].findings[].severity",
        "items[].findings[].todo",
        "items[].findings[].what",
        "items[].findings[].why",
        "items[].kind",
        "items[].title",
    ];
    assert_eq!(names(&json), expected);
}

#[test]
fn what_is_not_recognised_is_said_in_the_exit_code_and_not_repeated() {
    for text in ["canary-7f3a91 is nothing", ""] {
        let ran = inspect(&["--json"], text);
        assert_eq!((ran.exit, ran.out.as_str()), (15, ""));
        assert!(ran.err.contains(": ") && !ran.err.contains("canary"), "{}", ran.err);
    }
}
