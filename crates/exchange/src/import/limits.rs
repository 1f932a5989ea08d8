//! What an importer reads at most. Each number is far above any real file and far below what hurts.

/// All attachments of an import together, in bytes; further ones are reported as dropped.
pub const MAX_ATTACHMENT_BYTES: u64 = 128 << 20;
/// A file of JSON or CSV, in bytes.
pub(super) const MAX_TEXT: usize = 512 << 20;
/// Columns of a table.
pub(super) const MAX_COLUMNS: usize = 1_000;
/// Rows of a table.
pub(super) const MAX_ROWS: u64 = 500_000;
/// Cells of a table that are not empty: with their names, they are what an import crosses the sandbox's pipe with.
pub(super) const MAX_CELLS: u64 = 4_000_000;
/// One cell of a table, in bytes.
pub(super) const MAX_CELL: usize = 1 << 20;
/// A folder's path in levels.
pub(crate) const MAX_FOLDER_DEPTH: usize = 64;
/// All folders' paths together, in bytes: deep folders with long names multiply.
pub(super) const MAX_PATH_BYTES: u64 = 16 << 20;
/// All names of further collections in items together, in bytes: a long name in many items multiplies.
pub(super) const MAX_REPEATED: u64 = 64 << 20;
