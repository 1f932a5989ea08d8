//! `import` on the command line.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Another program's file, or what was brought in from one.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file, or a folder of files; what encrypts it, if anything does, is asked for or is the second line of standard input
    #[arg(required_unless_present_any = ["from_secret_service", "undo", "list"])]
    pub(crate) file: Option<PathBuf>,
    /// Read the keyring of this desktop (Secret Service) instead of a file; it may ask for its password
    #[arg(long, conflicts_with_all = ["file", "format", "key_file"])]
    pub(crate) from_secret_service: bool,
    /// Its format, where the content does not tell: kdbx, kee_pass_xml, bitwarden_json, keeper_csv, …
    #[arg(long)]
    pub(crate) format: Option<String>,
    /// The key file of a KeePass database
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Only say what would be imported
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// What becomes of items that the vault has in some way; without it, the same are skipped, newer and older ones merged,
    /// and those kept of which the dates do not tell
    #[arg(long, value_enum)]
    pub(crate) duplicates: Option<Duplicates>,
    /// Put everything into this folder, with its folders: a name, a path or an id; one that is not there is made
    #[arg(long, value_name = "FOLDER")]
    pub(crate) into: Option<String>,
    /// Of a table, what a column becomes: its header, or # and its number, and for example password or leave_out
    #[arg(long, value_name = "COLUMN=USE")]
    pub(crate) map: Vec<String>,
    /// Read how a table is to be read from a file, as --dry-run --json prints it in table.mapping
    #[arg(long, value_name = "FILE")]
    pub(crate) map_from: Option<PathBuf>,
    /// Of a table: utf-8, utf-16, windows-1252
    #[arg(long)]
    pub(crate) encoding: Option<String>,
    /// Of a table: comma, semicolon, tab, pipe
    #[arg(long)]
    pub(crate) delimiter: Option<String>,
    /// Of a table: double, backslash, single, none
    #[arg(long)]
    pub(crate) quoting: Option<String>,
    /// The first row of the table is data and names no columns
    #[arg(long)]
    pub(crate) no_header: bool,
    /// Remember in the vault how the table is read, for the next with the same header
    #[arg(long)]
    pub(crate) remember: bool,
    /// Import what could be read of a damaged file
    #[arg(long)]
    pub(crate) accept_damaged: bool,
    /// Leave out the files of a folder or archive that need a password
    #[arg(long)]
    pub(crate) skip_locked: bool,
    /// Take back the last import, or the one of this id: what was changed since stays, and is named
    #[arg(long, value_name = "ID", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    #[arg(conflicts_with_all = ["file", "format", "key_file", "dry_run", "duplicates", "into", "list", "from_secret_service"])]
    pub(crate) undo: Option<String>,
    /// List the imports that can be taken back
    #[arg(long)]
    #[arg(conflicts_with_all = ["file", "format", "key_file", "dry_run", "duplicates", "into", "from_secret_service"])]
    pub(crate) list: bool,
}

/// What becomes of items that the vault has in some way.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Duplicates {
    /// They are left out
    Skip,
    /// They come as items of their own
    Keep,
    /// They are merged: the newer one on top, the other one in the history
    Merge,
}
