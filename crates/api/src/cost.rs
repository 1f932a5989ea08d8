//! What the key derivation of a vault costs: measured on this machine when a vault is made, and asked about before a file
//! that costs more than any vault of ours is opened. Nothing here ever makes a derivation cheaper than the default.

use crate::app::App;
use crate::{ApiError, ErrorCode};
use strongroom_crypto::{Header, KdfParams};

/// How long unlocking shall take on the machine that a vault was made on, in milliseconds.
const AIM: u64 = 1000;
/// What is spent without asking, in KiB of memory at once.
const SILENT_MEMORY: u64 = 1 << 20;
/// What is spent without asking, in KiB of memory times passes, over all slots.
const SILENT_WORK: u64 = 16 * SILENT_MEMORY;
/// Memory is chosen in steps of what the least expensive derivation takes, in KiB.
const STEP: u64 = KdfParams::FLOOR.memory_kib() as u64;
/// More passes than this would make a machine wait that is slower than the one that chose them.
const MOST_PASSES: u64 = 12;

impl App {
    /// The key derivation that was asked for, or the one that fits this machine.
    ///
    /// # Errors
    /// [`ErrorCode::Invalid`] outside the limits of the format.
    pub(crate) fn chosen_kdf(&self, memory_mib: Option<u32>) -> Result<KdfParams, ApiError> {
        match memory_mib {
            Some(memory) => Ok(KdfParams::with_memory_mib(memory)?),
            None => self.derive(|env| {
                let start = env.clock.now();
                let Ok(()) = KdfParams::FLOOR.spend() else { return Ok(KdfParams::DEFAULT) };
                let spent = u64::try_from(env.clock.now() - start).unwrap_or(0);
                Ok(fitting(spent, self.host.memory()))
            }),
        }
    }
}

/// What takes about [`AIM`] where the least expensive derivation takes `floor_ms` milliseconds, on a machine with so many
/// bytes of memory: memory first, up to a quarter of it, then passes.
fn fitting(floor_ms: u64, memory: Option<u64>) -> KdfParams {
    let limit = memory.map_or(SILENT_MEMORY, |bytes| (bytes / 1024 / 4).min(SILENT_MEMORY)).max(STEP);
    let least = u64::from(KdfParams::DEFAULT.memory_kib()).min(limit);
    let steps = |kib: u64| kib / STEP;
    let Some(affordable) = AIM.checked_div(floor_ms) else { return KdfParams::DEFAULT };
    let chosen = affordable.clamp(steps(least), steps(limit));
    let passes = u64::from(KdfParams::FLOOR.iterations());
    let passes = (passes * affordable / chosen).clamp(passes, MOST_PASSES);
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    KdfParams::new(small(chosen * STEP), small(passes), KdfParams::DEFAULT.lanes())
        .unwrap_or(KdfParams::DEFAULT)
}

/// Before any memory is taken: what would take more than any vault of ours is asked about.
pub(crate) fn check_cost(header: &Header, accepted: bool) -> Result<(), ApiError> {
    let costs = || header.slots().iter().filter_map(|slot| slot.kdf());
    let memory = costs().map(|kdf| u64::from(kdf.memory_kib())).max().unwrap_or(0);
    let work: u64 = costs().map(|kdf| u64::from(kdf.memory_kib()) * u64::from(kdf.iterations())).sum();
    if accepted || (memory <= SILENT_MEMORY && work <= SILENT_WORK) {
        return Ok(());
    }
    Err(ApiError::told(
        ErrorCode::CostlyFile,
        format!(
            "to open this file takes up to {} MiB of memory and longer than usual: go on only if you know who made it",
            memory / 1024
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(floor_ms: u64, memory_gib: u64) -> (u32, u32) {
        let params = fitting(floor_ms, Some(memory_gib << 30));
        (params.memory_kib() / 1024, params.iterations())
    }

    #[test]
    fn faster_machine_gets_more_memory_and_then_more_passes() {
        assert_eq!(figures(100, 16), (640, 3));
        assert_eq!(figures(62, 16), (1024, 3));
        assert_eq!(figures(20, 16), (1024, 9));
        assert_eq!(figures(1, 16), (1024, 12));
    }

    #[test]
    fn slow_machine_gets_the_default_and_a_small_one_a_quarter_of_its_memory() {
        assert_eq!(figures(1500, 16), (256, 3));
        assert_eq!(figures(300, 2), (256, 3));
        assert_eq!(figures(100, 1), (256, 7));
        assert_eq!(fitting(100, Some(300 << 20)).memory_kib() / 1024, 64);
    }

    #[test]
    fn clock_that_stands_still_tells_nothing() {
        assert_eq!(fitting(0, Some(64 << 30)), KdfParams::DEFAULT);
    }
}
