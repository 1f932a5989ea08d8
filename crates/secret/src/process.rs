//! What a process that holds keys tells the system about itself.

use thiserror::Error;

/// The system refused a protection; the program may go on without it and says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the system refused to switch core dumps off")]
pub struct HardenError;

/// No core dump, and no other process of the same user may attach to this one (Linux).
pub fn harden_process() -> Result<(), HardenError> {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        setrlimit(Resource::Core, none).map_err(|_| HardenError)?;
        set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(|_| HardenError)?;
    }
    Ok(())
}
