//! Moments as certificates know them. Knows no clock.

use der::asn1::GeneralizedTime;
use std::time::Duration;
use x509_cert::time::Time;

/// A moment, in whole seconds since 1970-01-01T00:00:00Z. Parts of a second are cut off towards the past, because validity
/// has seconds and includes both its ends (RFC 5280, section 4.1.2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(pub i64);

impl UnixTime {
    pub(super) fn of(time: Time) -> Self {
        Self(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
    }

    /// As certificates write it: UTCTime until 2049, GeneralizedTime from then on. `None` before 1970 and after 9999.
    pub(super) fn to_asn1(self) -> Option<Time> {
        let seconds = u64::try_from(self.0).ok()?;
        let time = GeneralizedTime::from_unix_duration(Duration::from_secs(seconds)).ok()?;
        Some(Time::from(time.to_date_time()))
    }
}
