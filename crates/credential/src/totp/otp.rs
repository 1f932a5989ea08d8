//! A one-time code of either sort, for those who take whatever a field holds.

use super::{Hotp, Totp, TotpError, uri};
use strongroom_secret::{SecretBytes, SecretString};

/// A source of one-time codes, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otp {
    /// By the clock.
    Time(Totp),
    /// By a counter.
    Counter(Hotp),
}

impl Otp {
    /// Reads what [`Totp::parse`] or [`Hotp::parse`] reads.
    pub fn parse(text: &str) -> Result<Self, TotpError> {
        match uri::parse(text)? {
            uri::Parsed::Time(parts) => Totp::from_parts(parts).map(Self::Time),
            uri::Parsed::Counter(parts) => Hotp::from_parts(parts).map(Self::Counter),
        }
    }

    /// The canonical URI.
    pub fn to_uri(&self) -> SecretString {
        match self {
            Self::Time(totp) => totp.to_uri(),
            Self::Counter(hotp) => hotp.to_uri(),
        }
    }

    /// The service, for people; may be empty. Personal.
    pub fn issuer(&self) -> &str {
        match self {
            Self::Time(totp) => &totp.parts().issuer,
            Self::Counter(hotp) => &hotp.parts().issuer,
        }
    }

    /// The account, for people; may be empty. Personal.
    pub fn account(&self) -> &str {
        match self {
            Self::Time(totp) => &totp.parts().account,
            Self::Counter(hotp) => &hotp.parts().account,
        }
    }

    /// The shared key itself.
    pub fn secret(&self) -> &SecretBytes {
        match self {
            Self::Time(totp) => &totp.parts().secret,
            Self::Counter(hotp) => &hotp.parts().secret,
        }
    }
}
