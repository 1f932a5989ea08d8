"""The header of a vault: its fields, its slots and the way from a credential to the root key (docs/format.md, 2 to 4).

Every limit is checked before any work is done with it. No field may be used for reading records before `authenticate`.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple, Optional

from primitives import (
    HEADER_LIMIT, SUITE, BeyondLimits, CredentialRefused, Cursor, Inconsistent, Malformed, Unauthentic, Unsupported,
    argon2id, check_argon2_limits, expand, hkdf_extract, mac, pack, recovery_code_bytes, same, unseal,
)

MAGIC = bytes.fromhex("895352560D0A1A0A")
PASSWORD, DEVICE, RECOVERY, KEY_FILE = 1, 2, 3, 4
EPOCH_WRAPS_LIMIT = 1 << 30
KEY_LABELS = ("header-mac", "manifest", "record-kek-wrap", "audit-mac")


class Slot(NamedTuple):
    prefix: bytes
    type: int
    id: bytes
    memory: int
    passes: int
    lanes: int
    salt: bytes
    commit: bytes
    nonce: bytes
    sealed: bytes


class Epoch(NamedTuple):
    number: int
    nonce: bytes
    sealed: bytes


class Header(NamedTuple):
    security_version: int
    vault: bytes
    generation: int
    slots: list
    epochs: list
    pages: int
    manifest: bytes
    audit_entries: int
    audit_head: bytes
    signed: bytes
    authentication: bytes


class Credential(NamedTuple):
    """What somebody has to open a vault with; all of it is secret."""

    password: Optional[str] = None
    recovery_code: Optional[str] = None
    device_secret: Optional[bytes] = None
    key_file: Optional[bytes] = None

    def input_for(self, slot: Slot) -> bytes | None:
        """The slot's input, or None where the credential lacks a part of it."""
        if slot.type == RECOVERY:
            return None if self.recovery_code is None else recovery_code_bytes(self.recovery_code)
        second = {
            PASSWORD: b"",
            DEVICE: self.device_secret,
            KEY_FILE: None if self.key_file is None else hashlib.sha256(self.key_file).digest(),
        }[slot.type]
        if self.password is None or second is None:
            return None
        return argon2id(self.password, slot.salt, slot.memory, slot.passes, slot.lanes) + second


def parse_header(data: bytes, security_version: int = 1) -> Header:
    """Parses without a key. `security_version` is the lowest that the caller accepts."""
    cursor = Cursor(data, "header")
    check_envelope(cursor)
    found = cursor.u32()
    if found < security_version:
        raise Unsupported(f"header: security version {found} is lower than the expected {security_version}")
    vault, generation = cursor.take(16), cursor.u64()
    if generation == 0:
        raise Malformed("header: generation 0")
    header = Header(
        found, vault, generation, take_slots(cursor), take_epochs(cursor),
        cursor.u32(), cursor.take(32), cursor.u64(), cursor.take(32), data[: cursor.at], cursor.take(32),
    )
    cursor.end()
    return header


def check_envelope(cursor: Cursor) -> None:
    """Magic, length, version and suite, in this order."""
    if len(cursor.data) > HEADER_LIMIT:
        raise BeyondLimits(f"header: {len(cursor.data)} bytes where {HEADER_LIMIT} are allowed")
    if cursor.take(8) != MAGIC:
        raise Malformed("header: not the magic of a vault")
    major, minor, length = cursor.u16(), cursor.u16(), cursor.u32()
    if length != len(cursor.data):
        raise Malformed("header: its length is not the one it states")
    if (major, minor) != (1, 0):
        raise Unsupported(f"header: format version {major}.{minor}")
    if cursor.u16() != SUITE:
        raise Unsupported("header: unknown suite")


def take_slots(cursor: Cursor) -> list:
    count = cursor.u8()
    if not 1 <= count <= 16:
        raise BeyondLimits(f"header: {count} slots")
    slots = [take_slot(cursor) for _ in range(count)]
    check_ascending([slot.id for slot in slots], "header: slots")
    for slot in slots:
        check_slot(slot)
    return slots


def take_slot(cursor: Cursor) -> Slot:
    start = cursor.at
    fields = (cursor.u8(), cursor.take(16), cursor.u32(), cursor.u32(), cursor.u32(), cursor.take(32))
    prefix = cursor.data[start : cursor.at]
    return Slot(prefix, *fields, cursor.take(32), cursor.take(12), cursor.take(48))


def check_slot(slot: Slot) -> None:
    if slot.type not in (PASSWORD, DEVICE, RECOVERY, KEY_FILE):
        raise Unsupported(f"slot: unknown type {slot.type}")
    if slot.type != RECOVERY:
        check_argon2_limits(slot.memory, slot.passes, slot.lanes, "slot")
    elif (slot.memory, slot.passes, slot.lanes, slot.salt) != (0, 0, 0, bytes(32)):
        raise Malformed("slot: a recovery code with Argon2 parameters")


def take_epochs(cursor: Cursor) -> list:
    count = cursor.u16()
    if not 1 <= count <= 256:
        raise BeyondLimits(f"header: {count} epochs")
    epochs = [take_epoch(cursor) for _ in range(count)]
    check_ascending([0] + [epoch.number for epoch in epochs], "header: epochs")
    return epochs


def take_epoch(cursor: Cursor) -> Epoch:
    number, wraps = cursor.u32(), cursor.u64()
    if wraps > EPOCH_WRAPS_LIMIT:
        raise BeyondLimits(f"header: epoch {number} has wrapped too many keys")
    return Epoch(number, cursor.take(12), cursor.take(48))


def check_ascending(values: list, what: str) -> None:
    if any(left >= right for left, right in zip(values, values[1:])):
        raise Malformed(f"{what}: not in ascending order")


def open_slots(header: Header, credential: Credential) -> bytes:
    """The root key, from the first slot that opens; the slots that cost nothing come first."""
    for slot in sorted(header.slots, key=lambda slot: slot.type != RECOVERY):
        secret = credential.input_for(slot)
        root = None if secret is None else open_slot(header.vault, slot, secret)
        if root is not None:
            return root
    raise CredentialRefused("no slot of the vault opens with this")


def open_slot(vault: bytes, slot: Slot, secret: bytes) -> bytes | None:
    """The root key, or None where the commitment says that the slot belongs to another credential."""
    context = pack("BIII", slot.type, slot.memory, slot.passes, slot.lanes)
    slot_key = expand(hkdf_extract(vault + slot.id, secret), "slot-root", context)
    if not same(expand(slot_key, "slot-commit", b""), slot.commit):
        return None
    aad = pack("H", SUITE) + vault + slot.prefix
    return unseal(expand(slot_key, "slot-wrap", b""), slot.nonce, aad, slot.sealed, "slot")


def derive_keys(root: bytes, vault: bytes) -> dict:
    """The keys below the root key that reading needs, by label."""
    return {label: expand(root, label, vault) for label in KEY_LABELS}


def open_epochs(header: Header, keys: dict) -> dict:
    """The epoch keys by number."""
    aad = pack("H", SUITE) + header.vault
    return {
        epoch.number: unseal(
            keys["record-kek-wrap"], epoch.nonce, aad + pack("I", epoch.number), epoch.sealed, f"epoch {epoch.number}")
        for epoch in header.epochs
    }


def authenticate(header: Header, keys: dict) -> None:
    if not same(mac(keys["header-mac"], header.signed), header.authentication):
        raise Unauthentic("header: its authentication does not match")


def check_manifest(header: Header, keys: dict, pages: list) -> None:
    """`pages` are id, version and tag of every page record that the file holds."""
    if len(pages) != header.pages:
        raise Inconsistent(f"manifest: {len(pages)} pages where the header counts {header.pages}")
    total = 0
    for page, version, tag in pages:
        total ^= int.from_bytes(mac(keys["manifest"], b"\x01" + page + pack("Q", version) + tag), "big")
    text = b"\x02" + pack("QI", header.generation, header.pages) + total.to_bytes(32, "big")
    if not same(mac(keys["manifest"], text), header.manifest):
        raise Unauthentic("manifest: the pages are not the ones that the header names")
