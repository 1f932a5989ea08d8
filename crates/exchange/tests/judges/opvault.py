"""A second implementation of OPVault, of its writing side: makes a vault in the folder that is named, under the password `freddy`.

After 1Password's description of the format, with Python's own cryptography; shares nothing with the reader in Rust.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ITERATIONS = 10_000


def encrypt(key, iv, plain):
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(plain) + encryptor.finalize()


def sealed(keys, plain):
    """An opdata01 envelope; the padding of 1 to 16 random bytes stands before the content."""
    iv, padding = os.urandom(16), os.urandom(16 - len(plain) % 16)
    body = b"opdata01" + len(plain).to_bytes(8, "little") + iv + encrypt(keys[:32], iv, padding + plain)
    return body + hmac.new(keys[32:], body, "sha256").digest()


def text(data):
    return base64.b64encode(data).decode()


def sealed_json(keys, value):
    return text(sealed(keys, json.dumps(value).encode()))


def written(item):
    """What an item's code is over: its names and values in the order of the names; a truth value is 0 or 1."""
    return "".join(name + (str(int(value)) if isinstance(value, bool) else str(value)) for name, value in sorted(item.items()))


def main(folder):
    place = Path(folder) / "default"
    place.mkdir(parents=True)
    salt = os.urandom(16)
    derived = hashlib.pbkdf2_hmac("sha512", b"freddy", salt, ITERATIONS, 64)
    seeds = os.urandom(256), os.urandom(64)
    master, overview = (hashlib.sha512(seed).digest() for seed in seeds)
    profile = {
        "lastUpdatedBy": "generator", "updatedAt": 1_370_323_483, "profileName": "default", "salt": text(salt),
        "masterKey": text(sealed(derived, seeds[0])), "iterations": ITERATIONS, "uuid": "2B894A18997C4638",
        "overviewKey": text(sealed(derived, seeds[1])), "createdAt": 1_373_753_414,
    }
    (place / "profile.js").write_text(f"var profile={json.dumps(profile)};")
    folders = {
        "F1": {"uuid": "F1", "created": 1, "updated": 2, "tx": 3, "overview": sealed_json(overview, {"title": "Social"})},
        "F2": {"uuid": "F2", "smart": True, "overview": sealed_json(overview, {"title": "A search", "predicate_b64": "x"})},
    }
    (place / "folders.js").write_text(f"loadFolders({json.dumps(folders)});")
    bands = {}
    for uuid, plain, about, details, files in ITEMS:
        keys = os.urandom(64)
        iv = os.urandom(16)
        wrapped = iv + encrypt(master[:32], iv, keys)
        wrapped += hmac.new(master[32:], wrapped, "sha256").digest()
        item = {
            "uuid": uuid, "tx": 1_373_753_421, "k": text(wrapped),
            "o": sealed_json(overview, about), "d": sealed_json(keys, details), **plain,
        }
        item["hmac"] = text(hmac.new(overview[32:], written(item).encode(), "sha256").digest())
        bands.setdefault(uuid[0], {})[uuid] = item
        for number, (name, content) in enumerate(files):
            described = {"itemUUID": uuid, "contentsSize": len(content), "external": True, "uuid": str(number),
                         "overview": sealed_json(overview, {"filename": name})}
            described, icon = json.dumps(described).encode(), sealed(keys, b"icon")
            head = b"OPCLDAT\x01" + len(described).to_bytes(2, "little") + b"\0\0" + len(icon).to_bytes(4, "little")
            (place / f"{uuid}_{number}.attachment").write_bytes(head + described + icon + sealed(keys, content))
    for band, items in bands.items():
        (place / f"band_{band}.js").write_text(f"ld({json.dumps(items)});")


ITEMS = [
    (
        "0A1", {"category": "001", "folder": "F1", "created": 1_325_483_950, "updated": 1_371_148_480, "fave": 5000},
        {"title": "Example", "url": "https://example.org", "URLs": [{"l": "website", "u": "https://example.org"},
         {"l": "admin", "u": "https://admin.example.org"}], "tags": ["work"], "ainfo": "anna", "ps": 70},
        {"fields": [
            {"type": "T", "name": "user", "value": "anna", "designation": "username"},
            {"type": "P", "name": "pass", "value": "p\u00e4ss", "designation": "password"},
            {"type": "T", "name": "company", "value": "ACME"},
        ], "notesPlain": "two\nlines", "passwordHistory": [{"value": "old", "time": 1_370_000_000}],
         "sections": [{"name": "S", "title": "More", "fields": [
             {"k": "concealed", "n": "TOTP_1", "t": "one-time password", "v": "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"},
             {"k": "string", "n": "x", "t": "question", "v": "pet"}]}]},
        [("keys.txt", b"attached\n"), ("large.bin", bytes(range(256)) * 64)],
    ),
    (
        "FB2", {"category": "003", "created": 1, "updated": 2, "trashed": True},
        {"title": "A note", "tags": []}, {"notesPlain": "deleted"}, [],
    ),
    (
        "FC3", {"category": "005", "created": 1, "updated": 2}, {"title": "Wi-Fi"}, {"password": "only this"}, [],
    ),
]

if __name__ == "__main__":
    main(sys.argv[1])
