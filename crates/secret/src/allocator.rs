//! A global allocator that overwrites memory before it gives it back, so that nothing secret outlives its owner:
//! not a string that grew, not a JSON buffer, not a struct inside a library.

use std::alloc::{GlobalAlloc, Layout, System};

/// The system's allocator, which wipes every block when it is freed. `realloc` is the trait's own: allocate, copy, free.
#[derive(Debug, Clone, Copy, Default)]
pub struct WipingAllocator;

// SAFETY: every call goes to `System` with the same layout; the block is written only while it is still ours.
unsafe impl GlobalAlloc for WipingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the system's allocator is the C library's, and the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { crate::glibc::wipe_and_free(block, layout.size()) };
    }

    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: `block` is valid for `layout.size()` bytes until it is given back below.
        zeroize::Zeroize::zeroize(unsafe { std::slice::from_raw_parts_mut(block, layout.size()) });
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }
}
