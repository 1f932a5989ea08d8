"""The bytes and the cryptography that every part of the vault format is made of (docs/format.md, sections 1, 3 and 5).

Nothing here knows what a vault contains. It must never put a key, a password or a plaintext into an error.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import unicodedata

import argon2.exceptions
import argon2.low_level
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUITE = 1
HEADER_LIMIT = 65_536
ARGON2_MEMORY = (65_536, 8_388_608)  # KiB
ARGON2_PASSES = (3, 64)
ARGON2_LANES = (1, 16)
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Refused(Exception):
    """The file, or what was given to open it, was refused; `what` names the part, never a secret."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Malformed(Refused):
    """Bytes that do not follow the format, or that are not its canonical form."""


class Unsupported(Refused):
    """A version, suite, slot type or record class that this reader does not know."""


class BeyondLimits(Refused):
    """A number outside the limits that the format sets."""


class CredentialRefused(Refused):
    """No slot opens with what was given."""


class Unauthentic(Refused):
    """A tag, a commitment or a MAC does not match."""


class Inconsistent(Refused):
    """Parts that are authentic one by one, but do not belong together."""


class Cursor:
    """Takes fields from the front of `data`; every overrun is refused with the name of the structure."""

    def __init__(self, data: bytes, what: str) -> None:
        self.data, self.what, self.at = data, what, 0

    def take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise Malformed(f"{self.what}: truncated")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, code: str) -> int:
        return struct.unpack(">" + code, self.take(struct.calcsize(">" + code)))[0]

    def u8(self) -> int:
        return self.number("B")

    def u16(self) -> int:
        return self.number("H")

    def u32(self) -> int:
        return self.number("I")

    def u64(self) -> int:
        return self.number("Q")

    def i64(self) -> int:
        return self.number("q")

    def flag(self) -> bool:
        value = self.u8()
        if value > 1:
            raise Malformed(f"{self.what}: a flag is neither 0 nor 1")
        return value == 1

    def optional_id(self) -> str | None:
        return self.take(16).hex() if self.flag() else None

    def blob(self, limit: int | None = None) -> bytes:
        length = self.u32()
        if limit is not None and length > limit:
            raise BeyondLimits(f"{self.what}: {length} bytes where {limit} are allowed")
        return self.take(length)

    def text(self, limit: int | None = None) -> str:
        return utf8(self.blob(limit), self.what)

    def end(self) -> None:
        if self.at != len(self.data):
            raise Malformed(f"{self.what}: bytes after the end")


def utf8(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed(f"{what}: not UTF-8") from None


def pack(code: str, *values: int) -> bytes:
    return struct.pack(">" + code, *values)


def mac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def same(left: bytes, right: bytes) -> bool:
    """Compares in constant time."""
    return hmac.compare_digest(left, right)


def hkdf_extract(salt: bytes, secret: bytes) -> bytes:
    return mac(salt or bytes(32), secret)


def hkdf_expand(key: bytes, info: bytes, count: int) -> bytes:
    """RFC 5869, section 2.3."""
    out = block = b""
    for index in range(1, -(-count // 32) + 1):
        block = mac(key, block + info + bytes([index]))
        out += block
    return out[:count]


def expand(key: bytes, label: str, context: bytes, count: int = 32) -> bytes:
    return hkdf_expand(key, b"strongroom/v1/" + label.encode("ascii") + b"\0" + context, count)


def unseal(key: bytes, nonce: bytes, aad: bytes, sealed: bytes, what: str) -> bytes:
    """AES-256-GCM; `sealed` is ciphertext and tag."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, aad)
    except (InvalidTag, OverflowError):
        raise Unauthentic(f"{what}: seal broken") from None


def check_argon2_limits(memory: int, passes: int, lanes: int, what: str) -> None:
    """Refuses before any memory is taken; `memory` is in KiB."""
    for name, value, (low, high) in (
        ("memory", memory, ARGON2_MEMORY),
        ("passes", passes, ARGON2_PASSES),
        ("lanes", lanes, ARGON2_LANES),
    ):
        if not low <= value <= high:
            raise BeyondLimits(f"{what}: Argon2 {name} {value} is not in {low} to {high}")


def argon2id(password: str, salt: bytes, memory: int, passes: int, lanes: int) -> bytes:
    """32 bytes; the password is brought to normalisation form C first."""
    try:
        return argon2.low_level.hash_secret_raw(
            unicodedata.normalize("NFC", password).encode("utf-8"),
            salt, time_cost=passes, memory_cost=memory, parallelism=lanes,
            hash_len=32, type=argon2.low_level.Type.ID, version=0x13,
        )
    except argon2.exceptions.HashingError:
        raise BeyondLimits("Argon2: this computer cannot give the memory it asks for") from None


def padded_length(n: int) -> int:
    """The length that `n` bytes (4 of them the length field) are padded to."""
    step = 64 if n <= 1024 else 1 << ((n // 16).bit_length() - 1)
    return -(-n // step) * step


def unpad(padded: bytes, what: str) -> bytes:
    cursor = Cursor(padded, what)
    content = cursor.blob()
    rest = padded[cursor.at :]
    if len(padded) != padded_length(cursor.at):
        raise Malformed(f"{what}: padded to another length than the format's")
    if rest.count(0) != len(rest):
        raise Malformed(f"{what}: padding is not zero")
    return content


def recovery_code_bytes(code: str) -> bytes:
    """The 17 bytes behind a written recovery code, or `CredentialRefused`."""
    if not code.isascii():  # upper() would turn some other letters into A to Z
        raise CredentialRefused("recovery code: a character that no code has")
    digits = code.upper().replace(" ", "").replace("-", "").translate(str.maketrans("ILO", "110"))
    if len(digits) != 32:
        raise CredentialRefused("recovery code: not 32 characters")
    if any(digit not in CROCKFORD for digit in digits):
        raise CredentialRefused("recovery code: a character that no code has")
    number = 0
    for digit in digits:
        number = number << 5 | CROCKFORD.index(digit)
    secret, check = number.to_bytes(20, "big")[:17], number.to_bytes(20, "big")[17:]
    if not same(hashlib.sha256(secret).digest()[:3], check):
        raise CredentialRefused("recovery code: its check is wrong, so a character is")
    return secret
