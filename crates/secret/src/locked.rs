//! A 32-byte key in a page of its own: locked in memory, left out of core dumps, wiped when dropped.

use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::fmt;
use std::ptr::NonNull;
use zeroize::Zeroize;

/// Length of a key, in bytes.
const KEY: usize = 32;

/// A 32-byte key in a locked page. Locking is a best effort: a system without a quota for it still gets the key.
pub struct LockedKey {
    page: NonNull<u8>,
}

// SAFETY: the page is owned by this value alone and is only read through `&self`.
unsafe impl Send for LockedKey {}
// SAFETY: as above.
unsafe impl Sync for LockedKey {}

impl LockedKey {
    fn layout() -> Layout {
        // SAFETY: a page's size is a power of two, and the size is a multiple of the alignment.
        unsafe { Layout::from_size_align_unchecked(page_size(), page_size()) }
    }

    /// A key whose bytes `fill` writes in place, so that no copy is left elsewhere.
    pub fn make<E>(fill: impl FnOnce(&mut [u8; KEY]) -> Result<(), E>) -> Result<Self, E> {
        // SAFETY: the layout is not empty.
        let block = unsafe { alloc_zeroed(Self::layout()) };
        let Some(page) = NonNull::new(block) else { handle_alloc_error(Self::layout()) };
        lock(page);
        let mut key = Self { page };
        fill(key.bytes_mut())?;
        Ok(key)
    }

    /// A key that is a copy of `bytes`; the caller wipes its own.
    pub fn copy_of(bytes: &[u8; KEY]) -> Self {
        match Self::make(|key| {
            key.copy_from_slice(bytes);
            Ok::<(), std::convert::Infallible>(())
        }) {
            Ok(key) => key,
            Err(never) => match never {},
        }
    }

    /// The key itself, for a primitive that takes bytes.
    pub fn expose(&self) -> &[u8; KEY] {
        // SAFETY: the page holds `KEY` initialised bytes for as long as `self` lives.
        unsafe { self.page.cast::<[u8; KEY]>().as_ref() }
    }

    fn bytes_mut(&mut self) -> &mut [u8; KEY] {
        // SAFETY: as in `expose`, and `&mut self` is the only reference.
        unsafe { self.page.cast::<[u8; KEY]>().as_mut() }
    }
}

impl Drop for LockedKey {
    fn drop(&mut self) {
        self.bytes_mut().zeroize();
        unlock(self.page);
        // SAFETY: allocated in `make` with this layout, and not freed before.
        unsafe { dealloc(self.page.as_ptr(), Self::layout()) };
    }
}

impl fmt::Debug for LockedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted key]")
    }
}

#[cfg(unix)]
fn page_size() -> usize {
    rustix::param::page_size()
}

#[cfg(not(unix))]
fn page_size() -> usize {
    4096
}

#[cfg(unix)]
fn lock(page: NonNull<u8>) {
    // SAFETY: the range is one whole page that we own; both calls only change how the kernel treats it.
    unsafe {
        let _ = rustix::mm::mlock(page.as_ptr().cast(), page_size());
        #[cfg(target_os = "linux")]
        let _ = rustix::mm::madvise(page.as_ptr().cast(), page_size(), rustix::mm::Advice::LinuxDontDump);
    }
}

#[cfg(unix)]
fn unlock(page: NonNull<u8>) {
    // SAFETY: as in `lock`.
    unsafe {
        let _ = rustix::mm::munlock(page.as_ptr().cast(), page_size());
        #[cfg(target_os = "linux")]
        let _ = rustix::mm::madvise(page.as_ptr().cast(), page_size(), rustix::mm::Advice::LinuxDoDump);
    }
}

#[cfg(not(unix))]
fn lock(_: NonNull<u8>) {}
#[cfg(not(unix))]
fn unlock(_: NonNull<u8>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_keeps_its_bytes_and_shows_none() {
        let key = LockedKey::copy_of(&[7; 32]);
        assert_eq!(key.expose(), &[7; 32]);
        assert_eq!(format!("{key:?}"), "[redacted key]");
    }

    #[test]
    fn failed_fill_gives_no_key() {
        assert_eq!(LockedKey::make(|_| Err("no entropy")).err(), Some("no entropy"));
    }
}
