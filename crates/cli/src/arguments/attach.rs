//! The words of the files that hang on items.

use clap::Subcommand;
use std::path::PathBuf;

/// What to do with the files of an item.
#[derive(Debug, Subcommand)]
pub(crate) enum Attach {
    /// Hang a file on an item, of at most 2 GiB
    Add {
        /// The item's title or id
        name: String,
        /// The file
        file: PathBuf,
    },
    /// List the files of an item
    List {
        /// The item's title or id
        name: String,
    },
    /// Write a file of an item where nothing is yet
    Save {
        /// The item's title or id
        name: String,
        /// The file's name or id
        file: String,
        /// The new file; one of its own name in this folder where it is not given
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Give a file of an item another name
    Rename {
        /// The item's title or id
        name: String,
        /// The file's name or id
        file: String,
        /// Its new name
        new: String,
    },
    /// Take a file off an item; the item's earlier versions keep it
    Remove {
        /// The item's title or id
        name: String,
        /// The file's name or id
        file: String,
    },
}
