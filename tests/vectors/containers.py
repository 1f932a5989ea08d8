"""The two files that hold a vault: the SQLite file and the backup (docs/format.md, sections 9 and 10).

They give the header and the sealed records and trust nothing of them. No file is ever written, changed or locked.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from header import parse_header
from primitives import (
    HEADER_LIMIT, SUITE, Cursor, Malformed, Unauthentic, Unsupported,
    argon2id, check_argon2_limits, expand, hkdf_extract, pack, same, unseal,
)

BACKUP_MAGIC = bytes.fromhex("895352420D0A1A0A")
SQLITE_MAGIC = b"SQLite format 3\0"
APPLICATION_ID = 0x53524D56
CHUNK = 65_536
TAG = 16
BACKUP_HEAD = 58
BACKUP_ORDER = (3, 1, 2, 5, 6, 4, 7)
SCHEMA = {
    ("table", "header", "header",
     "CREATE TABLE header (copy INTEGER NOT NULL PRIMARY KEY CHECK (copy IN (1, 2)), generation INTEGER NOT NULL,"
     " body BLOB NOT NULL) STRICT"),
    ("table", "record", "record",
     "CREATE TABLE record (class INTEGER NOT NULL, id BLOB NOT NULL, generation INTEGER NOT NULL,"
     " body BLOB NOT NULL, PRIMARY KEY (class, id)) STRICT, WITHOUT ROWID"),
    ("index", "record_generation", "record", "CREATE INDEX record_generation ON record (class, generation)"),
}


class Backup(NamedTuple):
    """A backup's content; `root` is the vault's root key."""

    made: int
    header: bytes
    root: bytes
    records: dict


def is_backup(path: str) -> bool:
    """Tells the two kinds of file apart by their first bytes; any other file is refused."""
    with open(path, "rb") as file:
        start = file.read(16)
    if start.startswith(BACKUP_MAGIC):
        return True
    if start == SQLITE_MAGIC:
        return False
    raise Malformed("file: neither a vault nor a backup")


def read_sqlite(path: str) -> tuple:
    """The header copies in their order, and the sealed records by class and id."""
    try:
        connection = sqlite3.connect(read_only_address(path), uri=True, isolation_level=None)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("BEGIN")
            check_schema(connection)
            return read_copies(connection), read_records(connection)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError, OverflowError):
        raise Malformed("file: SQLite cannot read it") from None


def read_only_address(path: str) -> str:
    """A log beside the file is read with it; without one the file cannot change, and SQLite need write nothing."""
    busy = any(os.path.exists(path + end) and os.path.getsize(path + end) for end in ("-wal", "-journal"))
    return Path(path).absolute().as_uri() + ("?mode=ro" if busy else "?mode=ro&immutable=1")


def check_schema(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Malformed("file: an SQLite file of another program")
    if connection.execute("PRAGMA user_version").fetchone()[0] != 1:
        raise Unsupported("file: another version of the schema")
    found = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    if found != SCHEMA:
        raise Malformed("file: another schema than the format's")


def read_copies(connection: sqlite3.Connection) -> list:
    rows = connection.execute(
        "SELECT copy, CASE WHEN typeof(body) = 'blob' AND length(body) <= ? THEN body END FROM header ORDER BY copy",
        (HEADER_LIMIT,),
    ).fetchmany(3)
    if not rows or any(copy not in (1, 2) for copy, _ in rows):
        raise Malformed("file: header copies other than 1 and 2")
    return [b"" if body is None else body for _, body in rows]


def read_records(connection: sqlite3.Connection) -> dict:
    records: dict = {}
    for kind, identity, body in connection.execute("SELECT class, id, body FROM record NOT INDEXED"):
        if type(kind) is not int or type(identity) is not bytes or len(identity) != 16 or type(body) is not bytes:
            raise Malformed("file: a record row of another type")
        if (kind, identity) in records:
            raise Malformed("file: a record stands twice")
        records[kind, identity] = body
    return records


def read_backup(path: str, passphrase: str) -> Backup:
    """Opens and checks the whole stream before anything of it is used."""
    with open(path, "rb") as file:
        head = file.read(BACKUP_HEAD)
        key = derive_backup_key(head, passphrase)
        if not same(file.read(32), expand(key, "backup-commit", b"")):
            raise Unauthentic("backup: another passphrase, or a changed head")
        plain = b"".join(open_chunks(file, expand(key, "backup-stream", b"")))
    return parse_backup(plain, key)


def derive_backup_key(head: bytes, passphrase: str) -> bytes:
    cursor = Cursor(head, "backup head")
    if cursor.take(8) != BACKUP_MAGIC:
        raise Malformed("backup head: not the magic of a backup")
    major, minor, suite = cursor.u16(), cursor.u16(), cursor.u16()
    if (major, minor, suite) != (1, 0, SUITE):
        raise Unsupported(f"backup head: version {major}.{minor}, suite {suite}")
    memory, passes, lanes, salt = cursor.u32(), cursor.u32(), cursor.u32(), cursor.take(32)
    check_argon2_limits(memory, passes, lanes, "backup head")
    return expand(hkdf_extract(salt, argon2id(passphrase, salt, memory, passes, lanes)), "backup-key", head)


def open_chunks(file, key: bytes):
    """Yields the plaintext of each chunk; the one at the end of the file must be the last, and only it."""
    index, sealed = 0, file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        nonce = bytes(3) + pack("QB", index, 0 if following else 1)
        plain = unseal(key, nonce, b"", sealed, f"backup chunk {index}")
        if index > 0 and not plain:
            raise Malformed("backup: an empty last chunk after others")
        yield plain
        if not following:
            return
        index, sealed = index + 1, following


def parse_backup(plain: bytes, key: bytes) -> Backup:
    cursor = Cursor(plain, "backup")
    made, header = cursor.i64(), cursor.blob(HEADER_LIMIT)
    vault = parse_header(header).vault
    nonce, sealed = cursor.take(12), cursor.take(48)
    root = unseal(expand(key, "backup-root-wrap", vault), nonce, b"", sealed, "backup root key")
    records = take_records(cursor)
    cursor.end()
    return Backup(made, header, root, records)


def take_records(cursor: Cursor) -> dict:
    records: dict = {}
    last = (-1, b"")
    while cursor.flag():
        kind, identity = cursor.u8(), cursor.take(16)
        place = (BACKUP_ORDER.index(kind) if kind in BACKUP_ORDER else len(BACKUP_ORDER), identity)
        if place <= last:
            raise Malformed("backup: records in another order")
        last, records[kind, identity] = place, cursor.blob()
    if cursor.u64() != len(records):
        raise Malformed("backup: it counts other records than it holds")
    return records
