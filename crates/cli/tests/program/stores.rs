//! Password stores, decrypted by Debian's own `gpg` and `age` with keys that the test made.

use crate::machine::{Machine, PASSWORD, run};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A machine with a GnuPG of its own that has one key without a password.
struct Keys {
    machine: Machine,
    gnupg: tempfile::TempDir,
}

impl Keys {
    fn new() -> Option<Self> {
        // The socket of the agent has to be short, so that this cannot lie in the machine's home.
        let keys = Self { machine: Machine::with_vault(), gnupg: tempfile::tempdir_in("/tmp").unwrap() };
        let made = keys.gpg(
            &["--passphrase", "", "--quick-generate-key", "anna@example.org", "default", "default", "never"],
            b"",
        );
        if made.is_none() {
            eprintln!("skipped: gpg is not installed");
        }
        made.map(|_| keys)
    }

    fn gpg(&self, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
        let mut command = Command::new("gpg");
        command.env("GNUPGHOME", self.gnupg.path()).args([
            "--batch",
            "--quiet",
            "--pinentry-mode",
            "loopback",
        ]);
        fed(command.args(arguments), input)
    }

    /// A file of a store, encrypted for the key.
    fn entry(&self, name: &str, text: &[u8]) {
        let sealed = self
            .gpg(&["--trust-model", "always", "--recipient", "anna@example.org", "--encrypt"], text)
            .unwrap();
        self.file(name, &sealed);
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::create_dir_all(self.machine.path(name).parent().unwrap()).unwrap();
        self.machine.file(name, bytes)
    }

    fn import(&self, file: &str, more: &[&str], lines: &[&str]) -> crate::machine::Ran {
        let mut command = self.machine.bare();
        command.env("STRONGROOM_VAULT", self.machine.path("my.vault")).env("GNUPGHOME", self.gnupg.path());
        command.env("PATH", "/usr/bin:/bin").args(["--password-stdin", "--json", "import", file]).args(more);
        run(&mut command, lines)
    }

    fn imported(&self, file: &str, more: &[&str], lines: &[&str]) -> Value {
        let ran = self.import(file, more, lines);
        assert_eq!(ran.exit, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        let mut command = Command::new("gpgconf");
        command.env("GNUPGHOME", self.gnupg.path()).args(["--kill", "all"]);
        let _ = command.status();
    }
}

/// What the command writes; none where it is not there or fails.
fn fed(command: &mut Command, input: &[u8]) -> Option<Vec<u8>> {
    use std::io::Write;
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    child.stdin.take()?.write_all(input).ok()?;
    let output = child.wait_with_output().ok()?;
    output.status.success().then_some(output.stdout)
}

#[test]
fn store_of_pass_is_decrypted_by_the_user_s_gpg_and_a_damaged_file_does_not_stop_the_others() {
    let Some(keys) = Keys::new() else { return };
    keys.file(".password-store/.gpg-id", b"anna@example.org\n");
    keys.entry(
        ".password-store/Web/example.org.gpg",
        b"correct horse\nuser: anna\nurl: https://example.org\n",
    );
    keys.entry(".password-store/Web/shop.gpg", b"battery staple\n");
    keys.entry(".password-store/bank.gpg", b"pin 1234\nnotes below\n");
    keys.file(".password-store/broken.gpg", b"\x85\x01\x0cthis is no message");
    let store = keys.machine.arg(".password-store");
    let preview = keys.imported(&store, &["--dry-run"], &[PASSWORD]);
    assert_eq!((&preview["items"], &preview["folders"]), (&3.into(), &1.into()), "{preview}");
    assert_eq!(preview["dropped"][0]["field"], "broken.gpg");
    let report = keys.imported(&store, &[], &[PASSWORD]);
    assert_eq!((&report["imported"], &report["dropped"].as_array().unwrap().len()), (&3.into(), &1));
    assert_eq!(keys.machine.say(&["get", "example.org", "--field", "password"]), "correct horse");
    assert_eq!(keys.machine.say(&["get", "example.org", "--field", "username"]), "anna");
}

#[test]
fn store_for_somebody_else_s_key_says_that_no_key_decrypts_it() {
    let (Some(keys), Some(others)) = (Keys::new(), Keys::new()) else { return };
    others.entry("store/a.gpg", b"pw\n");
    keys.file("store/a.gpg", &std::fs::read(others.machine.path("store/a.gpg")).unwrap());
    let ran = keys.import(&keys.machine.arg("store"), &[], &[PASSWORD]);
    assert_ne!(ran.exit, 0);
    assert!(
        ran.err.contains("none of your keys decrypts this file") && ran.err.contains("gpg"),
        "{}",
        ran.err
    );
}

#[test]
fn key_whose_password_nobody_gives_is_said_and_asked_for_once() {
    let Some(keys) = Keys::new() else { return };
    let made =
        ["--passphrase", "x", "--quick-generate-key", "bob@example.org", "default", "default", "never"];
    keys.gpg(&made, b"").unwrap();
    for name in ["store/a.gpg", "store/b.gpg"] {
        let sealed = keys
            .gpg(&["--trust-model", "always", "--recipient", "bob@example.org", "--encrypt"], b"pw")
            .unwrap();
        keys.file(name, &sealed);
    }
    // Without a terminal and a display, no question can be asked; what the agent remembers is forgotten first.
    let mut forget = Command::new("gpgconf");
    forget.env("GNUPGHOME", keys.gnupg.path()).args(["--kill", "gpg-agent"]).status().unwrap();
    let ran = keys.import(&keys.machine.arg("store"), &[], &[PASSWORD]);
    assert!(ran.err.contains("the password of the key was not given"), "{}", ran.err);
}

#[test]
fn file_under_a_password_is_asked_for_it_and_its_content_recognised() {
    let Some(keys) = Keys::new() else { return };
    let csv = b"name,url,username,password,note\nExample,https://example.org,anna,correct horse,\n";
    let symmetric = ["--passphrase", "p\u{e4}ss word", "--symmetric"];
    for (name, armour) in [("export.pgp", None), ("export.asc", Some("--armor"))] {
        let arguments: Vec<&str> = armour.into_iter().chain(symmetric).collect();
        let file = keys.file(name, &keys.gpg(&arguments, csv).unwrap());
        assert_eq!(keys.import(&file, &["--dry-run"], &[PASSWORD, "wrong"]).exit, 3, "{name}");
        let preview = keys.imported(&file, &["--dry-run"], &[PASSWORD, "p\u{e4}ss word"]);
        assert_eq!((&preview["format"], &preview["items"]), (&"Chrome CSV".into(), &1.into()), "{name}");
    }
}

/// Proton Pass's archive, in which the items are encrypted under a password and their files are not. `python3` packs it.
fn proton_archive(machine: &Machine, sealed: &[u8]) -> Option<String> {
    let (sealed, to) = (machine.file("data.pgp", sealed), machine.arg("Proton Pass_export.zip"));
    let script = "import sys, zipfile\n\
                  with zipfile.ZipFile(sys.argv[1], 'w') as z:\n\
                  \x20   z.write(sys.argv[2], 'Proton Pass/data.pgp')\n\
                  \x20   z.writestr('Proton Pass/files/scan.png', b'a scan')\n";
    fed(Command::new("python3").args(["-c", script, &to, &sealed]), b"").map(|_| to)
}

#[test]
fn archive_of_proton_pass_is_decrypted_under_its_password_and_its_files_come_along() {
    let Some(keys) = Keys::new() else { return };
    let data = br#"{"version":"1.31.0","userId":"u","encrypted":true,"vaults":{"s":{"name":"Personal","items":[
        {"itemId":"i","shareId":"s","data":{"metadata":{"name":"Shop","note":"","itemUuid":"x"},"extraFields":[],
         "type":"login","content":{"itemUsername":"anna","password":"correct horse","urls":["https://shop.example"]}},
         "state":1,"createTime":1700000000,"modifyTime":1700000001,"pinned":false,"files":["scan.png"]}]}}}"#;
    let sealed = keys.gpg(&["--passphrase", "p\u{e4}ss word", "--armor", "--symmetric"], data).unwrap();
    let Some(archive) = proton_archive(&keys.machine, &sealed) else {
        eprintln!("skipped: python3 is not installed");
        return;
    };
    assert_eq!(keys.import(&archive, &["--dry-run"], &[PASSWORD, "wrong"]).exit, 3);
    let preview = keys.imported(&archive, &["--dry-run"], &[PASSWORD, "p\u{e4}ss word"]);
    assert_eq!((&preview["format"], &preview["items"]), (&"Proton Pass zip".into(), &1.into()), "{preview}");
    let report = keys.imported(&archive, &[], &[PASSWORD, "p\u{e4}ss word"]);
    assert_eq!((&report["imported"], &report["dropped"]), (&1.into(), &serde_json::json!([])), "{report}");
    assert_eq!(keys.machine.say(&["get", "Shop", "--field", "password"]), "correct horse");
    assert!(keys.machine.say(&["get", "Shop"]).contains("scan.png"));
    // For one's own key, as nobody but a person at a command line writes it: no password is asked for.
    let own = ["--trust-model", "always", "--recipient", "anna@example.org", "--encrypt"];
    let archive = proton_archive(&keys.machine, &keys.gpg(&own, data).unwrap()).unwrap();
    assert_eq!(keys.imported(&archive, &["--dry-run"], &[PASSWORD])["items"], 1);
    // What is no message at all, and one that breaks off.
    for broken in [&b"no message"[..], &sealed[..sealed.len() / 2]] {
        let archive = proton_archive(&keys.machine, broken).unwrap();
        let ran = keys.import(&archive, &["--dry-run"], &[PASSWORD, "p\u{e4}ss word"]);
        assert!(ran.exit == 8 || ran.exit == 3, "{} {}", ran.exit, ran.err);
    }
}

#[test]
fn file_of_age_under_a_password_is_opened_in_the_sandbox() {
    let machine = Machine::with_vault();
    let (plain, sealed) = (
        machine.file(
            "in.csv",
            b"name,url,username,password,note\nExample,https://example.org,anna,correct horse,\n",
        ),
        machine.arg("out.age"),
    );
    // age asks for a password at a terminal only, and `script` is one.
    let command = format!("age --passphrase --output {sealed} {plain}");
    let _ = fed(
        Command::new("script").args(["--quiet", "--command", &command, "/dev/null"]),
        b"pw one\npw one\n",
    );
    if std::fs::metadata(&sealed).is_err() {
        eprintln!("skipped: age or script is not installed");
        return;
    }
    let keys = Keys { machine, gnupg: tempfile::tempdir().unwrap() };
    assert_eq!(keys.import(&sealed, &["--dry-run"], &[PASSWORD, "wrong"]).exit, 3);
    let report = keys.imported(&sealed, &[], &[PASSWORD, "pw one"]);
    assert_eq!(report["imported"], 1, "{report}");
    assert_eq!(keys.machine.say(&["get", "Example", "--field", "password"]), "correct horse");
}

#[test]
fn store_of_age_is_decrypted_with_the_identities_that_are_named() {
    let machine = Machine::with_vault();
    let Some(identity) = fed(&mut Command::new("age-keygen"), b"") else {
        eprintln!("skipped: age is not installed");
        return;
    };
    let recipient = String::from_utf8(identity.clone()).unwrap();
    let recipient =
        recipient.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap().to_owned();
    let keys = Keys { machine, gnupg: tempfile::tempdir().unwrap() };
    for (name, more) in [("store/a.age", None), ("store/b/c.age", Some("--armor"))] {
        let mut command = Command::new("age");
        let sealed =
            fed(command.args(more).args(["--recipient", &recipient]), b"correct horse\nlogin: anna\n")
                .unwrap();
        keys.file(name, &sealed);
    }
    let store = keys.machine.arg("store");
    assert_eq!(keys.import(&store, &[], &[PASSWORD]).exit, 2);
    let identities = keys.file("identities", &identity);
    let report = keys.imported(&store, &["--key-file", &identities], &[PASSWORD]);
    assert_eq!(report["imported"], 2, "{report}");
    assert_eq!(keys.machine.say(&["get", "c", "--field", "password"]), "correct horse");
}

/// Vectors with something before their mark, or another mark.
const UNMARKED: [&str; 3] = ["armor_garbage_leading", "armor_whitespace_outside", "version_unsupported"];

/// A vector of the corpus: how it is opened, and the file itself.
struct Vector {
    name: String,
    head: String,
    body: Vec<u8>,
}

/// Every vector; larger ones lie there compressed, which Python undoes.
fn vectors() -> Vec<Vector> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/age");
    if !corpus.is_dir() || Command::new("age").arg("--version").output().is_err() {
        eprintln!("skipped: no corpus, or age is not installed");
        return Vec::new();
    }
    let files = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path());
    let vectors = files.filter(|path| path.extension().is_none()).map(|path| {
        let bytes = std::fs::read(&path).unwrap();
        let end = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let unpack = "import sys, zlib; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))";
        let body = bytes[end + 2..].to_vec();
        let body = if head.contains("compressed: zlib") {
            fed(Command::new("/usr/bin/python3").args(["-c", unpack]), &body).unwrap()
        } else {
            body
        };
        Vector { name: path.file_name().unwrap().to_str().unwrap().to_owned(), head, body }
    });
    vectors.collect()
}

/// Each vector says in its head which key opens it; what `age` opens is read, the others are named, and none stops the rest.
#[test]
fn vectors_of_age_are_opened_or_named_and_none_stops_the_others() {
    let vectors = vectors();
    if vectors.is_empty() {
        return;
    }
    let keys = Keys { machine: Machine::with_vault(), gnupg: tempfile::tempdir().unwrap() };
    // Keys for quantum computers are unknown to this version of age, as their prefix tells.
    let known = |line: &&str| line.starts_with("identity: AGE-SECRET-KEY-1");
    let identities: BTreeSet<String> = vectors
        .iter()
        .flat_map(|vector| {
            vector.head.lines().filter(known).map(|line| line["identity: ".len()..].to_owned())
        })
        .collect();
    let identities: Vec<String> = identities.into_iter().collect();
    let identities = keys.file("identities", identities.join("\n").as_bytes());
    let (mut shut, mut good) = (BTreeSet::new(), 0_u64);
    for Vector { name, head, body } in &vectors {
        // Not what age's files begin with: alone such a file is of no kind, and among others the folder is no store.
        if UNMARKED.contains(&name.as_str()) {
            continue;
        }
        let file = keys.file(&format!("store/{name}.age"), body);
        // By its name: through a pipe, a large one would wait for its reader while it is written.
        let opened = fed(Command::new("age").args(["--decrypt", "--identity", &identities, &file]), b"");
        let openable = head.contains("expect: success") && head.lines().any(|line| known(&line));
        assert!(opened.is_some() || !openable, "{name}");
        match opened {
            Some(text) if text.len() <= 16 << 20 => good += 1,
            // More than is read of one file.
            _ => drop(shut.insert(format!("{name}.age"))),
        }
    }
    let import = ["--key-file", &identities, "--dry-run"];
    let preview = keys.imported(&keys.machine.arg("store"), &import, &[PASSWORD]);
    let dropped = preview["dropped"].as_array().unwrap().iter();
    let dropped: BTreeSet<String> = dropped.map(|one| one["field"].as_str().unwrap().to_owned()).collect();
    assert_eq!(dropped, shut);
    assert!(vectors.len() == 90 && good > 8, "{} {good}", vectors.len());
    assert_eq!(preview["items"].as_u64().unwrap(), good);
}
