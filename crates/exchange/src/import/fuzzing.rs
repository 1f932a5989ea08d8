//! Doors for the fuzzer (docs/fuzzing.md) to what lies behind a key derivation. In no program.

pub use super::kdbx::fuzzing::{kdb_content, kdbx_blocks, kdbx_key_file, kdbx_payload};
