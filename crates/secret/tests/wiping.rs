//! Memory that was given back holds nothing of what it held: read through the kernel, as another program would.
#![cfg(all(target_os = "linux", target_env = "gnu"))]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use strongroom_secret::WipingAllocator;

#[global_allocator]
static MEMORY: WipingAllocator = WipingAllocator;

const MARK: &[u8] = b"quartz-lamp-by-the-window";

/// One test at a time: what is free is free for the next one.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads memory of this process. Made before anything is freed, so that it does not come to lie where that was.
struct Reader {
    memory: File,
    bytes: Vec<u8>,
}

impl Reader {
    fn of(length: usize) -> Self {
        Self { memory: File::open("/proc/self/mem").unwrap(), bytes: vec![0; length] }
    }

    /// How often the mark stands from that address on.
    fn marks_at(&mut self, address: usize) -> usize {
        self.memory.read_exact_at(&mut self.bytes, address as u64).unwrap();
        self.bytes.windows(MARK.len()).filter(|window| *window == MARK).count()
    }
}

/// Puts marks into a block of the C library's, lets `end` do with it what it does, and counts what stays at its place.
fn left_after(size: usize, end: impl FnOnce(*mut libc::c_void)) -> usize {
    let _turn = turn();
    let mut reader = Reader::of(size);
    // SAFETY: the block is `size` bytes long, and only `end` gives it back.
    let block = unsafe { libc::malloc(size) };
    for start in (64..size - MARK.len()).step_by(64) {
        // SAFETY: inside the block.
        unsafe { std::ptr::copy_nonoverlapping(MARK.as_ptr(), block.cast::<u8>().add(start), MARK.len()) };
    }
    assert!(reader.marks_at(block as usize) > 0);
    end(block);
    reader.marks_at(block as usize)
}

#[test]
fn what_a_library_frees_is_wiped() {
    for size in [200, 1000, 5000, 60_000] {
        // SAFETY: given back once.
        assert_eq!(left_after(size, |block| unsafe { libc::free(block) }), 0, "{size}");
    }
}

#[test]
fn what_a_library_moves_leaves_nothing_behind() {
    for size in [200, 1000, 5000, 60_000] {
        // A neighbour right behind keeps the block from growing where it is.
        let left = left_after(size, |block| unsafe {
            // SAFETY: the block is the C library's; the grown one stays until the process ends.
            let neighbour = libc::malloc(size);
            let grown = libc::realloc(block, size * 3);
            assert_ne!(grown, block);
            assert!(Reader::of(size).marks_at(grown as usize) > 0, "the content moves along");
            assert!(!neighbour.is_null());
        });
        assert_eq!(left, 0, "{size}");
    }
}

#[test]
fn what_shrinks_keeps_its_beginning_and_no_more() {
    let left = left_after(5000, |block| unsafe {
        // SAFETY: the block is the C library's and shrinks where it is.
        assert_eq!(libc::realloc(block, 64 + MARK.len()), block);
    });
    assert_eq!(left, 1);
}

#[test]
fn what_rust_frees_is_wiped() {
    let _turn = turn();
    let text = MARK.repeat(40);
    let (address, mut reader) = (text.as_ptr() as usize, Reader::of(text.len()));
    drop(text);
    assert_eq!(reader.marks_at(address), 0);
}
