//! Secrets on their way to another device.

use serde::Serialize;
use strongroom_secret::{SecretString, serde_exposed};

/// A QR code, without the quiet zone of four modules around it. As secret as what it says.
#[derive(Debug, Serialize)]
pub struct QrCode {
    /// Modules of one side.
    pub size: u32,
    /// Row after row, `1` for a dark module and `0` for a light one.
    #[serde(with = "serde_exposed")]
    pub modules: SecretString,
}
