//! What can be written on the command line. A value that may be a secret is never given to a parser of clap's, whose
//! complaints quote it.

mod attach;
mod export;
mod generate;
mod import;
mod make;
mod types;

pub(crate) use attach::Attach;
pub(crate) use export::Export;
pub(crate) use generate::{Bytes, Characters, List, Mode, RandomSeparator, Words};
pub(crate) use import::{Duplicates, Import};
pub(crate) use make::{
    CertificateAlgorithm, CheckCertificate, MakeCertificate, MakeSshKey, SshAlgorithm, Usage,
};
pub(crate) use types::Types;

use crate::failure::EXIT_CODES;
use clap::{ArgGroup, Args, Parser, Subcommand};
use std::path::PathBuf;

/// A password manager that keeps one encrypted vault file.
#[derive(Debug, Parser)]
#[command(name = "strongroom", version, about, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The vault file
    #[arg(long, global = true, value_name = "FILE", env = "STRONGROOM_VAULT")]
    pub(crate) vault: Option<PathBuf>,
    /// Read secrets from standard input, one a line: the master password first, a second secret next
    #[arg(long, global = true)]
    pub(crate) password_stdin: bool,
    /// Print JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Open a vault file that is older than the one last seen on this machine
    #[arg(long, global = true)]
    pub(crate) accept_older: bool,
    /// Open a vault file that takes more than 1 GiB of memory, or much longer than usual
    #[arg(long, global = true)]
    pub(crate) accept_cost: bool,
    /// Make a damaged index anew from the records
    #[arg(long, global = true)]
    pub(crate) accept_rebuild: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new vault, and print its recovery code
    Init(NewVault),
    /// Open the vault with its recovery code and give it a new master password (first line), code (second line)
    Recover {
        /// Do not use the system keyring
        #[arg(long)]
        no_keyring: bool,
    },
    /// Add an item
    Add(Add),
    /// Print an item without its secrets, or one field of it as it is
    Get(Get),
    /// List items
    List {
        /// Only items of this kind
        #[arg(long)]
        kind: Option<String>,
        /// Only items of this folder and those in it: a name, a path such as Work/Servers, or an id
        #[arg(long)]
        folder: Option<String>,
    },
    /// List the items in which all the words occur, the best fit first
    Search {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Say how the vault's passwords are doing: the score, how it comes about, and what there is to do
    Health,
    /// Look passwords up among published ones: at Have I Been Pwned or a mirror, or in a file of hashes
    Breaches(Breaches),
    /// Say how the vault keeps the rules of a framework, and write a report of it
    Compliance(ComplianceArguments),
    /// List what ended and what ends soon, by day
    Expiring {
        /// Within how many days or weeks: 30d, 8w
        #[arg(long, value_name = "DAYS", default_value = "30d", value_parser = crate::time::days)]
        within: u32,
        /// Write what is to come of it into a new calendar file too, which other programs read
        #[arg(long, value_name = "FILE")]
        ics: Option<PathBuf>,
        /// Leave the titles out of the calendar file
        #[arg(long, requires = "ics")]
        no_titles: bool,
    },
    /// List, show, import, export or delete the kinds of item that you defined
    Types {
        #[command(subcommand)]
        work: Option<Types>,
    },
    /// Change fields of an item
    Edit(Edit),
    /// Move an item to the trash
    Delete {
        /// Its title or id
        name: String,
    },
    /// Print a new password, passphrase, PIN, token or key
    Generate {
        #[command(subcommand)]
        mode: Option<Mode>,
    },
    /// Say how strong a password is that comes from standard input
    Score,
    /// Say what a credential is that comes from standard input, what is known about it, and what is wrong with it
    Inspect {
        /// Read it from the QR codes of this picture (PNG, JPEG, WebP or GIF) instead
        #[arg(long, value_name = "FILE")]
        qr: Option<PathBuf>,
    },
    /// Check the chain of a certificate, and say why it does not hold
    CheckCertificate(CheckCertificate),
    /// Connect to the database of an item, say what it is, and leave
    TestConnection {
        /// The item's title or id
        name: String,
    },
    /// Ask the provider of an OAuth item
    Oauth {
        #[command(subcommand)]
        work: Oauth,
    },
    /// Print the QR code of a wireless network, to join it, or of a one-time code, to take it over to a telephone
    Qr {
        /// The item's title or id
        name: String,
    },
    /// Print a secret with a key and a value, and its own fields, as a .env file
    Dotenv {
        /// The item's title or id
        name: String,
    },
    /// Bring in another program's file, list what was brought in, or take it back
    Import(Import),
    /// Write items into a new file of another program's form, and say what that form cannot hold
    Export(Export),
    /// Add, list, save, rename or remove the files of an item
    Attach {
        #[command(subcommand)]
        work: Attach,
    },
    /// Write, verify or restore an encrypted backup
    Backup {
        #[command(subcommand)]
        work: Backup,
    },
    /// Read and verify the whole vault: every record, the manifest, the audit chain
    Verify,
    /// List the versions of an item, the latest first
    History {
        /// Its title or id
        name: String,
    },
    /// List what was done to the vault, the latest first
    Audit {
        /// How many entries at most
        #[arg(long, value_name = "N", default_value_t = 100)]
        last: u32,
    },
}

/// Against what passwords are checked.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("against").required(true).args(["online", "file"]))]
pub(crate) struct Breaches {
    /// Only this item: its title or id
    pub(crate) name: Option<String>,
    /// Ask the service, which is told the first five digits of each password's SHA-1 and nothing else
    #[arg(long)]
    pub(crate) online: bool,
    /// Look into a file of SHA-1 or NTLM hashes that is ordered by hash, or into the downloader's folder
    #[arg(long)]
    pub(crate) file: Option<PathBuf>,
}

/// Which rules, and where reports go.
#[derive(Debug, Args)]
pub(crate) struct ComplianceArguments {
    /// nist, pci, hipaa, gdpr, sox, iso27001, or own for the vault's own rules
    #[arg(long, required_unless_present = "list")]
    pub(crate) framework: Option<String>,
    /// List the frameworks
    #[arg(long)]
    pub(crate) list: bool,
    /// The language of the rules: en or de
    #[arg(long, default_value = "en", value_parser = ["en", "de"])]
    pub(crate) language: String,
    /// Read every password to measure how long they are; the trail says so
    #[arg(long)]
    pub(crate) measure_passwords: bool,
    /// Write a report of HTML there too
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write a report of PDF there too
    #[arg(long, value_name = "FILE")]
    pub(crate) pdf: Option<PathBuf>,
}

/// How a vault is made.
#[derive(Debug, Args)]
pub(crate) struct NewVault {
    /// Do not use the system keyring
    #[arg(long)]
    pub(crate) no_keyring: bool,
    /// Memory for deriving the key, in MiB: at least 64; measured on this machine where it is not given
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u32).range(64..))]
    pub(crate) kdf_memory: Option<u32>,
}

/// A new item.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// login, password, note, card, identity, api_key, ssh_key, secret, certificate, database, oauth, server, wifi,
    /// bank_account, licence, or a kind of your own (see `strongroom types`), by its title or its stable name
    pub(crate) kind: String,
    /// Its title
    pub(crate) name: String,
    /// A field, or `notes`. A value of - is read from the next line of standard input. A name that the kind does not
    /// have becomes a custom field of text; hidden:NAME, url:NAME, date:NAME, number:NAME make it one of that type
    #[arg(long = "field", value_name = "NAME=VALUE")]
    pub(crate) fields: Vec<String>,
    /// The folder it shall lie in: a name, a path or an id
    #[arg(long)]
    pub(crate) folder: Option<String>,
    /// A tag
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// Make it a favourite
    #[arg(long)]
    pub(crate) favourite: bool,
}

/// An item, or a field of it.
#[derive(Debug, Args)]
pub(crate) struct Get {
    /// Its title or id
    pub(crate) name: String,
    /// Print this field, or `title` or `notes`, as it is and nothing else; NAME#2 is the second of that name
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,
    /// Print the one-time code of this moment
    #[arg(long, conflicts_with = "field")]
    pub(crate) code: bool,
}

/// A change of an item.
#[derive(Debug, Args)]
pub(crate) struct Edit {
    /// Its title or id
    pub(crate) name: String,
    /// As for `add`, and `title`; a field that the item does not have is added
    #[arg(long = "field", value_name = "NAME=VALUE")]
    pub(crate) fields: Vec<String>,
    /// Remove this field
    #[arg(long = "remove", value_name = "NAME")]
    pub(crate) remove: Vec<String>,
}

/// What to ask a provider for.
#[derive(Debug, Subcommand)]
pub(crate) enum Oauth {
    /// Get a new access token, and save it as a new version of the item
    Refresh {
        /// The item's title or id
        name: String,
    },
    /// Read what the provider says of itself, and say what is wrong with that
    Discover {
        /// The item's title or id
        name: String,
    },
}

/// What to do with a backup.
#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Write a backup under a passphrase of its own (second line of standard input), and read it back
    Create {
        /// The new file
        file: PathBuf,
        /// Accept that records are damaged, the same as in the vault
        #[arg(long)]
        accept_faults: bool,
    },
    /// Read a backup completely; needs its passphrase only (first line of standard input)
    Verify {
        /// The backup
        file: PathBuf,
        /// Accept that records are damaged, and say how many
        #[arg(long)]
        accept_faults: bool,
    },
    /// Make a new vault from a backup: new master password (first line), backup's passphrase (second line)
    Restore {
        /// The backup
        file: PathBuf,
        /// The new vault file
        #[arg(long, value_name = "VAULT")]
        to: PathBuf,
        /// Accept that records are damaged, and restore what there is
        #[arg(long)]
        accept_faults: bool,
        #[command(flatten)]
        vault: NewVault,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn password_is_generated_alike_with_and_without_being_named() {
        let named = Arguments::try_parse_from(["strongroom", "generate", "password"]).unwrap();
        let Command::Generate { mode: Some(Mode::Password(named)) } = named.command else {
            panic!("another mode")
        };
        assert_eq!(format!("{named:?}"), format!("{:?}", Characters::default()));
    }

    #[test]
    fn memory_below_the_floor_is_refused() {
        let with = |mib| Arguments::try_parse_from(["strongroom", "init", "--kdf-memory", mib]);
        assert!(with("63").is_err());
        assert!(with("64").is_ok());
    }
}
