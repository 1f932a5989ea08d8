//! Importing 100,000 items from CSV: parsing, and writing in one transaction. Leaves the large vault. Then the same from and to
//! KDBX.

use super::Bench;
use crate::data::bitwarden_csv;
use crate::measure::{Samples, repeated, timed};
use crate::memory::probe;
use crate::report::{Row, Target};
use crate::{Outcome, vaults};
use std::path::Path;
use strongroom_api::ParseRequest;
use strongroom_exchange::{
    Content, ImportError, KdbxCosts, KdbxKey, ParsedImport, Request, Tables, parse, write_kdbx,
};
use strongroom_host::ImportWorker;
use strongroom_secret::{OsRandom, SecretString};
use strongroom_vault::{Incoming, NewItem};

const COUNT: usize = 100_000;
const ROUNDS: usize = 3;
/// The database that is read, in the folder of the vaults.
pub(crate) const KDBX: &str = "import.kdbx";

pub(super) async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let csv = bitwarden_csv(COUNT);
    let parsing = repeated(ROUNDS, || parse(&request(&csv)).map(drop))?.fastest();
    let path = bench.vault("100k");
    let mut writing = Samples::default();
    for _ in 0..ROUNDS {
        let mut vault = vaults::make(&path).await?;
        let incoming = incoming(parse(&request(&csv))?);
        let (imported, time) = timed(vault.import(incoming, &[], "bench", vaults::ENV)).await;
        writing.add(time);
        if imported?.items != COUNT {
            return Err("the import lost items".into());
        }
        vault.storage().settle().await?;
    }
    let row = Row::new("import 100,000 items from CSV", "ms", parsing + writing.fastest())
        .peer(bench.peers.keepassxc("import_100k"))
        .target(Target::Figure(3000.0))
        .note("fastest of three; parsing and one transaction; KeePassXC from XML, above its key derivation");
    bench.report.add(row);
    bench.report.add(Row::new("  of which parsing", "ms", parsing));
    let worker = through_worker(bench, &csv).await?;
    bench.report.add(Row::new("  parsing in the sandboxed process, with both pipes", "ms", worker));
    kdbx(bench, &csv, writing.fastest())
}

/// The same logins as a KeePass database: written, and read again, with next to no key derivation. `storing` is what the
/// transaction takes, in milliseconds: it is the same one.
fn kdbx(bench: &mut Bench<'_>, csv: &str, storing: f64) -> Outcome<()> {
    let parsed = parse(&request(csv))?;
    let content = Content { folders: &parsed.folders, items: &parsed.items };
    let password = SecretString::from(KDBX);
    let key = KdbxKey { password: Some(&password), key_file: None };
    let costs = KdbxCosts { memory_kib: 64, iterations: 1, lanes: 1 };
    let mut file = Vec::new();
    let writing = repeated(ROUNDS, || {
        file.clear();
        write_kdbx(content, key, costs, 0, &OsRandom, &mut file)
    })?;
    let reading = repeated(ROUNDS, || parse_kdbx(&file).map(drop))?;
    let row = Row::new("import 100,000 items from KDBX", "ms", reading.fastest() + storing)
        .target(Target::Figure(3000.0))
        .note("parsing, above the key derivation, and the transaction of the row for CSV");
    bench.report.add(row);
    let row = Row::new("  of which parsing", "ms", reading.fastest())
        .note("fastest of three; authentication, decryption, unpacking, XML");
    bench.report.add(row);
    std::fs::write(bench.arguments.folder.join(KDBX), &file)?;
    if let Some(taken) = probe("parse-kdbx", &bench.vault("100k"))? {
        let row = Row::new("  memory of it, peak", "MB", taken.peak - taken.before).note(format!(
            "with the items, {:.0} MB of it; the file is {:.0} MB",
            taken.after - taken.before,
            mb(file.len())
        ));
        bench.report.add(row);
    }
    bench.report.add(Row::new("write 100,000 items as KDBX", "ms", writing.fastest()));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a size to be shown")]
fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Reads the database that was written here.
pub(crate) fn parse_kdbx(file: &[u8]) -> Result<ParsedImport, ImportError> {
    let password = Some(SecretString::from(KDBX));
    parse(&Request {
        bytes: file,
        format: None,
        password,
        key_file: None,
        tables: Tables::default(),
        unsealed: None,
    })
}

fn request(csv: &str) -> Request<'_> {
    Request {
        bytes: csv.as_bytes(),
        format: None,
        password: None,
        key_file: None,
        tables: Tables::default(),
        unsealed: None,
    }
}

/// As the api does it.
fn incoming(parsed: ParsedImport) -> Vec<Incoming> {
    let paths: Vec<Vec<String>> = parsed.folders.into_iter().map(|folder| folder.path).collect();
    let items = parsed.items.into_iter().map(|item| Incoming {
        path: item.folder.and_then(|folder| paths.get(folder)).cloned().unwrap_or_default(),
        new: NewItem::new(item.item, None),
    });
    items.collect()
}

async fn through_worker(bench: &Bench<'_>, csv: &str) -> Outcome<f64> {
    let path = bench.arguments.folder.join("import.csv");
    std::fs::write(&path, csv)?;
    let worker = ImportWorker::of_this_program()?;
    let mut samples = Samples::default();
    for _ in 0..ROUNDS {
        let (parsed, time) = timed(worker.parse(of_file(&path))).await;
        if parsed?.items.len() != COUNT {
            return Err("the worker lost items".into());
        }
        samples.add(time);
    }
    std::fs::remove_file(&path)?;
    Ok(samples.fastest())
}

fn of_file(path: &Path) -> ParseRequest {
    ParseRequest {
        path: path.to_owned(),
        format: None,
        password: None,
        key_file: None,
        tables: Tables::default(),
    }
}
