//! One record sealed and opened, and one key derived: the primitives without a vault.

use super::Bench;
use crate::measure::{Samples, now, repeated};
use crate::report::{Row, Target};
use crate::vaults::{KDF, password, recovery};
use crate::{Outcome, peers};
use strongroom_crypto::{Header, Place, VaultKeys};
use strongroom_secret::OsRandom;

const RECORDS: u32 = 2000;
const ROUNDS: usize = 51;

pub(super) fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let (keys, header) = VaultKeys::create(&[password(), recovery()?], KDF, &OsRandom)?;
    derivation(bench, &header)?;
    records(bench, keys, header)
}

fn derivation(bench: &mut Bench<'_>, header: &Header) -> Outcome<()> {
    let samples = repeated(7, || VaultKeys::unlock(header, &password()).map(drop))?;
    let row = Row::new("Argon2id 64 MiB, 3 passes, 4 lanes", "ms", samples.fastest())
        .peer(peers::argon2()?)
        .target(Target::OfPeer(1.1))
        .note(format!("fastest of seven, median {:.1}; with slot, header and epochs", samples.median()));
    bench.report.add(row);
    Ok(())
}

fn records(bench: &mut Bench<'_>, mut keys: VaultKeys, mut header: Header) -> Outcome<()> {
    let content = [7; 300];
    let place = Place { class: 1, id: [3; 16], version: 1 };
    let (mut sealing, mut opening) = (Samples::default(), Samples::default());
    for _ in 0..ROUNDS {
        let start = now();
        for _ in 0..RECORDS {
            drop(keys.seal(&mut header, &place, &content, &OsRandom)?);
        }
        sealing.add(start.elapsed() / RECORDS);
        let sealed = keys.seal(&mut header, &place, &content, &OsRandom)?;
        let start = now();
        for _ in 0..RECORDS {
            drop(keys.open(&place, &sealed)?);
        }
        opening.add(start.elapsed() / RECORDS);
    }
    let peer = peers::openssl()?;
    for (name, samples) in [("seal a record of 300 bytes", sealing), ("open a record of 300 bytes", opening)]
    {
        let row =
            Row::new(name, "µs", samples.median() * 1000.0).peer(peer.clone()).target(Target::Figure(4.0));
        bench.report.add(row.note("fresh data key, wrap, commitment, padding; the peer has none of these"));
    }
    Ok(())
}
