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

/// What keeps the web view's library from using an allocator of its own, which gives memory back unwiped.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const PLAIN_ALLOCATOR: (&str, &str) = ("Malloc", "1");

/// Makes the web view's library take its memory from the C library, whose `free` wipes. To be called first of all in
/// `main`: the library decides before that, so the program starts itself once more unless it was started that way.
pub fn use_plain_allocator() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        let (name, value) = PLAIN_ALLOCATOR;
        if std::env::var_os(name).is_some_and(|set| set == value) {
            forget(name);
        } else {
            start_once_more(name, value);
        }
    }
}

/// Does not come back, unless the system refuses; then the program goes on as it is.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn start_once_more(name: &str, value: &str) {
    use std::os::unix::process::CommandExt;
    let mut arguments = std::env::args_os();
    let (Some(called), Ok(program)) = (arguments.next(), std::env::current_exe()) else { return };
    let _refused = std::process::Command::new(program).arg0(called).args(arguments).env(name, value).exec();
}

/// The processes that show pages need no wiping, for they are ended; they keep their own, faster allocator.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn forget(name: &str) {
    let threads = std::fs::read_dir("/proc/self/task").map(Iterator::count);
    if threads.is_ok_and(|count| count == 1) {
        // SAFETY: this is the only thread, so nobody reads the environment meanwhile.
        unsafe { std::env::remove_var(name) };
    }
}
