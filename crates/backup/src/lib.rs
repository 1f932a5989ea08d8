//! Encrypted backups of a whole vault: written, read back completely, restored.
