//! How much of a large file a lookup reads. Written and measured only when asked for, because it takes a gigabyte:
//! `cargo test -p strongroom-breach --test gigabyte -- --ignored --nocapture`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement; the lint knows `#[test]` functions and not their neighbours"
)]

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Result, Seek, SeekFrom, Write};
use std::rc::Rc;
use strongroom_breach::{Algorithm, Digest, OrderedFile};

/// Lines of about 47 bytes.
const LINES: u64 = 21_500_000;

struct Counted(File, Rc<Cell<u64>>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.1.set(self.1.get() + 1);
        self.0.read(buffer)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.0.seek(to)
    }
}

/// Hashes at random distances, as those of a good function have in order.
fn write(path: &std::path::Path) {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    let mean = (u64::MAX / (LINES + LINES / 1000)) as f64;
    let (mut at, mut state) = (0_u64, 0x9e37_79b9_7f4a_7c15_u64);
    for _ in 0..LINES {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let share = ((state >> 11) as f64 + 1.0) / (1_u64 << 53) as f64;
        at = at.saturating_add((-share.ln() * mean) as u64);
        write!(file, "{at:016X}{state:016X}{:08X}:{}\r\n", state as u32, state % 4000 + 1).unwrap();
    }
    file.flush().unwrap();
}

#[test]
#[ignore = "writes a gigabyte, and measures"]
fn a_lookup_in_a_gigabyte() {
    let path = std::env::temp_dir().join("strongroom-gigabyte.txt");
    write(&path);
    let reads = Rc::new(Cell::new(0));
    let mut file = OrderedFile::open(Counted(File::open(&path).unwrap(), Rc::clone(&reads))).unwrap();
    println!("{} bytes; opening: {} reads", fs::metadata(&path).unwrap().len(), reads.get());
    let mut all: Vec<u64> = Vec::new();
    for number in 0..10_000 {
        reads.set(0);
        assert_eq!(file.count(&Digest::of(&format!("password {number}").into(), Algorithm::Sha1)), Ok(0));
        all.push(reads.get());
    }
    all.sort_unstable();
    println!("10,000 lookups: median {}, 99 of 100 at most {}, at most {}", all[5000], all[9900], all[9999]);
    fs::remove_file(&path).unwrap();
}
