//! Export: what is said first, what is asked for, what lands where, and what other readers find in it.

use crate::machine::{Machine, PASSWORD};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

const KEY: &str = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----";

fn stocked() -> Machine {
    let machine = Machine::with_vault();
    machine.say(&[
        "add",
        "login",
        "Büro =1",
        "--field",
        "username=anna",
        "--field",
        "password=-formula",
        "--tag",
        "work",
    ]);
    machine.say(&["add", "secret", "Token", "--field", "key=API_TOKEN", "--field", "value=t0p"]);
    let key = format!("private_key={KEY}");
    machine.say(&[
        "add",
        "ssh_key",
        "../../etc/passwd",
        "--field",
        &key,
        "--field",
        "public_key=ssh-ed25519 QUJD a",
    ]);
    machine
}

fn mode(path: &str) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Runs Python on a file; where there is none, or not that module, it says so.
fn python(script: &str, arguments: &[&str]) -> Option<String> {
    let done = Command::new("python3").arg("-c").arg(script).args(arguments).output().ok()?;
    if done.status.code() == Some(77) {
        eprintln!("skipped: python3 lacks what this needs");
        return None;
    }
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(String::from_utf8(done.stdout).unwrap().trim_end().to_owned())
}

#[test]
fn plain_file_asks_again_lands_closed_and_is_in_the_trail() {
    let machine = stocked();
    let file = machine.arg("out.json");
    let export = ["export", &file, "--format", "strongroom_json"];
    assert_eq!(machine.fails(&export, &[PASSWORD]).0, 2);
    assert!(!std::path::Path::new(&file).exists());
    machine.done(&export, &[PASSWORD, PASSWORD]);
    assert_eq!(mode(&file), 0o600);
    assert_eq!(machine.fails(&export, &[PASSWORD, PASSWORD]).0, 9);
    let trail = machine.say(&["audit"]);
    assert!(trail.contains("3 items as Strongroom JSON"), "{trail}");
    let count = python("import json,sys; print(len(json.load(open(sys.argv[1]))['items']))", &[&file]);
    assert_eq!(count.unwrap_or("3".to_owned()), "3");
    let other = Machine::with_vault();
    let report = other.json(&["import", &file]);
    assert_eq!((&report["imported"], &report["dropped"]), (&3.into(), &serde_json::json!([])));
    // Last, for the next try has to wait.
    let refused = machine.arg("refused.json");
    let export = ["export", &refused, "--format", "strongroom_json"];
    assert_eq!(machine.fails(&export, &[PASSWORD, "wrong"]).0, 3);
    assert!(!std::path::Path::new(&refused).exists());
}

#[test]
fn dry_run_lists_what_the_format_cannot_say_and_writes_nothing() {
    let machine = stocked();
    let preview = machine.json(&["export", "--format", "bitwarden_json", "--dry-run"]);
    let losses: Vec<_> = preview["losses"].as_array().unwrap().iter().map(|loss| &loss["field"]).collect();
    assert_eq!(losses, ["tags", "kind", "key", "value"]);
    assert_eq!((&preview["items"], &preview["losses_total"]), (&3.into(), &4.into()));
    let text = machine.say(&["export", "--format", "csv", "--dry-run", "--kind", "login"]);
    assert!(text.starts_with("items 1, folders 0"), "{text}");
    assert!(machine.say(&["export", "--formats"]).contains("bitwarden_encrypted_json"));
    let unknown = machine.fails(&["export", "--format", "pigeon", "--dry-run"], &[PASSWORD]);
    assert_eq!(unknown.0, 2);
}

#[test]
fn other_readers_find_the_same_in_the_tables() {
    let machine = stocked();
    for (format, password) in [("csv", "-formula"), ("csv_safe", "'-formula")] {
        let file = machine.arg(&format!("{format}.csv"));
        machine.done(&["export", &file, "--format", format, "--kind", "login"], &[PASSWORD, PASSWORD]);
        let script = "import csv,sys\nr=list(csv.DictReader(open(sys.argv[1],newline='',encoding='utf-8')))\n\
                      print(len(r), r[0]['title'], r[0]['password'], r[0]['tags'])";
        if let Some(found) = python(script, &[&file]) {
            assert_eq!(found, format!("1 Büro =1 {password} work"));
        }
    }
}

#[test]
fn archive_is_one_that_zip_readers_open() {
    let machine = stocked();
    let file = machine.arg("out.1pux");
    machine.done(&["export", &file, "--format", "one_password_1pux"], &[PASSWORD, PASSWORD]);
    let script = "import zipfile,json,sys\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                  d=json.loads(z.read('export.data'))\na=json.loads(z.read('export.attributes'))\n\
                  v=d['accounts'][0]['vaults']\nprint(a['version'], sum(len(x['items']) for x in v))";
    if let Some(found) = python(script, &[&file]) {
        assert_eq!(found, "3 3");
    }
}

#[test]
fn encrypted_file_opens_with_its_password_in_another_implementation() {
    let machine = stocked();
    let file = machine.arg("sealed.json");
    machine.done(&["export", &file, "--format", "bitwarden_encrypted_json"], &[PASSWORD, "file pass ü"]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains("anna") && !text.contains("API_TOKEN"));
    let script = r#"
import sys, json, base64, hashlib, hmac
try:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
    from cryptography.hazmat.primitives import hashes, padding
except ImportError:
    sys.exit(77)
d = json.load(open(sys.argv[1]))
assert d["encrypted"] and d["passwordProtected"] and d["kdfType"] == 0
key = hashlib.pbkdf2_hmac("sha256", sys.argv[2].encode(), d["salt"].encode(), d["kdfIterations"])
part = lambda info: HKDFExpand(hashes.SHA256(), 32, info).derive(key)
def opened(text):
    kind, rest = text.split(".", 1)
    assert kind == "2"
    iv, ct, mac = (base64.b64decode(x, validate=True) for x in rest.split("|"))
    assert hmac.compare_digest(mac, hmac.new(part(b"mac"), iv + ct, "sha256").digest())
    c = Cipher(algorithms.AES(part(b"enc")), modes.CBC(iv)).decryptor()
    u = padding.PKCS7(128).unpadder()
    return u.update(c.update(ct) + c.finalize()) + u.finalize()
assert len(opened(d["encKeyValidation_DO_NOT_EDIT"])) == 36
print(sorted(i["name"] for i in json.loads(opened(d["data"]))["items"]))
"#;
    if let Some(found) = python(script, &[&file, "file pass ü"]) {
        assert_eq!(found, "['../../etc/passwd', 'Büro =1', 'Token']");
    }
}

#[test]
fn keys_become_files_that_only_their_owner_reads_and_no_title_is_a_path() {
    let machine = stocked();
    let folder = machine.arg("keys");
    let report = machine.done(&["export", &folder, "--format", "key_files"], &[PASSWORD, PASSWORD]);
    assert!(report.contains("files 2"), "{report}");
    let (private, public) = (format!("{folder}/etc-passwd"), format!("{folder}/etc-passwd.pub"));
    assert_eq!((mode(&folder), mode(&private), mode(&public)), (0o700, 0o600, 0o644));
    assert_eq!(std::fs::read_to_string(&private).unwrap(), format!("{KEY}\n"));
    assert_eq!(machine.fails(&["export", &folder, "--format", "key_files"], &[PASSWORD, PASSWORD]).0, 9);
}

#[test]
fn variables_and_the_sheet_have_what_was_chosen() {
    let machine = stocked();
    let env = machine.arg("all.env");
    machine.done(&["export", &env, "--format", "dotenv"], &[PASSWORD, PASSWORD]);
    assert_eq!(std::fs::read_to_string(&env).unwrap(), "API_TOKEN=t0p\n");
    let none = machine.arg("none.env");
    let export = ["export", &none, "--format", "dotenv", "--kind", "login"];
    assert_eq!(machine.fails(&export, &[PASSWORD, PASSWORD]).0, 2);
    let sheet = machine.arg("sheet.html");
    let export = ["export", &sheet, "--format", "emergency_sheet", "--item", "Token", "--language", "de"];
    machine.done(&export, &[PASSWORD, PASSWORD]);
    let text = std::fs::read_to_string(&sheet).unwrap();
    assert!(text.contains("Notfallblatt") && text.contains("t0p") && !text.contains("anna"));
    assert!(!text.contains("<script"));
}

#[test]
fn sheet_as_pdf_asks_again_names_what_it_cannot_show_and_lands_closed() {
    let machine = stocked();
    machine.say(&["add", "login", "Łódź", "--field", "password=zażółć"]);
    let preview = machine.json(&["export", "--format", "emergency_sheet_pdf", "--dry-run"]);
    let losses: Vec<_> = preview["losses"].as_array().unwrap().iter().map(|loss| &loss["field"]).collect();
    assert_eq!(losses, ["title", "password"]);
    let sheet = machine.arg("sheet.pdf");
    let export = ["export", &sheet, "--format", "emergency_sheet_pdf", "--language", "de"];
    assert_eq!(machine.fails(&export, &[PASSWORD]).0, 2);
    assert!(!std::path::Path::new(&sheet).exists());
    machine.done(&export, &[PASSWORD, PASSWORD]);
    assert_eq!(mode(&sheet), 0o600);
    assert!(machine.say(&["audit"]).contains("4 items as Emergency sheet (PDF)"));
    let Ok(done) = Command::new("pdftotext").args(["-raw", &sheet, "-"]).output() else {
        return eprintln!("skipped: pdftotext is missing");
    };
    let text = String::from_utf8(done.stdout).unwrap();
    for words in
        ["Notfallblatt", "Büro =1", "-formula", "‹U+0141›ód‹U+017A›", "za‹U+017C›ó‹U+0142›‹U+0107›", KEY]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
}
