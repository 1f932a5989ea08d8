//! The program `strongroom`: the api's commands at a command line.
//!
//! Standard output carries the answer and nothing else, standard error what a person should know. No rule of the vault
//! is decided here.

mod arguments;
mod assignment;
mod commands;
mod failure;
mod find;
mod host;
mod output;
mod secrets;
mod session;
mod time;
mod words;

use crate::arguments::Arguments;
use crate::failure::{Exit, Failure};
use crate::output::complain;
use crate::session::Session;
use clap::Parser;
use std::process::ExitCode;
use std::time::Duration;
use strongroom_secret::WipingAllocator;

#[global_allocator]
static ALLOCATOR: WipingAllocator = WipingAllocator;

/// What the last things, such as closing the vault file, may take once the answer is out.
const LAST_THINGS: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    if let Some(code) = strongroom_host::import_worker::run_if_asked() {
        return code;
    }
    if let Err(error) = strongroom_secret::harden_process() {
        complain(&format!("warning: {error}"));
    }
    match start(Arguments::parse()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            complain(&failure.to_string());
            failure.exit().into()
        }
    }
}

fn start(arguments: Arguments) -> Result<Exit, Failure> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|_| Failure::Start)?;
    let exit = runtime.block_on(async {
        let mut session = Session::new(arguments.global)?;
        let exit = commands::run(&mut session, arguments.command).await;
        session.end().await;
        exit
    });
    runtime.shutdown_timeout(LAST_THINGS);
    exit
}
