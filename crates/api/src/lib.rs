//! What Strongroom can do, once, for every host: the list of commands, their types, their errors, their handlers.
//!
//! Knows no window, no command line and no database; a host brings storage, keyring, clipboard and clock.

mod app;
mod attachments;
mod backups;
mod breach;
mod browse;
mod calendar;
mod chain;
mod commands;
mod compliance;
mod contact;
mod convert;
mod cost;
mod create;
mod edit;
mod error;
mod export;
mod files;
mod health;
mod host;
mod item_types;
mod lengths;
mod lineage;
mod live;
mod make;
mod memory;
mod oauth;
mod one_time;
mod outward;
mod password;
mod preview;
mod rebuilt;
mod recipe;
mod recognise;
mod reminders;
mod remote;
mod session;
mod tables;
mod tools;
mod trail;
mod transfer;
mod transfer_plan;
pub mod types;
mod undo;
mod unlock;
mod view;

pub use app::App;
pub use error::{ApiError, ErrorCode};
pub use host::*;
pub use reminders::{Reminder, ReminderWords};
pub use remote::*;
