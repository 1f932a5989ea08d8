//! What the machine is.

/// How much memory the machine has, in bytes; `None` where the system does not tell.
pub fn memory() -> Option<u64> {
    #[cfg(target_os = "linux")]
    {
        let told = rustix::system::sysinfo();
        #[expect(clippy::useless_conversion, reason = "`unsigned long` has 32 bits elsewhere")]
        u64::from(told.totalram).checked_mul(u64::from(told.mem_unit))
    }
    #[cfg(not(target_os = "linux"))]
    None
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn machine_has_as_much_memory_as_the_kernel_lists() {
        let listed = std::fs::read_to_string("/proc/meminfo").unwrap();
        let kib: u64 = listed.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert_eq!(super::memory(), Some(kib * 1024));
    }
}
