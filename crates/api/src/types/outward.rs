//! Secrets on their way to another device.

use serde::Serialize;
use strongroom_secret::{SecretString, serde_exposed};
use ts_rs::TS;

/// A QR code, without the quiet zone of four modules around it. As secret as what it says.
#[derive(Debug, Serialize, TS)]
#[ts(export)]
pub struct QrCode {
    /// Modules of one side.
    pub size: u32,
    /// Row after row, `1` for a dark module and `0` for a light one.
    #[serde(with = "serde_exposed")]
    #[ts(type = "string")]
    pub modules: SecretString,
    /// For how many seconds the page shows it.
    pub seconds: u32,
}
