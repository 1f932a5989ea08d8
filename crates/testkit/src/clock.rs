//! Time that passes only when it is looked at.

use std::sync::atomic::{AtomicI64, Ordering};
use strongroom_vault::{Clock, Timestamp};

/// A clock that is a fixed step further at every look.
#[derive(Debug)]
pub struct FixedClock {
    next: AtomicI64,
    step: i64,
}

impl FixedClock {
    /// 2024-01-01T00:00:00Z.
    pub const START: Timestamp = 1_704_067_200_000;

    /// Shows `start` first, then `step` milliseconds more each time.
    pub fn new(start: Timestamp, step: i64) -> Self {
        Self { next: AtomicI64::new(start), step }
    }
}

impl Default for FixedClock {
    fn default() -> Self {
        Self::new(Self::START, 1000)
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.next.fetch_add(self.step, Ordering::Relaxed)
    }
}
