//! What other managers wrote, read without loss, and written so that they can read it. Bytes in, values out; opens no file, asks no clock, spawns nothing.
//!
//! Every importer gives the same [`ParsedImport`], and accounts for every field that it saw. Whatever it is fed is
//! hostile: each length, cost and ratio is checked before it is spent, and nothing here panics.

mod calendar;
mod export;
mod import;
mod passkey;
mod qr;

pub use calendar::{CalendarEntry, CalendarLanguage, write_calendar};
pub use export::{
    Carried, Content, ExportError, KdbxCosts, KdbxKey, KdbxWriteError, KeyFile, Loss, LossReason, Protection,
    Setting, SheetLanguage, Target, key_files, losses, make_key_file, variables_of, write, write_kdbx,
};
#[cfg(fuzzing)]
pub use import::fuzzing;
pub use import::{
    ColumnChoice, ColumnSeen, ColumnUse, Damage, Delimiter, Dropped, Encoding, FieldReport, Format,
    ImportError, KnownTable, MAX_ATTACHMENT_BYTES, NamedFile, ParsedAttachment, ParsedFolder, ParsedImport,
    ParsedItem, ParsedVersion, Place, Quoting, Reason, Request, SealedPart, ServiceCollection, ServiceEntry,
    Shut, StoreContent, StoreFile, TableMapping, TableSeen, Tables, Warning, pack_folder, pack_service,
    pack_store, parse, recognise, sealed_part,
};
pub use qr::{CodeText, MAX_PICTURE_MIB, PictureError, read_codes};
