//! What can be said of an export.

use clap::Args;
use std::path::PathBuf;

/// Which items go out, as what, and where to.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The new file, or the new folder for key_files; left out with --dry-run or --formats
    #[arg(required_unless_present_any = ["dry_run", "formats"])]
    pub(crate) file: Option<PathBuf>,
    /// strongroom_json, kdbx, bitwarden_encrypted_json, bitwarden_json, one_password_1pux, cxf, csv, csv_safe, dotenv, key_files,
    /// emergency_sheet or emergency_sheet_pdf. An encrypted one needs a password of its own (second line of standard input); for any other the
    /// master password is asked for again (second line)
    #[arg(long, value_name = "FORMAT", required_unless_present = "formats")]
    pub(crate) format: Option<String>,
    /// List the formats, whether they are encrypted, and what they carry
    #[arg(long)]
    pub(crate) formats: bool,
    /// Only items of this folder and those in it: a name, a path such as Work/Servers, or an id
    #[arg(long)]
    pub(crate) folder: Option<String>,
    /// Only items of this kind
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Only items with this tag
    #[arg(long)]
    pub(crate) tag: Option<String>,
    /// Only this item: its title or id
    #[arg(long = "item", value_name = "NAME")]
    pub(crate) items: Vec<String>,
    /// Also items in the trash
    #[arg(long)]
    pub(crate) include_deleted: bool,
    /// Also earlier versions
    #[arg(long)]
    pub(crate) with_history: bool,
    /// Only say what would be written, and what the format cannot say
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// For kdbx: a file that is needed beside the password; any file will do
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// For kdbx: make a new key file there, which is needed beside the password
    #[arg(long, value_name = "FILE", conflicts_with = "key_file")]
    pub(crate) make_key_file: Option<PathBuf>,
    /// The language of the emergency sheet: en or de
    #[arg(long, default_value = "en", value_parser = ["en", "de"])]
    pub(crate) language: String,
}
