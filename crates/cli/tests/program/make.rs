//! Making keys and certificates, and checking chains: `ssh-keygen` and `openssl` of Debian judge what comes out.

use crate::machine::{Machine, PASSWORD, run};
use serde_json::Value;
use std::process::{Command, Output};

/// Runs a judge in the machine's home; `None`, with a notice, where it is not there.
fn judge(machine: &Machine, program: &str, arguments: &[&str]) -> Option<Output> {
    let output = Command::new(program).args(arguments).current_dir(machine.path("")).output();
    if output.is_err() {
        eprintln!("skipped: no {program}");
    }
    output.ok()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The JSON of a run without a vault.
fn made(machine: &Machine, arguments: &[&str], lines: &[&str]) -> Value {
    let ran = run(machine.bare().args(["--json", "--password-stdin", "generate"]).args(arguments), lines);
    assert_eq!(ran.exit, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// Writes a file that only its owner reads, as `ssh-keygen` wants it.
fn private_file(machine: &Machine, name: &str, content: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let path = machine.file(name, content);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    path
}

#[test]
fn ssh_key_is_one_that_ssh_keygen_reads() {
    let machine = Machine::new();
    for (algorithm, name, passphrase) in [
        ("ed25519", "(ED25519)", ""),
        ("ed25519", "(ED25519)", "made up for this test"),
        ("ecdsa-p384", "(ECDSA)", ""),
        ("rsa-3072", "(RSA)", ""),
    ] {
        let mut arguments = vec!["ssh-key", "--algorithm", algorithm, "--comment", "ada@laptop"];
        arguments.extend((!passphrase.is_empty()).then_some("--passphrase"));
        let made = made(&machine, &arguments, &[passphrase]);
        let public = made["public_key"].as_str().unwrap();
        assert!(public.ends_with(" ada@laptop"), "{public}");
        let file = private_file(&machine, "key", made["private_key"].as_str().unwrap());
        let Some(said) = judge(&machine, "ssh-keygen", &["-y", "-P", passphrase, "-f", &file]) else {
            return;
        };
        assert_eq!(text(&said.stdout).trim(), public, "{}", text(&said.stderr));
        let file = machine.file("key.pub", public);
        let said = judge(&machine, "ssh-keygen", &["-l", "-f", &file]).unwrap();
        assert!(text(&said.stdout).trim_end().ends_with(name), "{}", text(&said.stdout));
    }
}

#[test]
fn key_that_is_saved_is_an_item_and_is_not_printed() {
    let machine = Machine::with_vault();
    let said = machine.done(
        &["generate", "ssh-key", "--comment", "ada@laptop", "--passphrase", "--save", "Laptop"],
        &[PASSWORD, "made up for this test"],
    );
    assert!(said.starts_with("added ") && !said.contains("PRIVATE"), "{said}");
    let private = machine.say(&["get", "Laptop", "--field", "private_key"]);
    assert!(private.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----"), "{private}");
    assert_eq!(machine.say(&["get", "Laptop", "--field", "passphrase"]), "made up for this test");
    let (exit, said) = machine.fails(&["generate", "ssh-key", "--passphrase"], &[""]);
    assert!(exit == 2 && said.contains("passphrase is empty"), "{said}");
}

#[test]
fn request_is_one_that_openssl_verifies() {
    let machine = Machine::new();
    let made =
        made(&machine, &["certificate", "--request", "--name", "own.example", "--name", "192.0.2.1"], &[]);
    let file = machine.file("own.csr", made["request"].as_str().unwrap());
    let Some(said) = judge(&machine, "openssl", &["req", "-in", &file, "-verify", "-noout", "-text"]) else {
        return;
    };
    assert!(said.status.success(), "{}", text(&said.stderr));
    let printed = text(&said.stdout);
    assert!(printed.contains("DNS:own.example, IP Address:192.0.2.1"), "{printed}");
}

#[test]
fn certificate_that_cannot_be_is_refused_with_the_reason() {
    let machine = Machine::new();
    for (arguments, reason) in [
        (vec![], "stand for nobody"),
        (vec!["--name", "a_b.example"], "cannot have the name a_b.example"),
        (vec!["--name", "a.example", "--days", "0"], "9,131 days"),
        (vec!["--name", "a.example", "--days", "9132"], "9,131 days"),
    ] {
        let ran = run(machine.bare().args(["generate", "certificate"]).args(arguments), &[]);
        assert_eq!((ran.exit, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(reason), "{}", ran.err);
    }
}

/// A machine whose vault has a private authority, one below it, and a leaf of that, which ends first.
fn with_authority() -> Machine {
    let machine = Machine::with_vault();
    let make = |arguments: &[&str]| {
        machine.say(&[&["generate", "certificate"], arguments].concat());
    };
    make(&["--usage", "authority", "--common-name", "Root", "--days", "3650", "--save", "Root"]);
    make(&["--usage", "authority", "--common-name", "Middle", "--issuer", "Root", "--save", "Middle"]);
    make(&["--name", "leaf.example", "--issuer", "Middle", "--days", "30", "--save", "Leaf"]);
    make(&["--usage", "authority", "--common-name", "Other", "--save", "Other"]);
    machine
}

/// A question about the leaf: how we are asked, how OpenSSL is, and the fault that we find.
type Case = (&'static [&'static str], &'static [&'static str], Option<&'static str>);

const CASES: [Case; 7] = [
    (&["--root-item", "Root"], &["-CAfile", "Root"], None),
    (
        &["--root-item", "Root", "--name", "leaf.example"],
        &["-CAfile", "Root", "-verify_hostname", "leaf.example"],
        None,
    ),
    (
        &["--root-item", "Root", "--name", "other.example"],
        &["-CAfile", "Root", "-verify_hostname", "other.example"],
        Some("name_mismatch"),
    ),
    (
        &["--root-item", "Root", "--at", "2099-01-01"],
        &["-CAfile", "Root", "-attime", "4070908800"],
        Some("expired"),
    ),
    (
        &["--root-item", "Root", "--at", "2001-01-01T12:00:00Z"],
        &["-CAfile", "Root", "-attime", "978350400"],
        Some("not_yet_valid"),
    ),
    (&["--root-item", "Other"], &["-CAfile", "Other"], Some("untrusted_root")),
    (&["--root", "Root"], &["-CAfile", "Root"], None),
];

#[test]
fn chain_is_judged_as_openssl_judges_it() {
    let machine = with_authority();
    for item in ["Root", "Other", "Leaf"] {
        machine.file(item, machine.say(&["get", item, "--field", "certificate"]));
    }
    machine.file("chain", machine.say(&["get", "Leaf", "--field", "chain"]));
    for (ours, theirs, fault) in CASES {
        let asked = [&["--json", "check-certificate", "Leaf", "--no-system-roots"], ours].concat();
        let ran = machine.run(&asked, &[PASSWORD]);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(answer["fault"]["code"].as_str(), fault, "{ours:?}: {}", ran.out);
        assert_eq!(ran.exit, if fault.is_some() { 19 } else { 0 }, "{}", ran.err);
        let judged =
            [&["verify", "-purpose", "sslserver", "-no-CApath"], theirs, &["-untrusted", "chain", "Leaf"]];
        let Some(said) = judge(&machine, "openssl", &judged.concat()) else { return };
        assert_eq!(said.status.success(), fault.is_none(), "{theirs:?}: {}", text(&said.stderr));
    }
}

#[test]
fn pasted_certificate_without_its_issuer_says_whose_is_missing() {
    let machine = with_authority();
    let leaf = machine.say(&["get", "Leaf", "--field", "certificate"]);
    let root = machine.file("Root", machine.say(&["get", "Root", "--field", "certificate"]));
    let file = machine.file("Leaf", &leaf);
    let asked = ["check-certificate", "-", "--no-system-roots", "--root", &root];
    let ran = run(machine.bare().args(asked), &[&leaf]);
    assert_eq!(ran.exit, 19, "{}", ran.err);
    assert!(ran.out.contains("is missing") && ran.out.contains("CN=Middle"), "{}", ran.out);
    let verify = ["verify", "-no-CApath", "-CAfile", &root, &file];
    if let Some(said) = judge(&machine, "openssl", &verify) {
        assert!(!said.status.success());
    }
    let chain = machine.say(&["get", "Leaf", "--field", "chain"]);
    assert_eq!(run(machine.bare().args(asked), &[&leaf, &chain]).exit, 0);
    assert_eq!(run(machine.bare().args(asked), &["no certificate"]).exit, 2);
}

#[test]
fn private_key_of_an_authority_is_used_only_with_an_entry_in_the_trail() {
    let machine = with_authority();
    let audit = machine.json(&["audit"]);
    let entries = audit["entries"].as_array().unwrap();
    let signed =
        entries.iter().filter(|entry| entry["action"] == "reveal" && entry["detail"] == "private_key");
    assert_eq!(signed.count(), 2);
    let (exit, said) =
        machine.fails(&["generate", "certificate", "--name", "a.example", "--issuer", "Leaf"], &[PASSWORD]);
    assert!(exit == 2 && said.contains("cannot sign"), "{said}");
    let long = ["generate", "certificate", "--name", "a.example", "--issuer", "Middle", "--days", "9000"];
    assert!(machine.fails(&long, &[PASSWORD]).1.contains("choose fewer days"));
}
