//! Time as a parameter.

/// Milliseconds since 1970 in UTC.
pub type Timestamp = i64;

/// Tells the time; the system's in the program, a chosen one in tests.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Timestamp;
}
