//! D-Bus, as far as the shell listens to it: one thread for each signal, so that nothing blocks another.
//!
//! The blocking interface of zbus must not be called inside an async runtime.

use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::{MatchRule, Result};

/// A signal to listen for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signal<'a> {
    /// The name of the service that sends it.
    pub(crate) sender: &'a str,
    /// The object that sends it; any of the service where none is named.
    pub(crate) path: Option<&'a str>,
    /// Its interface.
    pub(crate) interface: &'a str,
    /// Its name.
    pub(crate) member: &'a str,
}

/// Calls `heard` with every such signal until the bus goes away.
///
/// # Errors
/// Where the bus refuses to tell.
pub(crate) fn listen(bus: &Connection, signal: Signal<'_>, mut heard: impl FnMut(&Message)) -> Result<()> {
    let mut rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender(signal.sender)?
        .interface(signal.interface)?
        .member(signal.member)?;
    if let Some(path) = signal.path {
        rule = rule.path(path)?;
    }
    for message in MessageIterator::for_match_rule(rule.build(), bus, None)? {
        heard(&message?);
    }
    Ok(())
}

/// The single boolean that a signal carries.
pub(crate) fn says_yes(message: &Message) -> bool {
    message.body().deserialize().unwrap_or(false)
}
