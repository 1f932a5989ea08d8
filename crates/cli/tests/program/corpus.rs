//! The files of the corpus through the whole program, import and export, judged value by value by readers that share no code
//! with it: `tests/corpus/judge.py` with Python's own modules, pykeepass and `keepassxc-cli`.

use crate::machine::{Machine, PASSWORD};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's own Python, which Debian's packages are for.
const PYTHON: &str = "/usr/bin/python3";
/// `keepassxc-cli` 2.7.4 shows the passwords of this one still encrypted; pykeepass reads it.
const MISREAD: &str = "test_db_kdbx3_with_chacha20_protected_fields.kdbx";

/// A file of the corpus that the table says is imported, and what opens it.
struct Source {
    path: PathBuf,
    password: Option<String>,
    key_file: Option<PathBuf>,
}

/// The sources below that folder whose name ends so; none without a corpus or a judge.
fn sources(below: &str, ends: &[&str]) -> Vec<Source> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !corpus.is_dir() || !runs(&[PYTHON, "-c", "import pykeepass"]) {
        eprintln!("skipped: no corpus, or no pykeepass for {PYTHON} (python3-pykeepass)");
        return Vec::new();
    }
    let table = std::fs::read_to_string(judges().join("expected.tsv")).unwrap();
    let rows = table.lines().filter(|row| row.starts_with(below));
    let found = rows.filter_map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let path = corpus.join(cells[0]);
        let wanted = ends.iter().any(|end| cells[0].ends_with(end)) && !cells[3].starts_with("refused");
        let given = |cell: &str| Some(cell.to_owned()).filter(|cell| cell != "-");
        wanted.then(|| Source {
            password: given(cells[1]),
            key_file: given(cells[2]).map(|name| path.with_file_name(name)),
            path,
        })
    });
    found.collect()
}

/// Where the table and the judge are.
fn judges() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus")
}

fn runs(words: &[&str]) -> bool {
    Command::new(words[0]).args(&words[1..]).output().is_ok_and(|ran| ran.status.success())
}

impl Source {
    /// Strongroom's own JSON of a vault that holds nothing but this file.
    fn exported(&self) -> (Machine, String) {
        let machine = Machine::with_vault();
        let (path, key) =
            (self.path.to_str().unwrap(), self.key_file.as_ref().map(|key| key.to_str().unwrap()));
        let mut import = vec!["--json", "import", path];
        import.extend(key.iter().flat_map(|key| ["--key-file", key]));
        let lines: Vec<&str> = [PASSWORD].into_iter().chain(self.password.as_deref()).collect();
        let report: Value = serde_json::from_str(&machine.done(&import, &lines)).unwrap();
        assert_eq!(report["dropped"].as_array().map(Vec::len), Some(0), "{path}: {report}");
        let to = machine.arg("own.json");
        let export = ["export", &to, "--format", "strongroom_json", "--with-history", "--include-deleted"];
        machine.done(&export, &[PASSWORD, PASSWORD]);
        (machine, to)
    }

    /// What the judge finds wrong, read by that reader.
    fn faults(&self, export: &str, reader: &str) -> Option<String> {
        let mut judge = Command::new(PYTHON);
        judge.arg(judges().join("judge.py")).arg(&self.path).args([export, "--reader", reader]);
        judge.args(self.password.iter().flat_map(|password| ["--password", password.as_str()]));
        if let Some(key) = &self.key_file {
            judge.arg("--key-file").arg(key);
        }
        let ran = judge.output().unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        let name = self.path.file_name().unwrap().to_string_lossy();
        eprintln!("{name} by {reader}: {}", String::from_utf8_lossy(&said));
        (!ran.status.success()).then(|| format!("{name} by {reader}: {}", String::from_utf8_lossy(&said)))
    }
}

fn judge(sources: &[Source], readers: &[&str]) {
    let mut wrong = Vec::new();
    for source in sources {
        let (_machine, export) = source.exported();
        for reader in
            readers.iter().filter(|reader| **reader != "keepassxc" || !source.path.ends_with(MISREAD))
        {
            wrong.extend(source.faults(&export, reader));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Something that is done to the items of an export.
type Change = fn(&mut Vec<Value>);

/// An account of the judge itself: what it must not let pass.
#[test]
fn judge_notices_a_value_that_is_missing_changed_added_or_elsewhere() {
    let found = sources("importers/psono/bitwarden.json", &["bitwarden.json"]);
    let Some(source) = found.first() else { return };
    let (machine, export) = source.exported();
    assert_eq!(source.faults(&export, "python"), None);
    let whole: Value = serde_json::from_slice(&std::fs::read(export).unwrap()).unwrap();
    let changes: [(&str, Change); 6] = [
        ("missing", |items| drop(fields(&mut items[0]).pop())),
        ("changed", |items| fields(&mut items[1])[0]["value"] = "another".into()),
        ("named otherwise", |items| fields(&mut items[0]).last_mut().unwrap()["name"] = "another".into()),
        ("added", |items| {
            let twice = fields(&mut items[2])[0].clone();
            fields(&mut items[2]).push(twice);
        }),
        ("elsewhere", |items| {
            let moved = fields(&mut items[0]).pop().unwrap();
            fields(&mut items[1]).push(moved);
        }),
        ("an item less", |items| drop(items.pop())),
    ];
    for (what, change) in changes {
        let mut changed = whole.clone();
        change(changed["items"].as_array_mut().unwrap());
        let file = machine.file("changed.json", changed.to_string());
        assert!(source.faults(&file, "python").is_some(), "{what}");
    }
}

fn fields(item: &mut Value) -> &mut Vec<Value> {
    item["fields"].as_array_mut().unwrap()
}

#[test]
fn exports_of_other_programs_have_every_value_in_the_vault_and_no_other() {
    judge(&sources("importers/", &[".csv", ".json", ".1pif", ".xml"]), &["python"]);
    judge(&sources("large/", &[".csv"]), &["python"]);
    judge(&sources("kdbx/", &[".xml"]), &["python"]);
}

#[test]
fn lines_of_variables_keep_what_later_lines_override_and_comments() {
    judge(&sources("otp/", &[".txt"]), &["python"]);
    judge(&sources("crypto/kdf/", &["6070-PBKDF2-SHA1.txt"]), &["python"]);
}

#[test]
fn folders_of_keys_have_every_key_and_certificate_in_the_vault() {
    for folder in sources("ssh/", &["/"]) {
        let machine = Machine::with_vault();
        let path = folder.path.to_str().unwrap();
        let report: Value =
            serde_json::from_str(&machine.done(&["--json", "import", path], &[PASSWORD])).unwrap();
        let to = machine.arg("own.json");
        machine.done(&["export", &to, "--format", "strongroom_json"], &[PASSWORD, PASSWORD]);
        let mut judge = Command::new(PYTHON);
        judge.arg(judges().join("judge.py")).args([path, &to]);
        for one in report["dropped"].as_array().unwrap() {
            let name = one["field"].as_str().unwrap().rsplit('/').next().unwrap();
            judge.args(["--without", name]);
        }
        let ran = judge.output().unwrap();
        assert!(ran.status.success(), "{path}: {}", String::from_utf8_lossy(&ran.stderr));
    }
}

fn databases(below: &str) {
    let both = runs(&["keepassxc-cli", "--version"]);
    if !both {
        eprintln!("passed over: no keepassxc-cli (keepassxc)");
    }
    judge(&sources(below, &[".kdbx"]), if both { &["pykeepass", "keepassxc"] } else { &["pykeepass"] });
}

#[test]
fn databases_of_keepass_rs_have_every_value_in_the_vault_and_no_other() {
    databases("kdbx/keepass-rs/");
}

#[test]
fn databases_of_gokeepasslib_have_every_value_in_the_vault_and_no_other() {
    databases("kdbx/gokeepasslib/");
}

#[test]
fn the_large_database_has_every_value_in_the_vault_and_no_other() {
    databases("large/");
}
