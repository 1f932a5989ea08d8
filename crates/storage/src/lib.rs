//! What a backend of the vault must do, and the backend that does it in memory.
