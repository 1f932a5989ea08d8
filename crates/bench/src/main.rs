//! Measures what `docs/performance.md` promises, and prints it as one table.
//!
//! Runs what the real programs run, with their allocator and on a file. It asserts nothing: a figure is a fact about
//! one machine at one time.

mod arguments;
mod data;
mod measure;
mod memory;
mod peers;
mod report;
mod rows;
mod vaults;

use crate::arguments::{Arguments, Work};
use std::error::Error;
use std::process::ExitCode;
use strongroom_host::import_worker;
use strongroom_secret::WipingAllocator;

#[global_allocator]
static ALLOCATOR: WipingAllocator = WipingAllocator;

/// Whatever stops a measurement ends the run: a table with holes that nobody sees is worse than none.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    // Parsing is measured in the sandboxed process too, which is this same program.
    if let Some(code) = import_worker::run_if_asked() {
        return code;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "the one place where a failure is told")]
            {
                eprintln!("the measurement failed: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<()> {
    // Not hardened as the programs are: the kernel would tell a person nothing of their own process then.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match arguments::parse(std::env::args().skip(1))? {
        Work::Probe(probe) => runtime.block_on(memory::run_probe(&probe)),
        Work::Measure(arguments) => runtime.block_on(measure_all(&arguments)),
    }
}

async fn measure_all(arguments: &Arguments) -> Outcome<()> {
    std::fs::create_dir_all(&arguments.folder)?;
    let peers = peers::Peers::find(arguments)?;
    let report = rows::measure(arguments, &peers).await?;
    report.print();
    report.write(&arguments.folder.join("report.json"))
}
