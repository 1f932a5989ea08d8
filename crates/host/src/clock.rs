//! The system's clock: the one place of the program that asks it.

use std::time::{SystemTime, UNIX_EPOCH};
use strongroom_vault::{Clock, Timestamp};

/// The system's clock. It may be set back by a person; nothing that must be monotonic relies on it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[allow(clippy::disallowed_methods, reason = "this is the Clock that everything else takes")]
        let now = SystemTime::now();
        let milliseconds = match now.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_millis()).unwrap_or(i128::MAX),
            Err(before) => i128::try_from(before.duration().as_millis()).map_or(i128::MIN, |ms| -ms),
        };
        Timestamp::try_from(milliseconds).unwrap_or(if milliseconds < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_after_this_was_written_and_counted_in_milliseconds() {
        let start_of_2025 = 1_735_689_600_000;
        let start_of_2200 = 7_258_118_400_000;
        assert!((start_of_2025..start_of_2200).contains(&SystemClock.now()));
    }
}
