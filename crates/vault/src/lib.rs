//! The domain: a vault locked and unlocked, its items, versions, folders, search and audit trail.
