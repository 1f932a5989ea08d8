//! Databases of KeePass that are damaged: refused, and taken in part once that is accepted.

use crate::machine::{Machine, PASSWORD};
use serde_json::Value;
use std::path::Path;

const SAMPLE: &str = "../../tests/samples/keepass.kdbx";
const OPENS: &str = "open the samples";

#[test]
fn database_without_its_end_is_imported_once_that_is_accepted() {
    let machine = Machine::with_vault();
    let sample = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE)).unwrap();
    let file = machine.file("broken.kdbx", &sample[..sample.len() - 1]);
    let preview = machine.done(&["--json", "import", &file, "--dry-run"], &[PASSWORD, OPENS]);
    let preview: Value = serde_json::from_str(&preview).unwrap();
    assert_eq!((&preview["items"], &preview["damaged"][0]["unit"]), (&4.into(), &"byte".into()), "{preview}");
    assert_eq!(preview["damaged"][0]["what"], "the database breaks off");
    let (exit, said) = machine.fails(&["import", &file], &[PASSWORD, OPENS]);
    assert!(exit == 8 && said.contains("the database breaks off"), "{said}");
    assert_eq!(machine.say(&["list"]), "");
    let taken = machine.done(&["--json", "import", &file, "--accept-damaged"], &[PASSWORD, OPENS]);
    assert_eq!(serde_json::from_str::<Value>(&taken).unwrap()["imported"], 4);
    // Without the block that holds the entries nothing is offered, whatever is accepted.
    let file = machine.file("shorter.kdbx", &sample[..sample.len() - 200]);
    let (exit, said) = machine.fails(&["import", &file, "--accept-damaged"], &[PASSWORD, OPENS]);
    assert!(exit == 8 && said.contains("damaged"), "{said}");
}
