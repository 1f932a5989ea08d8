//! Every file of the corpus, whatever it is: what `tests/corpus/expected.tsv` says of it is what becomes of it, and a file
//! of which it says nothing fails.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, missing_docs, reason = "tests")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use strongroom_exchange::{ImportError, NamedFile, ParsedImport, Request, pack_folder, parse};
use support::{corpus, corpus_path};

/// The table, from this crate on.
const TABLE: &str = "../../tests/corpus/expected.tsv";

/// A line of the table: what is opened, with what, and what becomes of it.
struct Line<'t> {
    /// Below the corpus; a folder ends with a slash.
    path: &'t str,
    password: Option<&'t str>,
    key_file: Option<&'t str>,
    outcome: &'t str,
}

fn lines(table: &str) -> impl Iterator<Item = Line<'_>> {
    let rows = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [path, password, key_file, outcome] = cells.try_into().unwrap();
        let given = |cell| Some(cell).filter(|cell| *cell != "-");
        Line { path, password: given(password), key_file: given(key_file), outcome }
    })
}

/// All files below the folder, by their paths from the corpus on, in order.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(corpus_path("")).unwrap();
                found.insert(below.to_str().unwrap().to_owned());
            }
        }
    }
    found
}

/// What the program reads: a file, or a folder packed as the program packs it.
fn content(path: &str) -> Option<Vec<u8>> {
    if !path.ends_with('/') {
        return corpus(path);
    }
    let packed = files(&corpus_path(path)).into_iter().map(|name| NamedFile {
        bytes: std::fs::read(corpus_path(&name)).unwrap().into(),
        name: name.strip_prefix(path).unwrap().to_owned(),
    });
    Some(pack_folder(&packed.collect::<Vec<_>>())?.expose().clone())
}

fn opened(path: &str, password: Option<&str>, key_file: Option<&str>) -> Option<String> {
    let key_file = key_file.map(|name| corpus(&sibling(path, name)).unwrap());
    let bytes = content(path)?;
    let password = password.map(Into::into);
    let result = parse(&Request { password, key_file: key_file.as_deref(), ..Request::new(&bytes) });
    Some(match result {
        Ok(import) => accounted(path, &import),
        Err(error) => refused(&error),
    })
}

fn sibling(path: &str, name: &str) -> String {
    PathBuf::from(path).with_file_name(name).to_str().unwrap().to_owned()
}

/// The import in one cell: format, number of items, and what became of each field.
fn accounted(path: &str, import: &ParsedImport) -> String {
    let report = &import.report;
    assert!(report.is_balanced(), "{path}: {report:?}");
    let mut cell = format!(
        "{} items={} fields={} mapped={} custom={}",
        serde_json::to_value(import.format).unwrap().as_str().unwrap(),
        import.items.len(),
        report.source_fields,
        report.mapped,
        report.custom
    );
    let mut dropped: BTreeMap<&str, usize> = BTreeMap::new();
    report.dropped.iter().for_each(|one| *dropped.entry(&one.reason).or_default() += 1);
    dropped.iter().for_each(|(reason, count)| cell.push_str(&format!(" dropped={count} ({reason})")));
    if !report.damaged.is_empty() {
        cell.push_str(&format!(" damaged={}", report.damaged.len()));
    }
    cell
}

/// The refusal in one cell: its stable code and what it names.
fn refused(error: &ImportError) -> String {
    let said = serde_json::to_value(error).unwrap();
    let named = ["product", "what", "at", "found"].map(|key| said.get(key).and_then(|text| text.as_str()));
    let named: Vec<&str> = named.into_iter().flatten().collect();
    format!("refused {} {}", said.get("code").unwrap().as_str().unwrap(), named.join(", ")).trim().to_owned()
}

#[test]
fn given_every_file_of_the_corpus_then_it_is_imported_without_loss_or_refused_for_its_reason() {
    if !corpus_path("").is_dir() {
        eprintln!("skipped: no corpus");
        return;
    }
    let table = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE)).unwrap();
    let mut wrong = Vec::new();
    for line in lines(&table) {
        let found = opened(line.path, line.password, line.key_file);
        if found.as_deref() != Some(line.outcome) {
            wrong.push(
                [line.path, line.password.unwrap_or("-"), line.key_file.unwrap_or("-"), &found.unwrap()]
                    .join("\t"),
            );
        }
    }
    let named: BTreeSet<String> = lines(&table).map(|line| line.path.to_owned()).collect();
    for path in files(&corpus_path("")).difference(&named) {
        wrong.push(format!("{path}\t-\t-\t{}", opened(path, None, None).unwrap()));
    }
    assert!(
        wrong.is_empty(),
        "tests/corpus/expected.tsv says otherwise, or nothing, of:\n{}",
        wrong.join("\n")
    );
}
