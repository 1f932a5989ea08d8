//! What the child gives up before it reads anything. On Linux: memory, processor time, files, network, other programs.
//!
//! Of the system's calls it keeps those that computing needs, and reading from the one pipe and writing to the other;
//! every other call fails as if the kernel did not have it, so that a library falls back instead of ending. What the
//! process had inherited by mistake, such as a connection to a display, can be neither read nor written.

use thiserror::Error;

/// The system refused to take a right away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LockDownError {
    /// A limit of memory, time or files was refused.
    #[error("the system refused a limit for the import process")]
    Limit,
    /// The filter of system calls was refused.
    #[error("the system refused the filter of system calls for the import process")]
    Filter,
}

/// Takes from this process, for good, what parsing does not need. Nothing but the end of the process undoes it.
///
/// # Errors
/// [`LockDownError`]; some rights may be gone already, and the process should end.
pub fn lock_down() -> Result<(), LockDownError> {
    strongroom_secret::harden_process().map_err(|_| LockDownError::Limit)?;
    #[cfg(target_os = "linux")]
    limits::set()?;
    #[cfg(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
    ))]
    filter::install()?;
    Ok(())
}

#[cfg(target_os = "linux")]
mod limits {
    use super::LockDownError;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// Memory beyond what the program's own code and libraries take, in bytes.
    const MEMORY: u64 = 1536 << 20;
    /// Time of all processors together, in seconds.
    const PROCESSOR_SECONDS: u64 = 60;
    /// Standard input, output and error.
    const OPEN_FILES: u64 = 3;

    pub(super) fn set() -> Result<(), LockDownError> {
        let memory = address_space().ok_or(LockDownError::Limit)?.saturating_add(MEMORY);
        lower(Resource::As, memory)?;
        lower(Resource::Cpu, PROCESSOR_SECONDS)?;
        lower(Resource::Fsize, 0)?;
        lower(Resource::Core, 0)?;
        lower(Resource::Nofile, OPEN_FILES)
    }

    /// What the process takes now, in bytes.
    fn address_space() -> Option<u64> {
        let pages: u64 = std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').next()?.parse().ok()?;
        pages.checked_mul(u64::try_from(rustix::param::page_size()).ok()?)
    }

    fn lower(resource: Resource, to: u64) -> Result<(), LockDownError> {
        let limit = getrlimit(resource).maximum.map_or(to, |already| already.min(to));
        let both = Rlimit { current: Some(limit), maximum: Some(limit) };
        setrlimit(resource, both).map_err(|_| LockDownError::Limit)
    }
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
mod filter {
    use super::LockDownError;
    use libc::{CLONE_THREAD, ENOSYS, PROT_EXEC, c_int, c_long};
    use seccompiler::{
        BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
        SeccompFilter, SeccompRule, apply_filter_all_threads,
    };
    use std::collections::BTreeMap;

    type Rules = BTreeMap<c_long, Vec<SeccompRule>>;

    /// Calls that touch nothing but this process.
    const WITHIN: &[c_long] = &[
        libc::SYS_brk,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_close,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_futex,
        libc::SYS_getpid,
        libc::SYS_getrandom,
        libc::SYS_gettid,
        libc::SYS_madvise,
        libc::SYS_mlock,
        libc::SYS_mremap,
        libc::SYS_munlock,
        libc::SYS_munmap,
        libc::SYS_nanosleep,
        libc::SYS_restart_syscall,
        libc::SYS_rseq,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sched_getaffinity,
        libc::SYS_sched_yield,
        libc::SYS_set_robust_list,
        libc::SYS_sigaltstack,
    ];

    pub(super) fn install() -> Result<(), LockDownError> {
        let program = program().map_err(|_| LockDownError::Filter)?;
        // Also switches off that a program it starts could gain rights.
        apply_filter_all_threads(&program).map_err(|_| LockDownError::Filter)
    }

    fn program() -> Result<BpfProgram, BackendError> {
        let mut rules: Rules = WITHIN.iter().map(|call| (*call, Vec::new())).collect();
        rules.extend(with_conditions()?);
        let refusal = SeccompAction::Errno(ENOSYS.unsigned_abs());
        SeccompFilter::new(rules, refusal, SeccompAction::Allow, std::env::consts::ARCH.try_into()?)?
            .try_into()
    }

    fn with_conditions() -> Result<Rules, BackendError> {
        let from_the_pipe = || only_if(0, SeccompCmpOp::Eq, libc::STDIN_FILENO);
        let to_the_pipe = || only_if(0, SeccompCmpOp::Eq, libc::STDOUT_FILENO);
        let no_new_code = || only_if(2, SeccompCmpOp::MaskedEq(bits(PROT_EXEC)), 0);
        let threads_only = only_if(0, SeccompCmpOp::MaskedEq(bits(CLONE_THREAD)), CLONE_THREAD)?;
        Ok(BTreeMap::from([
            (libc::SYS_read, vec![from_the_pipe()?]),
            (libc::SYS_readv, vec![from_the_pipe()?]),
            (libc::SYS_write, vec![to_the_pipe()?]),
            (libc::SYS_writev, vec![to_the_pipe()?]),
            (libc::SYS_mmap, vec![no_new_code()?]),
            (libc::SYS_mprotect, vec![no_new_code()?]),
            // `clone3` hides its flags from a filter; the C library falls back to this.
            (libc::SYS_clone, vec![threads_only]),
        ]))
    }

    /// The call is let through if its argument of that number compares so.
    fn only_if(argument: u8, compares: SeccompCmpOp, with: c_int) -> Result<SeccompRule, BackendError> {
        let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, compares, bits(with))?;
        SeccompRule::new(vec![condition])
    }

    fn bits(number: c_int) -> u64 {
        u64::from(number.unsigned_abs())
    }
}
