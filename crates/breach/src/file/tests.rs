//! Generated files against a sorted set, what is no such file, and how much is read for a lookup.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Result as IoResult};

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// A source that counts how often and how much is read of it.
struct Counted<S> {
    inner: S,
    reads: u32,
    bytes: u64,
}

impl<S: Read> Read for Counted<S> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        self.reads += 1;
        self.bytes += len(buffer);
        self.inner.read(buffer)
    }
}

impl<S: Seek> Seek for Counted<S> {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        self.inner.seek(to)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(HEX[usize::from(digit)]))
        .collect()
}

/// A file with these hashes; `last` says whether its last line ends.
fn file(hashes: &BTreeMap<Vec<u8>, u64>, end: &str, last: bool) -> Vec<u8> {
    let mut text: String = hashes.iter().map(|(hash, count)| format!("{}:{count}{end}", hex(hash))).collect();
    if !last {
        text.truncate(text.len() - end.len());
    }
    text.into_bytes()
}

fn open(bytes: &[u8]) -> Result<OrderedFile<Cursor<&[u8]>>, FileFault> {
    OrderedFile::open(Cursor::new(bytes))
}

fn digest(bytes: &[u8]) -> Digest {
    Digest::parse(hex(bytes).as_bytes()).unwrap()
}

/// Hashes of which many begin alike, so that a guess by even spread is wrong.
fn hashes(length: usize) -> impl Strategy<Value = BTreeMap<Vec<u8>, u64>> {
    let hash = (
        prop_oneof![Just(0_u8), Just(0x7f), Just(0xff), any::<u8>()],
        proptest::collection::vec(any::<u8>(), length - 1),
    )
        .prop_map(|(first, mut rest)| {
            rest.insert(0, first);
            rest
        });
    let count = prop_oneof![1..9_u64, 1..u64::MAX, Just(u64::MAX)];
    proptest::collection::btree_map(hash, count, 1..900)
}

fn agrees(
    hashes: &BTreeMap<Vec<u8>, u64>,
    end: &str,
    last: bool,
    others: &[Vec<u8>],
) -> Result<(), TestCaseError> {
    let bytes = file(hashes, end, last);
    let mut found = open(&bytes).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
    for hash in hashes.keys().chain(others) {
        let expected = hashes.get(hash).copied().unwrap_or_default();
        prop_assert_eq!(found.count(&digest(hash)), Ok(expected), "{}", hex(hash));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_lookup_says_what_a_sorted_set_says(
        hashes in hashes(20),
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("   \r\n")],
        last: bool,
        mut others in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 20), 20),
    ) {
        others.extend([vec![0; 20], vec![0xff; 20]]);
        agrees(&hashes, end, last, &others)?;
    }

    #[test]
    fn a_lookup_of_ntlm_says_the_same(hashes in hashes(16), last: bool) {
        agrees(&hashes, "\r\n", last, &[vec![0; 16], vec![0xff; 16]])?;
    }

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..9000)) {
        if let Ok(mut file) = open(&bytes) {
            let _ = file.count(&digest(&[7; 20]));
        }
    }

    /// What is changed in a file may be an error or another count, and never ends without an answer.
    #[test]
    fn a_file_with_a_changed_byte_is_answered(hashes in hashes(20), at: prop::sample::Index, byte: u8) {
        let mut bytes = file(&hashes, "\n", true);
        let place = at.index(bytes.len());
        bytes[place] = byte;
        if let Ok(mut found) = open(&bytes) {
            for hash in hashes.keys() {
                let _ = found.count(&digest(hash));
            }
        }
    }
}

#[test]
fn what_is_no_such_file_is_refused_with_the_reason() {
    let line = |byte: u8| format!("{}:{byte}\n", hex(&[byte; 20]));
    let many: Vec<String> = (0..=255).map(line).collect();
    let backwards: String = many.iter().rev().map(String::as_str).collect();
    let good = many.concat();
    let ntlm = format!("{}:1\n", hex(&[255; 16]));
    for (text, fault) in [
        (String::new(), FileFault::Empty),
        ("\u{feff}".to_owned(), FileFault::Empty),
        ("hello".to_owned(), FileFault::NotAList),
        ("hello\n".repeat(3000), FileFault::NotAList),
        ("0".repeat(10_000), FileFault::NotAList),
        (format!("{good}{}", "x".repeat(9000)), FileFault::NotAList),
        (many.iter().map(|line| line[..40].to_owned() + "\n").collect(), FileFault::NotAList),
        (backwards, FileFault::Unordered),
        (format!("{}{}", line(9), line(3)), FileFault::Unordered),
        (good[..good.len() - 30].to_owned(), FileFault::Truncated),
        (good[..good.len() - 4].to_owned(), FileFault::Truncated),
        (format!("{good}{ntlm}"), FileFault::NotAList),
    ] {
        assert_eq!(open(text.as_bytes()).map(|_| ()), Err(fault), "{}…", text.get(..20).unwrap_or(&text));
    }
}

#[test]
fn a_file_with_a_byte_order_mark_is_read_behind_it() {
    let text = format!("\u{feff}{}:5\r\n{}:6\r\n", hex(&[1; 20]), hex(&[2; 20]));
    let mut file = open(text.as_bytes()).unwrap();
    assert_eq!(file.count(&digest(&[1; 20])), Ok(5));
    assert_eq!(file.count(&digest(&[2; 20])), Ok(6));
    assert!(!file.is_whole());
}

#[test]
fn disorder_that_opening_did_not_see_is_an_error_where_a_lookup_meets_it() {
    let mut lines: Vec<String> = (0..200_u8).map(|byte| format!("{}:1\n", hex(&[byte; 20]))).collect();
    lines.swap(100, 101);
    let text = lines.concat();
    // Three blocks, of which opening reads edges only.
    let mut file = open(text.as_bytes()).unwrap();
    assert_eq!(file.count(&digest(&[100; 20])), Err(FileFault::Unordered));
}

/// Evenly spread hashes, as those of a good function are; made without storing them.
struct Even {
    lines: u64,
    at: u64,
}

const LINE: u64 = 63;

impl Even {
    fn line(number: u64, lines: u64) -> String {
        let spread = u64::MAX / lines * number;
        format!("{spread:016X}{spread:016X}00000000:{:020}\r\n", number + 1)
    }
}

impl Read for Even {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let mut filled = 0;
        while filled < buffer.len() && self.at < self.lines * LINE {
            let line = Self::line(self.at / LINE, self.lines);
            let rest = &line.as_bytes()[usize::try_from(self.at % LINE).unwrap()..];
            let taken = rest.len().min(buffer.len() - filled);
            buffer[filled..filled + taken].copy_from_slice(&rest[..taken]);
            (filled, self.at) = (filled + taken, self.at + len_of(taken));
        }
        Ok(filled)
    }
}

impl Seek for Even {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            _ => self.lines * LINE,
        };
        Ok(self.at)
    }
}

#[test]
fn sixty_gigabytes_are_searched_by_a_handful_of_reads() {
    let lines = 1_000_000_000;
    let mut file = OrderedFile::open(Counted { inner: Even { lines, at: 0 }, reads: 0, bytes: 0 }).unwrap();
    assert!(file.is_whole());
    for number in [0, 1, 77, 499_999_999, 123_456_789, 999_999_999] {
        (file.source.reads, file.source.bytes) = (0, 0);
        let line = Even::line(number, lines);
        assert_eq!(file.count(&Digest::parse(&line.as_bytes()[..40]).unwrap()), Ok(number + 1));
        assert!(file.source.reads <= 4, "{} reads", file.source.reads);
    }
}

#[test]
fn a_file_that_is_not_evenly_spread_takes_no_more_reads_than_halving_twice() {
    // All but one begin with the same 64 bits, so that every guess is wrong.
    let lines = 60_000_u64;
    let mut text: String = (0..lines).map(|number| format!("{:016X}{number:024X}:1\n", 1)).collect();
    text.push_str(&format!("{}:1\n", "F".repeat(40)));
    let mut file =
        OrderedFile::open(Counted { inner: Cursor::new(text.as_bytes()), reads: 0, bytes: 0 }).unwrap();
    for number in [0, 1, 31_234, lines - 1] {
        (file.source.reads, file.source.bytes) = (0, 0);
        let hash = format!("{:016X}{number:024X}", 1);
        assert_eq!(file.count(&Digest::parse(hash.as_bytes()).unwrap()), Ok(1));
        assert!(file.source.reads <= 24, "{} reads", file.source.reads);
    }
}
