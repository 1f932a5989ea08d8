//! `free` and `realloc` of the C library, replaced for every library of the process by ones that wipe first.
//!
//! The web view's toolkit keeps copies of what passes between page and program in memory of its own and gives them back
//! as they are. A program that links this crate answers to `free` before the C library does, so none of it stays.

use std::ffi::c_void;
use std::ptr;
use zeroize::Zeroize;

unsafe extern "C" {
    // glibc's own names for what is replaced here.
    fn __libc_free(block: *mut c_void);
    fn __libc_realloc(block: *mut c_void, size: usize) -> *mut c_void;
}

/// Wipes the block and gives it back, without asking the C library how long it is.
///
/// # Safety
/// The block comes from the C library, is `size` bytes long or longer, and nobody uses it any more.
pub(crate) unsafe fn wipe_and_free(block: *mut u8, size: usize) {
    // SAFETY: valid for `size` bytes until the next line, as the caller promises.
    unsafe { std::slice::from_raw_parts_mut(block, size).zeroize() };
    // SAFETY: as the caller promises.
    unsafe { __libc_free(block.cast()) };
}

/// As the C library's, but what was in the block is gone.
///
/// # Safety
/// As for the C library's.
#[unsafe(no_mangle)]
unsafe extern "C" fn free(block: *mut c_void) {
    if block.is_null() {
        return;
    }
    // SAFETY: a block that is given back is one of the C library's, and all of its usable bytes are its owner's.
    unsafe { wipe_and_free(block.cast(), libc::malloc_usable_size(block)) };
}

/// As the C library's, but a block that moves leaves nothing behind, and one that shrinks nothing after its end.
///
/// # Safety
/// As for the C library's.
#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
    if block.is_null() || size == 0 {
        // SAFETY: neither case moves anything; a block of no bytes any more is wiped first.
        return unsafe {
            wipe_from(block, 0);
            __libc_realloc(block, size)
        };
    }
    // SAFETY: the block is one of the C library's.
    let usable = unsafe { libc::malloc_usable_size(block) };
    if size <= usable {
        // SAFETY: the bytes after `size` are given back; the C library shrinks a block where it is.
        return unsafe {
            wipe_from(block, size);
            __libc_realloc(block, size)
        };
    }
    // SAFETY: the new block is longer than the old one, and the old one is given back once.
    unsafe {
        let grown = libc::malloc(size);
        if !grown.is_null() {
            ptr::copy_nonoverlapping(block.cast::<u8>(), grown.cast::<u8>(), usable);
            wipe_and_free(block.cast(), usable);
        }
        grown
    }
}

/// Wipes what the block holds after its first `kept` bytes.
///
/// # Safety
/// The block is null or one of the C library's, and nobody uses what comes after `kept`.
unsafe fn wipe_from(block: *mut c_void, kept: usize) {
    if block.is_null() {
        return;
    }
    // SAFETY: `kept` is at most the usable size, as both callers checked.
    unsafe {
        let rest = libc::malloc_usable_size(block).saturating_sub(kept);
        std::slice::from_raw_parts_mut(block.cast::<u8>().add(kept), rest).zeroize();
    }
}
