//! Argon2 over memory of our own, which is asked for without aborting and wiped after use; the library's is not.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use thiserror::Error;
use zeroize::{Zeroize, Zeroizing};

/// Why Argon2 gave no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ArgonError {
    /// The parameters are outside what RFC 9106 allows.
    #[error("the Argon2 parameters are not valid")]
    Parameters,
    /// The system has not that much memory to give.
    #[error("there is not enough memory for Argon2: close other programs and try again")]
    Memory,
}

/// One call of Argon2. Memory in KiB.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    pub(crate) algorithm: Algorithm,
    pub(crate) version: Version,
    pub(crate) memory_kib: u32,
    pub(crate) iterations: u32,
    pub(crate) lanes: u32,
}

pub(crate) fn argon2(call: Call, password: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, ArgonError> {
    let params = Params::new(call.memory_kib, call.iterations, call.lanes, Some(32))
        .map_err(|_| ArgonError::Parameters)?;
    let mut memory = take_memory(params.block_count())?;
    let mut out = Zeroizing::new([0; 32]);
    let result = Argon2::new(call.algorithm, call.version, params).hash_password_into_with_memory(
        password,
        salt,
        out.as_mut_slice(),
        &mut memory,
    );
    memory.iter_mut().for_each(Zeroize::zeroize);
    result.map_err(|_| ArgonError::Parameters)?;
    Ok(out)
}

fn take_memory(blocks: usize) -> Result<Vec<Block>, ArgonError> {
    let mut memory = Vec::new();
    memory.try_reserve_exact(blocks).map_err(|_| ArgonError::Memory)?;
    memory.resize(blocks, Block::new());
    Ok(memory)
}
