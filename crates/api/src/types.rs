//! What crosses the border between a host and the core. The types of the page are generated from these.
//!
//! Times are milliseconds since 1970 in UTC. Ids are 32 hexadecimal digits. Of all responses only [`Revealed`],
//! [`Generated`], [`RecoveryCode`] and [`OneTimeCode`] carry a secret, and each carries one; [`Recognised`] gives back, taken
//! apart, the text that the page sent; a [`RecognisedItem`] that was made has the new key; an [`AttachmentPreview`] shows a file that the person asked to see.

mod attachments;
mod audit;
mod breach;
mod browse;
mod calendar;
mod compliance;
mod edit;
mod export;
mod generate;
mod health;
mod inspect;
mod item_types;
mod live;
mod make;
mod merging;
mod outward;
mod session;
mod settings;
mod table;
mod tools;
mod transfer;

pub use attachments::*;
pub use audit::*;
pub use breach::*;
pub use browse::*;
pub use calendar::*;
pub use compliance::*;
pub use edit::*;
pub use export::*;
pub use generate::*;
pub use health::*;
pub use inspect::*;
pub use item_types::*;
pub use live::*;
pub use make::*;
pub use merging::*;
pub use outward::*;
pub use session::*;
pub use settings::*;
pub use table::*;
pub use tools::*;
pub use transfer::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request or a response that says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Nothing {}
