//! What can be written after `types`.

use clap::Subcommand;
use std::path::PathBuf;

/// What to do with the kinds of item that you defined.
#[derive(Debug, Subcommand)]
pub(crate) enum Types {
    /// List them, with how many items have each
    List,
    /// Print one with its fields
    Show {
        /// Its title or its stable name
        name: String,
    },
    /// Bring one in from a JSON file, as `export` writes it
    Import {
        /// The file
        file: PathBuf,
        /// Put it in the place of the one that has its stable name
        #[arg(long)]
        replace: bool,
    },
    /// Print one as JSON, to be kept or imported elsewhere
    Export {
        /// Its title or its stable name
        name: String,
    },
    /// Forget one; its items stay, with all their fields
    Delete {
        /// Its title or its stable name
        name: String,
    },
}
