#!/usr/bin/env python3
"""Reads a Strongroom vault or backup, written from docs/format.md alone and from no other program.

It verifies the whole file before it prints anything, and it never writes one. It exists to prove that the text is
enough; the program's tests compare its output with what they put in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from typing import NamedTuple

from containers import is_backup, read_backup, read_sqlite
from contents import (
    AUDIT, FOLDER, ITEM, OVERVIEWS, PAGE, PART, PART_BYTES, SETTING, VERSION, check_chain, check_item_overview, parse_json,
    parse_page, unfinished_files,
)
from header import Credential, Header, authenticate, check_manifest, derive_keys, open_epochs, open_slots, parse_header
from primitives import (
    SUITE, CredentialRefused, Cursor, Inconsistent, Malformed, Refused, Unauthentic, Unsupported,
    expand, pack, same, unpad, unseal,
)

CLASSES = {
    ITEM: "item", VERSION: "version", PAGE: "index page", AUDIT: "audit entry", FOLDER: "folder", SETTING: "setting",
    PART: "part of a file",
}


class Sealed(NamedTuple):
    """The parts of a sealed record that can be read without a key."""

    epoch: int
    version: int
    wrap_nonce: bytes
    wrapped_key: bytes
    commitment: bytes
    content: bytes

    @property
    def tag(self) -> bytes:
        return self.content[-16:]


class Unlocked(NamedTuple):
    """An authenticated header with the keys below the root key."""

    header: Header
    keys: dict
    epochs: dict


class Vault(NamedTuple):
    """An unlocked header and all the records, still sealed."""

    header: Header
    keys: dict
    epochs: dict
    records: dict

    def ids(self, kind: int) -> list:
        return sorted(identity for found, identity in self.records if found == kind)

    def open(self, kind: int, identity: bytes) -> bytes:
        return open_record(self.header.vault, self.epochs, kind, identity, self.records[kind, identity])


def unlock(header: Header, root: bytes) -> Unlocked:
    keys = derive_keys(root, header.vault)
    epochs = open_epochs(header, keys)
    authenticate(header, keys)
    return Unlocked(header, keys, epochs)


def with_records(unlocked: Unlocked, records: dict) -> Vault:
    return Vault(*unlocked, {place: parse_sealed(place[0], body) for place, body in records.items()})


def parse_sealed(kind: int, body: bytes) -> Sealed:
    if kind not in CLASSES:
        raise Unsupported(f"record: unknown class {kind}")
    cursor = Cursor(body, f"record of class {kind}")
    if cursor.u8() != SUITE:
        raise Unsupported("record: unknown suite")
    parts = (cursor.u32(), cursor.u64(), cursor.take(12), cursor.take(48), cursor.take(32), body[cursor.at :])
    if parts[1] == 0 or len(parts[-1]) < 64 + 16:
        raise Malformed(f"{cursor.what}: version 0 or shorter than any")
    return Sealed(*parts)


def open_record(vault: bytes, epochs: dict, kind: int, identity: bytes, sealed: Sealed) -> bytes:
    """The record's content without its padding."""
    what = f"{CLASSES[kind]} {identity.hex()}"
    if sealed.epoch not in epochs:
        raise Inconsistent(f"{what}: its epoch is not in the header")
    aad = pack("B", SUITE) + vault + pack("B", kind) + identity + pack("Q", sealed.version)
    wrapped_aad = aad + pack("I", sealed.epoch)
    data_key = unseal(epochs[sealed.epoch], sealed.wrap_nonce, wrapped_aad, sealed.wrapped_key, f"{what}: data key")
    both = expand(data_key, "data-key", b"", 64)
    if not same(both[32:], sealed.commitment):
        raise Unauthentic(f"{what}: commitment does not match")
    return unpad(unseal(both[:32], bytes(12), aad, sealed.content, what), what)


def read_vault(path: str, credential: Credential, security_version: int = 1) -> dict:
    """The content of a vault file."""
    copies, records = read_sqlite(path)
    return read_content(with_records(unlock_a_copy(copies, credential, security_version), records))


def unlock_a_copy(copies: list, credential: Credential, security_version: int) -> Unlocked:
    """The first copy of the header that parses, opens and is authentic; else the first copy's refusal."""
    refusals: list = []
    for copy in dict.fromkeys(copies):
        try:
            header = parse_header(copy, security_version)
            return unlock(header, open_slots(header, credential))
        except Refused as refusal:
            refusals.append(refusal)
    raise refusals[0]


def read_backup_file(path: str, passphrase: str, security_version: int = 1) -> dict:
    """The content of a backup, with the time it was `made`."""
    backup = read_backup(path, passphrase)
    unlocked = unlock(parse_header(backup.header, security_version), backup.root)
    return {"made": backup.made, **read_content(with_records(unlocked, backup.records))}


def read_content(vault: Vault) -> dict:
    """Verifies everything and returns everything, in a stable order."""
    pages = [(page, vault.records[PAGE, page].version, vault.records[PAGE, page].tag) for page in vault.ids(PAGE)]
    check_manifest(vault.header, vault.keys, pages)
    entries = collect_entries(vault)
    items = [read_item(vault, identity, entries[ITEM, identity]) for identity in vault.ids(ITEM)]
    check_no_stray_versions(vault, items)
    settings = [read_setting(vault, identity) for identity in vault.ids(SETTING)]
    check_no_stray_parts(vault, items, unfinished_files(settings))
    return {
        "vault": vault.header.vault.hex(),
        "generation": vault.header.generation,
        "security_version": vault.header.security_version,
        "items": items,
        "folders": [read_folder(vault, identity, entries[FOLDER, identity]) for identity in vault.ids(FOLDER)],
        "settings": settings,
        "audit": read_audit(vault),
    }


def collect_entries(vault: Vault) -> dict:
    """All entries of all pages, once each agrees with its record and no record is without one."""
    entries: dict = {}
    for page in vault.ids(PAGE):
        for place, entry in parse_page(vault.open(PAGE, page)):
            if place in entries:
                raise Inconsistent(f"{describe(place)}: has two entries")
            entries[place] = entry
            check_entry(vault, place, entry)
    for place in vault.records:
        if place[0] in OVERVIEWS and place not in entries:
            raise Inconsistent(f"{describe(place)}: has no entry")
    return entries


def check_entry(vault: Vault, place: tuple, entry) -> None:
    record = vault.records.get(place)
    if record is None:
        raise Inconsistent(f"{describe(place)}: is missing")
    if record.version != entry.version or not same(record.tag, entry.tag):
        raise Inconsistent(f"{describe(place)}: differs from its entry")


def describe(place: tuple) -> str:
    return f"{CLASSES[place[0]]} {place[1].hex()}"


def read_item(vault: Vault, identity: bytes, entry) -> dict:
    item = parse_json(ITEM, vault.open(ITEM, identity))
    check_item_overview(item, entry.overview)
    versions = [reference["version"] for reference in item["history"]] + [entry.version]
    if any(left >= right for left, right in zip(versions, versions[1:])):
        raise Inconsistent(f"item {identity.hex()}: history is not in ascending order, or not of earlier versions")
    history = [read_version(vault, identity, reference) for reference in item["history"]]
    shown = (
        "title", "subtitle", "totp", "strength", "fingerprint", "similar", "secret_since", "ends", "worst", "search",
    )
    overview = {key: entry.overview[key] for key in shown}
    shown_item = {"id": identity.hex(), "version": entry.version, **item, "history": history, "overview": overview}
    return with_files(vault, shown_item, item)


def read_version(vault: Vault, item: bytes, reference: dict) -> dict:
    place = (VERSION, bytes.fromhex(reference["id"]))
    record = vault.records.get(place)
    if record is None:
        raise Inconsistent(f"{describe(place)}: is missing")
    if record.version != reference["version"] or record.tag.hex() != reference["tag"]:
        raise Inconsistent(f"{describe(place)}: differs from what the history says of it")
    version = parse_json(VERSION, vault.open(*place))
    told = (version["of"], version["version"], version["saved"])
    if told != (item.hex(), reference["version"], reference["saved"]):
        raise Inconsistent(f"{describe(place)}: says of itself what the history does not")
    shown = {"id": reference["id"], **{key: version[key] for key in ("version", "saved", "folder", "item")}}
    return with_files(vault, shown, version)


def with_files(vault: Vault, shown: dict, record: dict) -> dict:
    """The same with the files that the record names, if there are any, and the SHA-256 of what they hold."""
    files = [{**file, "sha256": read_file_parts(vault, file)} for file in record.get("attachments", [])]
    return {**shown, "attachments": files} if files else shown


def parts_of(file: dict) -> list:
    count = -(-file["size"] // PART_BYTES)
    return [bytes.fromhex(file["id"]) + pack("I", number) for number in range(count)]


def read_file_parts(vault: Vault, file: dict) -> str:
    hashed, left = hashlib.sha256(), file["size"]
    for identity in parts_of(file):
        place = (PART, identity)
        if place not in vault.records:
            raise Inconsistent(f"{describe(place)}: is missing")
        if vault.records[place].version != 1:
            raise Inconsistent(f"{describe(place)}: of another version than 1")
        content = vault.open(*place)
        if len(content) != min(left, PART_BYTES):
            raise Inconsistent(f"{describe(place)}: of another length than its file says")
        left -= len(content)
        hashed.update(content)
    return hashed.hexdigest()


def check_no_stray_parts(vault: Vault, items: list, unfinished: set) -> None:
    states = [state for item in items for state in [item, *item["history"]]]
    named = {identity for state in states for file in state.get("attachments", []) for identity in parts_of(file)}
    for identity in vault.ids(PART):
        if identity not in named and identity[:12].hex() not in unfinished:
            raise Inconsistent(f"{describe((PART, identity))}: belongs to no file")


def check_no_stray_versions(vault: Vault, items: list) -> None:
    named = sorted(version["id"] for item in items for version in item["history"])
    if named != [identity.hex() for identity in vault.ids(VERSION)]:
        raise Inconsistent("versions: one is in no item's history, or in two")


def read_folder(vault: Vault, identity: bytes, entry) -> dict:
    folder = parse_json(FOLDER, vault.open(FOLDER, identity))
    if folder != entry.overview:
        raise Inconsistent(f"folder {identity.hex()}: differs from its overview")
    return {"id": identity.hex(), "version": entry.version, **folder}


def read_setting(vault: Vault, identity: bytes) -> dict:
    setting = parse_json(SETTING, vault.open(SETTING, identity))
    return {"id": identity.hex(), "version": vault.records[SETTING, identity].version, **setting}


def read_audit(vault: Vault) -> list:
    ids = vault.ids(AUDIT)
    if len(ids) != vault.header.audit_entries:
        raise Inconsistent(f"audit: {len(ids)} entries where the header counts {vault.header.audit_entries}")
    for index, identity in enumerate(ids):
        if int.from_bytes(identity, "big") != index or vault.records[AUDIT, identity].version != index + 1:
            raise Inconsistent(f"audit entry {index}: its id or version is another")
    contents = [vault.open(AUDIT, identity) for identity in ids]
    return check_chain(vault.keys["audit-mac"], contents, vault.header.audit_head)


def parse_arguments(arguments: list) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="reader.py", description="Verifies a Strongroom vault and prints its content.")
    parser.add_argument("file")
    parser.add_argument("--password-stdin", action="store_true", help="read the password, one line, from standard input")
    parser.add_argument("--recovery-code", metavar="CODE")
    parser.add_argument("--device-secret", metavar="HEX", type=bytes.fromhex, help="32 bytes")
    parser.add_argument("--key-file", metavar="F")
    parser.add_argument("--backup", action="store_true", help="refuse anything but a backup")
    parser.add_argument("--security-version", metavar="N", type=int, default=1, help="refuse a lower one")
    parser.add_argument("--json", action="store_true", help="print on one line instead of indented")
    return parser.parse_args(arguments)


def gather_credential(options: argparse.Namespace) -> Credential:
    password, key_file = None, None
    if options.password_stdin:
        try:
            password = sys.stdin.buffer.readline().rstrip(b"\r\n").decode("utf-8")
        except UnicodeDecodeError:
            raise CredentialRefused("password: not UTF-8") from None
    if options.device_secret is not None and len(options.device_secret) != 32:
        raise CredentialRefused("device secret: not 32 bytes")
    if options.key_file is not None:
        with open(options.key_file, "rb") as file:
            key_file = file.read()
    return Credential(password, options.recovery_code, options.device_secret, key_file)


def read_file(path: str, credential: Credential, backup_only: bool = False, security_version: int = 1) -> dict:
    """Reads either kind of file; the password is a backup's passphrase."""
    if not is_backup(path):
        if backup_only:
            raise Malformed("file: not a backup")
        return read_vault(path, credential, security_version)
    if credential.password is None:
        raise CredentialRefused("backup: it opens with its passphrase only")
    return read_backup_file(path, credential.password, security_version)


def main(arguments: list) -> int:
    options = parse_arguments(arguments)
    try:
        content = read_file(options.file, gather_credential(options), options.backup, options.security_version)
    except Refused as refusal:
        print(f"reader: refused: {type(refusal).__name__}: {refusal.what}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"reader: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2
    form = {"separators": (",", ":")} if options.json else {"indent": 2}
    sys.stdout.buffer.write(json.dumps(content, ensure_ascii=False, **form).encode("utf-8") + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
