//! The vault in one SQLite file. The only crate that names a database.
